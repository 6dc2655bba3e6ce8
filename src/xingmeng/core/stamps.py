"""Who last answered each question of a draft, and what two people wrote at once.

A stamp is {"v", "r", "by", "tab", "at", "origin", ...}: `v` counts the changes of its answer,
`r` is the count of all changes of the draft when this one happened, `tab` names the window it
came from. `origin` is typed, known, corrected, computed, imported or carried; what was known
has "source", "on", "until", and once corrected "knew" (the answer it had) and "why".
`kept` holds what others wrote meanwhile: [{"value", "by", "name", "tab", "at"}]. No table here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from xingmeng.core import receipts
from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Table

Stamp = dict[str, Any]
KNOWN = ("known", "carried")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes, in which window, when and why."""

    by: int
    at: datetime
    name: str = ""
    tab: str = ""
    origin: str = "typed"
    why: str = ""

    def wrote(self, stamp: Mapping[str, Any]) -> bool:
        """Whether a stamp or a kept text is of this very hand; without a window it never is."""
        return bool(self.tab) and (stamp.get("by"), stamp.get("tab")) == (self.by, self.tab)


@dataclass(frozen=True, slots=True)
class Base:
    """What a window started from: the version it was shown, and the digest of that answer."""

    version: int
    digest: str = ""

    @classmethod
    def read(cls, text: str) -> "Base":
        """As a hidden input says it: `3` or `3-0f1e2d3c`. Errors: none; anything else is 0."""
        number, _, digest = text.partition("-")
        return cls(int(number) if number.isdecimal() and len(number) < 10 else 0, digest)


def version(row: Any, name: str) -> int:
    """How often an answer has changed. Errors: none."""
    return row.stamps.get(name, {}).get("v", 0)


def row_version(row: Any) -> int:
    """How often any answer of a draft has changed. Errors: none."""
    return max((stamp.get("r", 0) for stamp in row.stamps.values()), default=0)


def base_of(row: Any, question: Question) -> str:
    """What a page carries to say later from what it started. Errors: none."""
    answer = row.answers.get(question.name)
    return f"{version(row, question.name)}-{digest(question, answer)}"


def digest(question: Question, value: Any) -> str:
    """Eight characters that differ when an answer, as its inputs give it back, differs."""
    plain = receipts.canonical({"v": as_posted(question, value)})
    return sha256(plain).hexdigest()[:8]


def as_posted(question: Question, value: Any) -> Any:
    """An answer as an untouched page would post it again. Errors: none."""
    if isinstance(question, Table):
        rows = [r for r in value if isinstance(r, dict)] if isinstance(value, list) else []
        typed = [c for c in question.columns if not c.computed]
        read = [{c.name: as_posted(c, r.get(c.name)) for c in typed} for r in rows]
        return [r for r in read if not all(forms.is_empty(v) for v in r.values())]
    if question.kind == "choices":
        return sorted(str(one) for one in value) if isinstance(value, list) else []
    if question.kind == "tick":
        return True if value is True else None
    if isinstance(value, float):
        return str(value)
    return forms.parse(question, value) if isinstance(value, str) else value


def same(question: Question, one: Any, other: Any) -> bool:
    """Whether two answers say the same. Errors: none."""
    return as_posted(question, one) == as_posted(question, other)


def lay(row: Any, question: Question, value: Any, *, base: Base | None, hand: Hand) -> None:
    """Put an answer into a draft, or beside the one that somebody else gave meanwhile.

    Without a base it is put in any case. What a page sends back as it was shown changes
    nothing. One's own earlier saving from the same window is no obstacle.
    Writes: `row.answers` and `row.stamps`, not the database.
    """
    name = question.name
    stored, stamp = row.answers.get(name), row.stamps.get(name, {})
    if name in row.answers and same(question, stored, value):
        _agree(row, name, hand)
    elif _untouched(question, value, base) and stamp.get("v", 0) > base.version:
        return
    elif _clashes(stamp, base, hand):
        _keep_beside(row, name, value, hand)
    else:
        _put(row, question, value, hand)


def _untouched(question: Question, value: Any, base: Base | None) -> bool:
    return base is not None and base.digest == digest(question, value)


def _clashes(stamp: Stamp, base: Base | None, hand: Hand) -> bool:
    if base is None or hand.wrote(stamp):
        return False
    waiting = any(hand.wrote(one) for one in stamp.get("kept", ()))
    return waiting or stamp.get("v", 0) > base.version


