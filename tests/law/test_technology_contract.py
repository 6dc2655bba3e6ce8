"""What part of a technology contract is free of value-added tax, kind by kind."""

from datetime import date

import pytest

from xingmeng.law import technology_contract

TODAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("kind", "more", "free"),
    [
        ("development", {}, True),
        ("transfer", {}, True),
        ("licence", {"term_years": 5}, True),
        ("licence", {"term_years": 4}, False),
        ("licence", {}, False),
        ("consulting", {"is_part": True}, True),
        ("service", {"is_part": True}, True),
        ("service", {}, False),
        ("transfer", {"is_part": False, "term_years": 0}, True),
    ],
)
def test_the_part_that_is_free(kind, more, free):
    found = technology_contract.exempt_fen(kind, 320_000_000, on=TODAY, **more)

    assert found == (320_000_000 if free else 0)


def test_before_the_circular_there_is_no_such_relief():
    with pytest.raises(LookupError, match="not in force"):
        technology_contract.exempt_fen("transfer", 1, on=date(2016, 4, 30))
