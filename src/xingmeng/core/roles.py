"""The roles of the platform with their words. Instruments name them as plain strings."""

from xingmeng.engines.values import Text

ROLES: dict[str, Text] = {
    "applicant": Text("申报单位", "Applicant"),
    "organisation_administrator": Text("单位管理员", "Organisation administrator"),
    "issuer": Text("发榜方", "Issuer"),
    "bidder": Text("揭榜方", "Bidder"),
    "recommender": Text("盟市科技局", "League or city bureau"),
    "officer": Text("科技厅业务处", "Department officer"),
    "expert": Text("评审专家", "Expert"),
    "chair": Text("厅务会", "Chair"),
    "finance": Text("财务", "Finance officer"),
    "discipline": Text("纪检监察", "Discipline officer"),
    "leader": Text("领导", "Leader"),
    "administrator": Text("系统管理员", "Administrator"),
    "objector": Text("异议人", "Objector"),
    "system": Text("系统", "System"),
}


def label_of(role: str) -> Text:
    """The words for a role. Errors: KeyError for an unknown one; a test reads all flows."""
    return ROLES[role]
