"""The lives of outcome and technology contract; what is asked and what must hold."""

from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.outcomes.rules.results import (
    DATED,
    FORMS,
    OUTCOME_FORM,
    has_evidence,
    identified,
    identifier_of,
    kept_as,
)
from xingmeng.stages.registry.rules import staff_roles

__all__ = [
    "DATED",
    "FORMS",
    "OUTCOME_FORM",
    "has_evidence",
    "identified",
    "identifier_of",
    "kept_as",
]

CONTRACT_KINDS = (
    ("development", Text("技术开发", "Development")),
    ("transfer", Text("技术转让", "Transfer")),
    ("licence", Text("技术许可", "Licence")),
    ("consulting", Text("技术咨询", "Consulting")),
    ("service", Text("技术服务", "Service")),
)
TECHNOLOGY_CONTRACT_FORM = (
    Section(
        name="technology_contract",
        label=Text("技术合同", "Technology contract"),
        fields=(
            Field(name="title", kind="text", label=Text("合同名称", "Title"), max_chars=80),
            Field(
                name="kind",
                kind="choice",
                label=Text("合同类别", "Kind"),
                options=CONTRACT_KINDS,
            ),
            Field(
                name="term_years",
                kind="integer",
                label=Text("许可年限", "Years of the licence"),
                help=Text("五年以上的许可可以免税。", "Five years and more are free of tax."),
                only_if=("kind", ("licence",)),
                required=False,
                min_value=0,
                max_value=100,
            ),
            Field(
                name="is_part",
                kind="tick",
                label=Text(
                    "属于某项技术转让或技术开发的咨询、服务",
                    "It belongs to a transfer or development",
                ),
                only_if=("kind", ("consulting", "service")),
                required=False,
            ),
            Field(
                name="buyer",
                kind="text",
                label=Text("买方统一社会信用代码", "Buyer's credit code"),
                max_chars=18,
            ),
            Field(
                name="amount_fen",
                kind="money",
                label=Text("合同成交额", "Contract amount"),
                min_value=1,
            ),
            Field(
                name="technology_fen",
                kind="money",
                label=Text("其中技术交易额", "Of which technology"),
                help=Text("不含设备和货物。", "Without equipment and goods."),
                min_value=0,
            ),
            Field(name="signed_on", kind="date", label=Text("签订日期", "Signed on")),
        ),
    ),
)
REGISTRATION = Section(
    name="registration",
    label=Text("登记", "Registration"),
    fields=(
        Field(
            name="registration_number",
            kind="text",
            label=Text("合同登记编号", "Registration number"),
            max_chars=40,
        ),
    ),
)


def _register(name: str, before: str, after: str, zh: str, en: str, **more) -> Move:
    return Move(
        name=name,
        label=Text(zh, en),
        before=(before,),
        after=after,
        tone="good",
        **more,
    )


_REGISTERED = State(
    name="registered", label=Text("已登记", "Registered"), tone="good", final=True
)
_REFUSE = Move(
    name="refuse",
    label=Text("不予登记", "Refuse"),
    before=("filed",),
    after="refused",
    by=("officer",),
    tone="bad",
    reason=True,
)


def _refused(zh: str) -> State:
    return State(name="refused", label=Text(zh, "Refused"), tone="bad", final=True)


OUTCOME = Flow(
    kind="outcome",
    states=(
        State(name="filed", label=Text("待登记", "Filed"), days=10),
        _REGISTERED,
        _refused("未登记"),
    ),
    moves=(
        _register(
            "register",
            "filed",
            "registered",
            "登记成果",
            "Register",
            by=("officer",),
            checks=("has_evidence",),
        ),
        _REFUSE,
    ),
)
TECHNOLOGY_CONTRACT = Flow(
    kind="technology_contract",
    states=(
        State(name="filed", label=Text("待认定登记", "Filed"), days=20),
        _REGISTERED,
        _refused("不予登记"),
    ),
    moves=(
        _register(
            "register",
            "filed",
            "registered",
            "认定登记",
            "Register",
            by=("officer",),
            asks=(REGISTRATION,),
            checks=("number_is_free",),
        ),
        _REFUSE,
    ),
)


def outcome_roles(actor: Actor, outcome) -> frozenset[str]:
    held = staff_roles(actor)
    own = outcome.organisation_id in actor.organisations
    return held | {"applicant"} if own else held


def contract_roles(actor: Actor, row) -> frozenset[str]:
    held = staff_roles(actor)
    return held | {"applicant"} if row.seller_id in actor.organisations else held


def technology_within(given) -> list[Finding]:
    whole, part = given.get("amount_fen"), given.get("technology_fen")
    if isinstance(whole, int) and isinstance(part, int) and part > whole:
        return [Finding("technology_more_than_amount", {"field": "technology_fen"})]
    return []
