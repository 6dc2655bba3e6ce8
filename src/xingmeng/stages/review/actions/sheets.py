"""Asking experts and marking. One function per verb, one transaction per call."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingmeng.core import access, clock, door, drafts, move, revisions, trail, written
from xingmeng.core.actor import Actor
from xingmeng.core.drafts import Given, How
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.review import facts, queries, rules
from xingmeng.stages.review.actions import discussing
from xingmeng.stages.review.models import Assignment, Candidate, Mark
from xingmeng.stages.review.rules import recusal


@door.change()
def assign(candidate_id: int, user_id: int, *, actor: Actor) -> Assignment:
    """Ask an expert to mark one candidate, and let them read it.

    In a blind round they read an anonymous copy on the sheet's own pages instead.
    Writes: the sheet, its step, one grant of access.
    Errors: Refused if the round is concluded, the expert must step aside (every tie with its
            path), has been asked, or without the right.
    """
    candidate = Candidate.objects.select_related("round").get(pk=candidate_id)
    aside = access.is_barred(actor, candidate.kind, candidate.subject_id)
    found = [] if "officer" in actor.roles and not aside else [not_yours("officer")]
    if candidate.round.state == "concluded":
        found.append(Finding("wrong_state", {"state": candidate.round.state}))
    hits = facts.conflicts([user_id], [candidate], on=clock.today())
    ties = recusal.refusals(hits.get((user_id, candidate.pk), ()))
    found += ties or rules.is_an_expert(user_id)
    drawn = queries.drawn_pool(candidate.round)
    if drawn is not None and user_id not in drawn:
        found.append(Finding("not_drawn"))
    if candidate.assignments.filter(role="expert", user_id=user_id).exists():
        found.append(Finding("already_assigned"))
    refuse_if(found)
    return invite([(candidate, user_id)], actor=actor)[0]


def invite(pairs: Iterable[tuple[Candidate, int]], *, actor: Actor) -> list[Assignment]:
    """Ask experts of whom recusal has been checked; part of another action.

    Writes: for each the sheet, its step and one grant of access.
    """
    rows = [Assignment(candidate=c, role="expert", user_id=user) for c, user in pairs]
    for row in rows:
        move.begin("assignment", row, actor=actor)
    subjects = [(row.user_id, row.candidate) for row in rows if not row.candidate.round.blind]
    seen = [(user, candidate.kind, candidate.subject_id) for user, candidate in subjects]
    access.grant_all("expert", seen)
    return rows


@door.change()
def mark(pk: int, points: Mapping[str, int | None], comment: str, *, actor: Actor) -> None:
    """Keep a sheet's points and comment; may be done again until it is handed in.

    Units:  points 0 to 100; None leaves a line as it is. Writes: as `save_sheet`.
    Errors: Refused for points out of range, a line that is not on the sheet, another's sheet,
            or one handed in.
    """
    row = _held(pk)
    known = {c.name for c in rules.criteria_of(row)}
    given = {name: value for name, value in points.items() if value is not None}
    found = _against(row, actor)
    for name, value in given.items():
        if name not in known or not 0 <= value <= 100:
            found.append(Finding("mark_out_of_range", {"field": name}))
    refuse_if(found)
    _write(row, Given({**given, "comment": comment[:2000]}), actor)


@door.change()
def save_sheet(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep what was written on a sheet, also while it is faulty, and say what is wrong.

    Writes: the sheet, the points that stand, a revision now and then; nothing on the trail
            before hand-in. Errors: Refused for another's sheet, or one handed in.
    """
    row = _held(pk)
    refuse_if(_against(row, actor))
    return _write(row, given, actor)


