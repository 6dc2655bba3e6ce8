"""Opening marks that are not one's own: it is put on record first, and then they show."""

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.stages.review import queries
from xingmeng.stages.review.models import Candidate, Opening, Round

ORGANISERS = ("officer", "chair", "discipline")


@door.change()
def open_marks(
    round_id: int, *, candidate_id: int | None = None, what: str = "sheets", actor: Actor
) -> Opening:
    """Put on record that somebody reads marks of others: of one candidate, or of a round.

    Writes: the opening, and a step of the round.
    Errors: Refused for who does not organise or audit reviews; DoesNotExist for a candidate of
            another round.
    """
    about = Round.objects.get(pk=round_id)
    refuse_if([] if actor.roles & queries.ORGANISERS else [not_yours(*ORGANISERS)])
    if candidate_id is not None:
        Candidate.objects.get(pk=candidate_id, round=about)
    said = {"candidate": candidate_id, "what": what}
    trail.record("round", about.pk, "open_marks", actor=actor, details=said)
    return Opening.objects.create(
        round=about,
        candidate_id=candidate_id,
        what=what,
        by_id=actor.user_id,
        at=clock.now(),
    )
