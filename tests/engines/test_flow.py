import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import flow
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text

SOME = Text("词", "word")
ROLES = ("applicant", "officer", "chair", "system")
STATES = ("draft", "sent", "agreed", "refused", "lost")


def move(name: str, before: tuple[str, ...], after: str, by: tuple[str, ...], **more) -> Move:
    return Move(name=name, label=SOME, before=before, after=after, by=by, **more)


LIFE = Flow(
    kind="letter",
    states=tuple(State(name=name, label=SOME) for name in STATES),
    moves=(
        move("send", ("draft",), "sent", ("applicant",)),
        move("agree", ("sent",), "agreed", ("chair", "officer")),
        move("refuse", ("sent",), "refused", ("officer",), reason=True),
        move("expire", ("draft", "sent"), "refused", ("system",)),
        move("find", ("lost",), "draft", ("officer",)),  # nothing leads to lost
    ),
)
SEND, AGREE, REFUSE, EXPIRE, FIND = LIFE.moves
role_sets = st.frozensets(st.sampled_from(ROLES))
states = st.sampled_from(STATES)


# --- open_moves and find --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "roles", "found"),
    (
        ("draft", {"applicant"}, [SEND]),
        ("sent", {"officer"}, [AGREE, REFUSE]),
        ("sent", {"chair"}, [AGREE]),
        ("sent", {"officer", "system"}, [AGREE, REFUSE, EXPIRE]),
        ("sent", {"applicant"}, []),
        ("sent", set(), []),
        ("agreed", set(ROLES), []),
        ("no such state", set(ROLES), []),
    ),
)
def test_open_moves_by_hand(state: str, roles: set[str], found: list[Move]):
    assert flow.open_moves(LIFE, state, roles) == found


@given(states, role_sets)
def test_open_moves_are_those_the_flow_has_nothing_against(state: str, roles):
    allowed = [m for m in LIFE.moves if not flow.refusals(m, state, roles, "a reason")]

    assert flow.open_moves(LIFE, state, roles) == allowed


@given(states, role_sets, role_sets)
def test_another_role_never_takes_a_move_away(state: str, roles, more):
    fewer = flow.open_moves(LIFE, state, roles)

    assert set(fewer) <= set(flow.open_moves(LIFE, state, roles | more))


def test_find_gives_the_move_of_that_name():
    assert flow.find(LIFE, "refuse") == REFUSE


def test_find_says_which_flow_lacks_the_move():
    with pytest.raises(LookupError, match="letter has no move 'burn'"):
        flow.find(LIFE, "burn")


# --- refusals -------------------------------------------------------------------------------


def test_nothing_is_against_a_move_in_order():
    assert flow.refusals(REFUSE, "sent", {"officer"}, "illegible") == []


def test_a_refusal_gives_every_reason_at_once():
    assert flow.refusals(REFUSE, "draft", {"applicant"}, "") == [
        Finding("wrong_state", {"state": "draft", "needed": ["sent"]}),
        Finding("not_your_move", {"needed": ["officer"]}),
        Finding("reason_needed"),
    ]


@pytest.mark.parametrize("blank", ("", "  ", "\n\t", "\u3000"))
def test_blanks_are_no_reason(blank: str):
    assert flow.refusals(REFUSE, "sent", {"officer"}, blank) == [Finding("reason_needed")]


@given(states, role_sets, st.text(max_size=3))
def test_each_reason_stands_by_itself(state: str, roles, reason: str):
    for one in LIFE.moves:
        codes = {f.code for f in flow.refusals(one, state, roles, reason)}

        assert ("wrong_state" in codes) == (state not in one.before)
        assert ("not_your_move" in codes) == (not roles & set(one.by))
        assert ("reason_needed" in codes) == (one.reason and not reason.strip())


# --- holders and reachable ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "roles"),
    (
        ("draft", ("applicant",)),
        ("sent", ("chair", "officer")),
        ("agreed", ()),
        ("lost", ("officer",)),
    ),
)
def test_holders_can_take_the_case_on_and_the_system_does_not_count(state, roles):
    assert flow.holders(LIFE, state) == roles


def test_who_can_take_a_case_forward_has_it_before_who_can_only_end_it():
    desk = Flow(
        kind="desk",
        states=LIFE.states,
        moves=(
            move("withdraw", ("draft", "sent"), "lost", ("applicant",), tone="bad"),
            move("send", ("draft",), "sent", ("officer", "system"), tone="good"),
            move("agree", ("sent",), "agreed", ("system",), tone="good"),
        ),
    )

    assert flow.holders(desk, "draft") == ("officer",)
    assert flow.holders(desk, "sent") == ("applicant",)


@given(states)
def test_a_holder_always_has_an_open_move(state: str):
    assert all(flow.open_moves(LIFE, state, {role}) for role in flow.holders(LIFE, state))


def test_reachable_follows_moves_from_the_first_state():
    assert flow.reachable(LIFE) == {"draft", "sent", "agreed", "refused"}


def test_reachable_ends_in_a_circle():
    circle = Flow(
        kind="circle",
        states=LIFE.states[:2],
        moves=(SEND, move("return", ("sent",), "draft", ("officer",))),
    )

    assert flow.reachable(circle) == {"draft", "sent"}


@given(st.lists(st.tuples(states, states), max_size=8))
def test_reachable_is_closed_under_moves(arrows: list[tuple[str, str]]):
    moves = [move(f"m{n}", (a,), b, ("officer",)) for n, (a, b) in enumerate(arrows)]
    reached = flow.reachable(Flow(kind="any", states=LIFE.states, moves=tuple(moves)))

    assert "draft" in reached
    assert all(b in reached for a, b in arrows if a in reached)
    assert reached <= {"draft"} | {b for _, b in arrows}
