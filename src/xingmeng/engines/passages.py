"""Passages that two texts share, letter by letter, in whatever order. Pure; judges nothing.

Texts are compared as the letters and figures they consist of: spaces, punctuation, symbols
and marks on letters are left out, width and case are made one (Unicode's NFKD and case
folding), so that “ＡＢＣ，甲 乙” is the same as “abc甲乙”. Traditional and simplified
characters stay different.
"""

import heapq
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Run = tuple[int, int, int]  # (where in a, where in b, how many letters)

WINDOW = 12  # letters that make one window
MOST_PLACES = 8  # of the same window within one text, that are looked at
_KNOWN = 0x30000  # beyond: rare ideographs, which stand for themselves
_LOOKED_UP = (  # the others below that are letters as they stand
    *(range(0x3400), range(0x4DB6, 0x4E00), range(0x9FA6, 0xAC00), range(0xD7A4, 0x20000)),
    range(0x2A6D7, _KNOWN),
)
_TAGS = range(0xE0000, 0xF0000)  # and selectors
_SEVERAL = 0xFFFFFFFF  # a character that is written out as several letters
_STEP = 0x9E3779B97F4A7C15 | 1
_POWERS = [np.uint64(pow(_STEP, n, 1 << 64)) for n in (1, 2, 4, 4)]
_TOP = np.uint64(48)
_SCATTER = np.uint64(0xD6E8FEB86659FD93)


class Letters(NamedTuple):
    """A text as it is compared. `at` has for each letter the code point it came from.

    `is_plain` where no character was written out as several letters.
    """

    text: str
    codes: Codes
    at: Places
    is_plain: bool


class Passage(NamedTuple):
    """text_a[a0:a1] and text_b[b0:b1] have the same letters. Units: code points, half open."""

    a0: int
    a1: int
    b0: int
    b1: int


def letters_of(char: str) -> str:
    """The letters and figures that one character stands for; none for a comma or a space.

    Errors: none.
    Source: Unicode Standard Annex 15 (NFKD), general categories L and N, case folding.
    """
    if ord(char) >= _KNOWN:
        return "" if ord(char) in _TAGS else char
    folded = unicodedata.normalize("NFKD", char).casefold()
    plain = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in plain if unicodedata.category(c)[0] in "LN")
    return unicodedata.normalize("NFC", kept)


@cache
def _table() -> tuple[Codes, dict[int, list[int]]]:
    """For each code point its one letter, 0 for none; and those written out as several."""
    one = np.arange(0x110000, dtype=np.uint32)
    one[_TAGS.start : _TAGS.stop] = 0
    several: dict[int, list[int]] = {}
    for code in chain.from_iterable(_LOOKED_UP):
        found = letters_of(chr(code))
        one[code] = ord(found) if len(found) == 1 else 0
        if len(found) > 1:
            one[code] = _SEVERAL
            several[code] = [ord(c) for c in found]
    return one, several


def letters(text: str) -> Letters:
    """A text as the letters that are compared, each with its place.

    Units:  places in code points of the text. Errors: none; lone surrogates are left out.
    """
    raw = _raw(text)
    codes = _table()[0][raw]
    if not (codes == _SEVERAL).any():
        at = np.flatnonzero(codes)
        return Letters(text, codes[at], at, True)
    codes, many = _written_out(raw, codes)
    return Letters(text, codes[codes != 0], np.repeat(np.arange(len(raw)), many), False)


def bare(texts: Sequence[str]) -> tuple[Codes, Places]:
    """The letters of many texts, one after the other, without their places.

    Shapes: (letters of all; where each text begins among them, with the end as one more).
    Errors: none; lone surrogates are left out.
    """
    raw = _raw("".join(texts))
    one, several = _table()
    codes = one[raw]
    is_kept = codes != 0
    many = is_kept.view(np.uint8)
    if several and (codes == _SEVERAL).any():
        codes, many = _written_out(raw, codes)
        is_kept = codes != 0
    lengths = np.array([len(text) for text in texts], np.int64)
    some = lengths > 0
    kept = np.zeros(len(texts), np.int64)
    if some.any():
        begins = (np.cumsum(lengths) - lengths)[some]
        kept[some] = np.add.reduceat(many, begins, dtype=np.int64)
    return codes[is_kept], np.concatenate(([0], np.cumsum(kept)))


