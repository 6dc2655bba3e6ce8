"""A draw is made public only once no case in it is hidden from somebody who must step aside."""

import pytest

from tests import pool, thread
from tests.factories import refused, who
from tests.stages.review.test_draws import commit, reveal
from xingmeng.core import clock, move
from xingmeng.stages.review import actions
from xingmeng.stages.review.actions import recusal
from xingmeng.stages.review.models import Conflict, Draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    told = thread.thread_until("round_open")
    for name in ("discipline", "chair"):
        who(name)  # not made while something is refused
    with thread.on("round_open"):
        yield told


def test_a_draw_waits_while_a_case_in_it_is_hidden_from_somebody(story):
    pool.enrol(0, 6, pool.expert(90, away=True, field="520"))
    call, bid = story.challenge.call, story.bids["bidder"].pk
    audits = [
        actions.commit_audit("round", story.round.pk, take=1, actor=who("discipline")),
        actions.commit_audit("call", call.pk, take=1, actor=who("discipline")),
    ]
    rows = [reveal(row, "officer") for row in audits]
    rows.append(reveal(commit(story, take=2, outside_pct=100)))
    Conflict.objects.create(
        user_id=who("chair").user_id, kind="application", subject_id=bid,
        tie="declared", found_at=clock.now(),
    )  # fmt: skip

    def publish(row: Draw) -> list[str]:
        return refused(lambda: move.make("draw", row.pk, "publish", actor=who("discipline")))

    assert [publish(row) for row in rows] == [["case_hidden_still"]] * 3

    recusal.publish(bid, actor=who("officer"))
    for row in rows:
        move.make("draw", row.pk, "publish", actor=who("discipline"))

    assert {row.state for row in Draw.objects.all()} == {"published"}
