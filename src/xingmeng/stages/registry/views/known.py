"""Pages about what is on record of a unit, and about mending it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines import forms
from xingmeng.engines.forms import Field
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions, queries, rules
from xingmeng.stages.registry.forms import CorrectionForm
from xingmeng.stages.registry.rules import known as kept
from xingmeng.stages.registry.rules.yearly import TRUTHS, YEARLY

MOST_YEARS = 3
YES, NO = Text("是", "Yes"), Text("否", "No")
KINDS = {"money": "money", "date": "date", "longtext": "longtext"}  # of values; the rest text


def on_record(actor: Actor, unit: Any) -> dict[str, Any]:
    """What this reader may know of a unit beside its name, ready for its page."""
    own = unit.pk in actor.organisations
    return {
        "details": [_line(row, own=own) for row in queries.known.details_for(actor, unit)],
        "qualifications": list(queries.known.qualifications_of(unit)[:20]),
        "rights": [(r, kept.RIGHTS[r.kind]) for r in queries.known.rights_of(unit)[:20]],
    }


def figures(actor: Actor, unit: Any) -> dict[str, Any]:
    """The figures of the last years this reader may know, a line each, a column a year."""
    rows = list(queries.facts_for(actor, unit))
    years = sorted({row.year for row in rows}, reverse=True)[:MOST_YEARS]
    held = {(row.name, row.year): row.value for row in reversed(rows)}
    named = [name for name in YEARLY if any((name, year) in held for year in years)]
    told = {row.source_id: row for row in reversed(rows) if row.year in years}
    return {
        "years": years,
        "lines": [
            {
                "label": YEARLY[name],
                "kind": _kind(name),
                "values": [held.get((name, year)) for year in years],
            }
            for name in named
        ],
        "sources": [
            (Text(r.source.title_zh, r.source.title_en), r.recorded_at) for r in told.values()
        ],
    }


def _kind(name: str) -> str:
    if name in TRUTHS:
        return "tick"
    return "money" if name.endswith("_fen") else "number"


def _line(row: Any, *, own: bool) -> dict[str, Any]:
    asked = kept.OF_UNITS[row.name]
    name = f"organisation:{row.name}" if own else ""
    return {
        "label": asked.label,
        "name": name,
        "source": Text(row.source.title_zh, row.source.title_en),
        "on": row.dated_on,
        **_shown(asked, json.loads(row.value)),
    }


def _shown(asked: Field, value: Any) -> dict[str, Any]:
    """A value as its kind is shown."""
    if asked.kind == "tick":
        value = YES if value else NO
    if asked.kind == "choice":
        value = dict(asked.options).get(value, value)
    return {"kind": KINDS.get(asked.kind, "text"), "value": value}


def _what(row: Any) -> Text:
    return Text(row.title_zh, row.title_en)


def states() -> list[tuple[str, Text]]:
    flow = rules.CORRECTION
    return [("", Text("全部", "All")), *((s.name, s.label) for s in flow.states)]


LISTING = Listing(
    title=Text("登记信息更正", "Corrections of the registry"),
    columns=(
        Column(
            key="unit",
            label=Text("单位", "Unit"),
            value=lambda c: c.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(key="what", label=Text("更正内容", "What"), value=_what),
        Column(
            key="at", label=Text("提出时间", "At"), value=lambda c: c.at, kind="datetime",
            sort=("at",),
        ),
        Column(
            key="due", label=Text("办理期限", "Due"), value=lambda c: c.due_on, kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: rules.CORRECTION.state(c.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("organisation__name_zh", "organisation__credit_code"),
    order=("-pk",),
    filters=(Filter(name="state", label=Text("状态", "State"), field="state", options=states),),
    empty=Text("没有更正申请。", "No corrections."),
)  # fmt: skip


@login_required
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrections: all for officers, a unit's own for its people."""
    return lists.respond(request, LISTING, queries.known.corrections_for(request.actor))


@login_required
@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction: the old beside the new, who says so, and why."""
    row = queries.known.correction_for(request.actor, pk)
    asked = kept.asked_as(row.name)
    old, new = (_shown(asked, json.loads(v)) if v else {} for v in (row.old, row.new))
    unit = row.organisation
    facts = [
        (Text("单位", "Unit"), unit.name, "text", unit.get_absolute_url()),
        (Text("人员", "Person"), row.person.name if row.person else "", "text"),
        (Text("更正内容", "What"), _what(row), "text"),
        (Text("原登记", "On record"), old.get("value"), old.get("kind", "text")),
        (Text("原来源", "Its source"), row.said_by, "text"),
        (Text("更正为", "Should be"), new["value"], new["kind"]),
        (Text("理由", "Why"), row.why, "text"),
        (Text("提出时间", "Proposed"), row.at, "datetime"),
    ]
    return pages.record(request, "correction", row, facts=facts)


@login_required
def correct(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Offer the registry a better value for one detail of one's own unit."""
    unit, asked = queries.get_for(request.actor, pk), kept.asked_as(name)
    mendable = asked is not None and name.startswith("organisation:")
    if unit.pk not in request.actor.organisations or not mendable:
        raise Http404
    held = queries.known.details_for(request.actor, unit).filter(name=asked.name).first()
    line = _line(held, own=True) if held else None
    form = CorrectionForm(request.POST or None, asked=asked)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.propose_correction(
                unit.pk,
                name,
                old=json.loads(held.value) if held else None,
                new=forms.parse(asked, said["new"]),
                why=said["why"],
                said_by=say(line["source"]) if line else "",
                actor=request.actor,
            )
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("已提交核对。", "Handed in to be checked.")))
            return redirect(row)
    context = {"form": form, "errors": errors, "organisation": unit, "line": line}
    context["label"] = asked.label
    return render(request, "registry/correct.html", context, status=409 if errors else 200)
