"""The life of a day's entry and of a technique; what each states."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xingmeng.core.actor import Actor, Grant
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork.rules.postings import agreement_roles
from xingmeng.stages.fieldwork.rules.words import FIELDS

# Source: domain facts, section 9: the fields of a log.
KINDS: dict[str, Text] = {
    "guidance": Text("现场指导", "Field guidance"),
    "training": Text("培训", "Training"),
    "trial": Text("试验", "Trial"),
    "demonstration": Text("示范", "Demonstration"),
    "remote": Text("远程服务", "Remote"),
}
HALVES = 2  # of an hour
MOST_PHOTOS = 6
PICTURES = (".jpg", ".jpeg", ".png")
SATISFACTION = tuple((str(n), Text(f"{n} 分", f"{n} of 5")) for n in (5, 4, 3, 2, 1))
WHAT = Section(
    name="entry",
    label=Text("服务日志", "Service entry"),
    fields=(
        Field(name="served_on", kind="date", label=Text("日期", "Day")),
        Field(
            name="kind",
            kind="choice",
            label=Text("服务方式", "Kind of service"),
            options=tuple(KINDS.items()),
        ),
        Field(
            name="hours",
            kind="decimal",
            label=Text("时长（小时）", "Hours"),
            help=Text("可到半小时，如 3.5。", "To the half hour, such as 3.5."),
            min_value=0,
            max_value=24,
        ),
        Field(
            name="place",
            kind="text",
            label=Text("地点", "Place"),
            help=Text("苏木乡镇、嘎查村。", "Township and village."),
            max_chars=60,
        ),
        Field(
            name="party",
            kind="text",
            label=Text("服务对象", "Who was served"),
            max_chars=60,
        ),
        Field(
            name="people",
            kind="integer",
            label=Text("受益人数", "People who took part"),
            min_value=0,
            max_value=10_000,
        ),
        Field(
            name="text",
            kind="longtext",
            label=Text("做了什么", "What was done"),
            max_chars=1_000,
        ),
    ),
)
POSITION = Section(
    name="position",
    label=Text("位置", "Position"),
    fields=(
        Field(
            name="latitude",
            kind="integer",
            label=Text("纬度（百分之一度）", "Latitude in hundredths of a degree"),
            required=False,
            min_value=-9_000,
            max_value=9_000,
        ),
        Field(
            name="longitude",
            kind="integer",
            label=Text("经度（百分之一度）", "Longitude in hundredths of a degree"),
            required=False,
            min_value=-18_000,
            max_value=18_000,
        ),
    ),
)
ENTRY_FORM = (WHAT, POSITION)
CONFIRMING = Section(
    name="confirming",
    label=Text("确认", "Confirmation"),
    fields=(
        Field(
            name="satisfied",
            kind="choice",
            label=Text("满意度", "How satisfied"),
            options=SATISFACTION,
        ),
    ),
)
TECHNIQUE_FORM = (
    Section(
        name="technique",
        label=Text("推广的技术", "Technique spread"),
        fields=(
            Field(name="name", kind="text", label=Text("技术名称", "Technique"), max_chars=60),
            Field(
                name="year",
                kind="integer",
                label=Text("年度", "Year"),
                min_value=2016,
                max_value=2100,
            ),
            Field(
                name="field",
                kind="choice",
                label=Text("专业领域", "Field"),
                options=tuple(FIELDS.items()),
            ),
            Field(
                name="area_mu",
                kind="decimal",
                label=Text("推广面积（亩）", "Area in mu"),
                help=Text("与面积无关的填 0。", "0 where there is none."),
                min_value=0,
                max_value=100_000_000,
            ),
            Field(
                name="farms",
                kind="integer",
                label=Text("覆盖农牧户和企业数", "Farms and firms"),
                min_value=0,
                max_value=500_000,
            ),
            Field(
                name="income_fen",
                kind="money",
                label=Text("增加收入", "Income gained"),
                min_value=0,
            ),
            Field(
                name="effect",
                kind="longtext",
                label=Text("效果和测算依据", "Effect, and how it was worked out"),
                max_chars=800,
            ),
        ),
    ),
)
BY_CODE = Actor(grants=(Grant("served"),))  # whoever opens an entry by its code
ENTRY = Flow(
    kind="service_entry",
    states=(
        State(
            name="logged",
            label=Text("待服务对象确认", "To be confirmed"),
            held_by=Text("服务对象", "Who was served"),
        ),
        State(name="confirmed", label=Text("已确认", "Confirmed"), tone="good", final=True),
        State(name="disputed", label=Text("服务对象不认可", "Disputed"), tone="bad"),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("确认服务", "Confirm"),
            before=("logged",),
            after="confirmed",
            by=("served",),
            tone="good",
            asks=(CONFIRMING,),
        ),
        Move(
            name="dispute",
            label=Text("不认可", "Dispute"),
            before=("logged",),
            after="disputed",
            by=("served",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("logged", "disputed"),
            after="withdrawn",
            by=("commissioner",),
            tone="warn",
        ),
    ),
)
TECHNIQUE = Flow(
    kind="technique",
    states=(
        State(name="reported", label=Text("待旗县确认", "Reported"), days=10),
        State(name="confirmed", label=Text("已确认", "Confirmed"), tone="good", final=True),
        State(name="refused", label=Text("不予确认", "Refused"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("确认推广", "Confirm"),
            before=("reported",),
            after="confirmed",
            by=("county",),
            tone="good",
        ),
        Move(
            name="refuse",
            label=Text("不予确认", "Refuse"),
            before=("reported",),
            after="refused",
            by=("county",),
            tone="bad",
            reason=True,
        ),
    ),
)


def roles_in(actor: Actor, row: Any) -> frozenset[str]:
    """Of an entry or a technique: as in its agreement; who holds an entry's code was served."""
    held = agreement_roles(actor, row.agreement)
    return held | {"served"} if actor is BY_CODE else held


def within_term(agreement: Any, served_on: date, *, today: date) -> list[Finding]:
    """A day of service lies in the agreement's term, and is not to come. Errors: none."""
    found = []
    if not agreement.from_on <= served_on <= agreement.until_on:
        term = {"from": agreement.from_on, "until": agreement.until_on}
        said = {"field": "served_on"} | term
        found.append(Finding("outside_the_term", said))
    if served_on > today:
        found.append(Finding("day_to_come", {"field": "served_on"}))
    return found


def entry_holds(given: Mapping[str, Any]) -> list[Finding]:
    """Hours in halves; both numbers of a position, or none. Errors: none."""
    found = []
    if (given.get("latitude") is None) != (given.get("longitude") is None):
        found.append(Finding("half_a_position", {"field": "latitude"}))
    if not half_hours(given["hours"]):
        found.append(Finding("not_in_halves", {"field": "hours"}))
    return found


def half_hours(said: str) -> int:
    """Hours as said, in halves; 0 where they are none. Errors: none for a decimal number."""
    halves = Decimal(said) * HALVES
    return int(halves) if halves == int(halves) else 0


def tenths(said: str) -> int:
    """An area in mu as said, in whole tenths. Errors: none for a decimal number."""
    return int((Decimal(said) * 10).to_integral_value(ROUND_HALF_UP))
