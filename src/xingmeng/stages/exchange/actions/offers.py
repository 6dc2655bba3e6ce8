"""Changing offers. One function per verb, one transaction per call."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import clock, door, drafts, move, numbers, revisions, written
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.written import Written
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.models import Offer
from xingmeng.stages.exchange.queries import offers as queries
from xingmeng.stages.exchange.rules import offers as rules
from xingmeng.stages.registry import queries as registry

SHOWN = ("kind", "title_zh", "title_en", "description_zh", "description_en", "field")
INDEXED = (*SHOWN, "industry", "openness", "readiness", "valid_until")


@door.change()
def begin_offer(
    *, organisation_id: int, actor: Actor, source: tuple[str, int] | None = None
) -> Offer:
    """Start an offer of an organisation one acts for; `source` is the case it comes from.

    Writes: the offer, one step. Errors: Refused if the actor does not act for it.
    """
    found = [] if organisation_id in actor.organisations else [not_yours("applicant")]
    if not found and not registry.own_organisations(actor).filter(pk=organisation_id).exists():
        found.append(Finding("organisation_not_confirmed"))
    refuse_if(found)
    kind, pk = source or ("", None)
    row = Offer(
        number=number(clock.today().year),
        organisation_id=organisation_id,
        source_kind=kind,
        source_id=pk,
        saved_at=clock.now(),
    )
    move.begin("offer", row, actor=actor)
    return row


def number(year: int) -> str:
    """Drawn: how many offers are being written, or shown to few, is nobody's to know."""
    return numbers.drawn(
        f"offer:{year}",
        lambda n: f"GG{year}{n}",
        taken=lambda said: Offer.objects.filter(number=said).exists(),
    )


@door.change()
def save_offer(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a draft, also faulty ones, and say what is wrong with them.

    Writes: the answers. Nothing on the trail: a draft is its author's own.
    Errors: Refused once published, or for another's offer; unknown fields are left out.
    """
    row = (
        Offer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    )
    roles = rules.roles_of(actor, row)
    wrong = drafts.write(row, rules.FORM, given, roles=roles, actor=actor)
    index(row)
    row.save(update_fields=[*drafts.COLUMNS, *INDEXED])
    return wrong


@door.change()
def offer(
    given: Mapping[str, Any],
    *,
    organisation_id: int,
    actor: Actor,
    source: tuple[str, int] | None = None,
) -> Offer:
    """Publish an offer in one go, from answers that are known already.

    Writes: the offer and two steps. Errors: Refused as for beginning and for publishing.
    """
    row = begin_offer(organisation_id=organisation_id, actor=actor, source=source)
    save_offer(row.pk, given, actor=actor)
    return move.make("offer", row.pk, "publish", actor=actor)


def expire_offers() -> int:
    """Let every published offer expire whose last day is over; a worker asks again and again.

    Writes: a step each. Errors: none. Returns how many there were.
    """
    over = queries.run_out(clock.today())
    if over:
        move.make_all("offer", over, "expire", actor=SYSTEM)
    return len(over)


def index(row: Offer) -> Offer:
    """Bring the columns of lists in line with the answers; what fits none leaves it empty."""
    for name in INDEXED:
        column = row._meta.get_field(name)
        value = row.answers.get(name)
        limit = getattr(column, "max_length", None)
        fitting = value[:limit] if isinstance(value, str) else ""
        setattr(row, name, fitting)
    row.readiness = _level(row.answers.get("readiness"))
    row.valid_until = _day(row.answers.get("valid_until"))
    return row


def _level(said: Any) -> int | None:
    known = isinstance(said, str) and said in dict(rules.READINESS)
    return int(said) if known else None


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        return None


def _publish(step: Step) -> None:
    revisions.keep("offer", step.row, "publish", by=step.actor.user_id)


OFFER = move.register(
    move.Subject(
        kind="offer",
        title=Text("供给", "Offer"),
        model=Offer,
        flow_of=lambda row: rules.OFFER,
        every_flow=lambda: [rules.OFFER],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "complete": rules.complete,
            "still_valid": rules.still_valid,
            "run_out": rules.run_out,
        },
        effects={"publish": _publish},
        related=("organisation",),
        files_open=queries.is_opened,
    )
)
written.register(
    Written(
        kind="offer",
        form_of=lambda row: rules.FORM,
        answers_of=lambda row: row.answers,
        bound=queries.form_for,
        save=lambda pk, given, actor: save_offer(pk, given, actor=actor),
        open_to=queries.is_opened,
    )
)
