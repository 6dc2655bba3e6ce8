"""What the registry asserts: codes, kinds, roles, and who may do what to an organisation."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from xingmeng.core.actor import STAFF, Actor
from xingmeng.core.roles import ROLES
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import pool as pool
from xingmeng.stages.registry.rules.known import FACTS as FACTS


class Rests(NamedTuple):
    """The capacity somebody signs in, and the words of what it rests on."""

    capacity: str
    words: str


KINDS: dict[str, Text] = {
    "enterprise": Text("企业", "Enterprise"),
    "university": Text("高等院校", "University"),
    "institute": Text("科研院所", "Research institute"),
    "hospital": Text("医疗机构", "Hospital"),
    "agency": Text("机关", "Public agency"),
    "other": Text("其他", "Other"),
}
MISCONDUCT: dict[str, Text] = {
    "fraud": Text("弄虚作假", "Fraud"),
    "plagiarism": Text("抄袭剽窃", "Plagiarism"),
    "misuse": Text("违规使用资金", "Misuse of money"),
    "breach": Text("无正当理由不履行军令状", "Pledge broken without good reason"),
    "other": Text("其他失信行为", "Other misconduct"),
}
MEASURES: dict[str, Text] = {
    "warning": Text("警告或通报批评", "Warning or public reprimand"),
    "ban": Text("限制申报", "Barred from applying"),
}
NEEDS_ORGANISATION = frozenset({"applicant", "organisation_administrator"})
OF_A_CASE = frozenset(
    {"system", "issuer", "bidder", "holder", "unit", "principal", "objector"}
) | {"need_side", "offer_side", "county", "commissioner", "served"}
NEEDS_AREA = frozenset({"recommender"})
WHOLE_REGION = STAFF | {"expert"}
ORGANISATION = Flow(
    kind="organisation",
    states=(
        State(name="pending", label=Text("待核实", "To be confirmed"), tone="warn", days=5),
        State(name="confirmed", label=Text("已登记", "Registered"), tone="good", final=True),
        State(name="refused", label=Text("未通过核实", "Refused"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("核实通过", "Confirm"),
            before=("pending",),
            after="confirmed",
            by=("recommender", "officer"),
            tone="good",
        ),
        Move(
            name="refuse",
            label=Text("不予登记", "Refuse"),
            before=("pending",),
            after="refused",
            by=("recommender", "officer"),
            tone="bad",
            reason=True,
        ),
    ),
)

CORRECTION = Flow(
    kind="correction",
    states=(
        State(name="proposed", label=Text("待核对", "To be checked"), tone="warn", days=10),
        State(name="accepted", label=Text("已更正", "Mended"), tone="good", final=True),
        State(name="refused", label=Text("不予更正", "Refused"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), final=True),
    ),
    moves=(
        Move(
            name="accept",
            label=Text("核对无误，更正登记", "Mend the registry"),
            before=("proposed",),
            after="accepted",
            by=("officer",),
            tone="good",
            checks=("still_in_order",),
        ),
        Move(
            name="refuse",
            label=Text("不予更正", "Refuse"),
            before=("proposed",),
            after="refused",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回更正", "Withdraw"),
            before=("proposed",),
            after="withdrawn",
            by=("applicant",),
        ),
    ),
)


def credit_code_holds(code: str) -> list[Finding]:
    """Errors: none. Source: GB 32100-2015."""
    try:
        uscc.validate(code)
    except ValidationError:
        return [Finding("credit_code_wrong", {"field": "credit_code", "code": code})]
    return []


def role_fits(role: str, *, organisation_id: int | None, area: str) -> list[Finding]:
    """Whether a role is given with what it needs: an organisation, an area, or neither."""
    if role not in ROLES or role in OF_A_CASE:
        return [Finding("role_unknown", {"role": role})]
    if role in NEEDS_ORGANISATION and organisation_id is None:
        return [Finding("role_needs_organisation", {"role": role})]
    if role in NEEDS_AREA and not area:
        return [Finding("role_needs_area", {"role": role})]
    return []


def staff_roles(actor: Actor, *, region_code: str = "") -> frozenset[str]:
    """The roles someone holds towards any case of a place, apart from being a party to it."""
    held = actor.roles & (STAFF | {"system"})
    return held | {"recommender"} if actor.recommends(region_code) else held


def roles_of(actor: Actor, organisation) -> frozenset[str]:
    own = {g.role for g in actor.grants if g.organisation_id == organisation.pk}
    return staff_roles(actor, region_code=organisation.region_id) | own


def roles_in_correction(actor: Actor, correction) -> frozenset[str]:
    """Who proposes is the unit; who decides is not of it."""
    if correction.organisation_id in actor.organisations:
        return frozenset({"applicant"})
    return actor.roles & (STAFF | {"system"})


def reads_figures(actor: Actor, organisation_id: int) -> bool:
    """Figures of one unit are confidential: for the unit itself and department officers.

    Source: 《统计法》 art. 25; domain facts, section 6.9.
    """
    return organisation_id in actor.organisations or "officer" in actor.roles


def may_record(actor: Actor) -> bool:
    """Officers put on record what registers say; the platform records what it decides."""
    return bool(actor.roles & {"officer", "system", "administrator"})


def may_record_integrity(actor: Actor, organisation) -> bool:
    """Discipline officers record decisions, not about a unit they act for."""
    own = organisation.pk in actor.organisations
    return bool(actor.roles & {"discipline", "system"}) and not own


def reads_integrity(actor: Actor, organisation) -> bool:
    """Staff and the unit itself read every decision; others know of a live ban alone."""
    return actor.is_staff or organisation.pk in actor.organisations


def banned(bans: Collection, on: date) -> bool:
    """Whether any of these decisions bars from applying on that day."""
    return any(b.from_on <= on and (b.until_on is None or on <= b.until_on) for b in bans)


def is_live(mandate, on: date) -> bool:
    """Whether a mandate holds on that day; on the day it is ended it no longer does."""
    within = mandate.from_on <= on <= mandate.until_on
    return within and (mandate.ended_on is None or on < mandate.ended_on)


def represents(actor: Actor, organisation) -> bool:
    """Whether somebody is the legal representative: by name, with a role for the unit."""
    return organisation.pk in actor.organisations and (
        actor.name == organisation.legal_representative != ""
    )


def may_give_mandates(actor: Actor, organisation) -> bool:
    own = {g.role for g in actor.grants if g.organisation_id == organisation.pk}
    return represents(actor, organisation) or "organisation_administrator" in own


def authority(actor: Actor, organisation, mandates: Collection, on: date) -> Rests | None:
    """In what capacity somebody may sign for a unit, and what that rests on; None if not."""
    if organisation.pk not in actor.organisations:
        return None
    if represents(actor, organisation):
        return Rests("legal_representative", "登记的法定代表人")
    for one in mandates:
        if one.user_id == actor.user_id and is_live(one, on):
            period = f"{one.from_on.isoformat()}至{one.until_on.isoformat()}"
            said = f"授权委托书 {one.document_number}（{period}），授权范围：{one.scope}"
            return Rests("authorised_agent", said)
    return None
