"""Pages about bids: the list, one bid, writing one, its receipts."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng import instruments
from xingmeng.core import clock, codes, lists, pages, writing, written
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.addresses import key_posted
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.core.roles import label_of
from xingmeng.engines.values import Text
from xingmeng.stages.applications import actions, queries, rules
from xingmeng.stages.applications.actions.mending import offer_correction
from xingmeng.stages.applications.facts.ahead import Ahead, ahead_of, signers
from xingmeng.stages.applications.facts.earlier import may_continue
from xingmeng.stages.applications.facts.mending import corrected
from xingmeng.stages.applications.queries.repeats import repeats_for, repeats_of
from xingmeng.stages.applications.rules.repeats import READERS
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry

MOST_UNITS = 5  # of a reader, for which the way ahead is worked out
ALL = ("", Text("全部", "All"))


def states() -> list[tuple[str, Text]]:
    return [ALL, *((s.name, s.label) for s in instruments.states("application"))]


def kinds() -> list[tuple[str, Text]]:
    return [ALL, *((one.code, one.title) for one in instruments.every())]


def batches() -> list[tuple[str, Text]]:
    return [ALL, *((str(pk), title) for pk, title in calls.listed_lately())]


def ways() -> list[tuple[str, Text]]:
    return [ALL, *calls.directions_lately()]


def areas() -> list[tuple[str, Text]]:
    return [ALL, *((prefix(r.code), r.name) for r in registry.regions())]


LISTING = Listing(
    title=Text("申报书", "Applications"),
    columns=(
        Column(
            key="title",
            label=Text("申报", "Application"),
            value=lambda a: a.title or a.call.title,
            sort=("title",),
        ),
        Column(
            key="instrument",
            label=Text("支持方式", "Instrument"),
            value=lambda a: a.instrument.title,
            sort=("call__instrument_code",),
        ),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda a: a.number, kind="code"
        ),
        Column(
            key="organisation",
            label=Text("申报单位", "Applicant"),
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
    search=("number", "title", "organisation__name_zh"),
    order=("-pk",),
    filters=(
        Filter(name="state", label=Text("状态", "State"), field="state", options=states),
        Filter(
            name="instrument",
            label=Text("支持方式", "Instrument"),
            field="call__instrument_code",
            options=kinds,
        ),
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="area__startswith",
            options=areas,
        ),
        Filter(name="call", label=Text("申报批次", "Call"), field="call_id", options=batches),
        Filter(
            name="direction", label=Text("方向", "Direction"), field="direction", options=ways
        ),
    ),
    empty=Text("这里还没有申报书。", "No applications here yet."),
)


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Applications and bids this reader may see."""
    actions_ = []
    if "officer" in request.actor.roles or request.actor.areas:
        actions_ = [(Text("批量退回补正", "Send many back"), "return/", "arrow-back-up")]
    if request.actor.roles & READERS:
        count = repeats_for(request.actor).count()
        actions_.append((Text(f"查重（{count}）", f"Repeats ({count})"), "repeats/", "files"))
    rows = queries.visible_to(request.actor).defer("answers", "stamps", "sealed")
    return lists.respond(request, LISTING, rows, actions=actions_)


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One bid; while sealed only its authors get here."""
    row = queries.get_for(request.actor, pk)
    unit, call = row.organisation, row.call
    answered = row.challenge or call
    facts = [
        (_answered(row), answered.title, "text", answered.get_absolute_url()),
        (Text("支持方式", "Instrument"), row.instrument.title, "text"),
        (Text("申报单位", "Applicant"), unit.name, "text", unit.get_absolute_url()),
        (Text("项目负责人", "Leader"), row.leader.name if row.leader else "", "text"),
        (Text("地区", "Area"), unit.region.name, "text"),
        (Text("申请财政经费", "Public money asked for"), row.requested_fen, "money"),
        (Text("截止", "Closes"), call.closes_at, "datetime"),
        (Text("正式申报截止", "Second deadline"), call.full_closes_at, "datetime"),
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
        partners=queries.partners_of(row),
        may_write=written.may_write(request.actor, "application", row),
        receipts=queries.receipts_of(row) if own else [],
        may_choose=_may_choose(request, row),
        corrected=_corrected(request.actor, row) if own else [],
        repeats=repeats_of(request.actor, row).count(),
    )


def _corrected(actor: Actor, row) -> list[dict[str, Any]]:
    """What was corrected here, and what became of it in the registry."""
    told = corrected(row)
    if not told:
        return []
    offered = registry.known.corrections_for(actor).filter(organisation_id=row.organisation_id)
    known = {one.name: one for one in offered.order_by("pk")}
    return [{"told": one, "offered": known.get(one.name)} for one in told]


@login_required
@require_POST
def mend(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Offer the registry one corrected answer."""
    row = queries.get_for(request.actor, pk)
    done = offer_correction(row.pk, field, actor=request.actor)
    return redirect("registry:correction", pk=done)


