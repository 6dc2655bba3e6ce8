"""The region's first list as it was published, counted from the records of the demo."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db.models import QuerySet, Sum

from tests.demo.days import END_OF_2021, SIGNING, TODAY
from xingmeng.core import trail
from xingmeng.core.actor import NOBODY
from xingmeng.demo import cast
from xingmeng.demo.lists import FIRST_LIST, every
from xingmeng.engines.values import yuan
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators import actions as indicator_actions
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.meetings import queries as meetings
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import queries as review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
BAOTOU = "1502"


def _fen(rows: QuerySet, column: str) -> int:
    return rows.aggregate(sum=Sum(column))["sum"]


def _agreed() -> QuerySet:
    return awards.agreed_until(SIGNING, NOBODY)


def _units(bids) -> set[str]:
    """The credit codes of those who lead or join these bids."""
    found = set()
    for bid in bids:
        partners = bid.answers.get("partners") or []
        found |= {bid.organisation.credit_code, *(p["credit_code"] for p in partners)}
    return found


def _bids_of_the_list():
    rows = applications.visible_to(registry.actor_named("officer"))
    listed = calls.listed(NOBODY, until=END_OF_2021).values("pk")
    return rows.filter(challenge__in=listed).exclude(state__in=["draft", "withdrawn"])


# --- as published ---------------------------------------------------------------------------


def test_fifteen_challenges_of_274_million_4():
    listed = calls.listed(NOBODY, until=END_OF_2021)

    assert listed.count() == 15
    assert _fen(listed, "amount_fen") == yuan(274_400_000)
    assert Counter(row.theme for row in listed) == {"high_tech": 7, "farming": 6, "social": 2}


def test_49_units_bid_or_join_four_fifths_of_them_from_outside():
    codes = _units(_bids_of_the_list())
    known = {u.credit_code: u.region for u in cast.UNITS}
    outside = [code for code in codes if not known[code].startswith("15")]

    assert len(codes) == 49
    assert len(outside) == 39
    assert round(Decimal(39) / 49, 2) == Decimal("0.80")
    assert all(registry.by_credit_code(code).state == "confirmed" for code in codes)


def test_twelve_agreements_of_190_million_with_57_million_of_support():
    assert _agreed().count() == 12
    assert _fen(_agreed(), "agreed_fen") == yuan(190_000_000)
    assert _fen(_agreed(), "support_fen") == yuan(57_000_000)
    assert all(row.support_fen * 10 == row.agreed_fen * 3 for row in _agreed())


def test_the_part_of_baotou():
    region = "award__challenge__issuer__region__code__startswith"
    part = _agreed().filter(**{region: BAOTOU})
    bids = applications.visible_to(registry.actor_named("officer"))
    won = bids.filter(pk__in=part.values("award__application_id"))

    assert part.count() == 5
    assert _fen(part, "agreed_fen") == yuan(71_000_000)
    assert _fen(part, "support_fen") == yuan(21_300_000)
    share = Decimal(_fen(part, "support_fen")) / _fen(_agreed(), "support_fen")
    assert round(share, 3) == Decimal("0.374")
    assert len(_units(won)) == 9


def test_the_issuers_are_spread_over_the_region():
    listed = calls.listed(NOBODY, until=END_OF_2021).select_related("issuer__region")
    areas = Counter(row.issuer.region.code[:4] for row in listed)

    assert areas[BAOTOU] == 5
    assert len(areas) == 11
    assert set(areas.values()) == {1, 5}


def test_the_replay_finds_the_figures_of_the_list():
    indicator_actions.load_published()

    replayed = indicators.replay(today=TODAY)

    assert indicators.failures(replayed) == []
    compared = [line for line in replayed["beside"] if line["published"] is not None]
    assert [line["name"] for line in compared if not line["reproduced"]] == []
    assert len(compared) >= 16
    assert {f["id"] for f in replayed["figures"] if f["reproduced"]} >= {"F06", "F07"}


# --- what went wrong ------------------------------------------------------------------------


def _challenge(key: str):
    title = next(it.title for it in FIRST_LIST if it.key == key)
    return calls.listed(NOBODY, until=END_OF_2021).get(title=title)


def _moves(row, kind: str = "challenge") -> list[str]:
    return [step.move for step, _ in trail.steps_of(kind, row.pk)]


def test_all_awards_of_the_list_were_decided_in_one_meeting():
    first = meetings.visible_to(registry.actor_named("chair")).order_by("pk").first()
    decided = meetings.items_of(first)

    assert (first.state, len(decided)) == ("approved", 14)
    assert {item.outcome for item in decided} == {"approved"}
    assert {item.award.document_number for item in decided} == {first.minutes_number}


def test_nobody_bid_for_the_potato_which_came_again_and_found_its_bidder():
    potato = _challenge("potato")
    again = calls.challenges_for(NOBODY).get(follows=potato)

    assert _moves(potato)[-2:] == ["run_dry", "relist"]
    assert again.state == "agreed"
    assert (again.title, again.targets) == (potato.title, potato.targets)
    assert again.call.opens_at.year == 2022


def test_an_objection_upheld_annuls_and_the_next_does_not_agree():
    saline = _challenge("saline")
    lost = awards.visible_to(NOBODY).filter(challenge=saline).order_by("pk")

    assert [award.state for award in lost] == ["annulled", "no_agreement"]
    assert "next_bidder" in _moves(saline)
    assert saline.state == "withdrawn"


def test_an_objection_refused_lets_the_award_go_on():
    seen = awards.objections_for(registry.actor_named("discipline"))
    about = seen.order_by("pk").values_list("award__challenge__title", "state")

    ended = [(_challenge("truck").title, "refused"), (_challenge("saline").title, "upheld")]
    assert list(about[:2]) == ended
    assert [state for _, state in about[2:]] == ["filed"]
    assert _challenge("truck").state == "agreed"


def test_one_was_chosen_and_did_not_sign():
    storage = _challenge("storage")

    assert _moves(storage)[-2:] == ["lose_award", "relist"]
    assert calls.challenges_for(NOBODY).get(follows=storage).state == "listed"


def test_one_bid_was_withdrawn_and_one_mended():
    rows = applications.visible_to(registry.actor_named("officer"))
    withdrawn = rows.filter(state="withdrawn", challenge=_challenge("coal"))
    mended = _bids_of_the_list().filter(challenge=_challenge("magnet")).order_by("pk").first()

    assert withdrawn.count() == 0  # another's withdrawn bid is nobody's business
    own = applications.visible_to(registry.actor_named("zj_chem_head"))
    assert own.get(challenge=_challenge("coal")).state == "withdrawn"
    assert _moves(mended, "application").count("submit") == 2


def test_the_ranking_does_not_follow_the_price_nor_the_choice_the_ranking():
    dearer = places = 0
    for contract in _agreed().order_by("pk"):
        bids = applications.visible_to(registry.actor_named("officer"))
        rivals = bids.filter(challenge=contract.award.challenge)
        prices = [bid.answers["price_fen"] for bid in rivals]
        won = contract.award.application
        dearer += won.answers["price_fen"] > min(prices)
        places += review.place_of("application", won.pk).place

    assert dearer >= 8
    assert places == 11 + 2  # one issuer chose the second, with a reason


# --- what became of it ----------------------------------------------------------------------


def test_contracts_end_in_every_way():
    ends = Counter(row.state for row in _agreed())
    acceptances = delivery.acceptances_for(registry.actor_named("officer"))

    assert ends == {"completed": 5, "in_force": 5, "ended": 2}
    assert acceptances.filter(state="exempted").count() == 1
    assert delivery.visible_to(NOBODY).filter(state="failed", key="midway").count() == 1


def test_who_misused_the_money_returns_it_and_is_barred():
    failed = awards.contracts_for(NOBODY).get(title=_challenge("corn").title)
    recovered = funds.recovered_up_to(TODAY, NOBODY)

    assert failed.state == "ended"
    assert [row.amount_fen for row in recovered] == [yuan(480_000)]
    assert sum(funds.paid_by_step("contract", failed.pk).values()) == yuan(720_000)
    assert registry.is_banned(failed.bidder_id, on=TODAY.date())


def test_a_milestone_was_sent_back_mended_and_passed():
    rows = delivery.visible_to(NOBODY).filter(key="midway", contract__in=_agreed())
    mended = [row for row in rows if "send_back" in _moves(row, "milestone")]

    assert sorted(row.state for row in mended) == ["failed", "passed"]


def test_one_milestone_is_late_today():
    late = delivery.visible_to(NOBODY).filter(state="planned", planned_on__lt=TODAY.date())

    assert [str(row.contract.title) for row in late.filter(key="midway")] == [
        _challenge("blade").title
    ]


def test_a_horse_race_is_in_its_second_stage():
    race = calls.challenges_for(NOBODY).get(runners=2)
    runs = awards.contracts_for(NOBODY).filter(award__challenge=race).order_by("pk")

    assert race.state == "agreed"
    assert [(run.stage, run.state) for run in runs] == [
        (1, "continued"),
        (1, "dropped"),
        (2, "in_force"),
    ]
    paid = [sum(funds.paid_by_step("contract", run.pk).values()) for run in runs]
    assert paid == [yuan(1_200_000), yuan(1_200_000), 0]
    assert runs[2].support_fen == yuan(6_900_000) - 2 * yuan(1_200_000)


def test_outcomes_of_many_forms_are_on_show():
    shown = outcomes.visible_to(NOBODY).filter(state="registered")

    assert shown.count() >= 6
    forms = {row.form for row in shown}
    assert forms == {
        *("device", "process", "software", "standard", "variety"),
        *("patent", "paper", "yield"),
    }


def test_every_payment_followed_a_passed_milestone():
    for contract in awards.agreed_until(TODAY, NOBODY):
        passed = delivery.milestones_of(contract.pk).filter(state="passed")
        assert set(funds.paid_by_step("contract", contract.pk)) <= {m.key for m in passed}


# --- how it is written ----------------------------------------------------------------------


@pytest.mark.parametrize("told_once", every(), ids=lambda it: f"{it.key}-{it.deadline[:4]}")
def test_a_need_says_what_is_wanted_and_how_it_is_tested(told_once):
    need = told_once.need or {"bottleneck": told_once.bottleneck}
    refined = told_once.refined or {
        "refined_targets": told_once.targets,
        "acceptance_test": told_once.test,
    }

    assert 95 <= len(need["bottleneck"]) <= 300
    assert 3 <= len(refined["refined_targets"]) <= 5
    assert any(c.isdigit() for c in refined["acceptance_test"])


def test_bids_handed_in_answer_every_target():
    written = [(it, bid) for it in every() for bid in it.bids if bid.promised and bid.price]

    for it, bid in written:
        targets = it.targets or it.refined["refined_targets"]
        assert len(bid.promised) == len(targets), bid.unit
    assert len(written) >= 40


def test_bids_differ_in_substance():
    bids = [bid for it in every() for bid in it.bids if bid.route]

    for one, other in pairwise(sorted(bids, key=lambda bid: bid.route)):
        assert one.route[:12] != other.route[:12] or one is other
    assert len({bid.comment for bid in bids if bid.comment}) == len(
        [bid for bid in bids if bid.comment]
    )
