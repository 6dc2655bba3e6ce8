"""A platform's people and equipment, and hours of it that units ask for."""

from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.models import (
    Booking,
    Equipment,
    Organisation,
    Person,
    PlatformMember,
    Qualification,
)
from xingmeng.stages.registry.queries import platforms as queries
from xingmeng.stages.registry.rules import known as kept
from xingmeng.stages.registry.rules import platforms as rules


@door.change()
def add_member(  # noqa: PLR0913 -- a place in a platform has this many sides
    platform_id: int,
    *,
    actor: Actor,
    role: str,
    from_on: date,
    person_id: int | None = None,
    name: str = "",
    id_number: str = "",
    **said: Any,
) -> PlatformMember:
    """Give somebody a place in a platform; who is not on record yet is named.

    Said:   duty, is_retired, months. Somebody is found again by ID number.
    Writes: the place, a person where there is none; one step of the host, without names.
    Errors: Refused for others than the host's people, once the recognition is over, for a
            role unknown or begun in future, who is there already, an academician who cannot
            be told from others, serves too many stations or is too short on site.
    """
    platform = Qualification.objects.select_for_update().get(pk=platform_id)
    found = _kept(actor, platform)
    found += rules.member_fits(platform, {"role": role, "from_on": from_on})
    academic = role == rules.ACADEMICIAN
    if person_id is None and not name.strip():
        found.append(Finding("answer_needed", {"field": "name"}))
    if person_id is None and academic and not id_number.strip():
        found.append(Finding("answer_needed", {"field": "id_number"}))
    refuse_if(found)
    person = _person(person_id, name, id_number)
    if platform.members.filter(person=person, until_on=None).exists():
        found.append(Finding("member_already"))
    if academic:
        found += rules.serves_so_many(
            queries.stations_of(person.pk, on=from_on, apart_from=platform_id),
            retired=said.get("is_retired", False),
            months=said.get("months", 0),
            on=from_on,
        )
    refuse_if(found)
    row = PlatformMember.objects.create(
        platform=platform, person=person, role=role, from_on=from_on, **said
    )
    _tell(platform, "add_member", row.pk, actor)
    return row


def _kept(actor: Actor, platform: Qualification) -> list[Finding]:
    found = [] if rules.keeps(actor, platform) else [not_yours("organisation_administrator")]
    if platform.instrument_code not in rules.CODES or platform.organisation_id is None:
        found.append(Finding("not_a_platform"))
    return found + rules.in_force(platform, clock.today())


def _person(person_id: int | None, name: str, id_number: str) -> Person:
    """Who it is, locked, so that two stations asking at once count one after the other."""
    people = Person.objects.select_for_update(of=("self",))
    if person_id is not None:
        return people.get(pk=person_id)
    digest = kept.id_digest(id_number)
    known = people.filter(id_digest=digest).order_by("pk").first() if digest else None
    return known or Person.objects.create(
        name=name.strip(), id_number=id_number.strip(), id_digest=digest
    )


def _tell(platform: Qualification, step: str, key: int, actor: Actor) -> None:
    host = platform.organisation_id
    assert host is not None
    details = {"platform": platform.number, "row": key}
    trail.record("organisation", host, step, actor=actor, details=details)


@door.change()
def end_member(pk: int, *, actor: Actor, until_on: date) -> PlatformMember:
    """End somebody's place in a platform; the row stays. Writes: its last day, one step.

    Errors: Refused for others than the host's people, for a place that has ended, or a day
            before it began or ahead; LookupError if there is none.
    """
    rows = PlatformMember.objects.select_for_update(of=("self",)).select_related("platform")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise LookupError(f"no member {pk}")
    yours = rules.keeps(actor, row.platform)
    found = [] if yours else [not_yours("organisation_administrator")]
    if row.until_on is not None:
        found.append(Finding("member_left_before"))
    if until_on < row.from_on:
        found.append(Finding("ends_before_it_begins", {"field": "until_on"}))
    if until_on > clock.today():
        found.append(Finding("day_to_come", {"field": "until_on"}))
    refuse_if(found)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    _tell(row.platform, "end_member", pk, actor)
    return row


