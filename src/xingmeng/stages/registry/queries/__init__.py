"""Reading the registry. Nothing is fetched without saying who is looking."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import NOBODY, Actor, Grant, codes_above
from xingmeng.core.signing import Authority
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.models import (
    Affiliation,
    Engagement,
    Industry,
    Integrity,
    Mandate,
    Membership,
    Organisation,
    Person,
    Qualification,
    Region,
    YearlyFact,
)
from xingmeng.stages.registry.queries import intake as intake
from xingmeng.stages.registry.queries import known as known
from xingmeng.stages.registry.queries import partners as partners
from xingmeng.stages.registry.queries import platforms as platforms
from xingmeng.stages.registry.queries import pool as pool
from xingmeng.stages.registry.queries import ties as ties
from xingmeng.stages.registry.queries import yearly as yearly
from xingmeng.stages.registry.queries.pool import Profile as Profile
from xingmeng.stages.registry.queries.pool import expert_profiles as expert_profiles
from xingmeng.stages.registry.queries.pool import experts as experts
from xingmeng.stages.registry.queries.pool import works_of_persons as works_of_persons


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
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise LookupError(f"no account {username!r}")
    return actor_for(user)


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


def platforms_for(
    actor: Actor, instruments: Iterable[str], *, on: date
) -> QuerySet[Qualification]:
    """The recognitions of these instruments in force, of organisations a reader may see."""
    seen = visible_to(actor).order_by().values("pk")
    return known.in_force(instruments, on=on).filter(organisation__in=seen)


def registered(*codes: str) -> QuerySet[Organisation]:
    """The organisations with these codes whose registration was not refused."""
    return Organisation.objects.filter(credit_code__in=codes).exclude(state="refused")


def by_credit_code(code: str) -> Organisation:
    """Errors: LookupError if no organisation has the code."""
    found = registered(code).first()
    if found is None:
        raise LookupError(f"no organisation {code}")
    return found


def by_credit_codes(codes: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that have one of these codes, by code; unknown ones are left out."""
    found = registered(*codes).select_related("region")
    return {row.credit_code: row for row in found}


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
    """Yearly figures that hold: for the organisation's own people and officers alone."""
    rows = organisation.facts.filter(retired_on=None).select_related("source")
    allowed = rules.reads_figures(actor, organisation.pk)
    return rows.order_by("-year", "name") if allowed else rows.none()


