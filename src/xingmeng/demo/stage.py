"""What every chapter uses: the clock, the people, their organisations, a paper to attach."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from xingmeng.core import attachments, clock, documents
from xingmeng.core.actor import Actor
from xingmeng.demo import cast
from xingmeng.stages.registry import queries as registry

EVIDENCE = Path(__file__).parent / "evidence.typ"


def moment(day: str, hour: int = 10) -> AbstractContextManager[None]:
    """The clock at an hour of a day, in the region's zone."""
    at = datetime.fromisoformat(f"{day}T{hour:02d}:00:00")
    return clock.at(timezone.make_aware(at))


def who(username: str) -> Actor:
    return registry.actor_named(username)


def attach(kind: str, pk: int, field: str, name: str, actor: Actor) -> None:
    """A small real PDF, made for the occasion."""
    said = {
        "title": name.removesuffix(".pdf"),
        "unit": actor.name,
        "issued_on": clock.today().isoformat(),
        "number": f"{kind}-{pk}",
    }
    content = documents.render(EVIDENCE, said)
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    attachments.add(upload, kind=kind, subject_id=pk, field=field, actor=actor)


def organisation(key: str) -> int:
    """The primary key of one of the cast."""
    unit = next(u for u in cast.UNITS if u.key == key)
    return registry.by_credit_code(unit.credit_code).pk
