"""The groups that differences are summed by."""

import csv
from importlib import resources

import polars as pl
import pytest

from xingmeng.law.sizes import grouped


def one(**facts):
    frame = pl.DataFrame({name: [value] for name, value in facts.items()})
    return grouped(frame).row(0, named=True)


@pytest.mark.parametrize(
    ("staff", "revenue", "size"),
    [
        (1000, 40_000_000_000, "large"),
        (1000, 39_999_999_999, "medium"),
        (999, 40_000_000_000, "medium"),
        (300, 2_000_000_000, "medium"),
        (300, 1_999_999_999, "small"),
        (20, 300_000_000, "small"),
        (19, 300_000_000, "micro"),
        (5000, 0, "micro"),
        (5, None, "micro"),
        (None, 100, "micro"),
        (50, None, None),
        (None, None, None),
    ],
)
def test_the_lower_of_both_lines_decides(staff, revenue, size):
    found = grouped(
        pl.DataFrame(
            {"staff": [staff], "revenue_fen": [revenue]},
            schema_overrides={"staff": pl.Int64, "revenue_fen": pl.Int64},
        )
    )

    assert found["size"].to_list() == [size]


def test_a_county_belongs_to_its_league_or_city():
    assert one(region=150203)["area"] == 150200
    assert one(region=152921)["area"] == 152900


def test_what_is_not_stated_is_in_no_group():
    assert one(credit_code="x") == {"area": None, "section": None, "size": None}


def test_divisions_belong_to_the_sections_of_the_register():
    folder = resources.files("xingmeng.stages.registry") / "fixtures" / "industries.csv"
    with folder.open(encoding="utf-8") as lines:
        rows = [
            row
            for row in csv.DictReader(lines)
            if row["code"].isdigit() and len(row["code"]) == 2
        ]
    frame = pl.DataFrame({"industry": [int(row["code"]) for row in rows]})

    assert len(rows) > 90
    assert grouped(frame)["section"].to_list() == [row["section"] for row in rows]
    assert grouped(pl.DataFrame({"industry": [0, 98]}))["section"].to_list() == [None, None]
