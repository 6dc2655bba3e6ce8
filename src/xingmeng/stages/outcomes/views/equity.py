"""Pages about equity plans: the list, one plan with the caps that bind it, filing one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes.queries import equity as queries
from xingmeng.stages.outcomes.rules import equity as rules
from xingmeng.stages.outcomes.views.asking import ask
from xingmeng.stages.registry import queries as registry

SIZES = {
    "large": Text("大型企业", "Large enterprise"),
    "medium": Text("中型企业", "Medium enterprise"),
    "small": Text("小型或微型企业", "Small or micro enterprise"),
}
KEPT, BROKEN = Text("符合", "Kept"), Text("不符合", "Not kept")
POST_WORDS, WAY_WORDS = dict(rules.POSTS), dict(rules.WAYS)


def percent(bp: int) -> str:
    """Basis points as a percentage, exactly: 1750 is 17.5%."""
    return f"{bp // 100}.{bp % 100:02d}".rstrip("0").rstrip(".") + "%"


LISTING = Listing(
    title=Text("股权激励方案", "Equity plans"),
    columns=(
        Column(key="title", label=Text("方案", "Plan"), value=str, sort=("title",)),
        Column(
            key="organisation",
            label=Text("企业", "Firm"),
            value=lambda p: p.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="total",
            label=Text("占股本", "Of the capital"),
            value=lambda p: percent(p.total_bp),
            sort=("total_bp",),
        ),
        Column(key="people", label=Text("人数", "People"), value=lambda p: p.people),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda p: rules.FLOW.state(p.state),
            kind="state",
        ),
    ),
    search=("title", "number", "organisation__name_zh"),
    order=("-pk",),
    empty=Text("还没有方案。", "No plan yet."),
)


@require_safe
def equity_plans(request: HttpRequest) -> HttpResponse:
    """Equity plans of state technology firms; cleared ones are public as sums."""
    offered = [
        (
            Text(f"登记 {unit.name.zh} 的方案", f"File a plan of {unit.name.en}"),
            reverse("outcomes:file_equity_plan", args=[unit.pk]),
            "plus",
        )
        for unit in registry.own_organisations(request.actor).filter(kind="enterprise")
    ]
    return lists.respond(request, LISTING, queries.visible_to(request.actor), actions=offered)


@require_safe
def equity_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan beside the caps of its firm's size; names inside the firm and for officers."""
    row = queries.get_for(request.actor, pk)
    unit, caps = row.organisation, queries.caps_of(row)
    facts = [
        (Text("企业", "Firm"), unit.name, "text", unit.get_absolute_url()),
        (Text("规模", "Size"), SIZES[caps["size"]], "text"),
        (Text("激励总额占股本", "All equity given"), percent(row.total_bp), "text"),
        (Text("激励对象", "People"), row.people, "number"),
        (Text("登记日期", "Stated on"), row.stated_on, "date"),
    ]
    lines = [
        (line, POST_WORDS[line.post], WAY_WORDS[line.way], percent(line.bp))
        for line in queries.lines_for(request.actor, row)
    ]
    return pages.record(
        request,
        "equity_plan",
        row,
        facts=facts,
        template="outcomes/equity_plan.html",
        binding=_binding(row, caps),
        rulings=rules.rulings(row.facts, on=row.stated_on),
        lines=lines,
        good=KEPT,
        bad=BROKEN,
    )


def _binding(row, caps) -> list[tuple[Text, str, str, bool]]:
    """What is said beside what the law allows, cap by cap, and whether it keeps it."""
    return [
        (
            Text("激励总额", "All together"),
            percent(row.total_bp),
            f"≤ {percent(caps['total_bp'])}",
            row.total_bp <= caps["total_bp"],
        ),
        (
            Text("单个对象最高", "The most for one person"),
            percent(caps["largest_bp"]),
            f"≤ {percent(caps['person_bp'])}",
            caps["largest_bp"] <= caps["person_bp"],
        ),
        (
            Text("人数", "People"),
            str(row.people),
            f"≥ {caps['least_people']}",
            row.people >= caps["least_people"],
        ),
    ]


@login_required
def file_equity_plan(request: HttpRequest, organisation: int) -> HttpResponse:
    """State a plan of one's own firm, with what the registry has filled in."""
    own = registry.own_organisations(request.actor)
    unit = get_object_or_404(own, pk=organisation)
    return ask(
        request,
        Text("登记股权激励方案", "File an equity plan"),
        unit,
        rules.FORM,
        lambda given: actions.file_equity_plan(unit.pk, given, actor=request.actor),
        known=queries.known_of(request.actor, unit),
    )
