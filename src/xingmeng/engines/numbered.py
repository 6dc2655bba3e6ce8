"""The terms of many texts as numbers: what an index of a million texts is made of."""

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines.terms import EMPTY_WORDS, is_chinese, stem

BITS = 24  # of a term's number, the last two of which tell what it is
WORD_OF, SINGLE, PAIR = 0, 1, 2  # a Latin word, a character of Chinese, a pair of them
FIRST, LAST = 0x3400, 0x9FFF  # the characters of Chinese, as in terms.HAN
WORD = re.compile("[a-z0-9à-ÿ]{2,}")
_SCATTER = np.uint64(0x9E3779B97F4A7C15)
_BATCH = 4096  # texts worked on at a time

Terms = NDArray[np.uint32]
Places = NDArray[np.int64]


class Numbered(NamedTuple):
    """Terms of texts. Shapes: an entry a term of a text: its number, its text, how often.

    Order: by text, then by number.
    """

    terms: Terms
    owners: Places
    times: NDArray[np.float64]

    @property
    def single(self) -> NDArray[np.bool_]:
        """Which of the terms are characters alone. Errors: none."""
        return np.asarray((self.terms & 3) == SINGLE)

    @property
    def pair(self) -> NDArray[np.bool_]:
        """Which of the terms are pairs of characters. Errors: none."""
        return np.asarray((self.terms & 3) == PAIR)


def number(texts: Sequence[str]) -> Numbered:
    """The terms of many texts, each as one number, counted.

    Shapes: owners count from 0. Order: by text, then by number, none twice in a text.
    Errors: none. Source: Weinberger et al. 2009, arXiv:0902.2206 (terms by their hash)
    """
    parts = [
        _batch(texts[start : start + _BATCH], start) for start in range(0, len(texts), _BATCH)
    ]
    keys = np.concatenate([np.zeros(0, np.uint64), *(keys for keys, _ in parts)])
    times = np.concatenate([np.zeros(0), *(times for _, times in parts)])
    mask = np.uint64((1 << BITS) - 1)
    return Numbered(
        (keys & mask).astype(np.uint32), (keys >> np.uint64(BITS)).astype(np.int64), times
    )


def number_of(term: str) -> int:
    """The number of one term: of a character, a pair, a stem. Errors: none."""
    kind = (SINGLE if len(term) == 1 else PAIR) if is_chinese(term) else WORD_OF
    return (_value(term) * int(_SCATTER) % (1 << 64) >> 66 - BITS) << 2 | kind


def _value(term: str) -> int:
    if is_chinese(term):
        return sum(ord(letter) << 16 * place for place, letter in enumerate(reversed(term)))
    return zlib.crc32(term.encode()) | 1 << 32


def _batch(texts: Sequence[str], first: int) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    lowered = [text.lower() for text in texts]
    whole = "\n".join(lowered)
    letters = np.frombuffer(whole.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    lengths = np.array([len(text) + 1 for text in lowered])
    owner = np.repeat(np.arange(first, first + len(texts)), lengths)[: len(letters)]
    chinese = (letters >= FIRST) & (letters <= LAST)
    pair = chinese[:-1] & chinese[1:]
    words = [(m.start(), m.group()) for m in WORD.finditer(whole)]
    words = [(at, word) for at, word in words if word not in EMPTY_WORDS]
    values = (
        _scatter(letters[chinese], SINGLE),
        _scatter(letters[:-1][pair] << np.uint64(16) | letters[1:][pair], PAIR),
        _scatter(np.array([_value(stem(word)) for _, word in words], np.uint64), WORD_OF),
    )
    at = np.array([at for at, _ in words], np.int64)
    owners = np.concatenate([owner[chinese], owner[:-1][pair], owner[at]]).astype(np.uint64)
    keys = owners << np.uint64(BITS) | np.concatenate(values)
    found, times = np.unique(keys, return_counts=True)
    return found, times.astype(np.float64)


def _scatter(values: NDArray[np.uint64], kind: int) -> NDArray[np.uint64]:
    """Numbers of one kind, spread over all there are."""
    spread = values * _SCATTER >> np.uint64(66 - BITS)
    return np.asarray(spread << np.uint64(2) | np.uint64(kind))
