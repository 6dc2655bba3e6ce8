"""Reading applications. Bids are known to their authors alone until two officers open them."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers, attachments, seal
from xingmeng.core.access import reach
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.answers import BoundSection
from xingmeng.core.models import File, Receipt
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.models import FULL, SHORT, Application, Collaborator
from xingmeng.stages.applications.rules import sharing
from xingmeng.stages.registry import queries as registry

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
        seen |= opened & Q(area__startswith=area)
    if actor.organisations:
        seen |= Q(challenge__issuer_id__in=actor.organisations, state__in=WITH_ISSUER)
    seen = reach(seen, actor=actor, kind="application") & opened
    own = Q(organisation_id__in=actor.organisations)
    own |= Q(pk__in=sharing.live(actor).values("application_id"))
    found = Application.objects.filter(seen | own)
    return found.select_related("call", "challenge__issuer__region", "organisation__region")


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
    found += rules.besides(application, given)
    files: dict[str, list] = {}
    for file in attachments.of("application", application.pk):
        files.setdefault(file.field, []).append(file)
    return answers.bind(asked, given, findings=found, files=files, stamps=application.stamps)


def under_review(pk: int) -> Application:
    """One application for the stage that reviews it. Errors: Application.DoesNotExist."""
    return Application.objects.select_related("call", "organisation", "leader").get(pk=pk)


def all_under_review(pks: Collection[int]) -> list[Application]:
    """These applications for the stage that reviews them. Order: by key. Errors: none."""
    return list(Application.objects.filter(pk__in=pks).order_by("pk"))


def asked_of(application: Application) -> tuple[Section, ...]:
    """What the form of a bid that has already been found visible asks."""
    return rules.form_of(application)


def files_of(application: Application) -> QuerySet[File]:
    """The files of a bid that has already been found visible, oldest first."""
    return attachments.of("application", application.pk)


def partners_of(application: Application) -> list[dict[str, Any]]:
    """The units that join a bid which has already been found visible, as the bid names them.

    Shapes: [{"unit": the organisation, "task": text}]; codes that no unit has are left out.
    """
    answers_ = answers_of(application)
    codes = rules.partner_codes(answers_)
    known = registry.by_credit_codes(codes)
    rows = zip(codes, answers_.get("partners") or [], strict=False)
    return [{"unit": known[c], "task": r.get("task") or ""} for c, r in rows if c in known]


def opened_until(moment: datetime, actor: Actor) -> QuerySet[Application]:
    """Visible bids that were handed in by a moment and have been opened."""
    rows = visible_to(actor).filter(submitted_at__lte=moment).exclude(challenge=None)
    return rows.exclude(state__in=rules.CLOSED_TO_OTHERS)


def joins(actor: Actor, bid: Application) -> bool:
    """Whether the actor acts for a unit that joins an opened bid."""
    own = actor.organisations
    return bool(own) and bid.partners.filter(organisation_id__in=own).exists()


def parties_of(bid_ids: Iterable[int]) -> frozenset[int]:
    """The units behind opened bids: who leads them and who joins them."""
    found = Application.objects.filter(pk__in=list(bid_ids)).order_by()
    lead = found.values_list("organisation_id", flat=True)
    joined = found.values_list("partners__organisation_id", flat=True)
    return frozenset(lead) | frozenset(pk for pk in joined if pk)


def units_of(bids: QuerySet[Application]) -> QuerySet:
    """The units that lead or join these bids, each once. Errors: none."""
    found = bids.order_by()
    lead, joined = found.values("organisation_id"), found.values("partners__organisation_id")
    return registry.visible_to(SYSTEM).filter(Q(pk__in=lead) | Q(pk__in=joined))


def receipts_of(application: Application) -> QuerySet[Receipt]:
    """The receipts a bid was given, newest first."""
    return Receipt.objects.filter(kind="application", subject_id=application.pk).order_by("-pk")


def live_of(challenge_id: int, organisation_ids: frozenset[int]) -> QuerySet[Application]:
    """Bids of these organisations for a challenge that have not been withdrawn."""
    return Application.objects.filter(
        challenge_id=challenge_id, organisation_id__in=organisation_ids
    ).exclude(state="withdrawn")


def in_state(challenge_id: int, *states: str) -> QuerySet[Application]:
    """A challenge's bids in these states as begun, for stages that act on all."""
    found = Application.objects.filter(challenge_id=challenge_id, state__in=states)
    return found.select_related("organisation__region").order_by("pk")


