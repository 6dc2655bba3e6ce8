"""The life of a meeting, who plans and chairs it, and what must hold before each step."""

from xingmeng.core import signing
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.core.signing import Authority
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.registry.rules import staff_roles

OUTCOMES: dict[str, Text] = {
    "approved": Text("同意立项", "Approved"),
    "rejected": Text("不同意", "Rejected"),
    "put_off": Text("缓议", "Put off"),
}
TONES = {"approved": "good", "rejected": "bad", "put_off": "warn", "": "neutral"}
OPEN = ("planned", "fixed")  # an award stands on one such agenda at most
MINUTES = Section(
    name="minutes",
    label=Text("会议纪要", "Minutes"),
    fields=(
        Field(
            name="attendees",
            kind="longtext",
            label=Text("出席人员", "Attendees"),
            max_chars=600,
        ),
        Field(
            name="remarks",
            kind="longtext",
            label=Text("会议要求", "What the meeting asked for"),
            help=Text(
                "各议题的决定已自动写入，这里只写会议提出的要求。",
                "The decisions are in the minutes already; add only what was asked for.",
            ),
            max_chars=1500,
            required=False,
        ),
    ),
)
MEETING = Flow(
    kind="meeting",
    states=(
        State(name="planned", label=Text("拟定议程", "Agenda in the making"), tone="neutral"),
        State(
            name="fixed",
            label=Text("议程已定", "Agenda fixed"),
            held_by=Text("厅务会", "the meeting"),
        ),
        State(name="held", label=Text("已议决，待拟纪要", "Held"), tone="active", days=5),
        State(
            name="drafted",
            label=Text("待签发纪要", "Minutes to be signed"),
            tone="warn",
            days=5,
        ),
        State(
            name="approved", label=Text("纪要已签发", "Minutes signed"), tone="good", final=True
        ),
        State(name="cancelled", label=Text("已取消", "Cancelled"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="fix_agenda",
            label=Text("确定议程", "Fix the agenda"),
            before=("planned",),
            after="fixed",
            by=("officer",),
            tone="good",
            checks=("has_items", "items_wait"),
            explain=Text(
                "议程随即印发；开会时由主持人逐项议定。",
                "The agenda is issued; at the meeting the chair decides item by item.",
            ),
        ),
        Move(
            name="reopen",
            label=Text("调整议程", "Change the agenda"),
            before=("fixed",),
            after="planned",
            by=("officer",),
            tone="warn",
        ),
        Move(
            name="hold",
            label=Text("会议议决", "Decide"),
            before=("fixed",),
            after="held",
            by=("chair",),
            tone="good",
            confirm=True,
            checks=("items_settled",),
        ),
        Move(
            name="draft_minutes",
            label=Text("拟定纪要", "Draft the minutes"),
            before=("held",),
            after="drafted",
            by=("officer",),
            tone="good",
            asks=(MINUTES,),
        ),
        Move(
            name="return",
            label=Text("退回修改", "Return for correction"),
            before=("drafted",),
            after="held",
            by=("chair",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="approve_minutes",
            label=Text("签发纪要", "Sign the minutes"),
            before=("drafted",),
            after="approved",
            by=("chair",),
            tone="good",
            confirm=True,
            signs="minutes",
        ),
        Move(
            name="cancel",
            label=Text("取消会议", "Cancel the meeting"),
            before=("planned", "fixed"),
            after="cancelled",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)


def meeting_roles(actor: Actor, meeting) -> frozenset[str]:
    return staff_roles(actor)


def opens(actor: Actor, meeting) -> bool:
    """Who may open its papers on record, once there are some: those who see meetings."""
    return meeting.state != "planned" and bool(actor.roles & awards.READERS)


def authority_of(actor: Actor, meeting, step: Move) -> Authority:
    return signing.for_department("chair", f"主持{meeting.title}")


def is_party(actor: Actor, award) -> bool:
    """Whether the actor acts for one of the two sides; then they do not decide."""
    own = {award.issuer_id, award.application.organisation_id}
    joins = applications.joins(actor, award.application)
    return joins or not own.isdisjoint(actor.organisations)


def has_items(step: Step) -> list[Finding]:
    """An agenda has something on it."""
    return [] if step.row.items.exists() else [Finding("agenda_empty")]


def items_wait(step: Step) -> list[Finding]:
    """Everything on the agenda still waits for a decision."""
    done = step.row.items.exclude(award__state="chosen").order_by("number")
    return [Finding("item_settled", {"number": item.number}) for item in done]


def items_settled(step: Step) -> list[Finding]:
    """The meeting is over when every item has its outcome; its own page gives them."""
    left = step.row.items.filter(outcome="").count()
    return [Finding("items_open", {"count": left})] if left else []
