"""Every verb about calls and challenges: what it writes, and every reason it is refused for."""

from datetime import timedelta

import pytest

from tests import factories, thread
from tests.factories import refused, time
from xingmeng.demo import texts
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.calls import actions
from xingmeng.stages.calls.models import Call, Challenge

pytestmark = pytest.mark.django_db


def no_bids(step: str = "opened") -> thread.Thread:
    return thread.thread_until(step, bidders=())


# --- calls ----------------------------------------------------------------------------------


def test_draft_call_makes_a_numbered_draft():
    money = factories.appropriation()

    first, second = factories.call(money=money), factories.call(money=money)

    assert (first.state, first.number, second.number) == ("draft", "JB2021001", "JB2021002")
    assert factories.steps_of("call", first) == ["begin"]


@pytest.mark.parametrize("username", ["issuer", "bureau", "chair", "finance", "admin"])
def test_draft_call_is_for_officers(username):
    money, actor = factories.appropriation(), factories.who(username)

    assert refused(lambda: factories.call(money=money, actor=actor)) == ["not_your_move"]


@pytest.mark.parametrize("closes", ["2021-09-03", "2021-09-01"])
def test_a_call_closes_after_it_opens(closes):
    money = factories.appropriation()
    draft = factories.call(money=money)
    dates = {"opens_at": time("2021-09-03", 9), "closes_at": time(closes, 9)}
    officer = factories.who("officer")

    assert refused(lambda: factories.call(money=money, **dates)) == ["closes_before_opening"]
    assert refused(lambda: actions.change_call(draft.pk, actor=officer, **dates)) == [
        "closes_before_opening"
    ]


def test_change_call_mends_a_draft_and_leaves_a_step():
    draft = factories.call(money=factories.appropriation())
    dates = {"opens_at": draft.opens_at, "closes_at": time("2021-11-01", 17)}

    actions.change_call(draft.pk, actor=factories.who("officer"), title_zh="新名", **dates)

    draft.refresh_from_db()
    assert (draft.title_zh, draft.closes_at) == ("新名", time("2021-11-01", 17))
    assert factories.steps_of("call", draft) == ["begin", "change"]


def test_change_call_is_refused_once_published_and_to_others():
    story = thread.thread_until("listed")
    dates = {"opens_at": time("2021-09-03", 9), "closes_at": time("2022-09-03", 9)}

    def change(username: str) -> None:
        actions.change_call(story.call.pk, actor=factories.who(username), **dates)

    assert refused(lambda: change("officer")) == ["wrong_state"]
    assert "not_your_move" in refused(lambda: change("issuer"))


def test_raise_challenge_copies_the_refined_need_and_moves_it():
    story = thread.thread_until("raised")

    row, said = story.challenge, texts.REFINED
    assert (row.state, row.number) == ("drafted", f"{story.call.number}-01")
    assert row.targets == said["refined_targets"]
    assert row.acceptance_test == said["acceptance_test"]
    assert row.amount_fen == said["refined_total_fen"]
    assert (row.title, row.issuer) == (said["refined_title"], factories.unit("rare"))
    assert story.state("need") == "raised"


@pytest.mark.parametrize("step", ["need_submitted", "need_endorsed", "need_refined"])
def test_raise_challenge_takes_confirmed_needs_alone(step):
    story = thread.thread_until(step)
    call, officer = factories.call(money=factories.appropriation()), factories.who("officer")

    codes = refused(lambda: actions.raise_challenge(call.pk, story.need.pk, actor=officer))

    assert codes == ["wrong_state"]


def test_raise_challenge_wants_a_draft_call_and_an_officer():
    story = thread.thread_until("listed")
    officer, issuer = factories.who("officer"), factories.who("issuer")

    def again(actor) -> None:
        actions.raise_challenge(story.call.pk, story.need.pk, actor=actor)

    assert refused(lambda: again(officer)) == ["wrong_state", "wrong_state"]
    assert refused(lambda: again(issuer)) == ["not_your_move"]


def test_publish_lists_every_challenge_and_opens_the_call():
    story = thread.thread_until("listed")

    assert (story.state("call"), story.state("challenge")) == ("open", "listed")
    assert factories.steps_of("challenge", story.challenge) == ["begin", "list"]


