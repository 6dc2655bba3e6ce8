"""Pages about mark sheets, for those who mark."""

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import answers, clock, documents, lists, move, pages, papers, writing
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.review import actions, facts, queries, rules

COPY = Path(__file__).parents[1] / "templates" / "review" / "copy.typ"
ROUND = Column(
    key="round", label=Text("评审", "Review"), value=lambda a: a.candidate.round.title
)
DUE = Column(
    key="due",
    label=Text("办理期限", "Due"),
    value=lambda a: a.due_on,
    kind="date",
    sort=("due_on",),
)
STATE = Column(
    key="state",
    label=Text("状态", "State"),
    value=lambda a: rules.ASSIGNMENT.state(a.state),
    kind="state",
    sort=("state",),
)
SHEETS = Listing(  # for those who organise: they know who applies
    title=Text("评分表", "Mark sheets"),
    columns=(
        ROUND,
        Column(key="title", label=Text("申报", "Applicant"), value=lambda a: a.candidate.title),
        DUE,
        STATE,
    ),
    search=("candidate__title", "candidate__round__title"),
    order=("-pk",),
)
OWN_SHEETS = (
    Listing(  # for markers: by code where the round is blind, and never searched by name
        title=Text("评分表", "Mark sheets"),
        columns=(
            ROUND,
            Column(key="title", label=Text("评审对象", "To be marked"), value=str),
            DUE,
            STATE,
        ),
        search=("candidate__code", "candidate__round__title"),
        order=("-pk",),
        empty=Text("现在没有请您评审的项目。", "Nothing to mark at present."),
    )
)


@login_required
@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    """The sheets this reader has to fill, or organises."""
    organises = bool(request.actor.roles & queries.ORGANISERS)
    rows = queries.visible_to(request.actor).defer(*queries.UNREAD)
    offered = []
    for about in queries.rounds_to_mark(request.actor):
        label = Text(f"本轮任务：{about.title}", f"Your round: {about.title}")
        offered.append((label, reverse("review:mine", args=[about.pk]), "list-check"))
    if "expert" in request.actor.roles:
        meetings = Text("会议评审", "Panel meetings")
        offered.append((meetings, reverse("review:panels"), "users-group"))
    return lists.respond(request, SHEETS if organises else OWN_SHEETS, rows, actions=offered)


@login_required
@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet: what is marked, and the marks once they may be read."""
    row = queries.get_for(request.actor, pk)
    own = "marker" in rules.assignment_roles(request.actor, row)
    shown = queries.reads_sheet(request.actor, row)
    return pages.record(
        request,
        "assignment",
        row,
        facts=_facts(request, row, own=own),
        template="review/assignment.html",
        own=own,
        may_mark=own and row.state == "accepted",
        copy=row.candidate.round.blind and row.candidate.kind == "application",
        lines=_lines(row, shown=shown),
        may_open=not shown and rules.is_read_by(request.actor, row),
        comment=row.comment if shown else "",
        to_officer=row.answers.get("to_officer") if shown else "",
        total=row.answers.get("total") if shown else None,
        earlier=queries.earlier_of(row) if shown else [],
        talk=_talk(request, row),
    )


def _facts(request: HttpRequest, row, *, own: bool) -> list[tuple]:
    """Whom a sheet is about: what is marked, and its applicant where the reader may know."""
    candidate, about = row.candidate, move.subject(row.candidate.kind)
    known = bool(request.actor.roles & queries.ORGANISERS) or not candidate.round.blind
    seen = about.visible_to(request.actor)  # who has declined sees it no longer
    marked = seen.filter(pk=candidate.subject_id).first() if own or known else None
    found = [(Text("评审", "Review"), candidate.round.title, "text")]
    if known:
        found.append((Text("申报", "Applicant"), candidate.title, "text"))
    if candidate.round.blind:
        found.append((Text("匿名编号", "Code"), candidate.code, "text"))
    if marked and known:
        found.append((about.title, marked.number, "text", marked.get_absolute_url()))
    return found


def _lines(row, *, shown: bool) -> list[dict[str, Any]]:
    lines = rules.criteria_of(row)
    points = rules.points_in(lines, row.answers) if shown else {}
    return [
        {
            "label": c.label,
            "weight": c.weight,
            "points": points.get(c.name),
            "why": row.answers.get(rules.sheets.why_of(c.name), "") if shown else "",
        }
        for c in lines
    ]


def _talk(request: HttpRequest, row) -> Any:
    rows = queries.discussions_for(request.actor).filter(candidate_id=row.candidate_id)
    return rows.first()


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet's form, saved as one writes; handing in comes next."""
    row = queries.get_for(request.actor, pk)
    return writing.write(
        request,
        "assignment",
        row,
        sections=rules.form_of(row),
        bound=lambda: queries.sheet_form(row),
        save=lambda given: actions.save_sheet(pk, given, actor=request.actor),
        next_url=reverse("move", args=[("assignment", row.pk), "hand_in"]),
        next_label=Text("检查并交回", "Check and hand in"),
    )


@login_required
@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The anonymous copy of the application that a sheet is about."""
    row, shown = _copied(request, pk)
    return render(request, "review/copy.html", {"sheet": row, "copy": shown})


@login_required
@require_safe
def copy_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The anonymous copy as PDF, to read off line."""
    row, shown = _copied(request, pk)
    said = {
        "title": shown.title,
        "code": shown.code,
        "round": row.candidate.round.title,
        "office": papers.office(),
        "withheld": shown.withheld,
        "sections": answers.written(shown.sections),
        "issued_on": clock.today().isoformat(),
    }
    response = HttpResponse(documents.render(COPY, said), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{shown.code}.pdf"'
    return response


def _copied(request: HttpRequest, pk: int) -> tuple[Any, facts.Copy]:
    """A sheet that its marker has not declined, in a blind round. Errors: Http404."""
    row = queries.get_for(request.actor, pk)
    reads = request.actor.roles & queries.ORGANISERS or row.state != "declined"
    if not (row.candidate.round.blind and reads and row.candidate.kind == "application"):
        raise Http404
    return row, facts.copy_of(row.candidate)
