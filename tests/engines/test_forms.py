"""One question: what a typed line means, and what is wrong with an answer."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import forms
from xingmeng.engines.forms import Field
from xingmeng.engines.values import Finding, Text

SOME = Text("词", "word")
OPTIONS = (("device", Text("装置", "Device")), ("process", Text("工艺", "Process")))
fen = st.integers(0, 10**17 - 1)
every_kind = pytest.mark.parametrize("kind", forms.KINDS)


def ask(kind: str, **more) -> Field:
    return Field(name="q", kind=kind, label=SOME, **more)


def codes(question: Field, value: object) -> list[str]:
    return [finding.code for finding in forms.check(question, value)]


def written(amount_fen: int) -> str:
    """An amount as a person may type it, in 万元; Decimal is exact at this size."""
    return format(Decimal(amount_fen).scaleb(-6), "f")


# --- what a form may declare ----------------------------------------------------------------


def test_a_field_refuses_a_kind_nobody_knows():
    with pytest.raises(ValueError, match="q: unknown kind 'colour'"):
        ask("colour")


# --- can_be_kept ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    ["字\n", "", None, True, 0, 2**63 - 1, -(2**63) + 1, 1.5, [{"名": ["a", None]}], {}],
)
def test_plain_values_can_be_kept(value: object):
    assert forms.can_be_kept(value)


@pytest.mark.parametrize(
    "value",
    ["a\ud800", "a\x00", 2**63, -(2**64), float("inf"), float("nan"), object(), b"a"],
)
def test_what_no_database_holds_is_not_kept_however_deep_it_lies(value: object):
    assert not forms.can_be_kept(value)
    assert not forms.can_be_kept([{"a": ["b", value]}])


def test_a_name_that_cannot_be_kept_is_not_kept():
    assert not forms.can_be_kept({"\udc00": 1})


# --- is_empty -------------------------------------------------------------------------------


@pytest.mark.parametrize("value", (None, "", [], {}))
def test_nothing_is_empty(value: object):
    assert forms.is_empty(value)


@pytest.mark.parametrize("value", (0, 0.0, False, "0", " ", [None], {"a": None}))
def test_zero_and_no_are_answers(value: object):
    assert not forms.is_empty(value)


# --- parse ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount_fen"),
    (
        ("1850.5", 1_850_500_000),
        ("2000", 2_000_000_000),
        ("0.000001", 1),
        ("2.01", 2_010_000),  # as a float 2009999.9999999998 fen
        ("4.1", 4_100_000),
        ("16.1", 16_100_000),
        ("1,234,567.123456", 1_234_567_123_456),
        ("1，000", 1_000_000_000),
        (" 5 ", 5_000_000),
        ("007", 7_000_000),
    ),
)
def test_money_is_typed_in_ten_thousands_and_kept_in_fen(typed: str, amount_fen: int):
    assert forms.parse(ask("money"), typed) == amount_fen


@given(fen)
def test_money_comes_back_as_it_was_typed(amount_fen: int):
    parsed = forms.parse(ask("money"), written(amount_fen))

    assert type(parsed) is int
    assert parsed == amount_fen


@given(st.integers(0, 10**11 - 1), st.text("0123456789", min_size=1, max_size=6))
def test_money_is_exact_up_to_six_decimals(whole: int, decimals: str):
    typed = f"{whole}.{decimals}"

    assert forms.parse(ask("money"), typed) == int(Decimal(typed).scaleb(6))


@pytest.mark.parametrize(
    "typed",
    ("-5", "1.2345678", "1.", ".5", "1e3", "五万", "5万", "1.2.3", "1" * 12, ",", "NaN"),
)
def test_what_is_no_amount_stays_text_and_is_named(typed: str):
    kept = forms.parse(ask("money"), typed)

    assert kept == typed
    assert codes(ask("money"), kept) == ["not_money"]


@given(st.sampled_from(forms.KINDS), st.text())
def test_parse_never_fails_and_never_makes_a_float(kind: str, typed: str):
    parsed = forms.parse(ask(kind, options=OPTIONS), typed)

    assert parsed is None or type(parsed) in (str, int, bool)
    forms.check(ask(kind, options=OPTIONS), parsed)


@every_kind
@pytest.mark.parametrize("typed", ("", "  ", "\n", "\u3000"))
def test_blanks_are_no_answer(kind: str, typed: str):
    assert forms.parse(ask(kind), typed) is None


@given(st.integers(-forms.BIGGEST, forms.BIGGEST))
def test_whole_numbers_come_back(number: int):
    assert forms.parse(ask("integer"), f" {number} ") == number
    assert codes(ask("integer"), number) == []


@pytest.mark.parametrize("typed", ("1.5", "1 000", "一", "0x10", "1_000", "9" * 20))
def test_what_is_no_whole_number_is_named(typed: str):
    assert codes(ask("integer"), forms.parse(ask("integer"), typed)) == ["not_a_number"]


@pytest.mark.parametrize(("typed", "ticked"), (("on", True), ("true", True), ("off", False)))
def test_a_tick_is_yes_or_no(typed: str, ticked: bool):
    assert forms.parse(ask("tick"), typed) is ticked


def test_lines_end_the_same_way_from_every_browser():
    assert forms.parse(ask("longtext"), "一\r\n二\n三") == "一\n二\n三"


# --- check: one field -----------------------------------------------------------------------


def test_a_finding_names_its_field():
    assert forms.check(ask("text"), None) == [Finding("answer_needed", {"field": "q"})]


@every_kind
def test_an_optional_question_may_stay_empty(kind: str):
    assert codes(ask(kind, required=False), None) == []


@every_kind
def test_a_required_question_may_not(kind: str):
    assert codes(ask(kind), None) == ["answer_needed"]


@given(st.text("兴蒙科技aß蒙ᠮ，。 ", min_size=1, max_size=20))
def test_length_counts_characters(text: str):
    assert codes(ask("text", max_chars=len(text)), text) == []
    assert forms.check(ask("text", max_chars=len(text) - 1), text) == [
        Finding("too_long", {"field": "q", "chars": len(text), "max": len(text) - 1})
    ]


@pytest.mark.parametrize(
    ("text", "chars"), (("兴蒙", 2), ("稀土abc", 5), ("🐎", 1), ("𠮷", 1), ("👨‍👩‍👧", 1))
)
def test_a_chinese_character_counts_as_one_and_so_does_a_joined_picture(text, chars):
    assert codes(ask("longtext", max_chars=chars), text) == []
    assert forms.check(ask("longtext", max_chars=chars - 1), text) == [
        Finding("too_long", {"field": "q", "chars": chars, "max": chars - 1})
    ]


@pytest.mark.parametrize("value", ("nul\x00", "bell\a", "half \ud83d", 5, ["a"], {"a": 1}))
@pytest.mark.parametrize("kind", ("text", "longtext", "people"))
def test_text_is_text_that_can_be_stored(kind: str, value: object):
    assert codes(ask(kind), value) == ["not_text"]


def test_a_text_is_told_everything_wrong_with_it():
    assert codes(ask("text", max_chars=3), "four\x00") == ["too_long", "not_text"]


@pytest.mark.parametrize("kind", ("integer", "money"))
def test_a_number_keeps_within_its_bounds(kind: str):
    bounded = ask(kind, min_value=1, max_value=9)

    assert forms.check(bounded, 0) == [
        Finding("too_small", {"field": "q", "min": 1, "kind": kind})
    ]
    assert codes(bounded, 1) == codes(bounded, 9) == []
    assert forms.check(bounded, 10) == [
        Finding("too_big", {"field": "q", "max": 9, "kind": kind})
    ]


@pytest.mark.parametrize("kind", ("integer", "money"))
def test_a_number_fits_the_database(kind: str):
    assert codes(ask(kind), forms.BIGGEST) == []
    assert codes(ask(kind), forms.BIGGEST + 1) == ["too_big"]
    assert codes(ask(kind), -forms.BIGGEST - 1) == ["too_small"]


@pytest.mark.parametrize("value", (1.0, True, False, "5", [5], float("nan")))
def test_money_is_never_a_float_nor_a_yes(value: object):
    assert codes(ask("money"), value) == ["not_money"]


def test_zero_is_an_amount():
    assert codes(ask("money"), 0) == []


@pytest.mark.parametrize("value", ("3.14", "-0.000000001", "12"))
def test_a_decimal_is_kept_as_typed(value: str):
    assert codes(ask("decimal"), value) == []


@pytest.mark.parametrize("value", (3.14, 3, "3,14", "1e5", "1." + "0" * 10, "NaN"))
def test_what_is_no_decimal_is_named(value: object):
    assert codes(ask("decimal"), value) == ["not_a_number"]


def test_a_percentage_keeps_within_a_hundred_unless_the_field_says_otherwise():
    assert codes(ask("percent"), "0") == codes(ask("percent"), "100.0") == []
    assert codes(ask("percent"), "100.01") == ["too_big"]
    assert codes(ask("percent"), "-0.1") == ["too_small"]
    assert codes(ask("percent", max_value=300), "250") == []
    assert codes(ask("percent"), "half") == ["not_a_number"]


def test_a_decimal_keeps_within_its_bounds():
    bounded = ask("decimal", min_value=1, max_value=9)

    assert codes(bounded, "0.999") == ["too_small"]
    assert codes(bounded, "9.000") == []
    assert codes(bounded, "9.001") == ["too_big"]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_understood_as_people_write_it(day):
    for typed in (f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert forms.parse(ask("date"), typed) == day.isoformat()


def test_a_computed_answer_is_never_missed_but_still_keeps_its_bounds():
    total = ask("money", computed="total", max_value=9)

    assert codes(total, None) == []
    assert codes(total, 10) == ["too_big"]


@given(st.sampled_from(forms.KINDS), st.text())
def test_what_was_understood_is_typed_as_it_is_understood(kind: str, raw: str):
    if kind == "choices":
        return  # its answer is a list, read input by input
    meant = forms.parse(ask(kind), raw)

    assert forms.parse(ask(kind), forms.typed(ask(kind), meant)) == meant


@given(st.dates())
def test_a_date_is_written_with_hyphens(day):
    assert codes(ask("date"), day.isoformat()) == []
    assert codes(ask("date"), day.isoformat().replace("-", "")) == ["not_a_date"]
    assert codes(ask("date"), day.isoformat().replace("-", "/")) == ["not_a_date"]


@pytest.mark.parametrize(
    "value", ("2021-02-29", "2021-9-3", "2021-W36-5", "2021-09-03T00:00", 20210903, ["2021"])
)
def test_what_is_no_day_is_named(value: object):
    assert codes(ask("date"), value) == ["not_a_date"]


def test_one_option_is_chosen():
    assert codes(ask("choice", options=OPTIONS), "device") == []
    assert codes(ask("choice", options=OPTIONS), "song") == ["not_an_option"]
    assert codes(ask("choice", options=OPTIONS), ["device"]) == ["not_an_option"]


def test_several_options_are_chosen():
    assert codes(ask("choices", options=OPTIONS), ["process", "device"]) == []
    assert codes(ask("choices", options=OPTIONS), ["process", "song"]) == ["not_an_option"]
    assert codes(ask("choices", options=OPTIONS), [["device"]]) == ["not_an_option"]


@pytest.mark.parametrize("value", (False, None, "yes", 1))
def test_a_required_tick_must_be_ticked(value: object):
    assert codes(ask("tick"), value) == ["answer_needed"]
    assert codes(ask("tick"), True) == []
