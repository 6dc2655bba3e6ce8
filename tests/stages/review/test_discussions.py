"""Discussion after the marks: who sees what when, saying something, revising, outliers."""

from dataclasses import replace

import pytest

from tests import factories
from tests.factories import browser, refused, who
from tests.reviewing import EXPERTS, Blind, on_the_day
from xingmeng import instruments
from xingmeng.core import access, codes, move
from xingmeng.core.models import Outgoing
from xingmeng.engines.instrument import Review
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Discussion, Post
from xingmeng.stages.review.rules import sight
from xingmeng.stages.review.rules.sight import View

pytestmark = pytest.mark.django_db


def view(**said) -> View:
    return View(
        **({"organises": False, "handed_in": False, "open": True, "blind": True} | said)
    )


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (view(), set()),
        (view(handed_in=True), {"discussion", "others_sheets", "say"}),
        (view(handed_in=True, open=False), {"discussion"}),
        (
            view(handed_in=True, blind=False),
            {"discussion", "others_sheets", "say", "expert_names", "applicant_names"},
        ),
        (view(organises=True), {line.name for line in sight.TABLE}),
        (view(organises=True, open=False), {line.name for line in sight.TABLE} - {"say"}),
    ],
)
def test_the_table_of_who_sees_what(reader, seen):
    assert {line.name for line in sight.TABLE if sight.sees(line.name, reader)} == seen


def talk(story: Blind) -> Discussion:
    return Discussion.objects.select_related("candidate__round").get(candidate=story.candidate)


def test_the_last_sheet_opens_the_discussion():
    with on_the_day():
        story = Blind("marked")
        story.move("expert", "hand_in")
        story.move("expert2", "hand_in")
        assert not Discussion.objects.exists()
        story.move("expert3", "hand_in")

    assert talk(story).state == "open"
    assert factories.steps_of("discussion", talk(story)) == ["begin"]


def test_an_officer_opens_it_early_and_experts_come_in_after_their_own_sheet():
    with on_the_day():
        story = Blind("marked")
        story.move("expert", "hand_in")
        officer, pk = who("officer"), story.candidate.pk
        assert refused(lambda: actions.open_discussion(pk, actor=who("chair"))) == [
            "not_your_move"
        ]
        row = actions.open_discussion(pk, actor=officer)

        assert refused(lambda: actions.open_discussion(pk, actor=officer)) == [
            "discussed_already"
        ]
        sees = factories.who_sees(queries.discussions_for, row)
        assert sees == ["officer", "expert", "chair", "discipline"]
        seen = browser("expert").get(row.get_absolute_url()).content.decode()
        assert browser("expert2").get(row.get_absolute_url()).status_code == 404
        story.move("expert2", "hand_in")
        after = browser("expert2").get(row.get_absolute_url()).content.decode()

    assert ("80.00" in seen, "84.00" in seen) == (True, False)
    assert ("80.00" in after, "84.00" in after) == (True, True)


def test_experts_are_numbers_to_one_another_where_the_round_is_blind():
    with on_the_day():
        story = Blind("handed_in")
        actions.say(talk(story).pk, "路线有疑问。", actor=who("expert2"))
        mine = browser("expert").get(talk(story).get_absolute_url()).content.decode()
        actions.open_marks(story.round.pk, actor=who("officer"))
        officers = browser("officer").get(talk(story).get_absolute_url()).content.decode()

    others = [who(name).name for name in EXPERTS[1:]]
    assert "路线有疑问。" in mine and "专家 2" in mine
    assert [name for name in others if name in mine] == []
    assert [name for name in others if name in officers] == others
    assert story.application.organisation.name_zh not in mine


def test_saying_something_is_refused_for_every_reason():
    with on_the_day():
        story = Blind("handed_in")
        pk = talk(story).pk

        def say(username: str, text: str = "好") -> list[str]:
            return refused(lambda: actions.say(pk, text, actor=who(username)))

        assert say("expert", "  ") == ["answer_needed"]
        assert say("expert", "长" * 2001) == ["too_long"]
        assert say("expert4") == say("chair") == say("head_rare") == ["not_your_move"]
        story._concluded(())
        assert say("expert") == ["discussion_closed"]
    assert not Post.objects.exists()


