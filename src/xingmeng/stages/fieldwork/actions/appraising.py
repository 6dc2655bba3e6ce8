"""The yearly appraisal: drafted from the log, rated by the county, graded by the department."""

from typing import Any

from xingmeng.core import clock, door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import facts, queries
from xingmeng.stages.fieldwork.models import Appraisal, ServiceAgreement
from xingmeng.stages.fieldwork.rules import appraisals as rules
from xingmeng.stages.fieldwork.rules.postings import LIVE


@door.change()
def draft_appraisals(year: int, *, actor: Actor) -> list[Appraisal]:
    """Begin the appraisal of everybody who served in a year and has none, from their log.

    Order:  by number. Writes: the appraisals, one step each.
    Errors: Refused without the right, before the year has ended, or where nobody is left.
    """
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    found += [] if clock.today().year > year else [Finding("year_not_over", {"year": year})]
    people = [] if found else list(queries.to_appraise(year))
    refuse_if(found or ([] if people else [Finding("everyone_appraised")]))
    said = facts.found_in([one.pk for one in people], year)
    where = _counties([one.pk for one in people], year)
    rows = [
        Appraisal(commissioner=one, region_id=where[one.pk], year=year, found=said[one.pk])
        for one in people
    ]
    move.begin_all("appraisal", rows, actor=actor)
    return rows


def _counties(commissioners: list[int], year: int) -> dict[int, str]:
    """The county that judges each: where they served last in the year."""
    rows = ServiceAgreement.objects.filter(
        commissioner__in=commissioners, signed_on__year__lte=year, until_on__year__gte=year
    ).exclude(state="terminated")
    ordered = rows.order_by("from_on", "pk").values_list("commissioner_id", "region_id")
    return dict(ordered)


def _rate(step: Step) -> None:
    row: Appraisal = step.row
    row.tasks_pct, row.remarks = step.details["tasks_pct"], step.details["remarks"]
    row.save(update_fields=["tasks_pct", "remarks"])


def _numbers(step: Step) -> dict[str, Any]:
    return queries.numbers_on(step.on, rules.NUMBERS)


def _numbers_are_set(step: Step) -> list[Finding]:
    return rules.owed(_numbers(step))


def _judged(step: Step) -> tuple[dict[str, int], int, str]:
    """Points of each part, score and grade."""
    row, numbers = step.row, _numbers(step)
    points = rules.parts_of(row.found, row.tasks_pct or 0, numbers)
    score = sum(points.values())
    return points, score, rules.grade_of(score, numbers)


def _left_for_excellent(step: Step) -> tuple[int, int]:
    """How many places for excellent the year has, and how many of them are left."""
    year = Appraisal.objects.filter(year=step.row.year)
    most = rules.excellent_places(year.count(), _numbers(step))
    return most, most - year.filter(state="graded", grade="excellent").count()


def _would_be_excellent(step: Step) -> bool:
    return not rules.owed(_numbers(step)) and _judged(step)[2] == "excellent"


def _excellent_left(step: Step) -> list[Finding]:
    """No more are excellent than the share of the year's appraisals allows."""
    if not _would_be_excellent(step):
        return []
    most, left = _left_for_excellent(step)
    return [] if left > 0 else [Finding("excellent_full", {"most": most})]


def _excellent_gone(step: Step) -> list[Finding]:
    """Only who would be excellent, and only once no place is left, passes in its stead."""
    full = _would_be_excellent(step) and _left_for_excellent(step)[1] <= 0
    return [] if full else [Finding("excellent_not_full")]


def _grade(step: Step) -> None:
    """Keep the grade; who has failed too often is removed and their service ends."""
    row: Appraisal = step.row
    row.points, row.score, row.grade = _judged(step)
    row.grade = "pass" if step.move.name == "grade_within" else row.grade
    row.graded_on = step.on
    row.save(update_fields=["points", "score", "grade", "graded_on"])
    one = row.commissioner
    graded = one.appraisals.filter(state="graded").values_list("grade", flat=True)
    if one.state != "registered" or not rules.is_removed(list(graded), _numbers(step)):
        return
    system = SYSTEM.because_of(step.step_id)
    live = ServiceAgreement.objects.filter(commissioner=one, state__in=LIVE).order_by("pk")
    for agreement in live:
        name = "break_off" if agreement.state == "in_force" else "fall_away"
        move.make("service_agreement", agreement.pk, name, actor=system)
    move.make("commissioner", one.pk, "remove", actor=system)


APPRAISAL = move.register(
    move.Subject(
        kind="appraisal",
        title=Text("年度考核", "Yearly appraisal"),
        model=Appraisal,
        flow_of=lambda row: rules.APPRAISAL,
        every_flow=lambda: [rules.APPRAISAL],
        roles_of=rules.appraisal_roles,
        visible_to=queries.appraisals_for,
        checks={
            "numbers_are_set": _numbers_are_set,
            "excellent_left": _excellent_left,
            "excellent_gone": _excellent_gone,
        },
        effects={"rate": _rate, "grade": _grade, "grade_within": _grade},
        related=("commissioner__person", "region"),
    )
)
