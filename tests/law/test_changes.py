"""What changed between two days: nothing is left out, and neither end is counted twice."""

from datetime import date, timedelta

import hypothesis
from hypothesis import strategies as st

from xingmeng.law import changes
from xingmeng.law.dated import parameter, quantities

days = st.dates(min_value=date(2008, 1, 1), max_value=date(2031, 12, 31))


def said(one: str, other: str, of: str) -> list[tuple[str, str, str]]:
    found = changes.between(date.fromisoformat(one), date.fromisoformat(other))
    return [(c.on.isoformat(), c.old.zh, c.new.zh) for c in found if c.of == of]


def test_a_number_changes_from_old_to_new_on_its_day():
    of = "rd_super_deduction.general_pct"

    assert said("2017-12-31", "2018-01-01", of) == [("2018-01-01", "50%", "75%")]
    assert said("2018-01-01", "2022-12-31", of) == []
    assert said("2015-12-31", "2024-01-01", of) == [
        ("2016-01-01", "无", "50%"),
        ("2018-01-01", "50%", "75%"),
        ("2023-01-01", "75%", "100%"),
    ]


def test_a_number_ends_on_the_day_after_its_last():
    of = "rd_super_deduction.fourth_quarter_pct"

    assert said("2022-09-30", "2023-01-01", of) == [
        ("2022-10-01", "无", "100%"),
        ("2023-01-01", "100%", "无"),
    ]


def test_documents_and_clauses_begin_and_end():
    found = changes.between(date(2020, 12, 31), date(2021, 1, 1))
    of = [(c.kind, c.new.en) for c in found if c.of == "财税〔2018〕99号"]

    assert of == [("document", "ended"), ("clause", "ended")]
    assert ("document", "in force") in [(c.kind, c.new.en) for c in found]


@hypothesis.given(days, days, days)
def test_two_stretches_hold_what_the_whole_holds(one, two, three):
    first, middle, last = sorted((one, two, three))

    whole = changes.between(first, last)

    assert changes.between(last, first) == whole
    assert changes.between(first, middle) + changes.between(middle, last) == whole


@hypothesis.given(st.sampled_from(sorted(quantities())), days)
def test_a_number_is_another_on_a_day_exactly_if_a_change_says_so(key, day):
    topic, name = key.split(".")

    def value(on: date) -> int | None:
        try:
            return parameter(topic, name, on=on).value
        except LookupError:
            return None

    changed = [c for c in changes.between(day - timedelta(days=1), day) if c.of == key]

    assert bool(changed) == (value(day) != value(day - timedelta(days=1)))
