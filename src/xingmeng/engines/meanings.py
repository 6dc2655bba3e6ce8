"""Vectors of meaning of very many texts of one language, which fill in behind their words.

Found by the signs of their numbers, which are few bytes, then compared in full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SIZE = 512  # numbers of a vector
STEADY = 5.0  # texts that a language's mean vector is taken to know beforehand
LOOKED_AT = 16  # times as many as are wanted are compared in full
EXACT = 9  # digits of a cosine that count in an order
_FAR = SIZE + 1


@dataclass(slots=True)
class Meanings:
    """Vectors by the number of their text.

    Shapes: one row a vector: half-precision numbers, and their signs. Neither depends on what
            else is held or was, so that the same vectors give the same answers.
    """

    numbers: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    rows: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, SIZE), np.float16))
    signs: NDArray[np.uint64] = field(
        default_factory=lambda: np.zeros((0, SIZE // 64), np.uint64)
    )
    hidden: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    row_of: dict[int, int] = field(default_factory=dict)
    total: Floats = field(default_factory=lambda: np.zeros(SIZE))  # of those not hidden
    open: int = 0

    def place(self, vectors: Mapping[int, Any], hidden: Sequence[bool]) -> None:
        """Take in vectors of texts, not yet held. Errors: none."""
        start, need = len(self.row_of), len(self.row_of) + len(vectors)
        self._grow(need)
        found = np.array(list(vectors.values()), np.float16).reshape(-1, SIZE)
        self.row_of.update({n: start + row for row, n in enumerate(vectors)})
        self.numbers[start:need] = list(vectors)
        self.rows[start:need], self.hidden[start:need] = found, hidden
        shown = found[~self.hidden[start:need]].astype(np.float64)
        self.total += shown.sum(axis=0)
        self.open += len(shown)
        self.signs[start:need] = _signs(found)

    def remove(self, number: int) -> None:
        """Let go of a text's vector, if there is one; the last takes its row. Errors: none."""
        row = self.row_of.pop(number, None)
        if row is None:
            return
        if not self.hidden[row]:
            self.total -= self.rows[row].astype(np.float64)
            self.open -= 1
        last = len(self.row_of)
        if row != last:
            for held in (self.numbers, self.rows, self.signs, self.hidden):
                held[row] = held[last]
            self.row_of[int(self.numbers[row])] = row

    @property
    def mean(self) -> Floats:
        """What all texts of the language share. Errors: none."""
        return np.asarray(self.total / (self.open + STEADY))

    def nearest(
        self, bare: Floats, *, most: int, shown: Sequence[int] = ()
    ) -> list[tuple[int, float]]:
        """The texts nearest in meaning to a vector less its own language's mean, and how near.

        Shapes: at most so many, and what is as near as the last of them; hidden ones only if
                their numbers are among `shown`.
        Order:  the nearest first. Errors: none. A far one may be missed: signs come first.
        """
        count = len(self.row_of)
        apart = np.bitwise_count(self.signs[:count] ^ _signs((bare + self.mean)[None])).sum(
            axis=1, dtype=np.int32
        )
        barred = self.hidden[:count].copy()
        barred[[self.row_of[n] for n in shown if n in self.row_of]] = False
        apart[barred] = _FAR
        few = min(count, most * LOOKED_AT)
        least = np.partition(apart, few - 1)[few - 1] if few else 0
        numbers = self.numbers[:count][apart <= min(least, SIZE)]
        near = self.cosines(bare, numbers).round(EXACT)
        if len(near) > most:
            last = np.partition(near, len(near) - most)[len(near) - most]
            numbers, near = numbers[near >= last], near[near >= last]
        order = np.lexsort((numbers, -near))
        return list(zip(numbers[order].tolist(), near[order].tolist(), strict=True))

    def cosines(self, bare: Floats, numbers: Sequence[int] | NDArray[np.int64]) -> Floats:
        """How near these texts are in meaning; 0 where a text has no vector yet.

        Units: -1 to 1. Errors: none.
        """
        rows = np.array([self.row_of.get(int(n), -1) for n in numbers], np.int64)
        held = rows >= 0
        found = np.zeros(len(rows))
        vectors = self.rows[rows[held]].astype(np.float64) - self.mean
        length = np.linalg.norm(vectors, axis=1) * np.linalg.norm(bare)
        found[held] = vectors @ bare / np.maximum(length, 1e-12)
        return found

    def _grow(self, need: int) -> None:
        if need <= len(self.numbers):
            return
        size = max(need, 2 * len(self.numbers), 64)
        for name in ("numbers", "rows", "signs", "hidden"):
            held = getattr(self, name)
            longer = np.zeros((size, *held.shape[1:]), held.dtype)
            longer[: len(held)] = held
            setattr(self, name, longer)


def _signs(vectors: NDArray[Any]) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
