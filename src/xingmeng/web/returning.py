"""The page on which many applications are sent back at once, and what became of each."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xingmeng.core import codes, lists
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.screening import SENDING_BACK
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.actions.returning import MOST, Why, return_many
from xingmeng.stages.applications.views import LISTING

GROUNDS = dict(SENDING_BACK.fields[0].options)


@login_required
def returning(request: HttpRequest) -> HttpResponse:
    """Choose what goes back and why; then see which did, and why others did not."""
    actor = request.actor
    if "officer" not in actor.roles and not actor.areas:
        raise Http404
    if request.method == "POST":
        return _done(request)
    rows = lists.narrow(LISTING, queries.returnable(actor), request.GET)
    context = {
        "rows": rows[:MOST],
        "most": MOST,
        "grounds": GROUNDS.items(),
        "search": request.GET.get("q", ""),
    }
    return render(request, "applications/returning.html", context)


def _done(request: HttpRequest) -> HttpResponse:
    posted = request.POST
    asked = {code: codes.chosen("application", code) for code in posted.getlist("pk")}
    named = [(code, pk) for code, pk in asked.items() if pk is not None]
    whys = {pk: _why(posted, code) for code, pk in named[:MOST]}
    results = return_many(whys, actor=request.actor)
    rows = queries.visible_to(request.actor).defer("answers", "stamps", "sealed")
    shown = rows.in_bulk([pk for pk, _ in results])
    lines = [{"row": shown[pk], "findings": found} for pk, found in results if pk in shown]
    returned = sum(not line["findings"] for line in lines)
    context = {"lines": lines, "returned": returned, "refused": len(lines) - returned}
    return render(request, "applications/returned.html", context)


def _why(posted: Any, code: str) -> Why:
    """What was said of this one, or else of all; the words of the ground where nobody wrote."""
    grounds = posted.get(f"grounds-{code}") or posted.get("grounds", "")
    said = (
        (posted.get(f"reason-{code}") or posted.get("reason", "")).replace("\x00", "").strip()
    )
    words = GROUNDS.get(grounds, Text("", "")).zh
    return Why(grounds=grounds, reason=said[:500] or words)
