"""Reading bids. Until two officers have opened them, only their authors know of them."""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers, attachments, seal
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.core.models import Receipt
from xingmeng.engines import forms
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.models import Application

READERS = frozenset({"officer", "chair", "discipline"})
WITH_ISSUER = ("in_review", "ranked", "chosen", "not_chosen", "contracted")


def visible_to(actor: Actor) -> QuerySet[Application]:
    """Own bids in any state; opened ones for the department and the issuer's bureau; those in
    review for the issuer; single ones where review granted it."""
    opened = ~Q(state__in=rules.CLOSED_TO_OTHERS)
    seen = Q(pk__in=[])
    if actor.roles & READERS:
        seen |= opened
    for area in actor.areas:
        seen |= opened & Q(challenge__issuer__region__code__startswith=area)
    if actor.organisations:
        seen |= Q(challenge__issuer_id__in=actor.organisations, state__in=WITH_ISSUER)
    seen = reach(seen, actor=actor, kind="application") & opened
    own = Q(organisation_id__in=actor.organisations)
    found = Application.objects.filter(seen | own)
    return found.select_related(
        "challenge__call", "challenge__issuer__region", "organisation__region"
    )


def get_for(actor: Actor, pk: int) -> Application:
    """One visible bid. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def answers_of(application: Application) -> dict[str, Any]:
    """The answers of a bid that has already been found visible.

    Errors: seal.Broken if the sealed content was altered.
    """
    if application.sealed is None:
        return application.answers
    plain = seal.open_(bytes(application.sealed), context=f"application:{application.pk}")
    return json.loads(plain)["answers"]


def form_for(application: Application, *, strict: bool = False) -> list[BoundSection]:
    """The bid's form with its answers; with `strict` gaps count as faults too."""
    asked, given = rules.form_of(application), answers_of(application)
    found = forms.check_all(asked, given, complete=strict)
    files: dict[str, list] = {}
    for file in attachments.of("application", application.pk):
        files.setdefault(file.field, []).append(file)
    return answers.bind(asked, given, findings=found, files=files)


def receipts_of(application: Application) -> QuerySet[Receipt]:
    """The receipts a bid was given, newest first."""
    return Receipt.objects.filter(kind="application", subject_id=application.pk).order_by("-pk")


def live_of(challenge_id: int, organisation_ids: frozenset[int]) -> QuerySet[Application]:
    """Bids of these organisations for a challenge that have not been withdrawn."""
    return Application.objects.filter(
        challenge_id=challenge_id, organisation_id__in=organisation_ids
    ).exclude(state="withdrawn")


def in_state(challenge_id: int, *states: str) -> QuerySet[Application]:
    """A challenge's bids in these states, by number; for stages that act on all of them."""
    found = Application.objects.filter(challenge_id=challenge_id, state__in=states)
    return found.select_related("organisation__region").order_by("number")


def all_screened(challenge_id: int) -> bool:
    """Whether screening is done: some bid was admitted, and none waits any more."""
    waiting = in_state(challenge_id, "opened", "recommended").exists()
    return not waiting and in_state(challenge_id, "admitted").exists()
