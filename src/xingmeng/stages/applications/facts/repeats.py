"""Between applications and the engine of screening: their prose, their fingerprints."""

import base64
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from xingmeng.engines import fingerprints, forms, passages, screening
from xingmeng.engines.forms import Field, Question, Table
from xingmeng.engines.passages import Passage
from xingmeng.engines.values import Text
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.models import Application, Fingerprint
from xingmeng.stages.applications.rules.repeats import MOST_LOOKED_INTO, SHOWN

BETWEEN = "\n"  # the parts of a prose


class Part(NamedTuple):
    """One answer in prose, and where it begins in the whole. Units: code points."""

    label: Text
    text: str
    start: int


class Found(NamedTuple):
    """What one application shares with another. Units: `share` in hundredths of a per cent."""

    share: int
    characters: int
    passages: list[Passage]


def parts_of(application: Application) -> list[Part]:
    """The long answers of an application in the order asked: no labels, numbers, names.

    What is a person's own is left out. Errors: none; one without answers has no parts.
    """
    asked = rules.form_of(application)
    given = forms.in_force(asked, application.answers)
    found, start = [], 0
    for question in forms.questions(asked).values():
        for label, text in _prose(question, given.get(question.name)):
            found.append(Part(label, text, start))
            start += len(text) + len(BETWEEN)
    return found


def _prose(question: Question, value: Any) -> Iterator[tuple[Text, str]]:
    if isinstance(question, Table):
        rows = value if isinstance(value, list) else []
        for row in rows:
            for column in question.columns:
                yield from _prose(column, row.get(column.name))
    elif _is_prose(question) and isinstance(value, str) and value.strip():
        yield question.label, value


def _is_prose(question: Field) -> bool:
    return question.kind == "longtext" and not question.personal


def prose_of(parts: Sequence[Part]) -> str:
    """The text that is compared. Errors: none."""
    return BETWEEN.join(part.text for part in parts)


def digest_of(text: str) -> str:
    """Which text it was, without a word of it. Errors: none."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def prints_of(text: str) -> np.ndarray:
    """A text's fingerprints. Errors: none."""
    return fingerprints.of_text(text)


def packed(prints: np.ndarray) -> str:
    """Fingerprints as a column holds them, before it seals them. Errors: none."""
    return base64.b64encode(prints.astype("<u8").tobytes()).decode("ascii")


def _unpacked(packed_: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed_), "<u8").astype(np.uint64)


class Known:
    """The fingerprints of every application compared so far, in memory."""

    def __init__(self) -> None:
        self._index = screening.Index()
        self._ids: list[int] = []
        self._last = 0

    def catch_up(self) -> None:
        """Take in what was compared since, here or by another worker. Errors: none."""
        rows = Fingerprint.objects.filter(pk__gt=self._last).order_by("pk")
        new = list(rows.values_list("pk", "application_id", "prints"))
        if new:
            prints = [_unpacked(kept) for _, _, kept in new]
            whose = np.repeat(np.arange(len(new)), [len(one) for one in prints])
            self._index.add(np.concatenate(prints), whose, documents=len(new))
            self._ids += [of for _, of, _ in new]
            self._last = new[-1][0]

    def near(self, prints: np.ndarray, *, but: int) -> list[int]:
        """The applications that share most with a text, the most first. Errors: none."""
        found = [self._ids[n] for n in self._index.candidates(prints, SHOWN)]
        return [pk for pk in dict.fromkeys(found) if pk != but][:MOST_LOOKED_INTO]

    def shared(self, text: str, other: str) -> Found | None:
        """What two texts share, boilerplate left out; nothing if it is too little to show.

        Errors: none.
        """
        a, b = passages.letters(text), passages.letters(other)
        part, where = screening.compare(a, b, self._index.common(SHOWN))
        if not screening.is_enough(part, where, SHOWN):
            return None
        return Found(round(part * 10_000), sum(p.a1 - p.a0 for p in where), where)


def marked(
    parts: Sequence[Part], spans: Sequence[tuple[int, int, int]]
) -> list[dict[str, Any]]:
    """A prose as a page shows it: each part in pieces, shared ones with their number.

    Shapes: spans are (start, end, number) in code points of the whole, none overlapping;
            [{"label", "pieces": [{"text", "number" or 0, "first"}]}], `first` where a passage
            begins. Errors: none.
    """
    ordered, seen, shown = sorted(spans), set(), []
    for part in parts:
        pieces, at, end = [], part.start, part.start + len(part.text)
        for low, high, number in ordered:
            low, high = max(low, part.start), min(high, end)
            if low >= high:
                continue
            pieces.append(_piece(part, at, low, 0, first=False))
            pieces.append(_piece(part, low, high, number, first=number not in seen))
            seen.add(number)
            at = high
        pieces.append(_piece(part, at, end, 0, first=False))
        shown.append({"label": part.label, "pieces": [p for p in pieces if p["text"]]})
    return shown


def _piece(part: Part, low: int, high: int, number: int, *, first: bool) -> dict[str, Any]:
    text = part.text[low - part.start : high - part.start]
    return {"text": text, "number": number, "first": first}
