"""Filing an equity incentive plan; an officer clears it if it keeps every cap."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines import forms
from xingmeng.engines.values import Text
from xingmeng.stages.outcomes.models import EquityLine, EquityPlan
from xingmeng.stages.outcomes.queries import equity as queries
from xingmeng.stages.outcomes.rules import equity as rules
from xingmeng.stages.registry import queries as registry


@door.change()
def file_equity_plan(
    organisation_id: int, given: Mapping[str, Any], *, actor: Actor
) -> EquityPlan:
    """A unit states a plan: the facts, and who gets what.

    Units:  fen, basis points. Writes: the plan, its lines, one step.
    Errors: Refused for faulty answers, people who take no part, or another's unit.
    """
    found = forms.check_all(rules.FORM, given)
    found += [] if found else rules.refused_people(given)
    if not registry.own_organisations(actor).filter(pk=organisation_id).exists():
        found.append(not_yours("applicant"))
    refuse_if(found)
    year, facts = clock.today().year, rules.facts_of(given)
    row = EquityPlan(
        number=f"GQ{year}{numbers.following(f'equity:{year}'):04d}",
        organisation_id=organisation_id,
        title=given["title"],
        facts=facts,
        total_bp=facts["incentive_bp"],
        people=len(given["people"]),
        stated_on=clock.today(),
    )
    move.begin("equity_plan", row, actor=actor)
    EquityLine.objects.bulk_create(_lines(row, given["people"]))
    return row


def _lines(row: EquityPlan, people: list[dict[str, Any]]) -> list[EquityLine]:
    return [
        EquityLine(
            plan=row,
            number=number,
            name=person["name"],
            post=person["post"],
            way=person["way"],
            bp=person["bp"],
            years=person["years"],
            award_fen=person.get("award_fen") or 0,
            bought_fen=person.get("bought_fen") or 0,
        )
        for number, person in enumerate(people, start=1)
    ]


EQUITY_PLAN = move.register(
    move.Subject(
        kind="equity_plan",
        title=Text("股权激励方案", "Equity plan"),
        model=EquityPlan,
        flow_of=lambda row: rules.FLOW,
        every_flow=lambda: [rules.FLOW],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={"within_caps": rules.within_caps},
    )
)