def with_figures_for(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose figures this reader may read: officers all, others their own."""
    rows = visible_to(actor)
    return rows if "officer" in actor.roles else rows.filter(pk__in=actor.organisations)


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


def mandates_for(actor: Actor, organisation: Organisation) -> QuerySet[Mandate]:
    """Who may sign for an organisation: for its own people and those who examine contracts."""
    allowed = rules.roles_of(actor, organisation) & (
        rules.NEEDS_ORGANISATION | {"officer", "chair", "discipline"}
    )
    rows = organisation.mandates.select_related("user", "given_by").order_by("-from_on", "-pk")
    return rows if allowed else rows.none()


def authority_to_sign(
    actor: Actor, organisation: Organisation, *, party: str, on: date
) -> Authority | None:
    """What the actor's signature for a unit rests on that day, if they may sign for it."""
    mine = organisation.mandates.filter(user_id=actor.user_id).order_by("pk")
    found = rules.authority(actor, organisation, mine, on)
    if found is None:
        return None
    return Authority(
        party=party, unit=organisation.name_zh, capacity=found.capacity, words=found.words
    )


def engaged_in(kind: str, subject_ids: Iterable[int]) -> frozenset[int]:
    """The organisations that take part in these cases, in whatever role."""
    found = Engagement.objects.filter(kind=kind, subject_id__in=list(subject_ids))
    return frozenset(found.values_list("organisation_id", flat=True))


def engagements(organisation: Organisation) -> QuerySet[Engagement]:
    """What an organisation took part in, newest first."""
    return organisation.engagements.order_by("-from_on", "-pk")


def is_banned(organisation_id: int, *, on: date) -> bool:
    """Whether a live decision bars the organisation from applying on that day."""
    return rules.banned(_bans(organisation_id), on)


def live_bans(organisation: Organisation, *, on: date) -> list[Integrity]:
    """What bars the organisation on that day; this much is public. Order: by first day."""
    return [ban for ban in _bans(organisation.pk) if rules.banned([ban], on)]


def _bans(organisation_id: int) -> QuerySet[Integrity]:
    found = Integrity.objects.filter(organisation_id=organisation_id, measure="ban")
    return found.order_by("from_on", "pk")


def integrity_for(actor: Actor, organisation: Organisation) -> QuerySet[Integrity]:
    """Every decision about an organisation, newest first: for staff and its own people."""
    rows = organisation.integrity.order_by("-from_on", "-pk")
    return rows if rules.reads_integrity(actor, organisation) else rows.none()


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """Who works for an organisation today, by name."""
    on = clock.today()
    works = Q(affiliations__until_on=None) | Q(affiliations__until_on__gte=on)
    here = Q(affiliations__organisation=organisation, affiliations__from_on__lte=on)
    return Person.objects.filter(here & works).distinct().order_by("name", "pk")


def regions(*, kinds: Iterable[str] = ("city", "league")) -> QuerySet[Region]:
    """Divisions of these kinds, by code."""
    return Region.objects.filter(kind__in=list(kinds)).order_by("code")


def bureau_of(area: str) -> str:
    """The bureau that recommends for a place, by its Chinese name: that of the city above it.

    Errors: none; a place unknown gives the code.
    """
    known = {r.code: r for r in Region.objects.filter(code__in=codes_above(area))}
    above = next((known[c] for c in (area[:4] + "00", area) if c in known), None)
    return f"{above.name_zh}科技局" if above else area


def places() -> QuerySet[Region]:
    """Where an organisation can be: the region's counties and the other provinces, by code."""
    return Region.objects.filter(kind__in=["county", "province"]).order_by("code")


def industries() -> QuerySet[Industry]:
    """Sections and divisions of the economy, by code."""
    return Industry.objects.order_by("code")


def employers_of(user_id: int) -> frozenset[int]:
    """The organisations a user's person belongs to, or may act for, today."""
    live = Q(until_on=None) | Q(until_on__gte=clock.today())
    posts = Affiliation.objects.filter(live, person__user_id=user_id)
    roles = Membership.objects.filter(live, user_id=user_id).exclude(organisation=None)
    return frozenset(posts.values_list("organisation_id", flat=True)) | frozenset(
        roles.values_list("organisation_id", flat=True)
    )


def represented_by(user_id: int) -> frozenset[int]:
    """The organisations a user may act for today."""
    today = clock.today()
    live = Membership.objects.filter(user_id=user_id, from_on__lte=today)
    live = live.filter(Q(until_on=None) | Q(until_on__gte=today)).exclude(organisation=None)
    return frozenset(live.values_list("organisation_id", flat=True))


def with_members() -> frozenset[int]:
    """The organisations for which somebody may act today."""
    today = clock.today()
    live = Membership.objects.filter(from_on__lte=today).exclude(organisation=None)
    live = live.filter(Q(until_on=None) | Q(until_on__gte=today))
    return frozenset(live.values_list("organisation_id", flat=True))


def members_of(organisation_id: int) -> list[AbstractBaseUser]:
    """The users who may act for an organisation today, each once, by sign-in name."""
    today = clock.today()
    live = Membership.objects.filter(organisation_id=organisation_id, from_on__lte=today)
    live = live.filter(Q(until_on=None) | Q(until_on__gte=today)).select_related("user")
    found = {row.user_id: row.user for row in live}
    return sorted(found.values(), key=lambda user: user.get_username())


def mail_addresses(organisation_id: int) -> list[str]:
    """Where an organisation's people get mail today."""
    return _addresses(Membership.objects.filter(organisation_id=organisation_id))


def mail_addresses_of_role(role: str, area: str) -> list[str]:
    """Where those who hold a role get mail today; only those of an area, where one is said."""
    held = Membership.objects.filter(role=role)
    return _addresses(held.filter(area=area) if area else held)


def _addresses(held: QuerySet[Membership]) -> list[str]:
    today = clock.today()
    live = held.filter(from_on__lte=today)
    live = live.filter(Q(until_on=None) | Q(until_on__gte=today)).exclude(user__email="")
    return sorted(set(live.values_list("user__email", flat=True)))
