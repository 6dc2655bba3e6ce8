"""Reading mark sheets. Marks are for organisers and their author."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers, revisions
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.engines import forms, scoring
from xingmeng.stages.review import rules
from xingmeng.stages.review.models import Assignment, Mark, Round
from xingmeng.stages.review.queries.rounds import ORGANISERS, shown_to

UNREAD = ("answers", "stamps")  # what no list shows


def visible_to(actor: Actor) -> QuerySet[Assignment]:
    """One's own sheets, the issuer's for its people; all for those who organise or audit."""
    seen = own_of(actor)
    if actor.roles & ORGANISERS:
        seen = Q(pk__gt=0)
    found = Assignment.objects.filter(reach(seen, actor=actor, kind="assignment"))
    found = found.filter(shown_to(actor, "candidate__"))
    return found.select_related("candidate__round", "user").order_by("pk")


def own_of(actor: Actor) -> Q:
    """The sheets an actor marks: an expert's own, and those of the issuer they act for."""
    mine = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    return mine | Q(role="issuer", organisation_id__in=actor.organisations)


def get_for(actor: Actor, pk: int) -> Assignment:
    """One visible sheet. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def own_in(actor: Actor, round_id: int) -> QuerySet[Assignment]:
    """An actor's own sheets of one round, those declined left out, by candidate's code."""
    rows = visible_to(actor).filter(own_of(actor), candidate__round_id=round_id)
    return rows.exclude(state="declined").order_by("candidate__code", "pk")


def rounds_to_mark(actor: Actor) -> list[Round]:
    """The rounds in which an actor has sheets of their own to accept or mark, oldest first."""
    rows = visible_to(actor).filter(own_of(actor), state__in=("invited", "accepted"))
    rounds = rows.order_by().values("candidate__round_id")
    return list(Round.objects.filter(pk__in=rounds).order_by("pk"))


def open_elsewhere(actor: Actor, about: Round) -> int:
    """How many sheets an actor has open in other rounds. Errors: none."""
    rows = visible_to(actor).filter(own_of(actor), state__in=("invited", "accepted"))
    return rows.exclude(candidate__round=about).count()


def reminded(round_id: int, user_id: int) -> tuple[str, str, int, Any]:
    """Whom a reminder goes to, about which round, how many sheets are open, until when.

    Errors: Round.DoesNotExist; no address where nothing is open any more.
    """
    about = Round.objects.get(pk=round_id)
    rows = Assignment.objects.filter(candidate__round=about, user_id=user_id)
    rows = rows.filter(state__in=("invited", "accepted")).select_related("user")
    rows = list(rows.order_by("due_on", "pk"))
    address = rows[0].user.email if rows else ""
    return address, about.title, len(rows), rows[0].due_on if rows else None


def sheet_form(assignment: Assignment) -> list[BoundSection]:
    """A sheet that may be read, with its answers and what is wrong with each."""
    asked = rules.form_of(assignment)
    found = forms.check_all(asked, assignment.answers, complete=False)
    return answers.bind(asked, assignment.answers, findings=found, stamps=assignment.stamps)


def marks_of(about: Round) -> dict[scoring.Mark, int]:
    """All marks of a round, as the scoring engine takes them."""
    rows = Mark.objects.filter(
        assignment__candidate__round=about, assignment__state="handed_in"
    ).values_list("assignment__candidate_id", "assignment_id", "criterion", "points")
    return {(str(c), str(a), criterion): points for c, a, criterion, points in rows}


def earlier_of(assignment: Assignment) -> list[Mapping[str, Any]]:
    """What a sheet said when it was handed in before, newest first: {"at", "total", "why"}."""
    lines = rules.criteria_of(assignment)
    kept = revisions.of("assignment", assignment.pk).filter(what="submit")
    return [
        {
            "at": one.at,
            "total": rules.weighted(lines, rules.points_in(lines, one.answers)),
            "comment": one.answers.get("comment") or "",
        }
        for one in kept
        if one.answers != assignment.answers or assignment.state != "handed_in"
    ]
