"""The board for the wall of a hall: what anybody may see, large, whoever is signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xingmeng.core import clock
from xingmeng.core.actor import NOBODY
from xingmeng.core.words import say
from xingmeng.web import ahead, board, latest, moneyflow

SHOWN = ("challenges", "challenge_amount", "agreed_amount", "support_paid")
EVENTS = 8
DEADLINES = 3
REFRESH_SECONDS = 180


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """One page without a way around; it brings itself up to date and can be paused."""
    return render(request, "wall.html", page())


def page() -> dict[str, Any]:
    """Everything the wall shows."""
    now = clock.now()
    return {
        "figures": [board.figure(NOBODY, code) for code in SHOWN],
        "map": board.area_map(NOBODY, "agreed_amount", now),
        "money": moneyflow.page(NOBODY, now),
        "chains": board.funnel(NOBODY, now),
        "events": latest.events(most=EVENTS),
        "alerts": ahead.alerts(NOBODY, now),
        "deadlines": nearest(ahead.deadlines(NOBODY, now)["items"]),
        "now": now,
        "seconds": REFRESH_SECONDS,
    }


def nearest(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The next deadlines, each project once. Order: as given."""
    by_project: dict[str, dict[str, Any]] = {}
    for line in lines:
        by_project.setdefault(say(line["title"]).split(" · ")[0], line)
    return list(by_project.values())[:DEADLINES]
