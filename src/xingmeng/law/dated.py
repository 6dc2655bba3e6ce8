"""Reading dated parameters: what a number was on a day, and where it comes from."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the law on one day. Units: as `unit` says; money is whole fen."""

    name: str
    value: int
    unit: str
    source: str
    confidence: str
    since: date


@cache
def _topic(topic: str) -> dict[str, dict[str, object]]:
    text = (
        resources.files("xingmeng.law")
        .joinpath("parameters", f"{topic}.toml")
        .read_text(encoding="utf-8")
    )
    return tomllib.loads(text)


def parameter(topic: str, name: str, *, on: date) -> Parameter:
    """The value in force on a day.

    Errors: LookupError if the topic has no such parameter, or none was in force that day.
    """
    try:
        said = _topic(topic)[name]
    except (KeyError, FileNotFoundError):
        raise LookupError(f"no parameter {topic}.{name}") from None
    values = said["values"]
    assert isinstance(values, dict)
    dated = {date.fromisoformat(day): value for day, value in values.items()}
    begun = [day for day in dated if day <= on]
    if not begun:
        raise LookupError(f"{topic}.{name} was not in force on {on}")
    since = max(begun)
    return Parameter(
        name=name,
        value=int(dated[since]),
        unit=str(said["unit"]),
        source=str(said["source"]),
        confidence=str(said["confidence"]),
        since=since,
    )


def every(topic: str) -> list[str]:
    """The names of a topic's parameters, as the file has them. Errors: LookupError if none."""
    try:
        return list(_topic(topic))
    except FileNotFoundError:
        raise LookupError(f"no topic {topic}") from None
