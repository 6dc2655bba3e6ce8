"""From what a browser posts to plain values, and from values to what a page shows."""

import pytest
from django.http import QueryDict

from xingmeng.core import answers
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Finding, Text

T = Text("题", "Question")
TITLE = Field(name="title", kind="text", label=T, max_chars=10)
TOTAL = Field(name="total_fen", kind="money", label=T, required=False)
FORMS = Field(
    name="forms", kind="choices", label=T, options=(("a", T), ("b", T)), required=False
)
PLEDGED = Field(name="pledged", kind="tick", label=T)
PAPER = Field(name="paper", kind="file", label=T)
ROWS = Table(
    name="rows",
    label=T,
    min_rows=1,
    max_rows=3,
    columns=(
        Field(name="name", kind="text", label=T, max_chars=5),
        Field(name="points", kind="integer", label=T, required=False),
    ),
)
FORM = (
    Section(name="one", label=T, fields=(TITLE, TOTAL, FORMS)),
    Section(name="two", label=T, fields=(PLEDGED, PAPER, ROWS)),
)


def posted(text: str) -> QueryDict:
    return QueryDict(text)


@pytest.mark.parametrize(
    ("question", "given", "value"),
    [
        (TITLE, "title=+稀土+", "稀土"),
        (TITLE, "", None),
        (TITLE, "title=a%0D%0Ab", "a\nb"),
        (TOTAL, "total_fen=1850.5", 1_850_500_000),
        (TOTAL, "total_fen=many", "many"),
        (FORMS, "forms=a&forms=b", ["a", "b"]),
        (FORMS, "", []),
        (PLEDGED, "pledged=on", True),
        (PLEDGED, "", None),
        (ROWS, "rows-rows=1&rows-0-name=x&rows-0-points=3", [{"name": "x", "points": 3}]),
        (ROWS, "rows-rows=2&rows-1-name=y", [{"name": "y", "points": None}]),
        (ROWS, "rows-rows=0&rows-0-name=x", []),
        (ROWS, "rows-rows=-1&rows-0-name=x", []),
        (ROWS, "rows-rows=x", []),
        (ROWS, "", []),
    ],
)
def test_read_makes_a_plain_value(question, given, value):
    assert answers.read(question, posted(given)) == value


def test_read_stops_at_a_number_of_rows_no_form_has():
    given = "&".join(f"rows-{n}-name=x" for n in range(300))

    rows = answers.read(ROWS, posted(f"rows-rows=999999999&{given}"))

    assert len(rows) == answers.MOST_ROWS


def test_read_all_leaves_files_out():
    found = answers.read_all(FORM, posted("title=x&paper=y&other=z"))

    assert found == {
        "title": "x",
        "total_fen": None,
        "forms": [],
        "pledged": None,
        "rows": [],
    }


def test_bind_puts_each_answer_finding_and_file_in_its_place():
    wrong = [Finding("too_long", {"field": "title"}), Finding("closed")]

    one, two = answers.bind(FORM, {"title": "稀土"}, findings=wrong, files={"paper": ["a.pdf"]})

    title, total, _ = one.answers
    assert (title.value, title.findings) == ("稀土", (wrong[0],))
    assert (total.value, total.findings) == (None, ())
    assert two.answers[1].files == ("a.pdf",)
    assert (title.input_name, title.id) == ("title", "id-title")


def test_a_section_counts_only_what_must_be_answered():
    one, two = answers.bind(
        FORM, {"title": "稀土", "pledged": True, "rows": []}, files={"paper": ["a.pdf"]}
    )

    assert (one.asked, one.done) == (1, 1)
    assert (two.asked, two.done) == (3, 2)
    assert (two.name, two.label, two.help) == ("two", T, None)
