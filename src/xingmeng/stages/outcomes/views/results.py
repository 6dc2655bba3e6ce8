"""Pages about outcomes: the list, one outcome with its evidence and pictures, filing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import attachments, lists, pages
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say
from xingmeng.engines import forms
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.outcomes import actions, queries, rules
from xingmeng.stages.outcomes.queries import evaluation as evaluations
from xingmeng.stages.outcomes.queries import granting as grants
from xingmeng.stages.outcomes.rules import granting
from xingmeng.stages.outcomes.views.asking import ask
from xingmeng.stages.registry import queries as registry

FORM_WORDS = dict(rules.FORMS)
FILE = Text("登记成果", "File an outcome")
OUTCOMES = Listing(
    title=Text("科技成果", "Outcomes"),
    columns=(
        Column(key="title", label=Text("成果", "Outcome"), value=str, sort=("title",)),
        Column(key="form", label=Text("形式", "Form"), value=lambda o: FORM_WORDS[o.form]),
        Column(
            key="organisation",
            label=Text("完成单位", "Made by"),
            value=lambda o: o.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda o: rules.OUTCOME.state(o.state),
            kind="state",
        ),
    ),
    search=("title", "number", "description", "organisation__name_zh"),
    order=("-pk",),
    empty=Text("还没有登记的成果。", "No outcomes yet."),
)


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """What came out; registered outcomes are public."""
    offered = [
        (
            Text(f"登记 {unit.name.zh} 自有成果", f"File a result of {unit.name.en}'s own"),
            reverse("outcomes:file_own_outcome", args=[unit.pk]),
            "plus",
        )
        for unit in registry.own_organisations(request.actor)
    ]
    return lists.respond(request, OUTCOMES, queries.visible_to(request.actor), actions=offered)


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """One outcome with what its form asks, its evidence and pictures, and what one may do."""
    row = queries.get_for(request.actor, pk)
    acts = row.organisation_id in request.actor.organisations
    own = acts and row.state == "registered"
    inside = queries.may_read_evidence(request.actor, row)
    return pages.record(
        request,
        "outcome",
        row,
        facts=_facts(row),
        template="outcomes/outcome.html",
        evidence=attachments.of("outcome", row.pk, field="evidence") if inside else [],
        pictures=queries.pictures(row),
        may_attach=acts and row.state == "filed",
        may_sell=own,
        may_grant=own and row.form in granting.GRANTABLE and not grants.has_grant(row),
        evaluators=_evaluators(request, row),
        may_offer=own and not exchange.offers.is_offered("outcome", row.pk),
    )


def _evaluators(request: HttpRequest, row: Any) -> list[Any]:
    """The reader's own units that may still say what the outcome is worth."""
    if row.state != "registered" or row.organisation_id in request.actor.organisations:
        return []
    own = registry.own_organisations(request.actor)
    return [unit for unit in own if not evaluations.has_evaluated(row, unit.pk)]


def _facts(row: Any) -> list[pages.Fact]:
    unit, contract = row.organisation, row.contract
    came_from = (
        (Text("来自项目", "From"), contract.title, "text", contract.get_absolute_url())
        if contract
        else (Text("来源", "From"), Text("单位自有成果", "The unit's own work"), "text")
    )
    return [
        (Text("完成单位", "Made by"), unit.name, "text", unit.get_absolute_url()),
        (Text("形式", "Form"), FORM_WORDS[row.form], "text"),
        *_said(row),
        came_from,
        (Text("简介", "Description"), row.description, "longtext"),
    ]


def _said(row: Any) -> list[pages.Fact]:
    """What the form asked of a result of its kind, in the form's own words."""
    asked = forms.questions(rules.OUTCOME_FORM)
    return [
        (q.label, _words(q, row.said[name]), "text", _elsewhere(name, row))
        for name, q in asked.items()
        if name in row.said
    ]


def _words(asked: Any, value: Any) -> str:
    words = dict(asked.options).get(value, value)
    unit = f" {say(asked.unit)}" if asked.unit else ""
    return f"{say(words) if isinstance(words, Text) else words}{unit}"


def _elsewhere(name: str, row: Any) -> str:
    return f"https://doi.org/{row.identifier}" if name == "doi" else ""


@require_safe
def picture(request: HttpRequest, outcome: int, pk: int) -> HttpResponse:
    """A picture of an outcome, to whoever sees the outcome."""
    row = queries.get_for(request.actor, outcome)
    return attachments.served(get_object_or_404(queries.pictures(row), pk=pk))


@login_required
@require_POST
def offer_outcome(request: HttpRequest, outcome: int) -> HttpResponse:
    """Begin an offer of an outcome, then go on writing it."""
    row = queries.get_for(request.actor, outcome)
    made = actions.offer_outcome(row.pk, actor=request.actor)
    return redirect("exchange:write_offer", pk=made.pk)


@login_required
def file_outcome(request: HttpRequest, contract: int) -> HttpResponse:
    """State what came out of a completed contract."""
    row = awards.contract_for(request.actor, contract)
    return ask(
        request,
        FILE,
        row,
        rules.OUTCOME_FORM,
        lambda given: actions.file_outcome(row.pk, given, actor=request.actor),
    )


@login_required
def file_own_outcome(request: HttpRequest, organisation: int) -> HttpResponse:
    """State a result that no contract of the platform paid for."""
    own = registry.own_organisations(request.actor)
    unit = get_object_or_404(own, pk=organisation)
    return ask(
        request,
        Text("登记自有成果", "File a result of one's own"),
        unit,
        rules.OUTCOME_FORM,
        lambda given: actions.file_own_outcome(unit.pk, given, actor=request.actor),
    )
