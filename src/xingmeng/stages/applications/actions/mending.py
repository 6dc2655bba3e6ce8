"""Offering the registry what an application corrected."""

from xingmeng.core import door
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.facts.mending import corrected
from xingmeng.stages.applications.models import Application
from xingmeng.stages.registry import actions as registry


@door.change()
def offer_correction(pk: int, field: str, *, actor: Actor) -> int:
    """Hand one corrected answer to the registry, where an officer checks it.

    Writes: a correction, one step. Returns its key.
    Errors: Refused for another's application, an answer that was not corrected with a reason,
            or a value the registry could not hold.
    """
    row = Application.objects.select_related("call", "organisation").get(pk=pk)
    found = [] if "applicant" in rules.roles_of(actor, row) else [not_yours("applicant")]
    told = next((one for one in corrected(row) if one.field == field), None)
    refuse_if(found + ([] if told else [Finding("not_mended_here", {"name": field})]))
    assert told is not None  # refused above
    done = registry.propose_correction(
        row.organisation_id,
        told.name,
        old=told.old,
        new=told.new,
        why=told.why,
        said_by=told.said_by,
        person_id=row.leader_id if told.name.startswith("person:") else None,
        actor=actor,
    )
    return done.pk
