"""The roles of the platform with their words. Instruments name them as plain strings."""

from xingmeng.engines.values import Text

ROLES: dict[str, Text] = {
    "applicant": Text("申报单位", "Applicant"),
    "organisation_administrator": Text("单位管理员", "Organisation administrator"),
    "issuer": Text("发榜方", "Issuer"),
    "bidder": Text("揭榜方", "Bidder"),
    "holder": Text("承担单位", "Lead organisation"),
    "unit": Text("单位签署人", "Who signs for the unit"),
    "principal": Text("项目负责人", "Project leader"),
    "recommender": Text("盟市科技局", "League or city bureau"),
    "county": Text("旗县科技部门", "County bureau"),
    "commissioner": Text("科技特派员", "Commissioner"),
    "served": Text("服务对象", "Who is served"),
    "officer": Text("科技厅业务处", "Department officer"),
    "expert": Text("评审专家", "Expert"),
    "chair": Text("厅务会", "Chair"),
    "finance": Text("财务", "Finance officer"),
    "discipline": Text("纪检监察", "Discipline officer"),
    "leader": Text("领导", "Leader"),
    "administrator": Text("系统管理员", "Administrator"),
    "panel_chair": Text("评审组组长", "Chair of the panel"),
    "appellant": Text("申诉单位", "Appellant"),
    "task_owner": Text("责任单位", "Who owns the task"),
    "objector": Text("异议人", "Objector"),
    "need_side": Text("需求方", "Need side"),
    "offer_side": Text("供给方", "Offer side"),
    "maker": Text("完成单位", "Who made the result"),
    "evaluator": Text("评价方", "Evaluator"),
    "host": Text("平台依托单位", "Host of the platform"),
    "booker": Text("预约单位", "Who booked"),
    "first_key": Text("作出承诺的人", "Who committed"),
    "second_key": Text("另一位评审工作人员", "Another officer of review"),
    "system": Text("系统", "System"),
}


def label_of(role: str) -> Text:
    """The words for a role. Errors: KeyError for an unknown one; a test reads all flows."""
    return ROLES[role]
