"""Pages about entitlements: a firm's own, the list, one of them, runs. Batches: `batches`."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.law.book import TITLES
from xingmeng.stages.entitlements import facts, queries, rules
from xingmeng.stages.entitlements.facts import telling
from xingmeng.stages.entitlements.rules import flows
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries.yearly import sources_of

ALL = ("", Text("全部", "All"))


def _outcome(row: Any) -> Text:
    return telling.OUTCOMES[row.outcome][0]


def _states() -> list[tuple[str, Text]]:
    named = {s.name: s.label for flow in reversed(flows.ENTITLEMENTS) for s in flow.states}
    return [ALL, *named.items()]


LISTING = Listing(
    title=Text("应享权益", "Entitlements"),
    columns=(
        Column(
            key="unit",
            label=Text("企业", "Enterprise"),
            value=lambda e: e.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda e: e.organisation.region.name,
            sort=("organisation__region_id",),
        ),
        Column(
            key="verdict",
            label=Text("政策", "Rule"),
            value=lambda e: TITLES[e.verdict],
            sort=("verdict",),
        ),
        Column(
            key="year", label=Text("年度", "Year"), value=lambda e: str(e.year), sort=("year",)
        ),
        Column(key="outcome", label=Text("结果", "Outcome"), value=_outcome, sort=("outcome",)),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda e: e.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="due",
            label=Text("期限", "Due"),
            value=lambda e: e.due_on,
            kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda e: state_of("entitlement", e),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("organisation__name_zh", "organisation__name_en", "organisation__credit_code"),
    order=("-pk",),
    reads=(
        *("verdict", "year", "outcome", "amount_fen", "due_on", "state"),
        *("organisation__name_zh", "organisation__name_en"),
        *("organisation__region__name_zh", "organisation__region__name_en"),
    ),
    filters=(
        Filter(
            name="verdict",
            label=Text("政策", "Rule"),
            field="verdict",
            options=lambda: [ALL, *TITLES.items()],
        ),
        Filter(
            name="outcome",
            label=Text("结果", "Outcome"),
            field="outcome",
            options=lambda: [ALL, *((k, words) for k, (words, _) in telling.OUTCOMES.items())],
        ),
        Filter(name="state", label=Text("状态", "State"), field="state", options=_states),
        Filter(
            name="area",
            label=Text("盟市", "League or city"),
            field="organisation__region__parent_id",
            options=lambda: [ALL, *((r.code, r.name) for r in registry.regions())],
        ),
        Filter(
            name="year",
            label=Text("年度", "Year"),
            field="year",
            options=lambda: [ALL, *((str(y), Text(str(y), str(y))) for y in queries.years())],
        ),
    ),
    empty=Text("还没有测算结果。", "Nothing has been worked out yet."),
)
RUNS = Listing(
    title=Text("夜间测算", "Nightly runs"),
    columns=(
        Column(
            key="at", label=Text("测算时间", "Run at"), value=lambda r: r.at, kind="datetime"
        ),
        Column(key="year", label=Text("年度", "Year"), value=lambda r: str(r.snapshot.year)),
        Column(key="on", label=Text("政策截至", "Law of"), value=lambda r: r.on, kind="date"),
        Column(
            key="firms",
            label=Text("企业", "Enterprises"),
            value=lambda r: r.snapshot.rows,
            kind="number",
        ),
        Column(
            key="new",
            label=Text("新结果", "New"),
            value=lambda r: r.counts["new"],
            kind="number",
        ),
        Column(
            key="changed",
            label=Text("变化", "Changed"),
            value=lambda r: r.counts["changed"],
            kind="number",
        ),
        Column(
            key="held",
            label=Text("办理中不变", "Held"),
            value=lambda r: len(r.counts["held"]),
            kind="number",
        ),
        Column(
            key="again",
            label=Text("最近复算一致", "Found again"),
            value=lambda r: r.found_again_at,
            kind="datetime",
        ),
    ),
    search=(),
    order=("-pk",),
)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """A firm's own page; for staff and bureaus the sums of what they answer for."""
    own = registry.own_organisations(request.actor).filter(kind="enterprise").first()
    if own is not None:
        return redirect("entitlements:firm", pk=own.pk)
    if not rules.sees_sums(request.actor):
        return redirect("entitlements:batches")
    years = queries.years()
    year = _chosen(request, years, queries.opening_year())
    context = {
        "years": years,
        "year": year,
        "lines": [_sum(one) for one in queries.sums_for(request.actor, year)] if year else [],
        "fewest": rules.FEWEST,
        "may_list": bool(request.actor.roles & rules.READERS),
        "may_gather": "officer" in request.actor.roles,
        "may_see_runs": bool(request.actor.roles & queries.SEES_RUNS),
    }
    return render(request, "entitlements/overview.html", context)


def _sum(one: dict[str, Any]) -> dict[str, Any]:
    words, tone = telling.OUTCOMES[one["outcome"]]
    return one | {"title": TITLES[one["verdict"]], "words": words, "tone": tone}


def _chosen(request: HttpRequest, years: list[int], usual: int | None) -> int | None:
    """The year asked for, if there is one like it; else the usual one."""
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), usual)


