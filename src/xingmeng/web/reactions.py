"""Who reacts to what. The whole answer to "what happens elsewhere after X?"."""

from xingmeng.core import outbox
from xingmeng.core.events import Moved, PeopleChanged
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.entitlements import actions as entitlements
from xingmeng.stages.review import actions as review

# What the people of the organisation concerned are told by mail.
TOLD = frozenset(
    {
        ("need", "return"),
        ("need", "refine"),
        ("need", "decline"),
        ("introduction", "begin"),
        ("introduction", "need_joins"),
        ("introduction", "offer_joins"),
        ("application", "screen_out"),
        ("application", "be_chosen"),
        ("application", "be_passed_over"),
        ("application", "lose_award"),
        ("application", "return_to_applicant"),
        ("application", "short_list"),
        ("award", "recognise"),
        ("award", "grant"),
        ("amendment", "approve"),
        ("amendment", "refuse"),
        ("return", "begin"),
        ("return", "send_back"),
        ("appeal", "take_up"),
        ("appeal", "refuse"),
        ("appeal", "uphold"),
        ("appeal", "reject"),
        ("milestone", "send_back"),
        ("milestone", "pass"),
        ("entitlement", "uphold"),
        ("entitlement", "reject"),
        ("entitlement", "maintain"),
        ("payment", "pay"),
        ("task", "fall_overdue"),
        ("task", "send_back"),
        ("supervision", "begin"),
        ("supervision", "ask_again"),
        ("recovery", "begin"),
        ("recovery", "confirm_return"),
        ("recovery", "waive"),
    }
)


def tell_by_mail(event: Moved) -> None:
    """Writes: one message in the outbox, with identifiers only."""
    if (event.kind, event.move) in TOLD:
        outbox.enqueue("moved", kind=event.kind, pk=event.pk, move=event.move)


REACTIONS = {
    Moved: [
        calls.close_on_first_key,
        review.check_application,
        awards.make_public,
        applications.open_on_second_key,
        applications.run_dry_when_all_refused,
        applications.pass_over_when_gone,
        review.report_when_passed_over,
        delivery.set_milestones,
        delivery.put_in_archive,
        delivery.call_for_returns,
        delivery.narrow_the_field,
        entitlements.mark_paid,
        tell_by_mail,
    ],
    PeopleChanged: [review.check_people],
}
