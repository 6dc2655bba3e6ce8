"""Several forms go out as one workbook and come back the same, or with every fault named."""

import io
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from xingmeng.core import bundles
from xingmeng.core.bundles import Part
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text

T = Text("题", "Question")
FORM = (
    Section(
        name="s",
        label=T,
        fields=(
            Field(name="points", kind="integer", label=T, min_value=0, max_value=100),
            Field(name="why", kind="longtext", label=T, max_chars=20),
            Field(name="total", kind="decimal", label=T, computed="total"),
        ),
    ),
)


def part(code: str, **answers) -> Part:
    row = SimpleNamespace(answers=answers, stamps={"points": {"v": 2}} if answers else {})
    return Part(code=code, title="稀土", row=row, sections=FORM)


def book(content: bytes, change=lambda book: None) -> bytes:
    made = load_workbook(io.BytesIO(content))
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


PARTS = [part("001-7", points=88, why="=1+1"), part("002-8")]


def test_what_goes_out_comes_back_with_the_version_it_started_from():
    backs, faults = bundles.from_xlsx(bundles.as_xlsx(PARTS, note="说明"), PARTS)

    assert faults == []
    assert backs["001-7"].read.answers == {"points": 88, "why": "=1+1"}
    assert backs["002-8"].read.answers == {"points": None, "why": None}
    assert backs["001-7"].bases["points"].version == 2


def test_only_answers_may_be_typed_in_and_nothing_is_a_formula():
    made = load_workbook(io.BytesIO(bundles.as_xlsx(PARTS, note="")))
    sheet = made["001-7"]

    assert sheet.protection.sheet and made.security.lockStructure
    free = {c.coordinate for line in sheet for c in line if not c.protection.locked}
    assert free == {"C4", "C5"}
    assert sheet["C5"].data_type == "s" and sheet.column_dimensions["E"].hidden


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (lambda b: b["001-7"].__setitem__("C4", 101), "001-7!C4"),
        (lambda b: b["001-7"].__setitem__("C4", "很好"), "001-7!C4"),
        (lambda b: b["001-7"].__setitem__("C4", "=50+1"), "001-7!C4"),
        (lambda b: b["001-7"].__setitem__("C5", "长" * 21), "001-7!C5"),
        (lambda b: b["001-7"].__setitem__("A4", "other"), "001-7!A4"),
        (lambda b: b["001-7"].__setitem__("A5", "points"), "001-7!A5"),
        (lambda b: b["001-7"].__setitem__("A1", "002-8"), "001-7!A1"),
        (lambda b: b.create_sheet("另"), "另!A1"),
    ],
)
def test_every_fault_names_its_cell(change, cell):
    content = book(bundles.as_xlsx(PARTS, note=""), change)

    _, faults = bundles.from_xlsx(content, PARTS)

    assert [(f.code, f.values["cell"]) for f in faults] == [("cell_wrong", cell)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook at all"])
def test_what_is_no_workbook_is_said_to_be_none(content):
    assert [f.code for f in bundles.from_xlsx(content, PARTS)[1]] == ["file_unreadable"]


def test_a_sheet_that_was_taken_out_is_left_as_it_is():
    content = book(bundles.as_xlsx(PARTS, note=""), lambda b: b.remove(b["002-8"]))

    backs, faults = bundles.from_xlsx(content, PARTS)

    assert (list(backs), faults) == (["001-7"], [])
