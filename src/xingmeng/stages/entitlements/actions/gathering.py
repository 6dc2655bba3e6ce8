"""Batches: confirmed entitlements gathered, decided, published, paid or issued together."""

from typing import Any

from django.db.models import QuerySet

from xingmeng import instruments
from xingmeng.core import clock, door, move, numbers, sources
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding
from xingmeng.stages.entitlements import queries, rules
from xingmeng.stages.entitlements.models import Batch, Entitlement
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds import queries as ledger
from xingmeng.stages.registry import actions as registry

STEP = "entitlement"  # the one step of an entitlement that is paid


@door.change()
def gather(
    verdict: str, year: int, *, actor: Actor, appropriation_id: int | None = None
) -> Batch:
    """Put all confirmed entitlements of one kind and year into a new batch.

    Writes: the batch with its step, which names them; `batch` of each.
    Errors: Refused without the right, for a kind that is settled elsewhere, where nothing is
            confirmed, or for sums without an open appropriation.
    """
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if verdict not in rules.PAID + rules.ISSUED:
        found.append(Finding("settled_elsewhere"))
    rows = list(queries.to_gather(verdict, year))
    found += [] if rows else [Finding("nothing_confirmed")]
    opened = ledger.open_appropriations(clock.today()).filter(pk=appropriation_id).exists()
    if verdict in rules.PAID and not opened:
        found.append(Finding("appropriation_needed", {"field": "appropriation"}))
    refuse_if(found)
    batch = Batch(
        number=_number(),
        verdict=verdict,
        year=year,
        appropriation_id=appropriation_id if verdict in rules.PAID else None,
        count=len(rows),
        amount_fen=sum(row.amount_fen or 0 for row in rows),
    )
    said = {"entitlements": [row.pk for row in rows]}
    move.begin("entitlement_batch", batch, actor=actor, details=said)
    Entitlement.objects.filter(pk__in=queries.to_gather(verdict, year)).update(batch=batch)
    return batch


def _number() -> str:
    year = clock.today().year
    return f"PC{year}{numbers.following(f'entitlement_batch:{year}'):03d}"


def decide(step: Step) -> None:
    """The chair's document number stands on the batch. Writes: it."""
    step.row.document_number = step.details["document_number"]
    step.row.save(update_fields=["document_number"])


def release(step: Step) -> None:
    """A batch that was not approved lets go of what it held."""
    step.row.entitlements.update(batch=None)


def publicise(step: Step) -> None:
    """The whole list comes before the public for the instrument's period.

    Writes: its days; each entitlement's state and step.
    """
    batch: Batch = step.row
    batch.publicity_from = step.on
    days = rules.publicity_days(batch.verdict)
    batch.publicity_until = batch.due_on = clock.after_working_days(step.on, days)
    batch.save(update_fields=["publicity_from", "publicity_until", "due_on"])
    _all(batch.entitlements.filter(state="confirmed"), "publicise", step)


def _all(rows: QuerySet[Entitlement], name: str, step: Step) -> list[Entitlement]:
    pks = list(rows.values_list("pk", flat=True))
    return move.make_all("entitlement", pks, name, actor=SYSTEM.because_of(step.step_id))


def grant(step: Step) -> None:
    """Each sum that stands is committed on its own authorisation, and its payment ordered."""
    batch: Batch = step.row
    rows = _all(batch.entitlements.filter(state="publicity"), "grant", step)
    lines = [
        funds.Line(
            subject_id=row.pk,
            title=str(row)[:160],
            payee_id=row.organisation_id,
            ceiling_fen=row.amount_fen or 0,
        )
        for row in rows
    ]
    where = {"kind": "entitlement", "step": STEP}
    funds.commit_all(batch.appropriation_id, lines, **where, decision=step.step_id)
    pks = [line.subject_id for line in lines]
    funds.release_all(pks, **where, actor=step.actor)


def pay(step: Step) -> None:
    """Every payment of the batch that waits is made, with the slip of the whole."""
    waiting = ledger.ordered_for("entitlement", queries.pks_of(step.row))
    pks = list(waiting.values_list("pk", flat=True))
    slip = {"slip_number": step.details["slip_number"]}
    move.make_all("payment", pks, "pay", actor=step.actor, details=slip)
    _all(step.row.entitlements.filter(state="granted"), "pay", step)


def paid(event: Moved) -> None:
    """One payment was made by itself: its entitlement is paid; with the last, its batch.

    Where the whole batch is being paid, it says so itself.
    """
    about = ledger.paid_for(event.pk)
    if about is None or about[0] != "entitlement":
        return
    rows = Entitlement.objects.filter(pk=about[1], batch__state="granted")
    for row in rows.select_related("batch"):
        move.make("entitlement", row.pk, "pay", actor=event.system)
        if not row.batch.entitlements.filter(state="granted").exists():
            move.make("entitlement_batch", row.batch_id, "complete", actor=event.system)


def issue(step: Step) -> None:
    """Each unit gets its number, in the instrument's own series, and the registry keeps it.

    Who has come to hold such a number meanwhile gets no second one: theirs stands.
    """
    batch: Batch = step.row
    given: Any = instruments.get(batch.verdict).certificate
    source = sources.name("stage:entitlements", queries.WORKED_OUT)
    holders = queries.holders(batch.verdict, on=step.on)
    for row in _all(batch.entitlements.filter(state="publicity"), "issue", step):
        if row.organisation_id in holders:
            continue
        serial = numbers.following(f"certificate:{batch.verdict}:{step.on.year}")
        area = row.organisation.region_id
        row.certificate = given.number.format(year=step.on.year, region=area, serial=serial)
        row.save(update_fields=["certificate"])
        registry.record_qualification(
            actor=SYSTEM.because_of(step.step_id),
            organisation_id=row.organisation_id,
            instrument_code=batch.verdict,
            title=given.title,
            number=row.certificate,
            from_on=step.on,
            until_on=given.holds_until(step.on),
            source=source,
        )
