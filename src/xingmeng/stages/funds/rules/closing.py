"""The yearly close: its flow, and what stands in its way."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.stages.registry.rules import staff_roles

CLOSE = Flow(
    kind="year_close",
    states=(
        State(name="proposed", label=Text("待复核", "To be closed"), tone="warn", days=10),
        State(name="closed", label=Text("已结转", "Closed"), tone="good", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), final=True),
    ),
    moves=(
        Move(
            name="close",
            label=Text("确认结转", "Close the year"),
            before=("proposed",),
            after="closed",
            by=("finance",),
            tone="good",
            confirm=True,
            checks=("another_person", "nothing_in_the_way"),
            explain=Text(
                "结转后，不得再记入该年度，也不得再从未结转的资金安排支出。",
                "Once closed nothing is posted into the year, nor committed from what it "
                "did not carry over.",
            ),
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("proposed",),
            after="withdrawn",
            by=("finance",),
            reason=True,
        ),
    ),
)
CARRIED = Text("结转下年", "Carried over")
RETURNED = Text("上缴", "Returned")


def roles_of(actor: Actor, row: Any) -> frozenset[str]:
    """Finance closes years; others among staff read the statement."""
    return staff_roles(actor)
