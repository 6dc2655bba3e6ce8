"""Pages about review: rounds for those who organise, sheets for those who mark."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists, pages
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries, rules
from xingmeng.stages.review.forms import MarkForm

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
SHEETS = Listing(
    title=Text("评分表", "Mark sheets"),
    columns=(
        Column(
            key="round",
            label=Text("榜单", "Challenge"),
            value=lambda a: a.candidate.round.title,
        ),
        Column(key="title", label=Text("揭榜方", "Bidder"), value=str),
        Column(
            key="due",
            label=Text("办理期限", "Due"),
            value=lambda a: a.due_on,
            kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: rules.ASSIGNMENT.state(a.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("candidate__title", "candidate__round__title"),
    order=("-pk",),
)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, for those who organise or audit."""
    return lists.respond(request, ROUNDS, queries.rounds_for(request.actor))


@login_required
@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    """The sheets this reader has to fill, or organises."""
    return lists.respond(request, SHEETS, queries.visible_to(request.actor))


@login_required
@require_safe
def review_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: candidates, who marks them, and the places once concluded."""
    row = queries.round_for(request.actor, pk)
    challenge = calls.challenge_for(request.actor, row.subject_id)
    facts = [
        (Text("榜单", "Challenge"), challenge.title, "text", challenge.get_absolute_url()),
        (Text("发榜方", "Issuer"), challenge.issuer.name, "text"),
    ]
    may_assign = row.state != "concluded" and "officer" in request.actor.roles
    experts = list(registry.experts()) if may_assign else []
    lines = [
        {
            "candidate": c,
            "score": _points(c.score),
            "sheets": [_sheet(a) for a in _live(c)],
            "experts": [e for e in experts if e.user_id not in _asked(c)],
        }
        for c in queries.candidates_of(row)
    ]
    return pages.record(
        request,
        "round",
        row,
        facts=facts,
        template="review/round.html",
        lines=lines,
        may_assign=may_assign,
        criteria=row.instrument.criteria,
    )


def _points(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"


def _live(candidate) -> list:
    return sorted(candidate.assignments.all(), key=lambda a: (a.role, a.pk))


def _asked(candidate) -> set[int]:
    return {a.user_id for a in candidate.assignments.all() if a.user_id}


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
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an expert to mark one candidate."""
    row = queries.round_for(request.actor, pk)
    candidate, expert = request.POST.get("candidate", ""), request.POST.get("expert", "")
    own = {str(c.pk) for c in queries.candidates_of(row)}
    known = {str(person.user_id) for person in registry.experts()}
    if candidate not in own or expert not in known:
        raise Http404
    actions.assign(int(candidate), int(expert), actor=request.actor)
    return redirect(row)


@login_required
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet: what is marked, and the marks, kept as often as one likes."""
    row = queries.get_for(request.actor, pk)
    criteria = rules.criteria_of(row)
    given = dict(row.marks.values_list("criterion", "points"))
    own = bool(rules.assignment_roles(request.actor, row) & {"expert", "issuer"})
    shown = own or row.state == "handed_in"  # organisers read a sheet once it is in
    form = MarkForm(
        request.POST or None, criteria=criteria, initial=given | {"comment": row.comment}
    )
    if request.method == "POST" and form.is_valid():
        actions.mark(pk, form.points(), form.cleaned_data["comment"], actor=request.actor)
        messages.success(request, say(Text("已保存。", "Saved.")))
        return redirect(row)
    bids = applications.visible_to(request.actor)  # who has declined sees the bid no longer
    bid = bids.filter(pk=row.candidate.subject_id).first() if own else None
    facts = [
        (Text("榜单", "Challenge"), row.candidate.round.title, "text"),
        (Text("揭榜方", "Bidder"), row.candidate.title, "text"),
        (Text("揭榜书", "Bid"), bid and bid.number, "text", bid and bid.get_absolute_url()),
    ]
    return pages.record(
        request,
        "assignment",
        row,
        facts=facts,
        template="review/assignment.html",
        form=form,
        comment=row.comment if shown else "",
        may_mark=own and row.state == "accepted",
        marks=[
            {
                "label": c.label,
                "weight": c.weight,
                "points": given.get(c.name) if shown else None,
            }
            for c in criteria
        ],
    )
