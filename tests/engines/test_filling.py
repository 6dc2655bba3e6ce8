"""Questions that are asked only sometimes, and answers that nobody types."""

from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import filling, forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text

SOME = Text("词", "word")
OPTIONS = (("yes", SOME), ("no", SOME))


def ask(name: str, kind: str = "text", **more) -> Field:
    return Field(name=name, kind=kind, label=SOME, **more)


ETHICS = ask("ethics", "choice", options=OPTIONS)
NUMBER = ask("number", only_if=("ethics", ("yes",)))
BODY = ask("body", only_if=("number", ("7",)))
LINES = Table(
    name="lines",
    label=SOME,
    min_rows=0,
    columns=(
        ask("price_fen", "money"),
        ask("count", "integer"),
        ask("sum_fen", "money", computed="product"),
        ask("why", only_if=("count", ("0",))),
    ),
)
TOTAL = ask("total_fen", "money", computed="total")
HALF = ask("half_fen", "money", computed="half")
RULES = {
    "product": lambda row: (row.get("price_fen") or 0) * (row.get("count") or 0),
    "total": lambda said: sum(line["sum_fen"] for line in said.get("lines") or []),
    "half": lambda said: said["total_fen"] // 2,
}


def form(*fields) -> tuple[Section, ...]:
    return (Section(name="s", label=SOME, fields=fields),)


def test_a_question_waits_for_the_answer_it_depends_on():
    whole = form(ETHICS, NUMBER, BODY)

    assert list(forms.asked(whole, {})) == ["ethics"]
    assert list(forms.asked(whole, {"ethics": "no", "number": "7"})) == ["ethics"]
    assert list(forms.asked(whole, {"ethics": "yes"})) == ["ethics", "number"]
    assert list(forms.asked(whole, {"ethics": "yes", "number": "7"})) == [
        *("ethics", "number", "body")
    ]


def test_several_choices_a_tick_and_an_answer_of_another_form_decide_too():
    many = ask("kinds", "choices", options=OPTIONS)
    tick = ask("tick", "tick")
    whole = form(many, tick, ask("a", only_if=("kinds", ("yes",))))
    ticked = form(tick, ask("b", only_if=("tick", ("true",))))
    carried = form(ask("c", only_if=("elsewhere", ("x", "y"))))

    assert "a" in forms.asked(whole, {"kinds": ["no", "yes"]})
    assert "a" not in forms.asked(whole, {"kinds": ["no"]})
    assert "b" in forms.asked(ticked, {"tick": True})
    assert "b" not in forms.asked(ticked, {"tick": None})
    assert list(forms.asked(carried, {"elsewhere": "y"})) == ["c"]


def test_questions_that_wait_for_each_other_are_never_asked():
    whole = form(ask("a", only_if=("b", ("x",))), ask("b", only_if=("a", ("x",))))

    assert forms.asked(whole, {"a": "x", "b": "x"}) == {}


def test_what_is_not_asked_is_neither_needed_nor_judged_nor_in_force():
    whole, said = form(ETHICS, NUMBER), {"ethics": "no", "number": 5, "extra": 1}

    assert forms.check_all(whole, said) == []
    assert forms.in_force(whole, said) == {"ethics": "no", "extra": 1}
    assert [f.code for f in forms.check_all(whole, said | {"ethics": "yes"})] == ["not_text"]


def test_a_column_may_depend_on_its_row():
    row = {"price_fen": 1, "count": 0}

    assert [f.values["column"] for f in forms.check(LINES, [row])] == ["why"]
    assert forms.check(LINES, [row | {"count": 2}]) == []


def test_computed_answers_stand_on_what_was_computed_before_them():
    said = {"lines": [{"price_fen": 10, "count": 3}, {"price_fen": 1, "count": 4}]}

    found = filling.compute(form(LINES, TOTAL, HALF), said, RULES)

    assert [line["sum_fen"] for line in found["lines"]] == [30, 4]
    assert (found["total_fen"], found["half_fen"]) == (34, 17)
    assert said["lines"][0] == {"price_fen": 10, "count": 3}


def test_a_rule_that_nobody_has_gives_nothing_and_no_change_is_no_answer():
    assert filling.compute(form(LINES, TOTAL), {}, {}) == {}
    assert filling.compute(form(ETHICS), {"ethics": "yes"}, RULES) == {}


@given(st.dictionaries(st.sampled_from(["ethics", "number", "body", "x"]), st.text("yesno7")))
def test_answers_in_force_ask_for_the_same_again(said: dict[str, str]):
    whole = form(ETHICS, NUMBER, BODY)
    once = forms.in_force(whole, said)

    assert forms.in_force(whole, once) == once
    assert forms.asked(whole, once) == forms.asked(whole, said)
    assert forms.check_all(whole, once) == forms.check_all(whole, said)
