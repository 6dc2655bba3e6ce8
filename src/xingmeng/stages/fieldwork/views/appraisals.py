"""Pages about yearly appraisals."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules import appraisals as rules
from xingmeng.stages.fieldwork.views.demands import EVERY

FOUND = (
    ("agreed_days", Text("协议服务天数", "Days agreed")),
    ("half_days", Text("确认的服务天数", "Days confirmed")),
    ("entries", Text("日志条数", "Entries")),
    ("confirmed", Text("已确认条数", "Entries confirmed")),
    ("techniques", Text("确认的推广技术", "Techniques confirmed")),
    ("farms", Text("覆盖农牧户和企业", "Farms and firms")),
)
APPRAISALS = Listing(
    title=Text("年度考核", "Yearly appraisals"),
    columns=(
        Column(
            key="name",
            label=Text("科技特派员", "Commissioner"),
            value=lambda a: a.commissioner.name,
            sort=("commissioner__name",),
        ),
        Column(key="year", label=Text("年度", "Year"), value=lambda a: a.year, sort=("year",)),
        Column(
            key="county",
            label=Text("评价旗县", "Judged by"),
            value=lambda a: a.region.name,
            sort=("region_id",),
        ),
        Column(
            key="score",
            label=Text("得分", "Score"),
            value=lambda a: _points(a.score),
            sort=("score",),
        ),
        Column(
            key="grade",
            label=Text("等次", "Grade"),
            value=lambda a: rules.GRADES.get(a.grade, ""),
            sort=("grade",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: rules.APPRAISAL.state(a.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("commissioner__name", "commissioner__number", "region__name_zh"),
    order=("-year", "commissioner__number"),
    filters=(
        Filter(
            name="grade",
            label=Text("等次", "Grade"),
            field="grade",
            options=lambda: [EVERY, *rules.GRADES.items()],
        ),
    ),
    empty=Text("还没有考核。", "No appraisal yet."),
)


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / rules.HUNDREDTHS:.2f}"


@login_required
@require_safe
def appraisals(request: HttpRequest) -> HttpResponse:
    """The appraisals this reader may see."""
    return lists.respond(request, APPRAISALS, queries.appraisals_for(request.actor))


@login_required
@require_safe
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """One year of one commissioner: what the log says, what the county says, the grade."""
    row = queries.appraisal_for(request.actor, pk)
    one = row.commissioner
    done = "" if row.tasks_pct is None else f"{row.tasks_pct}%"
    facts = [
        (Text("科技特派员", "Commissioner"), one.name, "text", one.get_absolute_url()),
        (Text("年度", "Year"), str(row.year), "text"),
        (Text("评价旗县", "Judged by"), row.region.name, "text"),
        *((label, _found(name, row.found), "text") for name, label in FOUND),
        (Text("任务完成", "Tasks done"), done, "text"),
        (Text("评价意见", "Remarks"), row.remarks, "longtext"),
        (Text("得分", "Score"), _points(row.score), "text"),
        (Text("等次", "Grade"), rules.GRADES.get(row.grade), "text"),
        (Text("评定日期", "Graded on"), row.graded_on, "date"),
    ]
    parts = [(rules.PARTS[name], _points(part)) for name, part in row.points.items()]
    page = "fieldwork/appraisal.html"
    return pages.record(request, "appraisal", row, facts=facts, template=page, parts=parts)


def _found(name: str, found: dict[str, Any]) -> str:
    return f"{found[name] / 2:g}" if name == "half_days" else f"{found[name]:,}"


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """An officer begins the appraisal of a year that is over."""
    if "officer" not in request.actor.roles:
        raise Http404
    year, errors = clock.today().year - 1, ()
    waiting = queries.to_appraise(year).count()
    if request.method == "POST":
        try:
            actions.draft_appraisals(year, actor=request.actor)
            return redirect("fieldwork:appraisals")
        except Refused as refused:
            errors = refused.findings
    context = {"year": year, "waiting": waiting, "errors": errors}
    context["back_url"] = reverse("fieldwork:overview")
    page = "fieldwork/draft_appraisals.html"
    return render(request, page, context, status=409 if errors else 200)
