"""What earlier pages show of entitlements: the organisation's, the payment's. No rules here."""

from collections.abc import Iterable
from typing import Any

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.engines.values import Text
from xingmeng.law.book import TITLES
from xingmeng.stages.entitlements import queries as entitlements
from xingmeng.stages.entitlements.facts import telling
from xingmeng.stages.registry import queries as registry


def of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """Am I eligible: what the law gave the unit last, for the unit and who examines it."""
    year = entitlements.opening_year(organisation.pk)
    return _panel(
        organisation, entitlements.of_firm(actor, organisation.pk, year) if year else []
    )


def _panel(organisation: Any, rows: Iterable[Any]) -> Panel | None:
    lines = [
        {"row": row, "outcome": telling.OUTCOMES[row.outcome], "state": _state(row)}
        for row in rows
    ]
    title = Text("免申即享：能享受什么", "What it is entitled to")
    shown = {"lines": lines, "organisation": organisation}
    found = Panel(title=title, template="entitlements/_panel.html", context=shown)
    return found if lines else None


def _state(row: Any) -> Any:
    return move.state_of("entitlement", row)


def of_payment(actor: Actor, payment: Any) -> Panel | None:
    """What was paid for: the entitlement, for who may see it."""
    paper = payment.authorisation
    if paper.kind != "entitlement":
        return None
    rows = entitlements.visible_to(actor).filter(pk=paper.subject_id)
    return of_cases(Text("对应的应享权益", "Paid for this entitlement"), "entitlement", rows)


def objections(actor: Actor, row: Any) -> Panel | None:
    """Objections to an entitlement, for who made them and who examines them."""
    rows = entitlements.objections_for(actor).filter(entitlement_id=row.pk).order_by("pk")
    return of_cases(Text("异议", "Objections"), "entitlement_objection", rows)


def of_application(actor: Actor, application: Any) -> Panel | None:
    """What the law gives the unit that applies, where it gives what is applied for."""
    return _of(actor, application.organisation, application.call.instrument_code)


def of_call(actor: Actor, call: Any) -> Panel | None:
    """Am I eligible: what the law gives the reader's own enterprise of what is called for."""
    if call.instrument_code not in TITLES or not actor.organisations:
        return None
    own = registry.own_organisations(actor).filter(kind="enterprise").first()
    return _of(actor, own, call.instrument_code) if own else None


def _of(actor: Actor, organisation: Any, verdict: str) -> Panel | None:
    if verdict not in TITLES:
        return None
    year = entitlements.opening_year(organisation.pk)
    rows = entitlements.of_firm(actor, organisation.pk, year) if year else []
    return _panel(organisation, [row for row in rows if row.verdict == verdict])
