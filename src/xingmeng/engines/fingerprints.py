"""A text's fingerprints: numbers of some of its windows, the same in whatever text they stand.

A window is 12 letters. Kept are those whose number falls into one sixteenth of all, wherever
they stand, so that a passage keeps its fingerprints in any order of paragraphs. Where 96
windows in a row would leave none, the smallest is kept, and the smallest of a text of fewer
windows: texts that share 107 letters in one piece share at least one fingerprint.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import passages
from xingmeng.engines.passages import WINDOW, Codes, Hashes, Letters, Places

STRETCH = 96  # windows in a row, of which at least one is kept
BITS = 40  # of a fingerprint
BATCH = 1 << 17  # characters worked on at a time
_DOUBLING = (1, 2, 4, 8, 16, 32, 32)  # steps that reach over a stretch
_NEVER = np.uint32(0xFFFFFFFF)
_SIXTEENTH = np.uint32(1 << 28)
_STEP = 0x9E3779B1  # odd; modulo 2^32
_POWERS = [np.uint32(pow(_STEP, n, 1 << 32)) for n in (1, 2, 4, 4)]
_LIFT = np.uint64(0x9E3779B97F4A7C15)
_SCATTER = np.uint64(0xFF51AFD7ED558CCD)


def of_texts(texts: Sequence[str]) -> tuple[Hashes, Places]:
    """The fingerprints of many texts.

    Shapes: 40-bit numbers, and for each the text it belongs to, counted from 0; about one for
            16 letters, none for a text of fewer than 12; one that stands twice in a text comes
            twice.
    Order:  by text, then by place. Errors: none.
    Source: content-defined sampling: Manber 1994; Schleimer, Wilkerson, Aiken 2003 (winnowing).
    """
    found, whose, done = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)], 0
    for batch in _batches(texts):
        codes, starts = passages.bare(batch)
        at = _kept(numbers(codes), starts)
        found.append(_values(codes, at))
        many = np.diff(np.searchsorted(at, starts))
        whose.append(np.repeat(np.arange(done, done + len(batch)), many))
        done += len(batch)
    return np.concatenate(found), np.concatenate(whose)


def of_one(text: Letters) -> tuple[Hashes, Places]:
    """The fingerprints of one text and where their windows stand, in order of place.

    Units:  places in letters. Errors: none.
    """
    at = _kept(numbers(text.codes), np.array([0, len(text.codes)]))
    return _values(text.codes, at), at


def of_text(text: str) -> Hashes:
    """The fingerprints of one text. Order: ascending, none twice. Errors: none."""
    return np.unique(of_texts([text])[0])


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    begin, size = 0, 0
    for n, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield texts[begin:n]
            begin, size = n, 0
        size += len(text)
    if texts:
        yield texts[begin:]


def numbers(codes: Codes) -> Codes:
    """A number for each window of letters, by which it is kept or not.

    Shapes: n letters give max(0, n - 11) numbers of 32 bits, even in their upper ones.
    Errors: none. Source: Karp and Rabin 1987; built by doubling.
    """
    if len(codes) < WINDOW:
        return np.zeros(0, np.uint32)
    one, two, four, last = _POWERS
    rolled = codes * _POWERS[0]
    rolled ^= rolled >> np.uint32(15)
    rolled = rolled[:-1] * one + rolled[1:]
    rolled = rolled[:-2] * two + rolled[2:]
    fours = rolled
    rolled = fours[:-4] * four + fours[4:]
    rolled = rolled[:-4] * last + fours[8:]
    rolled *= one
    return rolled


def _values(codes: Codes, at: Places) -> Hashes:
    """The fingerprints of the windows at these places: the same numbers in any text."""
    mixed = np.zeros(len(at), np.uint64)
    for n in range(WINDOW):
        mixed *= _LIFT
        mixed += codes[at + n]
    mixed ^= mixed >> np.uint64(32)
    mixed *= _SCATTER
    mixed ^= mixed >> np.uint64(33)
    mixed *= _SCATTER
    return mixed >> np.uint64(64 - BITS)


def is_new(ordered: Hashes) -> NDArray[np.bool_]:
    """Which of these differ from the one before. Errors: none."""
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return new


def _kept(hashes: Codes, starts: Places) -> Places:
    """Where the windows stand that are kept, of texts that follow one another."""
    ends = np.maximum(starts[1:] - WINDOW + 1, starts[:-1])  # the first that leaves its text
    ends = np.minimum(ends, len(hashes))
    begins = np.minimum(starts[:-1], len(hashes))
    seams = (starts[1:-1, None] - np.arange(1, WINDOW)).ravel()
    seams = seams[(seams >= 0) & (seams < len(hashes))]
    hashes[seams] = _NEVER
    low = np.flatnonzero(hashes < _SIXTEENTH)
    bounds = np.concatenate((low, begins - 1, ends))
    bounds.sort(kind="stable")
    free = np.diff(bounds) - 1
    gaps = np.flatnonzero(free >= STRETCH)
    gaps = gaps[_within(bounds[gaps] + 1, begins, ends)]
    more = [_least_of_stretches(hashes, bounds[gaps] + 1, free[gaps])]
    whole = ends - begins  # a text with less than a stretch, and nothing kept
    short = (whole > 0) & (whole < STRETCH)
    short &= np.searchsorted(low, begins) == np.searchsorted(low, ends)
    for b, e in zip(begins[short], ends[short], strict=True):
        more.append(np.array([b + hashes[b:e].argmin()]))
    kept = np.concatenate((low, *more))
    kept.sort(kind="stable")
    return kept


def _within(at: Places, begins: Places, ends: Places) -> NDArray[np.bool_]:
    """Which places are windows of a text, not the seam between two."""
    if not len(at):
        return np.zeros(0, bool)
    return at < ends[np.searchsorted(begins, at, "right") - 1]


def _least_of_stretches(hashes: Codes, begins: Places, lengths: Places) -> Places:
    """Of every 96 windows in a row within these gaps, the smallest."""
    if not len(begins):
        return begins
    firsts = np.cumsum(lengths) - lengths
    at = np.repeat(begins - firsts, lengths) + np.arange(int(lengths.sum()))
    values = hashes[at]
    least = values.copy()
    for step in _DOUBLING:
        least[:-step] = np.minimum(least[:-step], least[step:])
    left = np.repeat(firsts + lengths, lengths) - np.arange(len(at))
    least[left < STRETCH] = 0  # a stretch that would leave the gap
    for step in _DOUBLING:
        least[step:] = np.maximum(least[step:], least[:-step])
    kept: Places = at[values == least]
    return kept
