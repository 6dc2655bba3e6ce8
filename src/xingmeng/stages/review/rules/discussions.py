"""The life of a discussion and who takes part in it."""

from xingmeng.core.actor import Actor
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.stages.registry.rules import staff_roles

MOST_CHARS = 2000  # of one message
DISCUSSION = Flow(
    kind="discussion",
    states=(
        State(
            name="open",
            label=Text("讨论中", "Under discussion"),
            held_by=Text("评审专家", "the experts"),
        ),
        State(name="closed", label=Text("讨论结束", "Closed"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="close",
            label=Text("结束讨论", "Close"),
            before=("open",),
            after="closed",
            by=("system",),
        ),
    ),
)


def discussion_roles(actor: Actor, discussion) -> frozenset[str]:
    return staff_roles(actor)
