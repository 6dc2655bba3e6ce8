"""Who may decide, object and sign, and what must hold before it."""

from collections.abc import Collection

from xingmeng.core import clock, drafts, signing
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.core.signing import Authority
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Fen, Finding, Text
from xingmeng.law.open_challenge import Support, support
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles
from xingmeng.stages.review import queries as review

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
    "sign_as_leader": "leader",
    "sign_as_holder": "holder",
    "sign_as_recommender": "recommender",
    "sign_as_bidder": "bidder",
    "sign_as_issuer": "issuer",
    "sign_as_department": "department",
}
SIDES = {"leader": "lead", "bidder": "lead", "holder": "lead"}  # who leads may head the unit
SECOND = 2  # the stage of a race that the winner alone runs


def award_roles(actor: Actor, award) -> frozenset[str]:
    held = staff_roles(actor, region_code=award.application.area)
    leads = "bidder" if award.challenge_id else "holder"
    parties = {"issuer": award.issuer_id, leads: award.application.organisation_id}
    own = frozenset(role for role, pk in parties.items() if pk in actor.organisations)
    if not own and held and applications.joins(actor, award.application):
        return frozenset()
    return own or held  # no official in one's own case


def steps_aside(actor: Actor, award) -> bool:
    """Whether a tie keeps somebody of the staff from acting on an award, before or after."""
    own = {award.issuer_id, award.application.organisation_id} & actor.organisations
    return not own and review.must_step_aside(actor, award.application_id)


def contract_roles(actor: Actor, contract) -> frozenset[str]:
    held = award_roles(actor, contract.award)
    return (
        held | {"principal"}
        if held & {"bidder", "holder"} and _leads(actor, contract)
        else held
    )


def _leads(actor: Actor, contract) -> bool:
    """Whether somebody is the leader: by the registry's person, else by the name signed."""
    leader = contract.award.application.leader
    if leader is not None and leader.user_id:
        return leader.user_id == actor.user_id
    return actor.name == contract.terms["leader"]["name"] != ""


def authority_of(actor: Actor, contract, step: Move) -> Authority | None:
    """What a signature under a contract would rest on: registered post, mandate or office."""
    party = PARTIES[step.name]
    if party == "department":
        return signing.for_department("officer", "科技厅业务处岗位职责")
    if party == "recommender":
        words, unit = "推荐单位经办岗位职责", unit_name(contract, party)
        return Authority(party=party, unit=unit, capacity="officer", words=words)
    unit = unit_of(contract, party)
    if party == "leader":
        words = "任务书载明的项目负责人"
        return Authority(party=party, unit=unit.name_zh, capacity="project_leader", words=words)
    return registry.authority_to_sign(actor, unit, party=party, on=clock.today())


def unit_of(contract, party: str):
    """The organisation of a party to a contract."""
    if party == "issuer":
        return contract.award.challenge.issuer
    return contract.award.application.organisation


def unit_name(contract, party: str) -> str:
    """For whom a party signs, by name."""
    if party == "recommender":
        return registry.bureau_of(contract.award.application.area)
    return unit_of(contract, party).name_zh


def objection_roles(actor: Actor, objection) -> frozenset[str]:
    if objection.by_id == actor.user_id:
        return frozenset({"objector"})
    award = objection.award
    own = {award.issuer_id, award.application.organisation_id}
    return frozenset() if own & actor.organisations else staff_roles(actor)


def support_for(challenge, agreed_fen: int) -> Support:
    """What the law gives for an agreed R&D input, by the rule of the day the list opened."""
    rule = challenge.instrument.variety(challenge.kind).support_rule
    on = clock.local_day(challenge.call.opens_at)
    return support(agreed_fen, rule=rule, on=on)


def lane_free(challenge, standing: Collection) -> bool:
    """Whether the issuer may choose now: one bidder, in a race while a lane is free."""
    racing = challenge.is_race and challenge.state == "chosen"
    return challenge.state == "ranked" or (racing and len(standing) < challenge.runners)


def second_stage_for(contract, earlier: Collection, agreed_fen: int) -> Fen:
    """What the law gives for the whole input of a race, less what its first stages got.

    Units:  fen; `earlier` are the first-stage contracts of all runners. Never above the input.
    """
    challenge = contract.award.challenge
    whole = agreed_fen + sum(c.agreed_fen for c in earlier)
    left = support_for(challenge, whole).amount_fen - sum(c.support_fen for c in earlier)
    return Fen(max(0, min(left, agreed_fen)))


def kept_for_second(challenge) -> Fen:
    """What is set aside for the winner of a race while its first stages run. Units: fen."""
    whole = support_for(challenge, challenge.amount_fen).amount_fen
    return Fen(whole - challenge.runners * challenge.stage_fen)


def in_publicity(award) -> bool:
    return award.state == "publicity" and clock.today() <= award.publicity_until


def signs_once(step: Step) -> list[Finding]:
    """One person signs for one side; a leader may also be the one who signs for the bidder."""
    party = PARTIES[step.move.name]
    mine = signing.signatures_of(step.move.signs, step.row).filter(by_id=step.actor.user_id)
    sides = {SIDES.get(one, one) for one in mine.values_list("party", flat=True)}
    return [Finding("signed_for_another")] if sides - {SIDES.get(party, party)} else []


def award_stands(step: Step) -> list[Finding]:
    """A contract is signed while its award is confirmed."""
    state = step.row.award.state
    needed = "contracted" if step.row.stage == SECOND else "confirmed"
    found = [Finding("wrong_state", {"state": state, "needed": [needed]})]
    if step.row.stage == 1 and _is_decided(step.row.award.challenge):
        return [Finding("race_decided")]
    return [] if state == needed else found


def _is_decided(challenge) -> bool:
    """Whether a race has been compared, or has ended: nobody joins it any more."""
    compared = review.round_of("race", challenge.pk) is not None
    return compared or challenge.state not in ("chosen", "agreed")


def runners_level(step: Step) -> list[Finding]:
    """The chair chooses only among runners whom the last comparison left level."""
    about = review.round_of("race", step.row.award.challenge_id)
    compared = about is not None and about.state == "concluded"
    if step.row.stage == 1 and compared and review.place_of("contract", step.row.pk):
        return []
    return [Finding("not_level")]


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
    if not step.row.support_fen:
        return []
    money = funds.money_of(_award_of(step.row).call.appropriation)
    if money["available"] < step.row.support_fen:
        return [Finding("not_enough_appropriated", {"left_fen": money["available"]})]
    return []


def _award_of(row):
    """The award behind a contract, or the award itself."""
    return getattr(row, "award", row)


def form_of(contract) -> tuple[Section, ...]:
    """What is asked of a project's contract beside what its application said."""
    return contract.instrument.forms.get("contract", ())


def contract_complete(step: Step) -> list[Finding]:
    """Every question of the contract is answered within its bounds."""
    asked = form_of(step.row)
    found = forms.check_all(asked, step.row.answers) + drafts.loose_ends(step.row, asked)
    return forms.labelled(asked, found)


def sums_agree(step: Step) -> list[Finding]:
    """The approved budget of a project adds up to the public money that was awarded."""
    said = step.row.answers.get("approved_fen")
    if step.row.instrument.budget != "categories" or said is None:
        return []
    if said == step.row.support_fen:
        return []
    values = {"field": "approved_fen", "needed_fen": step.row.support_fen}
    return [Finding("budget_differs", values)]
