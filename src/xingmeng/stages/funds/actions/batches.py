"""Gathering payments into batches, and entering what the treasury answers."""

from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.core import attachments, clock, door, move, numbers
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.funds import rules as money
from xingmeng.stages.funds.models import AnswerLine, BankAnswer, Payment, PaymentBatch
from xingmeng.stages.funds.queries import batches as queries
from xingmeng.stages.funds.rules import batches as rules


@door.change()
def gather(chosen: Iterable[str], *, actor: Actor) -> PaymentBatch:
    """Put ordered payments, named by their numbers, into one batch for the treasury.

    Writes: the batch with its step, which names them; their `batch`.
    Errors: Refused without the right, for none, or if one may not be gathered.
    """
    wanted = sorted(set(chosen))
    refuse_if([] if "finance" in actor.roles else [not_yours("finance")])
    refuse_if([] if wanted else [Finding("nothing_chosen")])
    rows = queries.gatherable(actor).filter(number__in=wanted)
    found = list(rows.select_for_update(of=("self",)))
    if len(found) < len(wanted):
        lost = sorted(set(wanted) - {row.number for row in found})
        refuse_if([Finding("not_to_be_gathered", {"numbers": lost[0][:40]})])
    year = clock.today().year
    batch = PaymentBatch(number=f"PC{year}{numbers.following(f'payment_batch:{year}'):04d}")
    move.begin("payment_batch", batch, actor=actor, details={"payments": wanted})
    Payment.objects.filter(pk__in=[row.pk for row in found]).update(batch=batch)
    return batch


def _still_ordered(step: Step) -> list[Finding]:
    other = queries.payments_of(step.row).exclude(state="ordered").first()
    return [Finding("not_to_be_gathered", {"numbers": other.number})] if other else []


def _dissolve(step: Step) -> None:
    """Its payments are free again; which they were, its first step says."""
    step.row.payments.update(batch=None)


def _all_answered(step: Step) -> list[Finding]:
    reckoned = queries.reckon(step.row)
    if left := reckoned.counts.get("ordered", 0):
        return [Finding("payments_unanswered", {"left": left})]
    return []


@door.change()
def take_in(batch_id: int, name: str, content: bytes, *, actor: Actor) -> BankAnswer:
    """Take the treasury's answer in: it is kept as it is, and nothing is entered yet.

    Writes: the answer, the sealed file, two steps.
    Errors: Refused without the right, before the batch is released, or for a file that may
            not be kept. What is wrong inside is told on its page.
    """
    batch = queries.batch_for(actor, batch_id)
    found = [] if "finance" in actor.roles else [not_yours("finance")]
    if batch.state not in ("released", "reconciled"):
        found.append(Finding("batch_not_sent"))
    refuse_if(found)
    row = BankAnswer(batch=batch, name=name[:120], by_id=actor.user_id, at=clock.now())
    move.begin("bank_answer", row, actor=actor, details={"batch": batch.number})
    upload = SimpleUploadedFile(name, content)
    where = {"kind": "bank_answer", "subject_id": row.pk, "field": queries.FIELD}
    attachments.add(upload, actor=actor, **where)
    return row


def _something_new(step: Step) -> list[Finding]:
    plan = queries.plan(step.row)
    if plan.unreadable:
        return plan.unreadable
    known = all(line.outcome == "known" for line in plan.lines)
    return [Finding("answer_known")] if known else []


def _enter(step: Step) -> None:
    """Each line in order is a payment paid or sent back by its own move; each line is kept."""
    row: BankAnswer = step.row
    lines = queries.plan(row).lines
    for line in lines:
        if line.payment and line.outcome in rules.WRITTEN:
            _settle(line, step)
    AnswerLine.objects.bulk_create(_kept(row, line) for line in lines)


def _settle(line: queries.Line, step: Step) -> None:
    said = {"bank_answer": step.step_id, "on": str(line.said["on"] or "")}
    if line.outcome == "paid":
        said["slip_number"] = line.said["slip_number"]
        move.make("payment", line.payment.pk, "pay", actor=step.actor, details=said)
    else:
        why = {"reason": line.said["reason"][:500], "details": said}
        move.make("payment", line.payment.pk, "refuse", actor=step.actor, **why)


def _kept(row: BankAnswer, line: queries.Line) -> AnswerLine:
    said = line.said
    return AnswerLine(
        answer=row,
        line=line.number,
        number=said["number"][:40],
        payment=line.payment,
        amount_fen=said["amount_fen"],
        status=said["status"][:20],
        slip_number=said["slip_number"][:40],
        on=said["on"],
        reason=said["reason"][:500],
        outcome=line.outcome,
    )


BATCH = move.register(
    move.Subject(
        kind="payment_batch",
        title=Text("支付批次", "Payment batch"),
        model=PaymentBatch,
        flow_of=lambda row: rules.BATCH,
        every_flow=lambda: [rules.BATCH],
        roles_of=rules.roles_of,
        visible_to=queries.batches_for,
        checks={
            "another_person": money.another_person,
            "still_ordered": _still_ordered,
            "all_answered": _all_answered,
        },
        effects={"dissolve": _dissolve},
    )
)
ANSWER = move.register(
    move.Subject(
        kind="bank_answer",
        title=Text("国库支付回单", "The treasury's answer"),
        model=BankAnswer,
        flow_of=lambda row: rules.ANSWER,
        every_flow=lambda: [rules.ANSWER],
        roles_of=rules.roles_of,
        visible_to=queries.answers_for,
        checks={"something_new": _something_new},
        effects={"enter": _enter},
        related=("batch",),
    )
)
