"""The life of a call, and what must hold before it opens and before its bids are opened."""

from contextlib import suppress
from datetime import datetime, timedelta

from xingmeng.core import clock, trail
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Instrument, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law.open_challenge import Support, support
from xingmeng.stages.registry.rules import staff_roles

CALL = Flow(
    kind="call",
    states=(
        State(name="draft", label=Text("草拟", "Draft"), tone="neutral"),
        State(
            name="open",
            label=Text("受理中", "Open"),
            tone="good",
            held_by=Text("各申报单位", "the applicants"),
        ),
        State(name="closed", label=Text("已截止", "Closed"), final=True),
    ),
    moves=(
        Move(
            name="publish",
            label=Text("发布", "Publish"),
            before=("draft",),
            after="open",
            by=("officer",),
            tone="good",
            confirm=True,
            checks=(
                "has_challenges",
                "closes_late_enough",
                "appropriation_open",
                "support_rule_in_force",
                "race_affordable",
            ),
            explain=Text(
                "发布后指标、验收办法、金额和截止时间不再改变。",
                "Targets, tests, amounts and the closing time are fixed from then on.",
            ),
        ),
        Move(
            name="close",
            label=Text("截止", "Close"),
            before=("open",),
            after="closed",
            by=("officer", "system"),
            checks=("closing_time_over",),
        ),
    ),
)


def call_roles(actor: Actor, call) -> frozenset[str]:
    return staff_roles(actor)


def challenge_roles(actor: Actor, challenge) -> frozenset[str]:
    held = staff_roles(actor, region_code=challenge.issuer.region_id)
    own = challenge.issuer_id in actor.organisations
    return frozenset({"issuer"}) if own else held  # no official in one's own case


def support_at_most(challenge) -> Support:
    """What the law would give if the whole amount were spent, on the day the list opened."""
    rule = challenge.instrument.variety(challenge.kind).support_rule
    on = clock.local_day(challenge.call.opens_at)
    return support(challenge.amount_fen, rule=rule, on=on)


def has_challenges(step: Step) -> list[Finding]:
    """A list has at least one challenge, each with targets, test, sum and deadline."""
    if not step.row.takes_challenges:
        return []
    ready = [c for c in step.row.challenges.all() if c.state == "drafted"]
    if not ready:
        return [Finding("no_challenges")]
    gaps = [c for c in ready if not (c.targets and c.acceptance_test and c.amount_fen)]
    late = [c for c in ready if c.deadline_on <= clock.local_day(step.row.closes_at)]
    return [Finding("challenge_incomplete", {"title": c.title}) for c in gaps] + [
        Finding("deadline_before_closing", {"title": c.title}) for c in late
    ]


def closes_late_enough(step: Step) -> list[Finding]:
    """The list stays open as long as the instrument's terms ask."""
    days = step.row.instrument.terms.min_open_days
    opens = max(step.at, step.row.opens_at)
    if step.row.closes_at < opens + timedelta(days=days):
        return [Finding("open_too_short", {"days": days})]
    return []


def support_rule_in_force(step: Step) -> list[Finding]:
    """The law gives something for every challenge on the day the list opens."""
    try:
        for challenge in step.row.challenges.select_related("call"):
            support_at_most(challenge)
    except LookupError:
        return [Finding("no_rule_in_force", {"on": clock.local_day(step.row.opens_at)})]
    return []


def race_affordable(step: Step) -> list[Finding]:
    """The runners' first stages leave something for the second, and end before the deadline."""
    found = []
    for challenge in step.row.challenges.select_related("call").filter(runners__gt=1):
        with suppress(LookupError):  # no rule in force: said by its own check
            if challenge.runners * challenge.stage_fen >= support_at_most(challenge).amount_fen:
                found.append(Finding("race_too_dear", {"title": challenge.title}))
        if challenge.checkpoint_on >= challenge.deadline_on:
            found.append(Finding("checkpoint_too_late", {"title": challenge.title}))
        if challenge.checkpoint_on <= clock.local_day(step.row.closes_at):
            found.append(Finding("checkpoint_before_closing", {"title": challenge.title}))
    return found


def appropriation_open(step: Step) -> list[Finding]:
    """The money behind the call has been opened by finance."""
    money = step.row.appropriation
    if money is None:
        return [Finding("appropriation_missing")] if _pays(step.row.instrument) else []
    return [] if money.state == "open" else [Finding("appropriation_not_open")]


def _pays(instrument: Instrument) -> bool:
    return bool(instrument.instalments) or instrument.ends_in == "payment"


def closing_time_over(step: Step) -> list[Finding]:
    """A call closes no earlier than it said, and lets finish what had begun in time."""
    if step.at < step.row.stays_open_until:
        return [Finding("not_closed_yet", {"closes_at": step.row.stays_open_until})]
    return []


def closing_time_passed(step: Step) -> list[Finding]:
    """Bids are opened no earlier than the call said."""
    if step.at < step.row.call.closes_at:
        return [Finding("not_closed_yet", {"closes_at": step.row.call.closes_at})]
    return []


def still_taken(call, at: datetime) -> list[Finding]:
    """Whether a submit that reached the server at that moment is in time, by the call's rule.

    What arrived before the deadline is in time, also if it is through only within the grace.
    Errors: none.
    """
    if at < call.opens_at:
        return [Finding("not_open_yet", {"opens_at": call.opens_at})]
    if call.state != "open" or at >= call.closes_at:
        return [Finding("closed", {"closes_at": call.closes_at})]
    return []


def list_not_published(step: Step) -> list[Finding]:
    """Dates are mended only on a draft list."""
    state = step.row.call.state
    if state == "draft":
        return []
    return [Finding("wrong_state", {"state": state, "needed": ["draft"]})]


def another_officer(step: Step) -> list[Finding]:
    """The two keys are turned by two people."""
    if step.actor.user_id in trail.who_made("challenge", step.row.pk, "turn_first_key"):
        return [Finding("same_person", {"move": step.move.name})]
    return []
