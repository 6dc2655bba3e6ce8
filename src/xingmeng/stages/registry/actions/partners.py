"""The frame 4+8+N: entering partners, recording contacts, agreements and what they promise."""

from collections.abc import Collection
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.models import (
    Agreement,
    Contact,
    Deliverable,
    FramePartner,
    Organisation,
)
from xingmeng.stages.registry.queries import partners as queries
from xingmeng.stages.registry.rules import partners as rules


@door.change()
def enter_partner(
    *, actor: Actor, group: str, source: str, organisation_id: int | None = None, **named: Any
) -> FramePartner:
    """Enter a partner; it stands in the frame once it is confirmed.

    Named:  name_zh, name_en, kind, region_id, unless it is a unit of the register; since_on.
    Writes: the partner, one step.
    Errors: Refused without the right, for an unknown group or kind, without a source, for a
            unit that is not registered, or one that was entered before.
    """
    found = [] if rules.keeps_frame(actor) else [not_yours("officer")]
    said = dict(named)
    if organisation_id is not None:
        unit = Organisation.objects.filter(pk=organisation_id, state="confirmed").first()
        if unit is None:
            refuse_if([*found, Finding("unit_not_found", {"field": "unit"})])
        assert unit is not None
        said |= {"name_zh": unit.name_zh, "name_en": unit.name.en}
        said |= {"kind": unit.kind, "region_id": unit.region_id}
    found += rules.partner_fits(group, said.get("kind", ""), source)
    if queries.partners_called([said.get("name_zh", "")]):
        found.append(Finding("partner_entered", {"name": said["name_zh"]}))
    refuse_if(found)
    row = FramePartner(
        group=group, source=source.strip(), organisation_id=organisation_id, **said
    )
    move.begin("frame_partner", row, actor=actor)
    return row


@door.change()
def change_partner(
    pk: int, *, actor: Actor, group: str, since_on: date | None, source: str
) -> FramePartner:
    """Change in which group a partner stands, since when, and who says so.

    Writes: the partner, one step with what was before.
    Errors: Refused without the right, for an unknown group or one that is full, or without
            a source.
    """
    row = FramePartner.objects.select_for_update().get(pk=pk)
    found = [] if rules.keeps_frame(actor) else [not_yours("officer")]
    found += rules.partner_fits(group, row.kind, source)
    if row.state == "in_frame" and row.group != group:
        found += _full(group)
    refuse_if(found)
    before = {"group": row.group, "since_on": str(row.since_on or ""), "source": row.source}
    row.group, row.since_on, row.source = group, since_on, source.strip()
    row.save(update_fields=["group", "since_on", "source"])
    trail.record("frame_partner", pk, "change", actor=actor, details={"before": before})
    return row


@door.change()
def record_contact(
    partner_id: int,
    *,
    actor: Actor,
    host_id: int | None = None,
    agreement_id: int | None = None,
    **said: Any,
) -> Contact:
    """Put a visit or a talk with a partner on record.

    Said:   kind, held_on, place, people, subject, next_steps, next_on.
    Writes: the contact, one step of the partner.
    Errors: Refused for others than officers and the bureau of the unit that took part, for
            an unknown kind, a day ahead, or an agreement that is not with the partner.
    """
    _refuse_contact(actor, partner_id, host_id, agreement_id, said)
    parts = {"host_id": host_id, "agreement_id": agreement_id}
    row = Contact.objects.create(partner_id=partner_id, **parts, **said)
    details = {"contact": row.pk}
    trail.record("frame_partner", partner_id, "record_contact", actor=actor, details=details)
    return row


@door.change()
def change_contact(
    pk: int,
    *,
    actor: Actor,
    host_id: int | None = None,
    agreement_id: int | None = None,
    **said: Any,
) -> Contact:
    """Mend what is on record of a visit or a talk, or name the agreement it led to.

    Writes: the contact, one step of the partner.
    Errors: as of `record_contact`, for the contact as it was too; LookupError if there is
            none.
    """
    row = Contact.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise LookupError(f"no contact {pk}")
    refuse_if(_not_theirs(actor, {row.host_id} - {None}))
    _refuse_contact(actor, row.partner_id, host_id, agreement_id, said)
    row.host_id, row.agreement_id = host_id, agreement_id
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    details = {"contact": pk}
    trail.record(
        "frame_partner", row.partner_id, "change_contact", actor=actor, details=details
    )
    return row


