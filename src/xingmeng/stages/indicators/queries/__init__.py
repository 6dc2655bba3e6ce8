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
from xingmeng.engines.values import Text
from xingmeng.stages.indicators import rules
from xingmeng.stages.indicators.models import Published
from xingmeng.stages.indicators.queries import first_list
from xingmeng.stages.indicators.queries.alerts import ALERTS, DEADLINES
from xingmeng.stages.indicators.queries.definitions import DEFINITIONS, Definition
from xingmeng.stages.indicators.queries.fieldwork import FIELDWORK
from xingmeng.stages.indicators.queries.held import HELD
from xingmeng.stages.indicators.queries.recognitions import RECOGNITIONS
from xingmeng.stages.indicators.queries.ruled import RULED
from xingmeng.stages.indicators.queries.steps import EXCHANGE, FROM_NEED, OF_MONEY, STEPS
from xingmeng.stages.indicators.queries.units import TAKING_PART

BY_CODE = {
    d.code: d
    for d in (
        *(*DEFINITIONS, *RECOGNITIONS, *STEPS, *TAKING_PART),
        *(*HELD, *RULED, *FIELDWORK, *ALERTS, *DEADLINES),
    )
}

# Which published rows something computes: the definition, and as of when.
COMPUTED: Mapping[str, tuple[str, str]] = {
    "F02": ("research_outside", "2021-12-31"),
    "F06": ("challenges", "2021-12-31"),
    "F07": ("challenge_amount", "2021-12-31"),
    "F08": ("platforms_built_jointly", "2021-12-31"),
    "F09": ("workstations_built", "2021-12-31"),
    "F17": ("key_laboratories", "2021-12-31"),
    "F19": ("counties_served", "2021-12-31"),
    "F20": ("service_teams", "2021-12-31"),
    "F21": ("commissioners", "2021-12-31"),
    "F22": ("techniques_spread", "2021-12-31"),
    "F29": ("trade_enterprises", "2021-12-31"),
    "F30": ("rd_subsidised", "2021-12-31"),
    "F31": ("rd_subsidies", "2021-12-31"),
    "F32": ("rd_centres", "2021-12-31"),
    "F34": ("high_tech_enterprises", "2021-12-31"),
    "F35": ("technology_smes", "2021-12-31"),
    "F36": ("rd_deducting", "2021-12-31"),
    "F37": ("rd_deducted", "2021-12-31"),
    "F38": ("rd_saved", "2021-12-31"),
    "F42": ("talents_held", "2021-12-31"),
    "F43": ("talent_teams", "2021-12-31"),
    "F44": ("teams_brought_in", "2021-12-31"),
    "F45": ("workstation_members", "2021-12-31"),
}
BESIDE: Mapping[str, str] = {"F38": "rd_saved_in_effect"}  # what is shown with a row


def definition(code: str) -> Definition:
    """Errors: Http404 if there is none."""
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def every() -> tuple[Definition, ...]:
    """All definitions, as the board shows them."""
    return DEFINITIONS + RECOGNITIONS + EXCHANGE + FIELDWORK


def titles() -> dict[str, Text]:
    """What each figure is called, by its code; ratios, alerts and deadlines left out."""
    passing = {d.code for d in (*ALERTS, *DEADLINES)}
    return {
        code: d.title
        for code, d in BY_CODE.items()
        if code not in passing and d.unit != "ratio"
    }


def alerts() -> tuple[Definition, ...]:
    """What is late or stuck, each kind by itself."""
    return ALERTS


def deadlines() -> tuple[Definition, ...]:
    """What falls due within 60 days; each knows its day."""
    return DEADLINES


def from_need() -> tuple[Definition, ...]:
    """The steps from need to income, in order; those of the list and the contract included."""
    by_code = {d.code: d for d in FROM_NEED}
    listed, agreed = BY_CODE["challenges"], BY_CODE["agreements"]
    before = [by_code.pop(code) for code in ("needs_stated", "needs_refined", "bids")]
    return (*before[:2], listed, before[2], agreed, *by_code.values())


def of_money() -> tuple[Definition, ...]:
    """Public money from appropriation to payment, in order."""
    return (*OF_MONEY, BY_CODE["support_paid"])


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
    """Every published row of 2021 beside what the records give.

    What the rules give is made of figures that only the department reads; `seen_by` says so.
    Units:  money in yuan as published, ratios as numbers. Errors: none.
    """
    lines = [_line(row) for row in Published.objects.order_by("code")]
    beside = [_beside(line, today=today) for line in first_list.LINES]
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
    reader = first_list.INSIDE if definition(code).inside else NOBODY
    value, rows = figure(reader, code, as_of=_end_of(day))
    computed = _in_published_unit(code, value)
    result = rules.compare(
        computed, published=row.value, comparator=row.comparator, precision=row.precision
    )
    return common | {
        "computed": first_list.answer(computed),
        "difference": first_list.answer(result.difference),
        "basis": row.basis,
        "records": rows.count(),
        "reproduced": result.reproduced,
        "missing": None if computed is not None else "no records to divide by",
        "seen_by": "anybody" if reader is NOBODY else "department",
        "url": reverse("indicators:indicator", args=[code]) + f"?as_of={day}",
        **_shown_with(row.code, reader, day),
    }


def _shown_with(row: str, reader: Actor, day: str) -> dict[str, Any]:
    """The figure that stands beside a row's own, by its name."""
    if row not in BESIDE:
        return {}
    code = BESIDE[row]
    value, _ = figure(reader, code, as_of=_end_of(day))
    return {"beside": {code: first_list.answer(_in_published_unit(code, value))}}


def _beside(line: first_list.Line, *, today: datetime) -> dict[str, Any]:
    as_of = _end_of(line.day) if line.day else today
    value, rows = _figure_of(line, as_of)
    computed = _in_published_unit(line.code, value) if not line.share_of_all else value
    query = "&".join(part for part in (line.query, line.day and f"as_of={line.day}") if part)
    address = reverse("indicators:indicator", args=[line.code])
    return {
        "name": line.name,
        "indicator": line.code,
        "as_of": timezone.localtime(as_of).date().isoformat(),
        "published": line.published,
        "comparator": line.comparator or None,
        "source": line.source or None,
        "computed": first_list.answer(computed),
        "reproduced": _reproduces(line, computed),
        "seen_by": "anybody" if line.reader is NOBODY else "department",
        "records": rows.count(),
        "url": f"{address}?{query}" if query else address,
    }


def _figure_of(line: first_list.Line, as_of: datetime) -> tuple[Decimal | None, QuerySet]:
    wanted = definition(line.code)
    whole = wanted.records(line.reader, as_of)
    rows = line.records(line.reader, as_of) if line.records else whole
    if line.share_of_all:
        return first_list.share(rows, whole, line.share_of_all), rows
    return wanted.value(rows), rows


def _reproduces(line: first_list.Line, computed: Decimal | None) -> bool | None:
    """Whether it agrees with what was published. None where nothing was."""
    if line.published is None:
        return None
    precision = first_list.step_of(line.published)
    return rules.compare(
        computed, published=line.published, comparator=line.comparator, precision=precision
    ).reproduced
