"""Warning those who owe a report before its day, and once it has passed."""

from datetime import timedelta

from xingmeng.core import clock, door, outbox, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.delivery import queries

STEPS = {"warn_30": 30, "warn_7": 7, "warn_late": -1}  # days before the day; mildest first


@door.change()
def warn() -> int:
    """Tell every holder what falls due within 30 and 7 days, and what is late; once each.

    A day that was moved is warned of anew. Returns how many warnings were given.
    Writes: a step and a message each. Run at any time of the day.
    """
    given = 0
    for kind, rows in queries.falling_due(clock.today() + timedelta(days=STEPS["warn_30"])):
        known = trail.last_made(kind, [row.pk for row in rows], *STEPS)
        for row in rows:
            step = _due(row.due_on)
            last = known.get((row.pk, step))
            opened = row.due_on - timedelta(days=STEPS[step])
            if last is None or clock.local_day(last) < opened:
                trail.record(kind, row.pk, step, actor=SYSTEM)
                outbox.enqueue("falls_due", kind=kind, pk=row.pk)
                given += 1
    return given


def _due(day) -> str:
    """The most urgent warning that a day calls for today."""
    left = (day - clock.today()).days
    return next(step for step, days in reversed(STEPS.items()) if left <= days)