def _raw(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _written_out(raw: Codes, codes: Codes) -> tuple[Codes, Places]:
    """With characters of several letters as those; and how many letters each character has."""
    several = _table()[1]
    wide = np.flatnonzero(codes == _SEVERAL)
    written = [several[int(raw[n])] for n in wide]
    room = np.ones(len(codes), np.int64)
    room[wide] = [len(found) for found in written]
    spread = np.repeat(codes, room)
    begins = np.cumsum(room) - room
    for n, found in zip(wide, written, strict=True):
        spread[begins[n] : begins[n] + len(found)] = found
    return spread, np.where(codes == 0, 0, room)


def windows(codes: Codes) -> Hashes:
    """One number for each window of letters: equal windows have equal numbers.

    Shapes: n letters give max(0, n - 11) numbers, spread evenly over 64 bits in their upper
            half. A polynomial modulo 2^64, built by doubling; equal numbers of unequal windows
            are so rare that they may be checked afterwards.
    Errors: none. Source: Karp and Rabin 1987, fingerprints of patterns.
    """
    if len(codes) < WINDOW:
        return np.zeros(0, np.uint64)
    rolled = codes.astype(np.uint64) + np.uint64(1)
    one, two, four, last = _POWERS
    rolled = rolled[:-1] * one + rolled[1:]
    rolled = rolled[:-2] * two + rolled[2:]
    fours = rolled
    rolled = fours[:-4] * four + fours[4:]
    rolled = rolled[:-4] * last + fours[8:]
    rolled ^= rolled >> np.uint64(32)
    rolled *= _SCATTER
    return rolled


def runs(a: Letters, b: Letters) -> list[Run]:
    """The letters that two texts share: runs of 12 or more, each letter in one run at most.

    The longest run comes first, and what it covers on either side is taken from the others,
    so that text repeated within one text is counted as often as it stands in both. Of a window
    that stands more than 8 times in one text the first 8 places are looked at.
    Order:  by length, then place. The same for (b, a) with the places exchanged.
    Errors: none. Source: greedy string tiling, Wise 1993.
    """
    if not comes_first(a, b):
        return [(i, j, n) for j, i, n in runs(b, a)]
    found = sorted(_whole_runs(a.codes, b.codes), key=lambda run: (-run[2], *run))
    return found if _are_apart(found) else _apart(a, b, found)


def _are_apart(found: Sequence[Run]) -> bool:
    """Whether no two runs overlap on either side."""
    for side in (0, 1):
        spans = sorted((run[side], run[side] + run[2]) for run in found)
        if any(one[1] > other[0] for one, other in pairwise(spans)):
            return False
    return True


def _apart(a: Letters, b: Letters, found: Sequence[Run]) -> list[Run]:
    """The longest first, and of the others what it leaves."""
    waiting = [(-n, i, j) for i, j, n in found]
    heapq.heapify(waiting)
    free_a, free_b = np.ones(len(a.codes), bool), np.ones(len(b.codes), bool)
    taken: list[Run] = []
    while waiting:
        length, i, j = heapq.heappop(waiting)
        free = free_a[i : i - length] & free_b[j : j - length]
        if free.all():
            taken.append((i, j, -length))
            free_a[i : i - length] = free_b[j : j - length] = False
        else:
            for at, n in _stretches(free):
                heapq.heappush(waiting, (-n, i + at, j + at))
    return taken


def comes_first(a: Letters, b: Letters) -> bool:
    """Whether `a` is the one to start from: the shorter, else the first in order.

    Errors: none.
    """
    return (len(a.codes), a.text) <= (len(b.codes), b.text)


def _stretches(free: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where, and how long, a window or more is free."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    pairs = edges.reshape(-1, 2)
    return [(int(s), int(e - s)) for s, e in pairs if e - s >= WINDOW]


def _whole_runs(a: Codes, b: Codes) -> list[Run]:
    """Every run that cannot be made longer at either end."""
    i, j, is_whole = _meetings(windows(a), windows(b))
    if not len(i):
        return []
    width = len(a) + 1
    along = np.sort((j - i) * width + i)  # place by place along each diagonal
    i, j = along % width, along // width + along % width
    new = np.ones(len(i), bool)
    new[1:] = (np.diff(j - i) != 0) | (np.diff(i) > WINDOW)
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(i)) - 1
    at_a, at_b, many = i[begins], j[begins], i[ends] - i[begins] + WINDOW
    found = list(zip(at_a.tolist(), at_b.tolist(), many.tolist(), strict=True))
    if is_whole and _equal(a, b, at_a, at_b, many):
        return found
    extended = {_extended(a, b, *run[:2]) for run in found}
    return sorted(run for run in extended if run[2] >= WINDOW)


def _equal(a: Codes, b: Codes, at_a: Places, at_b: Places, many: Places) -> bool:
    """Whether the letters of all these runs are the same, as their windows say."""
    offset = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return bool((a[np.repeat(at_a, many) + offset] == b[np.repeat(at_b, many) + offset]).all())


def _extended(a: Codes, b: Codes, i: int, j: int) -> Run:
    """The run through one common place, compared letter by letter both ways."""
    ahead, behind = min(len(a) - i, len(b) - j), min(i, j)
    forward = _same(a[i : i + ahead], b[j : j + ahead])
    back = _same(a[i - behind : i][::-1], b[j - behind : j][::-1])
    return i - back, j - back, forward + back


def _same(x: Codes, y: Codes) -> int:
    """How many are equal before the first difference."""
    differ = x != y
    return int(differ.argmax()) if differ.any() else len(x)


def _meetings(of_a: Hashes, of_b: Hashes) -> tuple[Places, Places, bool]:
    """The pairs of places with equal windows, and whether these are all of them."""
    bits = np.uint64(max(len(of_a), len(of_b)).bit_length())
    found_a, at_a, whole_a = _first_places(of_a, _may_meet(of_a, of_b), bits)
    found_b, at_b, whole_b = _first_places(of_b, _may_meet(of_b, of_a), bits)
    low = np.searchsorted(found_b, found_a, "left")
    many = np.searchsorted(found_b, found_a, "right") - low
    offset = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    i, j = np.repeat(at_a, many), at_b[np.repeat(low, many) + offset]
    return i, j, whole_a and whole_b


def _may_meet(hashes: Hashes, others: Hashes) -> Places:
    """Where those stand that may be among the others; with few that are not."""
    there = np.zeros(1 << 16, bool)
    there[others >> _TOP] = True
    return np.flatnonzero(there[hashes >> _TOP])


def _first_places(hashes: Hashes, at: Places, bits: np.uint64) -> tuple[Hashes, Places, bool]:
    """The windows at these places in order, of equal ones the first few; whether that is all.

    What stands in the last bits of a number gives way to the place, so that one sort does it.
    """
    keys = np.sort(hashes[at] >> bits << bits | at.astype(np.uint64))
    found = keys >> bits
    kept = np.ones(len(keys), bool)
    kept[MOST_PLACES:] = found[MOST_PLACES:] != found[:-MOST_PLACES]
    is_whole = bool(kept.all())
    places = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return (found, places, True) if is_whole else (found[kept], places[kept], False)


def passages(a: Letters, b: Letters, found: Sequence[Run]) -> list[Passage]:
    """Runs of letters as stretches of the two texts.

    A run that would begin or end within a character written out as several letters is cut back
    to whole characters. Punctuation and spaces after the last letter that are the same in both
    texts belong to the passage; at the very beginning of both texts those before it, too.
    Shapes: each within the bounds of its text, none overlapping another on either side.
    Order:  by place in the first text. Errors: none.
    """
    shown = [_passage(a, b, run) for run in found]
    return sorted(one for one in shown if one is not None)


def _passage(a: Letters, b: Letters, run: Run) -> Passage | None:
    i, j, n = run if a.is_plain and b.is_plain else _of_whole_characters(a, b, run)
    if not n:
        return None
    a0, a1 = int(a.at[i]), int(a.at[i + n - 1]) + 1
    b0, b1 = int(b.at[j]), int(b.at[j + n - 1]) + 1
    more = _alike(a.text[a1 : _place(a, i + n)], b.text[b1 : _place(b, j + n)])
    if i == j == 0:
        before = _alike(a.text[:a0][::-1], b.text[:b0][::-1])
        a0, b0 = a0 - before, b0 - before
    return Passage(a0, a1 + more, b0, b1 + more)


def _of_whole_characters(a: Letters, b: Letters, run: Run) -> Run:
    i, j, n = run
    while n and not (_begins(a, i) and _begins(b, j)):
        i, j, n = i + 1, j + 1, n - 1
    while n and not (_begins(a, i + n) and _begins(b, j + n)):
        n -= 1
    return i, j, n


def _begins(of: Letters, n: int) -> bool:
    """Whether a letter is the first of its character; the end counts as one."""
    return n in (0, len(of.codes)) or bool(of.at[n] != of.at[n - 1])


def _place(of: Letters, n: int) -> int:
    return int(of.at[n]) if n < len(of.codes) else len(of.text)


def _alike(x: str, y: str) -> int:
    """How many characters are the same at the beginning of both."""
    pairs = zip(x, y, strict=False)
    return next((n for n, (p, q) in enumerate(pairs) if p != q), min(len(x), len(y)))


def share(a: Letters, b: Letters, found: Sequence[Passage]) -> float:
    """How much of the shorter text stands in the passages.

    Units:  0 to 1: code points of the passages over code points of the shorter text.
    Errors: none; an empty text shares nothing.
    """
    of_a = len(a.text) < len(b.text) or (len(a.text) == len(b.text) and comes_first(a, b))
    length = len(a.text) if of_a else len(b.text)
    shared = sum(p.a1 - p.a0 if of_a else p.b1 - p.b0 for p in found)
    return shared / length if length else 0.0
