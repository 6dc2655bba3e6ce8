"""Who reacts to what. The whole answer to "what happens elsewhere after X?"."""

from xingmeng.core import outbox
from xingmeng.core.events import Moved
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery

# What the people of the organisation concerned are told by mail.
TOLD = frozenset(
    {
        ("need", "return"),
        ("need", "refine"),
        ("need", "decline"),
        ("application", "screen_out"),
        ("application", "be_chosen"),
        ("application", "be_passed_over"),
        ("milestone", "send_back"),
        ("milestone", "pass"),
        ("payment", "pay"),
    }
)


def tell_by_mail(event: Moved) -> None:
    """Writes: one message in the outbox, with identifiers only."""
    if (event.kind, event.move) in TOLD:
        outbox.enqueue("moved", kind=event.kind, pk=event.pk, move=event.move)


REACTIONS = {
    Moved: [
        calls.close_on_first_key,
        applications.open_on_second_key,
        applications.run_dry_when_all_refused,
        delivery.set_milestones,
        tell_by_mail,
    ],
}
