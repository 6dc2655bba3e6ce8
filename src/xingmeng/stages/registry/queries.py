"""Reading the registry. Nothing is fetched without saying who is looking."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import NOBODY, Actor, Grant
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.models import (
    Affiliation,
    Engagement,
    Industry,
    Integrity,
    Membership,
    Organisation,
    Person,
    Region,
    YearlyFact,
)


def actor_for(user: AbstractBaseUser) -> Actor:
    """Who this user is today: name and live roles. Errors: none; a stranger is nobody."""
    if not user.is_authenticated:
        return NOBODY
    today = clock.today()
    live = Membership.objects.filter(user_id=user.pk, from_on__lte=today).filter(
        Q(until_on=None) | Q(until_on__gte=today)
    )
    grants = tuple(Grant(m.role, m.organisation_id, m.area) for m in live.order_by("pk"))
    name = user.get_full_name() or user.get_username()
    return Actor(user_id=user.pk, name=name, grants=grants)


def actor_named(username: str) -> Actor:
    """The actor behind a sign-in name. Errors: LookupError if there is none."""
    membership = Membership.objects.filter(user__username=username).select_related("user")
    found = membership.first()
    if found is None:
        raise LookupError(f"no account {username!r}")
    return actor_for(found.user)


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Registered organisations for all; others for their own people, their area and staff."""
    seen = Q(state="confirmed") | Q(pk__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(region__code__startswith=area)
    found = Organisation.objects.filter(reach(seen, actor=actor, kind="organisation"))
    return found.select_related("region", "industry", "source")


def get_for(actor: Actor, pk: int) -> Organisation:
    """One visible organisation. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def by_credit_code(code: str) -> Organisation:
    """Errors: LookupError if no organisation has the code."""
    found = Organisation.objects.filter(credit_code=code).first()
    if found is None:
        raise LookupError(f"no organisation {code}")
    return found


def serves_the_region(user_id: int) -> bool:
    """Whether a user holds a live role for the region or an area: staff, bureau, expert."""
    today = clock.today()
    held = Membership.objects.filter(user_id=user_id, organisation=None)
    return held.filter(Q(until_on=None) | Q(until_on__gte=today)).exists()


def own_organisations(actor: Actor) -> QuerySet[Organisation]:
    """The registered organisations this actor may act for, by name."""
    own = Organisation.objects.filter(pk__in=actor.organisations, state="confirmed")
    return own.select_related("region").order_by("name_zh")


def facts_for(actor: Actor, organisation: Organisation) -> QuerySet[YearlyFact]:
    """Yearly figures: for the organisation's own people, its area and officers alone."""
    held = rules.roles_of(actor, organisation)
    allowed = held & {"applicant", "organisation_administrator", "recommender", "officer"}
    rows = organisation.facts.select_related("source").order_by("-year", "name")
    return rows if allowed else rows.none()


def members_for(actor: Actor, organisation: Organisation) -> QuerySet[Membership]:
    """Who may act for an organisation: shown to its own people and the administrator."""
    allowed = rules.roles_of(actor, organisation) & (
        rules.NEEDS_ORGANISATION | {"administrator"}
    )
    today = clock.today()
    rows = organisation.memberships.filter(Q(until_on=None) | Q(until_on__gte=today))
    return rows.select_related("user").order_by("pk") if allowed else rows.none()


def staff_for(actor: Actor) -> QuerySet[Membership]:
    """Who holds a role for the region or an area: for administrators alone, by role."""
    today = clock.today()
    live = Membership.objects.filter(organisation=None).filter(
        Q(until_on=None) | Q(until_on__gte=today)
    )
    rows = live.select_related("user").order_by("role", "pk")
    return rows if "administrator" in actor.roles else rows.none()


def engagements(organisation: Organisation) -> QuerySet[Engagement]:
    """What an organisation took part in, newest first."""
    return organisation.engagements.order_by("-from_on", "-pk")


def is_banned(organisation_id: int, *, on: date) -> bool:
    """Whether a live decision bars the organisation from applying on that day."""
    return rules.banned(Integrity.objects.filter(organisation_id=organisation_id), on)


def regions(*, kinds: Iterable[str] = ("city", "league")) -> QuerySet[Region]:
    """Divisions of these kinds, by code."""
    return Region.objects.filter(kind__in=list(kinds)).order_by("code")


def places() -> QuerySet[Region]:
    """Where an organisation can be: the region's counties and the other provinces, by code."""
    return Region.objects.filter(kind__in=["county", "province"]).order_by("code")


def industries() -> QuerySet[Industry]:
    """Sections and divisions of the economy, by code."""
    return Industry.objects.order_by("code")


def experts() -> QuerySet[Person]:
    """People who may be asked to review today, by name."""
    today = clock.today()
    live = Q(user__memberships__until_on=None) | Q(user__memberships__until_on__gte=today)
    found = Person.objects.filter(live, user__memberships__role="expert")
    return found.select_related("user").distinct().order_by("name", "pk")


def employers_of(user_id: int) -> frozenset[int]:
    """The organisations a user's person belongs to, or may act for, today."""
    live = Q(until_on=None) | Q(until_on__gte=clock.today())
    posts = Affiliation.objects.filter(live, person__user_id=user_id)
    roles = Membership.objects.filter(live, user_id=user_id).exclude(organisation=None)
    return frozenset(posts.values_list("organisation_id", flat=True)) | frozenset(
        roles.values_list("organisation_id", flat=True)
    )


def mail_addresses(organisation_id: int) -> list[str]:
    """Where an organisation's people get mail today."""
    today = clock.today()
    live = Membership.objects.filter(organisation_id=organisation_id, from_on__lte=today)
    live = live.filter(Q(until_on=None) | Q(until_on__gte=today)).exclude(user__email="")
    return sorted(set(live.values_list("user__email", flat=True)))
