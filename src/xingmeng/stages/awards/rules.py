"""Who may decide, object and sign, and what must hold before it."""

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law.open_challenge import Support, support
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry.rules import staff_roles

OBJECTION = Flow(
    kind="objection",
    states=(
        State(name="filed", label=Text("待核查", "To be examined"), tone="warn", days=10),
        State(name="upheld", label=Text("成立", "Upheld"), tone="bad", final=True),
        State(name="refused", label=Text("不成立", "Refused"), tone="neutral", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="uphold",
            label=Text("异议成立", "Uphold"),
            before=("filed",),
            after="upheld",
            by=("discipline",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="refuse",
            label=Text("异议不成立", "Refuse"),
            before=("filed",),
            after="refused",
            by=("discipline",),
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回异议", "Withdraw"),
            before=("filed",),
            after="withdrawn",
            by=("objector",),
        ),
    ),
)
PARTIES = {
    "sign_as_bidder": "bidder",
    "sign_as_issuer": "issuer",
    "sign_as_department": "department",
}


def award_roles(actor: Actor, award) -> frozenset[str]:
    held = staff_roles(actor, region_code=award.challenge.issuer.region_id)
    parties = {
        "issuer": award.challenge.issuer_id,
        "bidder": award.application.organisation_id,
    }
    own = frozenset(role for role, pk in parties.items() if pk in actor.organisations)
    return own or held  # no official in one's own case


def contract_roles(actor: Actor, contract) -> frozenset[str]:
    return award_roles(actor, contract.award)


def objection_roles(actor: Actor, objection) -> frozenset[str]:
    held = staff_roles(actor)
    return frozenset({"objector"}) if objection.by_id == actor.user_id else held


def support_for(challenge, agreed_fen: int) -> Support:
    """What the law gives for an agreed R&D input, by the rule of the day the list opened."""
    rule = challenge.instrument.variety(challenge.kind).support_rule
    on = clock.local_day(challenge.call.opens_at)
    return support(agreed_fen, rule=rule, on=on)


def in_publicity(award) -> bool:
    return award.state == "publicity" and clock.today() <= award.publicity_until


def signs_once(step: Step) -> list[Finding]:
    """One person signs for one party."""
    if step.row.signatures.filter(by_id=step.actor.user_id).exists():
        return [Finding("same_person", {"move": step.move.name})]
    return []


def award_stands(step: Step) -> list[Finding]:
    """A contract is signed while its award is confirmed."""
    state = step.row.award.state
    if state == "confirmed":
        return []
    return [Finding("wrong_state", {"state": state, "needed": ["confirmed"]})]


def publicity_over(step: Step) -> list[Finding]:
    """The whole last day of publicity has passed."""
    if step.row.publicity_until and step.on > step.row.publicity_until:
        return []
    return [Finding("publicity_running", {"until": step.row.publicity_until})]


def no_open_objection(step: Step) -> list[Finding]:
    """No objection waits, and none was upheld."""
    states = [o.state for o in step.row.objections.all()]
    found = [Finding("objection_open", {"count": states.count("filed")})]
    return (found if "filed" in states else []) + (
        [Finding("objection_was_upheld")] if "upheld" in states else []
    )


def objection_upheld(step: Step) -> list[Finding]:
    """An award is annulled only on an objection that was upheld."""
    if any(o.state == "upheld" for o in step.row.objections.all()):
        return []
    return [Finding("no_objection_upheld")]


def money_available(step: Step) -> list[Finding]:
    """The appropriation of the call still holds the support."""
    money = funds.money_of(step.row.award.challenge.call.appropriation)
    if money["available"] < step.row.support_fen:
        return [Finding("not_enough_appropriated", {"left_fen": money["available"]})]
    return []
