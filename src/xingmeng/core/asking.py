"""What a later stage knows and an earlier one's form asks for, by the kind of source.

Of an organisation, or of the later stage itself: the codes that it can be asked by.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingmeng.engines.values import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A value, who says so, and the day it was true."""

    value: Any
    source: Text
    on: date


Ask = Callable[[str, int, date], Answer | None]  # a name, an organisation, the day of asking
Codes = Callable[[], Mapping[str, Text]]  # with their words
_knowing: dict[str, Ask] = {}
_naming: dict[str, Codes] = {}


def wire(table: Mapping[str, Ask], codes: Mapping[str, Codes]) -> None:
    """Replace the tables of who knows what, and who names what. Errors: none."""
    for held, given in ((_knowing, table), (_naming, codes)):
        held.clear()
        held.update(given)


def codes_of(kind: str) -> Mapping[str, Text]:
    """The codes of a kind that a later stage has, with their words; none where none has any.

    Errors: none.
    """
    names = _naming.get(kind)
    return names() if names else {}


def ask(kind: str, name: str, organisation_id: int, *, on: date) -> Answer | None:
    """What is known of an organisation under a name; None where nobody knows.

    The caller has made sure that the answer goes to the organisation itself. Errors: none.
    """
    knows = _knowing.get(kind)
    return knows(name, organisation_id, on) if knows else None
