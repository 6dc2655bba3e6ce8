"""Reading needs. Nothing is fetched without saying who is looking."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers, attachments, trail
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.engines import forms
from xingmeng.stages.exchange import rules
from xingmeng.stages.exchange.models import Introduction, Need
from xingmeng.stages.exchange.rules.introductions import TOGETHER

CONDITIONS = ("site", "result_forms", "ownership", "partner_wish")


def visible_to(actor: Actor) -> QuerySet[Need]:
    """Own needs in any state; others' once handed in, for their bureau and the department.

    Once both sides of an introduction have agreed to talk, the other side sees it as well.
    """
    seen = Q(organisation_id__in=actor.organisations)
    handed_in = ~Q(state="draft")
    if actor.organisations:
        met = Introduction.objects.filter(offer__organisation_id__in=actor.organisations)
        seen |= handed_in & Q(pk__in=met.filter(state__in=TOGETHER).values("need_id"))
    if actor.is_staff:
        seen |= handed_in
    for area in actor.areas:
        seen |= handed_in & Q(organisation__region__code__startswith=area)
    found = Need.objects.filter(reach(seen, actor=actor, kind="need"))
    return found.select_related("organisation__region", "organisation__industry")


def get_for(actor: Actor, pk: int) -> Need:
    """One visible need. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def ready(actor: Actor) -> QuerySet[Need]:
    """Visible needs that can be raised to a challenge, oldest first."""
    return visible_to(actor).filter(state="confirmed").order_by("pk")


def stated_until(moment: datetime, actor: Actor) -> QuerySet[Need]:
    """Visible needs that had been handed in by a moment."""
    return visible_to(actor).filter(pk__in=trail.cases("need", "submit", until=moment))


def confirmed_until(moment: datetime, actor: Actor) -> QuerySet[Need]:
    """Visible needs whose refined text their enterprise had confirmed by a moment."""
    return visible_to(actor).filter(pk__in=trail.cases("need", "confirm", until=moment))


def conditions_of(need: Need) -> dict[str, Any]:
    """What a listed need offers whoever solves it: published with the challenge."""
    return {name: need.answers.get(name) or "" for name in CONDITIONS}


def form_for(need: Need, *, strict: bool = False) -> list[BoundSection]:
    """The need's form with its answers; with `strict` gaps count as faults too."""
    asked = rules.form_of(need)
    found = forms.check_all(asked, need.answers, complete=strict)
    files: dict[str, list] = {}
    for file in attachments.of("need", need.pk):
        files.setdefault(file.field, []).append(file)
    found += rules.own_money_fits(need.answers)
    bound = {"findings": found, "files": files, "stamps": need.stamps}
    return answers.bind(asked, need.answers, **bound)


def refined(need: Need) -> list[BoundSection]:
    """The refined statement, as the officer wrote it."""
    return answers.bind(rules.REFINED, need.answers)
