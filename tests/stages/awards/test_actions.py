"""Choosing, deciding, objecting: what each verb writes, and every reason it is refused for."""

import pytest
from django.http import Http404

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import trail
from xingmeng.engines.values import yuan
from xingmeng.stages.awards import actions
from xingmeng.stages.awards.models import Award, Contract

pytestmark = pytest.mark.django_db


def choose(story, bidder: str = "bidder", *, username: str = "issuer", **said):
    usual = {"agreed_fen": yuan(19_000_000), "reason": ""}
    bid, actor = story.bids[bidder], factories.who(username)
    return actions.choose(bid.pk, actor=actor, **(usual | said))


# --- choosing -------------------------------------------------------------------------------


def test_choose_makes_an_award_with_the_support_the_law_gives():
    story = thread.thread_until("chosen")

    award = story.award
    assert (award.state, award.number[:6]) == ("chosen", "LX2021")
    assert award.support_fen == yuan(5_700_000)  # 30 % of 19 million, under the cap
    assert "30%" in award.support_rule
    assert (story.state("challenge"), story.bid_state("bidder")) == ("chosen", "chosen")
    assert story.bid_state("bidder2") == "ranked"
    _, note = trail.steps_of("award", award.pk)[0]
    assert note.details["place"] == 1


def test_the_support_stops_at_its_cap():
    story = thread.thread_until("ranked")
    story.challenge.__class__.objects.update(amount_fen=yuan(90_000_000))

    with thread.on("chosen"):
        award = choose(story, agreed_fen=yuan(80_000_000))

    assert award.support_fen == yuan(10_000_000)


def test_the_issuer_may_choose_a_lower_place_if_it_says_why():
    story = thread.thread_until("ranked")

    with thread.on("chosen"):
        assert refused(lambda: choose(story, "bidder2")) == ["reason_needed"]
        assert refused(lambda: choose(story, "bidder2", reason=" ")) == ["reason_needed"]
        award = choose(story, "bidder2", reason="路线更稳妥")

    assert award.application_id == story.bids["bidder2"].pk


@pytest.mark.parametrize("agreed", [0, -1, yuan(20_000_000) + 1])
def test_the_agreed_sum_lies_within_the_challenges(agreed):
    story = thread.thread_until("ranked")

    with thread.on("chosen"):
        assert refused(lambda: choose(story, agreed_fen=agreed)) == ["agreed_out_of_range"]
        assert choose(story, agreed_fen=yuan(20_000_000)).agreed_fen == yuan(20_000_000)


@pytest.mark.parametrize("username", ["officer", "chair", "bureau", "bidder"])
def test_choosing_is_for_the_issuer(username):
    story = thread.thread_until("ranked")
    factories.who(username)

    with thread.on("chosen"):
        assert refused(lambda: choose(story, username=username)) == ["not_your_move"]


def test_a_bid_that_may_not_be_seen_is_not_chosen():
    story = thread.thread_until("admitted")
    factories.who("stranger")

    for username in ("issuer", "stranger"):  # not in review yet; nothing to do with it
        with pytest.raises(Http404):
            choose(story, username=username)


def test_choosing_waits_for_the_review_and_happens_once():
    early, reasons = thread.thread_until("round_open"), ["wrong_state", "reason_needed"]

    with thread.on("chosen"):
        assert refused(lambda: choose(early)) == reasons


def test_a_second_choice_is_refused_while_the_first_stands():
    story = thread.thread_until("chosen")

    with thread.on("chosen"):
        assert refused(lambda: choose(story, "bidder2", reason="x")) == ["wrong_state"]
    assert Award.objects.get() == story.award


# --- deciding and publicity -----------------------------------------------------------------

