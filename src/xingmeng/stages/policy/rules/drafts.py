"""Who sees and writes drafts of the law, and how a page's answers become one."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding
from xingmeng.law.amending import Amendment, Clause

SEES = frozenset({"officer", "chair", "leader"})
WRITES = "officer"
NAME_MOST = 80
WAN_FEN = 1_000_000
Read = tuple[Amendment, list[Finding]]


def may_see(actor: Actor) -> bool:
    """Drafts are the department's own business."""
    return not SEES.isdisjoint(actor.roles)


def may_write(actor: Actor) -> bool:
    return WRITES in actor.roles


def from_page(
    said: Mapping[str, str],
    *,
    keys: Mapping[str, date],
    codes: Mapping[str, object],
    since: date,
) -> Read:
    """What a page's fields say: `value:<parameter>`, `from:<parameter>`, `how:`, `day:`.

    An empty field changes nothing. An empty day is the one `keys` has for a parameter, and
    `since` for a clause. Units: a parameter whose name
    ends in `_fen` is typed in units of 10,000 yuan, one in `_bp` in percent.
    """
    found: list[Finding] = []
    values, clauses = {}, {}
    for key, first in keys.items():
        typed = said.get(f"value:{key}", "").strip()
        day = _day(said, f"from:{key}", first, found)
        value = _value(key, typed, found) if typed else None
        if value is not None and day is not None:
            values[key] = {day: value}
    for code in codes:
        how = said.get(f"how:{code}", "").strip()
        day = _day(said, f"day:{code}", since, found)
        if how and day is not None:
            clauses[code] = Clause(how, day)
    return Amendment(values, clauses), found


def _day(said: Mapping[str, str], name: str, since: date, found: list[Finding]) -> date | None:
    typed = said.get(name, "").strip()
    if not typed:
        return since
    try:
        return date.fromisoformat(typed)
    except ValueError:
        found.append(Finding("not_a_date", {"field": name}))
        return None


def _value(key: str, typed: str, found: list[Finding]) -> int | None:
    plain = typed.replace(",", "").replace("，", "").removesuffix("%")
    try:
        number = Decimal(plain) * _scale(key)
        if number.is_finite() and number == number.to_integral_value():
            return int(number)
    except InvalidOperation:
        pass
    field = {"field": f"value:{key}"}
    if key.endswith("_fen"):
        found.append(Finding("not_money", field))
    elif key.endswith("_bp"):
        found.append(Finding("not_a_percentage", field))
    else:
        found.append(Finding("not_a_number", field))
    return None


def _scale(key: str) -> int:
    """How many of its unit one typed stands for: fen of 10,000 yuan, basis points of 1 %."""
    return {"fen": WAN_FEN, "bp": 100}.get(key.rsplit("_", 1)[-1], 1)


def to_page(draft: Amendment) -> Iterator[tuple[str, str]]:
    """The same fields as they stand in the page again."""
    for key, values in draft.values.items():
        day = max(values)
        yield f"value:{key}", f"{Decimal(values[day]) / _scale(key):f}"
        yield f"from:{key}", day.isoformat()
    for code, change in draft.clauses.items():
        yield f"how:{code}", change.how
        yield f"day:{code}", change.day.isoformat()


def unsaid(draft: Amendment, name: str) -> list[Finding]:
    """What a draft lacks to be saved: a name, and anything that it changes."""
    found = []
    if not name.strip():
        found.append(Finding("answer_needed", {"field": "name"}))
    if len(name) > NAME_MOST:
        found.append(
            Finding("too_long", {"field": "name", "chars": len(name), "max": NAME_MOST})
        )
    if not draft.values and not draft.clauses:
        found.append(Finding("draft_changes_nothing"))
    return found
