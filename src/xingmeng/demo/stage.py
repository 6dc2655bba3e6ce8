"""What every scene uses: the clock, the people, their organisations, a paper to attach."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from xingmeng.core import attachments, clock, documents, move
from xingmeng.core.actor import Actor
from xingmeng.demo.accounts import unit_of
from xingmeng.stages.registry import queries as registry

EVIDENCE = Path(__file__).parent / "evidence.typ"


def moment(day: str, hour: int = 10) -> AbstractContextManager[None]:
    """The clock at an hour of a day, in the region's zone."""
    return clock.at(time(day, hour))


def time(day: str, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02d}:00:00"))


_asked: ContextVar[dict[tuple[str, date], Actor] | None] = ContextVar("asked", default=None)


@contextmanager
def roles_stay() -> Iterator[None]:
    """Within this block nobody is given a role or loses one; time alone may end one."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def who(username: str) -> Actor:
    known = _asked.get()
    if known is None:
        return registry.actor_named(username)
    today = username, clock.today()
    if today not in known:
        known[today] = registry.actor_named(username)
    return known[today]


def go(kind: str, pk: int, name: str, username: str, *, reason: str = "", **said: Any) -> Any:
    """One move by one person, with what they said. Errors: Refused; LookupError."""
    return move.make(kind, pk, name, actor=who(username), reason=reason, details=said)


def attach(kind: str, pk: int, field: str, name: str, username: str, **said: Any) -> None:
    """A small real PDF: a report with what it measured, where something is said."""
    title = name.removesuffix(".pdf")
    paper = documents.render(EVIDENCE, {"title": title, **said}) if said else _paper(title)
    upload = SimpleUploadedFile(name, paper, content_type="application/pdf")
    attachments.add(upload, kind=kind, subject_id=pk, field=field, actor=who(username))


@cache
def _paper(title: str) -> bytes:
    return documents.render(EVIDENCE, {"title": title})


def organisation(key: str) -> int:
    """The primary key of one of the cast."""
    return registry.by_credit_code(unit_of(key).credit_code).pk
