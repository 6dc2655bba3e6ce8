"""The frame 4+8+N: its groups; the life of partners, agreements and deliverables.

Source of the frame: 内党发〔2020〕17号; its exact members are the authority's to enter.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import KINDS, staff_roles

KEEPERS = ("officer", "recommender")
GROUPS: dict[str, Text] = {
    "4": Text("“4”：部委和省市区", "4: ministry and regions"),
    "8": Text("“8”：大院大所和高校", "8: academies and universities"),
    "N": Text("“N”：其他合作单位", "N: further units"),
}
PLACES = {"4": 4, "8": 8}  # as the frame's name says; N is open
CONTACTS: dict[str, Text] = {
    "visit": Text("互访", "Visit"),
    "talk": Text("会谈", "Talk"),
}
DELIVERABLES: dict[str, Text] = {
    "platform": Text("联合共建平台", "Jointly built platform"),
    "workstation": Text("院士专家工作站", "Workstation"),
    "team": Text("引进团队", "Team brought in"),
    "project": Text("合作项目", "Cooperation project"),
    "other": Text("其他", "Other"),
}
BUILT: dict[str, tuple[str, ...]] = {  # as which recognitions what was built is registered
    "platform": ("joint_platform", "new_institution", "key_laboratory", "consortium"),
    "workstation": ("workstation",),
}
PARTIES = Text("协议各方", "the parties")
PRESENT = ("proposed", "in_frame")
PUBLIC_PARTNERS = ("in_frame", "left")
RUNNING = ("signed", "extended")
PUBLIC = (*RUNNING, "ended")
OPEN = ("in_talks", *RUNNING)


def _day(name: str, zh: str, en: str, *, required: bool = True) -> Field:
    return Field(name=name, kind="date", label=Text(zh, en), required=required)


SIGNING = Section(
    name="signing",
    label=Text("签署", "Signing"),
    fields=(
        _day("signed_on", "签署日期", "Signed on"),
        _day("from_on", "有效期自（不填为签署日）", "In force from, if later", required=False),
        _day("until_on", "有效期至（协议未约定的不填）", "Until, if agreed", required=False),
    ),
)
EXTENSION = Section(
    name="extension",
    label=Text("延长期限", "Extension"),
    fields=(_day("until_on", "新的有效期至", "Until"),),
)
DELIVERY = Section(
    name="delivery",
    label=Text("完成情况", "Delivery"),
    fields=(
        _day("delivered_on", "完成日期", "Delivered on"),
        Field(
            name="evidence",
            kind="longtext",
            label=Text("佐证说明", "Evidence"),
            help=Text(
                "写明文号、挂牌、合同或名单，便于核对。",
                "Name documents, contracts or lists that can be checked.",
            ),
            max_chars=1000,
        ),
        Field(
            name="people",
            kind="integer",
            label=Text("引进人数（团队、工作站）", "People who came, of a team or station"),
            required=False,
            min_value=1,
            max_value=9_999,
        ),
        Field(
            name="recognition",
            kind="text",
            label=Text(
                "认定编号（平台、工作站已获认定的）", "Number of its recognition, if any"
            ),
            required=False,
            max_chars=60,
        ),
    ),
)
PARTNER = Flow(
    kind="frame_partner",
    states=(
        State(
            name="proposed",
            label=Text("待核定", "To be confirmed"),
            tone="warn",
            held_by=Text("科技厅业务处", "the department"),
        ),
        State(
            name="in_frame",
            label=Text("在合作框架内", "In the frame"),
            tone="good",
            held_by=Text("科技厅业务处", "the department"),
        ),
        State(name="left", label=Text("已退出", "Left"), tone="neutral", final=True),
        State(name="refused", label=Text("未列入", "Not listed"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("核定列入", "Confirm"),
            before=("proposed",),
            after="in_frame",
            by=("officer",),
            tone="active",
            checks=("place_left",),
            explain=Text(
                "核定后公众可见，可以登记已签署的协议。",
                "From then on anybody sees it, and signed agreements with it are recorded.",
            ),
        ),
        Move(
            name="leave",
            label=Text("登记退出", "Record that it left"),
            before=("in_frame",),
            after="left",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="reopen",
            label=Text("重新核定", "Take up again"),
            before=("in_frame",),
            after="proposed",
            by=("officer",),
            tone="warn",
            reason=True,
            checks=("nothing_signed",),
        ),
        Move(
            name="refuse",
            label=Text("不予列入", "Do not list"),
            before=("proposed",),
            after="refused",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)
AGREEMENT = Flow(
    kind="agreement",
    states=(
        State(name="in_talks", label=Text("洽谈中", "In talks"), tone="active"),
        State(name="signed", label=Text("已签署", "Signed"), tone="good", held_by=PARTIES),
        State(name="extended", label=Text("已延期", "Extended"), tone="good", held_by=PARTIES),
        State(name="ended", label=Text("已终止", "Ended"), tone="neutral", final=True),
        State(
            name="dropped", label=Text("未达成", "Not concluded"), tone="neutral", final=True
        ),
    ),
    moves=(
        Move(
            name="sign",
            label=Text("登记签署", "Record its signing"),
            before=("in_talks",),
            after="signed",
            by=KEEPERS,
            tone="active",
            checks=("partners_in_frame", "signed_by_now", "term_in_order"),
            asks=(SIGNING,),
        ),
        Move(
            name="extend",
            label=Text("延长期限", "Extend it"),
            before=RUNNING,
            after="extended",
            by=KEEPERS,
            tone="warn",
            checks=("later_than_before",),
            asks=(EXTENSION,),
        ),
        Move(
            name="end",
            label=Text("登记终止", "Record its end"),
            before=RUNNING,
            after="ended",
            by=KEEPERS,
            tone="bad",
            reason=True,
        ),
        Move(
            name="drop",
            label=Text("未达成", "Not concluded"),
            before=("in_talks",),
            after="dropped",
            by=KEEPERS,
            tone="bad",
            reason=True,
        ),
    ),
)
DELIVERABLE = Flow(
    kind="deliverable",
    states=(
        State(name="awaited", label=Text("待完成", "Awaited")),
        State(name="delivered", label=Text("已完成", "Delivered"), tone="good", final=True),
        State(name="dropped", label=Text("已取消", "Dropped"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="deliver",
            label=Text("登记完成", "Record its delivery"),
            before=("awaited",),
            after="delivered",
            by=KEEPERS,
            tone="active",
            checks=("agreement_signed", "delivered_by_now", "recognition_on_record"),
            asks=(DELIVERY,),
        ),
        Move(
            name="drop",
            label=Text("取消", "Drop it"),
            before=("awaited",),
            after="dropped",
            by=KEEPERS,
            tone="bad",
            reason=True,
        ),
    ),
)


# --- whose they are -------------------------------------------------------------------------


def keeps_frame(actor: Actor) -> bool:
    """Who enters partners: the frame is the region's."""
    return bool(actor.roles & {"officer", "system"})


