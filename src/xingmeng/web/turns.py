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
from xingmeng.stages.outcomes import queries as outcomes

Turn = tuple[Text, Sequence[Any], Text]  # what it is, the cases, what to begin
CHALLENGE, CONTRACT = Text("榜单", "Challenge"), Text("任务书", "Contract")


def every(actor: Actor) -> Iterator[Turn]:
    """What this reader should begin, and for which cases. Errors: none."""
    if actor.organisations:
        yield from _of_organisations(actor)
    if "officer" in actor.roles:
        yield from _of_officers(actor)


def _of_organisations(actor: Actor) -> Iterator[Turn]:
    own = actor.organisations
    ranked = calls.challenges_for(actor).filter(issuer_id__in=own, state="ranked")
    yield CHALLENGE, ranked.order_by("due_on", "pk"), Text("选定揭榜方", "Choose a bidder")
    mine = awards.contracts_for(actor).filter(award__application__organisation_id__in=own)
    running = mine.filter(state="in_force").order_by("deadline_on", "pk")
    ready = [row for row in running if delivery.may_be_accepted(row.pk)]
    yield CONTRACT, ready, Text("申请验收", "Request acceptance")
    done = mine.filter(state="completed").order_by("pk")
    told = outcomes.visible_to(actor).values("contract_id")
    yield CONTRACT, done.exclude(pk__in=told), Text("登记成果", "File an outcome")


def _of_officers(actor: Actor) -> Iterator[Turn]:
    opened = calls.challenges_for(actor).filter(state="opened").order_by("due_on", "pk")
    ready = [row for row in opened if applications.all_screened(row.pk)]
    yield CHALLENGE, ready, Text("组织评审", "Open the review")
    need = Text("技术需求", "Need")
    yield need, exchange.ready(actor), Text("列入榜单批次", "Put on a list")
