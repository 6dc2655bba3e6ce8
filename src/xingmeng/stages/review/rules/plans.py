"""The life of a proposed assignment, the rules an officer may set, and their words."""

from typing import Any, NamedTuple

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles
from xingmeng.stages.registry.rules.pool import FIELDS, LANGUAGES

HIGHEST = 60  # experts or loads, beyond which a rule is a slip of the pen
PLAN = Flow(
    kind="plan",
    states=(
        State(name="proposed", label=Text("待采用", "Proposed"), days=3),
        State(name="adopted", label=Text("已采用", "Adopted"), tone="good", final=True),
        State(name="discarded", label=Text("已放弃", "Discarded"), final=True),
    ),
    moves=(
        Move(
            name="adopt",
            label=Text("采用并邀请专家", "Adopt and invite"),
            before=("proposed",),
            after="adopted",
            by=("officer",),
            tone="good",
            checks=("can_be_adopted",),
        ),
        Move(
            name="discard",
            label=Text("放弃", "Discard"),
            before=("proposed",),
            after="discarded",
            by=("officer", "system"),
            tone="warn",
        ),
    ),
)
RULES: dict[str, Text] = {
    "per_application": Text("每份申报的专家数", "experts per application"),
    "max_load": Text("每位专家的份数上限", "the most an expert may have"),
    "min_load": Text("每位专家的份数下限", "the least an expert must have"),
    "own_load": Text("专家自报的最多份数", "the most an expert offered to take"),
    "conflicts": Text("回避", "recusal"),
    "scores": Text("专家库", "the pool of experts"),
    "chance": Text("入选概率上限", "the cap on chances"),
    "one_per_unit": Text("同一份申报每单位至多一人", "one expert of a unit on an application"),
    "outside": Text("区外专家数", "experts from outside the region"),
    "language": Text("能评该语言的专家数", "experts who read the language"),
    "field": Text("该学科的专家数", "experts of the field"),
}


class PlanRules(NamedTuple):
    """What an assignment must keep. Units: experts, applications; chance in percent, 0 none."""

    per_application: int
    most: int
    least: int = 0
    one_per_unit: bool = True
    outside: int = 0
    language: str = "en"
    language_least: int = 0
    field: str = ""
    field_least: int = 0
    objective: str = "fair"
    chance: int = 0


def plan_roles(actor: Actor, of) -> frozenset[str]:
    return staff_roles(actor)


def rules_hold(rules: PlanRules) -> list[Finding]:
    """Whether an officer's rules make sense at all. Errors: none."""
    found = []
    for name in ("per_application", "most"):
        if not 1 <= getattr(rules, name) <= HIGHEST:
            found.append(Finding("rule_out_of_range", {"field": name, "most": HIGHEST}))
    for name in ("outside", "language_least", "field_least"):
        if not 0 <= getattr(rules, name) <= rules.per_application:
            most = rules.per_application
            found.append(Finding("rule_out_of_range", {"field": name, "most": most}))
    if not 0 <= rules.least <= rules.most:
        found.append(Finding("rule_out_of_range", {"field": "least", "most": rules.most}))
    if not 0 <= rules.chance <= 100:
        found.append(Finding("rule_out_of_range", {"field": "chance", "most": 100}))
    return found + _known(rules)


def _known(rules: PlanRules) -> list[Finding]:
    asked: list[tuple[str, bool]] = [
        ("language", rules.language not in LANGUAGES),
        ("field", bool(rules.field_least) and rules.field not in FIELDS),
        ("objective", rules.objective not in ("fair", "total")),
    ]
    found = [Finding("not_an_option", {"field": name}) for name, wrong in asked if wrong]
    if rules.chance and rules.language_least and rules.field_least:
        found.append(Finding("chances_need_plain_rules", {"field": "chance"}))
    return found


def told(clash: list[str]) -> Text:
    """Rules that cannot hold together, in words. Errors: none."""
    named = [RULES[name] for name in clash]
    return Text("、".join(n.zh for n in named), ", ".join(n.en for n in named))


def can_be_adopted(step: Step) -> list[Finding]:
    """A plan with pairs, for a round that still assigns."""
    row: Any = step.row
    found = []
    if row.clash:
        found.append(Finding("plan_cannot_hold", {"rules": told(row.clash)}))
    if row.round.state != "assigning":
        values = {"state": row.round.state, "needed": ["assigning"]}
        found.append(Finding("wrong_state", values))
    return found