@login_required
@require_safe
def firm(request: HttpRequest, pk: int) -> HttpResponse:
    """What one firm gets, nearly gets and what is missing, clause by clause."""
    unit = registry.get_for(request.actor, pk)
    if not rules.reads_figures(request.actor, unit.pk):
        raise Http404
    years = queries.years_of(unit.pk)
    year = _chosen(request, years, queries.opening_year(unit.pk))
    rows = queries.of_firm(request.actor, unit.pk, year) if year else []
    of_runs = {row.run_id: row for row in rows}
    by_run = {pk: _sources(row) for pk, row in of_runs.items()}
    cards = [_card(request, row, by_run[row.run_id]) for row in rows]
    groups = [(key, [c for c in cards if c["group"] == key]) for key in GROUPS]
    others = registry.own_organisations(request.actor).filter(kind="enterprise")
    context = {
        "unit": unit,
        "years": years,
        "year": year,
        "groups": [(key, found) for key, found in groups if found],
        "units": [one for one in others if one.pk != unit.pk],
        "own": unit.pk in request.actor.organisations,
    }
    return render(request, "entitlements/firm.html", context)


GROUPS = ("gets", "nearly", "lacks", "judged", "not")
OF_OUTCOME = {"met": "gets", "unknown": "lacks", "needs_person": "judged"}


def _card(request: HttpRequest, row: Any, sources: Any) -> dict[str, Any]:
    """One verdict of one firm: as it was stored, and why."""
    why = _why(row, sources)
    group = OF_OUTCOME.get(row.outcome, "not")
    if group == "not" and why and why.change:
        group = "nearly"
    return {
        "row": row,
        "group": group,
        "state": state_of("entitlement", row),
        "outcome": telling.OUTCOMES[row.outcome],
        "why": why,
        "rewritten": bool(why) and why.version != row.rule_version,
        "informs": row.verdict in rules.TOLD and row.outcome == rules.MET,
        "calls": row.verdict if row.verdict in rules.ISSUED else "",
        "moves": pages.buttons("entitlement", row, actor=request.actor),
    }


def _why(row: Any, sources: Any = None) -> telling.Told | None:
    """The tree of a stored result, from its own snapshot and law."""
    law = facts.law_of(row.run.on, row.run.parameters)
    said = facts.said_of(queries.frame_of(row.run.snapshot), row.organisation_id)
    if said is None or row.verdict not in law:
        return None
    return telling.told(law, row.verdict, said, sources or _sources(row))


def _sources(row: Any) -> Any:
    """Who stated the facts that a result rests on."""
    return sources_of(row.organisation, row.year, as_of=row.run.snapshot.as_of)


@login_required
@require_safe
def entitlements(request: HttpRequest) -> HttpResponse:
    """What this reader may see of all firms, as it stands now."""
    rows = queries.visible_to(request.actor).filter(current=True)
    return lists.respond(request, LISTING, rows)


@require_safe
def entitlement(request: HttpRequest, pk: int) -> HttpResponse:
    """One entitlement: for the firm and who examines it with its tree, else as published."""
    row = queries.get_for(request.actor, pk)
    whole = rules.reads_figures(request.actor, row.organisation_id)
    unit, batch, before = row.organisation, row.batch, row.previous
    page = unit.get_absolute_url()
    shown = [
        (Text("企业", "Enterprise"), unit.name, "text", page),
        (Text("地区", "Area"), unit.region.name, "text"),
        (Text("年度", "Year"), str(row.year), "text"),
        (Text("结果", "Outcome"), _outcome(row), "text"),
        (Text("金额", "Amount"), row.amount_fen, "money"),
        (Text("编号", "Number"), row.certificate, "text"),
    ]
    if batch is not None and row.state in rules.PUBLIC:
        shown.append((Text("批次", "Batch"), batch.number, "text", batch.get_absolute_url()))
    if whole:
        shown += [
            (Text("政策截至", "Law of"), row.run.on, "date"),
            (Text("数据截至", "Facts as of"), row.run.snapshot.as_of, "datetime"),
            (Text("规则版本", "Version of the rule"), row.rule_version, "text"),
        ]
    if whole and before is not None:
        link = before.get_absolute_url()
        shown.append((Text("此前结果", "Before"), _outcome(before), "text", link))
    return pages.record(
        request,
        "entitlement",
        row,
        facts=shown,
        template="entitlements/entitlement.html",
        why=_why(row) if whole else None,
        may_attach=row.state == "contested"
        and row.organisation_id in request.actor.organisations,
        files=queries.files_of(row) if whole else [],
        may_object=row.state == "publicity" and rules.in_publicity(row.batch),
    )


@login_required
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """All runs with what each of them changed, in numbers."""
    if not request.actor.roles & queries.SEES_RUNS:
        raise Http404
    return lists.respond(request, RUNS, queries.runs_for(request.actor))


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: on what it rests, and for who may see firms what it changed."""
    row = queries.run_for(request.actor, pk)
    changed = queries.changed_by(request.actor, row)
    lines = [
        {
            "row": one,
            "before": telling.OUTCOMES[one.previous.outcome],
            "after": telling.OUTCOMES[one.outcome],
        }
        for one in changed
    ]
    held = list(queries.held_by(request.actor, row))
    context = {"run": row, "lines": lines, "held": held, "most": queries.MOST}
    return render(request, "entitlements/run.html", context)
