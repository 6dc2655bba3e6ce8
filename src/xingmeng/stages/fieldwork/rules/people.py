"""The life of a commissioner, what is filed about one, and who is one."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork.rules.words import FIELDS, KINDS, LANGUAGES
from xingmeng.stages.registry.rules import staff_roles

MOST_FIELDS = 3
LED = ("person", "team", "enterprise")  # a person stands behind these
COMMISSIONER_FORM = (
    Section(
        name="commissioner",
        label=Text("科技特派员", "Commissioner"),
        fields=(
            Field(
                name="kind",
                kind="choice",
                label=Text("类别", "Kind"),
                options=tuple(KINDS.items()),
            ),
            Field(
                name="person",
                kind="choice",
                label=Text("本人或队长", "The person, or who leads"),
                help=Text(
                    "本单位登记在册的人员；法人科技特派员不填。",
                    "From the unit's people; not for a legal person.",
                ),
                only_if=("kind", LED),
            ),
            Field(
                name="name",
                kind="text",
                label=Text("团队名称", "The team's name"),
                max_chars=60,
                only_if=("kind", ("team",)),
            ),
            Field(
                name="members",
                kind="choices",
                label=Text("队员", "Members"),
                help=Text(
                    "本单位已登记的科技特派员。", "Registered commissioners of the unit."
                ),
                only_if=("kind", ("team",)),
            ),
            Field(
                name="fields",
                kind="choices",
                label=Text("专业领域", "Fields"),
                options=tuple(FIELDS.items()),
            ),
            Field(
                name="skills",
                kind="longtext",
                label=Text("技术专长", "What they can do"),
                max_chars=500,
            ),
            Field(
                name="languages",
                kind="choices",
                label=Text("服务语言", "Languages"),
                options=tuple(LANGUAGES.items()),
            ),
        ),
    ),
)
COMMISSIONER = Flow(
    kind="commissioner",
    states=(
        State(name="filed", label=Text("待登记", "Filed"), days=10),
        State(name="registered", label=Text("已登记", "Registered"), tone="good"),
        State(name="refused", label=Text("不予登记", "Refused"), tone="bad", final=True),
        State(name="ended", label=Text("已退出", "Ended"), final=True),
        State(name="removed", label=Text("已取消资格", "Removed"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="register",
            label=Text("登记", "Register"),
            before=("filed",),
            after="registered",
            by=("recommender", "officer"),
            tone="good",
            checks=("sender_in_order",),
        ),
        Move(
            name="refuse",
            label=Text("不予登记", "Refuse"),
            before=("filed",),
            after="refused",
            by=("recommender", "officer"),
            tone="bad",
            reason=True,
        ),
        Move(
            name="end",
            label=Text("退出服务", "End the service"),
            before=("registered",),
            after="ended",
            by=("applicant",),
            tone="warn",
            reason=True,
            checks=("serves_nobody",),
        ),
        Move(
            name="remove",
            label=Text("取消资格", "Remove"),
            before=("registered",),
            after="removed",
            by=("system",),
            tone="bad",
        ),
    ),
)


def commissioner_roles(actor: Actor, row: Any) -> frozenset[str]:
    """Whoever acts for the sending unit is the applicant; the bureau is that of the unit."""
    held = staff_roles(actor, region_code=row.organisation.region_id)
    if row.organisation_id in actor.organisations:
        held |= {"applicant"}
    return held | {"commissioner"} if is_behind(actor, row) else held


def is_behind(actor: Actor, row: Any) -> bool:
    """Whether an actor is the commissioner: the person or leader, or acts for the body."""
    if row.kind == "body":
        return row.organisation_id in actor.organisations
    person = row.person
    return bool(actor.user_id) and person is not None and person.user_id == actor.user_id


def given_holds(given: Any) -> list[Finding]:
    """What no single question of the form can say. Errors: none."""
    found = []
    if len(given.get("fields") or ()) > MOST_FIELDS:
        found.append(Finding("too_many_fields", {"field": "fields", "most": MOST_FIELDS}))
    return found
