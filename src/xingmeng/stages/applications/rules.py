"""Who may do what to a bid, and what must hold before it is handed in or admitted."""

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Finding
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles

CLOSED_TO_OTHERS = ("draft", "sealed", "withdrawn")


def roles_of(actor: Actor, application) -> frozenset[str]:
    place = application.challenge.issuer.region_id
    held = staff_roles(actor, region_code=place)
    own = application.organisation_id in actor.organisations
    return frozenset({"applicant"}) if own else held  # no official in one's own case


def form_of(application) -> tuple[Section, ...]:
    return application.instrument.forms["application"]


def before_closing(step: Step) -> list[Finding]:
    """The server's clock decides, read while nobody can close the call."""
    call = calls.as_it_stands(step.row.challenge.call_id)
    if call.state != "open" or clock.now() >= call.closes_at:
        return [Finding("closed", {"closes_at": call.closes_at})]
    if step.at < call.opens_at:
        return [Finding("not_open_yet", {"opens_at": call.opens_at})]
    return []


def complete(step: Step) -> list[Finding]:
    """Every question is answered within its bounds."""
    asked = form_of(step.row)
    return forms.labelled(asked, forms.check_all(asked, step.row.answers))


def eligible(step: Step) -> list[Finding]:
    """Every eligibility rule the instrument names; seniority, title or region never count."""
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
    if application.organisation_id == application.challenge.issuer_id:
        return [Finding("own_challenge")]
    return []


ELIGIBILITY = {
    "legal_person": legal_person,
    "integrity_clean": integrity_clean,
    "not_the_issuer": not_the_issuer,
}
