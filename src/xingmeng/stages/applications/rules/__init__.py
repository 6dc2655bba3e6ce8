"""Who may do what to an application, and what must hold before it is handed in or admitted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xingmeng.core import access, clock, drafts, trail
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.move import Step
from xingmeng.core.signing import Authority
from xingmeng.engines import computing, forms
from xingmeng.engines.forms import Section
from xingmeng.engines.instrument import Move
from xingmeng.engines.values import Finding
from xingmeng.stages.applications.models import SHORT
from xingmeng.stages.applications.rules.sharing import role_in
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.calls.rules import still_taken
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles

CLOSED_TO_OTHERS = ("draft", "at_unit", "sealed", "withdrawn")
NOT_COUNTED = ("draft", "at_unit", "at_bureau", "screened_out", "withdrawn")  # of a quota


def roles_of(actor: Actor, application) -> frozenset[str]:
    held = staff_roles(actor, region_code=application.area)
    if application.organisation_id in actor.organisations:
        led = application.lead_writer_id in (None, actor.user_id)
        own = frozenset({"applicant" if led else "contributor"})
        return own | {"unit"} if may_sign(actor, application) else own
    if not held and (shared := role_in(actor, application)):
        return frozenset({shared})
    own = held and actor.organisations
    if own and application.partners.filter(organisation_id__in=own).exists():
        return frozenset()
    return held  # no official in one's own case


def steps_aside(actor: Actor, application) -> bool:
    """Whether recusal keeps somebody from an application that is not of their own unit."""
    if application.organisation_id in actor.organisations:
        return False
    return access.is_barred(actor, "application", application.pk)


def may_sign(actor: Actor, application) -> bool:
    """Whether somebody may hand in for the unit of an application to a call.

    A bid is handed in by whoever writes it; its contract is signed.
    """
    if application.challenge_id:
        return False
    unit, on = application.organisation, clock.today()
    return registry.authority_to_sign(actor, unit, party="applicant", on=on) is not None


def authority_of(actor: Actor, application, step: Move) -> Authority | None:
    """What a signature under an application rests on: registered post or mandate."""
    unit, on = application.organisation, clock.today()
    return registry.authority_to_sign(actor, unit, party="applicant", on=on)


def form_of(application) -> tuple[Section, ...]:
    """What is asked now, with the directions of the call to choose from.

    Only the short-listed of a call in two steps are asked for the later sections.
    """
    asked = application.instrument.forms["application"]
    if application.step == SHORT:
        asked = tuple(section for section in asked if not section.later)
    if application.challenge_id:
        return asked
    ways = tuple((d.code, d.title) for d in calls.directions_of(application.call_id))
    return forms.offering(asked, {"direction": ways})


def closes_at(application) -> datetime:
    """Until when the step that an application is in can be handed in."""
    call = application.call
    first = application.step == SHORT or call.full_closes_at is None
    return call.closes_at if first else call.full_closes_at


def beside(application) -> dict[str, list[dict[str, str]]]:
    """What a bid answers, to read beside its answers: {table: [{"name", "value", "unit"}]}."""
    return {"promised": application.challenge.targets} if application.challenge_id else {}


def before_closing(step: Step) -> list[Finding]:
    """The server's clock decides, read while nobody can close the call."""
    return still_taken(calls.as_it_stands(step.row.call_id), clock.arrived())


def before_full_closing(step: Step) -> list[Finding]:
    """The short-listed hand in by the second deadline of the call."""
    until = step.row.call.full_closes_at
    return (
        [] if until and clock.arrived() < until else [Finding("closed", {"closes_at": until})]
    )


def first_of_two_steps(step: Step) -> list[Finding]:
    """Short-listing comes between the two steps of a call."""
    return [] if step.row.step == SHORT else [Finding("not_first_step")]


def not_returned_before(step: Step) -> list[Finding]:
    """What screening finds is sent back once. Source: domain 6.1, step 6."""
    back = trail.who_made("application", step.row.pk, "return_to_applicant")
    return [Finding("returned_before")] if back else []


def within_quota(step: Step) -> list[Finding]:
    """A bureau recommends no more than its quota in a call."""
    row = step.row
    most = calls.quota_of(calls.as_it_stands(row.call_id), row.area)
    if most is None:
        return []
    place = prefix(row.area[:4] + "00")
    sent = type(row).objects.filter(call_id=row.call_id, area__startswith=place)
    count = sent.exclude(state__in=NOT_COUNTED).exclude(pk=row.pk).count()
    return [Finding("quota_used", {"most": most})] if count >= most else []


def complete(step: Step) -> list[Finding]:
    """Every question is answered within its bounds, no clash is open, corrections say why."""
    asked = form_of(step.row)
    found = forms.check_all(asked, step.row.answers) + besides(step.row, step.row.answers)
    return forms.labelled(asked, found + drafts.loose_ends(step.row, asked))


def besides(application, answers: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with answers beyond each by itself: partners, and the time of a project."""
    return partners_fit(application, answers) + time_fits(application, answers)


def time_fits(application, answers: Mapping[str, Any]) -> list[Finding]:
    """A project ends after it begins, within the months its instrument allows."""
    start, end = (computing.day(answers, name) for name in ("start_on", "end_on"))
    if start is None or end is None:
        return []
    if end < start:
        return [Finding("ends_before_it_begins", {"field": "end_on"})]
    months = computing.months_between(start, end)
    most = application.instrument.terms.longest_months
    about = {"field": "end_on", "months": months, "most": most}
    return [Finding("lasts_too_long", about)] if most and months > most else []


def partners_fit(application, answers: Mapping[str, Any]) -> list[Finding]:
    """Each partner is a registered unit, named once, and neither the bidder nor the issuer."""
    codes = partner_codes(answers)
    known = registry.by_credit_codes(codes)
    parties = {application.organisation_id, application.issuer_id}
    found = []
    for row, code in enumerate(codes, start=1):
        place = {"field": "partners", "row": row, "column": "credit_code", "code": code}
        unit = known.get(code)
        if unit is None or unit.state != "confirmed":
            found.append(Finding("partner_unknown", place))
        elif unit.pk in parties or code in codes[: row - 1]:
            found.append(Finding("partner_twice", place))
        elif registry.is_banned(unit.pk, on=clock.today()):
            found.append(Finding("partner_banned", place))
    return found


def partner_codes(answers: Mapping[str, Any]) -> list[str]:
    """The credit codes a bid names, as written; an unfinished row gives an empty one."""
    rows = answers.get("partners")
    named = [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []
    return [str(r.get("credit_code") or "").strip().upper() for r in named]
