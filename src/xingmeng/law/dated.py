"""Reading dated parameters: what a number was on a day, and where it comes from.

A parameter without values is known to exist and nothing more: the authority sets it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from xingmeng.engines.rulebook import Quantity
from xingmeng.engines.values import Text


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
    held = _quantity(name, said).on(on)
    if held is None:
        raise LookupError(f"{topic}.{name} was not in force on {on}")
    since, value = held
    return Parameter(
        name=name,
        value=value,
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


def topics() -> list[str]:
    """The topics there are, in the order of their names. Errors: none."""
    folder = resources.files("xingmeng.law").joinpath("parameters")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir())


def titles() -> dict[str, Text]:
    """What each parameter is called, by `topic.name`.

    Errors: ValueError for a title that is not in both languages.
    """
    said = {f"{t}.{name}": one for t in topics() for name, one in _topic(t).items()}
    return {key: _text(one["title"]) for key, one in said.items()}


def _text(said: object) -> Text:
    if not isinstance(said, Mapping):
        raise ValueError("a title has both languages")
    return Text(str(said["zh"]), str(said["en"]))


Overlay = Mapping[str, Mapping[str, object]]  # parameters as a file of the law writes them


def quantities(overlay: Overlay | None = None) -> dict[str, Quantity]:
    """All parameters by `topic.name`; an overlay adds dated values, or sets what is owed.

    Errors: LookupError for a parameter of the overlay that the law does not have; ValueError
            for a value that is not dated or no whole number.
    """
    said: dict[str, dict[str, object]] = {
        f"{topic}.{name}": dict(one)
        for topic in topics()
        for name, one in _topic(topic).items()
    }
    for key, more in (overlay or {}).items():
        if key not in said:
            raise LookupError(f"no parameter {key}")
        values = {**_values(said[key]), **_values(more)}
        said[key] = {**said[key], **more, "values": values}
    return {key: _quantity(key, one) for key, one in said.items()}


def _values(said: Mapping[str, object]) -> dict[str, int]:
    values = said.get("values", {})
    if not isinstance(values, Mapping) or any(type(v) is not int for v in values.values()):
        raise ValueError("values are whole numbers by date")
    return {str(day): value for day, value in values.items()}


def _quantity(key: str, said: Mapping[str, object]) -> Quantity:
    values = sorted((date.fromisoformat(day), v) for day, v in _values(said).items())
    until = said.get("until")
    return Quantity(
        key=key,
        unit=str(said["unit"]),
        source=str(said["source"]),
        confidence=str(said["confidence"]),
        values=tuple(values),
        until=date.fromisoformat(str(until)) if until else None,
    )
