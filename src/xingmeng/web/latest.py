"""The latest steps that anybody may know of: listed, made public, signed, paid, accepted."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import move, trail
from xingmeng.core.actor import NOBODY
from xingmeng.engines.values import Text
from xingmeng.stages.indicators.rules import title_of

LISTED, OPENED = Text("发榜", "Challenges listed"), Text("开放申报", "Call opened")
Steps = Mapping[tuple[str, str], Text]
RESULTS: Steps = {
    ("award", "publicise"): Text("开始公示", "In publicity"),
    ("contract", "sign_as_department"): Text("签约生效", "Contract in force"),
    ("acceptance", "accept"): Text("通过验收", "Accepted"),
    ("outcome", "register"): Text("成果登记", "Outcome registered"),
}
EVENTS: Steps = RESULTS | {
    ("call", "publish"): LISTED,
    ("milestone", "pass"): Text("里程碑通过", "Milestone passed"),
    ("payment", "pay"): Text("已拨付", "Paid"),
}
AMOUNTS = {"payment": "amount_fen", "contract": "agreed_fen"}
MARGIN = 4  # so many times more are looked at: not every one of them is public


def events(*, most: int, steps: Steps = EVENTS) -> list[dict[str, Any]]:
    """What happened last in public, whoever asks. Order: newest first."""
    found = trail.latest(steps, most=most * MARGIN)
    public = {kind: _public(kind, found) for kind in {row.kind for row in found}}
    lines = []
    for row in found:
        about = public[row.kind].get(row.subject_id)
        if about is not None:
            lines.append(_line(row, about, steps[row.kind, row.move]))
    return lines[:most]


def _public(kind: str, found: list[Any]) -> dict[int, Any]:
    wanted = {row.subject_id for row in found if row.kind == kind}
    return {row.pk: row for row in move.subject(kind).visible_to(NOBODY).filter(pk__in=wanted)}


def _line(row: Any, about: Any, what: Text) -> dict[str, Any]:
    amount = AMOUNTS.get(row.kind)
    return {
        "id": row.step_id,
        "at": row.at,
        "what": OPENED if what is LISTED and not about.takes_challenges else what,
        "title": title_of(about),
        "url": about.get_absolute_url(),
        "amount_fen": getattr(about, amount) if amount else None,
    }
