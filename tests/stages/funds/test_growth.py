"""A year's money of a line beside the year before: enough, or a reason on record."""

import pytest

from tests.factories import appropriation, browser, moment, who
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.engines.values import yuan

pytestmark = pytest.mark.django_db
LAST = yuan(50_000_000)
WHY = "上年结余较多"


@pytest.fixture(autouse=True)
def last_year():
    return appropriation(amount_fen=LAST)


def opened(row, *, why: str = ""):
    with moment("2022-03-11"):
        return move.make(
            "appropriation", row.pk, "open", actor=who("finance"), details={"below_growth": why}
        )


def proposed(amount_fen: int):
    return appropriation(opened=False, year=2022, amount_fen=amount_fen)


def test_a_fifth_more_is_enough_and_leaves_no_reason():
    row = opened(proposed(LAST * 6 // 5), why="不必说明")

    assert (row.state, row.below_growth) == ("open", "")


def test_a_fen_less_is_refused_and_says_what_is_owed():
    row = proposed(LAST * 6 // 5 - 1)

    with pytest.raises(Refused) as refusal:
        opened(row, why="  ")

    (finding,) = refusal.value.findings
    assert finding.code == "below_growth"
    assert finding.values["least_fen"] == LAST * 6 // 5
    assert finding.values["sum_fen"] == LAST * 6 // 5 - 1


def test_with_a_reason_it_opens_and_everybody_reads_why():
    row = opened(proposed(LAST), why=WHY)

    assert (row.state, row.below_growth) == ("open", WHY)
    page = browser("stranger").get(row.get_absolute_url()).content.decode()
    assert WHY in page
    assert "按刚性增长应达到" in page


def test_what_is_open_of_the_same_line_and_year_counts_along():
    opened(proposed(LAST), why=WHY)

    row = opened(proposed(LAST // 5))

    assert (row.state, row.below_growth) == ("open", "")


def test_what_is_only_proposed_does_not_count():
    proposed(LAST)

    with pytest.raises(Refused):
        opened(proposed(LAST // 5))


def test_before_the_rule_and_without_a_year_before_nothing_is_asked(last_year):
    assert last_year.below_growth == ""
    page = browser("stranger").get(last_year.get_absolute_url()).content.decode()
    assert "按刚性增长应达到" not in page
