"""The log of service: what a device sends, once however often it is sent, and its answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from xingmeng.core import attachments, chance, clock, door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.codes import LETTERS
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.fieldwork.models import ServiceAgreement, ServiceEntry
from xingmeng.stages.fieldwork.rules import entries as rules
from xingmeng.stages.fieldwork.rules.people import is_behind

CODE_LETTERS = 10  # of base 32: nobody finds one by trying
PHOTO = "photo"


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
    Errors: Refused for faulty answers, a day outside the agreement, one not in force or
            another's, a key that is none, or a photograph that the guard refuses; Http404.
    """
    found = [] if _is_key(client_key) else [Finding("no_client_key")]
    refuse_if(found)
    agreement = queries.agreement_for(actor, agreement_id)
    ServiceAgreement.objects.select_for_update().get(pk=agreement.pk)  # one at a time
    if before := queries.written_as(actor.user_id, client_key):
        return before
    refuse_if(_wrong(agreement, given, len(photos), actor))
    row = ServiceEntry(
        agreement=agreement,
        author_id=actor.user_id,
        client_key=client_key,
        code=_code(),
        **_stored(given),
    )
    move.begin("service_entry", row, actor=actor)
    for photo in photos:
        attachments.add(
            photo, kind="service_entry", subject_id=row.pk, field=PHOTO, actor=actor
        )
    return row


def _is_key(said: str) -> bool:
    """A UUID as browsers write it."""
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False


def _wrong(
    agreement: ServiceAgreement, given: Mapping[str, Any], photos: int, actor: Actor
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
    if photos > rules.MOST_PHOTOS:
        found.append(Finding("too_many_files", {"field": PHOTO, "max": rules.MOST_PHOTOS}))
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
        return move.make("service_entry", row.pk, "confirm", actor=SYSTEM, details=said)
    return move.make("service_entry", row.pk, "dispute", actor=SYSTEM, reason=reason)


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
