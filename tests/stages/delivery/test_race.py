"""A horse race: stage money, a checkpoint that drops, one second stage, and every other end."""

from functools import partial

import pytest

from tests.factories import moment, refused, unit, who, with_role
from tests.race import RACE, race_until
from xingmeng.demo import texts
from xingmeng.engines.values import yuan
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries as award_queries
from xingmeng.stages.awards import rules as award_rules
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.calls.models import Challenge
from xingmeng.stages.delivery import actions, rules
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.funds.models import Appropriation, Authorisation, Payment
from xingmeng.stages.review import queries as review_queries

pytestmark = pytest.mark.django_db


def money(story) -> dict[str, int]:
    return funds.money_of(Appropriation.objects.get(pk=story.call.appropriation_id))


def challenge_of(story) -> str:
    return Challenge.objects.get(pk=story.challenge.pk).state


def second(story, agreed: int = yuan(12_000_000)) -> Contract:
    pk = story.contracts["bidder"].pk
    return awards.agree_second_stage(pk, agreed_fen=agreed, actor=who("issuer"))


def test_each_runner_has_a_contract_for_the_first_stage_and_the_rest_is_kept():
    story = race_until("in_force")

    rows = Contract.objects.order_by("pk")
    assert [(c.stage, c.agreed_fen, c.support_fen) for c in rows] == [
        (1, yuan(4_000_000), yuan(1_000_000)),
        (1, yuan(4_000_000), yuan(1_000_000)),
    ]
    assert {c.deadline_on.isoformat() for c in rows} == {RACE["checkpoint_on"]}
    assert money(story)["committed"] == yuan(6_000_000)
    kept = Authorisation.objects.get(kind="challenge")
    assert (kept.ceiling_fen, kept.released) == (yuan(4_000_000), False)
    assert challenge_of(story) == "agreed"


def test_the_first_stage_pays_sixty_and_forty_percent():
    story = race_until("checkpoint")

    paid = Payment.objects.order_by("pk").values_list("amount_fen", flat=True)
    assert list(paid) == [yuan(600_000)] * 2 + [yuan(400_000)] * 2
    assert money(story)["paid"] == yuan(2_000_000)


def test_the_worked_example_six_million_in_all():
    """Two runners with one million each, one dropped, four million to the winner."""
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 78})
    assert (story.runner("bidder"), story.runner("bidder2")) == ("advanced", "dropped")
    with moment("2023-02-01"):
        contract = second(story)
        assert (contract.stage, contract.support_fen) == (2, yuan(4_000_000))
        story.sign(contract, "bidder")

    assert story.runner("bidder") == "continued"
    assert Contract.objects.get(pk=contract.pk).state == "in_force"
    lines = [(m.key, m.amount_fen) for m in contract.milestones.order_by("number")]
    assert lines == [("midway", yuan(2_400_000)), ("acceptance", yuan(1_600_000))]
    assert money(story)["committed"] == yuan(4_000_000)
    assert money(story)["paid"] == yuan(2_000_000)
    assert funds.ledger_differs() == []


def test_the_dropped_runner_keeps_the_money_of_the_first_stage():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 50})

    dropped = story.contracts["bidder2"]
    assert sum(funds.paid_by_step("contract", dropped.pk).values()) == yuan(1_000_000)


@pytest.mark.parametrize(
    ("points", "states"),
    [
        ({"bidder": 80, "bidder2": 71}, ("in_force", "in_force")),
        ({"bidder": 80, "bidder2": 70}, ("advanced", "dropped")),
        ({"bidder": 60, "bidder2": 59}, ("advanced", "dropped")),
        ({"bidder": 30, "bidder2": 80}, ("dropped", "advanced")),
    ],
)
def test_the_rule_of_the_checkpoint(points, states):
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare(points)

    assert (story.runner("bidder"), story.runner("bidder2")) == states
    assert challenge_of(story) == "agreed"


def test_nobody_above_the_line_ends_the_race_and_returns_what_was_kept():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 59, "bidder2": 20})

    assert (story.runner("bidder"), story.runner("bidder2")) == ("dropped", "dropped")
    assert challenge_of(story) == "failed"
    assert money(story)["committed"] == 0
    assert funds.ledger_differs() == []


def test_the_chair_chooses_between_level_runners():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 80, "bidder2": 78})
        for username in ("officer", "issuer"):
            with pytest.raises(Exception, match="not_your_move"):
                story.move(
                    "contract", story.contracts["bidder2"], "prefer", username, reason="x"
                )
        story.move("contract", story.contracts["bidder2"], "prefer", "chair", reason="成本更低")

    assert (story.runner("bidder"), story.runner("bidder2")) == ("dropped", "advanced")