REFUSED = [
    ("chosen", "decide", "officer", {"document_number": "x"}, ["not_your_move"]),
    ("chosen", "decide", "issuer", {"document_number": "x"}, ["not_your_move"]),
    ("chosen", "decide", "chair", {}, ["answer_needed"]),
    ("chosen", "reject", "chair", {}, ["reason_needed"]),
    ("chosen", "publicise", "officer", {}, ["wrong_state"]),
    ("decided", "publicise", "chair", {}, ["not_your_move"]),
    ("decided", "confirm", "officer", {}, ["wrong_state", "publicity_running"]),
    ("publicity", "confirm", "chair", {}, ["not_your_move", "publicity_running"]),
    ("publicity", "annul", "chair", {"reason": "x"}, ["no_objection_upheld"]),
    ("publicity", "annul", "bureau", {"reason": "x"}, ["not_your_move", "no_objection_upheld"]),
    ("publicity", "give_up", "officer", {"reason": "x"}, ["wrong_state"]),
    ("confirmed", "give_up", "officer", {}, ["reason_needed"]),
    ("confirmed", "give_up", "issuer", {"reason": "x"}, ["not_your_move"]),
    ("confirmed", "be_contracted", "officer", {}, ["not_your_move"]),
    ("in_force", "give_up", "officer", {"reason": "x"}, ["wrong_state"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "name", "username", "said", "why"),
    REFUSED,
    ids=[f"{step}-{name}-{username}" for step, name, username, *_ in REFUSED],
)
def test_a_move_is_refused_for_every_reason(step, name, username, said, why):
    story = thread.thread_until(step)
    factories.who(username)

    with thread.on(step):
        assert refused(lambda: story.move("award", story.award, name, username, **said)) == why


def test_a_decision_keeps_its_document_and_publicity_its_days():
    story = thread.thread_until("publicity")

    award = story.fresh("award")
    assert award.document_number == "厅务会〔2021〕21号"
    assert award.publicity_from.isoformat() == "2021-11-24"
    assert award.publicity_until.isoformat() == award.due_on.isoformat() == "2021-12-01"


@pytest.mark.parametrize(
    ("begun", "last", "after"),
    [
        ("2021-11-24", "2021-12-01", "2021-12-02"),
        ("2021-12-31", "2022-01-10", "2022-01-11"),  # New Year, three days off
        ("2022-01-28", "2022-02-09", "2022-02-10"),  # Spring Festival, a worked weekend before
    ],
)
def test_publicity_is_counted_in_working_days(begun, last, after):
    story = thread.thread_until("decided")
    with factories.moment(begun):
        story.move("award", story.award, "publicise", "officer")

    def confirm() -> None:
        story.move("award", story.award, "confirm", "officer")

    assert story.fresh("award").publicity_until.isoformat() == last
    with factories.moment(last, 23):
        assert refused(confirm) == ["publicity_running"]
    with factories.moment(after, 0):
        confirm()
    assert story.state("award") == "confirmed"


def test_a_rejected_award_frees_the_challenge_and_passes_the_bid_over():
    story = thread.thread_until("chosen")

    story.move("award", story.award, "reject", "chair", reason="预算依据不足")

    assert (story.state("award"), story.state("challenge")) == ("rejected", "no_agreement")
    assert story.bid_state("bidder") == "not_chosen"


# --- objections -----------------------------------------------------------------------------


def objected(story, username: str = "stranger"):
    with factories.moment("2021-11-26"):
        return actions.file_objection(
            story.award.pk, name=" 旁人 ", text="与发榜方有关联", actor=factories.who(username)
        )


def test_an_objection_is_filed_under_ones_name_during_publicity():
    story = thread.thread_until("publicity")

    row = objected(story)

    assert (row.state, row.name, row.award) == ("filed", "旁人", story.award)
    assert row.by_id == factories.who("stranger").user_id
    assert factories.steps_of("objection", row) == ["begin"]


@pytest.mark.parametrize(
    ("day", "username", "name", "why"),
    [
        ("2021-11-26", "nobody", "旁人", ["sign_in_first"]),
        ("2021-11-26", "stranger", " ", ["answer_needed"]),
        ("2021-12-02", "stranger", "旁人", ["not_in_publicity"]),
        ("2021-12-02", "nobody", "", ["sign_in_first", "not_in_publicity", "answer_needed"]),
    ],
)
def test_an_objection_is_refused_for_every_reason(day, username, name, why):
    story = thread.thread_until("publicity")
    actor = factories.who(username)

    def act() -> None:
        actions.file_objection(story.award.pk, name=name, text="x", actor=actor)

    with factories.moment(day):
        assert refused(act) == why


def test_the_whole_last_day_of_publicity_takes_objections():
    story = thread.thread_until("publicity")

    with factories.moment("2021-12-01", 23):
        row = actions.file_objection(
            story.award.pk, name="旁人", text="x", actor=factories.who("stranger")
        )

    assert row.state == "filed"


def test_an_award_not_yet_public_cannot_be_objected_to():
    story = thread.thread_until("decided")

    with pytest.raises(Http404):
        objected(story)


def test_an_open_objection_holds_the_confirmation():
    story = thread.thread_until("publicity")
    row = objected(story)

    def confirm() -> None:
        story.move("award", story.award, "confirm", "officer")

    with thread.on("confirmed"):
        assert refused(confirm) == ["objection_open"]
        story.move("objection", row, "refuse", "discipline", reason="查无关联")
        confirm()
    assert story.state("award") == "confirmed"


def test_a_refused_objection_does_not_shorten_publicity():
    story = thread.thread_until("publicity")
    story.move("objection", objected(story), "refuse", "discipline", reason="x")

    with factories.moment("2021-12-01", 23):
        assert refused(lambda: story.move("award", story.award, "confirm", "officer")) == [
            "publicity_running"
        ]


def test_an_upheld_objection_leaves_only_annulment():
    story = thread.thread_until("publicity")
    story.move("objection", objected(story), "uphold", "discipline", reason="同一控制人")

    with thread.on("confirmed"):
        assert refused(lambda: story.move("award", story.award, "confirm", "officer")) == [
            "objection_was_upheld"
        ]
        story.move("award", story.award, "annul", "chair", reason="异议成立")

    assert (story.state("award"), story.state("challenge")) == ("annulled", "no_agreement")
    assert story.bid_state("bidder") == "not_chosen"
    assert not Contract.objects.exists()


def test_a_withdrawn_objection_holds_nothing():
    story = thread.thread_until("publicity")
    story.move("objection", objected(story), "withdraw", "stranger")

    with thread.on("confirmed"):
        story.move("award", story.award, "confirm", "officer")

    assert story.state("award") == "confirmed"


@pytest.mark.parametrize(
    ("name", "username", "said", "why"),
    [
        ("uphold", "officer", {"reason": "x"}, ["not_your_move"]),
        ("uphold", "chair", {"reason": "x"}, ["not_your_move"]),
        ("uphold", "discipline", {}, ["reason_needed"]),
        ("refuse", "bidder", {"reason": "x"}, ["not_your_move"]),
        ("withdraw", "bidder", {}, ["not_your_move"]),
        ("withdraw", "discipline", {}, ["not_your_move"]),
    ],
)
def test_an_objection_is_examined_by_discipline_alone(name, username, said, why):
    story = thread.thread_until("publicity")
    row = objected(story)
    factories.who(username)

    assert refused(lambda: story.move("objection", row, name, username, **said)) == why


# --- no agreement, and who comes next -------------------------------------------------------


def test_without_agreement_the_issuer_chooses_the_second():
    story = thread.thread_until("confirmed")

    story.move("award", story.award, "give_up", "officer", reason="价格谈不拢")
    lost = (story.state("award"), story.state("challenge"), story.bid_state("bidder"))
    story.move("challenge", story.challenge, "next_bidder", "officer")
    with factories.moment("2021-12-20"):
        second = choose(story, "bidder2", reason="第一名未达成合作")

    assert lost == ("no_agreement", "no_agreement", "not_chosen")
    assert (second.state, story.state("challenge")) == ("chosen", "chosen")
    assert Award.objects.count() == 2


def test_the_second_award_goes_through_to_a_contract_of_its_own():
    story = thread.thread_until("confirmed")
    story.move("award", story.award, "give_up", "officer", reason="x")
    story.move("challenge", story.challenge, "next_bidder", "officer")
    with factories.moment("2021-12-20"):
        story.award = choose(story, "bidder2", reason="x", agreed_fen=yuan(18_000_000))
        story.decided(), story.publicity()
    with factories.moment("2022-01-10"):
        story.confirmed()
        story.move("contract", story.contract, "sign_as_leader", "colleague2")
        story.move("contract", story.contract, "sign_as_bidder", "colleague2")
        story.move("contract", story.contract, "sign_as_issuer", "batel")
        story.in_force()

    assert story.state("contract") == "in_force"
    assert story.fresh("contract").bidder_id == factories.unit("beijing").pk
    assert story.bid_state("bidder2") == "contracted"
    assert story.bid_state("bidder") == "not_chosen"


@pytest.mark.parametrize(("name", "said"), [("relist", {}), ("withdraw", {"reason": "x"})])
def test_without_agreement_the_challenge_may_also_be_relisted_or_withdrawn(name, said):
    story = thread.thread_until("confirmed")
    story.move("award", story.award, "give_up", "officer", reason="x")

    story.move("challenge", story.challenge, name, "officer", **said)

    after = {"relist": "relisted", "withdraw": "withdrawn"}[name]
    assert story.state("challenge") == after
