"""Pages about proposed assignments, and about asking one expert by hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, pages, wholes
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, facts, queries
from xingmeng.stages.review.forms import PlanForm
from xingmeng.stages.review.forms.plans import OBJECTIVES
from xingmeng.stages.review.rules import affinities
from xingmeng.stages.review.rules import plans as rules

SHOWN = 20  # experts on a page, the best fitting first
UNKNOWN = Text("专长匹配度尚未计算或调阅", "fit not worked out or not opened")


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the rules of an assignment and have it worked out."""
    row = queries.round_for(request.actor, pk)
    if "officer" not in request.actor.roles or row.state != "assigning":
        raise Http404
    form, errors = PlanForm(request.POST or None, initial=_beginning(row)), ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.propose(pk, form.rules(), actor=request.actor))
        except Refused as refused:
            errors = refused.findings
    context = {"record": row, "head": pages.head("round", row), "form": form, "errors": errors}
    return render(request, "review/propose.html", context, status=409 if errors else 200)


def _beginning(row) -> dict[str, Any]:
    """The rules of the plan before, or what the instrument says."""
    last = queries.plans_of(row).first()
    if last:
        return last.rules
    needed = row.instrument.terms.experts_per_application
    return rules.PlanRules(per_application=needed, most=10)._asdict()


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its figures, its loads, and who would read what, and why."""
    row = queries.plan_for(request.actor, pk)
    opened = wholes.is_open(request.actor, "plan", row)
    return pages.record(
        request,
        "plan",
        row,
        facts=_figures(row, opened=opened),
        template="review/plan.html",
        lines=_lines(request.actor, row),
        loads=[
            {"label": _applications(line["load"]), "value": line["experts"]}
            for line in (queries.loads_of(row) if opened else ())
        ],
        clash=rules.told(row.clash) if row.clash and opened else None,
        has_files=opened and bool(row.figures),
        may_propose=row.round.state == "assigning" and "officer" in request.actor.roles,
    )


def _applications(n: int) -> Text:
    return Text(f"{n} 份", f"{n} application{'s' if n > 1 else ''}")


def _figures(row, *, opened: bool) -> list[tuple]:
    """Its rules; what was worked out over all candidates at once, once it is opened."""
    known = row.figures if opened else {}
    found = [
        (Text("评审", "Review"), row.round.title, "text", row.round.get_absolute_url()),
        (Text("目标", "Aim"), OBJECTIVES[row.rules["objective"]], "text"),
        (Text("规则", "Rules"), _rules(row.rules), "text"),
    ]
    if "value" not in known:
        return found
    found.append((Text("总分", "Total"), f"{known['value']:.4f}", "text"))
    lowest = Text("最低的一份", "Worst-served application")
    found.append((lowest, f"{known['floor']:.4f}", "text"))
    if known.get("seed"):
        return [*found, (Text("抽取种子", "Seed of the draw"), known["seed"], "text")]
    return [*found, (Text("与上界的差距", "Gap to the bound"), _gap(known), "text")]


def _gap(known: dict) -> Text:
    widest = max(known["gap"], known.get("floor_gap") or 0)
    if not widest:
        return Text("0，已证明没有更好的方案", "0: proven that no plan is better")
    return Text(f"{100 * widest:.4f}%", f"{100 * widest:.4f} %")


def _rules(said: dict) -> Text:
    """The rules that were set, in one line."""
    names = (
        *(("per_application", "per_application"), ("most", "max_load"), ("least", "min_load")),
        *(("outside", "outside"), ("language_least", "language"), ("field_least", "field")),
    )
    parts = [(rules.RULES[word], str(said[name])) for name, word in names if said[name]]
    zh = [f"{label.zh} {number}" for label, number in parts]
    en = [f"{label.en}: {number}" for label, number in parts]
    if said["one_per_unit"]:
        zh.append(rules.RULES["one_per_unit"].zh)
        en.append(rules.RULES["one_per_unit"].en)
    return Text("；".join(zh), "; ".join(en))


def _lines(actor, row) -> list[dict[str, Any]]:
    """Each application with its experts, the best fitting first."""
    profiles = {
        p.user_id: p for p in registry.expert_profiles({user for _, user, *_ in row.pairs})
    }
    homes = {p.unit_id for p in profiles.values() if p.unit_id}
    units = {pk: Text(*names) for pk, names in registry.ties.unit_names(homes).items()}
    titles = {c.pk: c.title for c in queries.candidates_for(actor, row.round)}
    found: dict[int, list[dict[str, Any]]] = {}
    for candidate, user, units_, zh, en in sorted(row.pairs, key=lambda p: (p[0], -p[2], p[1])):
        known = profiles.get(user)
        found.setdefault(candidate, []).append(
            {
                "name": known.name if known else "",
                "person": known.person_id if known else None,
                "unit": units.get(known.unit_id) if known else None,
                "outside": bool(known and known.outside),
                "score": f"{units_ / 1_000_000:.4f}",
                "why": Text(zh, en),
            }
        )
    return [
        {
            "title": titles.get(candidate, ""),
            "experts": experts,
            "sum": f"{sum(float(e['score']) for e in experts):.4f}",
        }
        for candidate, experts in found.items()
        if candidate in titles
    ]


@login_required
@require_safe
def plan_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything `xingmeng assign --check` needs, in one archive."""
    row = queries.plan_for(request.actor, pk)
    if not (row.certificate and wholes.is_open(request.actor, "plan", row)):
        raise Http404
    response = HttpResponse(facts.archive_of(row), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="plan-{codes.of(row)}.zip"'
    return response


@login_required
@require_safe
def ask(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """Look for one expert to ask: by name or words, the best fitting first."""
    row = queries.round_for(request.actor, pk)
    shown = queries.candidates_for(request.actor, row)
    about = next((c for c in shown if c.pk == candidate), None)
    if about is None or row.state == "concluded" or "officer" not in request.actor.roles:
        raise Http404
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    experts, many = _fitting(request.actor, row, about, words)
    context = {"record": row, "candidate": about, "asked": words, "experts": experts}
    return render(request, "review/ask.html", context | {"many": many})


def _fitting(actor: Actor, row, about, words: str) -> tuple[list[dict[str, Any]], int]:
    """The experts found who were not asked yet, with score, reason and what bars them."""
    asked = set(about.assignments.filter(role="expert").values_list("user_id", flat=True))
    pool = [p for p in registry.expert_profiles() if p.user_id not in asked]
    opened = wholes.is_open(actor, "round", row)
    fits = {one.user_id: one for one in (queries.affinities_of(about) if opened else ())}
    low = words.lower()
    found = [p for p in pool if not low or low in f"{p.name} {p.skills}".lower()]
    found.sort(key=lambda p: _place(fits.get(p.user_id), p))
    shown = found[:SHOWN]
    hits = facts.conflicts([p.user_id for p in shown], [about], on=clock.today())
    lines = [
        _fit(fits.get(p.user_id))
        | {"profile": p, "hits": [h.told for h in hits.get((p.user_id, about.pk), ())]}
        for p in shown
    ]
    return lines, len(found)


def _place(fit: Any, profile: registry.Profile) -> tuple:
    """The best fitting first; whose fit is not known comes last."""
    return (fit is None, -fit.score if fit else 0, profile.user_id)


def _fit(fit: Any) -> dict[str, Any]:
    if fit is None:
        return {"score": "", "why": UNKNOWN}
    return {"score": f"{fit.score:.2f}", "why": affinities.why(fit.grounds)}
