"""What the forms of every instrument name is there: rules, sources, questions, moves."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingmeng import instruments
from xingmeng.core import papers
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.instrument import Instrument
from xingmeng.instruments.sections import boxes
from xingmeng.law.computing import RULES

PAPER = Path(__file__).parents[3] / "shared" / "reference" / "form-fields.csv"
EVERY = instruments.every()
each_instrument = pytest.mark.parametrize("one", EVERY, ids=lambda i: i.code)
ON_PAPER = [one for one in EVERY if one.paper_forms]
each_on_paper = pytest.mark.parametrize("one", ON_PAPER, ids=lambda i: i.code)
TWO_STEPS = [one for one in EVERY if any(s.later for s in one.forms["application"])]
each_in_two_steps = pytest.mark.parametrize("one", TWO_STEPS, ids=lambda i: i.code)
SOURCES = re.compile(
    r"organisation:[a-z_]+|facts:[a-z0-9_]+(:-1)?|person:[a-z_]+|partner:[a-z_]+"
    r"|member:[a-z_]+|call:(number|title|category|closes_at|direction)"
    r"|system:(number|today)|earlier:[a-z_]+|application:[a-z_]+|award:support_fen"
    r"|entitlement:[a-z_]+"
)


def asked(one: Instrument) -> Iterator[tuple[str, Section, Field | Table]]:
    """Every question of every form, with the form's name."""
    for name, sections in one.forms.items():
        for section in sections:
            for question in section.fields:
                yield name, section, question


def fields(one: Instrument) -> Iterator[Field]:
    """Every field and every column."""
    for _, _, question in asked(one):
        yield from question.columns if isinstance(question, Table) else (question,)


def boxes_asked(one: Instrument) -> list[str]:
    """The boxes of its paper forms that questions of the application and contract stand for."""
    return [
        box
        for name, _, question in asked(one)
        if name in ("application", "contract")
        for field in (question.columns if isinstance(question, Table) else (question,))
        for box in field.paper
        if box.split(".")[0] in one.paper_forms
    ]


def boxes_signed(one: Instrument) -> list[str]:
    return [box for box in boxes.SIGNED if box.split(".")[0] in one.paper_forms]


# --- what a question names --------------------------------------------------------------------


@each_instrument
def test_every_computed_answer_has_its_rule(one: Instrument):
    assert {field.computed for field in fields(one)} - {""} <= set(RULES)


def test_every_rule_answers_a_question():
    assert {field.computed for one in EVERY for field in fields(one)} - {""} == set(RULES)


@each_instrument
def test_a_computed_answer_is_known_from_nowhere_else(one: Instrument):
    assert [f.name for f in fields(one) if f.computed and f.filled_from] == []


@each_instrument
def test_every_source_of_an_answer_is_one_that_can_be_asked(one: Instrument):
    named = {source for field in fields(one) for source in field.filled_from}
    named |= {s for _, _, q in asked(one) for s in q.filled_from}

    assert sorted(source for source in named if not SOURCES.fullmatch(source)) == []


@each_instrument
def test_what_is_carried_from_an_earlier_form_is_asked_there(one: Instrument):
    own = set(forms.questions(one.forms["application"]))
    of_any = {name for each in EVERY for name in forms.questions(each.forms["application"])}
    of_any |= {n for e in EVERY for n in forms.questions(e.forms.get("contract", ()))}
    sources = [s.split(":") for _, _, q in asked(one) for s in q.filled_from]

    assert {s[1] for s in sources if s[0] == "application"} <= own
    assert {s[1] for s in sources if s[0] == "earlier"} <= of_any


@each_instrument
def test_a_condition_names_a_question_of_the_same_form_and_answers_it_can_have(one: Instrument):
    for name, _, question in asked(one):
        if question.only_if is None:
            continue
        on, values = question.only_if
        other = forms.questions(one.forms[name])[on]
        known = {code for code, _ in other.options} or {"true", "false"}
        assert set(values) <= known, question.name


@each_instrument
def test_a_contract_asks_nothing_that_the_application_asked(one: Instrument):
    contract = set(forms.questions(one.forms.get("contract", ())))

    assert contract & set(forms.questions(one.forms["application"])) == set()


@each_in_two_steps
def test_what_waits_for_the_short_list_leaves_what_the_first_step_needs(one: Instrument):
    first = forms.questions([s for s in one.forms["application"] if not s.later])

    assert {"title", "requested_fen", "leader_name", "need", "pledged"} <= set(first)
    assert {"milestones", "targets"}.isdisjoint(first)


@each_instrument
def test_every_paper_of_an_instrument_is_issued_somewhere(one: Instrument):
    assert set(one.documents) <= {kind.name for kind in papers.kinds()}


@each_instrument
def test_a_person_is_never_named_in_a_list_by_their_number(one: Instrument):
    numbers = [f for f in fields(one) if re.search(r"(^|_)(leader|person)_id$", f.name)]

    assert [f.name for f in numbers if not f.personal] == []


# --- the boxes of the paper forms -------------------------------------------------------------


@each_on_paper
def test_a_signature_of_the_paper_is_a_move_that_signs_or_opines(one: Instrument):
    for box in boxes_signed(one):
        kind, name = boxes.SIGNED[box]
        made = {move.name: move for move in one.flow(kind).moves}
        assert made[name].signs or made[name].asks, box


@pytest.mark.skipif(not PAPER.is_file(), reason="the reference list of boxes is not here")
@each_on_paper
def test_every_box_of_the_paper_is_accounted_for_once(one: Instrument):
    with PAPER.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        there = {f"{r['form']}.{r['field']}" for r in rows if r["form"] in one.paper_forms}

    told = Counter([*boxes_asked(one), *one.dropped, *boxes_signed(one)])

    assert sorted(there - set(told)) == []  # neither asked nor dropped
    assert sorted(set(told) - there) == []  # no such box
    assert sorted(box for box, times in told.items() if times > 1) == []


def test_the_instruments_of_the_reference_forms_are_there():
    assert {form for one in ON_PAPER for form in one.paper_forms} == {"A", "B", "C", "D"}
