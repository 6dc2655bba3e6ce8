"""Filing what came out of a project or of a unit's own work, and registering it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers, sources
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms, identifiers
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.outcomes import queries, rules
from xingmeng.stages.outcomes.models import Outcome
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as units

REGISTER = Text("科技成果登记", "Register of outcomes")
WORKS = {"paper": "paper", "standard": "standard"}  # others are results


@door.change()
def file_outcome(contract_id: int, given: Mapping[str, Any], *, actor: Actor) -> Outcome:
    """The bidder states what came out. Writes: the outcome, one step.

    Errors: Refused for faulty answers, a number that is known already, a contract not
            completed, or another's contract.
    """
    contract = awards.contract_for(actor, contract_id)
    found = _wrong(given, actor)
    if contract.bidder_id not in actor.organisations:
        found.append(not_yours("bidder"))
    if contract.state != "completed":
        found.append(Finding("wrong_state", {"state": contract.state, "needed": ["completed"]}))
    refuse_if(found)
    return _begin(given, contract.bidder_id, contract_id=contract.pk, actor=actor)


@door.change()
def file_own_outcome(
    organisation_id: int, given: Mapping[str, Any], *, actor: Actor
) -> Outcome:
    """A unit states a result that no contract of the platform paid for.

    Writes: the outcome, one step. Errors: Refused for faulty answers, a number that is known
            already, or a unit that is not confirmed or not one's own.
    """
    found = _wrong(given, actor)
    if not units.own_organisations(actor).filter(pk=organisation_id).exists():
        found.append(not_yours("applicant"))
    refuse_if(found)
    return _begin(given, organisation_id, contract_id=None, actor=actor)


def _wrong(given: Mapping[str, Any], actor: Actor) -> list[Finding]:
    found = forms.check_all(rules.OUTCOME_FORM, given) + rules.identified(given)
    known = queries.same_as(given)
    if known is None:
        return found
    if not queries.visible_to(actor).filter(pk=known.pk).exists():
        return [*found, Finding("outcome_filed_elsewhere")]
    said = {"title": known.title, "number": known.number, "url": known.get_absolute_url()}
    return [*found, Finding("outcome_known", said)]


def _begin(
    given: Mapping[str, Any], organisation_id: int, *, contract_id: int | None, actor: Actor
) -> Outcome:
    year = clock.today().year
    row = Outcome(
        number=f"CG{year}{numbers.following(f'outcome:{year}'):05d}",
        contract_id=contract_id,
        organisation_id=organisation_id,
        title=given["title"],
        form=given["form"],
        description=given["description"],
        identifier=rules.identifier_of(given),
        said=rules.kept_as(given),
    )
    move.begin("outcome", row, actor=actor)
    return row


def _register(step: Step) -> None:
    """What was registered is known of its unit from now on: a right, or a work."""
    row: Outcome = step.row
    source = sources.name("outcomes", REGISTER)
    kind = right_of(row)
    told = {"source": source, "on": step.on, "actor": step.actor}
    if kind:
        right = {"kind": kind, "number": row.identifier, "title": row.title}
        right |= {"granted_on": _dated(row), "way": "own", "state": "valid"}
        registry.record_rights(row.organisation_id, [right], **told)
        return
    work = {"kind": WORKS.get(row.form, "result"), "number": row.identifier[:60]}
    work |= {"title": row.title, "abstract": row.description, "year": step.on.year}
    registry.record_works([work], organisation_id=row.organisation_id, **told)


def right_of(row: Outcome) -> str:
    """The kind of right that an outcome's number stands for; nothing if it is none."""
    if row.form == "patent":
        return identifiers.patent_kind(row.identifier) or ""
    if row.form == "variety" and row.identifier.startswith(("CNA", "国审")):
        return "plant_variety" if row.identifier.startswith("CNA") else "crop_variety"
    return "software" if row.form == "software" and row.identifier else ""


def _dated(row: Outcome) -> date | None:
    said = next((row.said[name] for name in rules.DATED if name in row.said), None)
    return date.fromisoformat(said) if said else None


OUTCOME = move.register(
    move.Subject(
        kind="outcome",
        title=Text("科技成果", "Outcome"),
        model=Outcome,
        flow_of=lambda row: rules.OUTCOME,
        every_flow=lambda: [rules.OUTCOME],
        roles_of=rules.outcome_roles,
        visible_to=queries.visible_to,
        checks={"has_evidence": rules.has_evidence},
        effects={"register": _register},
        files_open=queries.may_read_evidence,
    )
)
