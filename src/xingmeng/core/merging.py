"""What a page is told of others who write on the same draft. Nothing is changed here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest

from xingmeng.core import answers, clock, stamps
from xingmeng.core.stamps import Hand
from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Section

HERE = timedelta(seconds=90)  # who saved something this long ago is still writing


def hand(request: HttpRequest) -> Hand:
    """Who asks, in which window."""
    asked = request.POST if request.method == "POST" else request.GET
    by, tab = request.actor.user_id, asked.get("_tab", "")[:40]
    return Hand(by=by, at=clock.now(), tab=tab)


def clash(row: Any, question: Question, *, hand: Hand) -> dict[str, Any] | None:
    """What stands against an answer: who gave it, when, its text; None if nothing does."""
    other = stamps.other_side(row, question.name, hand)
    if other is None:
        return None
    return {
        "field": question.name,
        "by": names({other["by"]}).get(other["by"], ""),
        "at": other["at"],
        "theirs": answers.read_out(question, other["value"]),
        "version": stamps.version(row, question.name),
    }


def changed(
    row: Any, sections: Sequence[Section], *, after: int, hand: Hand
) -> list[dict[str, Any]]:
    """The answers changed after a count of changes, and those in a clash, as inputs show them.

    Order:  as the form asks. Errors: none.
    """
    recent = [
        question
        for name, question in forms.questions(sections).items()
        if (stamp := row.stamps.get(name)) and (stamp.get("r", 0) > after or stamp.get("kept"))
    ]
    who = names({row.stamps[q.name].get("by", 0) for q in recent})
    told = []
    for question in recent:
        stamp = row.stamps[question.name]
        item = {
            "name": question.name,
            "version": stamp.get("v", 0),
            "by": who.get(stamp.get("by", 0), ""),
            "at": stamp.get("at", ""),
            "value": answers.shown(question, row.answers.get(question.name)),
        }
        against = clash(row, question, hand=hand)
        told.append(item | ({"clash": against} if against else {}))
    return told


def others_writing(row: Any, *, hand: Hand) -> list[str]:
    """The names of others who changed an answer within the last minute and a half.

    Order:  by name. Errors: none.
    """
    recent = {
        stamp["by"]
        for stamp in row.stamps.values()
        if stamp.get("at") and hand.at - datetime.fromisoformat(stamp["at"]) < HERE
    }
    return sorted(names(recent - {hand.by, 0}).values())


def names(ids: set[int]) -> dict[int, str]:
    """Full names of users; the system has none. Errors: none."""
    users = get_user_model().objects.filter(pk__in=ids - {0}) if ids - {0} else ()
    return {user.pk: user.get_full_name() for user in users}
