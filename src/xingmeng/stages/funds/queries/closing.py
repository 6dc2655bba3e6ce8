"""Reading yearly closes: the statement by line, and what stands in the way."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding
from xingmeng.stages.funds import queries
from xingmeng.stages.funds.models import (
    Appropriation,
    Payment,
    PaymentBatch,
    Recovery,
    YearClose,
    YearLine,
)

SUMS = ("granted_fen", "committed_fen", "paid_fen", "recovered_fen", "left_fen")


def closes_for(actor: Actor) -> QuerySet[YearClose]:
    """Yearly closes, for staff."""
    seen = Q(pk__gt=0) if actor.is_staff else Q(pk__in=())
    return YearClose.objects.filter(reach(seen, actor=actor, kind="year_close"))


def close_for(actor: Actor, pk: int) -> YearClose:
    """One visible close. Errors: Http404."""
    return get_object_or_404(closes_for(actor), pk=pk)


def of_year(year: int) -> QuerySet[Appropriation]:
    """What a close of that year settles: its own, what was carried to it, later returns."""
    rows = Appropriation.objects.filter(state="open").annotate(
        last=Coalesce("carried_to", "year")
    )
    live = Q(last=year) | Q(last__lt=year, account__balance_fen__gt=0)
    return rows.filter(live).select_related("account").order_by("line", "year", "pk")


def lines_of(row: YearClose) -> list[YearLine]:
    """The statement, by line. Units: fen; as things stand until the year is closed."""
    order = ("appropriation__line", "appropriation__year", "pk")
    lines = list(row.lines.select_related("appropriation__account").order_by(*order))
    if row.state != "closed":
        for line in lines:
            vars(line).update(sums_of(line.appropriation))
    return lines


def sums_of(source: Appropriation) -> dict[str, int]:
    """The sums of a statement's line. Units: fen, since the appropriation was opened."""
    money = queries.money_of(source)
    named = ("granted", "committed", "paid", "recovered", "available")
    return dict(zip(SUMS, (money[name] for name in named), strict=True))


def in_the_way(row: YearClose) -> list[Finding]:
    """All that keeps a year from being closed now. Errors: none."""
    found = []
    if clock.today().year <= row.year:
        found.append(Finding("year_not_over", {"year": row.year}))
    sources = [line.appropriation_id for line in row.lines.all()]
    if set(sources) != set(of_year(row.year).values_list("pk", flat=True)):
        found.append(Finding("close_outdated"))
    payments = Payment.objects.filter(authorisation__appropriation__in=sources)
    if left := payments.filter(state="ordered").count():
        found.append(Finding("payments_unpaid", {"left": left}))
    open_batches = PaymentBatch.objects.filter(
        state__in=["gathered", "released"], pk__in=payments.values("batch")
    )
    if left := open_batches.count():
        found.append(Finding("batches_unreconciled", {"left": left}))
    return found


def still_demanded(row: YearClose) -> dict[str, Any]:
    """Recoveries that go on after the close: how many, how much. Units: fen."""
    sources = row.lines.values("appropriation")
    rows = Recovery.objects.filter(state="demanded", appropriation__in=sources)
    sums = list(rows.values_list("amount_fen", flat=True))
    return {"count": len(sums), "sum_fen": sum(sums)}