@door.change()
def enter_equipment(platform_id: int, *, actor: Actor, **said: Any) -> Equipment:
    """Put an instrument of a platform on record.

    Said:   name_zh, name_en, make, place, value_fen, fee_fen, is_shared, opens, closes.
    Units:  fen; hours of the day. Writes: the instrument, one step of the host.
    Errors: Refused for others than the host's people, once the recognition is over, or for
            hours out of order or a negative sum.
    """
    platform = Qualification.objects.select_for_update().get(pk=platform_id)
    refuse_if(_kept(actor, platform) + rules.equipment_fits(said))
    number = f"YQ{numbers.following('equipment'):06d}"
    row = Equipment.objects.create(platform=platform, number=number, **said)
    _tell(platform, "enter_equipment", row.pk, actor)
    return row


@door.change()
def change_equipment(pk: int, *, actor: Actor, **said: Any) -> Equipment:
    """Change what is on record of an instrument, or whether it is shared.

    Said:   as `enter_equipment`; is_retired takes it out of use for good.
    Writes: the instrument, one step of the host. Errors: as `enter_equipment`.
    """
    rows = Equipment.objects.select_for_update(of=("self",)).select_related("platform")
    row = rows.get(pk=pk)
    retired = said.pop("is_retired", False)
    refuse_if(_kept(actor, row.platform) + rules.equipment_fits(said))
    for name, value in said.items():
        setattr(row, name, value)
    row.retired_on = (row.retired_on or clock.today()) if retired else None
    row.save()
    _tell(row.platform, "change_equipment", pk, actor)
    return row


@door.change()
def book(  # noqa: PLR0913 -- a booking says this much
    equipment_id: int,
    *,
    actor: Actor,
    organisation_id: int,
    on: date,
    first: int,
    last: int,
    purpose: str,
) -> Booking:
    """Ask for hours of an instrument; its host then confirms or refuses.

    Units:  hours of the day, `last` not among them. Writes: the booking, one step.
    Errors: Refused for a unit that is not the actor's, equipment that is not shared or whose
            platform is over, hours outside its opening, in the past, too far ahead, or taken.
    """
    rows = Equipment.objects.select_for_update(of=("self",))
    equipment = rows.select_related("platform").get(pk=equipment_id)
    unit = Organisation.objects.filter(pk=organisation_id, state="confirmed")
    yours = organisation_id in actor.organisations and unit.exists()
    found = [] if yours else [not_yours("applicant")]
    found += rules.in_force(equipment.platform, clock.today())
    found += rules.slot_fits(equipment, on, first, last)
    row = Booking(
        equipment=equipment,
        number=f"YY{on.year}{numbers.following(f'booking:{on.year}'):05d}",
        organisation_id=organisation_id,
        by_id=actor.user_id,
        on=on,
        first=first,
        last=last,
        purpose=purpose,
        fee_fen=equipment.fee_fen,
    )
    refuse_if(found + _taken(row))
    move.begin("booking", row, actor=actor)
    return row


def _taken(row: Booking) -> list[Finding]:
    other = queries.overlapping(row).order_by("first").first()
    return [Finding("slot_taken", {"field": "first", "hours": other.hours})] if other else []


def _slot_free(step: Step) -> list[Finding]:
    return _taken(step.row)


def _confirm(step: Step) -> None:
    """Asked once more with the instrument locked: of two at once the second is refused."""
    Equipment.objects.select_for_update().get(pk=step.row.equipment_id)
    refuse_if(_taken(step.row))


def _mark_used(step: Step) -> None:
    step.row.used_hours = step.details["hours"]
    step.row.save(update_fields=["used_hours"])


BOOKING = move.register(
    move.Subject(
        kind="booking",
        title=Text("仪器预约", "Booking of equipment"),
        model=Booking,
        flow_of=lambda row: rules.BOOKING,
        every_flow=lambda: [rules.BOOKING],
        roles_of=rules.booking_roles,
        visible_to=queries.bookings_for,
        checks={
            "slot_free": _slot_free,
            "slot_ahead": rules.slot_ahead,
            "slot_begun": rules.slot_begun,
        },
        effects={"confirm": _confirm, "mark_used": _mark_used},
        related=("equipment__platform", "organisation"),
    )
)
