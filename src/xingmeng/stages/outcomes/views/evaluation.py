"""Pages about evaluations of results."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from xingmeng.core import attachments, pages
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import ACTIVITIES
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.queries import evaluation as queries
from xingmeng.stages.outcomes.rules import evaluation as rules
from xingmeng.stages.outcomes.views.asking import ask
from xingmeng.stages.registry import queries as registry

CLASS_WORDS, CAPACITY_WORDS = dict(ACTIVITIES), dict(rules.CAPACITIES)


@require_safe
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation: marks and weights, who gave it, and what it rests on."""
    row, actor = queries.get_for(request.actor, pk), request.actor
    about, by = row.outcome, row.evaluator
    facts = [
        (Text("成果", "Outcome"), about.title, "text", about.get_absolute_url()),
        (Text("评价方", "By"), by.name, "text", by.get_absolute_url()),
        (Text("身份", "Capacity"), CAPACITY_WORDS[row.capacity], "text"),
        (Text("成果类别", "Class"), CLASS_WORDS[row.klass], "text"),
        (Text("加权得分", "Weighted mark"), rules.score(row), "text"),
        (Text("评价日期", "On"), row.stated_on, "date"),
        (Text("评价意见", "Findings"), row.text, "longtext"),
        (Text("依据", "Source"), rules.SOURCE, "text"),
    ]
    held = rules.weights(row.klass, on=row.stated_on)
    inside = queries.may_read_files(actor, row)
    return pages.record(
        request,
        "evaluation",
        row,
        facts=facts,
        template="outcomes/evaluation.html",
        values=[(label, row.marks[name], held[name]) for name, label in rules.VALUES],
        evidence=attachments.of("evaluation", row.pk) if inside else [],
        may_attach=row.state == "filed" and row.evaluator_id in actor.organisations,
    )


@login_required
def evaluate(request: HttpRequest, outcome: int, organisation: int) -> HttpResponse:
    """Say what another unit's result is worth, for one of one's own units."""
    row = outcomes.get_for(request.actor, outcome)
    own = registry.own_organisations(request.actor)
    unit = get_object_or_404(own.exclude(pk=row.organisation_id), pk=organisation)
    return ask(
        request,
        Text("五元价值评价", "Evaluate in five values"),
        row,
        rules.FORM,
        lambda given: actions.evaluate(row.pk, unit.pk, given, actor=request.actor),
    )