def keeps_for(actor: Actor, regions: list[str]) -> bool:
    """Who records what units of these places do: officers, and the bureau of them all."""
    return keeps_frame(actor) or (bool(regions) and all(map(actor.recommends, regions)))


def partner_roles(actor: Actor, partner) -> frozenset[str]:
    return staff_roles(actor)


def agreement_roles(actor: Actor, agreement) -> frozenset[str]:
    """Staff's own roles; a bureau's where all units of the agreement are in its area."""
    held = staff_roles(actor)
    if not actor.areas:
        return held
    places = list(agreement.units.values_list("region_id", flat=True))
    return held | {"recommender"} if keeps_for(actor, places) else held


def deliverable_roles(actor: Actor, deliverable) -> frozenset[str]:
    return agreement_roles(actor, deliverable.agreement)


# --- what must hold -------------------------------------------------------------------------


def partner_fits(group: str, kind: str, source: str) -> list[Finding]:
    """Whether a partner is said with a group, a kind and a source."""
    found = []
    if group not in GROUPS:
        found.append(Finding("not_an_option", {"field": "group"}))
    if kind not in KINDS:
        found.append(Finding("not_an_option", {"field": "kind"}))
    if not source.strip():
        found.append(Finding("answer_needed", {"field": "source"}))
    return found


