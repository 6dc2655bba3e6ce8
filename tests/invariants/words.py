"""What people write: valid answers for each form, and answers that are not."""

from xingmeng.demo import texts
from xingmeng.engines.values import yuan

LATE = "2035-12-31"
OPINION = {"opinion": "情况属实，同意。"}
NEED = texts.NEED | {"deadline_on": LATE}
BID = texts.BIDS["bidder"]
SECRET = BID["route"]
OUTCOME = {"title": "成套工艺", "form": "process", "description": "已连续运行。"}
SALE = {
    "title": "工艺许可",
    "kind": "licence",
    "amount_fen": yuan(3_600_000),
    "technology_fen": yuan(3_200_000),
    "signed_on": "2024-06-01",
}
INCOME = {
    "received_fen": 100_000_007,
    "costs_fen": 13_331,
    "unit_rule_pct": 70,
    "shares": [
        {"name": n, "role": r, "post": "staff", "weight": w}
        for n, r, w in (("甲", "main", 33), ("乙", "main", 34), ("丙", "member", 33))
    ],
}
DETAILS = {
    ("need", "endorse"): OPINION,
    ("need", "refine"): texts.REFINED | {"refined_deadline_on": LATE},
    ("application", "recommend"): OPINION,
    ("assignment", "accept"): {"no_conflict": True},
    ("award", "decide"): {"document_number": "纪要 1 号"},
    ("meeting", "draft_minutes"): {"attendees": "厅领导", "remarks": ""},
    ("milestone", "report"): {"summary": "按计划完成。"},
    ("milestone", "pass"): OPINION,
    ("acceptance", "give_opinion"): {"results": "全部达到。", "verdict": "met"},
    ("acceptance", "accept"): OPINION,
    ("payment", "pay"): {"slip_number": "GK1"},
    ("recovery", "confirm_return"): {"slip_number": "HD1"},
    ("technology_contract", "register"): {"registration_number": "R1"},
}
JUNK = (
    *(None, "", " ", "字" * 4000, "2024-13-45", "no-such-option", "\ud800", "a\x01b"),
    *(-1, 0, 1, 101, 2**63, True, False, [], {}, [{}], [None], {"zh": 1}, ["process", "x"]),
)


def spoiled(given: dict, *, key: int, value: object) -> dict:
    """The same answers with one of them replaced; with nothing asked, one too many."""
    names = sorted(given) or ["nothing_asked"]
    return {**given, names[key % len(names)]: value}
