"""Entering partners, contacts, agreements and what they promise: for officers and bureaus."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xingmeng.core import codes, pages
from xingmeng.core.errors import refuse_if
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.forms.partners import (
    AgreementForm,
    ContactForm,
    DeliverableForm,
    PartnerForm,
    StandingForm,
    named,
)
from xingmeng.stages.registry.queries import partners as queries
from xingmeng.stages.registry.queries.ties import unit_called
from xingmeng.stages.registry.rules import partners as rules


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """An officer enters a partner; it is confirmed afterwards."""
    _allow(rules.keeps_frame(request.actor))
    form = PartnerForm(request.POST or None)

    def act() -> Any:
        said = dict(form.cleaned_data)
        unit, place = said.pop("unit"), said.pop("region")
        if unit:
            for name in ("name_zh", "name_en", "kind"):
                said.pop(name)
            said["organisation_id"] = _unit(unit, "unit")
        else:
            said["region_id"] = place.pk
        return actions.enter_partner(actor=request.actor, **said)

    hint = Text(
        "只登记有依据的成员；核定后列入框架并公开。",
        "Only members that a document names; once confirmed they stand in the frame.",
    )
    title = Text("登记合作伙伴", "Enter a partner")
    back = reverse("partners:partners")
    return pages.entry(request, form, act, title=title, hint=hint, back=back)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer changes group, first day and source of a partner."""
    _allow(rules.keeps_frame(request.actor))
    row = queries.partner_for(request.actor, pk)
    now = {"group": row.group, "since_on": row.since_on, "source": row.source}
    form = StandingForm(request.POST or None, initial=now)

    def act() -> Any:
        return actions.change_partner(pk, actor=request.actor, **form.cleaned_data)

    title = Text("修改登记", "Change its entry")
    return pages.entry(
        request, form, act, title=title, hint=row.name, back=row.get_absolute_url()
    )


@login_required
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """A visit or a talk with a partner is put on record."""
    _allow(_keeps(request.actor))
    row = queries.partner_for(request.actor, pk)
    agreements = list(queries.agreements_for(request.actor).filter(partners=row))
    form = ContactForm(request.POST or None, agreements=agreements)

    def act() -> Any:
        actions.record_contact(pk, actor=request.actor, **_contact(form.cleaned_data))
        return row

    title = Text("登记互访会谈", "Record a visit or a talk")
    return pages.entry(
        request, form, act, title=title, hint=row.name, back=row.get_absolute_url()
    )


@login_required
def mend_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on record of a visit or a talk is mended, or names what it led to."""
    row = queries.contact_for(request.actor, pk)
    places = [row.host.region_id] if row.host else []
    _allow(rules.keeps_for(request.actor, places))
    agreements = list(queries.agreements_for(request.actor).filter(partners=row.partner))
    names = ("kind", "held_on", "place", "people", "subject", "next_steps", "next_on")
    now = {name: getattr(row, name) for name in names}
    now |= {"host": row.host.name_zh if row.host else ""}
    now |= {"agreement": codes.of(row.agreement) if row.agreement else ""}
    form = ContactForm(request.POST or None, initial=now, agreements=agreements)

    def act() -> Any:
        actions.change_contact(pk, actor=request.actor, **_contact(form.cleaned_data))
        return row.partner

    title, back = Text("修改互访会谈记录", "Mend the record"), row.partner.get_absolute_url()
    return pages.entry(request, form, act, title=title, hint=row.partner.name, back=back)


def _contact(said: dict[str, Any]) -> dict[str, Any]:
    given = dict(said)
    host, agreement = given.pop("host"), given.pop("agreement")
    given["host_id"] = _unit(host, "host") if host else None
    given["agreement_id"] = codes.chosen("agreement", agreement)
    return given


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement with a partner begins; it is in talks until its signing is recorded."""
    _allow(_keeps(request.actor))
    row = queries.partner_for(request.actor, pk)
    led = queries.contacts_for(request.actor).filter(partner=row, agreement=None)
    first = {"partners": row.name_zh}
    form = AgreementForm(request.POST or None, initial=first, contacts=list(led))

    def act() -> Any:
        return actions.draft_agreement(actor=request.actor, **_agreed(request, form))

    title = Text("起草合作协议", "Begin an agreement")
    return pages.entry(
        request, form, act, title=title, hint=row.name, back=row.get_absolute_url()
    )


@login_required
def redraft(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement in talks is changed: parties, term, what it is about."""
    row = queries.agreement_for(request.actor, pk)
    keeps = rules.agreement_roles(request.actor, row) & set(rules.KEEPERS)
    _allow(bool(keeps) and row.state == "in_talks")
    parties = list(row.partners.all())
    led = queries.contacts_for(request.actor).filter(partner__in=parties, agreement=None)
    now = {name: getattr(row, name) for name in ("title_zh", "title_en", "subject")}
    now |= {"from_on": row.from_on, "until_on": row.until_on}
    now |= {"partners": "；".join(one.name_zh for one in parties)}
    now |= {"units": "；".join(one.name_zh for one in row.units.all())}
    form = AgreementForm(request.POST or None, initial=now, contacts=list(led))

    def act() -> Any:
        return actions.change_agreement(pk, actor=request.actor, **_agreed(request, form))

    title, back = (
        Text("修改洽谈中的协议", "Change the agreement in talks"),
        row.get_absolute_url(),
    )
    return pages.entry(request, form, act, title=title, hint=row.title, back=back)


def _agreed(request: HttpRequest, form: AgreementForm) -> dict[str, Any]:
    """What was written of an agreement, with units, partners and contacts by their keys."""
    said = dict(form.cleaned_data)
    chosen = [codes.chosen("contact", code) for code in said.pop("contacts", ())]
    said["contacts"] = [key for key in chosen if key is not None]
    said["units"] = [_unit(name, "units") for name in named(said["units"])]
    said["partners"] = _partners(request, named(said["partners"]))
    return said


@login_required
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """What an agreement promises by a day is added to it."""
    row = queries.agreement_for(request.actor, pk)
    _allow(bool(rules.agreement_roles(request.actor, row) & set(rules.KEEPERS)))
    form = DeliverableForm(request.POST or None)

    def act() -> Any:
        return actions.add_deliverable(pk, actor=request.actor, **form.cleaned_data)

    title = Text("添加成果", "Add a deliverable")
    back = row.get_absolute_url()
    return pages.entry(request, form, act, title=title, hint=row.title, back=back)


def _keeps(actor: Any) -> bool:
    return rules.keeps_frame(actor) or bool(actor.areas)


def _allow(may: bool) -> None:
    if not may:
        raise Http404


def _unit(name: str, field: str) -> int:
    """The key of a registered unit by name or code. Errors: Refused where there is none."""
    found = unit_called(name)
    missing = [Finding("unit_of_name_unknown", {"field": field, "name": name})]
    refuse_if([] if found else missing)
    return found or 0


def _partners(request: HttpRequest, names: list[str]) -> list[int]:
    """The keys of the partners of these names. Errors: Refused with those there are not."""
    seen = queries.partners_called(names)
    said = [Finding("partner_not_listed", {"field": "partners", "name": n}) for n in names]
    refuse_if([one for one in said if one.values["name"] not in seen])
    return [seen[name].pk for name in names]
