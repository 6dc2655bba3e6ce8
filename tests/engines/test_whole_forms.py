"""Forms as a whole: tables, drafts, and answers of any shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Finding, Text

SOME = Text("词", "word")
OPTIONS = (("device", Text("装置", "Device")), ("process", Text("工艺", "Process")))


def ask(kind: str, **more) -> Field:
    return Field(name="q", kind=kind, label=SOME, **more)


TEAM = Table(
    name="team",
    label=SOME,
    max_rows=3,
    share_column="share",
    columns=(
        Field(name="name", kind="text", label=SOME, max_chars=4),
        Field(name="share", kind="integer", label=SOME, min_value=1, max_value=100),
        Field(name="post", kind="text", label=SOME, required=False),
    ),
)
OPTIONAL = Table(
    name="partners",
    label=SOME,
    min_rows=0,
    columns=(Field(name="name", kind="text", label=SOME, required=False),),
)
ABOUT = Section(name="about", label=SOME, fields=(ask("text", max_chars=5), TEAM))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


# --- what a table and a form may declare ----------------------------------------------------


@pytest.mark.parametrize(
    "column",
    (
        Field(name="share", kind="decimal", label=SOME),
        Field(name="share", kind="integer", label=SOME, required=False),
        Field(name="other", kind="integer", label=SOME),
    ),
)
def test_a_table_shares_by_a_whole_number_that_is_always_there(column: Field):
    with pytest.raises(ValueError, match="'share' must be integer and required"):
        Table(name="t", label=SOME, columns=(column,), share_column="share")


def test_a_table_is_asked_for_unless_it_may_be_empty():
    assert (TEAM.kind, TEAM.required) == ("table", True)
    assert OPTIONAL.required is False


def test_questions_come_by_name_in_the_order_asked():
    more = Section(name="more", label=SOME, fields=(OPTIONAL,))

    assert list(forms.questions((ABOUT, more))) == ["q", "team", "partners"]


def test_questions_refuse_a_name_asked_twice():
    again = Section(name="again", label=SOME, fields=(ask("date"),))

    with pytest.raises(ValueError, match="two questions are called 'q'"):
        forms.questions((ABOUT, again))


# --- check: a table -------------------------------------------------------------------------


def row(**more) -> dict[str, object]:
    return {"name": "巴图", "share": 100, "post": None} | more


def test_a_table_in_order():
    assert forms.check(TEAM, [row(share=60), row(share=40)]) == []


def test_a_table_names_row_and_column_of_everything_wrong():
    rows = [row(name="乌兰巴托尔"), row(name=None, share=0)]

    assert forms.check(TEAM, rows) == [
        Finding(
            "too_long", {"field": "team", "row": 1, "column": "name", "chars": 5, "max": 4}
        ),
        Finding("answer_needed", {"field": "team", "row": 2, "column": "name"}),
        Finding(
            "too_small",
            {"field": "team", "row": 2, "column": "share", "min": 1, "kind": "integer"},
        ),
    ]


@pytest.mark.parametrize("value", (None, [], "", {}))
def test_a_table_wants_its_rows(value: object):
    assert forms.check(TEAM, value) == [
        Finding("too_few_rows", {"field": "team", "rows": 0, "min": 1})
    ]
    assert forms.check(OPTIONAL, value) == []


def test_a_table_takes_no_more_than_it_has_room_for():
    assert forms.check(TEAM, [row(share=25)] * 4) == [
        Finding("too_many_rows", {"field": "team", "rows": 4, "max": 3})
    ]


@given(st.lists(st.integers(1, 100), min_size=1, max_size=3))
def test_shares_must_make_a_hundred(shares: list[int]):
    found = forms.check(TEAM, [row(share=share) for share in shares])

    wrong = Finding("shares_not_100", {"field": "team", "sum": sum(shares)})
    assert found == ([] if sum(shares) == 100 else [wrong])


@pytest.mark.parametrize("value", ("rows", 5, {"name": "a"}, True))
def test_what_is_no_table_is_named_even_where_none_is_needed(value: object):
    assert forms.check(OPTIONAL, value) == [Finding("not_text", {"field": "partners"})]


def test_what_is_no_row_is_named_in_its_place():
    assert forms.check(OPTIONAL, [{}, "row"]) == [
        Finding("not_text", {"field": "partners", "row": 2})
    ]


# --- check: anything ------------------------------------------------------------------------


@given(st.sampled_from(forms.KINDS), st.booleans(), json_values)
def test_check_judges_any_json_value(kind: str, required: bool, value: object):
    question = ask(kind, required=required, options=OPTIONS, max_chars=3)

    for finding in forms.check(question, value):
        assert finding.values["field"] == "q"


@given(st.sampled_from((TEAM, OPTIONAL)), json_values)
def test_check_judges_any_json_value_as_a_table(table: Table, value: object):
    for finding in forms.check(table, value):
        assert finding.values["field"] == table.name


cells = st.fixed_dictionaries({}, optional={"name": json_values, "share": json_values})


@given(st.lists(cells, max_size=4))
def test_check_judges_any_cell(rows: list[dict[str, object]]):
    assert all(finding.values["field"] == "team" for finding in forms.check(TEAM, rows))


# --- check_all ------------------------------------------------------------------------------


def test_a_whole_form_gives_all_its_faults_as_it_asks():
    found = forms.check_all((ABOUT,), {"q": "too long", "team": [row(share=99)]})

    assert [(f.code, f.values["field"]) for f in found] == [
        ("too_long", "q"),
        ("shares_not_100", "team"),
    ]


def test_a_draft_may_have_gaps_anywhere_but_no_faults():
    draft = {"q": "too long", "team": [row(name=None)]}

    assert [f.code for f in forms.check_all((ABOUT,), draft, complete=False)] == ["too_long"]
    assert forms.check_all((ABOUT,), {}, complete=False) == []
    assert [f.code for f in forms.check_all((ABOUT,), {})] == ["answer_needed", "too_few_rows"]


def test_answers_nobody_asked_for_are_left_alone():
    asked = Section(name="s", label=SOME, fields=(ask("text"),))

    assert forms.check_all((asked,), {"q": "yes", "extra": object()}) == []


def test_check_all_refuses_a_name_asked_twice():
    with pytest.raises(ValueError, match="two questions"):
        forms.check_all((ABOUT, ABOUT), {})


@given(st.dictionaries(st.sampled_from(("q", "team")), json_values))
def test_what_stands_against_a_draft_stands_against_the_whole(answers):
    draft = forms.check_all((ABOUT,), answers, complete=False)

    assert [f for f in forms.check_all((ABOUT,), answers) if f.code not in forms.GAPS] == draft


def test_labelled_names_the_question_of_each_finding_and_keeps_the_rest():
    asked = Field(name="title", kind="text", label=Text("名称", "Title"))
    section = Section(name="s", label=Text("一", "One"), fields=(asked,))
    found = [Finding("answer_needed", {"field": "title"}), Finding("wrong_state")]

    first, second = forms.labelled((section,), found)

    assert first.values == {"field": "title", "label": Text("名称", "Title")}
    assert second == Finding("wrong_state")
