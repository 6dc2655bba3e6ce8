"""Pages about how well experts fit the candidates of a round, and why."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import wholes
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.rules import affinities as rules


@login_required
@require_POST
def compute_expertise(request: HttpRequest, pk: int) -> HttpResponse:
    """Score the pool on every candidate of a round."""
    row = queries.round_for(request.actor, pk)
    count = actions.compute_expertise(row.pk, actor=request.actor)
    done = Text(f"已计算 {count} 对专长匹配度。", f"Worked out for {count} pairs.")
    messages.success(request, say(done))
    return redirect(row)


@login_required
@require_safe
def fits(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """Every expert's score on one candidate, with the works and terms that made it."""
    row = queries.round_for(request.actor, pk)
    about = _candidate(request, row, candidate)
    if not wholes.is_open(request.actor, "round", row):
        raise Http404
    found = list(queries.affinities_of(about))
    known = {p.user_id: p for p in registry.expert_profiles([one.user_id for one in found])}
    context = {
        "round": row,
        "candidate": about,
        "lines": [shown(one) | {"who": known.get(one.user_id)} for one in found],
        "computed_at": found[0].computed_at if found else None,
    }
    return render(request, "review/fits.html", context)


def _candidate(request: HttpRequest, row: Any, pk: int) -> Any:
    shown_rows = queries.candidates_for(request.actor, row)
    if (found := next((one for one in shown_rows if one.pk == pk), None)) is None:
        raise Http404
    return found


def shown(one: Any) -> dict[str, Any]:
    """One expert's score as a page shows it."""
    return {
        "name": one.user.get_full_name(),
        "score": f"{one.score:.2f}",
        "grounds": [{"work": work, "terms": terms} for work, terms in rules.told(one.grounds)],
    }
