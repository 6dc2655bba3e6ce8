"""Pages of simulations: the form that works a draft out, what was kept, firms, two compared."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import clock, exports, lists
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Finding, Text
from xingmeng.law import amending
from xingmeng.stages.entitlements import queries
from xingmeng.stages.entitlements.actions import simulating as actions
from xingmeng.stages.entitlements.queries import simulations
from xingmeng.stages.entitlements.rules import simulating as rules
from xingmeng.stages.entitlements.views import drafted, simulated
from xingmeng.stages.policy.queries import drafts
from xingmeng.stages.policy.rules import drafts as draft_rules

MOST_COMPARED = 4
SHOWN = 50
KEPT = Listing(
    title=Text("政策模拟", "Simulations"),
    columns=(
        Column(
            key="name",
            label=Text("草案", "Draft"),
            value=lambda s: s.name,
            sort=("name",),
            link=lambda s: s.get_absolute_url(),
        ),
        Column(key="version", label=Text("版本", "Version"), value=lambda s: s.draft_version),
        Column(
            key="year",
            label=Text("年度", "Year"),
            value=lambda s: str(s.snapshot.year),
            sort=("snapshot__year",),
        ),
        Column(
            key="on",
            label=Text("规则日期", "Law of"),
            value=lambda s: s.on,
            kind="date",
            sort=("on",),
        ),
        Column(
            key="by",
            label=Text("起草人", "Author"),
            value=lambda s: s.by.get_full_name() or s.by.get_username(),
        ),
        Column(
            key="at",
            label=Text("保存时间", "Kept"),
            value=lambda s: s.at,
            kind="date",
            sort=("at",),
        ),
    ),
    search=("name",),
    order=("-at", "-pk"),
    empty=Text("还没有保存过模拟。", "No simulation was kept yet."),
)


def _only_who_may_see(request: HttpRequest) -> None:
    if not draft_rules.may_see(request.actor):
        raise Http404


@login_required
@require_safe
def simulations_kept(request: HttpRequest) -> HttpResponse:
    """All that were kept; officers begin a new one here."""
    _only_who_may_see(request)
    begin = (Text("新的模拟", "New simulation"), "new/", "plus")
    compare = (Text("对比", "Compare"), "compare/", "scale")
    offered = [begin, compare] if draft_rules.may_write(request.actor) else [compare]
    return lists.respond(
        request, KEPT, simulations.simulations_for(request.actor), actions=offered
    )


@login_required
def simulate(request: HttpRequest) -> HttpResponse:
    """Change numbers and clauses, and see at once what comes of it; keep it when it is good."""
    if not draft_rules.may_write(request.actor):
        raise Http404
    populations = simulations.populations()
    base = _base(request)
    asked = drafted.Asked.of(request, populations, base)
    errors: tuple[Finding, ...] = tuple(asked.faults)
    found = None
    if request.method == "POST" and not errors:
        try:
            if request.POST.get("do") == "keep":
                return redirect(_keep(request, asked, base))
            found = _shown(request, asked)
        except Refused as refused:
            errors = refused.findings
    context = {"errors": errors, "found": found, "asked": asked}
    if request.headers.get("HX-Request"):
        return render(request, "entitlements/_simulated.html", context)
    context |= {"form": drafted.form(asked), "populations": populations, "base": base}
    context["funds"] = simulations.appropriations(request.actor, clock.today())
    status = 409 if errors else 200
    return render(request, "entitlements/simulate.html", context, status=status)


def _base(request: HttpRequest) -> Any:
    """The draft to go on from, if one is named."""
    named = request.POST.get("draft") or request.GET.get("draft") or ""
    return drafts.draft_for(request.actor, int(named)) if named.isdecimal() else None


def _keep(request: HttpRequest, asked: drafted.Asked, base: Any) -> Any:
    own = base is not None and base.author_id == request.actor.user_id
    return actions.simulate(
        asked.draft,
        actor=request.actor,
        name=asked.name,
        on=asked.on,
        snapshot=asked.snapshot,
        asked=actions.Asked(asked.fund(request.actor), base.pk if own else None),
    )


def _shown(request: HttpRequest, asked: drafted.Asked) -> dict[str, Any] | None:
    """What comes of it now; nothing where nothing was changed."""
    if asked.snapshot is None:
        raise Refused([Finding("no_population")])
    draft, on = asked.draft, asked.on
    overlay = queries.set_by_authority(on)
    if faults := amending.faults(on, draft, overlay=overlay):
        raise Refused(faults)
    if not draft.values and not draft.clauses:
        return None
    worked = actions.work_out(asked.snapshot, draft, on=on, overlay=overlay)
    differences, fund = worked.fares.differences, asked.fund(request.actor)
    return {
        "lines": simulated.lines(differences, request.actor),
        "idle": drafted.titles(amending.idle(on, draft, overlay=overlay)),
        "cost": simulations.cost_of(differences, fund, asked.snapshot.year),
        "fund": fund,
        "decided": len(worked.decided),
        "snapshot": asked.snapshot,
        "on": on,
    }


@login_required
@require_safe
def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was kept: what it changes, what comes of it, which decisions would differ."""
    row = simulations.simulation_for(request.actor, pk)
    shown = simulated.lines(rules.read(row.result), request.actor)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, simulated.TABLE, list(simulated.table(shown)))
    decided = [rules.Decided(*one) for one in row.decided]
    context = {
        "row": row,
        "changes": drafted.changes(row.changes, row.parameters, row.on),
        "lines": shown,
        "decided": len(decided),
        "decisions": simulations.decided_of(request.actor, decided[:SHOWN]),
        "sees_firms": rules.sees_firms(request.actor),
        "may_write": draft_rules.may_write(request.actor),
        "exports": [(name.upper(), f"?format={name}") for name in exports.FORMATS],
    }
    return render(request, "entitlements/simulation.html", context)


