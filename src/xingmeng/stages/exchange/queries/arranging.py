"""Reading what officers changed of chains and links. For staff."""

from typing import Any

from django.contrib.auth import get_user_model

from xingmeng.core import trail
from xingmeng.core.actor import Actor
from xingmeng.stages.exchange.rules import arranging as rules


def changes_for(actor: Actor, kind: str, pk: int) -> list[dict[str, Any]]:
    """What was changed of a chain or a link, and why: for staff, the newest first.

    Shapes: each with its label, when, by whom, the reason, and what was said before and is
            said now, by what it is.
    """
    if not actor.is_staff:
        return []
    steps = [(row, note) for row, note in trail.steps_of(kind, pk) if row.move in rules.CHANGES]
    users = get_user_model().objects.in_bulk({row.actor_id for row, _ in steps})
    return [
        {
            "label": rules.CHANGES[row.move],
            "at": row.at,
            "by": users[row.actor_id].get_full_name() if row.actor_id in users else "",
            "why": note.reason if note else "",
            "said": [
                {"what": rules.LABELS[name], "before": before, "now": now}
                for name, (before, now) in (note.details if note else {}).items()
            ],
        }
        for row, note in reversed(steps)
    ]
