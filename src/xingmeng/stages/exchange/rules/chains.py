"""Industry chains: what belongs to a link, when it is thin, the life of a bottleneck."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingmeng import instruments
from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles

PARTS = {
    "upstream": Text("上游", "Upstream"),
    "midstream": Text("中游", "Midstream"),
    "downstream": Text("下游", "Downstream"),
}
PLACED = {  # what an officer may put on a link, and the column it is known by
    "organisation": (
        Text("企业（统一社会信用代码）", "Enterprise (credit code)"),
        "credit_code",
    ),
    "platform": (Text("平台（证书编号）", "Platform (certificate number)"), "number"),
    "need": (Text("需求（编号）", "Need (number)"), "number"),
    "offer": (Text("供给（编号）", "Offer (number)"), "number"),
    "contract": (Text("项目（任务书编号）", "Project (contract number)"), "number"),
}
PLATFORMS = instruments.standing_for("platform")
THIN = Text(
    "有未突破的卡点或没有供给的需求，却没有在研项目、也没有创新平台的环节为“薄弱”；"
    "有卡点或需求，且至少有一个在研项目或平台的为“已有布局”；"
    "没有卡点、也没有待供给需求的为“暂无卡点”。",
    "A link is thin where a bottleneck is not overcome or a need has no offer, and no project "
    "runs and no platform stands there. Where at least one does, it is covered. Where neither "
    "a bottleneck nor such a need is on record, nothing is asked.",
)
STANDINGS = {
    "thin": State(name="thin", label=Text("薄弱", "Thin"), tone="bad"),
    "covered": State(name="covered", label=Text("已有布局", "Covered"), tone="good"),
    "calm": State(name="calm", label=Text("暂无卡点", "Nothing asked"), tone="neutral"),
}
ASKING, COVERING = ("bottleneck", "need"), ("contract", "platform")
PUBLIC = ("open", "tackled", "overcome")
UNSOLVED = ("open", "tackled")
LIVE = ("proposed", *UNSOLVED)
SIGHT = Section(
    name="sight",
    label=Text("公开范围", "Who may see it"),
    fields=(
        Field(
            name="sight",
            kind="choice",
            label=Text("公开范围", "Who may see it"),
            options=(
                ("public", Text("向社会公开", "Everybody")),
                ("inside", Text("只供管理部门和提出单位查看", "The department and its unit")),
            ),
        ),
    ),
)
TACKLED = Section(
    name="tackled",
    label=Text("攻关安排", "How it is tackled"),
    fields=(
        Field(
            name="tackled_by",
            kind="longtext",
            label=Text("由谁、以什么项目攻关", "Who tackles it, by which project"),
            max_chars=600,
        ),
    ),
)
EVIDENCE = Section(
    name="evidence",
    label=Text("突破依据", "What shows it"),
    fields=(
        Field(
            name="evidence",
            kind="longtext",
            label=Text("突破的依据", "What shows that it is overcome"),
            help=Text(
                "写明验收、检测或应用的文号和数据，便于核对。",
                "Name the acceptance, test or use, with numbers that can be checked.",
            ),
            max_chars=1500,
        ),
    ),
)
BOTTLENECK = Flow(
    kind="bottleneck",
    states=(
        State(name="proposed", label=Text("待核实", "Proposed"), days=10),
        State(name="open", label=Text("未攻关", "Open"), tone="bad"),
        State(name="tackled", label=Text("攻关中", "Being tackled"), tone="warn"),
        State(name="overcome", label=Text("已突破", "Overcome"), tone="good", final=True),
        State(name="declined", label=Text("未采纳", "Declined"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), final=True),
        State(name="dropped", label=Text("已撤销", "Dropped"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="accept",
            label=Text("列为卡点", "Enter it"),
            before=("proposed",),
            after="open",
            by=("officer",),
            tone="good",
            asks=(SIGHT,),
        ),
        Move(
            name="decline",
            label=Text("不采纳", "Decline"),
            before=("proposed",),
            after="declined",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("proposed",),
            after="withdrawn",
            by=("applicant",),
            tone="bad",
        ),
        Move(
            name="tackle",
            label=Text("开始攻关", "Begin to tackle it"),
            before=("open",),
            after="tackled",
            by=("officer",),
            tone="active",
            asks=(TACKLED,),
        ),
        Move(
            name="reopen",
            label=Text("攻关中止", "Tackling ended"),
            before=("tackled",),
            after="open",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="overcome",
            label=Text("确认突破", "Call it overcome"),
            before=UNSOLVED,
            after="overcome",
            by=("officer",),
            tone="active",
            asks=(EVIDENCE,),
        ),
        Move(
            name="drop",
            label=Text("撤销", "Drop it"),
            before=UNSOLVED,
            after="dropped",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)


def bottleneck_roles(actor: Actor, row) -> frozenset[str]:
    if row.need and row.need.organisation_id in actor.organisations:
        return frozenset({"applicant"})  # no official in one's own case
    return staff_roles(actor)


def listed(text: str) -> tuple[str, ...]:
    """What stands in a column with ; between."""
    return tuple(part for part in text.split(";") if part)


def belongs(link, said: str, *, industry: str = "", direction: str = "") -> bool:
    """Whether a record is of a link by direction, or by words and, where known, industry."""
    if direction and direction == link.code:
        return True
    if industry and industry not in listed(link.industries):
        return False
    text = said.casefold()
    return any(word.casefold() in text for word in listed(link.words))


def standing(counts: Mapping[str, int]) -> State:
    """How a link stands, by what is asked of it and what covers it. Source: THIN."""
    if not any(counts.get(kind) for kind in ASKING):
        return STANDINGS["calm"]
    covered = any(counts.get(kind) for kind in COVERING)
    return STANDINGS["covered" if covered else "thin"]


def unsaid(said: Mapping[str, Any], names: Iterable[str]) -> list[Finding]:
    """The texts that are missing, in Chinese at least."""
    return [
        Finding("answer_needed", {"field": name})
        for name in names
        if not str(said.get(name) or "").strip()
    ]
