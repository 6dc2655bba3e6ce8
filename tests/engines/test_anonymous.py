"""A form without its author: nothing that identifies is left, and nothing else is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng import instruments
from xingmeng.engines import anonymous, forms
from xingmeng.engines.anonymous import HIDDEN
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text

T = Text("题", "Question")


def asked(name: str, kind: str = "text", **more) -> Field:
    return Field(name=name, kind=kind, label=T, **more)


FORM = (
    Section(
        name="who",
        label=T,
        fields=(
            asked("unit_name", filled_from=("organisation:name",)),
            asked("kind", filled_from=("organisation:kind",), identifying=False),
            asked("team", "people"),
            asked("phone", personal=True),
            asked("proof", "file"),
        ),
    ),
    Section(name="all_hidden", label=T, fields=(asked("cv", "longtext", personal=True),)),
    Section(
        name="what",
        label=T,
        fields=(
            asked("route", "longtext"),
            Table(
                name="tasks",
                label=T,
                columns=(asked("title"), asked("unit", identifying=True)),
            ),
            Table(
                name="projects",
                label=T,
                filled_from=("organisation:projects",),
                columns=(asked("number"),),
            ),
            Table(name="friends", label=T, columns=(asked("name", identifying=True),)),
        ),
    ),
)
ANSWERS = {
    "unit_name": "北方磁业有限公司",
    "kind": "企业",
    "team": "王一、Li Wei；赵二",
    "phone": "0472-5550000",
    "cv": "曾任总工",
    "route": "由北方磁业的王一负责，合作方为Aurora Labs；li wei 主持试验，本单位配合。",
    "tasks": [
        {"title": "北方磁业中试", "unit": "Aurora Labs"},
        {"title": "二", "unit": "本单位"},
    ],
    "projects": [{"number": "ZD-2020-07"}],
    "friends": [{"name": "孙三"}],
}


def test_what_identifies_is_left_out_and_empty_parts_go():
    left = anonymous.withhold(FORM)

    assert [s.name for s in left] == ["who", "what"]
    assert list(forms.questions(left)) == ["kind", "route", "tasks"]
    assert [c.name for c in forms.questions(left)["tasks"].columns] == ["title"]


def test_names_are_taken_from_what_is_left_out_the_longest_first():
    names = anonymous.names_in(FORM, ANSWERS)

    assert names[0] == "0472-5550000"
    assert set(names) == {
        *("0472-5550000", "Aurora Labs", "ZD-2020-07", "北方磁业有限公司", "北方磁业"),
        *("Li Wei", "王一", "赵二", "孙三"),
    }
    assert [len(n) for n in names] == sorted((len(n) for n in names), reverse=True)


def test_the_texts_that_remain_lose_every_name():
    _, said = anonymous.blind(FORM, ANSWERS, names=["中试"])

    assert said == {
        "kind": "企业",
        "route": f"由{HIDDEN}的{HIDDEN}负责，合作方为{HIDDEN}；{HIDDEN} 主持试验，本单位配合。",
        "tasks": [{"title": f"{HIDDEN}{HIDDEN}"}, {"title": "二"}],
    }


@given(
    st.lists(st.text("甲乙丙丁ab", min_size=2, max_size=4), max_size=5), st.text("甲乙丙丁ab ")
)
def test_no_name_survives(names, text):
    left = anonymous.hide(text, anonymous.in_order(names))

    assert not [n for n in names if n in left.split(HIDDEN)]
    assert all(part in text for part in left.split(HIDDEN))


@pytest.mark.parametrize(
    "one", [i for i in instruments.every() if i.review.double_blind], ids=lambda i: i.code
)
def test_no_double_blind_instrument_shows_what_a_register_says_of_somebody(one):
    """What is shown although a register of units or people fills it in stands in this list."""
    shown = {"unit_kind", "industry", "leader_degree", "leader_title", "leader_field"}
    shown |= {"title", "kind", "subject", "industry_served"}
    left = anonymous.withhold(one.forms["application"])
    columns = [
        c
        for q in forms.questions(left).values()
        for c in (q.columns if isinstance(q, Table) else (q,))
    ]
    known = [
        c
        for c in columns
        if {f.partition(":")[0] for f in c.filled_from} & set(anonymous.SOURCES)
    ]

    assert {c.name for c in known} <= shown
    assert not [c.name for c in columns if c.kind in ("file", "people")]
    assert not [c.name for c in columns if c.personal and c.identifying is None]
