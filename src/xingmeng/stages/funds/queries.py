"""Reading the ledger. Payments made are public; the rest is for staff and payees."""

from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines import ledger
from xingmeng.stages.funds.models import (
    Account,
    Appropriation,
    Authorisation,
    Payment,
    Transfer,
)


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


def get_for(actor: Actor, pk: int) -> Payment:
    """One visible payment. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def appropriation_for(actor: Actor, pk: int) -> Appropriation:
    """One visible appropriation. Errors: Http404."""
    return get_object_or_404(appropriations_for(actor), pk=pk)


def money_of(appropriation: Appropriation) -> dict[str, int]:
    """Where an appropriation's money is now. Units: fen; parts sum to `granted`."""
    lines = appropriation.authorisations.aggregate(left=Sum("account__balance_fen"))
    available = appropriation.account.balance_fen if appropriation.account else 0
    left = lines["left"] or 0
    granted = appropriation.amount_fen if appropriation.account else 0
    return {
        "granted": granted,
        "available": available,
        "committed": left,
        "paid": granted - available - left,
    }


def authorisations_of(kind: str, subject_id: int) -> QuerySet[Authorisation]:
    """What may be paid for one case, in the order decided."""
    found = Authorisation.objects.filter(kind=kind, subject_id=subject_id)
    return found.select_related("appropriation", "payee", "account").order_by("pk")


def paid_by_step(kind: str, subject_id: int) -> dict[str, int]:
    """What has been paid for a case, by step. Units: fen; unpaid steps are left out."""
    rows = Payment.objects.filter(
        state="paid", authorisation__kind=kind, authorisation__subject_id=subject_id
    )
    sums = rows.values("authorisation__step").annotate(sum=Sum("amount_fen"))
    return {row["authorisation__step"]: row["sum"] for row in sums}


def payable() -> QuerySet[Authorisation]:
    """Released authorisations that no payment has been ordered for, oldest first."""
    found = Authorisation.objects.filter(released=True).exclude(
        payments__state__in=["ordered", "paid"]
    )
    return found.select_related("appropriation", "payee", "account").order_by("pk")


def paid_up_to(moment: datetime, actor: Actor) -> QuerySet[Payment]:
    """Visible payments made until a moment."""
    return visible_to(actor).filter(state="paid", paid_at__lte=moment)


def ledger_differs() -> list[str]:
    """Accounts whose balance is not the sum of their ledger rows. Empty when all is well."""
    rows = Transfer.objects.values_list("debit__code", "credit__code", "amount_fen")
    worked_out = ledger.balances(ledger.Transfer(*row) for row in rows)
    accounts = Account.objects.values_list("code", "balance_fen")
    return [code for code, held in accounts if worked_out.get(code, 0) != held]


def open_appropriations(on: date) -> QuerySet[Appropriation]:
    """Appropriations that money can be committed from, newest year first."""
    return Appropriation.objects.filter(state="open", year__lte=on.year).order_by("-year", "pk")
