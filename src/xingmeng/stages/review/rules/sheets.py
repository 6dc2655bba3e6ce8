"""The life of a mark sheet, what it asks, who may do what with it, and recusal."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import drafts
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Criterion, Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles

MARKERS = frozenset({"expert", "issuer"})
DECLARATION = Section(
    name="declaration",
    label=Text("回避声明", "Declaration"),
    fields=(
        Field(
            name="no_conflict",
            kind="tick",
            label=Text(
                "与申报单位、人员无任职、亲属、师生、合作或利益关系。",
                "No employment, kinship, teaching, joint work or interest ties to the bidder.",
            ),
        ),
    ),
)
ASSIGNMENT = Flow(
    kind="assignment",
    states=(
        State(name="invited", label=Text("待接受", "Invited"), days=3),
        State(name="accepted", label=Text("评分中", "Marking"), days=7),
        State(
            name="handed_in",
            label=Text("已交回", "Handed in"),
            tone="good",
            held_by=Text("科技厅业务处", "the department"),
        ),
        State(name="declined", label=Text("已回避", "Declined"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="accept",
            label=Text("接受并声明无需回避", "Accept, no conflict"),
            before=("invited",),
            after="accepted",
            by=("expert", "issuer"),
            tone="good",
            asks=(DECLARATION,),
        ),
        Move(
            name="decline",
            label=Text("回避或谢绝", "Decline"),
            before=("invited", "accepted"),
            after="declined",
            by=("expert",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="step_aside",
            label=Text("发现须回避，收回", "Taken back: a tie was found"),
            before=("invited", "accepted", "handed_in"),
            after="declined",
            by=("system",),
        ),
        Move(
            name="hand_in",
            label=Text("交回评分表", "Hand in the sheet"),
            before=("accepted",),
            after="handed_in",
            by=("expert", "issuer"),
            tone="good",
            checks=("all_marked", "commented", "nothing_loose"),
            explain=Text(
                "交回后由业务处重新打开，或在讨论期间说明理由，方可修改。",
                "Once in, only an officer opens it, or you in discussion, with a reason.",
            ),
        ),
        Move(
            name="open_again",
            label=Text("退回重评", "Open the sheet again"),
            before=("handed_in",),
            after="accepted",
            by=("officer",),
            tone="warn",
            reason=True,
            checks=("round_still_marked",),
        ),
        Move(
            name="revise",
            label=Text("讨论后修改评分", "Revise after discussion"),
            before=("handed_in",),
            after="accepted",
            by=("expert",),
            tone="warn",
            reason=True,
            checks=("discussion_is_open",),
            explain=Text(
                "原评分和修改理由都会留存，须重新交回。",
                "The old marks and the reason are kept; hand the sheet in again.",
            ),
        ),
    ),
)
COMMENT = Field(
    name="comment",
    kind="longtext",
    label=Text("总体意见", "Overall reasons"),
    help=Text(
        "结果公布后以匿名方式告知申报单位，请勿写明身份。",
        "Told to the applicant after publication, without your name: do not say who you are.",
    ),
    max_chars=2000,
)
TO_OFFICER = Field(
    name="to_officer",
    kind="longtext",
    label=Text("给组织者的话（不公开）", "To the officer alone"),
    help=Text("申报单位和其他专家都看不到。", "Neither applicants nor other experts see it."),
    max_chars=1000,
    required=False,
)
TOTAL = Field(
    name="total",
    kind="decimal",
    label=Text("加权得分（随评分更新）", "Weighted total so far"),
    unit=Text("分", "points"),
    required=False,
    computed="weighted_total",
)
WHY = 800  # characters of a comment on one criterion


def why_of(criterion: str) -> str:
    """The question that asks why a criterion got its points. Errors: none."""
    return f"{criterion}_why"


def form_of(assignment) -> tuple[Section, ...]:
    """What one sheet asks: points and a comment for each of its lines, then the whole."""
    lines = [one for c in criteria_of(assignment) for one in _asked(c)]
    sheet = Section(  # one part: a phone shows parts one by one, and the total belongs in sight
        name="marks",
        label=Text("评分和意见", "Marks and reasons"),
        help=Text(
            "每项 0 到 100 分，按权重合计；填写时自动保存，断网也不丢失。",
            "0 to 100 each, weighed. Saved as you write, also without a network.",
        ),
        fields=(*lines, TOTAL, COMMENT, TO_OFFICER),
    )
    return (sheet,)


def _asked(line: Criterion) -> tuple[Field, Field]:
    weight = f"{line.weight}%"
    points = Field(
        name=line.name,
        kind="integer",
        label=Text(f"{line.label.zh}（{weight}）", f"{line.label.en} ({weight})"),
        help=line.help,
        min_value=0,
        max_value=100,
        unit=Text("分", "points"),
    )
    why = Field(
        name=why_of(line.name),
        kind="longtext",
        label=Text(f"{line.label.zh}：评语", f"{line.label.en}: comment"),
        max_chars=WHY,
        required=False,
    )
    return points, why


def points_in(criteria: tuple[Criterion, ...], answers: Mapping[str, Any]) -> dict[str, int]:
    """The points of a sheet that can stand: whole numbers from 0 to 100. Errors: none."""
    given = {c.name: answers.get(c.name) for c in criteria}
    return {n: v for n, v in given.items() if type(v) is int and 0 <= v <= 100}


def weighted(criteria: tuple[Criterion, ...], points: Mapping[str, int]) -> str | None:
    """The weighted total of the lines that have points, or None where none has.

    Units:  points to two decimals; of a sheet, whose lines may weigh less than 100 together.
    """
    lines = [c for c in criteria if c.name in points]
    whole = sum(c.weight for c in criteria)
    if not lines or not whole:
        return None
    hundredths = round(sum(points[c.name] * c.weight for c in lines) * 100 / whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def assignment_roles(actor: Actor, assignment) -> frozenset[str]:
    """Staff roles, and for a sheet's own people `marker` beside the role they mark in."""
    held = staff_roles(actor)
    if assignment.role == "expert" and assignment.user_id == actor.user_id:
        return held | {"expert", "marker"}
    if assignment.role == "issuer" and assignment.organisation_id in actor.organisations:
        return held | {"issuer", "marker"}
    return held


