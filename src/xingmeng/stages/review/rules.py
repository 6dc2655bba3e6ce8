"""The life of a round and of a mark sheet, who may do what, and recusal."""

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Criterion, Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles

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
ROUND = Flow(
    kind="round",
    states=(
        State(name="assigning", label=Text("选派专家", "Assigning experts"), days=5),
        State(name="marking", label=Text("评分中", "Marking"), days=10),
        State(name="concluded", label=Text("评审结束", "Concluded"), tone="good", final=True),
    ),
    moves=(
        Move(
            name="start_marking",
            label=Text("开始评分", "Start marking"),
            before=("assigning",),
            after="marking",
            by=("officer",),
            tone="good",
            checks=("enough_experts",),
        ),
        Move(
            name="conclude",
            label=Text("汇总排序", "Conclude and rank"),
            before=("marking",),
            after="concluded",
            by=("officer",),
            tone="good",
            checks=("enough_experts", "all_handed_in"),
        ),
    ),
)
ASSIGNMENT = Flow(
    kind="assignment",
    states=(
        State(name="invited", label=Text("待接受", "Invited"), days=3),
        State(name="accepted", label=Text("评分中", "Marking"), days=7),
        State(name="handed_in", label=Text("已交回", "Handed in"), tone="good", final=True),
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
            name="hand_in",
            label=Text("交回评分表", "Hand in the sheet"),
            before=("accepted",),
            after="handed_in",
            by=("expert", "issuer"),
            tone="good",
            checks=("all_marked", "commented"),
        ),
    ),
)


def round_roles(actor: Actor, of) -> frozenset[str]:
    return staff_roles(actor)


def assignment_roles(actor: Actor, assignment) -> frozenset[str]:
    held = staff_roles(actor)
    if assignment.role == "expert" and assignment.user_id == actor.user_id:
        return held | {"expert"}
    if assignment.role == "issuer" and assignment.organisation_id in actor.organisations:
        return held | {"issuer"}
    return held


def criteria_of(assignment) -> tuple[Criterion, ...]:
    """The lines of one sheet: those its role is asked to mark."""
    instrument = assignment.candidate.round.instrument
    return tuple(c for c in instrument.criteria if c.by == assignment.role)


def must_step_aside(user_id: int, organisation_ids: set[int]) -> list[Finding]:
    """Nobody marks a bid of, or for, the unit they work in."""
    if registry.employers_of(user_id) & organisation_ids:
        return [Finding("conflict_same_unit")]
    return []


def is_an_expert(user_id: int) -> list[Finding]:
    """Only who is in the pool today is asked."""
    known = registry.experts().filter(user_id=user_id).exists()
    return [] if known else [Finding("not_an_expert")]


def enough_experts(step: Step) -> list[Finding]:
    """Each candidate has the experts the instrument asks for."""
    needed = step.row.instrument.terms.experts_per_application
    found = []
    for candidate in step.row.candidates.order_by("pk"):
        have = candidate.assignments.filter(role="expert").exclude(state="declined").count()
        if have < needed:
            values = {"title": candidate.title, "have": have, "needed": needed}
            found.append(Finding("too_few_experts", values))
    return found


def all_handed_in(step: Step) -> list[Finding]:
    """Every sheet is in, and each candidate still has one expert's at least."""
    found = []
    for candidate in step.row.candidates.order_by("pk"):
        sheets = [a for a in candidate.assignments.all() if a.state != "declined"]
        open_sheets = sum(a.state != "handed_in" for a in sheets)
        if open_sheets or not any(a.role == "expert" for a in sheets):
            values = {"title": candidate.title, "open": open_sheets}
            found.append(Finding("sheets_missing", values))
    return found


def all_marked(step: Step) -> list[Finding]:
    """Every line of the sheet has its points."""
    given = set(step.row.marks.values_list("criterion", flat=True))
    return [
        Finding("mark_missing", {"criterion": c.label})
        for c in criteria_of(step.row)
        if c.name not in given
    ]


def commented(step: Step) -> list[Finding]:
    """A sheet says why."""
    return [] if step.row.comment.strip() else [Finding("comment_missing")]