def contact_fits(said: Mapping[str, Any]) -> list[Finding]:
    """Whether a contact is of a kind, over, and followed by what comes later."""
    found = []
    if said["kind"] not in CONTACTS:
        found.append(Finding("not_an_option", {"field": "kind"}))
    if said["held_on"] > clock.today():
        found.append(Finding("day_to_come", {"field": "held_on"}))
    following = said.get("next_on")
    if following is not None and following < said["held_on"]:
        found.append(Finding("ends_before_it_begins", {"field": "next_on"}))
    return found


def in_order(first: date | None, last: date | None) -> list[Finding]:
    """Whether a term ends after it begins; either may be unknown."""
    wrong = first is not None and last is not None and last < first
    return [Finding("ends_before_it_begins", {"field": "until_on"})] if wrong else []


def within_term(agreement, day: date) -> list[Finding]:
    """Whether a day lies in an agreement's term, as far as that is known."""
    first, last = agreement.from_on, agreement.until_on
    inside = (first is None or first <= day) and (last is None or day <= last)
    said = {"field": "deadline_on", "from": first or "…", "until": last or "…"}
    return [] if inside else [Finding("outside_the_term", said)]


def day_given(step: Step, name: str) -> date | None:
    """The day somebody wrote at a step; None where it is none."""
    said = step.details.get(name)
    if isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said or ""))
    except ValueError:
        return None


def _by_now(step: Step, name: str) -> list[Finding]:
    day = day_given(step, name)
    late = day is not None and day > clock.today()
    return [Finding("day_to_come", {"field": name})] if late else []


def signed_by_now(step: Step) -> list[Finding]:
    """What was signed was signed by today."""
    return _by_now(step, "signed_on")


def delivered_by_now(step: Step) -> list[Finding]:
    """What was delivered was there by today."""
    return _by_now(step, "delivered_on")


def term_of(step: Step) -> tuple[date | None, date | None]:
    """From when until when an agreement holds that is signed: as signed, else as drafted."""
    first = day_given(step, "from_on") or step.row.from_on or day_given(step, "signed_on")
    return first, day_given(step, "until_on") or step.row.until_on


def term_in_order(step: Step) -> list[Finding]:
    """The term that is signed ends after it begins."""
    return in_order(*term_of(step))


def later_than_before(step: Step) -> list[Finding]:
    """An extension ends later than the term before it."""
    day, before = day_given(step, "until_on"), step.row.until_on or step.row.from_on
    earlier = day is not None and before is not None and day <= before
    said = {"field": "until_on", "until": before}
    return [Finding("no_longer_than_before", said)] if earlier else []


def partners_in_frame(step: Step) -> list[Finding]:
    """Agreements are signed with partners that are confirmed."""
    waiting = step.row.partners.exclude(state="in_frame").order_by("pk")
    return [Finding("partner_not_in_frame", {"name": row.name_zh}) for row in waiting]


def nothing_signed(step: Step) -> list[Finding]:
    """A partner whose agreements anybody sees is not taken out of sight."""
    count = step.row.agreements.filter(state__in=PUBLIC).count()
    return [Finding("agreements_on_record", {"count": count})] if count else []


def agreement_signed(step: Step) -> list[Finding]:
    """What is delivered was promised by a signed agreement."""
    signed = step.row.agreement.state in PUBLIC
    return [] if signed else [Finding("agreement_not_signed")]
