"""Uploaded files of a case: recorded here, sealed by core.files, served by permission."""

from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from xingmeng.core import clock, door, files, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import refuse_if
from xingmeng.core.models import File
from xingmeng.core.move import subject
from xingmeng.engines.values import Finding

MOST_PER_FIELD = 10
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})  # may open in the browser


def add(upload: UploadedFile, *, kind: str, subject_id: int, field: str, actor: Actor) -> File:
    """Take in one file for one field of a case.

    Writes: the sealed content, one File, one step on the trail.
    Errors: Refused if the content is not what it says, too large, unsafe, or one too many.
    """
    sniffed = files.inspect(upload.name or "", upload.file, upload.size or 0)
    refuse_if(sniffed if isinstance(sniffed, list) else [])
    if of(kind, subject_id, field=field).count() >= MOST_PER_FIELD:
        refuse_if([Finding("too_many_files", {"field": field, "max": MOST_PER_FIELD})])
    upload.file.seek(0)
    stored = files.store(upload.file)
    with door.change():
        record = File.objects.create(
            kind=kind,
            subject_id=subject_id,
            field=field,
            name=files.safe_name(upload.name or ""),
            media_type=sniffed.media_type,
            size=stored.size,
            digest=stored.digest,
            by_id=actor.user_id,
            at=clock.now(),
        )
        said = {"file": record.pk, "digest": record.digest}
        trail.record(kind, subject_id, "attach", actor=actor, details=said)
    return record


@door.change()
def remove(record: File, *, actor: Actor) -> None:
    """Take a file out of its case; the content stays until retention ends.

    Writes: `removed_at`, one step on the trail.
    """
    record.removed_at = clock.now()
    record.save(update_fields=["removed_at"])
    said = {"file": record.pk, "digest": record.digest}
    trail.record(record.kind, record.subject_id, "detach", actor=actor, details=said)


def of(kind: str, subject_id: int, *, field: str = "") -> QuerySet[File]:
    """The files of a case, oldest first. Errors: none."""
    rows = File.objects.filter(kind=kind, subject_id=subject_id, removed_at=None)
    return (rows.filter(field=field) if field else rows).order_by("pk")


def get_for(actor: Actor, pk: int) -> tuple[File, Any]:
    """A file and its case, if this reader may see the case and its files.

    Errors: Http404 otherwise.
    """
    record = File.objects.filter(pk=pk, removed_at=None).first()
    if record is None:
        raise Http404
    about = subject(record.kind)
    row = about.visible_to(actor).filter(pk=record.subject_id).first()
    if row is None or not about.files_open(actor, row):
        raise Http404
    return record, row


def served(record: File) -> HttpResponse:
    """A file that may be read: opened in the browser only if that is harmless. Errors: none."""
    response = HttpResponse(files.read(record.digest), content_type=record.media_type)
    way = "inline" if record.media_type in SHOWN else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(record.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