def test_a_call_published_late_opens_when_it_is_published():
    story = thread.thread_until("raised")

    with factories.moment("2021-09-06", 15):
        story.move("call", story.call, "publish", "officer")

    assert story.fresh("call").opens_at == time("2021-09-06", 15)


def test_publish_is_refused_for_every_reason_at_once():
    money = factories.appropriation(opened=False)
    call = factories.call(money=money, closes_at=time("2021-09-10", 17))
    story = thread.Thread(())
    factories.who("issuer")

    with thread.on("raised"):
        codes = refused(lambda: story.move("call", call, "publish", "issuer"))

    assert codes == [
        "not_your_move",
        "no_challenges",
        "open_too_short",
        "appropriation_not_open",
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"targets": []}, "challenge_incomplete"),
        ({"acceptance_test": ""}, "challenge_incomplete"),
        ({"amount_fen": 0}, "challenge_incomplete"),
        ({"deadline_on": "2021-10-08"}, "deadline_before_closing"),
    ],
)
def test_publish_wants_whole_challenges_with_time_to_solve_them(changed, code):
    story = thread.thread_until("raised")
    Challenge.objects.filter(pk=story.challenge.pk).update(**changed)

    with thread.on("raised"):
        codes = refused(lambda: story.move("call", story.call, "publish", "officer"))

    assert codes == [code]


def test_a_list_does_not_open_before_the_law_gives_something_for_it():
    story = thread.thread_until("raised")
    type(story.call).objects.update(opens_at=time("2021-08-25", 9))

    with thread.on("raised"):
        codes = refused(lambda: story.move("call", story.call, "publish", "officer"))

    assert codes == ["no_rule_in_force"]


def test_the_list_stays_open_thirty_days():
    story = thread.thread_until("raised")
    late = story.call.closes_at - timedelta(days=30)

    with factories.clock.at(late + timedelta(seconds=1)):
        assert refused(lambda: story.move("call", story.call, "publish", "officer")) == [
            "open_too_short"
        ]
    with factories.clock.at(late):
        story.move("call", story.call, "publish", "officer")
    assert story.state("call") == "open"


# --- closing and the two keys ---------------------------------------------------------------


def test_a_call_closes_by_the_clock_and_not_before():
    story = thread.thread_until("sealed")

    with factories.clock.at(time("2021-10-08", 17) - timedelta(seconds=1)):
        assert actions.close_what_is_over() == 0
        assert refused(lambda: story.move("call", story.call, "close", "officer")) == [
            "not_closed_yet"
        ]
    with factories.moment("2021-10-08", 17):
        assert actions.close_what_is_over() == 1
        assert actions.close_what_is_over() == 0
    assert story.state("call") == "closed"


def test_two_officers_open_the_bids_after_closing():
    story = thread.thread_until("opened")

    assert (story.state("challenge"), story.state("call")) == ("opened", "closed")
    assert {story.bid_state(name) for name in story.bidders} == {"opened"}
    assert factories.steps_of("challenge", story.challenge) == [
        "begin",
        "list",
        "turn_first_key",
        "turn_second_key",
    ]


@pytest.mark.parametrize("username", ["issuer", "bureau", "chair", "discipline", "admin"])
def test_keys_are_for_officers(username):
    story = thread.thread_until("sealed")
    factories.who(username)

    with thread.on("first_key"):
        codes = refused(
            lambda: story.move("challenge", story.challenge, "turn_first_key", username)
        )

    assert codes == ["not_your_move"]


def test_keys_turn_no_earlier_than_the_call_said():
    story = thread.thread_until("sealed")

    def turn() -> None:
        story.move("challenge", story.challenge, "turn_first_key", "officer")

    with factories.clock.at(time("2021-10-08", 17) - timedelta(seconds=1)):
        assert refused(turn) == ["not_closed_yet"]
    with factories.moment("2021-10-08", 17):
        turn()
    assert (story.state("challenge"), story.state("call")) == ("unsealing", "closed")
    assert {story.bid_state(name) for name in story.bidders} == {"sealed"}


def test_one_officer_cannot_turn_both_keys():
    story = thread.thread_until("first_key")

    with thread.on("opened"):
        codes = refused(
            lambda: story.move("challenge", story.challenge, "turn_second_key", "officer")
        )

    assert codes == ["same_person"]
    assert story.state("challenge") == "unsealing"


