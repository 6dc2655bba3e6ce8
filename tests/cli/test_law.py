"""`xingmeng law` on files: the dictionary, a population, one enterprise, the law itself."""

import csv
import json
import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.law import firms
from xingmeng import cli
from xingmeng.cli import rulings
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import OUTCOMES
from xingmeng.law import book
from xingmeng.law.facts import ENTERPRISE, FIXED

ON = "2024-06-30"
COLUMNS = ["credit_code", "year", "rule", "rule_version", "outcome", "amount_fen", "reasons"]
EMPTY = dict.fromkeys((fact.name for fact in FIXED), "")
FIRM = {  # a small software firm about which all that the tests need is stated
    **EMPTY,
    **{"credit_code": "91150100MA0AAAAA1X", "year": 2023, "region": 150100, "industry": "I65"},
    **{
        "registered_on": "2019-02-28",
        "hnte_valid_to": "none",
        "staff": 100,
        "st_staff": 30,
        "ip_class1": 1,
    },
    **{"revenue_fen": 10_000_000_000, "cost_fen": 8_000_000_000, "assets_fen": 9_000_000_000},
    **{"net_assets_fen": 5_000_000_000, "rd_fen": 600_000_000, "ip_class2": 2},
    **{"rd_personnel_fen": 500_000_000, "rd_direct_fen": 50_000_000, "rd_depreciation_fen": 0},
    **{"rd_amortisation_fen": 0, "rd_design_fen": 0, "rd_other_fen": 50_000_000},
    **{"rd_domestic_fen": 0, "rd_overseas_fen": 0, "taxable_fen": 1_000_000_000},
    **{"domestic": "true", "restricted_business": "false", "major_incident": "否"},
    **{"untrustworthy": 0, "manufacturing": "false", "national_award": "false"},
    **{"provincial_rd_institution": "false", "standard_leader": "false"},
}


def written(path: Path, *rows: dict) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def ran(tmp_path: Path, facts: Path, *more: str, on: str = ON) -> tuple[int, dict]:
    out = tmp_path / "out.csv"
    given = ["law", "run", "--on", on, "--facts", str(facts), "--out", str(out), *more]
    code = cli.main(given)
    rows = pl.read_csv(out, infer_schema=False).to_dicts() if out.exists() else []
    return code, {(row["credit_code"], row["rule"]): row for row in rows}


def told(facts: Path, capsys, *more: str, on: str = ON) -> dict:
    given = ["law", "explain", "--on", on, "--facts", str(facts), "--json", *more]
    assert cli.main(given) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def refused(capsys, monkeypatch, *given: str) -> str:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert cli.main(["law", *given]) == 2
    return capsys.readouterr().err


def test_the_dictionary_names_every_fact_with_unit_and_both_labels(capsys):
    assert cli.main(["law", "facts", "--json"]) == 0

    facts = json.loads(capsys.readouterr().out.splitlines()[-1])["facts"]
    assert [fact["name"] for fact in facts] == list(ENTERPRISE)
    assert all(fact["unit"] and fact["label"]["zh"] and fact["label"]["en"] for fact in facts)
    assert [f["name"] for f in facts if f["fixed"]] == [fact.name for fact in FIXED]


def test_every_rule_is_written_for_every_enterprise_and_year(tmp_path: Path, capsys):
    facts = written(tmp_path / "f.csv", FIRM, {**FIRM, "year": 2022})
    shown = book.standing(date.fromisoformat(ON)).shown

    assert cli.main(["law", "run", "--on", ON, "--facts", str(facts), "--json",
                     "--out", str(tmp_path / "o.jsonl")]) == 0  # fmt: skip

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(list(row) == COLUMNS for row in rows)
    pairs = [(row["year"], row["rule"]) for row in rows]
    assert len(pairs) == len(set(pairs)) == said["rows"]
    assert {rule for year, rule in pairs if year == 2022} >= set(shown)
    assert said["enterprises"] == 2
    assert sum(said[outcome] for outcome in OUTCOMES) == said["rows"]


