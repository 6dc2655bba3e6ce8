"""Audit as it goes: payments drawn and looked at, a call whose draw waits for its second key."""

from typing import Any

from xingmeng.core import chance
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as reviews

Kept = dict[str, Any]
WORD = "八粒骰子：4 2 6 6 1 3 5 2"
NOTES = (
    ("in_order", "审批、合同和到账凭证齐全，金额一致。"),
    ("remark", "凭证齐全；到账较拨付晚五天，请单位说明原因。"),
)


def tell(script: Script, kept: Kept) -> None:
    """Note how many places two rounds have, and the audit of payments and of a call.

    What was drawn of the payments is public once it is audited: all of them are done with.
    """
    at = script.at
    at("2023-05-08", lambda: _places(kept["round"], 1), hour=11)
    at("2024-06-12", lambda: _places(kept["marking"], 2), hour=11)
    at("2024-06-17", _commit, kept, "payments", 2023)
    at("2024-06-18", _reveal, kept, hour=16)
    at("2024-06-20", _note, kept)
    at("2024-06-21", _publish, kept)
    at("2024-06-21", _open, kept, hour=15)
    at("2024-06-28", lambda: _commit(kept, "call", kept["key2023"]), hour=16)


def _places(about: int, places: int) -> None:
    """Said before anybody knows a mark."""
    review.declare_places(about, places, actor=who("officer"))


def _commit(kept: Kept, kind: str, subject_id: int) -> None:
    """Keys of a story follow from its name, so that it is told the same twice."""
    with chance.fixed(f"audit of {kind} {subject_id}"):
        row = review.commit_audit(kind, subject_id, take=2, actor=who("discipline"))
    kept[f"audit {kind}"] = row.pk


def _reveal(kept: Kept) -> None:
    go("draw", kept["audit payments"], "reveal", "officer", word=WORD)


def _note(kept: Kept) -> None:
    row = reviews.draw_for(who("discipline"), kept["audit payments"])
    for ticket, said in zip(reviews.drawn_in(row), NOTES, strict=True):
        review.note_audit(ticket.pk, *said, actor=who("discipline"))


def _publish(kept: Kept) -> None:
    go("draw", kept["audit payments"], "publish", "discipline")


def _open(kept: Kept) -> None:
    """Before asking for reasons the officer opens the marks."""
    review.open_marks(
        kept["marking"], candidate_id=kept["candidate truck"], actor=who("officer")
    )