def test_the_chair_has_no_choice_before_a_comparison():
    story = race_until("checkpoint")

    with moment("2023-01-10"):
        row = story.contracts["bidder"]
        act = partial(story.move, "contract", row, "prefer", "chair", reason="x")
        assert refused(act) == ["not_level"]


def test_level_runners_may_be_compared_again():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 80, "bidder2": 78})
    with moment("2023-03-10"):
        story.compare({"bidder": 90, "bidder2": 70})

    assert (story.runner("bidder"), story.runner("bidder2")) == ("advanced", "dropped")


def test_a_comparison_waits_until_every_runner_has_shown_its_work():
    story = race_until("in_force")
    with moment("2022-12-31"):
        story.run("bidder", 1)
        story.run("bidder", 2)

        found = refused(
            lambda: actions.open_checkpoint(story.challenge.pk, actor=who("officer"))
        )
        assert found == ["earlier_first", "earlier_first"]


def test_only_officers_open_a_comparison():
    story = race_until("checkpoint")

    for name in ("issuer", "chair", "bidder"):
        act = partial(actions.open_checkpoint, story.challenge.pk, actor=who(name))
        assert refused(act) == ["not_your_move"]


def test_a_runner_whose_milestone_fails_leaves_the_other_running():
    story = race_until("in_force")
    with moment("2022-12-31"):
        story.run("bidder", 1)
        row = story.contracts["bidder2"].milestones.get(number=1)
        story.move("milestone", row, "fail", "officer", reason="没有报告")

    assert (story.runner("bidder"), story.runner("bidder2")) == ("in_force", "ended")
    assert challenge_of(story) == "agreed"
    states = story.contracts["bidder2"].milestones.order_by("number")
    assert [m.state for m in states] == ["failed", "lapsed"]


def test_when_the_last_runner_fails_the_challenge_fails_and_all_returns():
    story = race_until("in_force")
    with moment("2022-12-31"):
        for contract in story.contracts.values():
            row = contract.milestones.get(number=1)
            story.move("milestone", row, "fail", "officer", reason="没有报告")

    assert challenge_of(story) == "failed"
    assert money(story)["available"] == money(story)["granted"]


def test_no_acceptance_in_the_first_stage():
    story = race_until("checkpoint")

    with moment("2023-01-02"):
        pk = story.contracts["bidder"].pk
        act = partial(actions.request_acceptance, pk, summary="完成", actor=who("bidder"))
        assert refused(act) == ["race_first"]


def test_the_second_stage_is_the_winners_and_within_the_challenge():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 70})
        loser = story.contracts["bidder2"].pk
        for act, codes in (
            (lambda: second(story, yuan(12_000_001)), ["agreed_out_of_range"]),
            (lambda: second(story, 0), ["agreed_out_of_range"]),
            (
                lambda: awards.agree_second_stage(loser, agreed_fen=100, actor=who("issuer")),
                ["wrong_state"],
            ),
            (
                lambda: awards.agree_second_stage(
                    story.contracts["bidder"].pk, agreed_fen=100, actor=who("bidder")
                ),
                ["not_your_move"],
            ),
        ):
            assert refused(act) == codes
        second(story)
        assert refused(lambda: second(story)) == ["wrong_state"]


def test_calling_off_the_second_stage_returns_what_was_kept():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 70})
        drafted = second(story)
        story.move(
            "contract", story.contracts["bidder"], "call_off", "officer", reason="未谈成"
        )

    assert Contract.objects.get(pk=drafted.pk).state == "void"
    assert (story.runner("bidder"), challenge_of(story)) == ("ended", "failed")
    assert money(story)["committed"] == 0


def test_an_award_lost_leaves_the_other_runner_its_lane():
    story = race_until("confirmed")
    with moment("2021-12-20"):
        story.move("award", story.awards["bidder2"], "give_up", "officer", reason="未达成")
        assert challenge_of(story) == "chosen"
        story.move("award", story.awards["bidder"], "give_up", "officer", reason="未达成")

    assert challenge_of(story) == "no_agreement"


def test_no_third_runner_and_no_sum_too_small_for_the_stage_money():
    story = race_until("ranked", bidders=("bidder", "bidder2", "bidder3"))

    def choose(name: str, fen: int):
        pk = story.bids[name].pk
        return awards.choose(pk, agreed_fen=fen, reason="x", actor=who("issuer"))

    with moment("2021-11-08"):
        assert refused(lambda: choose("bidder", yuan(3_333_333))) == [
            "agreed_below_stage_money"
        ]
        choose("bidder", yuan(4_000_000))
        assert refused(lambda: choose("bidder2", yuan(16_000_001))) == ["agreed_out_of_range"]
        choose("bidder2", yuan(4_000_000))
        assert refused(lambda: choose("bidder3", yuan(4_000_000))) == ["wrong_state"]


