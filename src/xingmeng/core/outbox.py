"""Messages that leave only if their reason was committed, tried until they have left."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from xingmeng.core import clock, door
from xingmeng.core.models import Outgoing

MOST_TRIES = 8
HOLD = timedelta(minutes=2)
_senders: dict[str, Callable[[Mapping[str, Any]], None]] = {}


def wire(senders: Mapping[str, Callable[[Mapping[str, Any]], None]]) -> None:
    """Replace the table of who sends which kind. Errors: none."""
    _senders.clear()
    _senders.update(senders)


@door.change()
def enqueue(message: str, /, **payload: Any) -> None:
    """Put a message in the box, in the caller's transaction. Payloads hold identifiers only.

    Writes: one Outgoing row.
    """
    Outgoing.objects.create(kind=message, payload=payload, created_at=clock.now())


def deliver(*, most: int = 100) -> int:
    """Send what waits, oldest first, and return how many left.

    Several workers may do so at once: a message is held by one of them for two minutes.
    Writes: `sent_at`, or one more try on each.
    Errors: none; a message that fails waits for a later round, at most 8 times.
    """
    free = Q(held_until=None) | Q(held_until__lte=clock.now())
    waiting = Outgoing.objects.filter(free, sent_at=None, tries__lt=MOST_TRIES)
    return sum(_send(message) for message in waiting.order_by("pk")[:most])


def _send(message: Outgoing) -> bool:
    own = Outgoing.objects.filter(pk=message.pk, tries=message.tries, sent_at=None)
    if not own.update(tries=message.tries + 1, held_until=clock.now() + HOLD):
        return False  # another worker was quicker
    try:
        _senders[message.kind](message.payload)
    except (OSError, LookupError, ObjectDoesNotExist):
        return False
    Outgoing.objects.filter(pk=message.pk).update(sent_at=clock.now(), held_until=None)
    return True
