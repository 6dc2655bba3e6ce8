"""Putting ties on record, retiring wrong ones, and settling who may be whom."""

from collections.abc import Collection
from datetime import date
from typing import Any

from xingmeng.core import clock, door, events, move, sources, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import PeopleChanged
from xingmeng.core.models import Source
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.models import PossibleDuplicate, Tie
from xingmeng.stages.registry.queries import ties as queries
from xingmeng.stages.registry.rules import ties as rules

DECLARED = Text("本人申报", "Declared by the person")
NOTED = Text("工作人员登记", "Put on record by staff")


@door.change()
def record_tie(  # noqa: PLR0913 -- a tie says this much
    person_id: int,
    kind: str,
    *,
    actor: Actor,
    other_id: int | None = None,
    organisation_id: int | None = None,
    share_bp: int = 0,
    said: str = "",
    source: Source | None = None,
    period: tuple[date | None, date | None] = (None, None),
) -> Tie:
    """Put a tie of a person to another person or a unit on record.

    Units:  basis points of the unit's capital. Writes: one row, one step without what was
            said; those who could be concerned are checked anew.
    Errors: Refused without the right, for an unknown kind, or unless it has one other end.
    """
    found = [] if rules.may_keep_ties(actor) else [not_yours("officer", "discipline")]
    ends = {"other_id": other_id, "unit_id": organisation_id}
    found += rules.tie_fits(kind, person_id=person_id, share_bp=share_bp, **ends)
    refuse_if(found + _ends_late(period))
    known = source or sources.name("noted:tie", NOTED)
    return _write(
        actor,
        person_id=person_id,
        kind=kind,
        other_id=other_id,
        organisation_id=organisation_id,
        share_bp=share_bp,
        said=said.strip()[:400],
        from_on=period[0],
        until_on=period[1],
        source=known,
    )


def _ends_late(period: tuple[date | None, date | None]) -> list[Finding]:
    first, last = period
    wrong = first is not None and last is not None and last < first
    return [Finding("ends_before_it_begins", {"field": "until_on"})] if wrong else []


@door.change()
def declare_interest(
    *,
    actor: Actor,
    other_id: int | None = None,
    organisation_id: int | None = None,
    said: str = "",
) -> Tie:
    """Declare one's own interest in a person or a unit; it counts from now on.

    Writes: one row, one step; the person is checked anew.
    Errors: Refused for somebody without an entry in the register, or unless it has one end.
    """
    me = queries.people_of_users([actor.user_id]).get(actor.user_id)
    if me is None:
        refuse_if([not_yours("expert")])
    assert me is not None
    ends = {"other_id": other_id, "unit_id": organisation_id}
    refuse_if(rules.tie_fits("declared", person_id=me, share_bp=0, **ends))
    return _write(
        actor,
        person_id=me,
        kind="declared",
        other_id=other_id,
        organisation_id=organisation_id,
        said=said.strip()[:400],
        source=sources.name("declared:tie", DECLARED),
    )


def _write(actor: Actor, **facts: Any) -> Tie:
    row = Tie.objects.create(by_id=actor.user_id or None, recorded_at=clock.now(), **facts)
    step = trail.record("tie", row.pk, "record_tie", actor=actor, details={"kind": row.kind})
    _tell(row, step)
    return row


@door.change()
def retire_tie(pk: int, *, why: str, actor: Actor) -> None:
    """Take a tie that was wrong out of force; the row stays. A declared one by its author too.

    Writes: when it was retired, one step with the reason; the people are checked anew.
    Errors: Refused without the right or a reason; LookupError if there is none in force.
    """
    row = queries.ties_for(actor).filter(pk=pk).first()
    if row is None:
        raise LookupError(f"no tie {pk}")
    refuse_if([] if why.strip() else [Finding("reason_needed")])
    Tie.objects.filter(pk=pk).update(retired_at=clock.now())
    _tell(row, trail.record("tie", pk, "retire_tie", actor=actor, reason=why.strip()))


def _tell(row: Tie, step_id: str) -> None:
    people_changed({row.person_id, row.other_id} - {None}, step_id=step_id)


def people_changed(person_ids: Collection[int | None], *, step_id: str = "") -> None:
    """Say that what is known of these people changed, so that recusal is looked at again.

    Writes: what the reactions do. Errors: none.
    """
    known = frozenset(pk for pk in person_ids if pk)
    if known:
        events.emit(PeopleChanged(person_ids=known, step_id=step_id))


def roles_changed(user_id: int, *, step_id: str = "") -> None:
    """Say that an account was given or lost a role, so that recusal is looked at again.

    Writes: what the reactions do. Errors: none.
    """
    events.emit(PeopleChanged(user_ids=frozenset({user_id}), step_id=step_id))


@door.change()
def suspect_duplicate(one_id: int, other_id: int, *, why: str, actor: Actor):
    """Say that two entries of the register may be one person; each then answers for both.

    Writes: one row, one step; nothing if the pair is known already.
    Errors: Refused without the right, or for one entry alone.
    """
    found = [] if rules.may_keep_ties(actor) else [not_yours("officer", "discipline")]
    if one_id == other_id:
        found.append(Finding("tie_has_one_other_end", {"field": "other"}))
    refuse_if(found)
    first, second = sorted((one_id, other_id))
    known = PossibleDuplicate.objects.filter(person_id=first, other_id=second).first()
    return known or _suspect(first, second, why, actor)


def _suspect(one: int, other: int, why: str, actor: Actor) -> PossibleDuplicate:
    row = PossibleDuplicate(person_id=one, other_id=other, why=why[:200], at=clock.now())
    step = move.begin("duplicate", row, actor=actor)
    people_changed({one, other}, step_id=step)
    return row


@door.change()
def look_for_duplicates(*, actor: Actor, person_ids: Collection[int] | None = None) -> int:
    """Suspect every two entries of one name that share an ID number, a unit or a work.

    Writes: one row and one step a pair not looked at before. Returns how many.
    Errors: Refused without the right.
    """
    refuse_if([] if rules.may_keep_ties(actor) else [not_yours("officer", "discipline")])
    pairs = queries.alike(person_ids)
    for one, other, why in pairs:
        _suspect(one, other, why, actor)
    return len(pairs)


def _settled(step: Step) -> None:
    people_changed({step.row.person_id, step.row.other_id}, step_id=step.step_id)


DUPLICATE = move.register(
    move.Subject(
        kind="duplicate",
        title=Text("疑似重复人员", "Perhaps one person"),
        model=PossibleDuplicate,
        flow_of=lambda row: rules.DUPLICATE,
        every_flow=lambda: [rules.DUPLICATE],
        roles_of=rules.roles_in_duplicate,
        visible_to=queries.duplicates_for,
        effects={"refuse": _settled, "confirm": _settled},
        related=("person", "other"),
    )
)