def is_read_by(actor: Actor, assignment) -> bool:
    """Whether a visible sheet may be read: always one's own, another's once it is in."""
    own = "marker" in assignment_roles(actor, assignment)
    return own or assignment.state == "handed_in"


def criteria_of(assignment) -> tuple[Criterion, ...]:
    """The lines of one sheet: those its role is asked to mark."""
    lines = assignment.candidate.round.criteria
    return tuple(c for c in lines if c.by == assignment.role)


def is_an_expert(user_id: int) -> list[Finding]:
    """Only who is in the pool today is asked."""
    known = registry.experts().filter(user_id=user_id).exists()
    return [] if known else [Finding("not_an_expert")]


def all_marked(step: Step) -> list[Finding]:
    """Every line of the sheet has its points."""
    lines = criteria_of(step.row)
    given = points_in(lines, step.row.answers)
    return [
        Finding("mark_missing", {"criterion": c.label, "field": c.name})
        for c in lines
        if c.name not in given
    ]


def commented(step: Step) -> list[Finding]:
    """A sheet says why."""
    return [] if step.row.comment.strip() else [Finding("comment_missing")]


def nothing_loose(step: Step) -> list[Finding]:
    """No text is too long, and no clash of two windows is open."""
    asked = form_of(step.row)
    found = forms.check_all(asked, step.row.answers, complete=False)
    lines = {c.name for c in criteria_of(step.row)}
    found = [f for f in found if f.values.get("field") not in lines]
    return forms.labelled(asked, found + drafts.loose_ends(step.row, asked))


def round_still_marked(step: Step) -> list[Finding]:
    """A sheet opens again only until the places are fixed."""
    over = step.row.candidate.round.state == "concluded"
    return [Finding("round_over")] if over else []


def discussion_is_open(step: Step) -> list[Finding]:
    """Marks are revised while the candidate is discussed."""
    talk = getattr(step.row.candidate, "discussion", None)
    return [] if talk and talk.state == "open" else [Finding("discussion_closed")]