def of_call(call_id: int, *states: str) -> QuerySet[Application]:
    """A call's applications in these states as begun, for stages that act on all."""
    found = Application.objects.filter(call_id=call_id, state__in=states)
    return found.select_related("organisation__region").order_by("pk")


def being_screened(call, *, direction: str = "") -> QuerySet[Application]:
    """Applications of a call that are on their way to review; of one direction, if any."""
    found = of_call(call.pk, "at_bureau", "at_department", "returned", "short_listed")
    first = of_call(call.pk, "admitted").filter(step=SHORT)
    return _of_direction(found | first, direction)


def ready_for_review(call, *, direction: str = "") -> QuerySet[Application]:
    """Admitted applications of a call, with their full text; of one direction, if any."""
    return _of_direction(of_call(call.pk, "admitted").filter(step=FULL), direction)


def _of_direction(rows: QuerySet[Application], direction: str) -> QuerySet[Application]:
    return rows.filter(direction=direction) if direction else rows


def all_screened(challenge_id: int) -> bool:
    """Whether screening is done: some bid was admitted, and none waits any more."""
    waiting = in_state(challenge_id, "opened", "recommended").exists()
    return not waiting and in_state(challenge_id, "admitted").exists()


def handed_in_until(moment: datetime, actor: Actor) -> QuerySet[Application]:
    """Visible bids that had been handed in by a moment and were not taken back."""
    rows = visible_to(actor).filter(submitted_at__lte=moment)
    return rows.exclude(state__in=["draft", "withdrawn"])


def collaborators_of(application: Application) -> QuerySet[Collaborator]:
    """Who writes along on an application or is asked to, in the order asked."""
    rows = application.collaborators.filter(ended_at=None).select_related("user")
    return rows.order_by("pk")


def writers_of(application: Application) -> list[Any]:
    """The people of the unit who may be named lead writer, by name."""
    return registry.members_of(application.organisation_id)


def invitation(actor: Actor, code: str) -> Collaborator:
    """An invitation that is open to this reader: theirs by name, or whoever holds its code.

    Errors: Http404 if it is another's, answered or ended.
    """
    rows = Collaborator.objects.filter(code=code, ended_at=None, accepted_at=None)
    mine = Q(user_id=actor.user_id or -1) | Q(user_id=None)
    return get_object_or_404(rows.filter(mine).select_related("application__call"))


def invitations_for(actor: Actor) -> QuerySet[Collaborator]:
    """The open invitations addressed to somebody's account, oldest first."""
    rows = Collaborator.objects.filter(user_id=actor.user_id or -1, ended_at=None)
    return rows.filter(accepted_at=None).select_related("application__call").order_by("pk")


def invited(pk: int) -> tuple[str, str, str]:
    """Where an invitation is sent, the title of the work, its code; no address once it ended.

    Errors: Collaborator.DoesNotExist.
    """
    made = Collaborator.objects.select_related("user", "application__call").get(pk=pk)
    open_ = made.ended_at is None and made.accepted_at is None
    address = made.user.email if made.user else made.address
    return (address if open_ else ""), str(made.application), made.code


RETURNABLE = ("at_bureau", "at_department")


def returnable(actor: Actor) -> QuerySet[Application]:
    """Visible applications that may be sent back where the actor works, oldest first."""
    mine = Q(pk__in=[])
    if "officer" in actor.roles:
        mine |= Q(state__in=RETURNABLE)
    for area in actor.areas:
        mine |= Q(state__in=RETURNABLE, area__startswith=area)
    rows = visible_to(actor).filter(mine).exclude(organisation_id__in=actor.organisations)
    return rows.defer("answers", "stamps", "sealed").order_by("submitted_at", "pk")
