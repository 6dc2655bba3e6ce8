"""What the pages of outcomes, incomes and offers say of one another."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.engines.values import Text
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.queries import evaluation, granting
from xingmeng.stages.outcomes.queries import income as incomes


def sales_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = outcomes.technology_contracts_for(actor).filter(outcome_id=outcome.pk)
    return of_cases(Text("技术合同", "Technology contracts"), "technology_contract", rows)


def uses_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    """What came of bringing it in for shares, and of the unit's own use."""
    rows = outcomes.incomes_for(actor).filter(outcome_id=outcome.pk).exclude(way="sale")
    return of_cases(Text("作价投资和自行实施", "Shares and own use"), "income", rows)


def grants_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = granting.visible_to(actor).filter(outcome_id=outcome.pk).order_by("pk")
    return of_cases(Text("成果赋权", "Grants of rights"), "right_grant", rows)


def evaluations_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = evaluation.visible_to(actor).filter(outcome_id=outcome.pk).order_by("pk")
    return of_cases(Text("五元价值评价", "Five values"), "evaluation", rows)


def objections_of_income(actor: Actor, income: Any) -> Panel | None:
    rows = incomes.objections_for(actor).filter(income_id=income.pk).order_by("pk")
    return of_cases(Text("分配异议", "Objections"), "income_objection", rows)


def of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = exchange.offers.from_case(actor, "outcome", outcome.pk)
    return of_cases(Text("发布的供给", "Offers of it"), "offer", rows)


def of_offer(actor: Actor, offer: Any) -> Panel | None:
    pk = offer.source_id if offer.source_kind == "outcome" else None
    rows = outcomes.visible_to(actor).filter(pk=pk)
    return of_cases(Text("来自成果", "From an outcome"), "outcome", rows)


OF_OUTCOME = [
    sales_of_outcome,
    uses_of_outcome,
    grants_of_outcome,
    evaluations_of_outcome,
    of_outcome,
]