def _refuse_contact(
    actor: Actor,
    partner_id: int,
    host_id: int | None,
    agreement_id: int | None,
    said: dict[str, Any],
) -> None:
    found = _not_theirs(actor, {host_id} - {None}) + rules.contact_fits(said)
    if agreement_id is not None:
        known = Agreement.objects.filter(pk=agreement_id, partners=partner_id)
        if not known.exists():
            found.append(Finding("not_an_option", {"field": "agreement"}))
    refuse_if(found)


def _not_theirs(actor: Actor, units: Collection[int | None]) -> list[Finding]:
    places = Organisation.objects.filter(pk__in=units).values_list("region_id", flat=True)
    return [] if rules.keeps_for(actor, list(places)) else [not_yours(*rules.KEEPERS)]


@door.change()
def draft_agreement(
    *,
    actor: Actor,
    partners: Collection[int],
    units: Collection[int] = (),
    contacts: Collection[int] = (),
    from_on: date | None = None,
    until_on: date | None = None,
    **said: Any,
) -> Agreement:
    """Begin an agreement that is in talks; without units the region itself is the other side.

    Said:   title_zh, title_en, subject.
    Writes: the agreement, one step; the contacts that led to it name it.
    Errors: Refused for others than officers and the bureau of all its units, without a
            partner, for contacts with others or that led elsewhere, or a term out of order.
    """
    led = Contact.objects.select_for_update().filter(pk__in=contacts)
    refuse_if(_not_theirs(actor, units) + _agreement_fits(partners, led, from_on, until_on))
    year = clock.today().year
    number = f"HZ{year}{numbers.following(f'agreement:{year}'):03d}"
    row = Agreement(number=number, from_on=from_on, until_on=until_on, **said)
    move.begin("agreement", row, actor=actor)
    row.partners.set(partners)
    row.units.set(units)
    led.update(agreement=row)
    return row


@door.change()
def change_agreement(  # noqa: PLR0913 -- an agreement has this many sides
    pk: int,
    *,
    actor: Actor,
    partners: Collection[int],
    units: Collection[int] = (),
    contacts: Collection[int] = (),
    from_on: date | None = None,
    until_on: date | None = None,
    **said: Any,
) -> Agreement:
    """Change an agreement while it is in talks: its parties, its term, what it is about.

    Said:   title_zh, title_en, subject.
    Writes: the agreement, one step with what was before; `contacts` are named beside those
            that led to it already, those with who is no partner of it any more no longer.
    Errors: Refused without the right, also for its units as they will be, once it is signed or
            over, as for beginning one, or where what it promises would lie outside its term.
    """
    row = Agreement.objects.select_for_update().get(pk=pk)
    yours = rules.agreement_roles(actor, row) & {*rules.KEEPERS, "system"}
    found = [] if yours else [not_yours(*rules.KEEPERS)]
    found += _not_theirs(actor, units) if yours else []
    if row.state != "in_talks":
        found.append(Finding("wrong_state", {"state": row.state, "needed": ["in_talks"]}))
    led = Contact.objects.select_for_update().filter(pk__in=contacts)
    found += _agreement_fits(partners, led, from_on, until_on)
    before = {name: str(getattr(row, name) or "") for name in (*said, "from_on", "until_on")}
    before |= {"partners": _keys(row.partners), "units": _keys(row.units)}
    row.from_on, row.until_on = from_on, until_on
    promised = row.deliverables.exclude(state="dropped").values_list("deadline_on", flat=True)
    outside = [one for day in promised for one in rules.within_term(row, day)]
    refuse_if(found + outside[:1])
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    row.partners.set(partners)
    row.units.set(units)
    row.contacts.exclude(partner__in=partners).update(agreement=None)
    led.update(agreement=row)
    trail.record("agreement", pk, "change", actor=actor, details={"before": before})
    return row


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _agreement_fits(
    partners: Collection[int], led: Any, from_on: date | None, until_on: date | None
) -> list[Finding]:
    """Whether an agreement has a partner, a term in order, and contacts that lead to it."""
    found = rules.in_order(from_on, until_on)
    if not partners:
        found.append(Finding("agreement_without_partner", {"field": "partners"}))
    if any(one.partner_id not in partners or one.agreement_id for one in led):
        found.append(Finding("not_an_option", {"field": "contacts"}))
    return found


