"""What is on record of a project already, laid out for the reports it owes: nobody types it."""

from typing import Any

from xingmeng.stages.delivery.models import Milestone

MOST_CHARS = 1500  # of a report


def report_of(row: Milestone) -> dict[str, Any]:
    """How a milestone's report begins: its own target, every target of the contract to be
    answered, the changes approved since; and what was reported as spent last.

    Units: fen. Errors: none.
    """
    lines = [f"本节点目标：{row.target}", *_targets(row.contract), *changes_of(row.contract)]
    said = {"summary": _within("\n".join(lines))}
    spent = spent_of(row.contract)
    return said if spent is None else said | {"spent_fen": spent}


def closing_of(contract: Any) -> dict[str, Any]:
    """How a request for acceptance begins: what each milestone reported, then the targets.

    Shapes: {"summary"} and, if it was ever reported, "spent_wan". Units: 万元. Errors: none.
    """
    told = [
        f"【{row.title}】{row.summary}"
        for row in contract.milestones.filter(state="passed").order_by("number")
        if row.summary
    ]
    said = {"summary": "\n".join([*told, *_targets(contract), *changes_of(contract)])}
    spent = spent_of(contract)
    return said if spent is None else said | {"spent_wan": f"{spent / 1_000_000:.6f}"}


def spent_of(contract: Any) -> int | None:
    """Public money spent so far, as last reported. Units: fen; None if nobody said."""
    said = contract.milestones.exclude(spent_fen=None).order_by("-number").first()
    return said.spent_fen if said else None


def changes_of(contract: Any) -> list[str]:
    """What was approved or put on file of a running contract. Order: as asked for."""
    rows = contract.amendments.filter(state__in=["approved", "noted"]).order_by("pk")
    return [f"已变更（{row.title.rpartition(' · ')[2]}）：{row.after}" for row in rows]


def _targets(contract: Any) -> list[str]:
    return [
        f"{one['name']}（目标 {one['value']} {one['unit']}".rstrip() + "）："
        for one in contract.terms.get("targets", ())
    ]


def _within(text: str) -> str:
    return text if len(text) <= MOST_CHARS else text[: MOST_CHARS - 1] + "…"
