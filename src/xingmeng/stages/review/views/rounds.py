"""Pages about rounds, for those who organise or audit review."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import codes, lists, pages, wholes
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.instrument import State
from xingmeng.engines.values import Text
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries, rules
from xingmeng.stages.review.views.affinities import shown

ROUNDS = Listing(
    title=Text("评审", "Review"),
    columns=(
        Column(key="title", label=Text("榜单", "Challenge"), value=str, sort=("title",)),
        Column(
            key="due",
            label=Text("办理期限", "Due"),
            value=lambda r: r.due_on,
            kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda r: rules.ROUND.state(r.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title",),
    order=("-pk",),
)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, for those who organise or audit."""
    offered = [
        (Text("会议评审", "Panel meetings"), reverse("review:panels"), "users-group"),
        (Text("评审申诉", "Appeals"), reverse("review:appeals"), "gavel"),
    ]
    return lists.respond(request, ROUNDS, queries.rounds_for(request.actor), actions=offered)


@login_required
@require_safe
def review_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: candidates, who marks them, and the places once concluded."""
    row = queries.round_for(request.actor, pk)
    facts = _about(request.actor, row)
    may_assign = row.state != "concluded" and "officer" in request.actor.roles
    opened = wholes.is_open(request.actor, "round", row)
    best = queries.best_fits(row) if opened else {}
    lines = [
        {
            "candidate": c,
            "score": _points(c.score),
            "sheets": [_sheet(a) for a in _live(c)],
            "fits": [shown(one) for one in best.get(c.pk, [])],
        }
        for c in queries.candidates_for(request.actor, row)
    ]
    return pages.record(
        request,
        "round",
        row,
        facts=facts,
        template="review/round.html",
        lines=lines,
        may_assign=may_assign,
        may_propose=may_assign and row.state == "assigning",
        plans=[_plan(p) for p in queries.plans_of(row)],
        criteria=row.criteria,
        **_standing(request.actor, row),
        **_organising(request.actor, row),
    )


def _standing(actor, row) -> dict[str, Any]:
    """Raw, calibrated, chance and tie of every candidate, once the places are fixed."""
    shown, marking = queries.standing_for(actor, row)
    ranked = [c for c in shown if c.raw is not None]
    standing = [
        {
            "place": c.place,
            "title": c.title,
            "raw": _points(c.raw),
            "calibrated": _points(c.calibrated),
            "chance": f"{c.chance // 100}%",
            "in_band": c.in_band,
        }
        for c in ranked
    ]
    names = dict(queries.names_by_user(int(user) for user in marking))
    severity = [
        {
            "who": names.get(int(user), ""),
            "severity": f"{known['severity'] / 100:+.1f}",
            "scale_pct": known["scale_pct"],
            "shared": known["shared"],
        }
        for user, known in marking.items()
    ]
    return {
        "standing": standing,
        "severity": severity,
        "by": row.instrument.ranking.by,
        "trim_from": 0 if row.is_race else row.instrument.ranking.trim_from,
        "places": row.places,
    }


def _organising(actor, row) -> dict[str, Any]:
    """The round's draws, and what an officer may still declare or draw."""
    officer = "officer" in actor.roles
    seen = queries.draws_for(actor).order_by().values("pk")
    done = list(queries.draws_of(row).filter(pk__in=seen))
    live = {d.purpose for d in done if d.state != "abandoned"}
    return {
        "draws": [
            {"title": f"{d.number} {d}", "url": d.get_absolute_url(), "state": _drawn(d)}
            for d in done
        ],
        "may_draw": officer and row.state == "assigning" and "pool" not in live,
        "may_draw_lots": officer and row.state == "marking" and row.instrument.ranking.lottery,
        "may_place": officer and not queries.marks_known(actor, row),
    }


def _drawn(draw) -> State:
    return rules.DRAW.state(draw.state)


def _about(actor, row) -> list[tuple]:
    """What a round is about: a challenge and its issuer, a call, or an upheld appeal."""
    if row.kind == "call":
        call = calls.get_for(actor, row.subject_id)
        return [(Text("申报批次", "Call"), call.title, "text", call.get_absolute_url())]
    if row.is_anew:
        appeal = queries.appeal_behind(row)
        return [(Text("评审申诉", "Appeal"), str(appeal), "text", appeal.get_absolute_url())]
    challenge = calls.challenge_for(actor, row.subject_id)
    return [
        (Text("榜单", "Challenge"), challenge.title, "text", challenge.get_absolute_url()),
        (Text("发榜方", "Issuer"), challenge.issuer.name, "text"),
    ]


def _points(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"


def _live(candidate) -> list:
    return sorted(candidate.assignments.all(), key=lambda a: (a.role, a.pk))


def _plan(plan) -> dict:
    state = rules.PLAN.state(plan.state)
    return {"url": plan.get_absolute_url(), "number": plan.number, "state": state}


def _sheet(assignment) -> dict:
    return {
        "url": assignment.get_absolute_url(),
        "who": assignment.user.get_full_name() if assignment.user else "",
        "is_issuer": assignment.role == "issuer",
        "state": rules.ASSIGNMENT.state(assignment.state),
    }


@login_required
@require_POST
def open_round(request: HttpRequest, challenge: int) -> HttpResponse:
    """Take a challenge's admitted bids into review."""
    return redirect(actions.open_round(challenge, actor=request.actor))


@login_required
@require_POST
def open_call_round(request: HttpRequest, call: int) -> HttpResponse:
    """Take a closed call's admitted applications into review."""
    return redirect(actions.open_call_round(call, actor=request.actor))


@login_required
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an expert to mark one candidate."""
    row = queries.round_for(request.actor, pk)
    candidate, expert = request.POST.get("candidate", ""), request.POST.get("expert", "")
    own = {codes.of(c): c.pk for c in queries.candidates_for(request.actor, row)}
    known = {str(person.user_id) for person in registry.experts()}
    if candidate not in own or expert not in known:
        raise Http404
    actions.assign(own[candidate], int(expert), actor=request.actor)
    return redirect(row)