def test_verdicts_of_one_firm_with_reasons(tmp_path: Path):
    code, rows = ran(tmp_path, written(tmp_path / "f.csv", FIRM))
    firm = FIRM["credit_code"]

    assert code == 0
    found = {rule: rows[firm, rule] for rule in ("technology_sme", "rd_super_deduction")}
    assert {rule: row["outcome"] for rule, row in found.items()} == {
        "technology_sme": "met",  # 20 + 50 + 30
        "rd_super_deduction": "met",  # 100 % of all: other costs are below a tenth
    }
    assert rows[firm, "technology_sme.score"]["reasons"] == '["points=100"]'
    assert found["rd_super_deduction"]["amount_fen"] == "600000000"
    assert rows[firm, "high_tech_enterprise"]["outcome"] == "unknown"
    assert "core_ip" in json.loads(rows[firm, "high_tech_enterprise"]["reasons"])


def test_an_empty_cell_leaves_open_only_what_it_could_change(tmp_path: Path):
    firms_ = [
        {**FIRM, "credit_code": "A", "staff": ""},
        {**FIRM, "credit_code": "B", "assets_fen": "", "staff": 501, "st_staff": 200},
    ]
    _, rows = ran(tmp_path, written(tmp_path / "f.csv", *firms_))

    assert rows["A", "technology_sme"]["outcome"] == "unknown"
    assert json.loads(rows["A", "technology_sme"]["reasons"]) == ["staff"]
    assert rows["B", "technology_sme"]["outcome"] == "unmet"  # whatever its assets are
    assert json.loads(rows["B", "technology_sme"]["reasons"]) == [
        "technology_sme.staff_limit",
        "technology_sme.direct_pass",
    ]


def test_a_panel_that_has_not_marked_is_waited_for(tmp_path: Path):
    rest = {
        **{
            "core_ip": "true",
            "tech_field": "true",
            "conversions": 15,
            "rd_before1_fen": 6 * 10**8,
        },
        **{
            "rd_before2_fen": 6 * 10**8,
            "rd_overseas_before1_fen": 0,
            "rd_overseas_before2_fen": 0,
        },
        **{"revenue_before1_fen": 10**10, "revenue_before2_fen": 10**10},
        **{"net_assets_before1_fen": 10**9, "net_assets_before2_fen": 10**9},
        **{"hightech_income_fen": 9 * 10**9, "total_income_fen": 10**10},
    }
    _, rows = ran(tmp_path, written(tmp_path / "f.csv", {**FIRM, **rest}))

    row = rows[FIRM["credit_code"], "high_tech_enterprise"]
    assert row["outcome"] == "needs_person"
    assert all(name.startswith("panel_") for name in json.loads(row["reasons"]))


def test_earlier_years_are_read_from_their_own_rows(tmp_path: Path, capsys):
    years = [{**FIRM, "year": y, "rd_fen": 100_000 + y} for y in (2021, 2022, 2023)]

    tree = told(
        written(tmp_path / "f.csv", *years), capsys,
        "--org", FIRM["credit_code"], "--rule", "high_tech_enterprise",
    )  # fmt: skip

    found: dict = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        found |= {k: v for k, v in node["facts"].items() if k.startswith("rd_before")}
        waiting += node["children"]
    assert found == {"rd_before1_fen": 102_022, "rd_before2_fen": 102_021}