@door.change()
def add_deliverable(
    agreement_id: int, *, actor: Actor, kind: str, deadline_on: date, **said: Any
) -> Deliverable:
    """Add what an agreement promises by a day.

    Said:   title_zh, title_en. Writes: the deliverable, one step.
    Errors: Refused without the right, once the agreement is over, for an unknown kind, or a
            day beyond its term.
    """
    about = Agreement.objects.select_for_update().get(pk=agreement_id)
    yours = rules.agreement_roles(actor, about) & {*rules.KEEPERS, "system"}
    found = [] if yours else [not_yours(*rules.KEEPERS)]
    if about.state not in rules.OPEN:
        said_state = {"state": about.state, "needed": list(rules.OPEN)}
        found.append(Finding("wrong_state", said_state))
    if kind not in rules.DELIVERABLES:
        found.append(Finding("not_an_option", {"field": "kind"}))
    refuse_if(found + rules.within_term(about, deadline_on))
    number = about.deliverables.count() + 1
    row = Deliverable(
        agreement=about, number=number, kind=kind, deadline_on=deadline_on, **said
    )
    move.begin("deliverable", row, actor=actor)
    return row


def _full(group: str) -> list[Finding]:
    most = rules.PLACES.get(group)
    full = most is not None and queries.in_group(group) >= most
    return [Finding("group_full", {"field": "group", "most": most})] if full else []


def _place_left(step: Step) -> list[Finding]:
    return _full(step.row.group)


def _sign(step: Step) -> None:
    row: Agreement = step.row
    row.signed_on = rules.day_given(step, "signed_on")
    row.from_on, row.until_on = rules.term_of(step)
    row.save(update_fields=["signed_on", "from_on", "until_on"])


def _extend(step: Step) -> None:
    step.row.until_on = rules.day_given(step, "until_on")
    step.row.save(update_fields=["until_on"])


def _recognition_on_record(step: Step) -> list[Finding]:
    number = str(step.details.get("recognition") or "")
    known = not number or queries.recognition(number, step.row.kind)
    said = {"field": "recognition", "number": number}
    return [] if known else [Finding("recognition_not_found", said)]


def _deliver(step: Step) -> None:
    row: Deliverable = step.row
    row.delivered_on = rules.day_given(step, "delivered_on")
    row.evidence = step.details["evidence"]
    row.people = step.details.get("people") or None
    row.qualification = queries.recognition(step.details.get("recognition") or "", row.kind)
    row.save(update_fields=["delivered_on", "evidence", "people", "qualification"])


PARTNER = move.register(
    move.Subject(
        kind="frame_partner",
        title=Text("合作伙伴", "Partner"),
        model=FramePartner,
        flow_of=lambda row: rules.PARTNER,
        every_flow=lambda: [rules.PARTNER],
        roles_of=rules.partner_roles,
        visible_to=queries.partners_for,
        checks={"place_left": _place_left, "nothing_signed": rules.nothing_signed},
    )
)
AGREEMENT = move.register(
    move.Subject(
        kind="agreement",
        title=Text("合作协议", "Agreement"),
        model=Agreement,
        flow_of=lambda row: rules.AGREEMENT,
        every_flow=lambda: [rules.AGREEMENT],
        roles_of=rules.agreement_roles,
        visible_to=queries.agreements_for,
        checks={
            "partners_in_frame": rules.partners_in_frame,
            "signed_by_now": rules.signed_by_now,
            "term_in_order": rules.term_in_order,
            "later_than_before": rules.later_than_before,
        },
        effects={"sign": _sign, "extend": _extend},
    )
)
DELIVERABLE = move.register(
    move.Subject(
        kind="deliverable",
        title=Text("协议成果", "Deliverable"),
        model=Deliverable,
        flow_of=lambda row: rules.DELIVERABLE,
        every_flow=lambda: [rules.DELIVERABLE],
        roles_of=rules.deliverable_roles,
        visible_to=queries.deliverables_for,
        checks={
            "agreement_signed": rules.agreement_signed,
            "delivered_by_now": rules.delivered_by_now,
            "recognition_on_record": _recognition_on_record,
        },
        effects={"deliver": _deliver},
        related=("agreement",),
    )
)
