"""Pages about discussions: what was said, who sees which sheet, saying something."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import pages
from xingmeng.engines.values import Text
from xingmeng.stages.review import actions, facts, queries, rules
from xingmeng.stages.review.rules import sight


@login_required
@require_safe
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate's discussion, as the table of who sees what allows."""
    row = queries.discussion_for(request.actor, pk)
    candidate, view = row.candidate, queries.view_of(request.actor, row)
    names = queries.names_of(candidate, view, reader_id=request.actor.user_id)
    own = queries.own_sheet(request.actor, candidate.pk)
    shut = view.organises and not queries.has_opened(
        request.actor, candidate.round, candidate.pk
    )
    return pages.record(
        request,
        "discussion",
        row,
        facts=_facts(candidate, view),
        template="review/discussion.html",
        posts=[_post(one, names) for one in row.posts.order_by("pk").select_related("by")],
        sheets=[] if shut else _sheets(candidate, view, names),
        may_open=shut,
        may_say=sight.sees("say", view)
        and (view.handed_in or "officer" in request.actor.roles),
        own=own,
        may_revise=bool(own) and own.state == "handed_in" and view.open,
        table=sight.TABLE,
        blind=candidate.round.blind,
    )


def _facts(candidate, view) -> list[tuple]:
    blind = not sight.sees("applicant_names", view)
    title = facts.copy_of(candidate).title if blind else candidate.title
    return [
        (Text("评审", "Review"), candidate.round.title, "text"),
        (Text("申报", "Application"), title, "text"),
        (Text("匿名编号", "Code"), candidate.code, "text"),
    ]


def _post(post, names: dict[int, str]) -> dict[str, Any]:
    officer = post.role == "officer"
    return {
        "who": Text("组织者", "Organiser") if officer else names.get(post.by_id, ""),
        "at": post.at,
        "text": post.text,
        "asks": post.asks,
    }


def _sheets(candidate, view, names: dict[int, str]) -> list[dict[str, Any]]:
    """Every expert's sheet that is in, side by side; none where the reader may not yet."""
    if not sight.sees("others_sheets", view):
        return []
    notes = sight.sees("notes_to_officer", view)
    found = []
    for sheet in queries.experts_of(candidate):
        if sheet.state != "handed_in":
            continue
        lines = rules.criteria_of(sheet)
        points = rules.points_in(lines, sheet.answers)
        found.append(
            {
                "who": names[sheet.user_id],
                "total": rules.weighted(lines, points),
                "lines": [
                    {
                        "label": c.label,
                        "points": points.get(c.name),
                        "why": sheet.answers.get(rules.sheets.why_of(c.name)),
                    }
                    for c in lines
                ],
                "comment": sheet.comment,
                "to_officer": sheet.answers.get("to_officer") if notes else "",
                "earlier": queries.earlier_of(sheet),
            }
        )
    return found


@login_required
@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something in a discussion."""
    row = queries.discussion_for(request.actor, pk)
    actions.say(row.pk, request.POST.get("text", ""), actor=request.actor)
    return redirect(row)


@login_required
@require_POST
def open_discussion(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """An officer opens a candidate's discussion early."""
    found = _candidate(request, pk, candidate)
    return redirect(actions.open_discussion(found.pk, actor=request.actor))


@login_required
@require_POST
def ask_reasons(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """An officer asks the two furthest apart for their reasons."""
    found = _candidate(request, pk, candidate)
    post = actions.ask_reasons(found.pk, request.POST.get("text", ""), actor=request.actor)
    return redirect(post.discussion)


def _candidate(request: HttpRequest, pk: int, candidate: int) -> Any:
    about = queries.round_for(request.actor, pk)
    hidden = queries.hidden_from(request.actor)
    found = queries.candidates_of(about).exclude(pk__in=hidden).filter(pk=candidate).first()
    if found is None:
        raise Http404
    return found
