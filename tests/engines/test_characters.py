"""A reader's count of characters, by hand and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import characters


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0),
        ("科技兴蒙", 4),
        ("𠮷野家", 3),
        ("e\u0301", 1),
        ("\u1100\u1161\u11a8", 1),
        ("ᠮᠣᠩᠭᠣᠯ", 6),
        ("ᠭ\u180b", 1),
        ("👍🏽", 1),
        ("👨‍👩‍👧", 1),
        ("👨‍👩‍👧👍🏽x", 3),
        ("❤\ufe0f", 1),
        ("🇨🇳🇲🇳", 2),
        ("🇨🇳🇲", 2),
        ("一\r\n二", 3),
        ("\n\u0301", 2),
        ("\u0301", 1),
        ("a\u200db", 2),
        ("\ud83d", 1),
    ],
)
def test_the_count_is_what_a_reader_sees(text: str, seen: int):
    assert characters.count(text) == seen


@given(st.text(st.characters(categories=("Lo", "Lu", "Ll", "Nd")), max_size=40))
def test_letters_and_digits_count_one_each(text: str):
    assert characters.count("，".join(text)) <= max(0, 2 * len(text) - 1)
    assert characters.count(f"{text}。") == characters.count(text) + 1


@given(st.text(), st.text())
def test_a_text_never_counts_more_than_its_codes_nor_than_its_halves(one: str, two: str):
    assert characters.count(one) <= len(one)
    assert characters.count(one + two) <= characters.count(one) + characters.count(two)
