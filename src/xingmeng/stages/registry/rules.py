"""What the registry asserts: codes, kinds, roles, and who may do what to an organisation."""

from collections.abc import Collection
from datetime import date

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from xingmeng.core.actor import STAFF, Actor
from xingmeng.core.roles import ROLES
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text

KINDS: dict[str, Text] = {
    "enterprise": Text("企业", "Enterprise"),
    "university": Text("高等院校", "University"),
    "institute": Text("科研院所", "Research institute"),
    "hospital": Text("医疗机构", "Hospital"),
    "agency": Text("机关", "Public agency"),
    "other": Text("其他", "Other"),
}
FACTS: dict[str, Text] = {
    "staff": Text("职工总数", "Staff"),
    "rd_staff": Text("研发人员", "R&D staff"),
    "revenue_fen": Text("营业收入", "Revenue"),
    "rd_fen": Text("研发费用", "R&D expense"),
}
NEEDS_ORGANISATION = frozenset({"applicant", "organisation_administrator"})
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


def credit_code_holds(code: str) -> list[Finding]:
    """Errors: none. Source: GB 32100-2015."""
    try:
        uscc.validate(code)
    except ValidationError:
        return [Finding("credit_code_wrong", {"field": "credit_code", "code": code})]
    return []


def role_fits(role: str, *, organisation_id: int | None, area: str) -> list[Finding]:
    """Whether a role is given with what it needs: an organisation, an area, or neither."""
    if role not in ROLES or role in ("system", "issuer", "bidder", "objector"):
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


def banned(bans: Collection, on: date) -> bool:
    """Whether any of these decisions bars from applying on that day."""
    return any(b.from_on <= on and (b.until_on is None or on <= b.until_on) for b in bans)
