"""The case files of rules that are worked out by the engine, alone and in columns.

Each expects, by rule: an outcome; points or a sum; a range while a panel has not marked; and
after `rule?` the missing facts that are named.
"""

from datetime import date

import polars as pl
import pytest

from tests.law import cases
from xingmeng.engines import rules
from xingmeng.engines.explanation import lacking
from xingmeng.engines.facts import days
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, OUTCOMES, UNMET, Book
from xingmeng.law import book, equity, technology_contract

ENTERPRISE = (
    "technology_sme",
    "high_tech_enterprise",
    "rd_super_deduction",
    "rd_subsidy",
    "trade_subsidy",
)
ALL = [
    case
    for name in (*ENTERPRISE, "parts", "equity", "technology_contract")
    for case in cases.of(name)
]
SALES = technology_contract.FACTS.keys()
OWED_SINCE = "2020-01-01"


def read(given: dict) -> tuple[Book, dict[str, int]]:
    """The book of the day, with assumed parameters, and the facts as numbers."""
    facts = {k: v for k, v in given.items() if k not in ("on", "parameters")}
    said = {k: days(v) if isinstance(v, date) else v for k, v in facts.items()}
    if "year" not in given:
        held = technology_contract if said.keys() <= SALES else equity
        return held.book(given["on"]), said
    overlay = {k: {"values": {OWED_SINCE: v}} for k, v in given.get("parameters", {}).items()}
    return book.with_parameters(given["on"], overlay), said


@pytest.mark.parametrize(("given", "expected"), ALL)
def test_case(given: dict, expected: dict):
    law, said = read(given)
    at = One(law, said)

    assert {name: shown(at, name, value) for name, value in expected.items()} == expected


def shown(at: One, name: str, like: object) -> object:
    code = name.removesuffix("?").removesuffix("_fen") if name.endswith("?") else name
    if code not in at.book:
        return "not_applicable"
    if name.endswith("?"):
        return sorted(lacking(at, code)) if at.outcome(code) not in (MET, UNMET) else []
    if isinstance(like, str):
        return OUTCOMES[at.outcome(code)]
    found = at.result(code)
    return list(found) if isinstance(like, list) else found.low if found.sure else list(found)


DAYS = sorted({case.values[0]["on"] for case in ALL if "year" in case.values[0]})


@pytest.mark.parametrize("on", DAYS)
def test_cases_of_a_day_in_columns(on: date):
    """All of them at once come out as each does alone, with the rates still owed."""
    law = book.standing(on)
    firms = [read(c.values[0])[1] for c in ALL if c.values[0]["on"] == on]
    firms = [firm for firm in firms if "year" in firm]
    types = {
        name: pl.Boolean if fact.kind == "flag" else pl.Int64
        for name, fact in law.facts.items()
        if fact.kind != "text"
    }
    codes = pl.Series("credit_code", [str(n) for n in range(len(firms))])

    found = rules.run(pl.DataFrame(firms, schema=types).with_columns(codes), law)

    for row in found.collect().to_native().to_dicts():
        at = One(law, firms[int(row["credit_code"])])
        for code in law.shown:
            assert OUTCOMES[row[code]] == OUTCOMES[at.outcome(code)], code
            if law[code].gives is not None and at.outcome(code) in (MET, UNMET):
                assert row[rules.amount_of(code)] == at.result(code).low, code


@pytest.mark.parametrize("verdict", ENTERPRISE)
def test_every_verdict_has_a_case_that_passes_one_that_fails_and_one_that_is_open(verdict: str):
    found = set()
    for case in ALL:
        given, expected = case.values
        if verdict in expected:
            law, said = read(given)
            found.add(shown(One(law, said), verdict, "") if verdict in law else "")

    assert {"met", "unmet"} <= found
    assert found & {"unknown", "needs_person"}


PARTS = [rule.code for rule in book.RULES if not rule.inner]


@pytest.mark.parametrize("code", dict.fromkeys(PARTS))
def test_every_rule_has_a_case_that_passes_one_that_fails_and_one_that_is_open(code: str):
    found = set()
    for case in ALL:
        given, expected = case.values
        named = {name.removesuffix("?") for name in expected}
        if code in named:
            law, said = read(given)
            found.add(shown(One(law, said), code, "") if code in law else "")

    assert {"met", "unmet"} <= found
    assert found & {"unknown", "needs_person"}
