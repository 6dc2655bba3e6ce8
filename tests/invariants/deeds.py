"""Everything one can do besides a move; mostly by the wrong person, or too early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.invariants import words, world
from tests.invariants.world import World
from xingmeng.core.actor import Actor
from xingmeng.demo import cast
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds.models import Authorisation
from xingmeng.stages.meetings import actions as meetings
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Candidate

BUSY = ("officer", "issuer", "bidder", "bidder2", "chair", "finance")
Deed = Callable[[World, Actor, int, int], None]


def one(rows: list[Any], pick: int) -> Any:
    """One of them, counted from the newest; None of none."""
    return rows[-1 - pick % len(rows)] if rows else None


def _unit(region: World, actor: Actor, pick: int) -> int:
    """Mostly one's own organisation, sometimes another's."""
    own = sorted(actor.organisations) if pick % 4 else []
    return one(own or [row.pk for row in region.rows("organisation")], pick)


def _call_facts(region: World, pick: int, days: int) -> dict[str, Any]:
    facts = region.list_of(one(region.rows("appropriation"), pick))
    return facts | {"closes_at": region.now + timedelta(days=days % 60 - 3)}


# --- beginning ------------------------------------------------------------------------------


def state_a_need(region: World, actor: Actor, pick: int, other: int) -> None:
    unit = _unit(region, actor, pick)
    region.attempt(exchange.begin, organisation_id=unit, actor=actor)


def begin_a_bid(region: World, actor: Actor, pick: int, other: int) -> None:
    if row := one(region.rows("challenge"), other):
        unit = _unit(region, actor, pick)
        region.attempt(applications.begin, row.pk, organisation_id=unit, actor=actor)


def draft_a_call(region: World, actor: Actor, pick: int, other: int) -> None:
    region.attempt(calls.draft_call, actor=actor, **_call_facts(region, pick, other))


def date_a_call_anew(region: World, actor: Actor, pick: int, other: int) -> None:
    if row := one(region.rows("call"), pick):
        facts = _call_facts(region, pick, other)
        region.attempt(calls.change_call, row.pk, actor=actor, **facts)


def raise_a_need(region: World, actor: Actor, pick: int, other: int) -> None:
    call, need = one(region.rows("call"), pick), one(region.rows("need"), other)
    if call and need:
        region.attempt(calls.raise_challenge, call.pk, need.pk, actor=actor)


def plan_a_meeting(region: World, actor: Actor, pick: int, other: int) -> None:
    said = {"place": "厅", "chair": "主席", "attendees": "厅领导", "actor": actor}
    region.attempt(meetings.plan, held_on=region.now.date(), **said)


# --- asking ---------------------------------------------------------------------------------


def ask_for_money(region: World, actor: Actor, pick: int, sum_: int) -> None:
    facts = {"year": region.now.year, "line": "2060402", "document_number": "1"}
    facts |= {"title_zh": "专项", "title_en": "Fund", "amount_fen": sum_}
    region.attempt(funds.propose_appropriation, actor=actor, **facts)


def open_a_round(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("challenge"), pick):
        region.attempt(review.open_round, row.pk, actor=actor)


def assign_anybody(region: World, actor: Actor, pick: int, sum_: int) -> None:
    asked = one([a.user_id for a in region.actors.values() if a.user_id], pick)
    if candidate := one(list(Candidate.objects.order_by("pk")), pick):
        region.attempt(review.assign, candidate.pk, asked, actor=actor)


def order_again(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if paper := one(list(Authorisation.objects.order_by("pk")), pick):
        region.attempt(funds.order_again, paper.pk, actor=actor)


def choose_a_bid(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("application"), pick):
        said = {"agreed_fen": sum_, "reason": "可行" if pick % 3 else "", "actor": actor}
        region.attempt(awards.choose, row.pk, **said)


def object_to_an_award(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("award"), pick):
        said = {"name": "某人", "text": "有异议" if pick % 3 else "", "actor": actor}
        region.attempt(awards.file_objection, row.pk, **said)


def ask_for_acceptance(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("contract"), pick):
        said = {"summary": "完成" if pick % 3 else "", "actor": actor}
        region.attempt(delivery.request_acceptance, row.pk, **said)


def demand_money_back(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("contract"), pick):
        said = {"amount_fen": sum_, "grounds": "结余" if pick % 3 else "", "actor": actor}
        region.attempt(delivery.demand_back, row.pk, **said)


def fill_an_agenda(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("meeting"), pick):
        region.attempt(meetings.add_waiting, row.pk, actor=actor)


def decide_a_meeting(region: World, actor: Actor, pick: int, sum_: int) -> None:
    if row := one(region.rows("meeting"), pick):
        outcome = ("approved", "approved", "rejected", "put_off", "")[pick % 5]
        reason = "依据不足" if sum_ % 3 else ""
        given = {item.pk: meetings.Verdict(outcome, reason) for item in row.items.all()}
        region.attempt(meetings.decide, row.pk, given, actor=actor)


# --- writing --------------------------------------------------------------------------------


def _spoiled(whole: dict[str, Any], key: int) -> dict[str, Any]:
    value = words.JUNK[key // 7 % len(words.JUNK)]
    return words.spoiled(whole, key=key, value=value) if key % 3 else whole


def write_a_need(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("need"), pick):
        given = _spoiled(words.NEED, key)
        region.attempt(exchange.save_answers, row.pk, given, actor=actor)


def write_a_bid(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("application"), pick):
        given = _spoiled(words.BID, key)
        region.attempt(applications.save_answers, row.pk, given, actor=actor)


def mark_a_sheet(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("assignment"), pick):
        lines = [c.name for c in row.candidate.round.instrument.criteria]
        points = {one(lines, key): (-1, 0, 59, 100, 101)[key % 5]}
        region.attempt(review.mark, row.pk, points, "因为", actor=actor)


def attach_a_file(region: World, actor: Actor, pick: int, key: int) -> None:
    kind = ("application", "milestone", "need")[key % 3]
    row = one(region.rows(kind), pick)
    if row and row.state in ("draft", "planned", "fixing"):
        world.attach(region, kind, row.pk, "proposal", actor)


def file_an_outcome(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("contract"), pick):
        given = _spoiled(words.OUTCOME, key)
        region.attempt(outcomes.file_outcome, row.pk, given, actor=actor)


def sell_an_outcome(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("outcome"), pick):
        buyer = one(list(cast.UNITS), key).credit_code
        given = _spoiled(words.SALE | {"buyer": buyer}, key)
        region.attempt(outcomes.file_technology_contract, row.pk, given, actor=actor)


def file_an_income(region: World, actor: Actor, pick: int, key: int) -> None:
    if row := one(region.rows("technology_contract"), pick):
        given = _spoiled(words.INCOME, key)
        region.attempt(outcomes.file_income, row.pk, given, actor=actor)


def _by_name(*all_of: Deed) -> dict[str, Deed]:
    return {deed.__name__: deed for deed in all_of}


BEGUN = _by_name(
    state_a_need, begin_a_bid, draft_a_call, date_a_call_anew, raise_a_need, plan_a_meeting
)
ASKED = _by_name(
    ask_for_money,
    open_a_round,
    assign_anybody,
    order_again,
    choose_a_bid,
    object_to_an_award,
    ask_for_acceptance,
    demand_money_back,
    fill_an_agenda,
    decide_a_meeting,
)
WRITTEN = _by_name(
    write_a_need,
    write_a_bid,
    mark_a_sheet,
    attach_a_file,
    file_an_outcome,
    sell_an_outcome,
    file_an_income,
)