def test_the_second_key_does_not_come_first():
    story = thread.thread_until("sealed")
    factories.who("officer2")

    with thread.on("opened"):
        codes = refused(
            lambda: story.move("challenge", story.challenge, "turn_second_key", "officer2")
        )

    assert codes == ["wrong_state"]


# --- the side exits -------------------------------------------------------------------------


def test_without_bids_the_challenge_runs_dry():
    story = no_bids()

    assert story.state("challenge") == "no_bid"
    assert factories.steps_of("challenge", story.challenge)[-1] == "run_dry"


def test_relisting_copies_the_challenge_into_a_new_draft_call():
    story = no_bids()

    with factories.moment("2021-10-12"):
        story.move("challenge", story.challenge, "relist", "officer")

    copy = Challenge.objects.get(follows=story.challenge)
    old = story.fresh("challenge")
    same = ("need_id", "issuer_id", "title", "targets", "acceptance_test", "amount_fen", "kind")
    assert (old.state, copy.state, copy.call.state) == ("relisted", "drafted", "draft")
    assert [getattr(copy, name) for name in same] == [getattr(old, name) for name in same]
    assert copy.call.appropriation_id == old.call.appropriation_id
    assert copy.call.closes_at - copy.call.opens_at >= timedelta(days=30)
    assert copy.number != old.number


@pytest.mark.parametrize(
    ("former", "expected"),
    [
        ("首批榜单", "首批榜单（重新发榜）"),
        ("首批榜单（重新发榜）", "首批榜单（重新发榜）"),
        ("榜" * 100, "榜" * 93 + "…（重新发榜）"),
        ("榜" * 94, "榜" * 94 + "（重新发榜）"),
    ],
)
def test_a_relisted_calls_title_is_marked_once_and_fits_its_form(former, expected):
    story = no_bids()
    Call.objects.filter(pk=story.call.pk).update(title_zh=former)

    with factories.moment("2021-10-12"):
        story.move("challenge", story.challenge, "relist", "officer")

    title = Challenge.objects.get(follows=story.challenge).call.title_zh
    assert (title, len(title) <= 100) == (expected, True)


def test_a_relisted_challenge_can_be_published_and_bid_for():
    story = no_bids()
    with factories.moment("2021-10-12"):
        story.move("challenge", story.challenge, "relist", "officer")
    copy = Challenge.objects.get(follows=story.challenge)

    with factories.moment("2021-10-13"):
        story.move("call", copy.call, "publish", "officer")
        home, bidder = factories.unit("shanghai"), factories.who("bidder")
        bid = applications.begin(copy.pk, organisation_id=home.pk, actor=bidder)

    copy.refresh_from_db()
    assert (copy.state, bid.state) == ("listed", "draft")


@pytest.mark.parametrize(
    ("name", "username", "said", "why"),
    [
        ("relist", "issuer", {}, ["not_your_move"]),
        ("withdraw", "issuer", {"reason": "x"}, ["not_your_move"]),
        ("withdraw", "officer", {}, ["reason_needed"]),
        ("next_bidder", "officer", {}, ["wrong_state"]),
        ("run_dry", "officer", {}, ["wrong_state", "not_your_move"]),
        ("enter_review", "officer", {}, ["wrong_state", "not_your_move"]),
    ],
)
def test_a_side_exit_is_refused_for_every_reason(name, username, said, why):
    story = no_bids()

    assert (
        refused(lambda: story.move("challenge", story.challenge, name, username, **said)) == why
    )


def test_a_challenge_is_withdrawn_after_running_dry_or_as_a_draft():
    dry = no_bids()
    dry.move("challenge", dry.challenge, "withdraw", "officer", reason="企业不再需要")

    assert dry.state("challenge") == "withdrawn"


def test_a_draft_is_withdrawn_and_is_not_listed():
    story = no_bids("raised")
    story.move("challenge", story.challenge, "withdraw", "officer", reason="暂缓")

    with thread.on("listed"):
        codes = refused(lambda: story.move("call", story.call, "publish", "officer"))

    assert codes == ["no_challenges"]


def test_a_listed_challenge_is_not_withdrawn():
    story = no_bids("listed")

    assert refused(
        lambda: story.move("challenge", story.challenge, "withdraw", "officer", reason="x")
    ) == ["wrong_state"]
