"""Stating what a conversion brought, sharing it to the fen, and answering who objects."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import clock, door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.law import conversion
from xingmeng.stages.outcomes import queries
from xingmeng.stages.outcomes.models import Income, IncomeObjection, Share
from xingmeng.stages.outcomes.queries import granting
from xingmeng.stages.outcomes.queries import income as incomes
from xingmeng.stages.outcomes.rules import income as rules


@door.change()
def file_income(contract_id: int, given: Mapping[str, Any], *, actor: Actor) -> Income:
    """The seller states income received; the team's part and each share are worked out.

    Units:  fen; nothing is lost in the split. Writes: the income, its shares, one step; the
            internal publicity begins.
    Errors: Refused for faulty answers, no net income, shares below the floor of the main
            contributors, a contract not registered, or another's.
    """
    contract = queries.technology_contract_for(actor, contract_id)
    found = _wrong(rules.INCOME_FORM, given, contract.seller_id, contract.state, actor)
    if not found and given["received_fen"] > queries.income_left(contract):
        left = queries.income_left(contract)
        found.append(
            Finding("income_over_contract", {"field": "received_fen", "left_fen": left})
        )
    refuse_if(found)
    row = Income(
        way="sale",
        outcome_id=contract.outcome_id,
        organisation_id=contract.seller_id,
        technology_contract=contract,
    )
    return _begin(row, given, actor)


@door.change()
def file_conversion(outcome_id: int, given: Mapping[str, Any], *, actor: Actor) -> Income:
    """A unit states the shares a result became, or the profit of a year it used it itself.

    Units:  fen. Writes: the income, its shares, one step; the internal publicity begins.
    Errors: Refused for faulty answers, a year beyond the fifth or stated before, a head of the
            unit who would get shares, an outcome not registered, or another's.
    """
    outcome = queries.get_for(actor, outcome_id)
    said = {"costs_fen": 0, **given}
    held = outcome.organisation_id, outcome.state
    found = _wrong(rules.CONVERSION_FORM, said, *held, actor)
    found += [] if found else rules.year_within(said, on=clock.today())
    year = said.get("profit_year") if said.get("way") == "own" else None
    if year and incomes.is_stated(outcome, year):
        found.append(Finding("profit_year_stated", {"field": "profit_year", "year": year}))
    refuse_if(found)
    row = Income(
        way=said["way"],
        outcome=outcome,
        organisation_id=outcome.organisation_id,
        profit_year=year,
    )
    return _begin(row, said, actor)


def _wrong(
    form: tuple[forms.Section, ...],
    given: Mapping[str, Any],
    organisation_id: int,
    state: str,
    actor: Actor,
) -> list[Finding]:
    found = forms.check_all(form, given) + rules.costs_within(given)
    found += [] if found else rules.shares_lawful(given, on=clock.today())
    if organisation_id not in actor.organisations:
        found.append(not_yours("bidder"))
    if state != "registered":
        found.append(Finding("wrong_state", {"state": state, "needed": ["registered"]}))
    return found


def _begin(row: Income, given: Mapping[str, Any], actor: Actor) -> Income:
    on = clock.today()
    said = conversion.Said(
        given["unit_rule_pct"],
        agreed_pct=given.get("agreed_pct"),
        ownership_pct=granting.owned_pct(row.outcome_id),
        regional_min_pct=conversion.regional_min_pct(on),
    )
    row.received_fen, row.costs_fen = given["received_fen"], given["costs_fen"]
    row.net_fen = conversion.net_income(row.received_fen, row.costs_fen)
    row.unit_rule_pct, row.agreed_pct = said.unit_rule_pct, said.agreed_pct
    row.ownership_pct, row.regional_min_pct = said.ownership_pct, said.regional_min_pct
    row.stated_on = on
    row.team_pct = conversion.share_pct(row.way, said, on=on)
    row.team_fen = conversion.team_part(row.net_fen, row.team_pct)
    move.begin("income", row, actor=actor)
    _split(row, given["shares"])
    return row


def _split(row: Income, shares: list[dict[str, Any]]) -> None:
    parts = conversion.divided(row.team_fen, rules.lines_of(shares))
    Share.objects.bulk_create(
        Share(
            income=row,
            number=number,
            name=share["name"],
            role=share["role"],
            weight=share["weight"],
            amount_fen=part,
        )
        for number, (share, part) in enumerate(zip(shares, parts, strict=True), start=1)
    )


@door.change()
def object_to_income(income_id: int, text: str, *, actor: Actor) -> IncomeObjection:
    """Somebody of the unit objects while the shares are shown; no share is paid until answered.

    Writes: the objection, one step.
    Errors: Refused without words, after the publicity, or for somebody outside the unit.
    """
    income = queries.income_for(actor, income_id)
    found = forms.check_all(rules.OBJECTION_FORM, {"text": text.strip()})
    if income.organisation_id not in actor.organisations:
        found.append(not_yours("applicant"))
    if income.state != "publicity":
        found.append(Finding("wrong_state", {"state": income.state, "needed": ["publicity"]}))
    refuse_if(found)
    row = IncomeObjection(income=income, by_id=actor.user_id, text=text.strip())
    move.begin("income_objection", row, actor=actor)
    return row


def _share(step: Step) -> None:
    step.row.shared_on = step.on
    step.row.save(update_fields=["shared_on"])


INCOME = move.register(
    move.Subject(
        kind="income",
        title=Text("转化收益", "Income"),
        model=Income,
        flow_of=lambda row: rules.INCOME,
        every_flow=lambda: [rules.INCOME],
        roles_of=rules.income_roles,
        visible_to=queries.incomes_for,
        checks={
            "publicity_over": rules.publicity_over,
            "nobody_objects": rules.nobody_objects,
        },
        effects={"share": _share},
        related=("outcome",),
    )
)
OBJECTION = move.register(
    move.Subject(
        kind="income_objection",
        title=Text("收益分配异议", "Objection to shares"),
        model=IncomeObjection,
        flow_of=lambda row: rules.OBJECTION,
        every_flow=lambda: [rules.OBJECTION],
        roles_of=rules.objection_roles,
        visible_to=incomes.objections_for,
        checks={"not_ones_own": rules.not_ones_own},
        related=("income",),
    )
)
