"""A whole form goes out as a file and comes back the same, or not at all."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests import factories, thread
from tests.factories import browser, upload
from xingmeng import instruments
from xingmeng.core import codes, revisions, workbooks
from xingmeng.demo import texts
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.stages.exchange.models import Need

T = Text("题", "Question")
OPTIONS = (("a", T), ("b", T))
LINES = Table(
    name="a_table_whose_name_is_longer_than_a_sheet",
    label=T,
    min_rows=0,
    max_rows=3,
    columns=(
        Field(name="item", kind="text", label=T, required=False),
        Field(name="sum_fen", kind="money", label=T, required=False),
        Field(name="twice", kind="money", label=T, computed="twice"),
    ),
)
FORM = (
    Section(
        name="s",
        label=T,
        fields=(
            Field(name="title", kind="text", label=T),
            Field(name="essay", kind="longtext", label=T),
            Field(name="count", kind="integer", label=T),
            Field(name="share", kind="percent", label=T),
            Field(name="sum_fen", kind="money", label=T),
            Field(name="on", kind="date", label=T),
            Field(name="one", kind="choice", label=T, options=OPTIONS),
            Field(name="many", kind="choices", label=T, options=OPTIONS),
            Field(name="yes", kind="tick", label=T),
            Field(name="proof", kind="file", label=T),
            Field(name="sum", kind="money", label=T, computed="sum"),
            LINES,
        ),
    ),
)
texts_ = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and text)
fen = st.integers(0, 10**15)
rows = st.fixed_dictionaries({"item": texts_, "sum_fen": st.none() | fen})
answers = st.fixed_dictionaries(
    {},
    optional={
        "title": texts_,
        "essay": texts_,
        "count": st.integers(-(10**15), 10**15),
        "share": st.sampled_from(["0", "12.5", "100"]),
        "sum_fen": fen,
        "on": st.dates().map(lambda day: day.isoformat()),
        "one": st.sampled_from(["a", "b"]),
        "many": st.lists(st.sampled_from(["a", "b"]), min_size=1, unique=True),
        "yes": st.just(True),
        LINES.name: st.lists(rows, min_size=1, max_size=3),
    },
)


def filled(given: dict) -> dict:
    return {name: value for name, value in given.items() if not forms.is_empty(value)}


@given(answers)
def test_json_comes_back_as_it_went(said):
    made = workbooks.as_json("need", "1", FORM, said)

    read = workbooks.from_json(made, FORM, kind="need")

    assert (read.answers, read.findings) == (said, [])


@given(answers)
def test_a_workbook_comes_back_as_it_went(said):
    read = workbooks.from_xlsx(workbooks.as_xlsx(FORM, said), FORM)

    assert read.findings == []
    assert filled(read.answers) == said


@pytest.mark.parametrize("one", instruments.every(), ids=lambda one: one.code)
def test_every_instruments_form_goes_out_and_comes_back(one):
    for sections in one.forms.values():
        read = workbooks.from_xlsx(workbooks.as_xlsx(sections, {}), sections)

        assert (filled(read.answers), read.findings) == ({}, [])


def changed(said: dict, act) -> bytes:
    """A workbook after somebody worked in it."""
    book = load_workbook(io.BytesIO(workbooks.as_xlsx(FORM, said)))
    act(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_people_type_into_cells_is_understood():
    def act(book):
        sheet = book["form"]
        for name, value in (
            ("count", 12.0),
            ("sum_fen", 1850.5),
            ("on", factories.date(2024, 6, 3)),
        ):
            line = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == name)
            line[2].value = value
        sheet.append(["title", None, "again"])

    read = workbooks.from_xlsx(changed({}, act), FORM)

    assert filled(read.answers) == {"count": 12, "sum_fen": 1_850_500_000, "on": "2024-06-03"}
    assert [(f.code, f.values["said"]) for f in read.findings] == [("cell_wrong", "title")]


def test_every_fault_names_its_cell_and_its_question():
    def act(book):
        book["form"]["C4"].value = "many"
        book["form"]["A9"].value = "no_such_question"
        book[LINES.name[:31]]["B3"].value = "much"

    read = workbooks.from_xlsx(changed({LINES.name: [{"item": "a"}]}, act), FORM)

    assert [
        (f.values["cell"], f.values["said"], f.values.get("field")) for f in read.findings
    ] == [
        ("form!C4", "many", "count"),
        ("form!A9", "no_such_question", None),
        (f"{LINES.name[:31]}!B3", "much", LINES.name),
    ]


def test_a_formula_in_a_text_stays_text():
    made = workbooks.as_xlsx(FORM, {"title": "=1+1", "essay": "@SUM(A1)"})

    cells = {
        c.value: c.data_type for row in load_workbook(io.BytesIO(made))["form"] for c in row
    }

    assert (cells["=1+1"], cells["@SUM(A1)"]) == ("s", "s")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a book", b"\xff" * 99])
def test_what_is_no_file_of_the_form_is_refused(content):
    assert [f.code for f in workbooks.from_xlsx(content, FORM).findings] == ["file_unreadable"]
    found = workbooks.from_json(content, FORM, kind="need").findings
    assert [f.code for f in found] == ["file_unreadable"]


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        ([], "file_of_another_form"),
        ({"kind": "other", "answers": {}}, "file_of_another_form"),
        ({"kind": "need", "answers": []}, "file_of_another_form"),
        ({"kind": "need", "answers": {"x": 1}}, "cell_wrong"),
        ({"kind": "need", "answers": {LINES.name: [1]}}, "cell_wrong"),
        ({"kind": "need", "answers": {"title": "\ud800"}}, "cell_wrong"),
        ({"kind": "need", "answers": {"count": 2**70}}, "cell_wrong"),
    ],
)
def test_json_of_another_shape_is_refused(whole, code):
    read = workbooks.from_json(json.dumps(whole).encode(), FORM, kind="need")

    assert [f.code for f in read.findings] == [code]


# --- the pages --------------------------------------------------------------------------------


@pytest.fixture
def need(db):
    with factories.moment("2021-07-05"):
        return factories.need(answers=texts.NEED)


def address(need, rest: str) -> str:
    return f"/forms/need/{codes.of(need)}/{rest}"


@pytest.mark.parametrize("extension", ["xlsx", "json"])
def test_a_form_taken_out_and_brought_in_elsewhere_is_the_same(need, extension):
    client = browser("issuer")
    made = client.get(address(need, f"file.{extension}"))
    with factories.moment("2021-07-05"):
        other = factories.need(answers={"title": "旧题目", "secrecy": "open"})

    answer = client.post(
        address(other, "import/"), {"file": upload(f"整表.{extension}", made.content)}
    )

    kept = Need.objects.get(pk=other.pk)
    assert answer.status_code == 302
    assert filled(kept.answers) == filled(Need.objects.get(pk=need.pk).answers)
    assert kept.title == texts.NEED["title"]
    assert kept.stamps["title"]["origin"] == "imported"
    assert [(r.what, r.answers["title"]) for r in revisions.of("need", other.pk)] == [
        ("import", "旧题目")
    ]


@pytest.mark.parametrize("name", ["整表.xlsx", "整表.json", "整表.pdf", "整表.exe"])
def test_a_bad_file_changes_nothing_and_says_why(need, name):
    before = Need.objects.get(pk=need.pk).answers

    answer = browser("issuer").post(
        address(need, "import/"), {"file": upload(name, b"PK\x03\x04")}
    )

    assert answer.status_code == 409
    assert Need.objects.get(pk=need.pk).answers == before


def test_one_wrong_cell_changes_nothing(need):
    client = browser("issuer")
    whole = json.loads(client.get(address(need, "file.json")).content)
    whole["answers"] |= {"title": "新题目", "no_such": 1}

    answer = client.post(
        address(need, "import/"), {"file": upload("a.json", json.dumps(whole).encode())}
    )

    assert answer.status_code == 409
    assert "answers.no_such" in answer.content.decode()
    assert Need.objects.get(pk=need.pk).title == texts.NEED["title"]


@pytest.mark.django_db
def test_only_its_writers_take_a_form_out_and_bring_one_in():
    need = thread.thread_until("need_submitted").need

    out, back = address(need, "file.xlsx"), address(need, "import/")
    names = ("nobody", "officer", "stranger", "issuer")
    assert factories.statuses(out, *names) == dict(
        zip(names, (302, 404, 404, 200), strict=True)
    )
    assert factories.statuses(back, *names) == dict(
        zip(names, (302, 404, 404, 409), strict=True)
    )
    assert browser("issuer").get(address(need, "file.pdf")).status_code == 404