def _put(row: Any, question: Question, value: Any, hand: Hand) -> None:
    name, old = question.name, row.answers.get(question.name)
    before = row.stamps.get(name, {})
    row.answers[name] = value
    if not before and forms.is_empty(old) and forms.is_empty(value):
        return
    kept = {"kept": before["kept"]} if before.get("kept") else {}
    row.stamps[name] = _fresh(row, name, hand) | _known(question, value, old, before) | kept
    if hand.why and row.stamps[name]["origin"] == "corrected":
        row.stamps[name]["why"] = hand.why


def _fresh(row: Any, name: str, hand: Hand) -> Stamp:
    return {
        "v": version(row, name) + 1,
        "r": row_version(row) + 1,
        "by": hand.by,
        "tab": hand.tab,
        "at": hand.at.isoformat(),
        "origin": hand.origin,
    }


def _known(question: Question, value: Any, old: Any, before: Stamp) -> Stamp:
    """What stays of a stamp when an answer that was known is changed, or put back."""
    origin = before.get("origin")
    if origin not in (*KNOWN, "corrected"):
        return {}
    kept = ("source", "source_en", "on", "until", "why")
    rest = {key: before[key] for key in kept if key in before}
    knew = before.get("knew", old)
    if same(question, value, knew):
        put_back = "carried" if origin == "carried" else "known"
        return {k: v for k, v in rest.items() if k != "why"} | {"origin": put_back}
    if origin == "carried":  # one's own earlier words: written anew, nothing to mend anywhere
        return {}
    return rest | {"origin": "corrected", "knew": knew}


def _keep_beside(row: Any, name: str, value: Any, hand: Hand) -> None:
    stamp = dict(row.stamps[name])
    beside = stamp.get("kept") or []
    others = [one for one in beside if one is not _mine(beside, hand)]
    whose = {"by": hand.by, "name": hand.name, "tab": hand.tab, "at": hand.at.isoformat()}
    mine = {"value": value, **whose}
    row.stamps[name] = stamp | {"kept": [*others, mine], "r": row_version(row) + 1}


def _agree(row: Any, name: str, hand: Hand) -> None:
    """Who now says the same as what stands has nothing beside it; a reason may come late."""
    stamp = row.stamps.get(name, {})
    beside = stamp.get("kept") or []
    left = [one for one in beside if not hand.wrote(one)]
    late = hand.why and stamp.get("origin") == "corrected" and stamp.get("why") != hand.why
    if len(left) == len(beside) and not late:
        return
    rest = {key: value for key, value in stamp.items() if key != "kept"}
    kept, why = {"kept": left} if left else {}, {"why": hand.why} if late else {}
    row.stamps[name] = rest | kept | why | {"r": row_version(row) + 1}


def other_side(row: Any, name: str, hand: Hand) -> Mapping[str, Any] | None:
    """What stands against the answer of this hand: {"value", "by", "at"}; None if nothing.

    Who has a text beside the answer faces the answer; everybody else faces the newest text
    beside it. Errors: none.
    """
    stamp = row.stamps.get(name, {})
    kept = stamp.get("kept") or []
    if not kept:
        return None
    if _mine(kept, hand):
        return {"value": row.answers.get(name), "by": stamp.get("by"), "at": stamp.get("at")}
    return kept[-1]


def _mine(kept: list[Stamp], hand: Hand) -> Stamp | None:
    """The text of this window; where none is named, of this person."""
    own = [one for one in kept if hand.wrote(one)]
    if not own and not hand.tab:
        own = [one for one in kept if one["by"] == hand.by]
    return own[-1] if own else None


def settle(
    row: Any, question: Question, choice: str, *, base: Base, hand: Hand
) -> list[tuple[int, Any]]:
    """End a clash: `mine` or `theirs` stands; returns what does not, with who wrote it.

    Writes: `row.answers` and `row.stamps`. Changes nothing where the answer has moved on
    since, or nothing clashes.
    """
    name = question.name
    stamp = row.stamps.get(name, {})
    kept = stamp.get("kept") or []
    if not kept or stamp.get("v", 0) != base.version or choice not in ("mine", "theirs"):
        return []
    own = _mine(kept, hand)
    beside = own or kept[-1]
    wins = beside if (choice == "mine") == (own is not None) else None
    lost = [(one["by"], one["value"]) for one in kept if one is not wins]
    row.stamps[name] = {k: v for k, v in stamp.items() if k != "kept"}
    row.stamps[name]["r"] = row_version(row) + 1
    if wins is not None:
        lost.append((stamp.get("by", 0), row.answers.get(name)))
        _put(row, question, wins["value"], hand)
    return lost
