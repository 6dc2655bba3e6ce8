"""Who reports, inspects and accepts, and what must hold before it."""

from xingmeng.core import attachments
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding
from xingmeng.stages.awards.rules import contract_roles


def roles_of(actor: Actor, row) -> frozenset[str]:
    return contract_roles(actor, row.contract)


def evidence_attached(step: Step) -> list[Finding]:
    """A report rests on at least one uploaded file."""
    if attachments.of("milestone", step.row.pk).exists():
        return []
    return [Finding("evidence_missing")]


def not_the_last(step: Step) -> list[Finding]:
    """The last milestone is passed by acceptance, and earlier ones in their order."""
    row = step.row
    if row.key == "acceptance":
        return [Finding("by_acceptance")]
    earlier = row.contract.milestones.filter(number__lt=row.number).exclude(state="passed")
    return [Finding("earlier_first", {"title": m.title}) for m in earlier]


def opinion_met(step: Step) -> list[Finding]:
    """Accepted is only what the user measured as met in full."""
    return [] if step.row.verdict == "met" else [Finding("user_not_satisfied")]
