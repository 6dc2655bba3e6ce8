"""Reading reports and appeals: the applicant's unit, and those who organise or audit."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock, papers
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.models import Paper
from xingmeng.stages.review.models import ANEW, Appeal, Candidate, Round
from xingmeng.stages.review.queries.discussions import hidden_from
from xingmeng.stages.review.queries.rounds import ORGANISERS, place_of, round_of
from xingmeng.stages.review.rules import appeals as rules

REPORT = "review_report"


def appeals_for(actor: Actor) -> QuerySet[Appeal]:
    """Appeals for the unit that made them, and for those who organise or audit review."""
    own = Q(organisation_id__in=actor.organisations)
    seen = Q(pk__gt=0) if actor.roles & ORGANISERS else own
    rows = Appeal.objects.filter(reach(seen, actor=actor, kind="appeal"))
    rows = rows.filter(own | ~Q(candidate_id__in=hidden_from(actor)))
    return rows.select_related("candidate__round", "by").order_by("pk")


def appeal_for(actor: Actor, pk: int) -> Appeal:
    """One visible appeal. Errors: Http404."""
    return get_object_or_404(appeals_for(actor), pk=pk)


def report_of(application: Any) -> Paper | None:
    """The report an applicant was given on the review, if it was issued."""
    return papers.latest(REPORT, application)


def appeal_until(application: Any) -> date | None:
    """Until when the applicant may appeal; None before there is a report."""
    report, last = report_of(application), place_of("application", application.pk)
    if report is None or last is None:
        return None
    days = last.round.instrument.review.appeal_days
    return rules.until(clock.local_day(report.issued_at), days)


def appeals_about(actor: Actor, application_id: int) -> QuerySet[Appeal]:
    """The visible appeals about one application, oldest first."""
    rows = appeals_for(actor)
    return rows.filter(candidate__kind="application", candidate__subject_id=application_id)


def may_appeal(actor: Actor, application: Any) -> bool:
    """Whether somebody of the applicant's unit may appeal today, having not done so."""
    until = appeal_until(application)
    if until is None or until < clock.today():
        return False
    own = application.organisation_id in actor.organisations
    return own and not appealed(place_of("application", application.pk))


def appealed(candidate: Candidate | None) -> bool:
    """Whether an appeal on a candidate stands or was answered; a withdrawn one does not.

    What was judged anew had its appeal.
    """
    if candidate is None or candidate.round.is_anew:
        return candidate is not None
    return candidate.appeals.exclude(state="withdrawn").exists()


def appeal_behind(about: Round) -> Appeal:
    """The appeal because of which a round judges anew. Errors: DoesNotExist for another."""
    return Appeal.objects.select_related("candidate__round").get(pk=about.subject_id)


def anew_of(appeal: Appeal) -> Round | None:
    """The round that an upheld appeal opened, if there is one."""
    return round_of(ANEW, appeal.pk)
