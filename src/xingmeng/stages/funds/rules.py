"""What the ledger asserts, and who may open an appropriation or pay."""

from xingmeng.core import trail
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles

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
            checks=("another_person",),
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
            checks=("another_person", "within_authorisation"),
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


def appropriation_roles(actor: Actor, appropriation) -> frozenset[str]:
    return staff_roles(actor)


def payment_roles(actor: Actor, payment) -> frozenset[str]:
    held = staff_roles(actor)
    own = payment.authorisation.payee_id in actor.organisations
    return held | {"applicant"} if own else held


def another_person(step: Step) -> list[Finding]:
    """Nobody opens or pays what they proposed or ordered themselves."""
    kind = step.row._meta.model_name
    if step.actor.user_id in trail.who_made(kind, step.row.pk, "begin"):
        return [Finding("same_person", {"move": step.move.name})]
    return []


def within_authorisation(step: Step) -> list[Finding]:
    """A payment stays under its authorisation's balance."""
    left = step.row.authorisation.account.balance_fen
    if step.row.amount_fen > left:
        return [Finding("not_enough_authorised", {"left_fen": left})]
    return []
