"""Messages that leave only if their reason was committed, tried until they have left."""

from collections.abc import Callable, Mapping
from typing import Any

from xingmeng.core import clock, door
from xingmeng.core.models import Outgoing

MOST_TRIES = 8
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

    Writes: `sent_at` or one more try on each.
    Errors: none; a message that fails waits for the next round, at most 8 times.
    """
    left = 0
    waiting = Outgoing.objects.filter(sent_at=None, tries__lt=MOST_TRIES).order_by("pk")
    for message in waiting[:most]:
        left += _send(message)
    return left


def _send(message: Outgoing) -> bool:
    message.tries += 1
    try:
        _senders[message.kind](message.payload)
    except (OSError, LookupError):
        message.save(update_fields=["tries"])
        return False
    message.sent_at = clock.now()
    message.save(update_fields=["tries", "sent_at"])
    return True
