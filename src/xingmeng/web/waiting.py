"""What waits for a reader: every case whose next move is theirs, over all stages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from xingmeng.core import clock, move
from xingmeng.core.actor import Actor
from xingmeng.core.move import Subject
from xingmeng.core.words import say
from xingmeng.engines import flow
from xingmeng.engines.values import Text
from xingmeng.web import turns

MOST = 50
AWAITED = ("good", "neutral")  # tones of moves that take a case on; others are asides
QUIET = frozenset({"take_back", "withdraw", "open_again", "revise", "end_early"})


def groups(actor: Actor) -> list[dict[str, Any]]:
    """The cases to act on, by kind, the earliest deadline first. Errors: none."""
    found = []
    for about in move.subjects():
        items = sorted(_items(about, actor), key=lambda i: (i["due_on"] is None, i["due_on"]))
        if items:
            found.append({"label": about.title, "items": items})
    return [*_turns(actor), *found]


def _turns(actor: Actor) -> list[dict[str, Any]]:
    """What waits and is no move of a case: something new has to be begun."""
    found = []
    for label, rows, what in turns.every(actor):
        items = [_turn(row, label, what) for row in rows[:MOST]]
        if items:
            found.append({"label": what, "items": items})
    return found


def _turn(row: Any, label: Text, what: Text) -> dict[str, Any]:
    return {
        "kind": label,
        "title": str(row),
        "url": row.get_absolute_url(),
        "due_on": row.due_on,
        "overdue": bool(row.due_on and row.due_on < clock.today()),
        "what": what,
    }


def _items(about: Subject, actor: Actor) -> Iterator[dict[str, Any]]:
    states = {s for f in about.every_flow() for m in f.moves if _awaited(m) for s in m.before}
    rows = about.visible_to(actor).filter(state__in=states).order_by("due_on", "pk")
    for row in rows[:MOST]:
        offered = move.open_moves(about.kind, row, actor=actor)
        steps = [m for m in offered if _awaited(m)] or _left_to_do(about, row, offered, actor)
        if steps:
            yield _item(row, about.flow_of(row).state(row.state), _choices(steps, offered))


def _choices(steps: list[Any], offered: list[Any]) -> list[Any]:
    """All that may be done with a case: a desk names the choice, it does not make it."""
    return steps + [m for m in offered if m not in steps and m.name not in QUIET]


def _left_to_do(about: Subject, row: Any, offered: list[Any], actor: Actor) -> list[Any]:
    """For who has the case and cannot take it on: what else they may do with it."""
    has_it = about.roles_of(actor, row) & set(flow.holders(about.flow_of(row), row.state))
    return [m for m in offered if m.name not in QUIET and not has_it.isdisjoint(m.by)]


def _awaited(step: Any) -> bool:
    return step.by != ("system",) and step.tone in AWAITED and step.name not in QUIET


def _item(row: Any, state: Any, steps: list[Any]) -> dict[str, Any]:
    return {
        "kind": state.label,
        "title": str(row),
        "url": row.get_absolute_url(),
        "due_on": row.due_on,
        "overdue": bool(row.due_on and row.due_on < clock.today()),
        "what": " / ".join(say(step.label) for step in steps[:3]),
    }


def shortcuts(actor: Actor) -> list[tuple[Text, str, str]]:
    """Where this reader usually begins. Errors: none."""
    found = []
    if actor.organisations:
        found += [
            (Text("提出技术需求", "State a need"), reverse("exchange:begin"), "bulb"),
            (Text("看榜揭榜", "Find a challenge"), reverse("calls:challenges"), "flag"),
            (Text("申报项目和资格", "Apply to a call"), reverse("calls:calls"), "pencil"),
        ]
    if "officer" in actor.roles:
        found.append((Text("草拟申报批次", "Draft a call"), reverse("calls:draft"), "plus"))
    if actor.roles & {"officer", "chair"}:
        listed = reverse("meetings:meetings")
        found.append((Text("厅务会", "Deciding meetings"), listed, "calendar-event"))
    if actor.roles & {"officer", "finance"}:
        found.append(
            (Text("专项资金", "Appropriations"), reverse("funds:appropriations"), "coin-yuan")
        )
    if not actor.roles:
        found.append(
            (Text("登记我的单位", "Register my unit"), reverse("registry:register"), "building")
        )
    found.append((Text("数据看板", "Board"), reverse("board"), "chart-bar"))
    found.append(
        (Text("核验回执", "Check a receipt"), reverse("verify_receipt"), "certificate")
    )
    return found
