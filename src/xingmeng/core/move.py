"""The generic move: lock the row, collect every refusal, save, write the trail, emit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from xingmeng.core import clock, door, events, signing, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import refuse_if
from xingmeng.core.models import Moving
from xingmeng.core.signing import Authority
from xingmeng.engines import flow, forms
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move in the making, as checks and effects see it."""

    row: Any
    move: Move
    actor: Actor
    reason: str
    details: Mapping[str, Any]
    at: datetime
    step_id: str = ""

    @property
    def on(self) -> date:
        return clock.local_day(self.at)


Hushed = tuple[str, frozenset[int]]  # steps that name one of these in their details are hidden
NOTHING_HIDDEN: Hushed = ("", frozenset())
IN_ONE_GO = 400  # rows of one query
MOST_REASONS = 20  # told at once where many cases are refused
Check = Callable[[Step], list[Finding]]
Effect = Callable[[Step], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One kind of case: its table, its flow, its roles, what a move checks and does."""

    kind: str
    title: Text
    model: type[Moving]
    flow_of: Callable[[Any], Flow]
    every_flow: Callable[[], list[Flow]]
    roles_of: Callable[[Actor, Any], frozenset[str]]
    visible_to: Callable[[Actor], QuerySet]
    checks: Mapping[str, Check] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    prefills: Mapping[str, Callable[[Any], Mapping]] = field(default_factory=dict)
    besides: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)  # to read at it
    authority_of: Callable[[Actor, Any, Move], Authority | None] | None = None
    unit_of: Callable[[Any, Move], str] = lambda row, move: ""  # for whom a move signs
    aside: Callable[[Actor, Any], bool] = lambda actor, row: False  # must they step aside?
    opens: Callable[[Actor, Any], bool] = lambda actor, row: False  # is there a whole for them?
    makers: tuple[str, ...] = ()  # the steps whose makers know the whole
    hushes: Callable[[Actor, Any], Hushed] = lambda actor, row: NOTHING_HIDDEN
    files_open: Callable[[Actor, Any], bool] = lambda actor, row: True
    related: tuple[str, ...] = ()  # rows that roles, checks and effects read


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> Subject:
    """Make a kind of case known. Errors: ValueError if the kind is taken by another table."""
    known = _subjects.get(subject.kind)
    if known and known.model is not subject.model:
        raise ValueError(f"two tables call themselves {subject.kind!r}")
    _subjects[subject.kind] = subject
    return subject


def subjects() -> list[Subject]:
    """Every kind of case, in the order of the lifecycle. Errors: none."""
    return list(_subjects.values())


def subject(kind: str) -> Subject:
    """The kind of that name. Errors: LookupError if no stage registered it."""
    try:
        return _subjects[kind]
    except KeyError:
        raise LookupError(f"no kind {kind!r}") from None


def state_of(kind: str, row: Moving) -> State:
    """The declared state a case is in. Errors: LookupError if its flow knows it not."""
    return subject(kind).flow_of(row).state(row.state)


# What the actor cannot mend, so that the move is not offered: too early, or for another.
NOT_NOW = frozenset(
    {
        "not_closed_yet",
        "publicity_running",
        "closed",
        "same_person",
        "signed_for_another",
        "by_acceptance",
        "earlier_first",
        "no_objection_upheld",
        "not_level",
        "target_reached",
        "not_late_yet",
        "task_in_time",
        "user_not_satisfied",
        "items_open",
        "not_first_step",
        "returned_before",
        "only_filed",
        "only_accepted",
        "plan_cannot_hold",
        "to_be_graded",
        "round_over",
        "discussion_closed",
        "gives_nothing",
        "gives_something",
        "no_introduction_agreed",
        "agreement_not_signed",
        "batch_not_sent",
        "payments_unpaid",
        "batches_unreconciled",
        "close_outdated",
        "payments_unanswered",
        "excellent_not_full",
        "term_runs_still",
        "slot_not_begun",
        "slot_over",
    }
)


def open_moves(kind: str, row: Moving, *, actor: Actor) -> list[Move]:
    """What this actor may do next, in declared order.

    A move that lacks something the actor can mend is offered and says what; one that is too
    early, or for somebody else, is not. Errors: none.
    """
    about = subject(kind)
    offered = flow.open_moves(about.flow_of(row), row.state, about.roles_of(actor, row))
    return [m for m in offered if not _barred(kind, row, m, actor)]


def _barred(kind: str, row: Moving, step: Move, actor: Actor) -> bool:
    return any(f.code in NOT_NOW for f in against(kind, row, step, actor=actor))


@door.change()
def begin(kind: str, row: Moving, *, actor: Actor, details: Mapping | None = None) -> str:
    """Save a new case in the first state of its flow and put its beginning on the trail.

    Writes: the row, one step; then emits Moved. Returns the step's id.
    """
    first = subject(kind).flow_of(row).states[0]
    _enter(row, first)
    row.save()
    step_id = trail.record(
        kind, row.pk, "begin", actor=actor, after=first.name, details=details
    )
    _tell(kind, row, "begin", "", step_id, actor)
    return step_id


@door.change()
def make(
    kind: str,
    pk: int,
    name: str,
    *,
    actor: Actor,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> Any:
    """Make one declared move, or refuse with every reason at once.

    Writes: the case's state, one step on the trail, what the stage's effect writes; then
            emits Moved.
    Errors: Refused; LookupError if there is no such kind, case or move.
    """
    about = subject(kind)
    row = _locked(about, pk)
    declared = about.flow_of(row)
    move = flow.find(declared, name)
    given = dict(details or {})
    step = Step(row=row, move=move, actor=actor, reason=reason, details=given, at=clock.now())
    aside = bool(actor.user_id) and about.aside(actor, row)
    refuse_if(_against(about, step))
    refuse_if([Finding("steps_aside")] if aside else [])  # told only of what could be done
    before = row.state
    _enter(row, declared.state(move.after))
    row.save(update_fields=["state", "since", "due_on"])
    step_id = trail.record(
        kind,
        pk,
        name,
        actor=actor,
        before=before,
        after=move.after,
        reason=reason,
        details=given,
    )
    if effect := about.effects.get(name):
        effect(
            Step(
                row=row,
                move=move,
                actor=actor,
                reason=reason,
                details=given,
                at=step.at,
                step_id=step_id,
            )
        )
    if move.signs:
        mine = authority_for(kind, row, move, actor=actor)
        signing.sign(move, row, actor=actor, authority=mine, at=step.at)
    _tell(kind, row, name, before, step_id, actor)
    return row


@door.change()
def begin_all(kind: str, rows: Sequence[Moving], *, actor: Actor) -> None:
    """Save many new cases of one kind, each in its first state, and put them on the trail.

    Writes: the rows, one step each; then emits Moved for each.
    """
    about = subject(kind)
    for row in rows:
        _enter(row, about.flow_of(row).states[0])
    about.model._default_manager.bulk_create(rows, batch_size=IN_ONE_GO)
    taken = [trail.Taken(row.pk, after=row.state) for row in rows]
    steps = trail.record_all(kind, taken, "begin", actor=actor)
    for row, step_id in zip(rows, steps, strict=True):
        _tell(kind, row, "begin", "", step_id, actor)


@door.change()
def make_all(
    kind: str,
    pks: Iterable[int],
    name: str,
    *,
    actor: Actor,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> list[Any]:
    """Make the same declared move of many cases, or refuse it for all of them.

    Each case is locked, checked and put on the trail as by `make`; what is done together is
    reading and writing. Order: by primary key, which is returned too.
    Writes: each case's state and step, what the stage's effect writes; then emits Moved.
    Errors: Refused with the reasons of the first cases that have any, each naming its `case`;
            LookupError for a case or move that is not there; ValueError for a move that signs.
    """
    about, given, now = subject(kind), dict(details or {}), clock.now()
    rows = _locked_all(about, sorted(set(pks)))
    steps = [
        Step(
            row=row,
            move=flow.find(about.flow_of(row), name),
            actor=actor,
            reason=reason,
            details=given,
            at=now,
        )
        for row in rows
    ]
    refuse_if(_against_all(about, steps))
    before = [row.state for row in rows]
    _enter_all(about, steps)
    taken = [trail.Taken(row.pk, was, row.state) for row, was in zip(rows, before, strict=True)]
    said = {"actor": actor, "reason": reason, "details": given}
    done = trail.record_all(kind, taken, name, **said)
    effect = about.effects.get(name)
    for step, was, step_id in zip(steps, before, done, strict=True):
        if effect:
            effect(replace(step, step_id=step_id))
        _tell(kind, step.row, name, was, step_id, actor)
    return rows


def _locked_all(about: Subject, pks: Sequence[int]) -> list[Any]:
    found: dict[int, Any] = {}
    rows = about.model._default_manager.select_for_update(of=("self",))
    for start in range(0, len(pks), IN_ONE_GO):
        part = rows.filter(pk__in=pks[start : start + IN_ONE_GO])
        found |= {row.pk: row for row in part.select_related(*about.related).order_by("pk")}
    if lost := [pk for pk in pks if pk not in found]:
        raise LookupError(f"no {about.kind} {lost[0]}")
    return [found[pk] for pk in pks]


def _against_all(about: Subject, steps: Sequence[Step]) -> list[Finding]:
    """The reasons of the cases that have any, the first of them; each names its case."""
    found: list[Finding] = []
    for step in steps:
        if step.move.signs:
            raise ValueError(f"{step.move.name} signs a paper: each case by itself")
        own = _against(about, step)
        if step.actor.user_id and about.aside(step.actor, step.row) and not own:
            own = [Finding("steps_aside")]
        found += [replace(f, values={**f.values, "case": str(step.row)}) for f in own]
        if len(found) >= MOST_REASONS:
            break
    return found


def _enter_all(about: Subject, steps: Sequence[Step]) -> None:
    alike: dict[tuple[str, date | None], list[int]] = {}
    for step in steps:
        _enter(step.row, about.flow_of(step.row).state(step.move.after))
        alike.setdefault((step.row.state, step.row.due_on), []).append(step.row.pk)
    for (state, due_on), pks in alike.items():
        for start in range(0, len(pks), IN_ONE_GO):
            part = about.model._default_manager.filter(pk__in=pks[start : start + IN_ONE_GO])
            part.update(state=state, since=clock.now(), due_on=due_on)


def against(kind: str, row: Moving, move: Move, *, actor: Actor) -> list[Finding]:
    """What stands against a move, apart from what is still to be filled in. Errors: none."""
    about = subject(kind)
    step = Step(row=row, move=move, actor=actor, reason="-", details={}, at=clock.now())
    return _against(about, step, filled=False)


def _against(about: Subject, step: Step, *, filled: bool = True) -> list[Finding]:
    """Every reason at once: the flow's, the form's and the stage's own."""
    row = step.row
    roles = about.roles_of(step.actor, row)
    found = flow.refusals(step.move, row.state, roles, step.reason)
    if filled:
        found += forms.check_all(step.move.asks, step.details)
    for name in step.move.checks:
        found += about.checks[name](step)
    signs = step.move.signs and not roles.isdisjoint(step.move.by)
    if signs and authority_for(about.kind, row, step.move, actor=step.actor) is None:
        found.append(Finding("no_authority", {"unit": about.unit_of(row, step.move)}))
    return found


def authority_for(kind: str, row: Any, move: Move, *, actor: Actor) -> Authority | None:
    """What the actor's signature would rest on, if they may sign at all. Errors: none."""
    about = subject(kind)
    return about.authority_of(actor, row, move) if about.authority_of else None


def _locked(about: Subject, pk: int) -> Any:
    rows = about.model._default_manager.select_for_update(of=("self",))
    row = rows.select_related(*about.related).filter(pk=pk).first()
    if row is None:
        raise LookupError(f"no {about.kind} {pk}")
    return row


def _enter(row: Moving, state: State) -> None:
    row.state, row.since = state.name, clock.now()
    started = clock.local_day(row.since)
    row.due_on = None if state.days is None else clock.after_working_days(started, state.days)


def _tell(kind: str, row: Moving, name: str, before: str, step_id: str, actor: Actor) -> None:
    events.emit(
        events.Moved(
            kind=kind,
            pk=row.pk,
            move=name,
            before=before,
            after=row.state,
            step_id=step_id,
            actor_id=actor.user_id,
        )
    )