def test_a_file_comes_out_as_each_firm_does_alone(tmp_path: Path):
    drawn = list(firms.many(21, 60))
    stated = [{**EMPTY, "credit_code": f"C{n}", **firm} for n, firm in enumerate(drawn)]
    names = list(dict.fromkeys(name for row in stated for name in row))
    rows = [{n: "" if row.get(n) is None else row[n] for n in names} for row in stated]
    law = book.standing(firms.ON)

    _, found = ran(tmp_path, written(tmp_path / "f.csv", *rows), on=firms.ON.isoformat())

    for number, firm in enumerate(drawn):
        at = One(law, firms.numbers(firm))
        for code in law.shown:
            row = found[f"C{number}", code]
            assert row["outcome"] == OUTCOMES[at.outcome(code)], (code, firm)
            settled = row["outcome"] in ("met", "unmet") and law[code].unit == "fen"
            assert row["amount_fen"] == (str(at.result(code).low) if settled else None)


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_other_formats_say_the_same(tmp_path: Path, kind: str):
    table = pl.read_csv(written(tmp_path / "f.csv", FIRM))
    other = tmp_path / f"f.{kind}"
    if kind == "jsonl":
        table.write_ndjson(other)
    else:
        table.write_parquet(other)

    assert ran(tmp_path, other) == ran(tmp_path, tmp_path / "f.csv")


def test_a_file_taken_by_slices_is_the_same_file(tmp_path: Path, monkeypatch):
    rows = [{**FIRM, "credit_code": f"91150100MA0AAAAA{n}X", "staff": n} for n in range(5)]
    table = pl.read_csv(written(tmp_path / "f.csv", *rows))
    table.write_parquet(tmp_path / "f.parquet")
    whole = ran(tmp_path, tmp_path / "f.csv"), (tmp_path / "out.csv").read_bytes()

    monkeypatch.setattr(rulings, "SLICE", 2)
    for facts in ("f.csv", "f.parquet"):
        sliced = ran(tmp_path, tmp_path / facts), (tmp_path / "out.csv").read_bytes()
        assert sliced == whole
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"f.csv", "f.parquet", "out.csv"}


def test_a_file_may_have_any_name(tmp_path: Path):
    folder = tmp_path / "a[1]*"
    folder.mkdir()
    facts = written(folder / "f.csv", FIRM)

    assert ran(folder, facts) == ran(tmp_path, facts)


def test_a_change_dated_later_leaves_last_year_as_it_was(tmp_path: Path):
    facts = written(tmp_path / "f.csv", FIRM)
    later = tmp_path / "later.toml"
    later.write_text(
        '["technology_sme.staff_most"]\nvalues = { 2017-05-03 = 500, 2025-01-01 = 50 }\n',
        encoding="utf-8",
    )
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"

    for out, more in ((before, ()), (after, ("--parameters", str(later)))):
        cli.main(["law", "run", "--on", ON, "--facts", str(facts), "--out", str(out), *more])

    assert before.read_bytes() == after.read_bytes()
    _, rows = ran(tmp_path, facts, "--parameters", str(later), on="2025-01-01")
    assert rows[FIRM["credit_code"], "technology_sme"]["outcome"] == "unmet"


def test_a_tree_says_why_with_article_parameters_facts_and_the_nearest_change(
    tmp_path: Path, capsys
):
    facts = written(tmp_path / "f.csv", {**FIRM, "staff": 501, "st_staff": 200})

    tree = told(facts, capsys, "--org", FIRM["credit_code"])

    assert (tree["rule"], tree["credit_code"], tree["on"]) == ("law", FIRM["credit_code"], ON)
    sme = next(child for child in tree["children"] if child["rule"] == "technology_sme")
    limit = next(c for c in sme["children"] if c["rule"] == "technology_sme.staff_limit")
    assert sme["outcome"] == limit["outcome"] == "unmet"
    assert limit["facts"] == {"staff": 501}
    assert [(p["name"], p["value"]) for p in limit["parameters"]] == [
        ("technology_sme.staff_most", 500)
    ]
    assert "第六条" in limit["article"] and limit["confidence"] == "S"
    changes = [(c["fact"], c["from"], c["to"]) for c in sme["nearest"]["changes"]]
    assert changes == [("staff", 501, 500)]


