"""Five values of a result by its class, who may evaluate it, and the life of an evaluation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import attachments
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.instruments.sections.words import ACTIVITIES
from xingmeng.law.dated import parameter
from xingmeng.stages.registry.rules import staff_roles

SOURCE = "国办发〔2021〕26号"
VALUES = (
    ("scientific", Text("科学价值", "Scientific value")),
    ("technical", Text("技术价值", "Technical value")),
    ("economic", Text("经济价值", "Economic value")),
    ("social", Text("社会价值", "Social value")),
    ("cultural", Text("文化价值", "Cultural value")),
)
CAPACITIES = (
    ("user", Text("用户、市场主体", "User or market")),
    ("agency", Text("第三方评价机构", "Third-party agency")),
    ("peers", Text("同行", "Peers")),
)
FORM = (
    Section(
        name="evaluation",
        label=Text("五元价值评价", "Five values"),
        help=Text("国办发〔2021〕26号：分类评价，不唯论文。", "By class, not by papers alone."),
        fields=(
            Field(
                name="klass",
                kind="choice",
                label=Text("成果类别", "Class of the result"),
                options=ACTIVITIES,
            ),
            Field(
                name="capacity",
                kind="choice",
                label=Text("评价方身份", "In what capacity"),
                help=Text(
                    "应用研究和试验发展由用户、市场或第三方评价。",
                    "Applied work is for users, the market or an agency.",
                ),
                options=CAPACITIES,
            ),
            *(
                Field(name=name, kind="integer", label=label, min_value=0, max_value=100)
                for name, label in VALUES
            ),
            Field(
                name="text",
                kind="longtext",
                label=Text("评价意见和依据", "Findings and what they rest on"),
                max_chars=1500,
            ),
        ),
    ),
)


def _move(name: str, before: str, after: str, by: str, words: Text, **more: Any) -> Move:
    return Move(name=name, label=words, before=(before,), after=after, by=(by,), **more)


FLOW = Flow(
    kind="evaluation",
    states=(
        State(name="filed", label=Text("待完成单位确认", "For the maker"), days=10),
        State(name="contested", label=Text("有异议", "Contested"), tone="warn", days=10),
        State(name="stands", label=Text("有效", "Stands"), tone="good", final=True),
        State(name="struck", label=Text("已撤销", "Struck"), tone="bad", final=True),
    ),
    moves=(
        _move(
            "accept",
            "filed",
            "stands",
            "maker",
            Text("确认评价", "Accept"),
            tone="good",
            checks=("evidence_shown",),
        ),
        _move(
            "contest", "filed", "contested", "maker", Text("提出异议", "Contest"), reason=True
        ),
        _move(
            "keep",
            "contested",
            "stands",
            "officer",
            Text("维持评价", "Keep"),
            reason=True,
            checks=("evidence_shown",),
        ),
        _move(
            "strike",
            "contested",
            "struck",
            "officer",
            Text("撤销评价", "Strike"),
            tone="bad",
            reason=True,
        ),
    ),
)


def roles_of(actor: Actor, evaluation) -> frozenset[str]:
    held = staff_roles(actor)
    held |= {"evaluator"} if evaluation.evaluator_id in actor.organisations else set()
    made = evaluation.outcome.organisation_id in actor.organisations
    return held | {"maker"} if made else held


def fits(given: Mapping[str, Any]) -> list[Finding]:
    """Applied work is not evaluated by peers: its market and users lead."""
    if given.get("capacity") == "peers" and given.get("klass") != "basic":
        return [Finding("evaluated_by_market", {"field": "capacity"})]
    return []


def evidence_shown(step: Step) -> list[Finding]:
    """An evaluation rests on at least one file."""
    if attachments.of("evaluation", step.row.pk).exists():
        return []
    return [Finding("evidence_missing")]


def weights(klass: str, *, on: date) -> dict[str, int]:
    """What each value weighs in a class. Units: percent, 100 in all."""
    return {
        name: parameter("evaluation", f"{klass}_{name}_pct", on=on).value for name, _ in VALUES
    }


def score(evaluation) -> str:
    """The weighted mark of an evaluation, with one decimal."""
    held = weights(evaluation.klass, on=evaluation.stated_on)
    whole = sum(weight * evaluation.marks[name] for name, weight in held.items())
    return f"{whole // 100}.{whole % 100 // 10}"
