"""What happened, told once; who reacts is written in web/reactions.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xingmeng.core.actor import SYSTEM, Actor

_reactions: dict[type, Sequence[Callable]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A case took a step. `step_id` is its place on the trail."""

    kind: str
    pk: int
    move: str
    before: str
    after: str
    step_id: str
    actor_id: int

    @property
    def system(self) -> Actor:
        """The system, acting because of this step."""
        return SYSTEM.because_of(self.step_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChanged:
    """What is known of these people or accounts changed: posts, roles, works, ties."""

    person_ids: frozenset[int] = frozenset()
    user_ids: frozenset[int] = frozenset()
    step_id: str = ""

    @property
    def system(self) -> Actor:
        """The system, acting because of this step."""
        return SYSTEM.because_of(self.step_id)


def wire(table: Mapping[type, Sequence[Callable]]) -> None:
    """Replace the whole table of reactions. Errors: none."""
    _reactions.clear()
    _reactions.update(table)


def emit(event: object) -> None:
    """Run the reactions to an event now, inside the caller's transaction.

    Errors: whatever a reaction raises; the caller's transaction is then undone.
    """
    for react in _reactions.get(type(event), ()):
        react(event)
