"""The way around: which pages a reader is offered above every page."""

from typing import Any

from django.urls import reverse

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text

PUBLIC = (
    (Text("榜单", "Challenges"), "calls:challenges"),
    (Text("申报", "Apply"), "calls:calls"),
    (Text("技术供给", "Offers"), "exchange:offers"),
    (Text("产业链", "Chains"), "chains"),
    (Text("政策库", "Policy"), "policy:documents"),
    (Text("行动方案", "Plans"), "policy:plans"),
    (Text("合作伙伴", "Partners"), "partners:partners"),
    (Text("平台人才", "Platforms"), "platforms:platforms"),
    (Text("结果", "Results"), "results"),
    (Text("科技特派", "Fieldwork"), "fieldwork:overview"),
    (Text("成果展示", "Showcase"), "showcase"),
    (Text("公示与异议", "Publicity"), "objections"),
    (Text("看板", "Board"), "board"),
    (Text("搜索", "Search"), "search"),
)
STAFF = frozenset({"officer", "chair", "discipline", "recommender"})
OWN = (
    (
        Text("免申即享", "Entitlements"),
        "entitlements:mine",
        STAFF | {"applicant", "finance", "leader"},
    ),
    (Text("技术需求", "Needs"), "exchange:needs", STAFF | {"applicant"}),
    (
        Text("供需对接", "Introductions"),
        "exchange:introductions",
        frozenset({"officer", "chair", "discipline", "leader", "applicant"}),
    ),
    (Text("申报书", "Applications"), "applications:applications", STAFF | {"applicant"}),
    (Text("评审", "Review"), "review:rounds", frozenset({"officer", "chair", "discipline"})),
    (Text("评分表", "Mark sheets"), "review:assignments", frozenset({"expert", "applicant"})),
    (Text("我的专长", "My profile"), "registry:own_expert", frozenset({"expert"})),
    (Text("专家库", "Experts"), "registry:experts", frozenset({"officer", "discipline"})),
    (Text("审计与监督", "Audit"), "audit", frozenset({"discipline"})),
    (Text("厅务会", "Meetings"), "meetings:meetings", STAFF - {"recommender"}),
    (Text("任务书", "Contracts"), "awards:contracts", STAFF | {"applicant", "finance"}),
    (Text("年报与评估", "Returns"), "delivery:returns", STAFF | {"applicant"}),
    (Text("里程碑", "Milestones"), "delivery:milestones", STAFF | {"applicant"}),
    (Text("拨付", "Payments"), "funds:payments", frozenset({"finance", "officer", "leader"})),
    (Text("专项资金", "Funds"), "funds:appropriations", frozenset({"finance", "officer"})),
    (
        Text("政策模拟", "Simulations"),
        "entitlements:simulations",
        frozenset({"officer", "chair", "leader"}),
    ),
    (Text("文书模板", "Letters"), "letters", frozenset({"officer", "administrator"})),
    (Text("人员与角色", "People and roles"), "registry:staff", frozenset({"administrator"})),
    (Text("利害关系", "Ties"), "registry:ties", frozenset({"officer", "discipline", "expert"})),
    (Text("疑似重复人员", "Duplicates"), "registry:duplicates", frozenset({"discipline"})),
    (Text("更正", "Corrections"), "registry:corrections", frozenset({"officer"})),
    (Text("数据表", "Tables"), "registry:intakes", frozenset({"officer"})),
    (Text("单位", "Organisations"), "registry:organisations", STAFF | {"administrator"}),
)


def items(actor: Actor) -> list[dict[str, Any]]:
    """Label and address of each page offered, the public ones first. Errors: none."""
    roles = actor.roles | ({"applicant"} if actor.organisations else set())
    offered = [(label, name, False) for label, name in PUBLIC]
    offered += [(label, name, True) for label, name, who in OWN if not who.isdisjoint(roles)]
    return [
        {"label": label, "url": reverse(name), "own": own, "current": False}
        for label, name, own in offered
    ]
