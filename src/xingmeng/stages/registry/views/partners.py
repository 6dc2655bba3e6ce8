"""Pages of the frame 4+8+N: partners, contacts, agreements and what they promise."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.lists import Action
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry.queries import partners as queries
from xingmeng.stages.registry.rules import KINDS
from xingmeng.stages.registry.rules import partners as rules
from xingmeng.stages.registry.views.partner_lists import (
    AGREEMENTS,
    CONTACTS,
    DELIVERABLES,
    PARTNERS,
    REGION_ITSELF,
    names_of,
    promises,
    standing,
)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """The partners of the frame, with how many of each group are confirmed."""
    offered: list[Action] = [
        (Text("合作网络", "Who works with whom"), reverse("network"), "topology-star-3"),
        (Text("合作协议", "Agreements"), reverse("partners:agreements"), "file-text"),
        (Text("协议成果", "Deliverables"), reverse("partners:deliverables"), "checklist"),
    ]
    if request.actor.user_id:
        talks = Text("互访会谈", "Visits and talks")
        offered.append((talks, reverse("partners:contacts"), "users"))
    if rules.keeps_frame(request.actor):
        label = Text("登记合作伙伴", "Enter a partner")
        offered.insert(0, (label, reverse("partners:enter"), "plus"))
    return lists.respond(
        request,
        PARTNERS,
        queries.partners_for(request.actor),
        actions=offered,
        template="registry/partners.html",
        frame=queries.frame_for(request.actor),
    )


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements this reader may see."""
    return lists.respond(request, AGREEMENTS, queries.agreements_for(request.actor).distinct())


@require_safe
def deliverables(request: HttpRequest) -> HttpResponse:
    """What these agreements promise: platforms, workstations, teams, projects."""
    return lists.respond(request, DELIVERABLES, queries.deliverables_for(request.actor))


@login_required
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The visits and talks this reader may see."""
    return lists.respond(request, CONTACTS, queries.contacts_for(request.actor))


@require_safe
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """One partner: contacts, agreements, what they promise and what is there."""
    actor = request.actor
    row = queries.partner_for(actor, pk)
    unit = row.organisation
    address = (unit.get_absolute_url(),) if unit and unit.state == "confirmed" else ()
    facts: list[Any] = [
        (Text("分组", "Group"), rules.GROUPS[row.group], "text"),
        (Text("登记单位", "Registered unit"), unit.name if unit else "", "text", *address),
        (Text("性质", "Kind"), KINDS[row.kind], "text"),
        (Text("所在地", "Place"), row.region.name, "text"),
        (Text("何时起", "Since"), row.since_on, "date"),
        (Text("依据", "Source"), row.source, "text"),
    ]
    agreed = list(queries.agreements_for(actor).filter(partners=row))
    seen = {one.pk for one in agreed}
    met = queries.contacts_for(actor).filter(partner=row)
    return pages.record(
        request,
        "frame_partner",
        row,
        facts=facts,
        template="registry/partner.html",
        contacts=[_met(actor, one, seen) for one in met],
        agreements=[_agreed(one) for one in agreed],
        deliverables=[
            {"row": one, "state": standing(one), "kind": rules.DELIVERABLES[one.kind]}
            for one in queries.deliverables_for(actor)
            .filter(agreement__partners=row)
            .order_by("deadline_on", "pk")
        ],
        may_change=rules.keeps_frame(actor),
        may_meet=_may_keep(actor),
    )


def _may_keep(actor: Any) -> bool:
    return rules.keeps_frame(actor) or bool(actor.areas)


def _met(actor: Any, row: Any, seen: set[int]) -> dict[str, Any]:
    """A contact as its partner's page shows it; what comes next is late after its day."""
    late = row.next_on is not None and row.next_on < clock.today() and row.agreement is None
    mine = rules.keeps_for(actor, [row.host.region_id] if row.host else [])
    return {
        "row": row,
        "kind": rules.CONTACTS[row.kind],
        "late": late,
        "may_change": mine,
        "agreement": row.agreement if row.agreement_id in seen else None,
    }


def _agreed(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "units": names_of(row.units.all()) or say(REGION_ITSELF),
        "state": rules.AGREEMENT.state(row.state),
        "promises": promises(row),
    }


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: its parties and term, what led to it, what it promises."""
    actor = request.actor
    row = queries.agreement_for(actor, pk)
    over = row.state in rules.RUNNING and row.until_on and row.until_on < clock.today()
    expired = Text("期限已过，请登记延长或终止", "Past its term: record its extension or end")
    facts: list[Any] = [
        (Text("签署日期", "Signed on"), row.signed_on, "date"),
        (Text("有效期自", "In force from"), row.from_on, "date"),
        (Text("有效期至", "Until"), row.until_on, "date"),
        (Text("提醒", "Note"), expired if over else "", "text"),
        (Text("合作内容", "What it is about"), row.subject, "longtext"),
    ]
    keeps = rules.agreement_roles(actor, row) & set(rules.KEEPERS)
    return pages.record(
        request,
        "agreement",
        row,
        facts=facts,
        template="registry/agreement.html",
        partners=row.partners.all(),
        units=row.units.all(),
        contacts=queries.contacts_for(actor).filter(agreement=row),
        deliverables=_promised(request, row),
        may_add=bool(keeps) and row.state in rules.OPEN,
        may_change=bool(keeps) and row.state == "in_talks",
    )


def _promised(request: HttpRequest, about: Any) -> list[dict[str, Any]]:
    """What an agreement promises, in its order, with what this reader may do about each."""
    rows = queries.deliverables_for(request.actor).filter(agreement=about).order_by("number")
    found = []
    for row in rows:
        row.agreement = about
        built = row.qualification
        found.append(
            {
                "row": row,
                "kind": rules.DELIVERABLES[row.kind],
                "state": standing(row),
                "late": queries.is_late(row),
                "built": built,
                "built_url": built.organisation.get_absolute_url()
                if built and built.organisation
                else "",
                "moves": pages.buttons("deliverable", row, actor=request.actor),
            }
        )
    return found
