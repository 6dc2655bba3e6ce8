"""Pages about appeals: the list, one of them, filing one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import attachments, lists, move, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.forms import AppealForm
from xingmeng.stages.review.rules import appeals as rules

APPEALS = Listing(
    title=Text("评审申诉", "Appeals"),
    columns=(
        Column(key="number", label=Text("编号", "Number"), value=lambda a: a.number),
        Column(
            key="title",
            label=Text("申报", "Application"),
            value=lambda a: a.candidate.title,
            sort=("candidate__title",),
        ),
        Column(
            key="ground", label=Text("理由", "Ground"), value=lambda a: rules.GROUNDS[a.ground]
        ),
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
            value=lambda a: rules.APPEAL.state(a.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number", "candidate__title"),
    order=("due_on", "-pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in rules.APPEAL.states),
            ],
        ),
    ),
    empty=Text("没有申诉。", "No appeals."),
)


@login_required
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """The appeals of one's unit, or all for those who organise or audit."""
    return lists.respond(request, APPEALS, queries.appeals_for(request.actor))


@login_required
@require_safe
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal: its ground and text, the evidence, what was found."""
    row = queries.appeal_for(request.actor, pk)
    own = "appellant" in rules.appeal_roles(request.actor, row)
    application = applications.under_review(row.candidate.subject_id)
    facts = [
        (
            Text("申报", "Application"),
            row.candidate.title,
            "text",
            application.get_absolute_url(),
        ),
        (Text("评审", "Review"), row.candidate.round.title, "text"),
        (Text("理由", "Ground"), rules.GROUNDS[row.ground], "text"),
        (Text("提出时间", "Filed"), row.filed_at, "datetime"),
        *_anew(request.actor, row),
    ]
    return pages.record(
        request,
        "appeal",
        row,
        facts=facts,
        template="review/appeal.html",
        files=attachments.of("appeal", row.pk),
        may_attach=own and row.state in ("filed", "accepted"),
    )


def _anew(actor: Actor, row: Any) -> list[tuple]:
    """How far the review anew is; those who organise it go on from here."""
    about = queries.anew_of(row)
    if about is None:
        return []
    seen = queries.rounds_for(actor).filter(pk=about.pk).exists()
    label = move.state_of("round", about).label
    return [
        (Text("复评", "Reviewed anew"), label, "text", about.get_absolute_url() if seen else "")
    ]


@login_required
def file_appeal(request: HttpRequest, application: int) -> HttpResponse:
    """Somebody of the applicant's unit appeals."""
    row = applications.get_for(request.actor, application)
    if row.organisation_id not in request.actor.organisations:
        raise Http404
    form, errors = AppealForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.file_appeal(row.pk, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(made)
    context = {
        "application": row,
        "form": form,
        "errors": errors,
        "until": queries.appeal_until(row),
    }
    return render(request, "review/file_appeal.html", context, status=409 if errors else 200)
