"""The log of service: what a device sends, once however often it is sent, and its answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from xingmeng.core import attachments, chance, clock, door, move
from xingmeng.core.actor import Actor
from xingmeng.core.codes import LETTERS
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.fieldwork.actions.posting import locked
from xingmeng.stages.fieldwork.models import ServiceAgreement, ServiceEntry
from xingmeng.stages.fieldwork.rules import entries as rules
from xingmeng.stages.fieldwork.rules.people import is_behind

CODE_LETTERS = 10  # of base 32: nobody finds one by trying
PHOTO = "photo"


Line = tuple[ServiceAgreement, Mapping[str, Any], str]  # agreement, answers, client key


@door.change()
def log(
    agreement_id: int,
    given: Mapping[str, Any],
    *,
    client_key: str,
    photos: Sequence[UploadedFile] = (),
    actor: Actor,
) -> ServiceEntry:
    """Take in one entry as its device made it. The same key of the same author is the same
    entry: what was sent before is returned as it is, and nothing is written.

    Units:  hours as said, to the half; hundredths of a degree.
    Writes: the entry, its photographs, one step.
    Errors: Refused as `log_all`, or for a photograph that the guard refuses; Http404.
    """
    agreement = queries.agreement_for(actor, agreement_id)
    if before := queries.written_as(actor.user_id, [client_key]).get(client_key):
        return before
    refuse_if(_no_photos(photos))
    row = log_all([(agreement, given, client_key)], actor=actor)[0]
    if not attachments.of("service_entry", row.pk).exists():
        for photo in photos:
            attachments.add(
                photo, kind="service_entry", subject_id=row.pk, field=PHOTO, actor=actor
            )
    return row


@door.change()
def log_all(lines: Sequence[Line], *, actor: Actor) -> list[ServiceEntry]:
    """Take in many entries of one author, or none of them; a key that arrived before is the
    entry that it was.

    Order:  as given, each key once. Writes: the new entries, one step each.
    Errors: Refused for faulty answers, a day outside the agreement, one not in force or
            another's, or a key that is none.
    """
    refuse_if([Finding("no_client_key")] if not all(_is_key(key) for *_, key in lines) else [])
    held = locked({agreement.pk for agreement, *_ in lines})  # one sender at a time
    kept = queries.written_as(actor.user_id, [key for *_, key in lines])
    fresh = {k: (held[of.pk], given) for of, given, k in reversed(lines) if k not in kept}
    new = [(key, *fresh[key]) for key in dict.fromkeys(k for *_, k in lines) if key in fresh]
    refuse_if([f for _, of, given in new for f in _wrong(of, given, actor)])
    rows = [
        ServiceEntry(
            agreement=of,
            author_id=actor.user_id,
            client_key=key,
            code=_code(),
            **_stored(given),
        )
        for key, of, given in new
    ]
    move.begin_all("service_entry", rows, actor=actor)
    kept |= {row.client_key: row for row in rows}
    return [kept[key] for key in dict.fromkeys(key for *_, key in lines)]


def _is_key(said: str) -> bool:
    """A UUID as browsers write it."""
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False


def _wrong(
    agreement: ServiceAgreement, given: Mapping[str, Any], actor: Actor
) -> list[Finding]:
    found = forms.check_all(rules.ENTRY_FORM, given)
    if not found:
        found = rules.entry_holds(given)
        day = date.fromisoformat(given["served_on"])
        found += rules.within_term(agreement, day, today=clock.today())
    if not is_behind(actor, agreement.commissioner):
        found.append(not_yours("commissioner"))
    if agreement.state != "in_force":
        values = {"state": agreement.state, "needed": ["in_force"]}
        found.append(Finding("wrong_state", values))
    return found


def _no_photos(photos: Sequence[UploadedFile]) -> list[Finding]:
    """Pictures alone, and not too many; what is inside them the guard looks at."""
    most = rules.MOST_PHOTOS
    found = [Finding("too_many_files", {"field": PHOTO, "max": most})][len(photos) <= most :]
    names = [str(photo.name).lower() for photo in photos]
    if not all(name.endswith(rules.PICTURES) for name in names):
        found.append(Finding("pictures_only", {"field": PHOTO}))
    return found


def _stored(given: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: given[name] for name in ("kind", "place", "party", "people", "text")}
    place = {name: given.get(name) for name in ("latitude", "longitude")}
    day = date.fromisoformat(given["served_on"])
    return {
        **said,
        **place,
        "served_on": day,
        "half_hours": rules.half_hours(given["hours"]),
    }


def _code() -> str:
    """What the served party confirms by. Units: 50 bits."""
    value = int(chance.key(), 16)
    return "".join(LETTERS[value >> 5 * n & 31] for n in range(CODE_LETTERS))


@door.change()
def answer_by_code(
    code: str, *, agrees: bool, satisfied: str = "", reason: str = ""
) -> ServiceEntry:
    """Who was served confirms an entry by its code, or says that it was not so.

    Writes: the entry's state, one step.
    Errors: Refused for an answer given before, no satisfaction, or no reason; Http404.
    """
    row = queries.by_code(code)
    if agrees:
        said = {"satisfied": satisfied}
        return move.make("service_entry", row.pk, "confirm", actor=rules.BY_CODE, details=said)
    return move.make("service_entry", row.pk, "dispute", actor=rules.BY_CODE, reason=reason)


def _confirm(step: Step) -> None:
    row: ServiceEntry = step.row
    row.satisfied, row.confirmed_on = int(step.details["satisfied"]), step.on
    row.save(update_fields=["satisfied", "confirmed_on"])


ENTRY = move.register(
    move.Subject(
        kind="service_entry",
        title=Text("服务日志", "Service entry"),
        model=ServiceEntry,
        flow_of=lambda row: rules.ENTRY,
        every_flow=lambda: [rules.ENTRY],
        roles_of=rules.roles_in,
        visible_to=queries.entries_for,
        effects={"confirm": _confirm},
        related=("agreement__commissioner__person", "agreement__region"),
    )
)
