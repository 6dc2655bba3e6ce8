"""The life of a yearly appraisal: its parts, its grade, and what follows from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork.rules.people import is_behind
from xingmeng.stages.fieldwork.rules.words import roles_at

# Source: domain facts, section 9: the four parts, the three grades.
PARTS: dict[str, Text] = {
    "days": Text("服务天数", "Days served"),
    "tasks": Text("任务完成", "Tasks done"),
    "benefit": Text("服务效益", "Benefit"),
    "satisfaction": Text("服务对象满意度", "Satisfaction of those served"),
}
GRADES: dict[str, Text] = {
    "excellent": Text("优秀", "Excellent"),
    "pass": Text("合格", "Pass"),
    "fail": Text("不合格", "Fail"),
}
TONES = {"excellent": "good", "pass": "good", "fail": "bad"}
HUNDREDTHS = 100
BEST_SATISFACTION = 5
RATING = Section(
    name="rating",
    label=Text("旗县评价", "The county's rating"),
    fields=(
        Field(
            name="tasks_pct",
            kind="integer",
            label=Text("任务完成比例", "Tasks done"),
            unit=Text("%", "%"),
            min_value=0,
            max_value=100,
        ),
        Field(
            name="remarks",
            kind="longtext",
            label=Text("评价意见", "Remarks"),
            max_chars=500,
        ),
    ),
)
APPRAISAL = Flow(
    kind="appraisal",
    states=(
        State(name="drafted", label=Text("待旗县评价", "With the county"), days=10),
        State(name="rated", label=Text("待评定等次", "To be graded"), days=10),
        State(name="graded", label=Text("已评定", "Graded"), tone="good", final=True),
    ),
    moves=(
        Move(
            name="rate",
            label=Text("评价", "Rate"),
            before=("drafted",),
            after="rated",
            by=("county",),
            tone="good",
            asks=(RATING,),
        ),
        Move(
            name="send_back",
            label=Text("退回旗县", "Send back"),
            before=("rated",),
            after="drafted",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="grade",
            label=Text("评定等次", "Grade"),
            before=("rated",),
            after="graded",
            by=("officer",),
            tone="good",
            checks=("numbers_are_set", "excellent_left"),
        ),
        Move(
            name="grade_within",
            label=Text("优秀名额已满，评为合格", "No place for excellent is left: pass"),
            before=("rated",),
            after="graded",
            by=("officer",),
            checks=("numbers_are_set", "excellent_gone"),
        ),
    ),
)
NUMBERS = (  # what the authority owes before anybody is graded
    "days_points",
    "tasks_points",
    "benefit_points",
    "satisfaction_points",
    "excellent_points",
    "pass_points",
    "excellent_pct",
    "fails_to_remove",
    "benefit_farms",
)


def appraisal_roles(actor: Actor, row: Any) -> frozenset[str]:
    """The county served and staff judge; who is judged and who sends them look on."""
    held = roles_at(actor, row.region_id)
    if is_behind(actor, row.commissioner):
        held |= {"commissioner"}
    own = row.commissioner.organisation_id in actor.organisations
    return held | {"applicant"} if own else held


def parts_of(
    found: Mapping[str, int], tasks_pct: int, numbers: Mapping[str, int]
) -> dict[str, int]:
    """The points of each part, out of the weights that the authority set.

    days: confirmed days over those agreed; benefit: farms reached by confirmed techniques, up
    to the number that counts in full; satisfaction: the mean of those who confirmed.
    Units:  hundredths of a point. Errors: none.
    """
    shares = {
        "days": _share(found["half_days"], 2 * found["agreed_days"]),
        "tasks": (tasks_pct, 100),
        "benefit": _share(found["farms"], numbers["benefit_farms"]),
        "satisfaction": _share(found["satisfied"], BEST_SATISFACTION * found["confirmed"]),
    }
    return {
        name: numbers[f"{name}_points"] * HUNDREDTHS * part // whole
        for name, (part, whole) in shares.items()
    }


def _share(part: int, whole: int) -> tuple[int, int]:
    return (min(part, whole), whole) if whole else (0, 1)


def grade_of(score: int, numbers: Mapping[str, int]) -> str:
    """The grade of a score. Units: hundredths of a point. Errors: none."""
    if score >= numbers["excellent_points"] * HUNDREDTHS:
        return "excellent"
    return "pass" if score >= numbers["pass_points"] * HUNDREDTHS else "fail"


def excellent_places(judged: int, numbers: Mapping[str, int]) -> int:
    """How many of a year's commissioners may be excellent, rounded down. Errors: none."""
    return judged * numbers["excellent_pct"] // 100


def is_removed(grades: Sequence[str], numbers: Mapping[str, int]) -> bool:
    """Whether somebody has failed as often as removes them. Errors: none."""
    return grades.count("fail") >= numbers["fails_to_remove"]


def owed(numbers: Mapping[str, int | None]) -> list[Finding]:
    """The numbers that the authority has not set. Errors: none."""
    return [Finding("numbers_owed")] if None in numbers.values() else []
