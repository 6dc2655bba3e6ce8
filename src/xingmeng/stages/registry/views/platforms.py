"""Pages of platforms, their people and equipment, bookings of it."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages, panels
from xingmeng.core.lists import Action
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry.queries import platforms as queries
from xingmeng.stages.registry.rules import platforms as rules
from xingmeng.stages.registry.views.platform_lists import BOOKINGS, EQUIPMENT, PLATFORMS

CALENDAR_DAYS = 28
YES, NO = Text("是", "Yes"), Text("否", "No")
UNTOLD = Text("个人姓名不公开", "The person's name is not public")


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """The recognised platforms, workstations, zones, talents and teams."""
    label = Text("共享仪器", "Shared equipment")
    offered: list[Action] = [(label, reverse("platforms:all_equipment"), "tool")]
    return lists.respond(
        request, PLATFORMS, queries.platforms_for(request.actor), actions=offered
    )


@require_safe
def all_equipment(request: HttpRequest) -> HttpResponse:
    """The equipment of platforms that units may ask for."""
    offered: list[Action] = []
    if request.actor.organisations or request.actor.is_staff:
        offered.append((Text("预约", "Bookings"), reverse("platforms:bookings"), "calendar"))
    rows = queries.equipment_for(request.actor)
    return lists.respond(request, EQUIPMENT, rows, actions=offered)


@login_required
@require_safe
def bookings(request: HttpRequest) -> HttpResponse:
    """The bookings this reader made, decides on, or may look at."""
    return lists.respond(request, BOOKINGS, queries.bookings_for(request.actor))


@require_safe
def platform(request: HttpRequest, pk: int) -> HttpResponse:
    """One platform: certificate and period, people, equipment, and what later stages know."""
    actor = request.actor
    row = queries.platform_for(actor, pk)
    holds = not rules.in_force(row, clock.today())
    context = {
        "platform": row,
        "kind": rules.KINDS[row.instrument_code],
        "holder": _holder(actor, row),
        "state": rules.STANDING[row.standing],
        "facts": _facts(row),
        "counted": [(rules.MEMBERS[r], n) for r, n in queries.counted(row).items()],
        "members": [
            {"row": m, "role": rules.MEMBERS[m.role]} for m in queries.members_for(actor, row)
        ],
        "equipment": queries.equipment_for(actor).filter(platform=row).order_by("name_zh"),
        "may_keep": rules.keeps(actor, row) and holds,
        "panels": panels.of("platform", actor=actor, record=row),
    }
    return render(request, "registry/platform.html", context)


def _holder(actor: Any, row: Any) -> Text:
    """Whose it is; a person's name is for those who may know it."""
    if row.organisation:
        return row.organisation.name
    name = row.person.name
    return Text(name, name) if queries.names_person(actor, row) else UNTOLD


def _facts(row: Any) -> list[dict[str, Any]]:
    unit = row.organisation
    told: list[tuple[Any, ...]] = [
        (Text("证书编号", "Certificate"), row.number, "text"),
        (Text("级别", "Level"), row.level, "text"),
        (Text("地区", "Area"), unit.region.name if unit else "", "text"),
        (Text("认定日期", "Recognised on"), row.from_on, "date"),
        (Text("有效期至", "Valid until"), row.until_on, "date"),
        (Text("终止日期", "Ended on"), row.ended_on, "date"),
        (Text("来源", "Source"), Text(row.source.title_zh, row.source.title_en), "text"),
    ]
    return [_fact(*one) for one in told if one[1]]


def _fact(label: Text, value: Any, kind: str) -> dict[str, Any]:
    shown = say(value) if isinstance(value, Text) else value
    return {"label": say(label), "value": shown, "kind": kind}


@require_safe
def equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """One instrument: what it is, what it costs, and which hours are taken."""
    actor = request.actor
    row = queries.one_equipment_for(actor, pk)
    today = clock.today()
    until = today + timedelta(days=CALENDAR_DAYS)
    told: list[tuple[Any, ...]] = [
        (Text("编号", "Number"), row.number, "text"),
        (Text("厂商与型号", "Maker and type"), row.make, "text"),
        (Text("放置地点", "Place"), row.place, "text"),
        (Text("原值", "Cost"), row.value_fen, "money"),
        (Text("每小时收费", "Fee an hour"), row.fee_fen, "money"),
        (Text("对外共享", "Shared"), YES if row.is_shared else NO, "text"),
        (Text("开放时间", "Open"), f"{row.opens:02d}:00–{row.closes:02d}:00", "text"),
        (Text("停用日期", "Out of use since"), row.retired_on, "date"),
        (Text("已使用机时（小时）", "Hours used"), row.hours_used, "number"),
    ]
    open_ = row.is_shared and row.retired_on is None
    holds = not rules.in_force(row.platform, today)
    context = {
        "equipment": row,
        "facts": [_fact(*one) for one in told if one[1] not in (None, "")],
        "taken": queries.taken(row.pk, today, until),
        "until": until,
        "may_book": bool(actor.organisations) and open_ and holds,
        "may_keep": rules.keeps(actor, row.platform) and holds,
    }
    return render(request, "registry/equipment.html", context)


@login_required
@require_safe
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking: which hours, by whom, what for, and what its reader may do."""
    row = queries.booking_for(request.actor, pk)
    one = row.equipment
    hours = row.used_hours or row.last - row.first
    cost = Text("费用（按实际机时）", "Fee for the hours used")
    if row.used_hours is None:
        cost = Text("费用（按预约机时）", "Fee for the hours booked")
    facts: list[Any] = [
        (Text("仪器", "Equipment"), one.name, "text", one.get_absolute_url()),
        (Text("依托单位", "Host"), one.platform.organisation.name, "text"),
        (Text("预约单位", "For"), row.organisation.name, "text"),
        (Text("日期", "Day"), row.on, "date"),
        (Text("时段", "Hours"), row.hours, "text"),
        (Text("用途", "What for"), row.purpose, "longtext"),
        (Text("实际使用机时（小时）", "Hours used"), row.used_hours, "number"),
        (cost, row.fee_fen * hours, "money"),
    ]
    return pages.record(request, "booking", row, facts=facts)
