"""The engine against exact fractions, written a second time: no firm is judged otherwise."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import firms, oracle
from xingmeng.engines import rules
from xingmeng.engines.nearest import flips, nearest
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, NEEDS_PERSON, UNKNOWN, UNMET
from xingmeng.law import book
from xingmeng.law.facts import ENTERPRISE

TYPES = {
    name: pl.Boolean if fact.kind == "flag" else pl.Int64
    for name, fact in ENTERPRISE.items()
    if fact.kind != "text"
}
LAW = book.standing(firms.ON)


def table(found: list[dict]) -> pl.DataFrame:
    codes = pl.Series("credit_code", [str(n) for n in range(len(found))])
    return pl.DataFrame([firms.numbers(f) for f in found], schema=TYPES).with_columns(codes)


@pytest.mark.parametrize("seed", range(5))
def test_no_firm_is_judged_otherwise_than_in_exact_fractions(seed: int):
    found, on = list(firms.many(seed, 2000)), firms.ON
    rows = {
        r["credit_code"]: r
        for r in rules.run(table(found), LAW).collect().to_native().to_dicts()
    }

    for number, firm in enumerate(found):
        row = rows[str(number)]
        staff, rd, rights = oracle.sme_scores(firm)
        judged = {
            "technology_sme.staff_score=": staff,
            "technology_sme.rd_score=": rd,
            "technology_sme.ip_score=": rights,
            "technology_sme": MET if oracle.is_sme(firm, on) else UNMET,
            "rd_super_deduction.base=": int(oracle.base(firm)),
            "rd_super_deduction=": oracle.extra(firm, on),
            "rd_super_deduction.notional_25=": oracle.extra(firm, on) // 4,
        }
        if firm["year"] >= 2019:
            judged["rd_super_deduction.effective="] = oracle.effective(firm, on)
        for name, holds in oracle.hte_conditions(firm, on).items():
            judged[f"high_tech_enterprise.{name}"] = MET if holds else UNMET
        assert {name: row[name] for name in judged} == judged, firm


def test_growth_of_firms_the_panel_has_not_marked_lies_in_the_exact_band():
    for firm in firms.many(11, 2000):
        said = {
            **firms.numbers(firm),
            "panel_net_assets_growth": None,
            "panel_sales_growth": None,
        }
        at = One(LAW, said)
        for part, low in zip(("net_assets", "sales"), oracle.growths(firm), strict=True):
            found = at.result(f"high_tech_enterprise.{part}_growth")
            assert tuple(found) == (low, low + 1 if low else 0)


STATED = {"year", "sme_registered"}  # not stated, an entry follows from the evaluation
VERDICTS = ("technology_sme", "high_tech_enterprise", "rd_super_deduction")


@pytest.mark.slow
def test_the_smallest_change_flips_the_result_in_a_thousand_cases_and_no_less_does():
    dice, flipped = random.Random(5), 0
    while flipped < 1000:
        said = firms.numbers(firms.drawn(dice))
        for code in VERDICTS:
            if One(LAW, said).outcome(code) == UNMET:
                changes = nearest(LAW, code, said)
                assert flips(LAW, code, said, changes), (code, said)
                for one in changes:
                    fewer = [change for change in changes if change != one]
                    assert not flips(LAW, code, said, fewer), (code, said)
                flipped += 1


@pytest.mark.parametrize("seed", range(50))
def test_a_missing_fact_leaves_open_only_what_it_could_change(seed: int):
    dice = random.Random(seed)
    said = firms.numbers(firms.drawn(dice))
    name = dice.choice([n for n in said if ENTERPRISE[n].presumed is None and n not in STATED])
    blank = One(LAW, {**said, name: None})
    tried = [One(LAW, {**said, name: value}) for value in _values(name, said)]

    for code in ("technology_sme", "high_tech_enterprise", "rd_super_deduction"):
        could = {(at.outcome(code), at.result(code).low) for at in tried}
        if blank.outcome(code) in (UNKNOWN, NEEDS_PERSON):
            assert len(could) > 1, (code, name, said)
            assert name in [n for n in LAW.facts_of(code) if blank.lacks(code, frozenset({n}))]
        else:
            assert could == {(blank.outcome(code), blank.result(code).low)}, (code, name, said)


def _values(name: str, said: dict) -> set[int]:
    low, high = ENTERPRISE[name].ends
    sums = [v for n, v in said.items() if n.endswith("_fen") or n in ("staff", "st_staff")]
    shares = (2, 3, 4, 5, 6, 10, 15, 20, 25, 30, 40, 50, 60, 100)
    edges = {v * 100 // s for v in sums for s in shares} | {
        v * s // 100 for v in sums for s in shares
    }
    edges |= {500, 200, 16, 51, 65, said["year"], 5_000_000_000, 20_000_000_000}
    edges |= {(date(said["year"] - n, 1, 1) - date(1970, 1, 1)).days for n in (-1, 0, 1)}
    edges |= {(firms.ON - date(1970, 1, 1)).days, (firms.ON - date(1970, 1, 1)).days - 365}
    near = {v + d for v in edges for d in (-1, 0, 1)} | {low, low + 1, high}
    small = set(range(low, min(high, 40) + 1)) if low == 0 else set()
    return {int(v) for v in near | small if low <= v <= high}


def test_no_number_overflows_at_the_largest_sums():
    largest = {
        n: f.ends[1] for n, f in ENTERPRISE.items() if f.kind == "fen" and f.presumed is None
    }
    largest.pop("rd_other_accepted_fen"), largest.pop("excluded_income_fen")
    firm = {**next(firms.many(3, 1)), **largest, "year": 2023, "industry": 65, "domestic": True}
    found = rules.run(table([firm]), LAW).collect().to_native().to_dicts()[0]

    assert found["rd_super_deduction.base="] == int(oracle.base(firm))
    assert found["rd_super_deduction="] == oracle.extra(firm, firms.ON)
    assert found["rd_super_deduction.effective="] == oracle.effective(firm, firms.ON)


RISING = {  # what more of it never makes worse
    "technology_sme.score": ("st_staff", "rd_fen", "ip_class1", "ip_class2"),
    "high_tech_enterprise.score": ("panel_ip_core", "panel_conversion", "panel_rd_body"),
    "rd_super_deduction": (
        *("rd_personnel_fen", "rd_direct_fen", "rd_design_fen", "rd_other_fen"),
        *("rd_domestic_fen", "rd_overseas_fen", "manufacturing"),
    ),
    "rd_super_deduction.effective": ("rd_personnel_fen",),
    "rd_subsidy.stock": ("rd_personnel_fen", "rd_fen"),
}
FALLING = {
    "technology_sme.score": ("staff", "revenue_fen", "cost_fen"),
    "rd_super_deduction": ("special_income_fen", "nontaxable_rd_fen"),
}


@pytest.mark.parametrize("code", sorted(RISING))
@given(seed=st.integers(0, 10**6), more=st.integers(1, 10**9))
def test_what_the_law_rewards_never_lowers_what_it_gives(code: str, seed: int, more: int):
    said = firms.numbers(firms.drawn(random.Random(seed)))
    before = One(LAW, said).result(code).low

    for name in RISING[code]:
        high = int(ENTERPRISE[name].ends[1])
        assert One(LAW, {**said, name: min(said[name] + more, high)}).result(code).low >= before


@pytest.mark.parametrize("code", sorted(FALLING))
@given(seed=st.integers(0, 10**6), more=st.integers(1, 10**9))
def test_what_the_law_counts_against_never_raises_it(code: str, seed: int, more: int):
    said = firms.numbers(firms.drawn(random.Random(seed)))
    before = One(LAW, said).result(code).low

    for name in FALLING[code]:
        now = said.get(name) or 0
        if now == 0 and code == "technology_sme.score":
            continue  # a share of nothing is none: the first person makes one
        high = int(ENTERPRISE[name].ends[1])
        assert One(LAW, {**said, name: min(now + more, high)}).result(code).low <= before
