from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines.values import Finding, Text, yuan

COAL = Text("煤化工", "Coal chemistry")


def test_yuan_are_a_hundred_fen():
    assert yuan(300_000) == 30_000_000
    assert yuan(0) == 0


@given(st.integers(), st.integers())
def test_yuan_add_up_as_whole_numbers(a: int, b: int):
    assert yuan(a) + yuan(b) == yuan(a + b)
    assert type(yuan(a)) is int


@pytest.mark.parametrize("code", ("en", "en-gb", "en-us"))
def test_a_text_speaks_english_when_asked(code: str):
    assert COAL.in_language(code) == "Coal chemistry"


@pytest.mark.parametrize("code", ("zh-hans", "zh", "mn", ""))
def test_a_text_speaks_chinese_to_everyone_else(code: str):
    assert COAL.in_language(code) == "煤化工"


def test_a_finding_is_a_value():
    assert Finding("too_long") == Finding("too_long", {}, "")
    assert Finding("too_long", {"max": 1}) != Finding("too_long", {"max": 2})
    with pytest.raises(FrozenInstanceError):
        Finding("too_long").code = "too_short"  # type: ignore[misc] -- that is the test
