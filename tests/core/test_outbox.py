"""Messages leave only if their reason was kept, and are tried until they have left."""

from datetime import timedelta

import pytest
from django.core import mail

from tests import factories, thread
from xingmeng.core import clock, door, outbox
from xingmeng.core.models import Outgoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Senders of the test's own, and what they were given."""
    given, before = [], dict(outbox._senders)
    outbox.wire({"note": given.append})
    yield given
    outbox.wire(before)


def later(**ahead: int):
    return clock.at(factories.time("2021-09-03") + timedelta(**ahead))


def put(count: int = 1) -> None:
    with factories.moment("2021-09-03"):
        for number in range(count):
            outbox.enqueue("note", number=number)


def test_what_waits_is_sent_once_oldest_first(sent):
    put(3)

    with later(hours=1):
        assert outbox.deliver() == 3
        assert outbox.deliver() == 0

    assert sent == [{"number": 0}, {"number": 1}, {"number": 2}]
    assert not Outgoing.objects.filter(sent_at=None).exists()


def test_a_round_takes_no_more_than_it_is_told(sent):
    put(3)

    with later(hours=1):
        assert outbox.deliver(most=2) == 2

    assert len(sent) == 2


def test_what_fails_is_tried_again_and_holds_nothing_up(sent):
    put(2)
    fail = [True]

    def sender(payload: dict) -> None:
        if payload["number"] == 0 and fail:
            raise OSError("no line")
        sent.append(payload)

    outbox.wire({"note": sender})
    with later(hours=1):
        assert outbox.deliver() == 1
    fail.clear()
    with later(hours=2):
        assert outbox.deliver() == 1

    assert sent == [{"number": 1}, {"number": 0}]
    assert Outgoing.objects.get(payload={"number": 0}).tries == 2


def test_after_eight_tries_a_message_rests(sent):
    put()

    def sender(payload: dict) -> None:
        sent.append(payload)
        raise OSError("no line")

    outbox.wire({"note": sender})
    for hour in range(1, 12):
        with later(hours=hour):
            outbox.deliver()

    assert len(sent) == outbox.MOST_TRIES
    assert Outgoing.objects.get().sent_at is None


def test_a_kind_that_nobody_sends_waits(sent):
    with factories.moment("2021-09-03"):
        outbox.enqueue("unknown")

    with later(hours=1):
        assert outbox.deliver() == 0
    assert Outgoing.objects.get().tries == 1


def test_what_another_worker_holds_is_left_to_it(sent):
    put()
    Outgoing.objects.update(held_until=factories.time("2021-09-03", 12))

    with later(hours=1):
        assert outbox.deliver() == 0
    with later(hours=3):
        assert outbox.deliver() == 1


def test_a_message_of_an_undone_change_never_leaves(sent):
    with pytest.raises(ZeroDivisionError), door.change():
        outbox.enqueue("note", number=1)
        raise ZeroDivisionError

    assert outbox.deliver() == 0


def test_people_are_told_by_mail_without_names_or_contents(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    story = thread.thread_until("need_submitted")
    story.move("need", story.need, "return", "bureau", reason="缺少机密指标")

    with factories.moment("2030-01-01"):
        outbox.deliver()

    [message] = mail.outbox
    assert message.to == ["issuer@example.org"]
    assert "退回补正" in message.subject
    assert story.need.get_absolute_url() in message.body
    assert "机密" not in message.subject + message.body
    assert story.need.title not in message.subject + message.body
    assert Outgoing.objects.get().payload == {
        "kind": "need",
        "pk": story.need.pk,
        "move": "return",
    }
