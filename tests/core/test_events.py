"""An event runs its reactions at once, in order, and lets their faults through."""

from dataclasses import dataclass

import pytest

from xingmeng.core import events
from xingmeng.core.events import Moved


@dataclass(frozen=True)
class Told:
    word: str


@pytest.fixture(autouse=True)
def table():
    before = dict(events._reactions)
    yield
    events.wire(before)


def test_reactions_run_in_wired_order():
    heard = []
    events.wire(
        {Told: [lambda e: heard.append(("a", e.word)), lambda e: heard.append(("b", e.word))]}
    )

    events.emit(Told("x"))

    assert heard == [("a", "x"), ("b", "x")]


def test_an_event_nobody_reacts_to_is_fine():
    events.wire({})

    events.emit(Told("x"))


def test_a_fault_in_a_reaction_is_the_emitters():
    def fail(event: Told) -> None:
        raise ZeroDivisionError

    heard = []
    events.wire({Told: [fail, heard.append]})

    with pytest.raises(ZeroDivisionError):
        events.emit(Told("x"))
    assert heard == []


def test_the_system_acts_because_of_the_step():
    moved = Moved(
        kind="call",
        pk=1,
        move="close",
        before="open",
        after="closed",
        step_id="s1",
        actor_id=7,
    )

    assert (moved.system.cause, moved.system.user_id) == ("s1", 0)
    assert moved.system.roles == {"system"}
