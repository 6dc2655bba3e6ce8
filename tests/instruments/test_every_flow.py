"""What holds for the life of every kind of case, an instrument's and a stage's own alike."""

import re

import pytest

from xingmeng import instruments
from xingmeng.core import move as moves
from xingmeng.core.roles import ROLES
from xingmeng.engines import flow as flows
from xingmeng.engines import forms
from xingmeng.engines.instrument import TONES, Flow
from xingmeng.engines.values import Text

DECLARED = [
    *((one.code, life) for one in instruments.every() for life in one.flows),
    *((about.kind, life) for about in moves.subjects() for life in about.every_flow()),
]
ONCE = {id(life): pytest.param(life, id=f"{of}:{life.kind}") for of, life in DECLARED}
each_flow = pytest.mark.parametrize("life", ONCE.values())
OF_THE_PAGE = {"reason", "password", "csrfmiddlewaretoken"}  # posted beside a move's answers


def both(text: Text) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text.zh) and re.search("[A-Za-z]", text.en))


@each_flow
def test_names_are_plain_and_given_once(life: Flow):
    for names in ([s.name for s in life.states], [m.name for m in life.moves]):
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in names)


@each_flow
def test_moves_lead_from_declared_states_to_a_declared_state(life: Flow):
    declared = {state.name for state in life.states}

    used = {name for move in life.moves for name in (*move.before, move.after)}

    assert used <= declared
    assert all(move.before and len(set(move.before)) == len(move.before) for move in life.moves)
    staying = [move for move in life.moves if move.after in move.before]
    assert [move.name for move in staying if not move.asks] == []  # it changes what it asks


@each_flow
def test_every_state_can_be_reached(life: Flow):
    assert flows.reachable(life) == {state.name for state in life.states}


@each_flow
def test_a_case_ends_only_in_a_final_state(life: Flow):
    left = {name for move in life.moves for name in move.before}

    assert [s.name for s in life.states if not s.final and s.name not in left] == []
    assert not life.states[0].final


@each_flow
def test_nobody_takes_a_case_out_of_a_final_state(life: Flow):
    """The system may: a bid that was not chosen is chosen when the one before it falls away."""
    assert [s.name for s in life.states if s.final and flows.holders(life, s.name)] == []


@each_flow
def test_a_final_state_can_be_reached_from_everywhere(life: Flow):
    ending = {state.name for state in life.states if state.final}
    for _ in life.states:
        ending |= {b for move in life.moves if move.after in ending for b in move.before}

    assert {state.name for state in life.states} <= ending


@each_flow
def test_a_clock_runs_only_where_somebody_or_the_system_must_act(life: Flow):
    timed = [state for state in life.states if state.days is not None]

    assert [s.name for s in timed if s.days < 1 or s.final] == []


@each_flow
def test_every_role_exists(life: Flow):
    assert {role for move in life.moves for role in move.by} <= set(ROLES)
    assert all(move.by and len(set(move.by)) == len(move.by) for move in life.moves)


@each_flow
def test_the_system_is_asked_for_nothing(life: Flow):
    asked = [m for m in life.moves if m.reason or m.confirm or m.asks]

    assert [move.name for move in asked if "system" in move.by] == []


@each_flow
def test_labels_speak_both_languages(life: Flow):
    named = [*life.states, *life.moves]

    assert [item.name for item in named if not both(item.label)] == []
    assert [m.name for m in life.moves if m.explain and not both(m.explain)] == []


@each_flow
def test_tones_are_known(life: Flow):
    assert {item.tone for item in (*life.states, *life.moves)} <= set(TONES)


@each_flow
def test_what_a_move_asks_is_asked_once_and_leaves_room_for_the_page(life: Flow):
    for move in life.moves:
        assert not OF_THE_PAGE & set(forms.questions(move.asks))


@each_flow
def test_what_cannot_be_taken_back_is_explained_by_a_reason(life: Flow):
    """A person who ends a case badly for another says why; an applicant may just leave."""
    bad = {s.name for s in life.states if s.final and s.tone == "bad"}
    others = [
        m for m in life.moves if m.after in bad and not {"system", "applicant"} & set(m.by)
    ]

    assert [move.name for move in others if not move.reason and not move.asks] == []


def test_every_role_has_words():
    assert [name for name, label in ROLES.items() if not both(label)] == []
