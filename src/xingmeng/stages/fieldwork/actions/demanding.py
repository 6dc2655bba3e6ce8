"""A county states what it needs; an officer opens a round over what was passed on."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from xingmeng.core import door, move, numbers
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.fieldwork.models import CountyDemand, PostingRound
from xingmeng.stages.fieldwork.rules import demands as rules
from xingmeng.stages.fieldwork.rules.words import roles_at


@door.change()
def state_demand(region_code: str, given: Mapping[str, Any], *, actor: Actor) -> CountyDemand:
    """A county states what it needs in the year in which service begins.

    Writes: the demand, one step. Errors: Refused for faulty answers, or another's county.
    """
    found = forms.check_all(rules.DEMAND_FORM, given) + rules.period_holds(given)
    if "county" not in roles_at(actor, region_code):
        found.append(not_yours("county"))
    refuse_if(found)
    row = CountyDemand(region_id=region_code, **_stored(given))
    row.number = _number(row.year)
    move.begin("county_demand", row, actor=actor)
    return row


def _stored(given: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: given[name] for name in rules.NAMES}
    days = {name: date.fromisoformat(said[name]) for name in ("from_on", "until_on")}
    return said | days | {"year": days["from_on"].year}


def _number(year: int) -> str:
    """Drawn: a county does not read from it how many others have asked."""
    taken = CountyDemand.objects.filter
    return numbers.drawn(
        f"county_demand:{year}",
        lambda digits: f"XQ{year}{digits}",
        taken=lambda number: taken(number=number).exists(),
    )


def _period_in_order(step: Step) -> list[Finding]:
    return rules.period_holds(step.details)


def _state_again(step: Step) -> None:
    row: CountyDemand = step.row
    said = _stored(step.details)
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))


@door.change()
def open_round(demand_ids: Collection[int], title: Text, *, actor: Actor) -> PostingRound:
    """Publish demands that were passed on, all of one year: both sides may choose.

    Writes: the round and its step; each demand's round, state and step.
    Errors: Refused without the right, for no demand, one not passed on, or of several years.
    """
    rows = list(CountyDemand.objects.select_for_update().filter(pk__in=set(demand_ids)))
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    found += [] if rows else [Finding("no_demands")]
    if any(row.state != "passed_on" for row in rows):
        found.append(Finding("not_passed_on"))
    years = {row.year for row in rows}
    found += [Finding("several_years")] if len(years) > 1 else []
    refuse_if(found)
    year = years.pop()
    about = PostingRound(
        year=year,
        number=PostingRound.objects.filter(year=year).count() + 1,
        title_zh=title.zh,
        title_en=title.en,
    )
    system = SYSTEM.because_of(move.begin("posting_round", about, actor=actor))
    pks = [row.pk for row in rows]
    CountyDemand.objects.filter(pk__in=pks).update(round=about)
    move.make_all("county_demand", pks, "open", actor=system)
    return about


def prefill(row: CountyDemand) -> dict[str, Any]:
    """A demand as its form takes it, to be mended."""
    said = {name: getattr(row, name) for name in rules.NAMES}
    return said | {name: said[name].isoformat() for name in ("from_on", "until_on")}


DEMAND = move.register(
    move.Subject(
        kind="county_demand",
        title=Text("旗县服务需求", "County's demand"),
        model=CountyDemand,
        flow_of=lambda row: rules.DEMAND,
        every_flow=lambda: [rules.DEMAND],
        roles_of=rules.demand_roles,
        visible_to=queries.demands_for,
        checks={"period_in_order": _period_in_order},
        effects={"state_again": _state_again},
        prefills={"state_again": prefill},
    )
)
ROUND = move.register(
    move.Subject(
        kind="posting_round",
        title=Text("派驻批次", "Round of postings"),
        model=PostingRound,
        flow_of=lambda row: rules.ROUND,
        every_flow=lambda: [rules.ROUND],
        roles_of=rules.round_roles,
        visible_to=queries.rounds_for,
    )
)
