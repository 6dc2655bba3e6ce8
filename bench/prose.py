"""Invented Chinese-looking documents, from a seed: words by Zipf's law, sentences, paragraphs.

Nothing in them means anything. Characters are drawn by Zipf's law from 3,500, words of one to
four of them make a lexicon of 30,000, texts draw words by Zipf's law again; one word in twelve
is followed by a comma, one in thirty by a full stop, every sixth of these ends a paragraph.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

CHARACTERS, WORDS = 3_500, 30_000
MARKS = {"，": 1 / 12, "。": 1 / 36, "。\n": 1 / 180}
SHARES = (0.3, 0.6, 0.9)
EDITED = 0.03  # of the characters replaced, left out or doubled, a third each
FORMS, FORMS_EACH, FORM_LENGTH = 12, 3, 333  # paragraphs of a printed form: one fifth of a text


class Planted(NamedTuple):
    """Two documents with a repeat, and how it was planted."""

    a: int
    b: int
    share: float
    way: str


class Writer:
    """Writes documents; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.dice = np.random.default_rng(seed)
        letters = 0x4E00 + self.dice.permutation(20_000)[:CHARACTERS]
        lengths = self.dice.choice([1, 2, 3, 4], WORDS, p=[0.12, 0.62, 0.16, 0.1])
        drawn = letters[self._zipf(CHARACTERS, int(lengths.sum()))]
        ends = np.cumsum(lengths)
        words = [drawn[e - n : e] for e, n in zip(ends, lengths, strict=True)]
        words += [np.array([ord(c) for c in mark]) for mark in MARKS]
        self.flat = np.concatenate(words).astype("<u4")
        self.lengths = np.array([len(word) for word in words])
        self.begins = np.cumsum(self.lengths) - self.lengths

    def _zipf(self, kinds: int, count: int) -> np.ndarray:
        weights = np.cumsum(1 / np.arange(1, kinds + 1))
        return np.searchsorted(weights, self.dice.random(count) * weights[-1])

    def text(self, length: int) -> str:
        """So many characters."""
        words = self._zipf(WORDS, length)
        luck, low = self.dice.random(length), 0.0
        marks = np.full(length, -1)
        for n, chance in enumerate(MARKS.values()):
            marks[(luck >= low) & (luck < low + chance)] = WORDS + n
            low += chance
        order = np.stack((words, marks), axis=1).ravel()
        order = order[order >= 0]
        many = self.lengths[order]
        many = many[: int(np.searchsorted(np.cumsum(many), length)) + 1]
        order = order[: len(many)]
        at = np.repeat(self.begins[order] - (np.cumsum(many) - many), many)
        codes = self.flat[at + np.arange(len(at))][:length]
        return codes.tobytes().decode("utf-32-le")

    def edited(self, text: str) -> str:
        """The same with some characters replaced, left out or doubled."""
        chars = np.array(list(text))
        luck = self.dice.random(len(chars)) / EDITED * 3
        strange = self.text(len(chars))
        wrong = np.flatnonzero(luck < 3)
        for n in wrong:
            chars[n] = ""
            if luck[n] >= 1:
                chars[n] = strange[n] if luck[n] < 2 else text[n]
        doubled = {int(n) for n in wrong if luck[n] >= 2}
        return "".join(c + c if n in doubled else c for n, c in enumerate(chars.tolist()))

    def shuffled(self, parts: Sequence[str]) -> str:
        """Paragraphs in another order."""
        return "\n".join(parts[n] for n in self.dice.permutation(len(parts)))


def paragraphs(text: str, length: int = 250) -> list[str]:
    """A text in pieces of about so many characters."""
    return [text[n : n + length] for n in range(0, len(text), length)]


@dataclass
class Collection:
    """Documents, and what was planted in them."""

    texts: list[str]
    planted: list[Planted]
    forms: list[str]


def collection(seed: int, documents: int, length: int, *, each: int, forms: bool) -> Collection:
    """Documents, the first of which repeat one another in pairs: `each` pairs of every kind.

    With `forms` one fifth of each document is three of twelve paragraphs of a printed form.
    """
    writer = Writer(seed)
    form = [writer.text(FORM_LENGTH) for _ in range(FORMS)]
    own = length - FORMS_EACH * FORM_LENGTH if forms else length
    texts = [writer.text(own) for _ in range(documents)]
    planted, n = [], 0
    for share in SHARES:
        for way in ("whole", "shuffled", "edited"):
            for _ in range(each):
                texts[n + 1] = _planted(writer, texts[n], texts[n + 1], share * length, way)
                planted.append(Planted(n, n + 1, share, way))
                n += 2
    if forms:
        for n, text in enumerate(texts):
            chosen = [form[k] for k in writer.dice.choice(FORMS, FORMS_EACH, replace=False)]
            texts[n] = writer.shuffled([*paragraphs(text), *chosen])
    return Collection(texts, planted, form)


def _planted(writer: Writer, source: str, other: str, amount: float, way: str) -> str:
    """`other` with that many characters of `source` in the place of as many of its own."""
    size = min(int(amount), len(source))
    start = int(writer.dice.integers(len(source) - size + 1))
    taken, own = source[start : start + size], other[: len(other) - size]
    if way == "whole":
        at = int(writer.dice.integers(len(own) + 1))
        return own[:at] + taken + own[at:]
    parts = paragraphs(taken)
    if way == "edited":
        parts = [writer.edited(part) for part in parts]
    return writer.shuffled([*parts, *paragraphs(own)])
