"""The board: what the drive has come to, as one reader may see it; every figure opens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from xingmeng.core import clock
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import queries as registry
from xingmeng.web import ahead, moneyflow
from xingmeng.web.templatetags import figures

HEADLINE = ("challenges", "challenge_amount", "agreements", "support_paid")
MEASURES = {
    "challenges": Text("榜单", "Challenges"),
    "agreed_amount": Text("签约研发投入", "Agreed R&D"),
    "support_paid": Text("已拨付", "Support paid"),
    "bids": Text("揭榜书", "Bids"),
}
MOST_LEVELS = 4


def address(code: str, **part: object) -> str:
    """Where a figure opens, or the part of it asked for."""
    url = reverse("indicators:indicator", args=[code])
    return f"{url}?{urlencode(part)}" if part else url


def figure(actor: Actor, code: str) -> dict[str, Any]:
    """One figure as the board shows it: value with its unit, and where it opens."""
    wanted = indicators.definition(code)
    value, _ = indicators.figure(actor, code, as_of=clock.now())
    shown, unit = figures.in_words(wanted.unit, value)
    return {
        "code": code,
        "label": say(wanted.title),
        "value": shown,
        "unit": unit,
        "exact": figures.exact_yuan(value) if wanted.unit == "fen" and value else "",
        "url": address(code),
        "help": say(wanted.explain),
    }


def headline(actor: Actor) -> list[dict[str, Any]]:
    """The four figures of the front page."""
    return [figure(actor, code) for code in HEADLINE]


def page(actor: Actor, *, measure: str = "") -> dict[str, Any]:
    """Everything the board shows to this reader."""
    now = clock.now()
    groups: dict[Text, list[dict[str, Any]]] = {}
    for wanted in open_to(actor, indicators.every(), now):
        groups.setdefault(wanted.group, []).append(figure(actor, wanted.code))
    lines = [line for group in groups.values() for line in group]
    return {
        "headline": [line for line in lines if line["code"] in HEADLINE],
        "groups": [{"title": title, "figures": lines} for title, lines in groups.items()],
        "chains": funnel(actor, now),
        "map": area_map(actor, measure, now),
        "money": moneyflow.page(actor, now),
        "deadlines": ahead.deadlines(actor, now),
        "alerts": ahead.alerts(actor, now),
    }


def open_to(actor: Actor, definitions: Sequence[Any], now: datetime) -> list[Any]:
    """Those figures that are public or of which this reader sees something."""
    return [d for d in definitions if not d.inside or _sees(actor, d, now)]


def _sees(actor: Actor, definition: Any, now: datetime) -> bool:
    return bool(actor.grants) and definition.records(actor, now).exists()


def funnel(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """How far things have come from need to income, each step counted by itself."""
    return [
        {
            "code": d.code,
            "label": d.title,
            "value": int(d.value(d.records(actor, now)) or 0),
            "url": address(d.code),
        }
        for d in open_to(actor, indicators.from_need(), now)
    ]


def area_map(actor: Actor, measure: str, now: datetime) -> dict[str, Any]:
    """One measure over the leagues and cities, and what of it lies outside the region."""
    measures = [indicators.definition(code) for code in MEASURES]
    offered = open_to(actor, measures, now)
    wanted = next((d for d in offered if d.code == measure), offered[0])
    parts = wanted.split(wanted.records(actor, now), wanted.area)
    tiles = [_tile(area, wanted, parts) for area in registry.regions()]
    most = max((tile["amount"] for tile in tiles), default=0)
    for tile in tiles:
        share = MOST_LEVELS * tile["amount"] / most if most else 0
        tile["level"] = min(MOST_LEVELS, int(share) + 1) if tile["amount"] else 0
    elsewhere = sum(parts.values()) - sum(tile["amount"] for tile in tiles)
    return {
        "title": MEASURES[wanted.code],
        "unit": wanted.unit,
        "tiles": tiles,
        "elsewhere": figures.in_short(wanted.unit, elsewhere) if elsewhere else "",
        "url": address(wanted.code),
        "measures": [
            {
                "label": MEASURES[d.code],
                "url": f"?measure={d.code}#by-region",
                "code": d.code,
                "current": d is wanted,
            }
            for d in offered
        ],
    }


def _tile(area: Any, wanted: Any, parts: dict[Any, int]) -> dict[str, Any]:
    inside = prefix(area.code)
    amount = sum(part for code, part in parts.items() if str(code).startswith(inside))
    row, column = settings.REGION["tiles"][area.code]
    return {
        "code": area.code,
        "name": area.name,
        "short": Text(area.name_zh.rstrip("市盟"), area.name_en.removesuffix(" League")),
        "row": row,
        "col": column,
        "amount": amount,
        "value": figures.in_short(wanted.unit, amount),
        "url": address(wanted.code, area=inside),
    }
