"""Entering whole tables of needs and offers. All of it, or nothing."""

from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.core import attachments, clock, door, drafts, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.actions import needs, offers
from xingmeng.stages.exchange.models import ExchangeIntake, Need, Offer
from xingmeng.stages.exchange.queries import intake as queries
from xingmeng.stages.exchange.rules import intake as rules
from xingmeng.stages.registry import queries as registry


@door.change()
def take_in(
    name: str, content: bytes, *, what: str, organisation_id: int | None, actor: Actor
) -> ExchangeIntake:
    """Take a table in: it is kept as it is and waits to be entered; nothing is entered yet.

    `organisation_id` is the unit it is of; an officer's table has none and names its units.
    Writes: the intake, the sealed file, two steps.
    Errors: Refused without the right, for an unknown kind, or for a file that may not be kept.
            What is wrong inside is told on its page.
    """
    refuse_if(_against(what, organisation_id, actor))
    row = ExchangeIntake(what=what, organisation_id=organisation_id, name=name[:120])
    row.by_id, row.at = actor.user_id, clock.now()
    move.begin("exchange_intake", row, actor=actor, details={"what": what})
    attachments.add(
        SimpleUploadedFile(name, content),
        kind="exchange_intake",
        subject_id=row.pk,
        field=queries.FIELD,
        actor=actor,
    )
    return row


def _against(what: str, organisation_id: int | None, actor: Actor) -> list[Finding]:
    found = [] if what in rules.KINDS else [Finding("not_an_option", {"field": "what"})]
    if organisation_id is None:
        return found + ([] if "officer" in actor.roles else [not_yours("officer")])
    if organisation_id not in actor.organisations:
        return [*found, not_yours("applicant")]
    own = registry.own_organisations(actor).filter(pk=organisation_id)
    return found + ([] if own.exists() else [Finding("organisation_not_confirmed")])


def _in_order(step: Step) -> list[Finding]:
    return queries.plan(step.row).findings


def _enter(step: Step) -> None:
    """Enter all lines: offers of one's own unit are published, all else waits as a draft."""
    row: ExchangeIntake = step.row
    lines = queries.plan(row).lines
    kind = "offer" if row.what == "offers" else "need"
    made = [_made(kind, line, step) for line in lines]
    move.begin_all(kind, made, actor=step.actor)
    if kind == "offer" and row.organisation_id is not None:
        move.make_all(kind, [one.pk for one in made], "publish", actor=step.actor)
    row.lines = len(made)
    row.save(update_fields=["lines"])


def _made(kind: str, line: queries.Line, step: Step) -> Offer | Need:
    """A draft as if somebody had written it; its classification was declared with the table."""
    said = {"organisation_id": line.organisation_id, "saved_at": step.at}
    said["answers"] = line.answers | {"secrecy": drafts.OPEN}
    if kind == "offer":
        return offers.index(Offer(number=offers.number(step.on.year), **said))
    need = Need(number=needs.number(step.on.year), instrument_code=needs.INSTRUMENT, **said)
    return needs.index(need)


INTAKE = move.register(
    move.Subject(
        kind="exchange_intake",
        title=Text("供需数据表", "Table of needs or offers"),
        model=ExchangeIntake,
        flow_of=lambda row: rules.FLOW,
        every_flow=lambda: [rules.FLOW],
        roles_of=rules.roles_of,
        visible_to=queries.intakes_for,
        checks={"in_order": _in_order},
        effects={"enter": _enter},
        related=("organisation",),
    )
)
