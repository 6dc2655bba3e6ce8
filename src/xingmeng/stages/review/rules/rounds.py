"""The life of a round, and what stands against its moves."""

from xingmeng.core import access
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles

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
            checks=("enough_experts", "all_handed_in", "extremes_explained", "ties_drawn"),
        ),
    ),
)


def round_roles(actor: Actor, of) -> frozenset[str]:
    return staff_roles(actor)


def seen_by(about, actor: Actor):
    """The candidates that somebody may know of, as entered; moves are for others then."""
    hidden = access.hidden(actor, "application") if actor.user_id else []
    rows = about.candidates.exclude(kind="application", subject_id__in=hidden)
    return rows.order_by("pk")


def enough_experts(step: Step) -> list[Finding]:
    """Each candidate has the experts the instrument asks for."""
    needed = step.row.instrument.terms.experts_per_application
    found = []
    for candidate in seen_by(step.row, step.actor):
        have = candidate.assignments.filter(role="expert").exclude(state="declined").count()
        if have < needed:
            values = {"title": candidate.title, "have": have, "needed": needed}
            found.append(Finding("too_few_experts", values))
    return found


def all_handed_in(step: Step) -> list[Finding]:
    """Every sheet is in, and each candidate still has one expert's at least."""
    return missing(step.row, step.actor)


def missing(about, actor: Actor = NOBODY) -> list[Finding]:
    """The sheets of a round that are not in, by candidate."""
    found = []
    for candidate in seen_by(about, actor):
        sheets = [a for a in candidate.assignments.all() if a.state != "declined"]
        open_sheets = sum(a.state != "handed_in" for a in sheets)
        if open_sheets or not any(a.role == "expert" for a in sheets):
            values = {"title": candidate.title, "open": open_sheets}
            found.append(Finding("sheets_missing", values))
    return found
