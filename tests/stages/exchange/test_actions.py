"""Every verb about needs: what it writes, and every reason it is refused for."""

import pytest

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import trail
from xingmeng.demo import texts
from xingmeng.engines.values import yuan
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Need

pytestmark = pytest.mark.django_db


@pytest.fixture
def need() -> Need:
    with factories.moment("2021-07-05"):
        return factories.need()


def test_begin_makes_a_numbered_draft(need):
    with factories.moment("2021-07-06"):
        second = factories.need()

    assert (need.number[:6], len(need.number)) == ("XQ2021", 12)
    assert (second.number[:6], second.number != need.number) == ("XQ2021", True)
    assert (need.state, need.organisation) == ("draft", factories.unit("rare"))
    assert factories.steps_of("need", need) == ["begin"]


def test_begin_is_for_ones_own_organisation():
    actor, other = factories.who("stranger"), factories.unit("rare")

    assert refused(lambda: actions.begin(organisation_id=other.pk, actor=actor)) == [
        "not_your_move"
    ]


def test_save_answers_keeps_also_faulty_ones_and_says_what_is_wrong(need):
    given = {"title": "长" * 200, "total_fen": yuan(10), "own_fen": yuan(20), "state": "raised"}

    wrong = actions.save_answers(need.pk, given, actor=factories.who("issuer"))

    need.refresh_from_db()
    assert [f.code for f in wrong] == ["too_long", "own_more_than_total"]
    assert need.answers["title"] == "长" * 200
    assert (need.title, need.total_fen, need.state) == ("长" * 60, yuan(10), "draft")
    assert "state" not in need.answers
    assert need.answers["site"] == texts.NEED["site"]
    assert factories.steps_of("need", need) == ["begin"]


@pytest.mark.parametrize("value", [None, "many", [], {"a": 1}])
def test_an_answer_that_fits_no_column_leaves_the_column_empty(need, value):
    actions.save_answers(need.pk, {"total_fen": value}, actor=factories.who("issuer"))

    need.refresh_from_db()
    assert need.total_fen == 0


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", "a\ud800", "not_text"),
        ("total_fen", 2**63, "too_big"),
        ("total_fen", -(2**70), "too_small"),
        ("targets", [{"name": "a", "value": "b", "unit": "\udc00"}], "not_text"),
        ("targets", [{"unasked": 2**64, "name": "a", "value": "b"}], "not_text"),
        ("pledged", "\ud800", "not_text"),
    ],
)
def test_what_no_database_holds_is_said_and_the_last_answer_stays(need, name, value, code):
    before = need.answers[name]

    wrong = actions.save_answers(need.pk, {name: value}, actor=factories.who("issuer"))

    need.refresh_from_db()
    assert [f.code for f in wrong] == [code]
    assert need.answers[name] == before


def test_save_answers_is_for_the_author_of_a_draft(need):
    stranger = factories.who("stranger")

    assert refused(lambda: actions.save_answers(need.pk, {}, actor=stranger)) == [
        "not_your_move"
    ]
    story = thread.thread_until("need_submitted")
    assert refused(lambda: actions.save_answers(story.need.pk, {}, actor=stranger)) == [
        "not_your_move",
        "wrong_state",
    ]


def test_a_need_goes_from_draft_to_confirmed_with_each_step_on_the_trail():
    story = thread.thread_until("need_confirmed")

    need = story.fresh("need")
    assert need.state == "confirmed"
    assert need.answers["refined_title"] == texts.REFINED["refined_title"]
    assert factories.steps_of("need", need) == [
        "begin",
        "submit",
        "endorse",
        "refine",
        "confirm",
    ]


