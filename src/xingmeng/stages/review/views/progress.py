"""How far a round has come, for those who organise it; reminding experts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.review import actions, queries, rules


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has handed in, by application and by expert; who is late; where sheets differ."""
    about = queries.round_for(request.actor, pk)
    hidden = list(queries.hidden_from(request.actor))
    candidates = queries.by_candidate(about, hidden)
    talks = queries.talks_in(about)
    opened = queries.has_opened(request.actor, about)
    organises = "officer" in request.actor.roles and about.state == "marking"
    context = {
        "round": about,
        "state": rules.ROUND.state(about.state),
        "lines": [_line(one, talks, opened=opened) for one in candidates],
        "may_open": not opened and any(one.done for one in candidates),
        "experts": queries.by_expert(about, hidden),
        "sheets": sum(len(one.sheets) for one in candidates),
        "done": sum(one.done for one in candidates),
        "late": sum(one.late for one in candidates),
        "gap": about.instrument.review.gap,
        "may_organise": organises,
    }
    return render(request, "review/progress.html", context)


def _line(line: Any, talks: dict[int, Any], *, opened: bool) -> dict[str, Any]:
    talk = talks.get(line.about.pk)
    return {
        "about": line.about,
        "sheets": [
            {
                "url": a.get_absolute_url(),
                "who": a.user.get_full_name() if a.user else "",
                "state": rules.ASSIGNMENT.state(a.state),
                "total": queries.total_of(a) if opened and a.state == "handed_in" else None,
                "late": queries.is_late(a),
            }
            for a in line.sheets
        ],
        "done": line.done,
        "spread": line.spread,
        "wide": line.wide,
        "talk": talk,
        "talk_state": rules.DISCUSSION.state(talk.state) if talk else None,
    }


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Every expert with open sheets is told, once a day."""
    about = queries.round_for(request.actor, pk)
    count = actions.remind(about.pk, actor=request.actor)
    said = Text(f"已提醒 {count} 位专家。", f"{count} experts are reminded.")
    messages.success(request, say(said))
    return redirect("review:progress", pk=about.pk)
