"""What came of introductions, and which of them are late or silent."""

import pytest

from tests import thread
from tests.factories import browser, moment, time, who
from tests.stages.exchange.test_introductions import step, suggested, talking
from xingmeng.core import clock
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Need
from xingmeng.stages.indicators import queries
from xingmeng.web import ahead

pytestmark = pytest.mark.django_db
READERS = ("officer", "issuer", "stranger", "nobody")


@pytest.fixture
def need() -> Need:
    return thread.thread_until("need_submitted").fresh("need")


def values(code: str, day: str) -> list[int]:
    """What each of READERS sees of a figure."""
    told = (queries.figure(who(name), code, as_of=time(day, 23))[0] for name in READERS)
    return [int(value) for value in told]


def test_consent_that_is_overdue_and_talks_gone_silent_are_alerts(need):
    with moment("2021-07-12"):
        suggested(need)
        talking(need)

    assert values("overdue_introduction", "2021-07-20") == [0, 0, 0, 0]
    assert values("overdue_introduction", "2021-07-31") == [1, 1, 0, 0]
    assert values("talks_silent", "2021-08-10") == [0, 0, 0, 0]
    assert values("talks_silent", "2021-08-12") == [1, 1, 0, 0]
    with moment("2021-08-13"):
        labels = [line["label"].zh for line in ahead.alerts(who("officer"), clock.now())]
        assert labels == ["对接洽谈无进展", "技术需求超期未办", "供需对接超期未办"]
        assert "对接洽谈无进展" in browser("officer").get("/board/").content.decode()
        assert "对接洽谈无进展" not in browser("nobody").get("/board/").content.decode()


def test_who_writes_is_silent_no_more_and_days_ahead_are_told(need):
    with moment("2021-07-12"):
        row = talking(need)
    assert values("introductions_due", "2021-07-20") == [0, 0, 0, 0]
    assert values("introductions_due", "2021-08-20") == [1, 1, 0, 0]
    with moment("2021-08-05"):
        actions.say(row.pk, "样品已寄出", actor=who("issuer"))

    assert values("talks_silent", "2021-08-12") == [0, 0, 0, 0]
    assert values("talks_silent", "2021-09-05") == [1, 1, 0, 0]
    with moment("2021-09-06"):
        step(row, "end", "issuer", reason="指标达不到")
    assert values("talks_silent", "2021-09-06") == [0, 0, 0, 0]
    assert values("introductions_due", "2021-09-06") == [0, 0, 0, 0]


def test_results_count_from_the_day_they_are_recorded():
    story = thread.thread_until("raised")
    need, challenge = story.fresh("need"), story.fresh("challenge")
    Need.objects.filter(pk=need.pk).update(state="confirmed")  # as while they talked
    with moment("2021-08-20"):
        row = talking(need)
    with moment("2021-09-02"):
        actions.conclude(row.pk, result=("challenge", challenge.pk), actor=who("issuer"))

    assert values("introductions_begun", "2021-08-19") == [0, 0, 0, 0]
    assert values("introductions_begun", "2021-08-20") == [1, 1, 0, 0]
    assert values("introductions_agreed", "2021-09-01") == [0, 0, 0, 0]
    assert values("introductions_agreed", "2021-09-02") == [1, 1, 0, 0]
    address = "/indicators/introductions_agreed/?area=1502"
    with moment("2021-09-03"):
        assert row.number in browser("officer").get(address).content.decode()
