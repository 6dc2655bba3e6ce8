"""Figures as a reader may see them, and the replay of a published year."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from xingmeng.core.actor import NOBODY, Actor
from xingmeng.stages.indicators import rules
from xingmeng.stages.indicators.models import Published
from xingmeng.stages.indicators.queries.definitions import BY_CODE, DEFINITIONS, Definition

# Which published rows something computes: the definition, and as of when.
COMPUTED: Mapping[str, tuple[str, str]] = {
    "F06": ("challenges", "2021-12-31"),
    "F07": ("challenge_amount", "2021-12-31"),
}
SOURCE_LIST = "首批揭榜挂帅榜单，2021-09-03"
SOURCE_SIGNING = "首批揭榜挂帅项目签约，2022-01-10"
# What is known of the first list beyond the 52 rows, and the figures of our own beside it.
BESIDE: tuple[tuple[str, str, str, str | None, str, str], ...] = (
    ("tasks", "challenges", "2021-12-31", "15", "=", SOURCE_LIST),
    ("budget", "challenge_amount", "2021-12-31", "274400000", "=", SOURCE_LIST),
    ("agreements", "agreements", "2022-01-10", "12", "=", SOURCE_SIGNING),
    ("agreed", "agreed_amount", "2022-01-10", "190000000", "=", SOURCE_SIGNING),
    ("support", "support_committed", "2022-01-10", "50000000", ">=", SOURCE_SIGNING),
    ("paid_to_date", "support_paid", "", None, "", ""),
    ("technology_contracts_to_date", "technology_contracts", "", None, "", ""),
    ("income_to_teams_to_date", "income_to_teams", "", None, "", ""),
)


def definition(code: str) -> Definition:
    """Errors: Http404 if there is none."""
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def every() -> tuple[Definition, ...]:
    """All definitions, as the board shows them."""
    return DEFINITIONS


def figure(actor: Actor, code: str, *, as_of: datetime) -> tuple[Decimal | None, QuerySet]:
    """A figure and the very records it is made of, both as this reader may see them."""
    wanted = definition(code)
    rows = wanted.records(actor, as_of)
    return wanted.value(rows), rows


def published_for(code: str) -> Published | None:
    """The published row that a definition is held against, if there is one."""
    rows = [row for row, (name, _) in COMPUTED.items() if name == code]
    return Published.objects.filter(code__in=rows).first()


def replay(*, today: datetime) -> dict[str, Any]:
    """Every published row of 2021 beside what the records give, as anybody may see it.

    Units:  money in yuan as published, ratios as numbers. Errors: none.
    """
    lines = [_line(row) for row in Published.objects.order_by("code")]
    beside = [_beside(*line, today=today) for line in BESIDE]
    return {
        "period": 2021,
        "as_of": "2021-12-31",
        "total": len(lines),
        "reproduced": sum(bool(line["reproduced"]) for line in lines),
        "figures": lines,
        "beside": beside,
    }


def failures(replayed: Mapping[str, Any]) -> list[str]:
    """The rows that claim to be computed and do not reproduce. Order: by row. Errors: none."""
    return [
        line["id"]
        for line in replayed["figures"]
        if line["basis"] in rules.COUNTED and not line["reproduced"]
    ]


def _end_of(day: str) -> datetime:
    moment = datetime.fromisoformat(f"{day}T23:59:59.999999")
    return timezone.make_aware(moment)


def _in_published_unit(code: str, value: Decimal | None) -> Decimal | None:
    is_money = BY_CODE[code].unit == "fen"
    return value / 100 if value is not None and is_money else value


def _line(row: Published) -> dict[str, Any]:
    common = {
        "id": row.code,
        "unit": row.unit,
        "comparator": row.comparator,
        "published": row.value,
        "precision": row.precision,
    }
    if row.code not in COMPUTED:
        basis = row.basis if row.basis in ("observation", "not_computable") else "not_yet"
        return common | {
            "computed": None,
            "difference": None,
            "basis": basis,
            "records": 0,
            "reproduced": False,
            "missing": row.note_en or "nothing computes this figure yet",
            "url": None,
        }
    code, day = COMPUTED[row.code]
    value, rows = figure(NOBODY, code, as_of=_end_of(day))
    computed = _in_published_unit(code, value)
    result = rules.compare(
        computed, published=row.value, comparator=row.comparator, precision=row.precision
    )
    return common | {
        "computed": _plain(computed),
        "difference": _plain(result.difference),
        "basis": row.basis,
        "records": rows.count(),
        "reproduced": result.reproduced,
        "missing": None,
        "url": reverse("indicators:indicator", args=[code]) + f"?as_of={day}",
    }


def _beside(  # noqa: PLR0913 -- one line of BESIDE, spread out
    name: str,
    code: str,
    day: str,
    published: str | None,
    comparator: str,
    source: str,
    *,
    today: datetime,
) -> dict[str, Any]:
    as_of = _end_of(day) if day else today
    value, rows = figure(NOBODY, code, as_of=as_of)
    return {
        "name": name,
        "indicator": code,
        "as_of": timezone.localtime(as_of).date().isoformat(),
        "published": published,
        "comparator": comparator or None,
        "source": source or None,
        "computed": _plain(_in_published_unit(code, value)),
        "records": rows.count(),
        "url": reverse("indicators:indicator", args=[code]) + (f"?as_of={day}" if day else ""),
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
