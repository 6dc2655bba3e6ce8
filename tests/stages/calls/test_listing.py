"""What counts as listed, what stays unknown, and what a relisted challenge may still change."""

from datetime import date

import pytest

from tests import factories, thread
from tests.factories import refused, time
from xingmeng.demo import texts
from xingmeng.stages.calls import actions, papers, queries
from xingmeng.stages.calls.models import Challenge

pytestmark = pytest.mark.django_db


def no_bids(step: str = "opened") -> thread.Thread:
    return thread.thread_until(step, bidders=())


def test_a_challenge_counts_as_listed_from_its_day_on_whatever_came_later():
    story = no_bids()
    story.move("challenge", story.challenge, "withdraw", "officer", reason="企业不再需要")
    nobody = factories.who("nobody")

    counted = [
        queries.listed(nobody, until=time(day)).count() for day in ("2021-09-02", "2021-09-04")
    ]

    assert counted == [0, 1]


def test_a_challenge_withdrawn_before_it_was_listed_stays_unknown_and_off_the_notice():
    story = no_bids("raised")
    with factories.moment("2021-08-21"):
        other = factories.need()
        for name, username, said in (
            ("submit", "issuer", {}),
            ("endorse", "bureau", {"opinion": "建议"}),
            ("refine", "officer", texts.REFINED),
            ("confirm", "issuer", {}),
        ):
            story.move("need", other, name, username, **said)
        gone = actions.raise_challenge(story.call.pk, other.pk, actor=factories.who("officer"))
        story.move("challenge", gone, "withdraw", "officer", reason="暂缓")
    with thread.on("listed"):
        story.move("call", story.call, "publish", "officer")

    nobody = factories.who("nobody")
    assert list(queries.challenges_for(nobody)) == [story.fresh("challenge")]
    assert len(papers.notice_of(story.fresh("call"), date(2021, 9, 3))["challenges"]) == 1


def test_a_relisted_challenge_gets_a_new_deadline_until_its_list_is_published():
    story = no_bids()
    with factories.moment("2021-10-12"):
        story.move("challenge", story.challenge, "relist", "officer")
        copy = Challenge.objects.get(follows=story.challenge)
        later = {"deadline_on": "2024-12-31"}
        assert refused(
            lambda: story.move("challenge", copy, "reschedule", "issuer", **later)
        ) == ["not_your_move"]
        story.move("challenge", copy, "reschedule", "officer", **later)
        copy.refresh_from_db()
        assert (copy.state, copy.deadline_on.isoformat()) == ("drafted", "2024-12-31")
        story.move("call", copy.call, "publish", "officer")

        assert refused(
            lambda: story.move("challenge", copy, "reschedule", "officer", **later)
        ) == ["wrong_state", "wrong_state"]
