"""Which windows are kept: by where they are equal, whatever stands around them."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.engines import fingerprints, passages

ENOUGH = passages.WINDOW + fingerprints.STRETCH - 1  # letters that leave one fingerprint


def prose(seed: int, length: int) -> str:
    dice = random.Random(seed)
    return "".join(chr(0x4E00 + dice.randrange(3000)) for _ in range(length))


def prints(text: str) -> set[int]:
    return set(fingerprints.of_text(text).tolist())


def each(texts: list[str]) -> list[set[int]]:
    return [prints(text) for text in texts]


def kept_slowly(text: str) -> list[int]:
    """Where the windows are kept, by the definition and one at a time."""
    hashes = fingerprints.numbers(passages.letters(text).codes).tolist()
    kept = {n for n, one in enumerate(hashes) if one < 2**28}
    stretch = min(fingerprints.STRETCH, len(hashes))
    for n in range(len(hashes) - stretch + 1 if hashes else 0):
        row = range(n, n + stretch)
        if not kept.intersection(m for m in row if hashes[m] < 2**28):
            kept.add(min(row, key=lambda m: hashes[m]))
    return sorted(kept)


@pytest.mark.parametrize("length", [0, 5, 11, 12, 30, 75, 76, 200, 3000])
def test_the_windows_kept_are_those_of_the_definition(length: int):
    for seed in range(12):
        text = prose(seed, length)

        assert fingerprints.of_one(passages.letters(text))[1].tolist() == kept_slowly(text)


def test_about_one_window_in_sixteen_is_kept():
    assert len(prints(prose(1, 60_000))) == pytest.approx(60_000 / 16, rel=0.1)


@given(st.lists(st.integers(0, 200), max_size=8), st.integers(0, 1000))
def test_many_texts_have_the_fingerprints_of_each_alone(lengths: list[int], seed: int):
    texts = [prose(seed + n, length) for n, length in enumerate(lengths)]

    values, whose = fingerprints.of_texts(texts)

    assert [set(values[whose == n].tolist()) for n in range(len(texts))] == each(texts)
    assert (np.diff(whose) >= 0).all()


def test_texts_beyond_one_batch_are_read_as_each_alone():
    texts = [prose(n, fingerprints.BATCH // 3) for n in range(5)]

    values, whose = fingerprints.of_texts(texts)

    assert [set(values[whose == n].tolist()) for n in range(len(texts))] == each(texts)


@settings(max_examples=200)
@given(st.integers(0, 10**6), st.integers(0, 150), st.integers(0, 150))
def test_texts_that_share_enough_letters_share_a_fingerprint(seed: int, x: int, y: int):
    planted = prose(seed, ENOUGH)
    a = prose(seed + 1, x) + planted + prose(seed + 2, y)
    b = prose(seed + 3, y) + planted + prose(seed + 4, x)

    assert prints(a) & prints(b)


def test_equal_texts_too_short_for_a_stretch_share_a_fingerprint():
    for seed in range(50):
        assert len(prints(prose(seed, 12 + seed))) >= 1
