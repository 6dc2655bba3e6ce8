"""Who fills which place on whose page: later stages show their part of an earlier page here."""

from collections.abc import Iterable
from typing import Any

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import queries as review


def _links(title: Text, kind: str, rows: Iterable[Any]) -> Panel | None:
    """A box that lists cases with their states. Nothing where there are none."""
    items = [
        {"title": str(row), "url": row.get_absolute_url(), "state": move.state_of(kind, row)}
        for row in rows
    ]
    return Panel(title=title, context={"links": items}) if items else None


def challenges_of_need(actor: Actor, need: Any) -> Panel | None:
    rows = calls.challenges_for(actor).filter(need_id=need.pk).order_by("pk")
    return _links(Text("列入的榜单", "Challenges"), "challenge", rows)


def bids_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    """The bids this reader may see; ranked ones with their place, the best first."""
    rows = applications.visible_to(actor).filter(challenge_id=challenge.pk).order_by("number")
    panel = _links(Text("揭榜书", "Bids"), "application", rows)
    may_know = actor.roles & review.ORGANISERS or challenge.issuer_id in actor.organisations
    if panel and may_know:
        places = {c.subject_id: c.place for c in review.best_of("challenge", challenge.pk)}
        for line, row in zip(panel.context["links"], rows, strict=True):
            line["place"] = places.get(row.pk)
        panel.context["links"].sort(key=lambda line: line["place"] or len(places) + 1)
    return panel


def round_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    rows = review.rounds_for(actor).filter(kind="challenge", subject_id=challenge.pk)
    return _links(Text("评审", "Review"), "round", rows.order_by("pk"))


def awards_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    rows = awards.visible_to(actor).filter(challenge_id=challenge.pk).order_by("pk")
    return _links(Text("立项", "Award"), "award", rows)


def contracts_of_award(actor: Actor, award: Any) -> Panel | None:
    rows = awards.contracts_for(actor).filter(award_id=award.pk).order_by("pk")
    return _links(Text("任务书", "Contract"), "contract", rows)


def objections_of_award(actor: Actor, award: Any) -> Panel | None:
    rows = awards.objections_for(actor).filter(award_id=award.pk).order_by("pk")
    return _links(Text("异议", "Objections"), "objection", rows)


def sheets_of_application(actor: Actor, application: Any) -> Panel | None:
    rows = review.visible_to(actor).filter(
        candidate__kind="application", candidate__subject_id=application.pk
    )
    return _links(Text("评分表", "Mark sheets"), "assignment", rows.order_by("pk"))


def milestones_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = list(delivery.visible_to(actor).filter(contract_id=contract.pk).order_by("number"))
    if not rows:
        return None
    paid = funds.paid_by_step("contract", contract.pk)
    lines = [
        {"row": m, "state": move.state_of("milestone", m), "paid_fen": paid.get(m.key, 0)}
        for m in rows
    ]
    return Panel(
        title=Text("里程碑与拨付", "Milestones and payments"),
        template="delivery/_milestones.html",
        context={"lines": lines},
    )


def acceptance_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = delivery.acceptances_for(actor).filter(contract_id=contract.pk).order_by("pk")
    return _links(Text("验收", "Acceptance"), "acceptance", rows)


def outcomes_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = outcomes.visible_to(actor).filter(contract_id=contract.pk).order_by("pk")
    return _links(Text("成果", "Outcomes"), "outcome", rows)


def payments_of_milestone(actor: Actor, milestone: Any) -> Panel | None:
    rows = funds.visible_to(actor).filter(
        authorisation__kind="contract",
        authorisation__subject_id=milestone.contract_id,
        authorisation__step=milestone.key,
    )
    return _links(Text("拨付", "Payments"), "payment", rows.order_by("pk"))


def sales_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = outcomes.technology_contracts_for(actor).filter(outcome_id=outcome.pk)
    return _links(Text("技术合同", "Technology contracts"), "technology_contract", rows)


def incomes_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = outcomes.incomes_for(actor).filter(technology_contract_id=contract.pk)
    return _links(Text("转化收益", "Income"), "income", rows.order_by("pk"))


def engagements_of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """Only contracts the reader may see; the registry's row is their shadow."""
    seen = set(awards.contracts_for(actor).values_list("pk", flat=True))
    rows = [e for e in registry.engagements(organisation) if e.subject_id in seen]
    if not rows:
        return None
    return Panel(
        title=Text("参与的项目", "Takes part in"),
        template="registry/_engagements.html",
        context={"engagements": rows},
    )


PANELS = {
    "organisation": [engagements_of_organisation],
    "need": [challenges_of_need],
    "challenge": [awards_of_challenge, round_of_challenge, bids_of_challenge],
    "application": [sheets_of_application],
    "award": [contracts_of_award, objections_of_award],
    "contract": [milestones_of_contract, acceptance_of_contract, outcomes_of_contract],
    "milestone": [payments_of_milestone],
    "outcome": [sales_of_outcome],
    "technology_contract": [incomes_of_contract],
}
