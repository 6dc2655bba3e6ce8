"""Pages about repeats: the list, two applications side by side. Nothing is judged."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.actions import repeats as actions
from xingmeng.stages.applications.facts import repeats as facts
from xingmeng.stages.applications.queries import repeats as told
from xingmeng.stages.applications.rules import repeats as rules


def percent(share: int) -> str:
    """Hundredths of a per cent, as one reads them."""
    return f"{share / 100:.1f}%"


LISTING = Listing(
    title=Text("查重", "Repeats"),
    columns=(
        Column(
            key="application",
            label=Text("申报", "Application"),
            value=lambda r: str(r.application),
        ),
        Column(
            key="other", label=Text("更早的申报", "Earlier one"), value=lambda r: str(r.other)
        ),
        Column(
            key="kin",
            label=Text("关系", "Whose"),
            value=lambda r: rules.WORDS[rules.kin_of(r.application, r.other)],
        ),
        Column(
            key="share",
            label=Text("重复占较短一份", "Of the shorter one"),
            value=lambda r: percent(r.share),
            sort=("share",),
        ),
        Column(
            key="characters",
            label=Text("重复字数", "Characters"),
            value=lambda r: r.characters,
            kind="number",
            sort=("characters",),
        ),
        Column(key="passages", label=Text("段数", "Passages"), value=lambda r: len(r.passages)),
        Column(
            key="at",
            label=Text("比对时间", "Compared"),
            value=lambda r: r.at,
            kind="datetime",
            sort=("at",),
        ),
    ),
    search=("application__number", "application__title", "other__number", "other__title"),
    order=("-share", "-pk"),
    empty=Text("没有发现重复的段落。", "No shared passages were found."),
)


@login_required
@require_safe
def repeats(request: HttpRequest) -> HttpResponse:
    """Every repeat of which this reader may see both sides."""
    if request.actor.roles.isdisjoint(rules.READERS):
        raise Http404
    rows = told.repeats_for(request.actor)
    rows = rows.prefetch_related("application__partners", "other__partners")
    return lists.respond(request, LISTING, rows)


@login_required
@require_safe
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Two applications side by side, the shared passages marked and numbered alike."""
    row = told.repeat_for(request.actor, pk)
    sides = [
        _side(row.application, row, "a", "b"),
        _side(row.other, row, "b", "a"),
    ]
    context = {
        "row": row,
        "sides": sides,
        "share": percent(row.share),
        "kin": rules.WORDS[rules.kin_of(row.application, row.other)],
        "is_own": rules.kin_of(row.application, row.other) == rules.OWN,
        "is_shown": all(side["parts"] for side in sides),
    }
    return render(request, "applications/repeat.html", context)


def _side(row: Any, found: Any, here: str, there: str) -> dict[str, Any]:
    """One of the two; without its text where that is no longer the one compared."""
    parts = facts.parts_of(row)
    kept = told.compared(row)
    as_compared = kept is not None and kept.digest == facts.digest_of(facts.prose_of(parts))
    first = 0 if here == "a" else 2
    spans = [
        (place[first], place[first + 1], number)
        for number, place in enumerate(found.passages, start=1)
    ]
    return {
        "record": row,
        "here": here,
        "there": there,
        "parts": facts.marked(parts, spans) if as_compared else [],
    }


@login_required
@require_POST
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare one application now, rather than when the worker comes to it."""
    row = queries.get_for(request.actor, pk)
    if not rules.may_read_repeats(request.actor, row):
        raise Http404
    count = actions.compare(pk, actor=request.actor)
    said = Text(f"已比对：{count} 份更早的申报有重复段落。", f"Compared: {count} with repeats.")
    messages.success(request, say(said))
    return redirect(row)
