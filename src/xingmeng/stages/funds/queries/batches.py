"""Reading batches of payments: what may be gathered, what came of it, what an answer does."""

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import attachments, files
from xingmeng.core.access import hidden, reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding
from xingmeng.stages.funds import queries
from xingmeng.stages.funds.models import AnswerLine, BankAnswer, Payment, PaymentBatch
from xingmeng.stages.funds.rules import batches as rules
from xingmeng.stages.registry.queries.intake import day_of
from xingmeng.stages.registry.rules.intake import LINE, MOST_FAULTS

FIELD = "table"  # under which the file is kept


class Line(NamedTuple):
    """One line of an answer beside the payment it names, if it names one."""

    number: int
    said: dict[str, Any]
    payment: Payment | None
    outcome: str


class Plan(NamedTuple):
    """What entering an answer comes to. `unreadable` keeps all of it out, `differing` lines."""

    lines: list[Line]
    differing: list[Finding]
    unreadable: list[Finding]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines come to what."""
        return Counter(line.outcome for line in self.lines)


class Reckoning(NamedTuple):
    """A batch beside its answers: payments by what became of them. Units: fen."""

    payments: list[Payment]
    counts: dict[str, int]
    sums: dict[str, int]
    differing: list[AnswerLine]


def batches_for(actor: Actor) -> QuerySet[PaymentBatch]:
    """Batches for staff; not those with a payment that is hidden from one."""
    seen = Q(pk__gt=0) if actor.is_staff else Q(pk__in=())
    rows = PaymentBatch.objects.filter(reach(seen, actor=actor, kind="payment_batch"))
    return rows.exclude(pk__in=_with_hidden(actor)) if actor.user_id else rows


def _with_hidden(actor: Actor) -> QuerySet:
    out_of_sight = Payment.objects.filter(pk__in=hidden(actor, "payment"), batch__isnull=False)
    return out_of_sight.values("batch")


def batch_for(actor: Actor, pk: int) -> PaymentBatch:
    """One visible batch. Errors: Http404."""
    return get_object_or_404(batches_for(actor), pk=pk)


def answers_for(actor: Actor) -> QuerySet[BankAnswer]:
    """The answers about visible batches, newest first."""
    rows = BankAnswer.objects.filter(batch__in=batches_for(actor).values("pk"))
    return rows.select_related("batch", "by").order_by("-pk")


def answer_for(actor: Actor, pk: int) -> BankAnswer:
    """One visible answer. Errors: Http404."""
    return get_object_or_404(answers_for(actor), pk=pk)


def gatherable(actor: Actor) -> QuerySet[Payment]:
    """Ordered payments in no batch, not of one's own units. Order: by fund, then as ordered."""
    rows = queries.visible_to(actor).filter(state="ordered", batch=None)
    rows = rows.exclude(authorisation__payee_id__in=actor.organisations)
    return rows.order_by("authorisation__appropriation_id", "pk")


def payments_of(row: PaymentBatch) -> QuerySet[Payment]:
    """The payments of a batch, as they were ordered."""
    joined = ("authorisation__payee", "authorisation__appropriation")
    return row.payments.select_related(*joined).order_by("pk")


def reckon(row: PaymentBatch) -> Reckoning:
    """What became of a batch. A difference stands until its payment is settled."""
    payments = list(payments_of(row))
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for payment in payments:
        counts[payment.state] += 1
        sums[payment.state] += payment.amount_fen
    lines = AnswerLine.objects.filter(answer__batch=row, outcome="differing")
    standing = lines.filter(Q(payment=None) | Q(payment__state="ordered"))
    return Reckoning(payments, counts, sums, list(standing.order_by("answer_id", "line")))


def plan(row: BankAnswer) -> Plan:
    """What entering it would do now, from the very file that was handed over. Errors: none."""
    kept = attachments.of("bank_answer", row.pk, field=FIELD).first()
    if kept is None:
        return Plan([], [], [Finding("table_unreadable")])
    table = rules.read(kept.name, files.read(kept.digest))
    if table.findings:
        return Plan([], [], list(table.findings))
    rows = [_whole(said) for said in table.rows.to_dicts()]
    known = {payment.number: payment for payment in payments_of(row.batch)}
    lines, found, seen = [], [], set()
    for said in rows:
        number, payment = said["number"], known.get(said["number"])
        outcome, against = _line(said, payment, twice=number in seen)
        seen.add(number)
        found += against
        lines.append(Line(said[LINE], said, payment, outcome))
    return Plan(lines, found[:MOST_FAULTS], [])


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    """A line with every column: texts are never nothing."""
    texts = {fact.name: said.get(fact.name) or "" for fact in (rules.NUMBER, *rules.SAID)}
    return said | texts | {"on": day_of(said.get("on"))}


def _line(
    said: dict[str, Any], payment: Payment | None, *, twice: bool
) -> tuple[str, list[Finding]]:
    line = {"line": said[LINE], "number": said["number"][:40]}
    if twice:
        return "differing", [Finding("answered_twice", line)]
    if payment is None:
        return "differing", [Finding("payment_unknown", line)]
    return rules.outcome_of(said, payment)
