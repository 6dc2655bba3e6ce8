"""Reading who opened marks, and whether somebody may read them now.

A page that is read writes nothing, so marks of others are opened by a posted step that is put
on record first; they show for an hour, and a longer look is another step. One step opens one
candidate or the whole round. Authors read their own without.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.stages.review import rules
from xingmeng.stages.review.models import Assignment, Opening, Round
from xingmeng.stages.review.queries.rounds import shown_to

OPEN_FOR = timedelta(hours=1)  # marks that were opened may be read so long


def openings_for(actor: Actor) -> QuerySet[Opening]:
    """Every access to marks, for discipline officers alone; newest first."""
    rows = Opening.objects.filter(shown_to(actor, "candidate__")).order_by("-pk")
    rows = rows.select_related("round", "candidate__round", "by")
    return rows if "discipline" in actor.roles else rows.none()


def has_opened(actor: Actor, about: Round, candidate_id: int | None = None) -> bool:
    """Whether a reader opened these marks within the hour; a whole round opens each of it."""
    since = clock.now() - OPEN_FOR
    rows = Opening.objects.filter(round=about, by_id=actor.user_id, at__gte=since)
    rows = rows.filter(what="sheets", at__lte=clock.now())
    return rows.filter(Q(candidate=None) | Q(candidate_id=candidate_id)).exists()


def reads_sheet(actor: Actor, sheet: Assignment) -> bool:
    """Whether a visible sheet shows: always one's own, another's once in and opened."""
    if "marker" in rules.assignment_roles(actor, sheet):
        return True
    about = sheet.candidate.round
    return rules.is_read_by(actor, sheet) and has_opened(actor, about, sheet.candidate_id)
