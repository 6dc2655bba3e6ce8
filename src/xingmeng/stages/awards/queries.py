"""Reading awards, objections and contracts. In publicity and after, awards are public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.awards.models import Award, Contract, Objection

PUBLIC = ("publicity", "confirmed", "contracted", "annulled", "no_agreement")
READERS = frozenset({"officer", "chair", "discipline", "finance", "leader"})
SIGNED = ("in_force", "completed", "ended")


def _parties(actor: Actor, path: str = "") -> Q:
    own = actor.organisations
    return Q(**{f"{path}challenge__issuer_id__in": own}) | Q(
        **{f"{path}application__organisation_id__in": own}
    )


def visible_to(actor: Actor) -> QuerySet[Award]:
    """Awards in publicity and after for everyone; before that for staff and the issuer."""
    seen = Q(state__in=PUBLIC) | Q(challenge__issuer_id__in=actor.organisations)
    if actor.roles & READERS:
        seen = Q(pk__gt=0)
    found = Award.objects.filter(reach(seen, actor=actor, kind="award"))
    return found.select_related(
        "challenge__issuer__region", "challenge__call", "application__organisation__region"
    )


def get_for(actor: Actor, pk: int) -> Award:
    """One visible award. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def objections_for(actor: Actor) -> QuerySet[Objection]:
    """One's own; all for those who examine and decide."""
    seen = Q(by_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    if actor.roles & {"officer", "chair", "discipline"}:
        seen = Q(pk__gt=0)
    found = Objection.objects.filter(reach(seen, actor=actor, kind="objection"))
    return found.select_related("award")


def objection_for(actor: Actor, pk: int) -> Objection:
    """One visible objection. Errors: Http404."""
    return get_object_or_404(objections_for(actor), pk=pk)


def contracts_for(actor: Actor) -> QuerySet[Contract]:
    """Contracts in force for everyone (sums and parties); all for staff and the parties."""
    seen = Q(state__in=SIGNED) | _parties(actor, "award__")
    if actor.roles & READERS:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(award__challenge__issuer__region__code__startswith=area)
    found = Contract.objects.filter(reach(seen, actor=actor, kind="contract"))
    return found.select_related(
        "award__challenge__issuer__region",
        "award__challenge__call",
        "award__application__organisation__region",
    )


def contract_for(actor: Actor, pk: int) -> Contract:
    """One visible contract. Errors: Http404."""
    return get_object_or_404(contracts_for(actor), pk=pk)


def may_read_whole(actor: Actor, contract: Contract) -> bool:
    """The full text with people's names: for the parties and those who decide and audit."""
    own = {contract.issuer_id, contract.bidder_id} & actor.organisations
    readers = {"officer", "chair", "discipline", "finance"}
    return bool(own or actor.roles & readers)


def agreed_until(moment: datetime, actor: Actor) -> QuerySet[Contract]:
    """Visible contracts that were in force by a moment."""
    return contracts_for(actor).filter(in_force_at__lte=moment)


def live_of(challenge_id: int) -> Award | None:
    """The award of a challenge that still stands, if any."""
    gone = ["rejected", "annulled", "no_agreement"]
    found = Award.objects.filter(challenge_id=challenge_id).exclude(state__in=gone)
    return found.order_by("-pk").first()


def document_of(contract: Contract) -> Mapping[str, Any]:
    """What the contract's PDF shows: the signed terms and who has signed so far."""
    signed = {s.party: s for s in contract.signatures.order_by("pk")}
    lines = []
    for party in contract.terms["parties"]:
        signature = signed.get(party["party"])
        lines.append(
            {
                "party": party["name"],
                "signer": signature.name if signature else None,
                "capacity": party["capacity"],
                "signed_at": timezone.localtime(signature.at).isoformat()
                if signature
                else None,
                "digest": contract.digest,
            }
        )
    return {**contract.terms, "signatures": lines, "digest": contract.digest}
