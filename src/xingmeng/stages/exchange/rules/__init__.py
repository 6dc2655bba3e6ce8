"""The life of a need, who may do what to it, and what must hold before a move."""

from xingmeng import instruments
from xingmeng.core import drafts
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.rules import offers as offers
from xingmeng.stages.registry.rules import staff_roles

OPINION = Section(
    name="opinion",
    label=Text("推荐意见", "Recommendation"),
    fields=(
        Field(
            name="opinion",
            kind="longtext",
            label=Text("推荐意见", "Recommendation"),
            max_chars=500,
        ),
    ),
)
REFINED = instruments.get("open_challenge").forms["challenge"]
SHOWN_WHILE = ("submitted", "endorsed", "refined", "confirmed")  # on the exchange, if at all
RACE = ("runners", "stage_fen", "checkpoint_on")
NEED = Flow(
    kind="need",
    states=(
        State(name="draft", label=Text("填写中", "Draft"), tone="neutral"),
        State(name="submitted", label=Text("待盟市推荐", "At the bureau"), days=5),
        State(name="endorsed", label=Text("待论证凝练", "To be refined"), days=20),
        State(
            name="refined", label=Text("待企业确认", "For the enterprise"), tone="warn", days=5
        ),
        State(name="confirmed", label=Text("可发榜", "Ready to list"), tone="good"),
        State(
            name="raised", label=Text("已列入榜单", "In a challenge"), tone="good", final=True
        ),
        State(name="met", label=Text("已对接解决", "Met by an offer"), tone="good", final=True),
        State(name="declined", label=Text("未采纳", "Declined"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="submit",
            label=Text("提交需求", "Submit the need"),
            before=("draft",),
            after="submitted",
            by=("applicant",),
            tone="good",
            checks=("complete",),
        ),
        Move(
            name="endorse",
            label=Text("推荐", "Recommend"),
            before=("submitted",),
            after="endorsed",
            by=("recommender",),
            tone="good",
            asks=(OPINION,),
        ),
        Move(
            name="return",
            label=Text("退回补正", "Return for correction"),
            before=("submitted", "endorsed"),
            after="draft",
            by=("recommender", "officer"),
            tone="warn",
            reason=True,
        ),
        Move(
            name="refine",
            label=Text("提出凝练稿", "Refine"),
            before=("endorsed",),
            after="refined",
            by=("officer",),
            tone="good",
            asks=REFINED,
            checks=("race_fits",),
            explain=Text(
                "指标要能测量，验收办法在发榜前固定；企业确认后才能发榜。",
                "Targets must be measurable and the test fixed; the enterprise then confirms.",
            ),
        ),
        Move(
            name="confirm",
            label=Text("确认凝练稿", "Confirm"),
            before=("refined",),
            after="confirmed",
            by=("applicant",),
            tone="good",
        ),
        Move(
            name="dispute",
            label=Text("请求修改", "Ask for changes"),
            before=("refined",),
            after="endorsed",
            by=("applicant",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="raise",
            label=Text("列入榜单", "Raise to a challenge"),
            before=("confirmed",),
            after="raised",
            by=("system",),
        ),
        Move(
            name="settle",
            label=Text("标记为已对接解决", "Mark as met by an offer"),
            before=SHOWN_WHILE,
            after="met",
            by=("applicant",),
            tone="active",
            checks=("agreed_on",),
        ),
        Move(
            name="decline",
            label=Text("不采纳", "Decline"),
            before=("submitted", "endorsed", "confirmed"),
            after="declined",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("draft", "submitted", "endorsed", "refined", "confirmed"),
            after="withdrawn",
            by=("applicant",),
            tone="bad",
        ),
    ),
)


def roles_of(actor: Actor, need) -> frozenset[str]:
    held = staff_roles(actor, region_code=need.organisation.region_id)
    own = need.organisation_id in actor.organisations
    return frozenset({"applicant"}) if own else held  # no official in one's own case


def form_of(need) -> tuple[Section, ...]:
    return instruments.get(need.instrument_code).forms["need"]


def complete(step: Step) -> list[Finding]:
    """Every question is answered, and own money is not more than the whole."""
    asked = form_of(step.row)
    found = forms.check_all(asked, step.row.answers) + own_money_fits(step.row.answers)
    return forms.labelled(asked, found + drafts.loose_ends(step.row, asked))


def race_fits(step: Step) -> list[Finding]:
    """A horse race names its runners, their money and its checkpoint, or none of them."""
    said = step.details
    given = {name: said.get(name) for name in RACE}
    if not any(given.values()):
        return []
    found = [Finding("answer_needed", {"field": n}) for n, value in given.items() if not value]
    if found:
        return forms.labelled(REFINED, found)
    if str(given["checkpoint_on"]) >= str(said.get("refined_deadline_on")):
        found.append(Finding("checkpoint_too_late", {"field": "checkpoint_on"}))
    return found


def own_money_fits(answers) -> list[Finding]:
    total, own = answers.get("total_fen"), answers.get("own_fen")
    if isinstance(total, int) and isinstance(own, int) and own > total:
        return [Finding("own_more_than_total", {"field": "own_fen"})]
    return []
