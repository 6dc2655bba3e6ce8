"""Who may apply: the rules that instruments name, each for one application."""

from collections.abc import Callable

from django.conf import settings

from xingmeng.core import clock
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry

INSTITUTIONS = ("institute", "university", "hospital")


def eligible(step: Step) -> list[Finding]:
    """Every eligibility rule that the instrument names."""
    return [f for name in step.row.instrument.eligibility for f in ELIGIBILITY[name](step.row)]


def legal_person(application) -> list[Finding]:
    """The bidder is a registered legal person."""
    if application.organisation.state != "confirmed":
        return [Finding("organisation_not_confirmed")]
    return []


def integrity_clean(application) -> list[Finding]:
    """No live decision on misconduct bars the bidder."""
    if registry.is_banned(application.organisation_id, on=clock.today()):
        return [Finding("integrity_ban")]
    return []


def not_the_issuer(application) -> list[Finding]:
    """Issuer and bidder are not the same unit; other relations are pledged and reviewed."""
    if application.organisation_id == application.issuer_id:
        return [Finding("own_challenge")]
    return []


def registered_in_region(application) -> list[Finding]:
    """The lead organisation is registered in the region that pays."""
    own = settings.REGION["code"]
    inside = application.organisation.region_id[:2] == own[:2]
    return [] if inside else [Finding("not_in_region")]


def enterprise(application) -> list[Finding]:
    """The lead organisation is an enterprise."""
    return (
        [] if application.organisation.kind == "enterprise" else [Finding("not_an_enterprise")]
    )


def institution(application) -> list[Finding]:
    """The lead organisation is a university, an institute or a hospital."""
    fits = application.organisation.kind in INSTITUTIONS
    return [] if fits else [Finding("not_an_institution")]


def one_application_a_call(application) -> list[Finding]:
    """A unit has one live application in a call."""
    others = type(application).objects.filter(
        call_id=application.call_id, organisation_id=application.organisation_id
    )
    live = others.exclude(state="withdrawn").exclude(pk=application.pk)
    return [Finding("already_applied")] if live.exists() else []


Rule = Callable[..., list[Finding]]
ELIGIBILITY: dict[str, Rule] = {
    "legal_person": legal_person,
    "integrity_clean": integrity_clean,
    "not_the_issuer": not_the_issuer,
    "registered_in_region": registered_in_region,
    "enterprise": enterprise,
    "institution": institution,
    "one_application_a_call": one_application_a_call,
}
WORDS: dict[str, Text] = {
    "legal_person": Text("已登记的法人单位", "A registered legal person"),
    "integrity_clean": Text("没有生效的科研失信限制", "No live decision on misconduct"),
    "not_the_issuer": Text("不是发榜方自己", "Not the issuer itself"),
    "registered_in_region": Text("在本自治区登记", "Registered in the region"),
    "enterprise": Text("企业", "An enterprise"),
    "institution": Text("科研院所、高校、医疗机构", "An institute, university or hospital"),
    "one_application_a_call": Text("每批次一项", "One application a call"),
}
