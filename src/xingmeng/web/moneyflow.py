"""Public money on its way: appropriated, committed, released, paid, and what is left."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from django.urls import reverse

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators import queries as indicators

WIDTH, HEIGHT, COLUMN = 1000, 220, 150  # of the drawing, in its own units
RESTS = (  # what has not gone on from a step to the next
    Text("尚未锁定", "not yet committed"),
    Text("待里程碑或公示期满", "awaiting a milestone or the end of publicity"),
    Text("待支付", "awaiting payment"),
)


def page(actor: Actor, now: datetime) -> dict[str, Any]:
    """The steps of the money as this reader may see them, together and by appropriation.

    Units: fen.
    """
    steps = indicators.of_money()
    parts = [d.split(d.records(actor, now), d.fund) for d in steps]
    sums = [sum(part.values()) for part in parts]
    back = funds.returned_by_appropriation()
    rows = [_row(fund, parts, back[fund.pk]) for fund in funds.opened_until(now, actor)]
    return {
        "steps": [
            {
                "label": d.title,
                "fen": total,
                "share": round(100 * total / sums[0]) if sums[0] else 0,
                "rest": RESTS[n] if n < len(RESTS) else None,
                "rest_fen": max(0, total - sums[n + 1]) if n < len(RESTS) else 0,
                "url": reverse("indicators:indicator", args=[d.code]),
            }
            for n, (d, total) in enumerate(zip(steps, sums, strict=True))
        ],
        "columns": [d.title for d in steps],
        "rows": rows,
        "drawing": drawing(sums),
    }


def _row(fund: Any, parts: list[dict[Any, int]], returned: int) -> dict[str, Any]:
    """One appropriation's money; what was given back or recovered is free again."""
    sums = [part.get(fund.pk, 0) for part in parts]
    granted, committed, _, paid = sums
    free = fund.account.balance_fen if fund.account else 0
    cells = [
        {"fen": fen, "url": reverse("indicators:indicator", args=[d.code]) + f"?fund={fund.pk}"}
        for d, fen in zip(indicators.of_money(), sums, strict=True)
    ]
    return {
        "title": Text(fund.title_zh, fund.title_en),
        "year": fund.year,
        "url": fund.get_absolute_url(),
        "cells": cells,
        "free_fen": free,
        "returned_fen": returned,
        "committed_width": _share(committed, granted),
        "paid_width": _share(paid, granted),
    }


def _share(part: int, whole: int) -> int:
    return min(100, round(100 * part / whole)) if whole else 0


def drawing(sums: list[int]) -> dict[str, Any] | None:
    """Columns and the bands between them, as high as their sums. Nothing where all is nought.

    Units: those of the drawing, 1000 wide and 220 high.
    """
    most = max(sums, default=0)
    if not most:
        return None
    heights = [max(2, round(HEIGHT * fen / most)) if fen else 0 for fen in sums]
    step = WIDTH / len(sums)
    columns = [
        {"x": round(n * step), "height": height, "on": min(height, after)}
        for n, (height, after) in enumerate(
            zip(heights, [*heights[1:], heights[-1]], strict=True)
        )
    ]
    bands = [
        f"{left['x'] + COLUMN},0 {right['x']},0 "
        f"{right['x']},{right['height']} {left['x'] + COLUMN},{left['on']}"
        for left, right in pairwise(columns)
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "column": COLUMN,
        "columns": columns,
        "bands": bands,
    }
