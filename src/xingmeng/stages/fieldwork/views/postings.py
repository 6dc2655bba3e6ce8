"""Pages about who goes where: choosing, plans, agreements."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import codes, lists, pages
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, facts, queries
from xingmeng.stages.fieldwork.rules import postings as rules
from xingmeng.stages.fieldwork.rules.words import FIELDS, KINDS
from xingmeng.stages.fieldwork.views.demands import EVERY

MILLION = 1_000_000
AGREEMENTS = Listing(
    title=Text("服务协议", "Service agreements"),
    columns=(
        Column(key="title", label=Text("协议", "Agreement"), value=str),
        Column(key="number", label=Text("编号", "Number"), value=lambda a: a.number),
        Column(
            key="county",
            label=Text("旗县", "County"),
            value=lambda a: a.region.name,
            sort=("region_id",),
        ),
        Column(
            key="kind",
            label=Text("类别", "Kind"),
            value=lambda a: KINDS[a.commissioner.kind],
            sort=("commissioner__kind",),
        ),
        Column(key="field", label=Text("领域", "Field"), value=lambda a: FIELDS[a.field]),
        Column(
            key="until",
            label=Text("截止", "Until"),
            value=lambda a: a.until_on,
            kind="date",
            sort=("until_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: rules.AGREEMENT.state(a.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number", "commissioner__name", "region__name_zh", "region__name_en"),
    order=("-from_on", "number"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [EVERY, *((s.name, s.label) for s in rules.AGREEMENT.states)],
        ),
    ),
    empty=Text("还没有协议。", "No agreement yet."),
)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """A side says, or no longer says, that it would like the other."""
    demand = queries.demand_for(request.actor, pk)
    wanted = codes.chosen("commissioner", request.POST.get("commissioner", ""))
    one = get_object_or_404(queries.commissioners_for(request.actor), pk=wanted or 0)
    act = actions.take_back_choice if "take_back" in request.POST else actions.choose
    act(demand.pk, one.pk, actor=request.actor)
    return redirect(demand)


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the posting of a round worked out."""
    about = queries.round_for(request.actor, pk)
    return redirect(actions.propose(about.pk, actor=request.actor))


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its proof, and who would go where, and why."""
    row = queries.plan_for(request.actor, pk)
    said, wrong = row.figures, facts.proven(row)
    proof = Text(f"不成立：{wrong}", f"does not hold: {wrong}")
    if not wrong:
        proof = Text("已核验：没有总分更高的派驻", "checked: no posting has a higher total")
    about = row.round
    return pages.record(
        request,
        "posting_plan",
        row,
        facts=[
            (Text("派驻批次", "Round"), about.heading, "text", about.get_absolute_url()),
            (Text("派驻人（队）数", "Posted"), said["posted"], "number"),
            (Text("需要人（队）数", "Wanted"), said["places"], "number"),
            (Text("总分", "Total"), f"{said['value']:.2f}", "text"),
            (Text("证书", "Certificate"), proof, "text"),
            (Text("证书摘要", "Its digest"), said["digest"], "text"),
        ],
        template="fieldwork/plan.html",
        lines=_lines(request, row),
    )


def _lines(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """Each demand with those placed in it, the best fitting first."""
    demands = {d.pk: d for d in queries.demands_for(request.actor).filter(round=row.round)}
    placed = {commissioner for commissioner, *_ in row.pairs}
    people = queries.commissioners_for(request.actor).in_bulk(list(placed))
    found: dict[int, list[dict[str, Any]]] = {}
    for commissioner, demand, units, zh, en in sorted(
        row.pairs, key=lambda pair: (-pair[2], pair[0])
    ):
        one = {"score": f"{units / MILLION:.0f}", "why": Text(zh, en)}
        if commissioner in people:
            found.setdefault(demand, []).append(one | {"of": people[commissioner]})
    return [
        {"demand": one, "people": found.get(pk, []), "wanted": one.people}
        for pk, one in demands.items()
    ]


@login_required
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """What anybody needs to check a plan without this platform: table, pairs, proof."""
    row = queries.plan_for(request.actor, pk)
    said = {"pairs": [p[:3] for p in row.pairs], "table": row.table}
    response = JsonResponse(said | {"certificate": row.certificate})
    response["Content-Disposition"] = f'attachment; filename="postings-{codes.of(row)}.json"'
    return response


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements this reader may see; those of teams and bodies are public once signed."""
    return lists.respond(request, AGREEMENTS, queries.agreements_for(request.actor))


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: its three sides, its term and its tasks."""
    row = queries.agreement_for(request.actor, pk)
    one, unit = row.commissioner, row.commissioner.organisation
    told = [
        (Text("科技特派员", "Commissioner"), one.name, "text", one.get_absolute_url()),
        (Text("派出单位", "Sent by"), unit.name, "text", unit.get_absolute_url()),
        (Text("服务旗县", "County"), row.region.name, "text"),
        (Text("服务单位", "Served"), row.served and row.served.name, "text"),
        (Text("领域", "Field"), FIELDS[row.field], "text"),
        (Text("任务", "Tasks"), row.tasks, "longtext"),
        (Text("每年服务天数", "Days a year"), row.days_a_year, "number"),
        (Text("起始", "From"), row.from_on, "date"),
        (Text("截止", "Until"), row.until_on, "date"),
        (Text("签署日期", "Signed on"), row.signed_on, "date"),
    ]
    if row.demand and row.demand.state in ("opened", "posted"):
        about = row.demand
        told.append((Text("对应需求", "Demand"), str(about), "text", about.get_absolute_url()))
    held = rules.agreement_roles(request.actor, row)
    return pages.record(
        request,
        "service_agreement",
        row,
        facts=told,
        template="fieldwork/agreement.html",
        may_report=row.state == "in_force" and "commissioner" in held,
    )
