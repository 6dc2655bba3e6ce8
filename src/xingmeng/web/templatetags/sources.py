"""Where an answer came from: who said it, when, until when it holds. No rule lives here."""

from typing import Any

from xingmeng.core import clock
from xingmeng.web.templatetags import figures

FOLDED = ("known", "carried")  # nobody needs to write these again


def of(answer: Any) -> dict[str, Any]:
    """What a question's template says of its answer: version, source, dates, correction."""
    asked = answer.field
    only_if = getattr(asked, "only_if", None)
    origin = getattr(answer, "origin", "")
    return {
        "version": getattr(answer, "version", 0),
        "base": getattr(answer, "base", ""),
        "asked": getattr(answer, "asked", True),
        "only_if": only_if[0] if only_if else "",
        "only_values": "|".join(only_if[1]) if only_if else "",
        "origin_words": _origin(origin),
        "source": getattr(answer, "source", "") or answer.filled_from,
        "on": getattr(answer, "on", ""),
        "until": getattr(answer, "until", ""),
        "why": getattr(answer, "why", ""),
        "known": is_known(answer),
        "stale": is_stale(answer),
        "hints": () if answer.value not in (None, "", []) else getattr(answer, "hints", ()),
        "may_say_why": origin in (*FOLDED, "corrected"),
    }


def is_known(answer: Any) -> bool:
    """Whether an answer is known from elsewhere, in force, and nothing is wrong with it."""
    given = answer.value not in (None, "", [])
    known = getattr(answer, "origin", "") in FOLDED
    return known and given and not answer.findings and not is_stale(answer)


def is_stale(answer: Any) -> bool:
    """Whether what was known has run out, so that its writer looks at it again."""
    until = str(getattr(answer, "until", "") or "")
    known = getattr(answer, "origin", "") in FOLDED
    return known and bool(until) and until < clock.today().isoformat()


def in_short(answer: Any) -> str:
    """Source and date as the head of the folded answers names them."""
    source = figures.label(getattr(answer, "source", "") or answer.filled_from)
    on = str(getattr(answer, "on", "") or "")
    return f"{source} {on}".strip() or figures.choose("登记信息", "the registry")


def _origin(origin: str) -> str:
    if origin == "corrected":
        return figures.choose("已更正，原来自", "Corrected; it came from")
    if origin == "carried":
        return figures.choose("沿用自", "Carried over from")
    return figures.choose("来自", "From")
