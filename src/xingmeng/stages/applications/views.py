"""Pages about bids: the list, one bid, writing one, its receipts."""

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from xingmeng import instruments
from xingmeng.core import lists, pages, writing
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.stages.applications import actions, queries, rules
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry


def states() -> list[tuple[str, Text]]:
    flow = instruments.get("open_challenge").flow("application")
    return [("", Text("全部", "All")), *((s.name, s.label) for s in flow.states)]


LISTING = Listing(
    title=Text("揭榜书", "Bids"),
    columns=(
        Column(
            key="challenge",
            label=Text("榜单", "Challenge"),
            value=lambda a: a.challenge.title,
            sort=("challenge__title",),
        ),
        Column(key="number", label=Text("编号", "Number"), value=lambda a: a.number),
        Column(
            key="organisation",
            label=Text("揭榜方", "Bidder"),
            value=lambda a: a.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="submitted",
            label=Text("提交时间", "Submitted"),
            value=lambda a: a.submitted_at,
            kind="datetime",
            sort=("submitted_at",),
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
            value=lambda a: state_of("application", a),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number", "challenge__title", "organisation__name_zh"),
    order=("-pk",),
    filters=(Filter(name="state", label=Text("状态", "State"), field="state", options=states),),
    empty=Text("这里还没有揭榜书。", "No bids here yet."),
)


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Bids this reader may see."""
    return lists.respond(request, LISTING, queries.visible_to(request.actor))


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One bid; while sealed only its authors get here."""
    row = queries.get_for(request.actor, pk)
    unit, wanted = row.organisation, row.challenge
    facts = [
        (Text("榜单", "Challenge"), wanted.title, "text", wanted.get_absolute_url()),
        (Text("揭榜方", "Bidder"), unit.name, "text", unit.get_absolute_url()),
        (Text("地区", "Area"), unit.region.name, "text"),
        (Text("截止", "Closes"), wanted.call.closes_at, "datetime"),
        (Text("提交时间", "Submitted"), row.submitted_at, "datetime"),
        (Text("内容指纹", "Digest"), row.content_digest, "text"),
    ]
    own = "applicant" in rules.roles_of(request.actor, row)
    return pages.record(
        request,
        "application",
        row,
        facts=facts,
        template="applications/application.html",
        sections=queries.form_for(row),
        may_write=row.state == "draft" and own,
        receipts=queries.receipts_of(row) if own else [],
        may_choose=_may_choose(request, row),
    )


def _may_choose(request: HttpRequest, row) -> bool:
    issuer = row.challenge.issuer_id in request.actor.organisations
    return issuer and row.challenge.state == "ranked" and row.state in ("ranked", "not_chosen")


@login_required
def begin(request: HttpRequest, challenge: int) -> HttpResponse:
    """Choose for which of one's organisations, then write."""
    wanted = calls.challenge_for(request.actor, challenge)
    own = list(registry.own_organisations(request.actor))
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        if not chosen.isdecimal() or len(chosen) > 18:
            raise Http404
        row = actions.begin(wanted.pk, organisation_id=int(chosen), actor=request.actor)
        return redirect("applications:write", pk=row.pk)
    context = {"challenge": wanted, "organisations": own}
    return render(request, "applications/begin.html", context)


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The bid's form, saved as one writes."""
    row = queries.get_for(request.actor, pk)
    if row.state != "draft" or "applicant" not in rules.roles_of(request.actor, row):
        return redirect(row)
    return writing.write(
        request,
        "application",
        row,
        sections=rules.form_of(row),
        bound=lambda: queries.form_for(row),
        save=lambda given: actions.save_answers(pk, given, actor=request.actor),
    )


@login_required
@require_safe
def receipt(request: HttpRequest, pk: int, receipt_pk: int) -> HttpResponse:
    """A receipt as a file, for its authors to keep and check anywhere."""
    row = queries.get_for(request.actor, pk)
    if "applicant" not in rules.roles_of(request.actor, row):
        raise Http404
    found = get_object_or_404(queries.receipts_of(row), pk=receipt_pk)
    text = json.dumps(found.document, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.receipt.json"'
    return response
