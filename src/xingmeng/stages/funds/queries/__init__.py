"""Reading the ledger. Payments made are public; the rest is for staff and payees."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from xingmeng.core import trail
from xingmeng.core.access import hidden, reach
from xingmeng.core.actor import Actor
from xingmeng.engines import ledger
from xingmeng.law.public_money import least_of_year
from xingmeng.stages.funds.models import (
    Account,
    Appropriation,
    Authorisation,
    Payment,
    Recovery,
    Transfer,
    YearClose,
    YearLine,
)
from xingmeng.stages.funds.rules import Growth


def visible_to(actor: Actor) -> QuerySet[Payment]:
    """Payments made for everyone; ordered ones for staff and the payee."""
    seen = Q(state="paid") | Q(authorisation__payee_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Payment.objects.filter(reach(seen, actor=actor, kind="payment"))
    return found.select_related("authorisation__payee", "authorisation__appropriation")


def appropriations_for(actor: Actor) -> QuerySet[Appropriation]:
    """Open appropriations for everyone; proposed ones for staff."""
    seen = Q(pk__gt=0) if actor.is_staff else Q(state="open")
    found = Appropriation.objects.filter(reach(seen, actor=actor, kind="appropriation"))
    return found.select_related("account")


def growth_of(row: Appropriation, *, on: date) -> Growth:
    """What a line has in its year, with this one, and what it must have after the year before.

    Counts what is open. Units: fen.
    """
    line = Appropriation.objects.filter(line=row.line, state="open").exclude(pk=row.pk)
    before = _sum(line.filter(year=row.year - 1))
    return Growth(
        before_fen=before,
        least_fen=least_of_year(before, on=on),
        sum_fen=_sum(line.filter(year=row.year)) + row.amount_fen,
    )


def get_for(actor: Actor, pk: int) -> Payment:
    """One visible payment. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def appropriation_for(actor: Actor, pk: int) -> Appropriation:
    """One visible appropriation. Errors: Http404."""
    return get_object_or_404(appropriations_for(actor), pk=pk)


def money_of(appropriation: Appropriation) -> dict[str, int]:
    """Where an appropriation's money is now.

    Units: fen; available, committed, paid and returned sum to `granted`. `paid` is net of
           `recovered`, which is what came back of payments and is available again; `returned`
           went back to the treasury when a year was closed.
    """
    lines = appropriation.authorisations.aggregate(left=Sum("account__balance_fen"))
    available = appropriation.account.balance_fen if appropriation.account else 0
    left = lines["left"] or 0
    granted = appropriation.amount_fen if appropriation.account else 0
    handed = YearLine.objects.filter(appropriation=appropriation, transfer__purpose="hand_in")
    returned = handed.aggregate(sum=Sum("left_fen"))["sum"] or 0
    return {
        "granted": granted,
        "available": available,
        "committed": left,
        "paid": granted - available - left - returned,
        "returned": returned,
        "recovered": _sum(appropriation.recoveries.filter(state="returned")),
    }


def returned_by_appropriation() -> Counter[int]:
    """What contracts gave back and what was recovered, by appropriation. Units: fen.

    What a race kept for its second stage and took up again never left, and is not counted.
    """
    given = Transfer.objects.filter(purpose="return", authorisation__kind="contract").order_by()
    sums = given.values_list("authorisation__appropriation_id").annotate(Sum("amount_fen"))
    back = Recovery.objects.filter(state="returned").order_by()
    recovered = back.values_list("appropriation_id").annotate(Sum("amount_fen"))
    return Counter(dict(sums)) + Counter(dict(recovered))


def _sum(rows: QuerySet) -> int:
    return rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0


def authorisations_of(kind: str, subject_id: int) -> QuerySet[Authorisation]:
    """What may be paid for one case, in the order decided."""
    found = Authorisation.objects.filter(kind=kind, subject_id=subject_id)
    return found.select_related("appropriation", "payee", "account").order_by("pk")


def ledger_of(actor: Actor, kind: str, subject_id: int) -> QuerySet[Transfer]:
    """The ledger's rows about one case, as far as this reader may see it. Order: as written."""
    about = authorisations_for(actor).filter(kind=kind, subject_id=subject_id)
    rows = Transfer.objects.filter(authorisation__in=about.values("pk"))
    return rows.select_related("authorisation").order_by("pk")


def paid_by_step(kind: str, subject_id: int) -> dict[str, int]:
    """What has been paid for a case, by step. Units: fen; unpaid steps are left out."""
    rows = Payment.objects.filter(
        state="paid", authorisation__kind=kind, authorisation__subject_id=subject_id
    )
    sums = rows.values("authorisation__step").annotate(sum=Sum("amount_fen"))
    return {row["authorisation__step"]: row["sum"] for row in sums}


def ordered_for(kind: str, subject_ids: Iterable[int]) -> QuerySet[Payment]:
    """The payments that wait for finance and are for these cases, in the order made."""
    rows = Payment.objects.filter(state="ordered", authorisation__kind=kind)
    return rows.filter(authorisation__subject_id__in=list(subject_ids)).order_by("pk")


def paid_for(payment_id: int) -> tuple[str, int] | None:
    """The kind and number of the case that a payment is for; None for no such payment."""
    about = Payment.objects.filter(pk=payment_id)
    return about.values_list("authorisation__kind", "authorisation__subject_id").first()


