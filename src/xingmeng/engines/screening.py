"""Which texts repeat passages of others, among very many. Pure; says where, never a verdict.

Texts that share enough fingerprints are compared letter by letter. What stands in very many
documents is boilerplate and does not count.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import fingerprints, passages
from xingmeng.engines.fingerprints import is_new
from xingmeng.engines.passages import WINDOW, Hashes, Letters, Passage, Places, Run

MOST_DOCUMENTS = 1 << 24
_BITS = np.uint64(24)  # of a key, that number the document; above them stands the fingerprint
_NUMBER = np.uint64(MOST_DOCUMENTS - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What counts as a repeat, and what as boilerplate.

    Units: `share` 0 to 1, of the shorter text; `characters` in code points; `most` in
    documents: what stands in more of them is boilerplate; None for what `most_of` gives.
    """

    share: float = 0.02
    characters: int = 24
    most: int | None = None

    def most_of(self, documents: int) -> int:
        """In how many of so many documents a passage may stand and still count.

        Units:  documents. In a small collection half of them, at least 4 and at most 20; in a
                large one (beyond 4,000) one half per cent.
        Errors: none.
        """
        if self.most is not None:
            return self.most
        return max(min(20, max(4, documents // 2)), documents // 200)


class Repeat(NamedTuple):
    """Two documents, how much of the shorter one they share, and where."""

    a: int
    b: int
    share: float
    passages: list[Passage]


STANDARD = Rule()
_letters = lru_cache(maxsize=64)(passages.letters)


# --- the index --------------------------------------------------------------------------------


@dataclass(slots=True)
class Index:
    """The fingerprints of many documents, numbered from 0 as they are added.

    Shapes: sorted arrays of keys (fingerprint, then document number), each at least twice as
            long as the next; 8 bytes a key, some 2.5 GB for a million texts of 5,000 letters.
    """

    documents: int = 0
    segments: list[Hashes] = field(default_factory=list)
    sizes: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, values: Hashes, whose: Places, *, documents: int) -> int:
        """Take in so many documents by their fingerprints; the number of the first of them.

        Shapes: for each fingerprint the document it belongs to, counted from 0.
        Errors: ValueError beyond 16,777,216 documents.
        """
        first = self.documents
        if first + documents > MOST_DOCUMENTS:
            raise ValueError("too many documents")
        keys = np.sort(values << _BITS | (whose + first).astype(np.uint64))
        keys = keys[is_new(keys)]
        numbers = (keys & _NUMBER).astype(np.int64) - first
        self.put(keys, np.bincount(numbers, minlength=documents))
        return first

    def put(self, keys: Hashes, sizes: NDArray[np.int64]) -> None:
        """Take in keys that are sorted and numbered on, and how many each document has.

        Errors: none.
        """
        self.documents += len(sizes)
        self.sizes.append(sizes)
        self.segments.append(keys)
        while len(self.segments) > 1 and len(self.segments[-2]) < 2 * len(self.segments[-1]):
            last, before = self.segments.pop(), self.segments.pop()
            merged = np.concatenate((before, last))
            merged.sort(kind="stable")  # two runs in order: one merge
            self.segments.append(merged)

    def held(self, values: Hashes) -> NDArray[np.int64]:
        """In how many documents each fingerprint stands. Errors: none."""
        found = [high - low for low, high in self._ranges(values)]
        return sum(found, np.zeros(len(values), np.int64))

    def _ranges(self, values: Hashes) -> list[tuple[Places, Places]]:
        low, high = values << _BITS, values << _BITS | _NUMBER
        return [
            (np.searchsorted(keys, low, "left"), np.searchsorted(keys, high, "right"))
            for keys in self.segments
        ]

    def candidates(self, prints: Hashes, rule: Rule = STANDARD) -> dict[int, int]:
        """The documents that may share enough with one text, and the fingerprints they share.

        Shapes: {document number: shared fingerprints that are no boilerplate}.
        Order:  the most shared first, then by number. Errors: none.
        """
        ranges = self._ranges(prints)
        held = sum((high - low for low, high in ranges), np.zeros(len(prints), np.int64))
        rare = (held > 0) & (held <= rule.most_of(self.documents))
        found = [
            keys[_spread(low[rare], high[rare])]
            for keys, (low, high) in zip(self.segments, ranges, strict=True)
        ]
        numbers = np.concatenate([*found, np.zeros(0, np.uint64)])
        which, hits = np.unique(numbers & _NUMBER, return_counts=True)
        which = which.astype(np.int64)
        enough = hits >= _needed(np.minimum(self._sizes_of(which), len(prints)), rule)
        which, hits = which[enough], hits[enough]
        order = np.lexsort((which, -hits))
        return dict(zip(which[order].tolist(), hits[order].tolist(), strict=True))

    def _sizes_of(self, numbers: Places) -> NDArray[np.int64]:
        if len(self.sizes) > 1:
            self.sizes = [np.concatenate(self.sizes)]
        return self.sizes[0][numbers] if self.sizes else numbers

    def common(self, rule: Rule = STANDARD) -> Callable[[Hashes], NDArray[np.bool_]]:
        """Which fingerprints are boilerplate here. Errors: none."""
        most = rule.most_of(self.documents)
        return lambda values: self.held(values) > most

    def boilerplate(self, rule: Rule = STANDARD) -> Hashes:
        """All fingerprints that stand in too many documents. Order: ascending. Errors: none."""
        values = self._merged() >> _BITS
        begins, many = _groups(values)
        return values[begins[many > rule.most_of(self.documents)]]

    def _merged(self) -> Hashes:
        if len(self.segments) > 1:
            merged = np.concatenate(self.segments)
            merged.sort(kind="stable")
            self.segments = [merged]
        return self.segments[0] if self.segments else np.zeros(0, np.uint64)

    def pairs(self, rule: Rule = STANDARD) -> list[tuple[int, int]]:
        """The pairs of documents that may share enough with one another.

        Order:  by number, the smaller first. Errors: none.
        """
        keys = self._merged()
        found, hits = _tally(_pair_keys(keys, rule.most_of(self.documents)))
        a = (found >> _BITS).astype(np.int64)
        b = (found & _NUMBER).astype(np.int64)
        smaller = np.minimum(self._sizes_of(a), self._sizes_of(b))
        enough = hits >= _needed(smaller, rule)
        return list(zip(a[enough].tolist(), b[enough].tolist(), strict=True))


def _spread(low: Places, high: Places) -> Places:
    """Every place from each low to below its high."""
    many = high - low
    return np.repeat(high - np.cumsum(many), many) + np.arange(int(many.sum()))


def _needed(smaller: NDArray[np.int64], rule: Rule) -> NDArray[np.int64]:
    """How many fingerprints must be shared to look closer: half of what is expected."""
    return np.maximum(1, np.ceil(smaller * rule.share / 2)).astype(np.int64)


def _groups(ordered: Hashes) -> tuple[Places, Places]:
    """Where each number begins, and how often it stands."""
    begins = np.flatnonzero(is_new(ordered))
    return begins, np.diff(np.append(begins, len(ordered)))


def _pair_keys(keys: Hashes, most: int) -> Iterable[Hashes]:
    """Two numbers in one, for each pair of documents under each fingerprint, in portions."""
    begins, many = _groups(keys >> _BITS)
    shared = (many > 1) & (many <= most)
    begins, many = begins[shared], many[shared]
    for size in np.unique(many).tolist():
        of_size = begins[many == size]
        x, y = np.triu_indices(size, 1)
        portion = max(1, (1 << 22) // len(x))
        for start in range(0, len(of_size), portion):
            at = of_size[start : start + portion, None] + np.arange(size)
            numbers = keys[at] & _NUMBER
            yield (numbers[:, x] << _BITS | numbers[:, y]).ravel()


def _tally(portions: Iterable[Hashes]) -> tuple[Hashes, NDArray[np.int64]]:
    """Each number once, and how often it came."""
    found, hits = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    waiting: list[Hashes] = []
    for portion in portions:
        waiting.append(portion)
        if sum(map(len, waiting)) > 1 << 23:
            found, hits = _summed(found, hits, waiting)
            waiting = []
    return _summed(found, hits, waiting)


def _summed(
    found: Hashes, hits: NDArray[np.int64], more: Sequence[Hashes]
) -> tuple[Hashes, NDArray[np.int64]]:
    new, times = np.unique(np.concatenate([*more, np.zeros(0, np.uint64)]), return_counts=True)
    every, place = np.unique(np.concatenate((found, new)), return_inverse=True)
    return every, np.bincount(place, np.concatenate((hits, times))).astype(np.int64)


# --- letter by letter -------------------------------------------------------------------------


def compare(
    a: Letters, b: Letters, is_common: Callable[[Hashes], NDArray[np.bool_]] | None = None
) -> tuple[float, list[Passage]]:
    """What two texts share, boilerplate left out.

    Of a shared run, what lies between windows that are common (from the first to the last of
    common ones that follow one another) is taken out; what is left beside it counts only if an
    uncommon fingerprint stands in it. A run without a common window counts whole.
    Shapes: (share of the shorter text, passages by place in `a`). `is_common` says of
            fingerprints which stand in too many documents.
    Order:  the same for (b, a), with the places exchanged. Errors: none.
    """
    if not passages.comes_first(a, b):
        part, found = compare(b, a, is_common)
        return part, sorted(Passage(p.b0, p.b1, p.a0, p.a1) for p in found)
    shared = passages.runs(a, b)
    if is_common is not None and shared:
        values, at = fingerprints.of_one(a)
        common = is_common(values)
        if common.any():
            shared = [part for run in shared for part in _uncommon(run, at, common)]
    found = passages.passages(a, b, shared)
    return passages.share(a, b, found), found


def _uncommon(run: Run, at: Places, common: NDArray[np.bool_]) -> list[Run]:
    i, j, n = run
    inside = slice(*np.searchsorted(at, [i, i + n - WINDOW + 1]))
    at, common = at[inside] - i, common[inside]
    if not common.any():
        return [run]
    turns = np.flatnonzero(np.diff(common.astype(np.int8)))
    kept: list[Run] = []
    for group in np.split(np.arange(len(at)), turns + 1):
        if common[group[0]]:
            continue
        before, after = group[0] - 1, group[-1] + 1
        low = int(at[before]) + WINDOW if before >= 0 else 0
        high = int(at[after]) if after < len(at) else n
        if high - low >= WINDOW:
            kept.append((i + low, j + low, high - low))
    return kept


def repeats(
    texts: Sequence[str], against: Sequence[str] | None = None, rule: Rule = STANDARD
) -> list[Repeat]:
    """Who repeats whom: each text with each later one, or with each of `against`.

    Shapes: `a` counts in texts, `b` in texts or in `against`; share and characters as the rule
            has them at least.
    Order:  by a, then b. Errors: ValueError beyond 16,777,216 documents.
    """
    others = texts if against is None else against
    index = Index()
    index.add(*fingerprints.of_texts(others), documents=len(others))
    common = index.boilerplate(rule)
    found = []
    for a, b in index.pairs(rule) if against is None else _near(index, texts, rule):
        one, other = _letters(texts[a]), _letters(others[b])
        part, where = compare(one, other, common_in(common))
        if is_enough(part, where, rule):
            found.append(Repeat(a, b, part, where))
    return found


def _near(index: Index, texts: Sequence[str], rule: Rule) -> Iterable[tuple[int, int]]:
    for n, text in enumerate(texts):
        near = index.candidates(fingerprints.of_text(text), rule)
        yield from ((n, number) for number in sorted(near))


def common_in(common: Hashes) -> Callable[[Hashes], NDArray[np.bool_]]:
    """Says of fingerprints which are among these, that are in order. Errors: none."""

    def is_common(values: Hashes) -> NDArray[np.bool_]:
        if not len(common):
            return np.zeros(len(values), bool)
        at = np.searchsorted(common, values)
        found: NDArray[np.bool_] = common[np.minimum(at, len(common) - 1)] == values
        return found

    return is_common


def is_enough(part: float, found: Sequence[Passage], rule: Rule = STANDARD) -> bool:
    """Whether what two texts share is a repeat by the rule. Errors: none."""
    return part >= rule.share and sum(p.a1 - p.a0 for p in found) >= max(1, rule.characters)