def test_experts_who_compare_read_the_runners_contract_and_evidence():
    story = race_until("checkpoint")
    contract = story.contracts["bidder"]
    assert not award_queries.may_read_whole(who("expert"), contract)
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 70})

        assert award_queries.may_read_whole(who("expert"), contract)
        assert not award_queries.may_read_whole(who("expert4"), contract)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"runners": 2}, ["answer_needed", "answer_needed"]),
        ({"stage_fen": 100}, ["answer_needed", "answer_needed"]),
        (RACE | {"runners": 1}, ["too_small"]),
        (RACE | {"runners": 5}, ["too_big"]),
        (RACE | {"checkpoint_on": "2023-12-31"}, ["checkpoint_too_late"]),
    ],
)
def test_a_race_is_stated_whole(said, codes):
    story = race_until("need_endorsed")
    with moment("2021-07-26"):
        given = texts.REFINED | said
        act = partial(story.move, "need", story.need, "refine", "officer", **given)
        assert refused(act) == codes


def test_a_race_too_dear_is_not_published(monkeypatch):
    monkeypatch.setitem(RACE, "stage_fen", yuan(3_000_000))
    story = race_until("raised")

    with moment("2021-09-03"):
        act = partial(story.move, "call", story.call, "publish", "officer")
        assert refused(act) == ["race_too_dear"]


# --- runners who come late, fail early, or do not come at all ---------------------------------


def one_in_force():
    """The first runner's contract is in force, the second's award only confirmed."""
    story = race_until("confirmed")
    story.may_sign()
    with moment("2022-01-10"):
        story.sign(story.contracts["bidder"], "bidder")
    return story


def fail_first(story) -> None:
    row = story.contracts["bidder"].milestones.get(number=1)
    story.move("milestone", row, "fail", "officer", reason="没有报告")


def test_a_failing_runner_does_not_end_a_race_that_another_may_still_join():
    story = one_in_force()
    with moment("2022-12-31"):
        fail_first(story)
        assert challenge_of(story) == "agreed"
        story.sign(story.contracts["bidder2"], "bidder2")

    assert story.runner("bidder2") == "in_force"


def test_when_the_last_award_is_lost_after_the_runner_failed_the_challenge_fails():
    story = one_in_force()
    with moment("2022-12-31"):
        fail_first(story)
        story.move("award", story.awards["bidder2"], "give_up", "officer", reason="未达成")

    assert challenge_of(story) == "failed"
    assert money(story)["available"] == money(story)["granted"]


def test_no_comparison_while_an_award_is_neither_signed_nor_ended():
    story = one_in_force()
    with moment("2022-12-31"):
        story.run("bidder", 1)
        story.run("bidder", 2)
        act = partial(actions.open_checkpoint, story.challenge.pk, actor=who("officer"))
        assert refused(act) == ["runner_unsigned"]


def test_the_winner_of_a_first_stage_pays_nothing_back_when_the_second_is_called_off():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 70})
        row = story.contracts["bidder"]
        story.move("contract", row, "call_off", "officer", reason="未谈成")
        ended = Contract.objects.get(pk=row.pk)

        assert [f.code for f in rules.may_be_recovered(ended)] == ["honest_failure"]


def test_the_second_stage_is_midway_after_it_began():
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare({"bidder": 88, "bidder2": 70})
        contract = second(story)

    midway = next(line for line in contract.terms["milestones"] if line["key"] == "midway")
    assert "2023-01-10" < midway["due_on"] < contract.deadline_on.isoformat()


def test_officials_of_a_partner_unit_have_no_say_in_its_case(monkeypatch):
    line = {"credit_code": unit("local").credit_code, "task": "试用"}
    monkeypatch.setitem(texts.BIDS["bidder"], "partners", [line])
    story = race_until("chosen")
    chair = with_role("chair", "applicant", organisation_id=unit("local").pk)
    expert = with_role("expert4", "applicant", organisation_id=unit("local").pk)

    assert award_rules.award_roles(chair, story.awards["bidder"]) == frozenset()
    assert "chair" in award_rules.award_roles(chair, story.awards["bidder2"])
    assert expert.organisations <= review_queries.parties_of(story.round)