REFUSED = [  # until which step, the move, by whom, what was said, and why not
    ("need_draft", "submit", "stranger", {}, ["not_your_move"]),
    ("need_draft", "endorse", "bureau", {"opinion": "x"}, ["wrong_state"]),
    ("need_submitted", "submit", "issuer", {}, ["wrong_state"]),
    ("need_submitted", "endorse", "bureau", {}, ["answer_needed"]),
    ("need_submitted", "endorse", "bureau", {"opinion": "x" * 501}, ["too_long"]),
    ("need_submitted", "endorse", "ordos", {"opinion": "x"}, ["not_your_move"]),
    ("need_submitted", "endorse", "officer", {"opinion": "x"}, ["not_your_move"]),
    ("need_submitted", "return", "bureau", {}, ["reason_needed"]),
    ("need_submitted", "decline", "officer", {}, ["reason_needed"]),
    ("need_submitted", "decline", "bureau", {"reason": "x"}, ["not_your_move"]),
    ("need_submitted", "withdraw", "bureau", {}, ["not_your_move"]),
    ("need_endorsed", "refine", "officer", {}, ["answer_needed"] * 2 + ["too_few_rows"]),
    ("need_endorsed", "refine", "bureau", texts.REFINED, ["not_your_move"]),
    ("need_refined", "confirm", "officer", {}, ["not_your_move"]),
    ("need_refined", "confirm", "stranger", {}, ["not_your_move"]),
    ("need_refined", "dispute", "issuer", {}, ["reason_needed"]),
    ("need_refined", "return", "officer", {"reason": "x"}, ["wrong_state"]),
    ("need_confirmed", "raise", "officer", {}, ["not_your_move"]),
    ("raised", "withdraw", "issuer", {}, ["wrong_state"]),
    ("raised", "decline", "officer", {"reason": "x"}, ["wrong_state"]),
]


@pytest.mark.parametrize(
    ("step", "name", "username", "said", "why"),
    REFUSED,
    ids=[f"{step}-{name}-{username}" for step, name, username, *_ in REFUSED],
)
def test_a_move_is_refused_for_every_reason(step, name, username, said, why):
    story = thread.thread_until(step)
    factories.who(username)

    codes = refused(lambda: story.move("need", story.need, name, username, **said))

    assert sorted(set(codes)) == sorted(set(why))


def test_submit_wants_every_answer_and_own_money_within_the_whole(need):
    issuer = factories.who("issuer")
    gaps = {"title": "", "own_fen": yuan(30_000_000)}
    actions.save_answers(need.pk, gaps, actor=issuer)

    story = thread.Thread(())
    codes = refused(lambda: story.move("need", need, "submit", "issuer"))

    assert codes == ["answer_needed", "own_more_than_total"]


def test_what_was_returned_is_mended_and_handed_in_again():
    story = thread.thread_until("need_submitted")

    story.move("need", story.need, "return", "bureau", reason="指标不清")
    actions.save_answers(story.need.pk, {"title": "新题目"}, actor=factories.who("issuer"))
    story.move("need", story.need, "submit", "issuer")

    assert (story.state("need"), story.fresh("need").title) == ("submitted", "新题目")
    told = [note.reason for _, note in trail.steps_of("need", story.need.pk) if note]
    assert "指标不清" in told


def test_what_was_disputed_is_refined_again():
    story = thread.thread_until("need_refined")

    story.move("need", story.need, "dispute", "issuer", reason="合格率过高")
    again = texts.REFINED | {"refined_title": "再凝练"}
    story.move("need", story.need, "refine", "officer", **again)

    assert story.state("need") == "refined"
    assert story.fresh("need").answers["refined_title"] == "再凝练"


@pytest.mark.parametrize("step", ["need_submitted", "need_endorsed", "need_confirmed"])
def test_a_need_is_declined_with_a_reason(step):
    story = thread.thread_until(step)

    story.move("need", story.need, "decline", "officer", reason="已有成熟技术")

    assert story.state("need") == "declined"


@pytest.mark.parametrize(
    "step", ["need_draft", "need_submitted", "need_endorsed", "need_refined", "need_confirmed"]
)
def test_a_need_is_withdrawn_by_its_author_until_it_is_raised(step):
    story = thread.thread_until(step)

    story.move("need", story.need, "withdraw", "issuer")

    assert story.state("need") == "withdrawn"
