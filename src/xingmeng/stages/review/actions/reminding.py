"""Reminding experts of sheets that are still open. One function per verb."""

from xingmeng.core import clock, door, outbox, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.review import queries
from xingmeng.stages.review.models import Assignment, Round
from xingmeng.stages.review.queries.progress import OPEN


@door.change()
def remind(round_id: int, *, actor: Actor) -> int:
    """Tell every expert of a round who has sheets open, once a day at most. Returns how many.

    Writes: one message for each of them, the day on their sheets, one step.
    Errors: Refused without the right, once the round is concluded, or if nobody is left to
            remind today.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if about.state == "concluded":
        found.append(Finding("wrong_state", {"state": about.state}))
    today = clock.today()
    hidden = queries.hidden_from(actor)
    rows = Assignment.objects.filter(candidate__round=about, role="expert", state__in=OPEN)
    rows = rows.exclude(reminded_on=today).exclude(candidate_id__in=hidden)
    asked = list(rows.order_by().values_list("user_id", "candidate_id"))
    people = sorted({user_id for user_id, _ in asked})
    if not (found or people):
        found.append(Finding("nobody_to_remind"))
    refuse_if(found)
    rows.update(reminded_on=today)
    for user_id in people:
        outbox.enqueue("reminded", round=about.pk, user=user_id)
    said = {"people": people, "candidate": sorted({of for _, of in asked})}
    trail.record("round", about.pk, "remind", actor=actor, details=said)
    return len(people)
