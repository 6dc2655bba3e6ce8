"""What a later stage knows and an earlier one's form asks for, by the kind of source."""

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
_knowing: dict[str, Ask] = {}


def wire(table: Mapping[str, Ask]) -> None:
    """Replace the table of who knows what. Errors: none."""
    _knowing.clear()
    _knowing.update(table)


def ask(kind: str, name: str, organisation_id: int, *, on: date) -> Answer | None:
    """What is known of an organisation under a name; None where nobody knows.

    The caller has made sure that the answer goes to the organisation itself. Errors: none.
    """
    knows = _knowing.get(kind)
    return knows(name, organisation_id, on) if knows else None
