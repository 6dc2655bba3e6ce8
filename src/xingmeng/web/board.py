"""The board: figures in groups, the funnel from need to income, the leagues and cities."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from xingmeng.core import clock
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.web.templatetags import figures

HEADLINE = ("challenges", "challenge_amount", "agreements", "support_paid")


def figure(actor: Actor, code: str) -> dict[str, Any]:
    """One figure as the board shows it: value with its unit, and where it opens."""
    wanted = indicators.definition(code)
    value, _ = indicators.figure(actor, code, as_of=clock.now())
    shown, unit = figures.in_words(wanted.unit, value)
    return {
        "label": say(wanted.title),
        "value": shown,
        "unit": unit,
        "url": reverse("indicators:indicator", args=[code]),
        "help": say(wanted.explain),
    }


def headline(actor: Actor) -> list[dict[str, Any]]:
    """The four figures of the front page."""
    return [figure(actor, code) for code in HEADLINE]


def page(actor: Actor) -> dict[str, Any]:
    """Everything the board shows to this reader."""
    groups: dict[Text, list[dict[str, Any]]] = {}
    for wanted in indicators.every():
        groups.setdefault(wanted.group, []).append(figure(actor, wanted.code))
    return {
        "groups": [{"title": title, "figures": lines} for title, lines in groups.items()],
        "chains": _funnel(actor),
        "tiles": _tiles(actor),
        "tiles_title": Text("各盟市榜单数", "Challenges by league and city"),
    }


def _funnel(actor: Actor) -> list[dict[str, Any]]:
    """How far the challenges have come, counted over what this reader may see."""
    now = clock.now()
    steps = (
        (Text("发榜", "Listed"), calls.listed(actor, until=now), "challenges"),
        (Text("签约", "Agreed"), awards.agreed_until(now, actor), "agreements"),
        (
            Text("已获拨付", "Paid"),
            funds.paid_up_to(now, actor)
            .order_by()
            .values("authorisation__subject_id")
            .distinct(),
            "support_paid",
        ),
        (
            Text("技术合同", "Technology contracts"),
            outcomes.registered_until(now, actor),
            "technology_contracts",
        ),
        (
            Text("收益分配", "Income shared"),
            outcomes.shared_until(now, actor),
            "income_to_teams",
        ),
    )
    return [
        {
            "label": label,
            "value": rows.count(),
            "url": reverse("indicators:indicator", args=[code]),
        }
        for label, rows, code in steps
    ]


def _tiles(actor: Actor) -> list[dict[str, Any]]:
    rows = calls.listed(actor, until=clock.now()).order_by()
    counted = rows.values("issuer__region_id").annotate(n=Count("pk"))
    by_code = {row["issuer__region_id"]: row["n"] for row in counted}
    tiles = []
    for area in registry.regions():
        inside = prefix(area.code)
        count = sum(n for code, n in by_code.items() if code.startswith(inside))
        row, column = settings.REGION["tiles"][area.code]
        tiles.append(
            {
                "code": area.code,
                "name": area.name,
                "row": row,
                "col": column,
                "value": count,
                "level": min(count, 4),
                "url": reverse("calls:challenges") + f"?area={inside}",
            }
        )
    return tiles
