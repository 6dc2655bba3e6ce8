"""What two texts share, by hand and as properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import passages
from xingmeng.engines.passages import Passage

STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃寒来"
FIRST, SECOND = STEMS[:18], STEMS[18:]


def found(a: str, b: str) -> list[Passage]:
    x, y = passages.letters(a), passages.letters(b)
    return passages.passages(x, y, passages.runs(x, y))


def share(a: str, b: str) -> float:
    return passages.share(passages.letters(a), passages.letters(b), found(a, b))


def bare(text: str) -> str:
    """The letters of a text, the slow way."""
    return "".join(passages.letters_of(char) for char in text)


# --- letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "letters", "at"),
    [
        ("", "", []),
        ("，。 \n", "", []),
        ("甲，乙", "甲乙", [0, 2]),
        ("ＡＢ c", "abc", [0, 1, 3]),
        ("1㎡", "1m2", [0, 1, 1]),
        ("ﬁn", "fin", [0, 0, 1]),
        ("é e\u0301", "ee", [0, 2]),
        ("𠮷a", "𠮷a", [0, 1]),
        ("ß", "ss", [0, 0]),
        ("ᠭ\u180bᠣ", "ᠭᠣ", [0, 2]),
        ("각", "각", [0]),
        ("1\ud83d2", "12", [0, 2]),
    ],
)
def test_letters_are_what_is_left_of_a_text(text: str, letters: str, at: list[int]):
    read = passages.letters(text)

    assert "".join(map(chr, read.codes)) == letters
    assert read.at.tolist() == at


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=5))
def test_many_texts_are_read_as_each_alone(texts: list[str]):
    codes, starts = passages.bare(texts)

    assert "".join(map(chr, codes)) == "".join(map(bare, texts))
    assert np.diff(starts).tolist() == [len(bare(text)) for text in texts]
    for text in texts:
        read = passages.letters(text)
        assert "".join(map(chr, read.codes)) == bare(text)
        assert all(
            chr(code) in bare(text[at]) for code, at in zip(read.codes, read.at, strict=True)
        )


@given(st.text("甲乙丙", min_size=12, max_size=40), st.text("甲乙丙", min_size=12, max_size=40))
def test_windows_are_equal_where_their_letters_are(a: str, b: str):
    of_a, of_b = (passages.windows(passages.letters(text).codes) for text in (a, b))

    assert len(of_a) == len(a) - 11
    for i, x in enumerate(of_a):
        for j, y in enumerate(of_b):
            assert (x == y) == (a[i : i + 12] == b[j : j + 12])


# --- passages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "expected", "part"),
    [
        ("", "", [], 0.0),
        ("", FIRST, [], 0.0),
        (FIRST, FIRST, [(0, 18, 0, 18)], 1.0),
        (FIRST, SECOND, [], 0.0),
        (FIRST[:12], FIRST, [(0, 12, 0, 12)], 1.0),
        (FIRST[:11], FIRST, [], 0.0),
        (
            f"{FIRST}。{SECOND}",
            f"{SECOND}！{FIRST}",
            [(0, 18, 19, 37), (19, 37, 0, 18)],
            36 / 37,
        ),
        (f"前{FIRST}。", f"{FIRST}。后", [(1, 20, 0, 19)], 19 / 20),  # the full stop is shared
        (f"《{FIRST}》", f"《{FIRST}》", [(0, 20, 0, 20)], 1.0),
        (f"{FIRST},", f"{FIRST}，", [(0, 18, 0, 18)], 18 / 19),  # the comma is another
        (f"{FIRST[:9]}，{FIRST[9:]}", FIRST, [(0, 19, 0, 18)], 1.0),
        (f"㎡{FIRST}", f"2{FIRST}", [(1, 19, 1, 19)], 18 / 19),  # no half of a character
        (f"{FIRST}㎡", f"{FIRST}m", [(0, 18, 0, 18)], 18 / 19),
    ],
)
def test_passages_by_hand(a: str, b: str, expected: list[tuple], part: float):
    assert [tuple(p) for p in found(a, b)] == expected
    assert share(a, b) == pytest.approx(part)


def test_what_stands_twice_on_one_side_counts_once():
    assert [tuple(p) for p in found(FIRST, FIRST + SECOND + FIRST)] == [(0, 18, 0, 18)]
    assert share(FIRST + SECOND + FIRST, FIRST * 2 + "一" * 18) == pytest.approx(36 / 54)


def test_the_longest_run_comes_first_and_the_rest_is_what_it_leaves():
    a = STEMS + "一" + STEMS[6:30]
    b = STEMS[:30]

    assert [tuple(p) for p in found(a, b)] == [(0, 30, 0, 30)]


def test_one_letter_over_and_over_is_compared_in_time():
    assert [tuple(p) for p in found("啊" * 5000, "啊" * 4000)] == [(0, 4000, 0, 4000)]


letters = st.text("甲乙丙丁", max_size=60)


@given(letters, letters)
def test_passages_hold_the_same_letters_and_never_overlap(a: str, b: str):
    for one in (shown := found(a, b)):
        assert bare(a[one.a0 : one.a1]) == bare(b[one.b0 : one.b1])
        assert len(bare(a[one.a0 : one.a1])) >= 12
    for low, high in ((0, 1), (2, 3)):
        spans = sorted((one[low], one[high]) for one in shown)
        assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))


@given(letters, letters)
def test_it_is_the_same_the_other_way_round(a: str, b: str):
    turned = sorted(Passage(p.b0, p.b1, p.a0, p.a1) for p in found(b, a))

    assert turned == found(a, b)
    assert share(a, b) == share(b, a)


@given(letters, letters, st.text("甲乙丙丁", min_size=12, max_size=30), letters, letters)
def test_a_planted_passage_is_covered(a: str, b: str, planted: str, c: str, d: str):
    one, other = f"{a}子{planted}丑{b}", f"{c}寅{planted}卯{d}"

    covered = sum(p.a1 - p.a0 for p in found(one, other))

    assert covered >= len(planted)


@given(st.permutations([STEMS[n : n + 12] for n in (0, 12, 24)]))
def test_paragraphs_in_another_order_are_found_again(parts: list[str]):
    a, b = "\n".join((STEMS[:12], STEMS[12:24], STEMS[24:])), "\n".join(parts)

    assert sum(p.a1 - p.a0 for p in found(a, b)) >= 36
    assert share(a, b) >= 36 / 38


@given(st.text("甲乙，。 \n", max_size=80))
def test_a_text_shares_all_of_itself(text: str):
    whole = len(bare(text)) >= 12

    assert share(text, text) == (1.0 if whole else 0.0)
