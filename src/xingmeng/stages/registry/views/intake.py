"""Pages about tables of registers: the list, one of them before and after it is entered."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import attachments, clock, lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.facts import Fact
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.forms import IntakeForm
from xingmeng.stages.registry.queries.intake import FIELD, day_of, first_lines
from xingmeng.stages.registry.rules import intake as rules

YES, NO, LINE = Text("是", "Yes"), Text("否", "No"), Text("行", "Line")
LISTING = Listing(
    title=Text("登记数据表", "Tables of registers"),
    columns=(
        Column(key="name", label=Text("文件", "File"), value=lambda i: i.name, sort=("name",)),
        Column(
            key="source",
            label=Text("来源", "Source"),
            value=lambda i: Text(i.source.title_zh, i.source.title_en),
        ),
        Column(
            key="what", label=Text("内容", "What"), value=lambda i: rules.KINDS[i.what].label
        ),
        Column(
            key="dated_on",
            label=Text("数据日期", "As of"),
            value=lambda i: i.dated_on,
            kind="date",
            sort=("dated_on",),
        ),
        Column(
            key="lines", label=Text("行数", "Lines"), value=lambda i: i.lines, kind="number"
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda i: rules.FLOW.state(i.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("name", "source__title_zh", "source__title_en"),
    order=("-pk",),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in rules.FLOW.states),
            ],
        ),
    ),
    empty=Text("还没有登记数据表。", "No tables yet."),
)


def _read(actor: Actor) -> None:
    if not rules.reads_intakes(actor):
        raise Http404


@login_required
@require_safe
def intakes(request: HttpRequest) -> HttpResponse:
    """Tables that were handed over, for officers."""
    _read(request.actor)
    new = (Text("交入数据表", "Hand in a table"), reverse("registry:take_in"), "upload")
    rows = queries.intake.intakes_for(request.actor)
    return lists.respond(request, LISTING, rows, actions=[new])


@login_required
def take_in(request: HttpRequest) -> HttpResponse:
    """Hand in a table; it is looked at before anything of it is entered."""
    _read(request.actor)
    form = IntakeForm(request.POST or None, request.FILES or None)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("file")
        try:
            row = actions.take_in(file.name, file.read(), actor=request.actor, **said)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    context = {"form": form, "errors": errors, "kinds": rules.KINDS, "today": clock.today()}
    return render(request, "registry/take_in.html", context, status=409 if errors else 200)


@login_required
@require_safe
def template(request: HttpRequest, what: str) -> HttpResponse:
    """An empty table with every column that is read, and its unit or kind below it."""
    _read(request.actor)
    if what not in rules.KINDS:
        raise Http404
    facts = rules.KINDS[what].columns
    out = io.StringIO()
    csv.writer(out).writerow(facts)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what}.csv"'
    return response


@login_required
@require_safe
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: before it is entered what it would do, afterwards what it did."""
    row = queries.intake.intake_for(request.actor, pk)
    facts = [
        (Text("来源", "Source"), Text(row.source.title_zh, row.source.title_en), "text"),
        (Text("内容", "What"), rules.KINDS[row.what].label, "text"),
        (Text("数据日期", "As of"), row.dated_on, "date"),
        (Text("交入时间", "Handed in"), row.at, "datetime"),
        (Text("文件摘要（SHA-256）", "Digest (SHA-256)"), row.digest, "text"),
    ]
    return pages.record(
        request,
        "intake",
        row,
        facts=facts + _entered(row),
        template="registry/intake.html",
        file=attachments.of("intake", row.pk, field=FIELD).first(),
        **_preview(row),
    )


def _entered(row: Any) -> list[tuple[Text, Any, str]]:
    if row.state != "entered":
        return []
    return [
        (Text("行数", "Lines"), row.lines, "number"),
        (Text("新登记企业", "Enterprises entered"), row.units_entered, "number"),
        (Text("新登记数据", "Values entered"), row.rows_entered, "number"),
    ]


def _preview(row: Any) -> dict[str, Any]:
    """What entering would do, while the table waits."""
    if row.state != "read":
        return {}
    plan = queries.intake.plan(row)
    columns = rules.KINDS[row.what].columns
    shown = first_lines(plan.rows) if not plan.findings else {"heads": [], "lines": []}
    facts = [columns.get(name) for name in shown["heads"]]
    counts = {"lines": plan.rows.height, "known": len(plan.known), "new": plan.fresh.height}
    return {
        "faults": plan.findings,
        "heads": [fact.label if fact else LINE for fact in facts],
        "lines": [
            [_cell(*pair) for pair in zip(facts, line, strict=True)] for line in shown["lines"]
        ],
        "counts": counts,
    }


def _cell(fact: Fact | None, value: Any) -> dict[str, Any]:
    """A value of a table as its kind is shown."""
    kind = fact.kind if fact and value is not None else "text"
    if kind == "flag":
        value = YES if value else NO
    if kind == "date":
        value = day_of(value)
    shown = {"fen": "money", "count": "number", "points": "number", "date": "date"}
    return {"value": value, "kind": shown.get(kind, "text")}