def _answered(row) -> Text:
    return Text("榜单", "Challenge") if row.challenge else Text("申报批次", "Call")


def _may_choose(request: HttpRequest, row) -> bool:
    if row.issuer_id not in request.actor.organisations:
        return False
    return row.challenge.state == "ranked" and row.state in ("ranked", "not_chosen")


@login_required
def begin(request: HttpRequest, challenge: int) -> HttpResponse:
    """Choose for which of one's organisations, and who leads; then write."""
    wanted = calls.challenge_for(request.actor, challenge)
    own = list(registry.own_organisations(request.actor))
    people = _people_of(own)
    if request.method == "POST":
        unit, leader = _chosen(request, people)
        row = actions.begin(
            wanted.pk, organisation_id=unit, leader_id=leader, actor=request.actor
        )
        return redirect("applications:write", pk=row.pk)
    context = {"challenge": wanted, "organisations": own, "people": people.values()}
    return render(request, "applications/begin.html", context)


def _people_of(units: Iterable[Any]) -> dict[str, Any]:
    return {str(p.pk): p for unit in units for p in registry.people_of(unit)}


def _chosen(request: HttpRequest, people: Mapping[str, Any]) -> tuple[int, int | None]:
    """The unit and the leader that were posted. Errors: Http404 for what was not offered."""
    leader = request.POST.get("leader", "")
    if leader and leader not in people:
        raise Http404
    return key_posted(request, "organisation"), people[leader].pk if leader else None


@login_required
def apply(request: HttpRequest, call: int) -> HttpResponse:
    """See what is known and what is left, choose unit and leader, then write."""
    about = calls.get_for(request.actor, call)
    if about.takes_challenges:
        raise Http404
    own = list(registry.own_organisations(request.actor))
    people = _people_of(own)
    if request.method == "POST":
        unit, leader_id = _chosen(request, people)
        row = actions.apply(
            about.pk,
            organisation_id=unit,
            leader_id=leader_id,
            continues_id=codes.chosen("application", request.POST.get("continues", "")),
            actor=request.actor,
        )
        return redirect("applications:write", pk=row.pk)
    leader = people.get(request.GET.get("leader", "")) or _first(request.actor, people.values())
    context = {
        "call": about,
        "now": clock.now(),
        "organisations": own,
        "people": people.values(),
        "leader": leader,
        "ahead": [
            (_ahead(about, unit, leader), may_continue(unit.pk, about.instrument_code)[:10])
            for unit in own[:MOST_UNITS]
        ],
        "signers": [(label, _names(by)) for label, by in signers(about.instrument)],
    }
    return render(request, "applications/apply.html", context)


def _first(actor: Actor, people: Iterable[Any]) -> Any:
    """The reader, where they work for one of the units; else the first by name."""
    found = list(people)
    return next((p for p in found if p.user_id == actor.user_id), found[0] if found else None)


def _ahead(call: Any, unit: Any, leader: Any) -> Ahead:
    """What that unit would find; a leader of another of the reader's units is left out."""
    works_here = leader is not None and leader in registry.people_of(unit)
    return ahead_of(call, unit, leader if works_here else None, on=clock.today())


def _names(roles: Iterable[str]) -> Text:
    named = [label_of(role) for role in roles]
    return Text("、".join(n.zh for n in named), ", ".join(n.en for n in named))


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The bid's form, saved as one writes."""
    row = queries.get_for(request.actor, pk)
    return writing.write(
        request,
        "application",
        row,
        sections=rules.form_of(row),
        bound=lambda: queries.form_for(row),
        save=lambda given: actions.save_answers(pk, given, actor=request.actor),
        closes_at=rules.closes_at(row),
        beside=rules.beside(row),
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
