"""What a host does with its platform's people and equipment, and others ask of it."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xingmeng.core import clock, codes, pages
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.forms.platforms import (
    BookingForm,
    EquipmentForm,
    LeaveForm,
    MemberForm,
)
from xingmeng.stages.registry.queries import platforms as queries
from xingmeng.stages.registry.rules import platforms as rules

FEN = 100


def _kept(request: HttpRequest, pk: int) -> Any:
    """A platform that the reader keeps. Errors: Http404."""
    row = queries.platform_for(request.actor, pk)
    if row.organisation is None or not rules.keeps(request.actor, row):
        raise Http404
    return row


@login_required
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """The host gives somebody a place in its platform."""
    row = _kept(request, pk)
    people = list(registry.people_of(row.organisation))
    station = row.instrument_code == "workstation"
    first = {"from_on": clock.today()}
    form = MemberForm(request.POST or None, initial=first, people=people, is_station=station)

    def act() -> Any:
        said = dict(form.cleaned_data)
        chosen = codes.chosen("person", said.pop("person"))
        known = {one.pk for one in people}
        said["person_id"] = chosen if chosen in known else None
        actions.add_member(pk, actor=request.actor, **said)
        return row

    title = Text("登记平台人员", "Add somebody")
    hint = Text(
        f"{row.number}。姓名只有本单位和工作人员可见。",
        f"{row.number}. Names are for the unit and staff alone.",
    )
    return pages.entry(request, form, act, title=title, hint=hint, back=row.get_absolute_url())


@login_required
def end_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """The host says when somebody left."""
    row = _kept(request, pk)
    place = queries.member_of(row, member)
    form = LeaveForm(request.POST or None, initial={"until_on": clock.today()})

    def act() -> Any:
        actions.end_member(place.pk, actor=request.actor, **form.cleaned_data)
        return row

    title, name = Text("登记离开", "Record that somebody left"), place.person.name
    back = row.get_absolute_url()
    return pages.entry(request, form, act, title=title, hint=Text(name, name), back=back)


@login_required
def enter_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """The host puts an instrument of its platform on record."""
    row = _kept(request, pk)
    first = {"opens": 8, "closes": 18, "is_shared": True}
    form = EquipmentForm(request.POST or None, initial=first)

    def act() -> Any:
        return actions.enter_equipment(pk, actor=request.actor, **_said(form))

    title, hint = Text("登记仪器设备", "Enter equipment"), row.organisation.name
    return pages.entry(request, form, act, title=title, hint=hint, back=row.get_absolute_url())


@login_required
def change_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """The host changes what is on record of an instrument."""
    row = queries.one_equipment_for(request.actor, pk)
    _kept(request, row.platform_id)
    names = ("name_zh", "name_en", "make", "place", "is_shared", "opens", "closes")
    now = {name: getattr(row, name) for name in names}
    now |= {"value": Decimal(row.value_fen) / FEN, "fee": Decimal(row.fee_fen) / FEN}
    now |= {"is_retired": row.retired_on is not None}
    form = EquipmentForm(request.POST or None, initial=now, stands=True)

    def act() -> Any:
        return actions.change_equipment(pk, actor=request.actor, **_said(form))

    title = Text("修改仪器设备", "Change the equipment")
    return pages.entry(
        request, form, act, title=title, hint=row.name, back=row.get_absolute_url()
    )


def _said(form: EquipmentForm) -> dict[str, Any]:
    """What was written of an instrument, sums in fen."""
    said = dict(form.cleaned_data)
    return said | {
        "value_fen": int(said.pop("value") * FEN),
        "fee_fen": int(said.pop("fee") * FEN),
    }


@login_required
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody asks for hours of an instrument, for their unit."""
    row = queries.one_equipment_for(request.actor, pk)
    units = list(registry.own_organisations(request.actor))
    if not units:
        raise Http404
    form = BookingForm(request.POST or None, units=units, equipment=row)

    def act() -> Any:
        said = dict(form.cleaned_data)
        unit = codes.chosen("organisation", said.pop("unit"))
        return actions.book(pk, actor=request.actor, organisation_id=unit, **said)

    title = Text("预约仪器", "Ask for hours")
    hint = Text(
        f"{row.name_zh}。依托单位确认后生效。",
        f"{row.name_en}. It holds once the host confirms it.",
    )
    back = reverse("platforms:equipment", args=[pk])
    return pages.entry(request, form, act, title=title, hint=hint, back=back)
