"""Whose turn it is to begin something: what no move of an existing case says."""

from collections.abc import Iterator, Sequence
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.meetings import queries as meetings
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import queries as review

Turn = tuple[Text, Sequence[Any], Text]  # what it is, the cases, what to begin
AWARD, MEETING = Text("立项", "Award"), Text("厅务会", "Deciding meeting")
PANEL = Text("会议评审", "Panel meeting")
RECOVERY = Text("资金追回", "Recovery")
CALL, INVITATION = Text("申报批次", "Call"), Text("邀请", "Invitation")
DELIVERABLE = Text("协议成果", "Promised by an agreement")
CHALLENGE, CONTRACT = Text("榜单", "Challenge"), Text("任务书", "Contract")


def every(actor: Actor) -> Iterator[Turn]:
    """What this reader should begin, and for which cases. Errors: none."""
    if actor.user_id:
        asked = applications.invitations_for(actor)
        yield INVITATION, asked, Text("答复共同填写的邀请", "Answer: write along?")
    if "expert" in actor.roles:
        yield PANEL, review.to_vote(actor), Text("投票", "Vote")
    if actor.organisations:
        yield from _of_organisations(actor)
    if "officer" in actor.roles:
        yield from _of_officers(actor)
    if actor.roles & {"officer", "recommender"}:
        yield (
            DELIVERABLE,
            _overdue(actor),
            Text("登记完成或协商延期", "Record it, or agree anew"),
        )
    if "chair" in actor.roles:
        yield MEETING, meetings.to_decide(actor), Text("逐项议定", "Decide item by item")


def _overdue(actor: Actor) -> list[Any]:
    """What agreements promised and is late; its day is the one it was promised by."""
    rows = list(registry.partners.overdue_to_settle(actor))
    for row in rows:
        row.due_on = row.deadline_on
    return rows


def _of_organisations(actor: Actor) -> Iterator[Turn]:
    own = actor.organisations
    ranked = calls.challenges_for(actor).filter(issuer_id__in=own, state="ranked")
    yield CHALLENGE, ranked.order_by("due_on", "pk"), Text("选定揭榜方", "Choose a bidder")
    mine = awards.contracts_for(actor).filter(award__application__organisation_id__in=own)
    ahead = awards.contracts_for(actor).filter(award__challenge__issuer_id__in=own)
    ahead = ahead.filter(state="advanced").order_by("due_on", "pk")
    drafted = awards.contracts_for(actor).filter(stage=2).values("award_id")
    label = Text("约定第二阶段", "Agree the second stage")
    yield CONTRACT, ahead.exclude(award_id__in=drafted), label
    running = mine.filter(state="in_force").order_by("deadline_on", "pk")
    ready = [row for row in running if delivery.may_be_accepted(row.pk)]
    yield CONTRACT, ready, Text("申请验收", "Request acceptance")
    owed = funds.recoveries_for(actor).filter(payee_id__in=own, state="demanded")
    yield RECOVERY, owed.order_by("due_on", "pk"), Text("按通知退回资金", "Return the money")
    done = mine.filter(state="completed").order_by("pk")
    told = outcomes.visible_to(actor).values("contract_id")
    yield CONTRACT, done.exclude(pk__in=told), Text("登记成果", "File an outcome")


def _of_officers(actor: Actor) -> Iterator[Turn]:
    opened = calls.challenges_for(actor).filter(state="opened").order_by("due_on", "pk")
    ready = [row for row in opened if applications.all_screened(row.pk)]
    yield CHALLENGE, ready, Text("组织评审", "Open the review")
    races = calls.challenges_for(actor).filter(state="agreed", runners__gt=1).order_by("pk")
    due = [row for row in races if delivery.ready_to_compare(row.pk)]
    yield CHALLENGE, due, Text("组织比选", "Compare the runners")
    over = calls.visible_to(actor).filter(state="closed").order_by("closes_at", "pk")
    own = [row for row in over if not row.takes_challenges]
    ready = [row for row in own if _to_review(row)]
    yield CALL, ready, Text("组织评审", "Open the review")
    ranked = [row for row in own if awards.to_propose(actor, row)]
    yield CALL, ranked, Text("提出拟支持名单", "Propose what to support")
    chosen = meetings.waiting(actor)
    yield AWARD, chosen, Text("列入厅务会议程", "Put on the agenda of a meeting")
    failed = delivery.to_recover(actor)
    yield CONTRACT, failed, Text("研究是否追回资金", "Consider demanding money back")
    need = Text("技术需求", "Need")
    yield need, exchange.ready(actor), Text("列入榜单批次", "Put on a list")


def _to_review(call: Any) -> bool:
    """Whether a closed call has admitted applications and none is still being screened."""
    if not call.instrument.criteria or applications.being_screened(call).exists():
        return False
    return applications.ready_for_review(call).exists()
