"""Named places on a page that later stages fill; web/panels.py wires who fills which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One box beside a record. `template` shows `context`; only what the actor may see."""

    title: Text
    template: str = "components/panel_links.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def of_cases(title: Text, kind: str, rows: Iterable[Any]) -> Panel | None:
    """A box that lists cases with their states. Nothing where there are none. Errors: none."""
    items = [
        {"title": str(row), "url": row.get_absolute_url(), "state": move.state_of(kind, row)}
        for row in rows
    ]
    return Panel(title=title, context={"links": items}) if items else None


Provider = Callable[[Actor, Any], Panel | None]
_slots: dict[str, Sequence[Provider]] = {}


def wire(table: Mapping[str, Sequence[Provider]]) -> None:
    """Replace the whole table of slots. Errors: none."""
    _slots.clear()
    _slots.update(table)


def of(slot: str, *, actor: Actor, record: Any) -> list[Panel]:
    """The panels of one place, in wired order, empty ones left out. Errors: none."""
    offered = (provide(actor, record) for provide in _slots.get(slot, ()))
    return [panel for panel in offered if panel is not None]