@pytest.mark.parametrize("seed", range(8))
def test_the_nearest_change_written_into_the_file_flips_it(tmp_path: Path, capsys, seed: int):
    firm = firms.drawn(random.Random(seed))
    row = {**EMPTY, "credit_code": "A", **{k: "" if v is None else v for k, v in firm.items()}}
    tree = told(written(tmp_path / "f.csv", row), capsys, "--org", "A")

    for node in tree["children"]:
        if node["nearest"]:
            changed = row | {c["fact"]: c["to"] for c in node["nearest"]["changes"]}
            _, rows = ran(tmp_path, written(tmp_path / "g.csv", changed))
            assert rows["A", node["rule"]]["outcome"] == "met", (node["rule"], changed)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"staff": "many"}, "column staff: 'many'"),
        ({"staff": -1}, "column staff: -1"),
        ({"domestic": "maybe"}, "column domestic: 'maybe'"),
        ({"registered_on": "2023-02-29"}, "column registered_on: '2023-02-29'"),
        ({"registered_on": "2023-04-31"}, "column registered_on: '2023-04-31'"),
        ({"revenue_fen": "1.5"}, "column revenue_fen: '1.5'"),
        ({"industry": "Z"}, "column industry: 'Z'"),
        ({"year": ""}, "column year: ''"),
        ({"credit_code": ""}, "column credit_code: ''"),
        ({"colour": "red"}, "unknown column colour"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, capsys, monkeypatch, change: dict, named: str
):
    facts = written(tmp_path / "f.csv", {**FIRM, **change})
    out = tmp_path / "o.csv"

    said = refused(
        capsys, monkeypatch, "run", "--on", ON, "--facts", str(facts), "--out", str(out)
    )

    assert named in said
    assert not out.exists()


def test_a_missing_column_a_second_row_and_an_unknown_firm_are_named(
    tmp_path: Path, capsys, monkeypatch
):
    short = {name: value for name, value in FIRM.items() if name != "staff"}
    out = ["--on", ON, "--out", str(tmp_path / "o.csv"), "--facts"]

    facts = written(tmp_path / "short.csv", short)
    assert "missing column staff" in refused(capsys, monkeypatch, "run", *out, str(facts))
    facts = written(tmp_path / "twice.csv", FIRM, FIRM)
    assert "several rows of 2023" in refused(capsys, monkeypatch, "run", *out, str(facts))
    assert "no such file" in refused(
        capsys, monkeypatch, "run", *out, str(tmp_path / "none.csv")
    )
    facts = written(tmp_path / "one.csv", FIRM)
    assert "has no B" in refused(
        capsys, monkeypatch, "explain", "--on", ON, "--facts", str(facts), "--org", "B"
    )


def test_leap_days_are_dates(tmp_path: Path):
    facts = written(tmp_path / "f.csv", {**FIRM, "registered_on": "2020-02-29"})

    code, _ = ran(tmp_path, facts)

    assert code == 0


def test_the_law_is_in_order(capsys):
    assert cli.main(["law", "check", "--json"]) == 0

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["ok"] and said["findings"] == []
    assert "rd_subsidy.increase_bp" in said["owed"]  # never invented: an authority's to set
    assert "income_tax.west_pct" in said["needs_check"]


def test_a_draft_that_is_not_in_order_is_refused(tmp_path: Path, capsys, monkeypatch):
    draft = tmp_path / "draft.toml"
    draft.write_text(
        '["technology_sme.no_such"]\nvalues = { 2025-01-01 = 1 }\n', encoding="utf-8"
    )

    said = refused(capsys, monkeypatch, "check", "--parameters", str(draft))

    assert "technology_sme.no_such" in said


def test_a_draft_with_a_fault_is_a_negative_finding(tmp_path: Path, capsys):
    draft = tmp_path / "draft.toml"
    draft.write_text(
        '["technology_sme.staff_most"]\nuntil = 2020-12-31\nvalues = { 2017-05-03 = 500 }\n',
        encoding="utf-8",
    )

    assert cli.main(["law", "check", "--json", "--parameters", str(draft)]) == 1

    told = capsys.readouterr()
    said = json.loads(told.out.splitlines()[-1])
    assert not said["ok"] and {one["code"] for one in said["findings"]} == {"gap"}
    assert said["findings"][0]["on"] == "2021-01-01"
    assert json.loads(told.err.splitlines()[0]) == said["findings"][0]