def test_a_barred_officer_finds_no_discussion_and_opens_none():
    with on_the_day():
        story = Blind("handed_in")
        officer, row = who("officer"), talk(story)
        access.bar(
            officer.user_id, "conflict", kind="application", subject_id=story.application.pk
        )

        assert browser("officer").get(row.get_absolute_url()).status_code == 404
        assert queries.by_candidate(story.round, queries.hidden_from(officer)) == []
        assert "not_your_move" in refused(
            lambda: actions.ask_reasons(story.candidate.pk, "为何", actor=officer)
        )


def test_an_expert_revises_with_a_reason_and_the_old_marks_stay():
    with on_the_day():
        story = Blind("handed_in")
        assert refused(lambda: story.move("expert", "revise")) == ["reason_needed"]
        story.move("expert", "revise", reason="讨论后认为创新性不足")
        story.mark("expert", 60)
        story.move("expert", "hand_in")
        actions.open_marks(story.round.pk, actor=who("officer"))
        shown = browser("officer").get(talk(story).get_absolute_url()).content.decode()
        story._concluded(())
        assert refused(lambda: story.move("expert", "revise", reason="x")) == [
            "discussion_closed"
        ]

    assert "曾评 80.00 分" in shown
    assert queries.place_of("application", story.application.pk).score == 7733


def test_sheets_far_apart_are_told_and_the_two_are_asked_for_reasons():
    with on_the_day():
        story = Blind("handed_in", points=(95, 90, 60))
        officer, pk = who("officer"), story.candidate.pk
        assert [c.pk for c in queries.far_apart(story.round)] == [pk]
        shown = browser("officer").get(f"/review/rounds/{codes.of(story.round)}/progress/")
        post = actions.ask_reasons(pk, "请说明理由。", actor=officer)
        told = Outgoing.objects.filter(kind="asked_for_reasons")

    assert "相差 35.0 分" in shown.content.decode()
    assert post.asks
    assert {t.payload["user"] for t in told} == {who("expert").user_id, who("expert3").user_id}


def test_reasons_are_asked_only_where_sheets_lie_far_apart():
    with on_the_day():
        story = Blind("handed_in")

        codes = refused(lambda: actions.ask_reasons(story.candidate.pk, "", actor=who("chair")))

    assert codes == ["not_your_move", "answer_needed", "not_far_apart"]


# --- reasons before ranking -------------------------------------------------------------------


def test_a_round_is_not_ranked_while_sheets_lie_apart_and_nobody_said_why():
    story = Blind("handed_in", points=(40, 84, 88))

    def conclude() -> None:
        with on_the_day(15):
            move.make("round", story.round.pk, "conclude", actor=who("officer"))

    def speak(name: str) -> None:
        with on_the_day(14):
            talk = queries.talk_about(story.candidate)
            actions.say(talk.pk, "目标偏低。", actor=who(name))

    assert refused(conclude) == ["reasons_missing"]
    with on_the_day(13):
        actions.ask_reasons(story.candidate.pk, "请说明理由。", actor=who("officer"))
    speak("expert")
    speak("expert2")  # neither the lowest nor the highest
    assert refused(conclude) == ["reasons_missing"]

    speak("expert3")
    conclude()
    story.round.refresh_from_db()
    assert story.round.state == "concluded"


def test_reasons_are_not_needed_where_the_instrument_does_not_ask(monkeypatch):
    own = replace(instruments.get("key_project"), review=Review(double_blind=True))
    monkeypatch.setitem(instruments._BY_CODE, own.code, own)

    story = Blind("concluded", points=(40, 84, 88))

    story.round.refresh_from_db()
    assert story.round.state == "concluded"