@door.change()
def bring_in(sheets: Mapping[int, Given], *, actor: Actor) -> int:
    """Keep what a workbook says of several sheets, all of it or nothing. Returns how many.

    Writes: as `save_sheet`. Errors: Refused with every fault of every sheet.
    """
    rows = {pk: _held(pk) for pk in sorted(sheets)}
    found = [f for row in rows.values() for f in _against(row, actor)]
    refuse_if(found)
    wrong = [f for pk, row in rows.items() for f in _write(row, sheets[pk], actor)]
    refuse_if(wrong)
    return len(rows)


def _held(pk: int) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",))
    return rows.select_related("candidate__round").get(pk=pk)


def _against(row: Assignment, actor: Actor) -> list[Finding]:
    found = []
    if "marker" not in rules.assignment_roles(actor, row) or _steps_aside(actor, row):
        found.append(not_yours("expert", "issuer"))
    if row.state != "accepted":
        found.append(Finding("wrong_state", {"state": row.state, "needed": ["accepted"]}))
    return found


def _write(row: Assignment, given: Mapping[str, Any], actor: Actor) -> list[Finding]:
    """Answers, running total and the points that stand go together."""
    how = given.how if isinstance(given, Given) else How()
    typed = {name: value for name, value in given.items() if name != rules.sheets.TOTAL.name}
    roles = rules.assignment_roles(actor, row)
    wrong = drafts.write(row, rules.form_of(row), Given(typed, how), roles=roles, actor=actor)
    lines = rules.criteria_of(row)
    points = rules.points_in(lines, row.answers)
    row.answers[rules.sheets.TOTAL.name] = rules.weighted(lines, points)
    row.save(update_fields=list(drafts.COLUMNS))
    stood = dict(row.marks.values_list("criterion", "points"))
    row.marks.exclude(criterion__in=points).delete()
    for name, value in points.items():
        if stood.get(name) != value:
            Mark.objects.update_or_create(
                assignment=row, criterion=name, defaults={"points": value}
            )
    return wrong


def _end_access(step: Step) -> None:
    """Who declines sees the bid no longer."""
    candidate = step.row.candidate
    access.end(step.row.user_id, "expert", kind=candidate.kind, subject_id=candidate.subject_id)
    discussing.open_when_all_in(candidate, step_id=step.step_id)


def _hand_in(step: Step) -> None:
    """What was handed in is kept, on the trail as a digest; the last one opens the talk."""
    row: Assignment = step.row
    revisions.keep("assignment", row, "submit", by=step.actor.user_id)
    if row.handed_in_at is None:
        row.handed_in_at = clock.now()
        row.save(update_fields=["handed_in_at"])
    given = dict(row.marks.values_list("criterion", "points"))
    trail.record("assignment", row.pk, "marks", actor=step.actor, details={"marks": given})
    discussing.open_when_all_in(row.candidate, step_id=step.step_id)


def _steps_aside(actor: Actor, row: Assignment) -> bool:
    return access.is_barred(actor, row.candidate.kind, row.candidate.subject_id)


ASSIGNMENT = move.register(
    move.Subject(
        kind="assignment",
        title=Text("评分表", "Mark sheet"),
        model=Assignment,
        flow_of=lambda row: rules.ASSIGNMENT,
        every_flow=lambda: [rules.ASSIGNMENT],
        roles_of=rules.assignment_roles,
        visible_to=queries.visible_to,
        checks={
            "all_marked": rules.all_marked,
            "commented": rules.commented,
            "nothing_loose": rules.sheets.nothing_loose,
            "round_still_marked": rules.sheets.round_still_marked,
            "discussion_is_open": rules.sheets.discussion_is_open,
        },
        aside=_steps_aside,
        effects={"decline": _end_access, "step_aside": _end_access, "hand_in": _hand_in},
        related=("candidate__round",),
    )
)
written.register(
    written.Written(
        kind="assignment",
        form_of=rules.form_of,
        answers_of=lambda row: row.answers,
        bound=queries.sheet_form,
        save=lambda pk, given, actor: save_sheet(pk, given, actor=actor),
        open_to=queries.reads_sheet,
    )
)
