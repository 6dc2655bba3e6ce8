"""Pages about introductions: the list, one of them with its messages, the yearly report."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import exports, lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange import queries as reading
from xingmeng.stages.exchange.queries import introductions as queries
from xingmeng.stages.exchange.rules import introductions as rules
from xingmeng.stages.exchange.rules.suggestions import VERDICTS


def listing(actor: Actor) -> Listing:
    """The list as this reader may know it: the other side stays unnamed until it agrees."""
    return Listing(
        title=Text("供需对接", "Introductions"),
        columns=(
            Column(
                key="number",
                label=Text("编号", "Number"),
                value=str,
                kind="code",
                sort=("number",),
            ),
            Column(
                key="need",
                label=Text("需求", "Need"),
                value=lambda row: queries.need_told(actor, row)[0],
            ),
            Column(
                key="offer",
                label=Text("供给", "Offer"),
                value=lambda row: queries.offer_told(actor, row)[0],
            ),
            Column(
                key="begun_on",
                label=Text("开始", "Begun"),
                value=lambda row: row.begun_on,
                kind="date",
                sort=("begun_on",),
            ),
            Column(
                key="due_on",
                label=Text("办理期限", "Due"),
                value=lambda row: row.due_on,
                kind="date",
                sort=("due_on",),
            ),
            Column(
                key="state",
                label=Text("状态", "State"),
                value=lambda row: rules.INTRODUCTION.state(row.state),
                kind="state",
                sort=("state",),
            ),
        ),
        search=("number",),
        order=("-pk",),
        filters=(
            Filter(
                name="state",
                label=Text("状态", "State"),
                field="state",
                options=lambda: [
                    ("", Text("全部", "All")),
                    *((s.name, s.label) for s in rules.INTRODUCTION.states),
                ],
            ),
        ),
        empty=Text(
            "还没有对接。在推荐列表里点“申请对接”即可开始。",
            "No introductions yet: ask for one from a list of suggestions.",
        ),
    )


@login_required
@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """Introductions of one's own units; for staff all of them."""
    report = (Text("对接成效年报", "Yearly report"), reverse("exchange:report"), "chart-bar")
    more = [report] if request.actor.is_staff else []
    rows = queries.visible_to(request.actor)
    return lists.respond(request, listing(request.actor), rows, actions=more)


@login_required
@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """One introduction: both sides as far as they may be known, messages, the result."""
    return _page(request, queries.get_for(request.actor, pk))


def _page(
    request: HttpRequest, row: Any, errors: tuple[Finding, ...] = (), text: str = ""
) -> HttpResponse:
    actor = request.actor
    need, need_url, need_unit = queries.need_told(actor, row)
    offer, offer_url, offer_unit = queries.offer_told(actor, row)
    result = queries.result_for(actor, row)
    officer = row.officer.get_full_name() if row.officer else None
    facts = [
        (Text("需求", "Need"), need, "text", need_url),
        (Text("需求单位", "Need side"), need_unit, "text"),
        (Text("供给", "Offer"), offer, "text", offer_url),
        (Text("供给单位", "Offer side"), offer_unit, "text"),
        (Text("发起", "Begun by"), rules.SIDES[row.begun_by], "text"),
        (Text("科技厅联系人", "In the middle"), officer, "text"),
        (Text("双方同意时间", "Both agreed"), row.met_at, "datetime"),
        (Text("结果", "Result"), str(result), "text", result.get_absolute_url())
        if result
        else (Text("结果", "Result"), None, "text"),
    ]
    response = pages.record(
        request,
        "introduction",
        row,
        facts=facts,
        template="exchange/introduction.html",
        inside=queries.is_inside(actor, row),
        thread=queries.messages_for(actor, row),
        may_say=queries.is_inside(actor, row) and row.state == "talks",
        errors=errors,
        text=text,
    )
    response.status_code = 409 if errors else 200
    return response


@login_required
@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a message, with files if there are any; what is refused is not lost."""
    row = queries.get_for(request.actor, pk)
    text = request.POST.get("text", "")
    try:
        uploads = request.FILES.getlist("files")
        actions.say(row.pk, text, actor=request.actor, uploads=uploads)
    except Refused as refused:
        return _page(request, row, refused.findings, text)
    return redirect(row)


@login_required
@require_POST
def introduce(request: HttpRequest, need: int, offer: int) -> HttpResponse:
    """Bring a suggested pair together."""
    return redirect(actions.introduce(need, offer, actor=request.actor))


def _number(key: str, zh: str, en: str) -> Column:
    return Column(key=key, label=Text(zh, en), value=lambda row: row[key], kind="number")


REPORT = Listing(
    title=Text("对接成效年报", "What came of introductions, by year"),
    columns=(
        _number("year", "年份", "Year"),
        _number("begun", "发起", "Begun"),
        _number("met", "双方同意", "Both agreed to talk"),
        _number("agreed", "达成", "Agreed"),
        *(_number(kind, text.zh, text.en) for kind, (text, _) in rules.RESULTS.items()),
        _number("over", "未达成", "Came to nothing"),
        _number("open", "进行中", "Under way"),
    ),
    search=(),
    order=(),
)


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """By year what introductions led to, and what was said of suggestions: for staff."""
    if not request.actor.is_staff:
        raise Http404
    rows = queries.yearly(request.actor)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, REPORT, rows)
    judged = reading.suggestions.measured(request.actor)
    total = sum(judged.values())
    useful = judged.get("good", 0) + judged.get("taken", 0)
    context = {
        "columns": REPORT.columns,
        "lines": [[column.value(row) for column in REPORT.columns] for row in rows],
        "formats": list(exports.FORMATS),
        "judged": [(VERDICTS[code], judged.get(code, 0)) for code in VERDICTS],
        "total": total,
        "useful": round(100 * useful / total) if total else None,
    }
    return render(request, "exchange/report.html", context)
