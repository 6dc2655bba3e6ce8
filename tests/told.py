"""A story is told once; a test that comes to the same point has it written again.

Most tests begin with the same few stories, told through the real actions. The first time that
a step is told in a process, what it wrote to the database is kept, and what its teller knew
afterwards. A later test that comes to the step at the same moment, in a database that holds the
same, is given both back. That it holds the same is seen by counting: every test begins where
the one before began, and whatever a test writes beside its story moves the count of changed
rows that the database keeps; from there on all is told in earnest. So it is where a test has
put something in the place of something else (EARNEST, or the mark `earnest`).
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial, wraps
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Model

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.engines.instrument import Instrument

EARNEST = {  # with these of pytest's fixtures a step may write other things than it did before
    "settings", "transactional_db", "live_server", "django_capture_on_commit_callbacks",
    "django_db_reset_sequences",
}  # fmt: skip
# How many rows this session (SQLite), this transaction (PostgreSQL) has changed so far.
ROWS_CHANGED = """SELECT coalesce(sum(
    pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
    + pg_stat_get_xact_tuples_deleted(oid)), 0)::bigint
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
NUMBERED = """SELECT s.relname, t.relname, a.attname FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace ORDER BY s.relname"""
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
PASSING = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN")


@dataclass
class Kept:
    """What a step wrote, and what there was afterwards: of its teller, and as its answer."""

    number: int
    wrote: list[tuple[str, Any, bool]]
    left: tuple[dict[str, Any], Any]


@dataclass
class Place:
    """Where a test stands: the story so far, and the count of changed rows at that point."""

    earnest: bool = True
    changes: int = 0
    story: Hashable = None
    patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch)


class NotAlike(Exception):
    """Of this nobody can say whether it is the same as before."""


_kept: dict[Hashable, Kept] = {}
_here = Place()


def begin(request: pytest.FixtureRequest) -> None:
    """A test begins, and has written nothing yet."""
    node, named = request.node, set(request.fixturenames)
    marked = node.get_closest_marker("django_db")
    commits = marked is not None and marked.kwargs.get("transaction", False)
    earnest = node.get_closest_marker("earnest") is not None
    of_rows = marked is not None or "db" in named
    if of_rows:
        request.getfixturevalue("db")  # inside its transaction, where rows are counted
    _here.earnest = bool(not of_rows or earnest or commits or EARNEST & named)
    _here.changes, _here.story = _changes() if of_rows else 0, None
    _here.patch = request.getfixturevalue("monkeypatch")


def told(tell: Callable[..., Any], *, dated: bool = False) -> Callable[..., Any]:
    """A step that may be written again: a function, or a method of who tells the story.

    It depends on its arguments, its teller's attributes, the moment and the database alone;
    one that is `dated` sets the clock itself.
    """

    @wraps(tell)
    def step(*args: Any, **said: Any) -> Any:
        try:
            key = (
                _story(),
                tell.__module__,
                tell.__qualname__,
                _moment(dated),
                _alike((args, said)),
            )
        except NotAlike:
            return tell(*args, **said)
        teller = getattr(args[0], "__dict__", {}) if args else {}
        if key not in _kept:
            kept, answer = _listened(lambda: tell(*args, **said), teller)
            if kept is None:
                return answer
            _kept[key] = kept
            _arrived(kept)
            return answer
        kept = _kept[key]
        _write(kept)
        _arrived(kept)
        left, answer = deepcopy(kept.left)
        teller.clear()
        teller.update(left)
        return answer

    return step


told_at_its_time = partial(told, dated=True)


def _story() -> Hashable:
    """The story that the database holds, if it holds nothing else. Errors: NotAlike."""
    replaced = _here.patch._setattr or _here.patch._setitem
    if _here.earnest or replaced:
        raise NotAlike
    if _changes() != _here.changes:
        raise NotAlike
    if _here.story is None:
        _here.story = (str(settings.HOME_DIR), settings.CLOCK_DAY, *_numbers())
    return _here.story


def _numbers() -> list[tuple[Any, ...]]:
    """The last number of each table. PostgreSQL's do not go back with what is undone: here."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        else:
            cursor.execute(_back_to_the_rows())
        return cursor.fetchall()


@cache
def _back_to_the_rows() -> str:
    """One query that sets every sequence to the greatest number that its table holds."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED)
        lines = [
            f"SELECT '{table}', top, setval('{sequence}', coalesce(top, 1), top IS NOT NULL)"
            f' FROM (SELECT max("{column}") AS top FROM "{table}") AS rows'
            for sequence, table, column in cursor.fetchall()
        ]
    return " UNION ALL ".join(lines)


def _changes() -> int:
    if connection.connection is None:
        return 0
    if connection.vendor == "sqlite":
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute(ROWS_CHANGED)
        return cursor.fetchone()[0]


def _moment(dated: bool) -> Hashable:
    moment = clock._set.get()
    if moment is None and not dated:  # the real one never comes again
        raise NotAlike
    return moment


def _alike(value: Any) -> Hashable:
    """Something equal for what is alike. Errors: NotAlike for what cannot be told."""
    if value is None or isinstance(value, str | bytes | int | float | date):
        return type(value), value
    if isinstance(value, Model):
        return value._meta.label, value.pk
    if isinstance(value, Actor | Instrument):
        return repr(value)
    if isinstance(value, dict):
        return tuple((name, _alike(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_alike(one) for one in value)
    if type(value).__module__.startswith("tests."):
        return type(value).__qualname__, _alike(vars(value))
    raise NotAlike


def _listened(tell: Callable[[], Any], teller: dict[str, Any]) -> tuple[Kept | None, Any]:
    """What was told, with what it wrote, if all of it can be written again."""
    wrote, whole = [], True

    def listen(
        execute: Callable[..., Any], sql: str, said: Any, many: bool, context: Any
    ) -> Any:
        nonlocal whole
        done = execute(sql, said, many, context)
        if sql.lstrip("( ").startswith(WRITES):
            wrote.append((sql, said, many))
        elif not sql.lstrip("( ").startswith(PASSING):
            whole = False
        return done

    with connection.execute_wrapper(listen):
        answer = tell()
    try:
        return (Kept(len(_kept), wrote, deepcopy((teller, answer))) if whole else None), answer
    except TypeError:  # what holds a lock or a file is not copied
        return None, answer


def _write(kept: Kept) -> None:
    with connection.cursor() as cursor:
        for sql, said, many in kept.wrote:
            (cursor.executemany if many else cursor.execute)(sql, said)


def _arrived(kept: Kept) -> None:
    if kept.wrote:
        _here.story, _here.changes = kept.number, _changes()
