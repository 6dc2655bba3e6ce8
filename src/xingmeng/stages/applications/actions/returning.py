"""Sending many applications back at once: each by itself, each with its own reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.engines.values import Finding
from xingmeng.stages.applications import queries

MOST = 200  # at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one application goes back: one of the standard grounds, and what to correct."""

    grounds: str
    reason: str


def return_many(
    whys: Mapping[int, Why], *, actor: Actor
) -> list[tuple[int, tuple[Finding, ...]]]:
    """Send each of these back for correction, wholly or not at all, whatever becomes of others.

    Writes: as the move does for each: state, one step with its reason, the message.
    Order:  as given; no findings where it went back. Errors: none; what the actor may not see
            is left out, and beyond 200 nothing is done.
    """
    known = set(queries.visible_to(actor).filter(pk__in=whys).values_list("pk", flat=True))
    return [
        (pk, _returned(pk, why, actor)) for pk, why in list(whys.items())[:MOST] if pk in known
    ]


def _returned(pk: int, why: Why, actor: Actor) -> tuple[Finding, ...]:
    said = {"grounds": why.grounds}
    try:
        move.make(
            "application",
            pk,
            "return_to_applicant",
            actor=actor,
            reason=why.reason,
            details=said,
        )
    except Refused as refused:
        return refused.findings
    except LookupError:  # a bid knows no such step
        return (Finding("wrong_state", {"state": "", "needed": []}),)
    return ()
