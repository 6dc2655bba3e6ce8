"""What came of each list, and what was objected to: public facts alone."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xingmeng.core import move
from xingmeng.core.actor import NOBODY
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.entitlements import queries as entitlements

Rows = dict[int, list[Any]]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Every published list with what came of each challenge, and what was given without an
    application, as anybody may know it."""
    return render(request, "results.html", {"lists": lists(), "batches": _batches()})


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """What is in publicity now, and the register of objections without their authors."""
    now = awards.visible_to(NOBODY).filter(state="publicity")
    batches = [one for one in _batches() if one["row"].state == "publicity"]
    context = {
        "publicity": list(now.order_by("publicity_until", "pk")),
        "batches": sorted(batches, key=lambda one: one["row"].publicity_until),
        "register": _register(),
    }
    return render(request, "objections.html", context)


def _batches() -> list[dict[str, Any]]:
    """The batches of entitlements that came before the public, the newest first."""
    rows = entitlements.batches_for(NOBODY).order_by("-pk")
    return [{"row": row, "state": move.state_of("entitlement_batch", row)} for row in rows]


def _register() -> list[dict[str, Any]]:
    """Objections to awards and to entitlements, the newest first; not by whom, nor why."""
    to_awards = [
        {
            "title": one.award.title,
            "number": one.award.number,
            "row": one.award,
            "state": one.state,
            "filed_at": one.filed_at,
            "decided_at": one.decided_at,
        }
        for one in awards.objection_register()
    ]
    to_entitlements = [
        one | {"title": _of_unit(one["row"]), "number": one["row"].batch.number}
        for one in entitlements.objection_register()
    ]
    return sorted(to_awards + to_entitlements, key=lambda one: one["filed_at"], reverse=True)


def _of_unit(row: Any) -> Text:
    unit, title = row.organisation.name, row.title
    return Text(f"{unit.zh} · {title.zh}", f"{unit.en} · {title.en}")


def lists() -> list[dict[str, Any]]:
    """The published lists with their challenges and winners. Order: newest list first."""
    found = calls.visible_to(NOBODY).order_by("-opens_at", "-pk")
    challenges, winners = (
        _by(calls.challenges_for(NOBODY).order_by("number"), "call_id"),
        _won(),
    )
    return [_list(call, challenges[call.pk], winners) for call in found if challenges[call.pk]]


def _by(rows: Any, column: str) -> Rows:
    sorted_out: Rows = defaultdict(list)
    for row in rows:
        sorted_out[getattr(row, column)].append(row)
    return sorted_out


def _won() -> dict[int, list[dict[str, Any]]]:
    """By challenge: who was chosen and where the project stands."""
    contracts = _by(awards.contracts_for(NOBODY).order_by("pk"), "award_id")
    ended = {a.contract_id: a for a in delivery.acceptances_for(NOBODY).order_by("pk")}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for award in awards.visible_to(NOBODY).order_by("pk"):
        signed = contracts[award.pk]
        contract = signed[-1] if signed else None  # of a race, the second stage
        end = ended.get(contract.pk) if contract else None
        state = ("acceptance", end) if end else ("contract", contract)
        kind, row = state if contract else ("award", award)
        found[award.challenge_id].append(
            {
                "award": award,
                "organisation": award.application.organisation,
                "signed": bool(signed),
                "agreed_fen": sum(c.agreed_fen for c in signed) or award.agreed_fen,
                "support_fen": sum(c.support_fen for c in signed),
                "state": move.state_of(kind, row),
                "url": row.get_absolute_url(),
            }
        )
    return found


def _list(call: Any, challenges: list[Any], winners: dict[int, Any]) -> dict[str, Any]:
    lines = [
        {"row": c, "state": move.state_of("challenge", c), "winners": winners.get(c.pk, [])}
        for c in challenges
    ]
    signed = [w for line in lines for w in line["winners"] if w["signed"]]
    return {
        "call": call,
        "state": move.state_of("call", call),
        "lines": lines,
        "amount_fen": sum(c.amount_fen for c in challenges),
        "agreed": len(signed),
        "agreed_fen": sum(w["agreed_fen"] for w in signed),
        "support_fen": sum(w["support_fen"] for w in signed),
    }
