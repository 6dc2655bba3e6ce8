"""The append-only record of every step, chained by hashes: no row is changed unseen."""

import secrets
import threading
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from xingmeng.core import clock, door, receipts
from xingmeng.core.actor import Actor
from xingmeng.core.models import Note, Receipt, TrailHead, TrailRow

GENESIS = "0" * 64
LOOKS = 5  # how often a check looks again while the trail grows
HASHED = [
    "step_id",
    "actor_id",
    "cause",
    "kind",
    "subject_id",
    "move",
    "before",
    "after",
    "facts_digest",
    "previous_hash",
]
_pending = threading.local()


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the trail is not what it was. Units: position counts from 1."""

    position: int
    kind: str  # altered, removed, inserted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the whole trail found."""

    links: int
    first_broken: Fault | None

    @property
    def ok(self) -> bool:
        return self.first_broken is None


@dataclass(frozen=True, slots=True)
class Taken:
    """From where to where one of many cases goes in the same step."""

    subject_id: int
    before: str = ""
    after: str = ""


def record(  # noqa: PLR0913 -- a step has this many sides
    kind: str,
    subject_id: int,
    move: str,
    *,
    actor: Actor,
    before: str = "",
    after: str = "",
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> str:
    """Put one step on the trail and return its id; it is chained as the change closes.

    Writes: one Note now, one TrailRow at the end of the change.
    Errors: RuntimeError outside a change.
    """
    said = {"reason": reason, "details": dict(details or {})}
    note = _note(kind, Taken(subject_id, before, after), move, actor=actor, said=said)
    if reason or details:
        note.save()
    return note.step_id


def record_all(
    kind: str,
    taken: Iterable[Taken],
    move: str,
    *,
    actor: Actor,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> list[str]:
    """Put the same step of many cases on the trail; each has its row, as by `record`.

    Order:  as given. Returns the steps' ids.
    Writes: one Note a case now, one TrailRow a case at the end of the change.
    Errors: RuntimeError outside a change.
    """
    said = {"reason": reason, "details": dict(details or {})}
    notes = [_note(kind, one, move, actor=actor, said=said) for one in taken]
    if reason or details:
        Note.objects.bulk_create(notes, batch_size=200)
    return [note.step_id for note in notes]


def _note(kind: str, taken: Taken, move: str, *, actor: Actor, said: Mapping[str, Any]) -> Note:
    """Hold one step for the trail; what was said at it is the caller's to keep."""
    step_id, salt = uuid.uuid4().hex, secrets.token_hex(16)
    row = TrailRow(
        step_id=step_id,
        at=clock.now(),
        actor_id=actor.user_id,
        cause=actor.cause,
        kind=kind,
        subject_id=taken.subject_id,
        move=move,
        before=taken.before,
        after=taken.after,
        facts_digest=_digest_of(salt, said),
    )
    _hold(row)
    return Note(step_id=step_id, salt=salt, **said)


def _digest_of(salt: str, said: Mapping[str, Any]) -> str:
    return sha256(salt.encode() + receipts.canonical(said)).hexdigest()


def _hold(row: TrailRow) -> None:
    held = getattr(_pending, "rows", None)
    if held is None or held[0] is not door.token():
        held = (door.token(), [])
        _pending.rows = held
        door.at_the_end(lambda: _chain(held[1]), order=10)
    held[1].append(row)


def _chain(rows: list[TrailRow]) -> None:
    """Write the held rows after the last one. The head row makes writers wait their turn."""
    head = TrailHead.objects.select_for_update().get(pk=1)
    for row in rows:
        row.position = head.count + 1
        row.previous_hash = head.hash
        row.hash = hash_of(row)
        head.count, head.hash = row.position, row.hash
    TrailRow.objects.bulk_create(rows)
    head.save(update_fields=["count", "hash"])


def hash_of(row: TrailRow) -> str:
    """What the row's hash must be, from everything else it says. Errors: none."""
    said = {name: getattr(row, name) for name in HASHED}
    said["at"] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return receipts.digest(said)


def head() -> tuple[int, str]:
    """How many rows the trail has and the hash of the last. Errors: none."""
    row = TrailHead.objects.get(pk=1)
    return row.count, row.hash


def verify() -> Verdict:
    """Walk the whole trail and name the first altered, removed or inserted row.

    Also checks the head row, what was said at each step against its digest, and every
    receipt's copy of the head, so that a removed last row is found, and one removed together
    with a mended head as soon as a receipt knew it. On a live trail it looks again when the
    head moved meanwhile.
    Errors: none.
    """
    for _ in range(LOOKS):
        before = _head_row()
        verdict = _judge(before)
        if verdict.ok or _head_row() == before:
            break
    return verdict


def _head_row() -> tuple[int, str]:
    heads = TrailHead.objects.filter(pk=1).values_list("count", "hash")
    return heads.first() or (0, GENESIS)


def _judge(head_row: tuple[int, str]) -> Verdict:
    known = dict(
        Receipt.objects.order_by("trail_count").values_list("trail_count", "trail_hash")
    )
    rows = list(_walk())
    fault = _first_fault(rows, head_row[0])
    if fault is None:
        fault = _fault_at_the_end(rows, head_row, known) or _altered_words()
    return Verdict(len(rows), fault)


def _altered_words() -> Fault | None:
    """The first step whose note is not what its digest says; a deleted note is allowed."""
    digests = dict(TrailRow.objects.values_list("step_id", "facts_digest"))
    wrong = [
        note.step_id
        for note in Note.objects.iterator(chunk_size=2000)
        if _digest_of(note.salt, {"reason": note.reason, "details": note.details})
        != digests.get(note.step_id)
    ]
    places = TrailRow.objects.filter(step_id__in=wrong).values_list("position", flat=True)
    return Fault(min(places), "altered") if places else None


@dataclass(frozen=True, slots=True)
class _Link:
    position: int
    previous_hash: str
    hash: str
    honest: bool  # the row's hash fits its content


def _walk() -> Iterable[_Link]:
    for row in TrailRow.objects.order_by("position").iterator(chunk_size=2000):
        yield _Link(row.position, row.previous_hash, row.hash, hash_of(row) == row.hash)


def _first_fault(rows: list[_Link], count: int) -> Fault | None:
    last = GENESIS
    for index, link in enumerate(rows):
        here = index + 1
        if link.position < here:
            return Fault(link.position, "inserted")
        if link.position > here:
            return Fault(here, "removed")
        if not link.honest or link.previous_hash != last:
            return _what_happened(rows, index, last, count)
        if here > count:
            return Fault(here, "inserted")
        last = link.hash
    return None


def _what_happened(rows: list[_Link], index: int, last: str, count: int) -> Fault:
    """A row that does not fit: is it changed, one too many, or is one missing before it?

    An honest row that the next one still names as its predecessor stands where it stood; then
    the row before it is the false one.
    """
    link, here = rows[index], index + 1
    following = rows[index + 1] if here < len(rows) else None
    if following and following.previous_hash == last and following.honest:
        return Fault(here, "inserted")
    before_last = rows[index - 2].hash if index > 1 else GENESIS
    if index and link.honest and link.previous_hash == before_last and len(rows) >= count:
        return Fault(here - 1, "inserted")
    if here > count:
        return Fault(here, "inserted")
    if not link.honest:
        return Fault(here, "altered")
    if len(rows) < count:
        return Fault(here, "removed")
    in_place = following is None or following.previous_hash == link.hash
    return Fault(here - 1 if index and in_place else here, "altered")


def _fault_at_the_end(
    rows: list[_Link], head_row: tuple[int, str], known: Mapping[int, str]
) -> Fault | None:
    hashes = {0: GENESIS} | {link.position: link.hash for link in rows}
    if len(rows) < head_row[0]:
        return Fault(len(rows) + 1, "removed")
    if hashes[len(rows)] != head_row[1]:
        return Fault(len(rows), "altered")
    for count, expected in known.items():
        if count not in hashes:
            return Fault(len(rows) + 1, "removed")
        if hashes[count] != expected:
            return Fault(count, "altered")
    return None


def steps_of(kind: str, subject_id: int) -> list[tuple[TrailRow, Note | None]]:
    """The steps of one case with what was said. Order: as they happened. Errors: none."""
    rows = list(TrailRow.objects.filter(kind=kind, subject_id=subject_id).order_by("position"))
    notes = {n.step_id: n for n in Note.objects.filter(step_id__in=[r.step_id for r in rows])}
    return [(row, notes.get(row.step_id)) for row in rows]


def who_made(kind: str, subject_id: int, *moves: str) -> frozenset[int]:
    """The users who made any of these moves on this case, or the step that caused one.

    Errors: none.
    """
    made = TrailRow.objects.filter(kind=kind, subject_id=subject_id, move__in=moves)
    causes = TrailRow.objects.filter(step_id__in=made.exclude(cause="").values("cause"))
    return frozenset((made | causes).values_list("actor_id", flat=True))


def cases(kind: str, *moves: str, until: datetime) -> QuerySet:
    """The numbers of the cases that had made any of these moves by a moment, for a subquery.

    Errors: none.
    """
    made = TrailRow.objects.filter(kind=kind, move__in=moves, at__lte=until)
    return made.order_by().values("subject_id")


def cases_of(user_id: int, kind: str, *moves: str) -> QuerySet:
    """The numbers of the cases of which somebody made any of these moves, for a subquery.

    Errors: none.
    """
    made = TrailRow.objects.filter(kind=kind, move__in=moves, actor_id=user_id)
    return made.order_by().values("subject_id")


def latest(wanted: Iterable[tuple[str, str]], *, most: int) -> list[TrailRow]:
    """The last steps of these kinds and moves, newest first. Errors: none."""
    either = Q(pk__in=[])
    for kind, name in wanted:
        either |= Q(kind=kind, move=name)
    return list(TrailRow.objects.filter(either).order_by("-position")[:most])


def last_made(
    kind: str, subject_ids: Iterable[int], *moves: str
) -> dict[tuple[int, str], datetime]:
    """The moment each of these cases last made each of these moves. Errors: none.

    Shapes: {(case, move): moment}.
    """
    made = TrailRow.objects.filter(kind=kind, subject_id__in=list(subject_ids), move__in=moves)
    rows = made.order_by("position").values_list("subject_id", "move", "at")
    return {(pk, name): at for pk, name, at in rows}


def when(kind: str, name: str) -> dict[int, datetime]:
    """The moment each case of a kind last made a move, by its number. Errors: none."""
    made = TrailRow.objects.filter(kind=kind, move=name).order_by("position")
    return dict(made.values_list("subject_id", "at"))
