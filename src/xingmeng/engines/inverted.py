"""Which of very many texts share most with one, by the terms in them. Texts come and go.

What is hidden is found only by those it is shown to, and moves no figure for anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines.numbered import BITS, SINGLE, Numbered, Places, Terms, number

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
READ = 600_000  # entries of lists read for one question, those of the weightiest terms first
RARITY = 1.5  # the power of inverse document frequency, as of `likeness`
LENGTH = 0.5  # how much a text's length counts against it, 0 to 1
_SHIFT = np.uint64(32)  # of a key: the term above, the text below
_TEXT = np.uint64((1 << 32) - 1)


@dataclass(slots=True)
class Inverted:
    """Texts by the terms they hold, numbered from 0 as they come; no number comes twice.

    Shapes: segments, sorted keys of term and text, each at least twice as long as the next;
            8 bytes a term of a text. Counts are exact at any moment: of texts that are there
            and not hidden.
    """

    segments: list[Keys] = field(default_factory=list)
    held: NDArray[np.int32] = field(default_factory=lambda: np.zeros(1 << BITS, np.int32))
    sizes: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    there: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    hidden: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    gone: bool = False  # whether keys of texts that were removed are still listed
    given: int = 0  # numbers given out
    open: int = 0  # texts that are there and not hidden
    whole: int = 0  # terms of those

    def add(self, texts: Sequence[str], *, hidden: NDArray[np.bool_]) -> int:
        """Take in texts; the number of the first. They are found at once. Errors: none."""
        first, found = self.given, number(texts)
        self.given += len(texts)
        sizes = np.bincount(found.owners, minlength=len(texts))
        self.sizes = _set(self.sizes, first, sizes.astype(np.float32))
        self.there = _set(self.there, first, np.ones(len(texts), np.bool_))
        self.hidden = _set(self.hidden, first, hidden)
        self._count(found, ~hidden, sizes, 1)
        listed = ~found.single
        owners = (found.owners[listed] + first).astype(np.uint64)
        self._put(np.sort(found.terms[listed].astype(np.uint64) << _SHIFT | owners))
        return first

    def remove(self, at: int, text: str) -> None:
        """Let go of a text, which is told again: its terms no longer count.

        Errors: ValueError for a number that is not there.
        """
        if not 0 <= at < self.given or not self.there[at]:
            raise ValueError("no such text")
        found = number([text])
        shown = ~self.hidden[at : at + 1]
        self._count(found, shown, np.array([len(found.terms)]), -1)
        self.there[at] = False
        self.gone = True

    def _count(self, found: Numbered, shown: NDArray[np.bool_], sizes: Places, by: int) -> None:
        terms, times = np.unique(found.terms[shown[found.owners]], return_counts=True)
        self.held[terms] += (by * times).astype(np.int32)
        self.open += by * int(shown.sum())
        self.whole += by * int(sizes[shown].sum())

    def _put(self, keys: Keys) -> None:
        self.segments.append(keys)
        while len(self.segments) > 1 and len(self.segments[-2]) < 2 * len(self.segments[-1]):
            last, before = self.segments.pop(), self.segments.pop()
            merged = np.concatenate((before, last))
            if self.gone:
                merged = merged[self.there[(merged & _TEXT).astype(np.int64)]]
                self.gone = bool(self.segments)
            merged.sort(kind="stable")  # two runs in order: one merge
            self.segments.append(merged)

    def rarity(self, terms: Terms) -> Floats:
        """How much each term tells: more, the fewer texts hold it. Always above 0.

        Errors: none. Source: Robertson and Zaragoza 2009, doi:10.1561/1500000019
        """
        held = self.held[terms].astype(np.float64)
        return np.asarray(np.log1p((self.open - held + 0.5) / (held + 0.5)) ** RARITY)

    def best(
        self, terms: Terms, weights: Floats, *, most: int, shown: Sequence[int] = ()
    ) -> tuple[Places, Floats]:
        """The texts that hold most of these terms by weight, and how much it is. Characters
        alone find nothing: there are too many texts that hold them.

        Shapes: numbers of texts, those of `shown` among them though they are hidden; at most
                so many, and what is equal to the last of them.
        Order:  the weightiest first, then by number, which tells of what came and went: who
                shows it to others orders equal ones by something else. Errors: none.
        """
        sums = self._sums(terms, weights)
        found = np.flatnonzero(sums)
        seen = np.isin(found, list(shown)) if len(shown) else np.zeros(len(found), np.bool_)
        found = found[self.there[found] & (seen | ~self.hidden[found])]
        mean = self.whole / self.open if self.open else 1.0
        short = 1 - LENGTH + LENGTH * self.sizes[found] / max(mean, 1.0)
        return _leading(found, sums[found] / short, most)

    def _sums(self, terms: Terms, weights: Floats) -> Floats:
        """The weight of these terms in every text, of the lists that are read: those that
        are short among what everybody may see."""
        low = terms.astype(np.uint64) << _SHIFT
        ends = [
            (np.searchsorted(keys, low), np.searchsorted(keys, low | _TEXT, "right"))
            for keys in self.segments
        ]
        long = np.where((terms & 3) == SINGLE, 0, self.held[terms])
        lists, given, read = [np.zeros(0, np.uint64)], [np.zeros(0)], 0
        for n in np.argsort(-weights, kind="stable").tolist():
            if read and read + long[n] > READ:
                continue
            read += int(long[n])
            for keys, (at, to) in zip(self.segments, ends, strict=True):
                lists.append(keys[at[n] : to[n]])
            listed = sum(int(to[n] - at[n]) for at, to in ends)
            given.append(np.full(listed, weights[n]))
        texts = (np.concatenate(lists) & _TEXT).astype(np.int64)
        sums = np.bincount(texts, np.concatenate(given), minlength=self.given)
        return sums.astype(np.float64)  # whole numbers where nothing was read


def _leading(found: Places, values: Floats, most: int) -> tuple[Places, Floats]:
    """The places of the highest values, and these."""
    if len(found) > most:
        least = np.partition(values, len(found) - most)[len(found) - most]
        found, values = found[values >= least], values[values >= least]
    order = np.lexsort((found, -values))
    return found[order], values[order]


def _set(held: NDArray[Any], first: int, values: NDArray[Any]) -> NDArray[Any]:
    """The same array with values from `first` on, longer where it must be."""
    need = first + len(values)
    if need > len(held):
        longer = np.zeros(max(need, 2 * len(held), 64), held.dtype)
        longer[: len(held)] = held
        held = longer
    held[first:need] = values
    return held
