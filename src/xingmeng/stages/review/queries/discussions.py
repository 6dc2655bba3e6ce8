"""Reading discussions: organisers, and experts once their own sheet is in."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import access
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.review.models import Assignment, Candidate, Discussion, Round
from xingmeng.stages.review.queries.rounds import ORGANISERS
from xingmeng.stages.review.queries.sheets import own_of, visible_to
from xingmeng.stages.review.rules import sight
from xingmeng.stages.review.rules.sight import View


def discussions_for(actor: Actor) -> QuerySet[Discussion]:
    """Discussions for organisers, and for markers who have handed in; nobody who is barred."""
    mine = visible_to(actor).filter(own_of(actor), handed_in_at__isnull=False)
    mine = mine.exclude(state="declined").order_by().values("candidate_id")
    seen = Q(candidate_id__in=mine)
    if actor.roles & (ORGANISERS | {"system"}):
        seen = Q(pk__gt=0)
    rows = Discussion.objects.filter(reach(seen, actor=actor, kind="discussion"))
    rows = rows.exclude(candidate_id__in=hidden_from(actor))
    return rows.select_related("candidate__round").order_by("pk")


def discussion_for(actor: Actor, pk: int) -> Discussion:
    """One visible discussion. Errors: Http404."""
    return get_object_or_404(discussions_for(actor), pk=pk)


def hidden_from(actor: Actor) -> QuerySet[Any]:
    """The ids of candidates whose case is barred to an actor, whatever else allows it."""
    barred = access.barred(actor, "application").values("subject_id")
    rows = Candidate.objects.filter(kind="application", subject_id__in=barred)
    return rows.order_by().values_list("pk", flat=True)


def own_sheet(actor: Actor, candidate_id: int) -> Assignment | None:
    """An actor's own sheet of a candidate, if any."""
    return visible_to(actor).filter(own_of(actor), candidate_id=candidate_id).first()


def view_of(actor: Actor, talk: Discussion) -> View:
    """How a reader stands to a discussion, for the table of who sees what."""
    return sight.view_of(actor, talk, own_sheet(actor, talk.candidate_id))


def experts_of(candidate: Candidate) -> list[Assignment]:
    """The live sheets of a candidate that experts mark, in the order asked."""
    rows = candidate.assignments.filter(role="expert").exclude(state="declined")
    rows = rows.select_related("user", "candidate__round").prefetch_related("marks")
    return list(rows.order_by("pk"))


def names_of(candidate: Candidate, view: View, *, reader_id: int = 0) -> dict[int, str]:
    """What each expert of a candidate is called before a reader: by name, or by number.

    Shapes: {user's id: name}. Errors: none.
    """
    named = sight.sees("expert_names", view)
    found = {}
    for number, sheet in enumerate(experts_of(candidate), start=1):
        plain = say(Text(f"专家 {number}", f"Expert {number}"))
        mine = say(Text("（我）", " (I)")) if sheet.user_id == reader_id else ""
        shown = sheet.user.get_full_name() if named and sheet.user else plain
        found[sheet.user_id] = shown + mine
    return found


def talk_about(candidate: Candidate) -> Discussion | None:
    """The discussion of a candidate, if it was opened."""
    return Discussion.objects.filter(candidate=candidate).first()


def open_in(about: Round) -> QuerySet[Discussion]:
    """A round's discussions that are still open."""
    return Discussion.objects.filter(candidate__round=about, state="open").order_by("pk")


def talks_in(about: Round) -> dict[int, Discussion]:
    """A round's discussions by candidate."""
    rows = Discussion.objects.filter(candidate__round=about)
    return {talk.candidate_id: talk for talk in rows}


def asked_for_reasons(discussion_id: int, user_id: int) -> tuple[str, str]:
    """Whom a request for reasons goes to, and where the discussion is; no address once closed.

    Errors: Discussion.DoesNotExist.
    """
    talk = Discussion.objects.get(pk=discussion_id)
    sheet = talk.candidate.assignments.filter(user_id=user_id).select_related("user").first()
    open_ = talk.state == "open" and sheet is not None
    return (sheet.user.email if open_ else ""), talk.get_absolute_url()
