"""Pages about tables of needs and offers: the list, one of them, an empty one to fill in."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import answers, attachments, lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.forms import IntakeForm
from xingmeng.stages.exchange.queries import intake as queries
from xingmeng.stages.exchange.rules import intake as rules

SHOWN = 20  # lines of a preview
LISTING = Listing(
    title=Text("供需数据表", "Tables of needs and offers"),
    columns=(
        Column(key="name", label=Text("文件", "File"), value=lambda i: i.name, sort=("name",)),
        Column(
            key="what", label=Text("内容", "What"), value=lambda i: rules.KINDS[i.what].label
        ),
        Column(
            key="organisation",
            label=Text("单位", "Organisation"),
            value=lambda i: i.organisation.name if i.organisation else "",
        ),
        Column(
            key="at", label=Text("交入时间", "Handed in"), value=lambda i: i.at, kind="datetime"
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
    search=("name", "organisation__name_zh"),
    order=("-pk",),
    empty=Text("还没有交入的数据表。", "No tables yet."),
)


def _hands_in(actor: Actor) -> None:
    """Tables are for who acts for a unit, and for officers."""
    if not (actor.organisations or "officer" in actor.roles):
        raise Http404


@login_required
@require_safe
def intakes(request: HttpRequest) -> HttpResponse:
    """Tables that were handed in for one's units; for officers those of officers."""
    _hands_in(request.actor)
    new = (Text("批量录入", "Hand in a table"), reverse("exchange:take_in"), "upload")
    rows = queries.intakes_for(request.actor)
    return lists.respond(request, LISTING, rows, actions=[new])


@login_required
def take_in(request: HttpRequest) -> HttpResponse:
    """Hand in a table; it is looked at before anything of it is entered."""
    _hands_in(request.actor)
    form = IntakeForm(request.POST or None, request.FILES or None, actor=request.actor)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        file, said = form.cleaned_data["file"], form.cleaned_data
        given = {"what": said["what"], "organisation_id": said["organisation"]}
        try:
            row = actions.take_in(file.name, file.read(), actor=request.actor, **given)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    context = {"form": form, "errors": errors, "kinds": rules.KINDS}
    return render(request, "exchange/take_in.html", context, status=409 if errors else 200)


@login_required
@require_safe
def template(request: HttpRequest, what: str) -> HttpResponse:
    """An empty table with every column that is read, under its Chinese head."""
    _hands_in(request.actor)
    if what not in rules.KINDS:
        raise Http404
    columns = rules.columns_of(rules.KINDS[what]).values()
    out = io.StringIO()
    csv.writer(out).writerow(
        f"{fact.label.zh}（万元）" if fact.kind == "fen" else fact.label.zh for fact in columns
    )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what}.csv"'
    return response


@login_required
@require_safe
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: before it is entered what it would do, with what is wrong on which line."""
    row = queries.intake_for(request.actor, pk)
    facts = [
        (Text("内容", "What"), rules.KINDS[row.what].label, "text"),
        (Text("单位", "Organisation"), row.organisation and row.organisation.name, "text"),
        (Text("交入时间", "Handed in"), row.at, "datetime"),
        (Text("录入行数", "Lines entered"), row.lines or None, "number"),
    ]
    return pages.record(
        request,
        "exchange_intake",
        row,
        facts=facts,
        template="exchange/intake.html",
        file=attachments.of("exchange_intake", row.pk, field=queries.FIELD).first(),
        **_preview(row),
    )


def _preview(row: Any) -> dict[str, Any]:
    """What entering would do, while the table waits."""
    if row.state != "read":
        return {}
    plan = queries.plan(row)
    asked = forms.questions(rules.KINDS[row.what].form)
    shown = plan.lines[:SHOWN] if not plan.findings else []
    used = [name for name in asked if any(name in line.answers for line in shown)]
    cells = [[answers.read_out(asked[n], line.answers.get(n)) for n in used] for line in shown]
    return {
        "waits": True,
        "faults": plan.findings,
        "heads": [asked[name].label for name in used],
        "lines": [
            {"number": line.number, "cells": said}
            for line, said in zip(shown, cells, strict=True)
        ],
        "count": len(plan.lines),
        "published": row.what == "offers" and row.organisation_id is not None,
    }
