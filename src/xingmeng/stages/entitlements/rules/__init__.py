"""Who may do what with an entitlement, a batch, an objection, and what must hold before it."""

from xingmeng import instruments
from xingmeng.core import clock, trail
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow
from xingmeng.engines.values import Finding
from xingmeng.stages.entitlements.models import Objection
from xingmeng.stages.entitlements.rules import flows
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry.rules import staff_roles

PAID = ("rd_subsidy", "trade_subsidy")  # sums of the department, paid through the ledger
ISSUED = ("technology_sme", "high_tech_enterprise")  # numbers that the registry keeps
TOLD = ("rd_super_deduction",)  # settled with the tax authority: information
READERS = frozenset({"officer", "finance", "discipline"})  # of one firm's figures
MET = "met"
PUBLIC = ("publicity", "granted", "paid", "issued", "annulled")
GIVEN = ("granted", "paid", "annulled", "declined")  # not to be asked for once more
OPEN = ("computed", "notified", "confirmed", "recompute")  # a newer result takes their place
FEWEST = 3  # firms behind a sum that is shown to who may not see one firm; the house's choice


def flow_of(entitlement) -> Flow:
    """The life of an entitlement: a sum, a number, or something to know."""
    if entitlement.verdict in PAID:
        return flows.PAID
    return flows.ISSUED if entitlement.verdict in ISSUED else flows.TOLD


def batch_flow(batch) -> Flow:
    return flows.PAID_BATCH if batch.verdict in PAID else flows.ISSUED_BATCH


def roles_of(actor: Actor, entitlement) -> frozenset[str]:
    if entitlement.organisation_id in actor.organisations:
        return frozenset({"applicant"})  # no official in one's own case
    return staff_roles(actor) & (READERS | {"system"})


def batch_roles(actor: Actor, batch) -> frozenset[str]:
    """Nobody decides on or pays a batch in which their own unit stands."""
    if actor.organisations and batch.entitlements.filter(
        organisation_id__in=actor.organisations
    ):
        return frozenset()
    return staff_roles(actor)


def objection_roles(actor: Actor, objection) -> frozenset[str]:
    if objection.by_id == actor.user_id:
        return frozenset({"objector"})
    own = objection.entitlement.organisation_id in actor.organisations
    return frozenset() if own else staff_roles(actor)


def reads_figures(actor: Actor, organisation_id: int) -> bool:
    """Facts and reasons of one firm: for itself, officers, finance and discipline."""
    return organisation_id in actor.organisations or not READERS.isdisjoint(actor.roles)


def sees_sums(actor: Actor) -> bool:
    """Sums over firms: for staff over the region, for a bureau over its area."""
    return actor.is_staff or bool(actor.areas)


def gives_something(step: Step) -> list[Finding]:
    return [] if step.row.outcome == MET else [Finding("gives_nothing")]


def gives_nothing(step: Step) -> list[Finding]:
    return [Finding("gives_something")] if step.row.outcome == MET else []


def time_to_answer_over(step: Step) -> list[Finding]:
    """Silence counts as consent only once the whole last day to answer has passed."""
    due = step.row.due_on
    return [] if due and step.on > due else [Finding("time_to_answer_runs", {"until": due})]


def not_gathered(step: Step) -> list[Finding]:
    """What stands in a batch is decided there."""
    return [Finding("in_a_batch")] if step.row.batch_id else []


def another_person(step: Step) -> list[Finding]:
    """Who gathered a batch does not decide on it."""
    if step.actor.user_id in trail.who_made("entitlement_batch", step.row.pk, "begin"):
        return [Finding("same_person", {"move": step.move.name})]
    return []


def publicity_over(step: Step) -> list[Finding]:
    """The whole last day of publicity has passed."""
    until = step.row.publicity_until
    return [] if until and step.on > until else [Finding("publicity_running", {"until": until})]


def in_publicity(batch) -> bool:
    return batch.state == "publicity" and clock.today() <= batch.publicity_until


def no_open_objection(step: Step) -> list[Finding]:
    """No objection to anything in the batch waits."""
    count = Objection.objects.filter(entitlement__batch=step.row, state="filed").count()
    return [Finding("objection_open", {"count": count})] if count else []


def money_available(step: Step) -> list[Finding]:
    """The appropriation of the batch still holds what is to be granted."""
    left = funds.money_of(step.row.appropriation)["available"]
    wanted = sum(row.amount_fen for row in step.row.entitlements.filter(state="publicity"))
    return [Finding("not_enough_appropriated", {"left_fen": left})] if left < wanted else []


def publicity_days(verdict: str) -> int:
    """Working days before the public, as the instrument of the same name says."""
    return instruments.get(verdict).terms.publicity_working_days


def all_ordered(step: Step) -> list[Finding]:
    """A batch is paid as a whole while every sum of it has a payment that waits."""
    pks = list(step.row.entitlements.filter(state="granted").values_list("pk", flat=True))
    lacking = len(pks) - funds.ordered_for("entitlement", pks).count()
    return [Finding("payments_sent_back", {"count": lacking})] if lacking else []
