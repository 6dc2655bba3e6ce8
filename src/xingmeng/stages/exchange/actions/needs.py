"""Changing needs. One function per verb, one transaction per call."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import clock, door, drafts, move, numbers, revisions, written
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.core.written import Written
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange import papers, queries, rules
from xingmeng.stages.exchange.models import Need
from xingmeng.stages.registry import queries as registry

INSTRUMENT = "open_challenge"
INDEXED = ("title", "theme", "field", "total_fen")  # answers that lists filter and sort by


@door.change()
def begin(*, organisation_id: int, actor: Actor) -> Need:
    """Start a need for an organisation one acts for. Writes: the need, one step.

    Errors: Refused if the actor does not act for it.
    """
    found = [] if organisation_id in actor.organisations else [not_yours("applicant")]
    if not found and not registry.own_organisations(actor).filter(pk=organisation_id).exists():
        found.append(Finding("organisation_not_confirmed"))
    refuse_if(found)
    row = Need(
        number=number(clock.today().year),
        organisation_id=organisation_id,
        instrument_code=INSTRUMENT,
        saved_at=clock.now(),
    )
    move.begin("need", row, actor=actor)
    return row


def number(year: int) -> str:
    """Drawn: how many needs are being written is nobody's to know."""
    return numbers.drawn(
        f"need:{year}",
        lambda n: f"XQ{year}{n}",
        taken=lambda said: Need.objects.filter(number=said).exists(),
    )


@door.change()
def save_answers(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a draft, also faulty ones, and say what is wrong with them.

    Writes: the answers. Nothing on the trail: a draft is its author's own.
    Errors: Refused once handed in, or for another's need; unknown fields are left out.
    """
    row = Need.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    roles = rules.roles_of(actor, row)
    wrong = drafts.write(row, rules.form_of(row), given, roles=roles, actor=actor)
    index(row)
    row.save(update_fields=[*drafts.COLUMNS, *INDEXED])
    return wrong + rules.own_money_fits(row.answers)


def index(row: Need) -> Need:
    """Bring the columns of lists in line with the answers; what fits none leaves it empty."""
    for name in INDEXED:
        _index(row, name, row.answers.get(name))
    return row


def _index(row: Need, name: str, value: Any) -> None:
    column = row._meta.get_field(name)
    fits = isinstance(value, int if name == "total_fen" else str)
    limit = getattr(column, "max_length", None)
    setattr(row, name, (value[:limit] if limit else value) if fits else column.get_default())


def _agreed_on(step: Step) -> list[Finding]:
    """A need is met where an introduction of it has come to a result."""
    found = queries.introductions.has_agreed(step.row.pk)
    return [] if found else [Finding("no_introduction_agreed")]


def _keep(step: Step) -> None:
    revisions.keep("need", step.row, "submit", by=step.actor.user_id)


def _refine(step: Step) -> None:
    row: Need = step.row
    row.answers = row.answers | dict(step.details)
    row.save(update_fields=["answers"])


def _return(step: Step) -> None:
    why = {"reason": step.reason}
    issue(papers.RETURN.name, step.row, actor=step.actor, on=step.on, extra=why)


def _decline(step: Step) -> None:
    why = {"reason": step.reason}
    issue(papers.DECLINE.name, step.row, actor=step.actor, on=step.on, extra=why)


def _as_stated(row: Need) -> dict[str, Any]:
    """An officer refines what the enterprise wrote, or the last draft; nothing is retyped."""
    said = row.answers
    return {
        "refined_title": said.get("refined_title") or said.get("title"),
        "refined_targets": said.get("refined_targets") or said.get("targets"),
        "acceptance_test": said.get("acceptance_test"),
        "refined_total_fen": said.get("refined_total_fen") or said.get("total_fen"),
        "refined_deadline_on": said.get("refined_deadline_on") or said.get("deadline_on"),
        **{name: said.get(name) for name in rules.RACE},
    }


NEED = move.register(
    move.Subject(
        kind="need",
        title=Text("技术需求", "Technical need"),
        model=Need,
        flow_of=lambda row: rules.NEED,
        every_flow=lambda: [rules.NEED],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "complete": rules.complete,
            "race_fits": rules.race_fits,
            "agreed_on": _agreed_on,
        },
        effects={"submit": _keep, "refine": _refine, "return": _return, "decline": _decline},
        prefills={"refine": _as_stated},
        besides={"refine": queries.form_for},
        hushes=lambda actor, row: ("offer", queries.suggestions.unseen_offers(actor, row)),
        related=("organisation",),
    )
)
written.register(
    Written(
        kind="need",
        form_of=rules.form_of,
        answers_of=lambda row: row.answers,
        bound=queries.form_for,
        save=lambda pk, given, actor: save_answers(pk, given, actor=actor),
    )
)
