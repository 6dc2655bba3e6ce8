"""Pages about counties' demands and the rounds that answer them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, lists, move, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules import demands as rules
from xingmeng.stages.fieldwork.rules.words import FIELDS, KINDS, LANGUAGES
from xingmeng.stages.fieldwork.views.asking import ask

EVERY = ("", Text("全部", "All"))
DEMANDS = Listing(
    title=Text("旗县服务需求", "Counties' demands"),
    columns=(
        Column(key="title", label=Text("需求", "Demand"), value=str, sort=("title",)),
        Column(
            key="county",
            label=Text("旗县", "County"),
            value=lambda d: d.region.name,
            sort=("region_id",),
        ),
        Column(key="year", label=Text("年度", "Year"), value=lambda d: d.year, sort=("year",)),
        Column(key="kind", label=Text("类别", "Kind"), value=lambda d: KINDS[d.kind]),
        Column(key="field", label=Text("领域", "Field"), value=lambda d: FIELDS[d.field]),
        Column(
            key="people",
            label=Text("人（队）数", "Wanted"),
            value=lambda d: d.people,
            kind="number",
            sort=("people",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda d: rules.DEMAND.state(d.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number", "techniques", "region__name_zh", "region__name_en"),
    order=("-year", "region_id", "pk"),
    filters=(
        Filter(
            name="field",
            label=Text("领域", "Field"),
            field="field",
            options=lambda: [EVERY, *FIELDS.items()],
        ),
        Filter(
            name="kind",
            label=Text("类别", "Kind"),
            field="kind",
            options=lambda: [EVERY, *KINDS.items()],
        ),
    ),
    empty=Text("还没有公布的需求。", "No demand has been published yet."),
)


@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """Demands this reader may see; published ones are public."""
    return lists.respond(request, DEMANDS, queries.demands_for(request.actor))


@require_safe
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """One demand, who chose whom, and the agreements that answer it."""
    row = queries.demand_for(request.actor, pk)
    about = row.round
    facts = [
        (Text("旗县", "County"), row.region.name, "text"),
        (Text("类别", "Kind"), KINDS[row.kind], "text"),
        (Text("领域", "Field"), FIELDS[row.field], "text"),
        (Text("需要的技术", "Techniques"), row.techniques, "longtext"),
        (Text("服务语言", "Language"), LANGUAGES[row.language], "text"),
        (Text("人（队）数", "Wanted"), row.people, "number"),
        (Text("服务嘎查村", "Villages"), row.villages, "number"),
        (Text("服务农牧户和企业", "Farms and firms"), row.farms, "number"),
        (Text("每年服务天数", "Days a year"), row.days_a_year, "number"),
        (Text("服务起始", "From"), row.from_on, "date"),
        (Text("服务截止", "Until"), row.until_on, "date"),
    ]
    if about:
        named = (Text("派驻批次", "Round"), about.heading, "text", about.get_absolute_url())
        facts.append(named)
    agreed = queries.agreements_for(request.actor).filter(demand=row).order_by("number")
    return pages.record(
        request,
        "county_demand",
        row,
        facts=facts,
        template="fieldwork/demand.html",
        choices=_choices(request, row),
        offers=_offers(request, row),
        may_choose=_is_choosing(request, row),
        agreements=_lines("service_agreement", agreed[:50]),
    )


def _choices(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """Those who chose or were chosen, each once, with both sides."""
    found: dict[int, dict[str, Any]] = {}
    for choice in queries.choices_of(request.actor, row):
        one = found.setdefault(choice.commissioner_id, {"of": choice.commissioner})
        one[choice.side] = True
    return list(found.values())


def _is_choosing(request: HttpRequest, row: Any) -> bool:
    """Whether this reader chooses for the county now."""
    running = row.state == "opened" and row.round.state == "open"
    return running and "county" in rules.demand_roles(request.actor, row)


def _offers(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """What this reader serves as and may choose the demand with."""
    if row.state != "opened" or row.round.state != "open":
        return []
    mine = queries.own(request.actor, on=clock.today()).filter(kind=row.kind)
    chosen = {c.commissioner_id for c in queries.choices_of(request.actor, row)}
    fitting = [one for one in mine if row.field in one.fields.split(",")]
    return [{"of": one, "chosen": one.pk in chosen} for one in fitting]


def _lines(kind: str, rows: Any) -> list[dict[str, Any]]:
    return [
        {"title": str(r), "url": r.get_absolute_url(), "state": move.state_of(kind, r)}
        for r in rows
    ]


@login_required
def state(request: HttpRequest, region: str) -> HttpResponse:
    """A county states what it needs."""
    county = next((c for c in queries.own_counties(request.actor) if c.code == region), None)
    if county is None:
        raise Http404
    return ask(
        request,
        Text("提出科技特派员服务需求", "State a demand for commissioners"),
        rules.DEMAND_FORM,
        lambda given: actions.state_demand(region, given, actor=request.actor),
        about=county.name,
        back=reverse("fieldwork:overview"),
    )


@login_required
def open_round(request: HttpRequest) -> HttpResponse:
    """An officer publishes what was passed on, all of one year at once."""
    if "officer" not in request.actor.roles:
        raise Http404
    waiting = queries.demands_for(request.actor).filter(state="passed_on")
    rows, errors = list(waiting.order_by("year", "region_id", "pk")), ()
    if request.method == "POST":
        wanted = set(request.POST.getlist("demand"))
        chosen = [row.pk for row in rows if codes.of(row) in wanted]
        year = next((row.year for row in rows if row.pk in chosen), clock.today().year)
        title = Text(f"{year}年度科技特派员派驻", f"Postings of commissioners {year}")
        try:
            return redirect(actions.open_round(chosen, title, actor=request.actor))
        except Refused as refused:
            errors = refused.findings
    lines = [{"row": row, "kind": KINDS[row.kind], "field": FIELDS[row.field]} for row in rows]
    context = {"lines": lines, "errors": errors}
    page = "fieldwork/open_round.html"
    return render(request, page, context, status=409 if errors else 200)


@require_safe
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its demands, and for who organises it, its plans."""
    row = queries.round_for(request.actor, pk)
    asked = queries.demands_for(request.actor).filter(round=row)
    plans = queries.plans_for(request.actor).filter(round=row).order_by("-number")
    return pages.record(
        request,
        "posting_round",
        row,
        facts=[
            (Text("年度", "Year"), str(row.year), "text"),
            (Text("需求数", "Demands"), asked.count(), "number"),
            (Text("需要人（队）数", "Wanted"), sum(d.people for d in asked), "number"),
        ],
        template="fieldwork/round.html",
        demands=[
            {"title": say(d.region.name), "name": d.title, "url": d.get_absolute_url()}
            | {"state": rules.DEMAND.state(d.state)}
            for d in asked.order_by("region_id", "pk")
        ],
        plans=_lines("posting_plan", plans),
        may_propose=row.state == "matching" and "officer" in request.actor.roles,
    )
