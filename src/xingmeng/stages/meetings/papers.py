"""The papers of a meeting: its agenda and its minutes."""

from datetime import date
from pathlib import Path
from typing import Any

from xingmeng.core import papers, wholes
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.meetings import queries, rules

FOLDER = Path(__file__).parent / "templates" / "meetings"


def agenda_of(meeting, on: date) -> dict[str, Any]:
    """What the agenda shows: when, where, who, and every item with its sums. Errors: none."""
    return {
        "title": f"{meeting.title}议程",
        "meeting": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair,
        "attendees": meeting.attendees,
        "items": [_item(item) for item in queries.items_of(meeting)],
    }


def minutes_of(meeting, on: date) -> dict[str, Any]:
    """The agenda with what was decided on each item. Errors: none."""
    return agenda_of(meeting, on) | {
        "title": f"{meeting.title}会议纪要",
        "remarks": meeting.remarks,
    }


def _item(item) -> dict[str, Any]:
    award = item.award
    return {
        "number": item.number,
        "title": award.title,
        "award": award.number,
        "presenter": item.presenter,
        "issuer": award.issuer.name_zh if award.issuer else "",
        "instrument": award.instrument.title.zh,
        "bidder": award.application.organisation.name_zh,
        "amount": papers.wan(award.agreed_fen),
        "support": papers.wan(award.support_fen),
        "outcome": item.outcome,
        "decided": rules.OUTCOMES[item.outcome].zh if item.outcome else "",
        "reason": item.reason,
    }


def _may_read(actor: Actor, meeting) -> bool:
    """An agenda names every award on it: who made it reads it, or who opened it on record."""
    return rules.opens(actor, meeting) and wholes.is_open(actor, "meeting", meeting)


def _agenda_number(meeting, on: date) -> str:
    issued = papers.of("meeting", meeting.pk).filter(paper="agenda").count()
    return f"{meeting.number}-YC{issued + 1}"


def _minutes_number(meeting, on: date) -> str:
    """The number that the decisions carry; corrected minutes add a letter to it."""
    again = papers.of("meeting", meeting.pk).filter(paper="minutes").count()
    return meeting.minutes_number + (f"（更正{again}）" if again else "")


AGENDA = papers.register(
    papers.PaperKind(
        name="agenda",
        title=Text("会议议程", "Agenda"),
        kind="meeting",
        template=FOLDER / "agenda.typ",
        data=agenda_of,
        may_read=_may_read,
        number=_agenda_number,
    )
)
MINUTES = papers.register(
    papers.PaperKind(
        name="minutes",
        title=Text("会议纪要", "Minutes"),
        kind="meeting",
        template=FOLDER / "minutes.typ",
        data=minutes_of,
        may_read=_may_read,
        number=_minutes_number,
    )
)
