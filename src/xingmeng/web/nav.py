"""The way around: which pages a reader is offered above every page."""

from typing import Any

from django.urls import reverse

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text

PUBLIC = (
    (Text("榜单", "Challenges"), "calls:challenges"),
    (Text("公示与立项", "Awards"), "awards:awards"),
    (Text("成果", "Outcomes"), "outcomes:outcomes"),
    (Text("数据看板", "Board"), "board"),
)
STAFF = frozenset({"officer", "chair", "discipline", "recommender"})
OWN = (
    (Text("技术需求", "Needs"), "exchange:needs", STAFF | {"applicant"}),
    (Text("榜单批次", "Calls"), "calls:calls", frozenset({"officer", "chair"})),
    (Text("揭榜书", "Bids"), "applications:applications", STAFF | {"applicant"}),
    (Text("评审", "Review"), "review:rounds", frozenset({"officer", "chair", "discipline"})),
    (Text("评分表", "Mark sheets"), "review:assignments", frozenset({"expert", "applicant"})),
    (Text("任务书", "Contracts"), "awards:contracts", STAFF | {"applicant", "finance"}),
    (Text("里程碑", "Milestones"), "delivery:milestones", STAFF | {"applicant"}),
    (Text("拨付", "Payments"), "funds:payments", frozenset({"finance", "officer", "leader"})),
    (Text("专项资金", "Funds"), "funds:appropriations", frozenset({"finance", "officer"})),
    (Text("人员与角色", "People and roles"), "registry:staff", frozenset({"administrator"})),
    (Text("单位", "Organisations"), "registry:organisations", STAFF | {"administrator"}),
)


def items(actor: Actor) -> list[dict[str, Any]]:
    """Label and address of each page offered, in order. Errors: none."""
    roles = actor.roles | ({"applicant"} if actor.organisations else set())
    offered = [(label, name) for label, name in PUBLIC]
    offered += [(label, name) for label, name, who in OWN if not who.isdisjoint(roles)]
    return [{"label": label, "url": reverse(name), "current": False} for label, name in offered]
