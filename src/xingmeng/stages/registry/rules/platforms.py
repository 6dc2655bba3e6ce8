"""Platforms: which recognitions are some, who keeps their people, the life of a booking."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from xingmeng import instruments
from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law import platforms as law
from xingmeng.stages.registry.rules import staff_roles

CODES = instruments.standing_for("platform", "talent")
KINDS: dict[str, Text] = {code: instruments.get(code).title for code in CODES}
ACADEMICIAN = "academician"
MEMBERS: dict[str, Text] = {
    "director": Text("主任（负责人）", "Director"),
    ACADEMICIAN: Text("进站院士", "Academician"),
    "guest": Text("院士专家团队成员", "Member of an academician's team"),
    "researcher": Text("固定研究人员", "Permanent researcher"),
    "technician": Text("技术人员", "Technician"),
    "manager": Text("管理人员", "Manager"),
}
STANDING: dict[str, State] = {
    "valid": State(name="valid", label=Text("有效", "In force"), tone="good"),
    "expired": State(name="expired", label=Text("已到期", "Expired"), tone="neutral"),
    "revoked": State(name="revoked", label=Text("已撤销", "Revoked"), tone="bad"),
}
AHEAD_DAYS = 180  # how far ahead hours may be asked for
HOST = Text("平台依托单位", "the platform's host")
USE = Section(
    name="use",
    label=Text("使用情况", "Use"),
    fields=(
        Field(
            name="hours",
            kind="integer",
            label=Text("实际使用机时", "Hours used"),
            unit=Text("小时", "hours"),
            min_value=1,
            max_value=24,
        ),
    ),
)
BOOKING = Flow(
    kind="booking",
    states=(
        State(
            name="requested",
            label=Text("待确认", "To be confirmed"),
            tone="warn",
            days=5,
            held_by=HOST,
        ),
        State(name="confirmed", label=Text("已确认", "Confirmed"), tone="good", held_by=HOST),
        State(name="used", label=Text("已使用", "Used"), tone="good", final=True),
        State(name="refused", label=Text("未同意", "Refused"), tone="bad", final=True),
        State(name="cancelled", label=Text("已取消", "Cancelled"), final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("确认预约", "Confirm"),
            before=("requested",),
            after="confirmed",
            by=("host",),
            tone="good",
            checks=("slot_free", "slot_ahead"),
        ),
        Move(
            name="refuse",
            label=Text("不同意", "Refuse"),
            before=("requested",),
            after="refused",
            by=("host",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="mark_used",
            label=Text("登记使用", "Record its use"),
            before=("confirmed",),
            after="used",
            by=("host",),
            tone="good",
            checks=("slot_begun",),
            asks=(USE,),
        ),
        Move(
            name="cancel",
            label=Text("取消预约", "Cancel"),
            before=("requested", "confirmed"),
            after="cancelled",
            by=("booker", "host"),
            tone="bad",
            reason=True,
        ),
    ),
)


# --- whose they are -------------------------------------------------------------------------


def keeps(actor: Actor, platform) -> bool:
    """Who enters people and equipment: those who act for the host; the system in bulk."""
    own = platform.organisation_id in actor.organisations
    return own or "system" in actor.roles


def reads_members(actor: Actor, platform) -> bool:
    """Names of a platform's people are for its host and staff; others see how many."""
    return actor.is_staff or platform.organisation_id in actor.organisations


def booking_roles(actor: Actor, booking) -> frozenset[str]:
    """The host's people decide, the booker's people cancel."""
    held = staff_roles(actor)
    if booking.equipment.platform.organisation_id in actor.organisations:
        held |= {"host"}
    if booking.organisation_id in actor.organisations:
        held |= {"booker"}
    return held


def standing(platform, on: date) -> State:
    """Where a recognition stands on a day."""
    over = platform.until_on is not None and platform.until_on < on
    name = "expired" if platform.state == "valid" and over else platform.state
    return STANDING[name]


def in_force(platform, on: date) -> list[Finding]:
    """Whether a recognition still holds."""
    holds = standing(platform, on).name == "valid"
    return [] if holds else [Finding("platform_over")]


# --- what must hold -------------------------------------------------------------------------


def member_fits(platform, said: Mapping[str, Any]) -> list[Finding]:
    """Whether a person's place is of a known role, begun by now, and theirs to have."""
    found = []
    if said["role"] not in MEMBERS:
        found.append(Finding("not_an_option", {"field": "role"}))
    if said["from_on"] > clock.today():
        found.append(Finding("day_to_come", {"field": "from_on"}))
    if said["role"] == ACADEMICIAN and platform.instrument_code != "workstation":
        found.append(Finding("academician_at_station", {"field": "role"}))
    return found


def serves_so_many(stations: int, *, retired: bool, months: int, on: date) -> list[Finding]:
    """Whether an academician may serve one station more, and is there long enough.

    Source: Zhongbanfa [2019] 35, as parameters.
    """
    most, least = law.most_stations(retired=retired, on=on), law.least_months(on=on)
    found = []
    if stations >= most.value:
        said = {"field": "is_retired", "count": stations, "most": most.value}
        found.append(Finding("too_many_stations", said, most.source))
    if months < least.value:
        short = {"field": "months", "least": least.value}
        found.append(Finding("too_short_on_site", short, least.source))
    return found


def equipment_fits(said: Mapping[str, Any]) -> list[Finding]:
    """Whether equipment opens before it closes, and costs no less than nothing."""
    found = []
    if not 0 <= said["opens"] < said["closes"] <= 24:
        found.append(Finding("closes_before_it_opens", {"field": "closes"}))
    for name in ("value_fen", "fee_fen"):
        if said[name] < 0:
            found.append(Finding("negative_amount", {"field": name}))
    return found


def slot_fits(equipment, on: date, first: int, last: int) -> list[Finding]:
    """Whether hours can be asked for: shared, within its opening hours, ahead, not far."""
    found = []
    if not equipment.is_shared or equipment.retired_on is not None:
        found.append(Finding("equipment_not_shared"))
    if first >= last:
        found.append(Finding("ends_before_it_begins", {"field": "last"}))
    elif first < equipment.opens or last > equipment.closes:
        opens, closes = f"{equipment.opens:02d}:00", f"{equipment.closes:02d}:00"
        said = {"field": "first", "opens": opens, "closes": closes}
        found.append(Finding("outside_opening_hours", said))
    if not _ahead(on, first):
        found.append(Finding("slot_over", {"field": "on"}))
    if on > clock.today() + timedelta(days=AHEAD_DAYS):
        found.append(Finding("slot_too_far", {"field": "on", "days": AHEAD_DAYS}))
    return found


def _ahead(on: date, hour: int) -> bool:
    now = timezone.localtime(clock.now())
    return (on, hour) > (now.date(), now.hour)


def slot_ahead(step: Step) -> list[Finding]:
    """Hours that have begun are not confirmed any more."""
    row = step.row
    return [] if _ahead(row.on, row.first) else [Finding("slot_over")]


def slot_begun(step: Step) -> list[Finding]:
    """Use is recorded once the hours have begun, and no more than was booked."""
    row = step.row
    found = [Finding("slot_not_begun")] if _ahead(row.on, row.first) else []
    hours, booked = step.details.get("hours"), row.last - row.first
    if isinstance(hours, int) and hours > booked:
        found.append(Finding("more_than_booked", {"field": "hours", "most": booked}))
    return found