FIRMS = Listing(
    title=Text("结果不同的企业", "Firms that fare otherwise"),
    columns=(
        Column(
            key="code", label=Text("统一社会信用代码", "Credit code"), value=lambda r: r["code"]
        ),
        Column(key="name", label=Text("企业", "Enterprise"), value=lambda r: r["name"]),
        Column(
            key="kind", label=Text("变化", "Change"), value=lambda r: rules.WORDS[r["kind"]]
        ),
        Column(
            key="before_fen",
            label=Text("现行金额（元）", "Now, CNY"),
            value=lambda r: r["before_fen"],
            kind="money",
        ),
        Column(
            key="after_fen",
            label=Text("草案金额（元）", "Draft, CNY"),
            value=lambda r: r["after_fen"],
            kind="money",
        ),
    ),
    search=(),
    order=(),
)


@login_required
@require_safe
def firms(request: HttpRequest, pk: int, verdict: str) -> HttpResponse:
    """Which firms fare otherwise in one verdict, worked out anew from what was kept."""
    row = simulations.simulation_for(request.actor, pk)
    if not rules.sees_firms(request.actor):
        raise Http404
    kind = request.GET.get("kind", "")
    found = actions.firms_of(row, verdict, kind=kind)
    if found is None:
        raise Http404
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, FIRMS, found)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "verdict": verdict,
        "title": simulated.TITLES[verdict],
        "kind": kind,
        "kinds": rules.WORDS,
        "firms": [{**one, "said": rules.WORDS[one["kind"]]} for one in page],
        "page": page,
        "exports": [(n.upper(), f"?kind={kind}&format={n}") for n in exports.FORMATS],
    }
    return render(request, "entitlements/simulated_firms.html", context)


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Several side by side: each verdict, whole and by area."""
    _only_who_may_see(request)
    every = simulations.simulations_for(request.actor)
    named = [int(pk) for pk in request.GET.getlist("of") if pk.isdecimal()][:MOST_COMPARED]
    chosen = list(every.filter(pk__in=named))
    context = {
        "every": every[:SHOWN],
        "chosen": chosen,
        "named": named,
        "compared": simulated.beside(chosen, request.actor) if len(chosen) > 1 else [],
        "too_few": bool(named) and len(chosen) < 2,
    }
    return render(request, "entitlements/compare.html", context)
