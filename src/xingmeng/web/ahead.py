"""What falls due soon and what is late, each with the list behind it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from xingmeng.core.actor import Actor
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.indicators import rules

MOST = 200  # of each kind, before the nearest are chosen
SHOWN = 8


def deadlines(actor: Actor, now: datetime) -> dict[str, Any]:
    """The nearest deadlines of all kinds, and how many there are of each. Order: by day."""
    lines, kinds = [], []
    for wanted in indicators.deadlines():
        rows = list(wanted.records(actor, now)[:MOST])
        lines += [_line(wanted, row) for row in rows]
        if rows:
            url = reverse("indicators:indicator", args=[wanted.code])
            kinds.append({"label": wanted.title, "count": len(rows), "url": url})
    lines.sort(key=lambda line: line["due_on"])
    return {"items": lines[:SHOWN], "kinds": kinds}


def _line(wanted: Any, row: Any) -> dict[str, Any]:
    return {
        "kind": wanted.title,
        "title": rules.title_of(row),
        "url": row.get_absolute_url(),
        "due_on": wanted.day(row),
    }


def alerts(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """What is late or stuck and how much of it; what is in order is left out."""
    found = []
    for wanted in indicators.alerts():
        if count := int(wanted.value(wanted.records(actor, now)) or 0):
            url = reverse("indicators:indicator", args=[wanted.code])
            found.append({"label": wanted.title, "count": count, "url": url})
    return found
