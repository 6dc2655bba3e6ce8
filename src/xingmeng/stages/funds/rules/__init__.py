"""What the ledger asserts, and who may open an appropriation or pay."""

from dataclasses import dataclass

from xingmeng.core import addresses, trail
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A line's year beside the year before. Units: fen; `sum_fen` with the one in question."""

    before_fen: int
    least_fen: int
    sum_fen: int

    @property
    def reached(self) -> bool:
        return self.sum_fen >= self.least_fen


SLIP = Section(
    name="slip",
    label=Text("支付凭证", "Payment slip"),
    fields=(
        Field(
            name="slip_number",
            kind="text",
            label=Text("国库支付凭证号", "Treasury slip number"),
            max_chars=40,
        ),
    ),
)
GROWTH = Section(
    name="growth",
    label=Text("刚性增长", "Growth of public money"),
    fields=(
        Field(
            name="below_growth",
            kind="longtext",
            label=Text("低于增长要求的理由", "Why the line grows less than it must"),
            help=Text(
                "同一科目全年合计达到要求的，不必填写。",
                "Leave empty where the line's sum of the year reaches what it must.",
            ),
            required=False,
            max_chars=500,
        ),
    ),
)
APPROPRIATION = Flow(
    kind="appropriation",
    states=(
        State(name="proposed", label=Text("待下达", "Proposed"), tone="warn", days=10),
        State(name="open", label=Text("可用", "Open"), tone="good", final=True),
        State(name="refused", label=Text("未下达", "Refused"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="open",
            label=Text("下达预算", "Open the appropriation"),
            before=("proposed",),
            after="open",
            by=("finance",),
            tone="good",
            confirm=True,
            asks=(GROWTH,),
            checks=("another_person", "grown"),
        ),
        Move(
            name="refuse",
            label=Text("不予下达", "Refuse"),
            before=("proposed",),
            after="refused",
            by=("finance",),
            tone="bad",
            reason=True,
        ),
    ),
)
PAYMENT = Flow(
    kind="payment",
    states=(
        State(name="ordered", label=Text("待支付", "Ordered"), tone="warn", days=10),
        State(name="paid", label=Text("已支付", "Paid"), tone="good", final=True),
        State(name="refused", label=Text("已退回", "Refused"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="pay",
            label=Text("支付", "Pay"),
            before=("ordered",),
            after="paid",
            by=("finance",),
            tone="good",
            confirm=True,
            asks=(SLIP,),
            checks=("another_person", "within_authorisation", "batch_sent"),
        ),
        Move(
            name="refuse",
            label=Text("退回", "Send back"),
            before=("ordered",),
            after="refused",
            by=("finance",),
            tone="bad",
            reason=True,
        ),
    ),
)
BANK_SLIP = Section(
    name="slip",
    label=Text("银行回单", "Bank slip"),
    fields=(
        Field(
            name="slip_number",
            kind="text",
            label=Text("银行回单号", "Bank slip number"),
            max_chars=40,
        ),
    ),
)
RECOVERY = Flow(
    kind="recovery",
    states=(
        State(
            name="demanded",
            label=Text("待退回", "Demanded back"),
            tone="warn",
            days=20,
            held_by=Text("收款单位", "the payee"),
        ),
        State(name="returned", label=Text("已追回", "Returned"), tone="good", final=True),
        State(name="waived", label=Text("免予追回", "Waived"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="confirm_return",
            label=Text("确认到账", "Confirm the return"),
            before=("demanded",),
            after="returned",
            by=("finance",),
            tone="good",
            confirm=True,
            asks=(BANK_SLIP,),
            checks=("another_person",),
            explain=Text(
                "款项退回原专项资金，可以再次使用。",
                "The money goes back to its appropriation and can be used again.",
            ),
        ),
        Move(
            name="waive",
            label=Text("免予追回", "Waive"),
            before=("demanded",),
            after="waived",
            by=("chair",),
            tone="warn",
            confirm=True,
            reason=True,
            checks=("another_person",),
        ),
    ),
)


def appropriation_roles(actor: Actor, appropriation) -> frozenset[str]:
    return staff_roles(actor)


def payment_roles(actor: Actor, payment) -> frozenset[str]:
    own = payment.authorisation.payee_id in actor.organisations
    return frozenset({"applicant"}) if own else staff_roles(actor)  # not in one's own case


def recovery_roles(actor: Actor, recovery) -> frozenset[str]:
    if recovery.payee_id in actor.organisations:
        return frozenset({"applicant"})
    held = staff_roles(actor)
    if held and actor.organisations:
        parties = registry.engaged_in(recovery.kind, [recovery.subject_id])
        return held if parties.isdisjoint(actor.organisations) else frozenset()
    return held  # not in one's own case


def another_person(step: Step) -> list[Finding]:
    """Nobody opens, pays, confirms or waives what they proposed or ordered themselves."""
    kind = addresses.kind_of(step.row)
    if step.actor.user_id in trail.who_made(kind, step.row.pk, "begin"):
        return [Finding("same_person", {"move": step.move.name})]
    return []


def grown(step: Step, growth: Growth) -> list[Finding]:
    """A line has at least what it must after the year before, or finance says why not."""
    if growth.reached or str(step.details.get("below_growth", "")).strip():
        return []
    values = {"field": "below_growth", "least_fen": growth.least_fen, "sum_fen": growth.sum_fen}
    return [Finding("below_growth", values)]


def batch_sent(step: Step) -> list[Finding]:
    """What is gathered into a batch is paid once the batch has been released."""
    batch = step.row.batch
    return [Finding("batch_not_sent")] if batch and batch.state == "gathered" else []


def within_authorisation(step: Step) -> list[Finding]:
    """A payment stays under its authorisation's balance."""
    left = step.row.authorisation.account.balance_fen
    if step.row.amount_fen > left:
        return [Finding("not_enough_authorised", {"left_fen": left})]
    return []
