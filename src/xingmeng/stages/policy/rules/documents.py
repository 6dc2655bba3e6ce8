"""The life of an entered document, who keeps the library, what a document must say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law import documents as law

ENDING = Section(
    name="ending",
    label=Text("废止或失效", "How it ends"),
    fields=(
        Field(name="until_on", kind="date", label=Text("有效至", "Last day in force")),
        Field(
            name="replaced_by",
            kind="text",
            label=Text("代替它的文件文号", "Number of what replaces it"),
            max_chars=80,
            required=False,
        ),
    ),
)
STRUCK_OUT = State(
    name="struck_out", label=Text("错误条目，已作废", "Struck out"), tone="bad", final=True
)
DOCUMENT = Flow(
    kind="policy_document",
    states=(
        State(
            name="kept",
            label=Text("在库", "In the library"),
            tone="neutral",
            held_by=Text("科技厅业务处", "the department"),
        ),
        State(name="ended", label=Text("已登记失效日期", "End recorded"), tone="neutral"),
        STRUCK_OUT,
    ),
    moves=(
        Move(
            name="end",
            label=Text("登记废止或失效", "Record its end"),
            before=("kept",),
            after="ended",
            by=("officer",),
            tone="warn",
            reason=True,
            checks=("ends_after_it_starts", "another_replaces_it"),
            asks=(ENDING,),
        ),
        Move(
            name="reopen",
            label=Text("撤销废止登记", "Take the end back"),
            before=("ended",),
            after="kept",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="strike_out",
            label=Text("作废错误条目", "Strike out a wrong entry"),
            before=("kept", "ended"),
            after="struck_out",
            by=("officer",),
            tone="bad",
            reason=True,
            explain=Text(
                "录入有误的条目作废后不再公开，但予以保留；文号可重新录入。不能恢复。",
                "What was entered by mistake is no longer shown to the public, but kept; its "
                "number can be entered again. This cannot be taken back.",
            ),
        ),
        Move(
            name="law_ends",
            label=Text("按法规文件登记失效", "Ended by the law's file"),
            before=("kept",),
            after="ended",
            by=("system",),
        ),
        Move(
            name="law_keeps",
            label=Text("按法规文件恢复在库", "In the library again by the law's file"),
            before=("ended",),
            after="kept",
            by=("system",),
        ),
    ),
)
STATUS: dict[str, State] = {
    one.name: one
    for one in (
        State(name="in_force", label=Text("现行有效", "In force"), tone="good"),
        State(name="ended", label=Text("已废止或失效", "Ended"), tone="neutral"),
        State(name="ahead", label=Text("尚未生效", "Not yet in force"), tone="warn"),
        State(name="unknown", label=Text("生效日期不详", "First day unknown"), tone="neutral"),
        STRUCK_OUT,
    )
}


def document_roles(actor: Actor, document) -> frozenset[str]:
    """What the law's file holds is changed there alone; entered documents are the officers'."""
    if document.of_law:
        return actor.roles & {"system"}
    return actor.roles & {"officer"}


def status_on(document, day: date) -> State:
    """Whether a document is in force on a day, as far as its days are known."""
    if document.state == STRUCK_OUT.name:
        return STRUCK_OUT
    return STATUS[law.status(document.since_on, document.until_on, day)]


def unsaid(said: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with a document to be entered: codes unknown, days out of order."""
    found = []
    if said["issuer"] not in law.issuers():
        found.append(Finding("not_an_option", {"field": "issuer"}))
    if said["topic"] not in law.topics():
        found.append(Finding("not_an_option", {"field": "topic"}))
    since, until = said.get("since_on"), said.get("until_on")
    if since and until and until < since:
        found.append(Finding("ends_before_it_starts", {"since": since, "until": until}))
    return found


def ends_after_it_starts(step: Step) -> list[Finding]:
    """The last day is not before the first."""
    said, since = day_said(step, "until_on"), step.row.since_on
    if said and since and said < since:
        return [Finding("ends_before_it_starts", {"since": since, "until": said})]
    return []


def another_replaces_it(step: Step) -> list[Finding]:
    """Nothing replaces itself."""
    same = step.details.get("replaced_by") == step.row.number
    return [Finding("replaces_itself")] if same else []


def day_said(step: Step, name: str) -> date | None:
    """A day among the answers of a step; None where there is none, or it is no day."""
    try:
        return date.fromisoformat(str(step.details.get(name)))
    except ValueError:
        return None
