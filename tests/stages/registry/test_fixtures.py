"""The lists of codes and the figures of 2021 are whole, unique and in both languages."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

STAGES = Path(__file__).parents[3] / "src" / "xingmeng" / "stages"
REGIONS = STAGES / "registry" / "fixtures" / "regions.csv"
INDUSTRIES = STAGES / "registry" / "fixtures" / "industries.csv"
FIGURES = STAGES / "indicators" / "fixtures" / "region_2021.csv"
CHAINS = STAGES / "exchange" / "fixtures" / "chains.csv"
LINKS = STAGES / "exchange" / "fixtures" / "chain_links.csv"

each_list = pytest.mark.parametrize(
    "path", [REGIONS, INDUSTRIES, FIGURES, CHAINS, LINKS], ids=lambda path: path.stem
)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def source_of(path: Path) -> dict:
    return tomllib.loads(path.with_suffix(".source.toml").read_text(encoding="utf-8"))


@each_list
def test_every_code_stands_once(path: Path):
    codes = [next(iter(row.values())) for row in rows_of(path)]

    assert [code for code, times in Counter(codes).items() if times > 1] == []


@each_list
def test_every_row_is_whole(path: Path):
    rows = rows_of(path)

    assert [row for row in rows if None in row or None in row.values()] == []
    assert [row for row in rows if any(value != value.strip() for value in row.values())] == []


@each_list
def test_every_row_speaks_both_languages(path: Path):
    rows = rows_of(path)
    chinese = [name for name in rows[0] if name.endswith("_zh")]
    english = [name.replace("_zh", "_en") for name in chinese]

    assert chinese
    assert [row for row in rows for name in chinese if not has_chinese(row[name])] == []
    assert [row for row in rows for name in english if not is_english(row[name])] == []


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def is_english(text: str) -> bool:
    return any(sign.isascii() and sign.isalpha() for sign in text) and not has_chinese(text)


@each_list
def test_every_list_names_its_source(path: Path):
    source = source_of(path)

    assert source["file"] == path.name
    assert source.get("standard") or (source["source_zh"] and source["source_en"])
    assert source["note_zh"] and source["note_en"]


def test_regions_are_the_region_its_parts_and_the_other_provinces():
    kinds = Counter(row["kind"] for row in rows_of(REGIONS))

    assert kinds == {"region": 1, "city": 9, "league": 3, "county": 103, "province": 33}
    assert kinds == source_of(REGIONS)["rows"]


def test_every_parent_of_a_region_comes_before_it():
    seen, orphans = {""}, []
    for row in rows_of(REGIONS):
        if row["parent"] not in seen:
            orphans.append(row["code"])
        seen.add(row["code"])

    assert orphans == []


def test_a_region_code_begins_with_its_parents():
    rows = rows_of(REGIONS)
    cities = [row for row in rows if row["kind"] in {"city", "league"}]
    counties = [row for row in rows if row["kind"] == "county"]
    tops = [row for row in rows if row["kind"] in {"region", "province"}]

    assert {row["parent"] for row in tops} == {""}
    assert {row["parent"] for row in cities} == {"150000"}
    assert {row["parent"] for row in counties} == {row["code"] for row in cities}
    assert [row for row in counties if row["code"][:4] + "00" != row["parent"]] == []
    assert [row for row in rows if len(row["code"]) != 6 or not row["code"].isdigit()] == []


def test_industries_are_twenty_sections_and_their_divisions():
    rows = rows_of(INDUSTRIES)
    sections = [row["code"] for row in rows if row["code"].isalpha()]
    divisions = [row["code"] for row in rows if row["code"].isdigit()]

    assert sections == list("ABCDEFGHIJKLMNOPQRST")
    assert divisions == [f"{number:02}" for number in range(1, 98)]
    assert {row["section"] for row in rows} == set(sections)
    assert [row["section"] for row in rows if row["code"] in sections] == sections


def test_divisions_stand_in_the_section_the_standard_gives():
    rows = rows_of(INDUSTRIES)
    held = Counter(row["section"] for row in rows if row["code"].isdigit())

    per_section = [5, 7, 31, 3, 4, 2, 8, 2, 3, 4, 1, 2, 3, 4, 3, 1, 2, 5, 6, 1]
    assert [held[letter] for letter in "ABCDEFGHIJKLMNOPQRST"] == per_section


def test_each_chain_has_four_to_seven_links_in_order_of_known_industries():
    links, chains = rows_of(LINKS), [row["code"] for row in rows_of(CHAINS)]
    divisions = {row["code"] for row in rows_of(INDUSTRIES) if row["code"].isdigit()}
    held = Counter(link["chain"] for link in links)

    assert [link["chain"] for link in links] == [c for c in chains for _ in range(held[c])]
    assert {4 <= number <= 7 for number in held.values()} == {True}
    assert [link["place"] for link in links] == [
        str(n + 1) for code in chains for n in range(held[code])
    ]
    assert {i for link in links for i in link["industries"].split(";")} <= divisions
    assert [link for link in links if not link["code"].startswith(link["chain"] + "-")] == []
    assert {link["part"] for link in links} == {"upstream", "midstream", "downstream"}
    assert source_of(LINKS)["rows"] == len(links)
    assert source_of(CHAINS)["rows"] == len(chains)


def test_the_figures_of_2021_are_fifty_two():
    ids = [row["id"] for row in rows_of(FIGURES)]

    assert ids == [f"F{number:02}" for number in range(1, 53)]


def test_the_figures_use_declared_words_only():
    rows, source = rows_of(FIGURES), source_of(FIGURES)

    assert {row["basis"] for row in rows} <= set(source["basis"]) - {"not_yet"}
    assert {row["kind"] for row in rows} == set(source["kind"])
    assert {row["comparator"] for row in rows} == {"=", ">=", "~"}
    assert len(rows) == source["rows"]


def test_the_figures_carry_numbers_and_a_precision():
    rows = [row for row in rows_of(FIGURES) if row["id"] != "F52"]  # 4+8+N is a name
    values = [float(value) for row in rows for value in row["value"].split(";")]

    assert min(values) > 0
    assert all(float(row["precision"]) > 0 for row in rows)
    assert all(row["period"] and row["unit"] for row in rows)