def payable() -> QuerySet[Authorisation]:
    """Released authorisations that no payment has been ordered for, oldest first."""
    found = Authorisation.objects.filter(released=True).exclude(
        payments__state__in=["ordered", "paid"]
    )
    return found.select_related("appropriation", "payee", "account").order_by("pk")


def may_order_again(actor: Actor, payment: Payment) -> bool:
    """Whether this actor may order anew what finance sent back, and nobody has."""
    may = "officer" in actor.roles
    return may and payable().filter(pk=payment.authorisation_id).exists()


def paid_up_to(moment: datetime, actor: Actor) -> QuerySet[Payment]:
    """Visible payments made until a moment."""
    return visible_to(actor).filter(state="paid", paid_at__lte=moment)


def authorisations_for(actor: Actor) -> QuerySet[Authorisation]:
    """What may be paid: for everyone, as what it rests on is; not of cases hidden from one.

    Money is set aside only for what is public by then: a contract in force, a challenge with
    one, a grant after its publicity.
    """
    found = Authorisation.objects.select_related("appropriation", "payee")
    for kind in ("contract", "challenge", "award", "entitlement") if actor.user_id else ():
        found = found.exclude(kind=kind, subject_id__in=hidden(actor, kind))
    return found


def authorisation_for(actor: Actor, pk: int) -> Authorisation:
    """One visible authorisation. Errors: Http404."""
    return get_object_or_404(authorisations_for(actor), pk=pk)


def committed_until(moment: datetime, actor: Actor) -> QuerySet[Authorisation]:
    """Visible authorisations with money set aside by a moment and not given back by then.

    Each has `since`, when it was set aside, and `kept_fen`. What a payee returned later was
    paid, and stays counted.
    """
    back = Transfer.objects.filter(
        authorisation=OuterRef("pk"), purpose="return", at__lte=moment
    ).order_by()
    given = back.values("authorisation").annotate(sum=Sum("amount_fen")).values("sum")
    rows = authorisations_for(actor).filter(
        transfers__purpose="commit", transfers__at__lte=moment
    )
    kept = F("ceiling_fen") - Coalesce(Subquery(given), 0)
    return rows.annotate(since=F("transfers__at"), kept_fen=kept).exclude(kept_fen=0)


def released_until(moment: datetime, actor: Actor) -> QuerySet[Authorisation]:
    """Of these, the ones of which a payment had been ordered by a moment."""
    ordered = Payment.objects.filter(pk__in=trail.cases("payment", "begin", until=moment))
    return committed_until(moment, actor).filter(pk__in=ordered.values("authorisation"))


def granted_until(moment: datetime, actor: Actor) -> QuerySet[Authorisation]:
    """Of these, the grants: for awards and entitlements, which are paid as a whole."""
    return committed_until(moment, actor).filter(kind__in=["award", "entitlement"])


def opened_until(moment: datetime, actor: Actor) -> QuerySet[Appropriation]:
    """Visible appropriations that could be used by a moment, oldest year first."""
    rows = appropriations_for(actor).filter(state="open", since__lte=moment)
    return rows.order_by("year", "pk")


def recoveries_for(actor: Actor) -> QuerySet[Recovery]:
    """Money that came back for everyone; demands and what was waived for staff and payee."""
    seen = Q(state="returned") | Q(payee_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Recovery.objects.filter(reach(seen, actor=actor, kind="recovery"))
    return found.select_related("payee", "appropriation")


def recovery_for(actor: Actor, pk: int) -> Recovery:
    """One visible recovery. Errors: Http404."""
    return get_object_or_404(recoveries_for(actor), pk=pk)


def recovered_up_to(moment: datetime, actor: Actor) -> QuerySet[Recovery]:
    """Visible recoveries whose money had come back by a moment."""
    return recoveries_for(actor).filter(state="returned", returned_at__lte=moment)


def recoverable(kind: str, subject_id: int) -> int:
    """What was paid for a case and has been neither demanded back nor returned. Units: fen."""
    paid = Payment.objects.filter(
        state="paid", authorisation__kind=kind, authorisation__subject_id=subject_id
    )
    asked = Recovery.objects.filter(kind=kind, subject_id=subject_id).exclude(state="waived")
    return _sum(paid) - _sum(asked)


def ledger_differs() -> list[str]:
    """Accounts whose balance is not the sum of their ledger rows. Empty when all is well."""
    rows = Transfer.objects.values_list("debit__code", "credit__code", "amount_fen")
    worked_out = ledger.balances(ledger.Transfer(*row) for row in rows)
    accounts = Account.objects.values_list("code", "balance_fen")
    return [code for code, held in accounts if worked_out.get(code, 0) != held]


def open_appropriations(on: date) -> QuerySet[Appropriation]:
    """Appropriations that money can be committed from, newest year first."""
    rows = Appropriation.objects.filter(state="open", year__lte=on.year)
    return rows.exclude(pk__in=_closed().values("pk")).order_by("-year", "pk")


def closed_in(appropriation: Appropriation) -> int | None:
    """The closed year that an appropriation ended in; None while it can be committed from."""
    found = _closed().filter(pk=appropriation.pk).first()
    return (found.carried_to or found.year) if found else None


def _closed() -> QuerySet[Appropriation]:
    last = Coalesce("carried_to", "year")
    ended = YearClose.objects.filter(state="closed", year__gte=OuterRef("last"))
    return Appropriation.objects.annotate(last=last).filter(Exists(ended))
