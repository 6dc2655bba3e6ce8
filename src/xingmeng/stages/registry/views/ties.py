"""Pages about people who may be one person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists, pages
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.queries import ties as queries
from xingmeng.stages.registry.rules import ties as rules

WHY = {
    "id_number": Text("姓名和证件号码相同", "Same name and ID number"),
    "unit": Text("姓名和单位相同", "Same name and unit"),
    "work": Text("姓名和成果相同", "Same name and work"),
}


def states() -> list[tuple[str, Text]]:
    flow = rules.DUPLICATE
    return [("", Text("全部", "All")), *((s.name, s.label) for s in flow.states)]


DUPLICATES = Listing(
    title=Text("疑似重复人员", "Perhaps one person"),
    columns=(
        Column(key="pair", label=Text("人员", "People"), value=lambda d: d.title),
        Column(key="why", label=Text("依据", "Why"), value=lambda d: WHY.get(d.why, d.why)),
        Column(
            key="at",
            label=Text("发现时间", "At"),
            value=lambda d: d.at,
            kind="datetime",
            sort=("at",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda d: rules.DUPLICATE.state(d.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("person__name", "other__name"),
    order=("-at", "-pk"),
    filters=(Filter(name="state", label=Text("状态", "State"), field="state", options=states),),
    empty=Text("没有疑似重复的人员。", "Nobody stands in the register twice, it seems."),
)


@login_required
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, for those who keep ties."""
    return lists.respond(request, DUPLICATES, queries.duplicates_for(request.actor))


@login_required
@require_safe
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair: where each works, and what speaks for one person."""
    row = queries.duplicate_for(request.actor, pk)
    facts = [
        (Text("先登记的", "Entered first"), queries.described(row.person), "text"),
        (Text("后登记的", "Entered later"), queries.described(row.other), "text"),
        (Text("依据", "Why"), WHY.get(row.why, row.why), "text"),
        (
            Text("影响", "Until it is settled"),
            Text(
                "排除之前，一人的回避事由对另一人同样有效。",
                "Whatever makes one of them step aside counts for the other too.",
            ),
            "text",
        ),
    ]
    return pages.record(request, "duplicate", row, facts=facts)


@login_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look through the register for people who stand in it twice."""
    actions.look_for_duplicates(actor=request.actor)
    return redirect("registry:duplicates")
