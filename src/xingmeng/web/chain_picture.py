"""The picture of a chain: its links as boxes in order, drawn on the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.exchange.rules import chains as rules

WIDTH, HEIGHT, GAP, EDGE = 140, 236, 12, 3  # of a box, between boxes, around the picture
WIDE, NARROW = 15, 8.8  # of a Chinese sign and of a letter, at the size of a name
ROOM, MOST_LINES = WIDTH - 20, 3
MARKS = {"thin": "▲", "covered": "●", "calm": "○"}  # shape tells it, besides colour and edge
TOLD = {
    "organisation": Text("企业", "Firms"),
    "platform": Text("平台", "Platforms"),
    "people": Text("人才", "Talents"),
    "contract": Text("在研项目", "Projects"),
    "bottleneck": Text("卡点", "Bottlenecks"),
    "need": Text("待供给需求", "Needs"),
}


def drawn(links: Sequence[Any], counts: Mapping[int, Mapping[str, int]]) -> dict[str, Any]:
    """What the picture's template draws. Units: those of the drawing. Errors: none."""
    step = WIDTH + GAP
    boxes = [
        _box(link, counts[link.pk], EDGE + n * step, last=n == len(links) - 1)
        for n, link in enumerate(links)
    ]
    width = len(links) * step - GAP + 2 * EDGE
    return {"boxes": boxes, "width": width, "height": HEIGHT + 2 * EDGE}


def _box(link: Any, counts: Mapping[str, int], x: int, *, last: bool) -> dict[str, Any]:
    standing = rules.standing(counts)
    lines = [(say(label), counts[name]) for name, label in TOLD.items()]
    part, stands = say(rules.PARTS[link.part]), say(standing.label)
    named = wrapped(say(link.name))
    return {
        "url": link.get_absolute_url(),
        "name": standing.name,
        "x": x,
        "y": EDGE,
        "width": WIDTH,
        "height": HEIGHT,
        "text_x": x + 12,
        "part": part,
        "title": [(42 + 18 * n, line) for n, line in enumerate(named)],
        "lines": [(102 + 18 * n, *line) for n, line in enumerate(lines)],
        "number_x": x + WIDTH - 12,
        "standing": f"{MARKS[standing.name]} {stands}",
        "standing_y": HEIGHT - 14,
        "arrow": "" if last else f"M{x + WIDTH + 3} 118h{GAP - 6}m-5 -4l5 4l-5 4",
    }


def wrapped(text: str) -> list[str]:
    """A name in as many lines as a box has room for; what is longer ends in dots.

    Errors: none.
    """
    lines = [""]
    for part in _parts(text):
        if lines[-1] and _wide(lines[-1] + part) > ROOM:
            lines.append("")
        lines[-1] = (lines[-1] + part).lstrip()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1].rstrip() + "…"]
    return [line.rstrip() for line in lines]


def _parts(text: str) -> list[str]:
    """What a line may break between: signs of Chinese, words of English."""
    if text.isascii():
        return [f"{word} " for word in text.split()]
    return list(text)


def _wide(text: str) -> float:
    return sum(NARROW if sign.isascii() else WIDE for sign in text.rstrip())
