"""One figure opened: what it means, what was published, and the records it is made of."""

from collections.abc import Iterator
from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from xingmeng import instruments
from xingmeng.core import clock, lists
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import THEMES
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators import queries, rules
from xingmeng.stages.registry import queries as registry

ALL = ("", Text("全部", "All"))

SOURCE = Text("2021年底专题报道", "Newspaper feature of end 2021")


def _as_of(request: HttpRequest) -> datetime:
    asked = request.GET.get("as_of", "")
    if not asked:
        return clock.now()
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return timezone.make_aware(datetime.combine(day, time.max))


def _listing(definition: queries.Definition, actor: Actor) -> Listing:
    columns = [
        Column(key="title", label=Text("记录", "Record"), value=rules.title_of),
        Column(
            key="since",
            label=Text("最近变化", "Last change"),
            value=lambda row: row.since,
            kind="datetime",
            sort=("since",),
        ),
    ]
    if definition.day:
        label = Text("期限", "Day")
        columns.append(Column(key="day", label=label, value=definition.day, kind="date"))
    amount = Column(
        key="amount", label=Text("金额", "Amount"), value=definition.amount, kind="money"
    )
    return Listing(
        title=definition.title,
        columns=(*columns, amount),
        search=(),
        order=("pk",),
        filters=tuple(_filters(definition, actor)),
    )


def _filters(definition: queries.Definition, actor: Actor) -> Iterator[Filter]:
    """By place, instrument and appropriation, where the records have one."""
    if definition.area:
        yield Filter(
            name="area",
            label=Text("地区", "Area"),
            field=f"{definition.area}__startswith",
            options=lambda: [ALL, *((prefix(r.code), r.name) for r in registry.regions())],
        )
    if definition.theme:
        yield Filter(
            name="theme",
            label=Text("领域大类", "Theme"),
            field=definition.theme,
            options=lambda: [ALL, *THEMES],
        )
    if definition.instrument:
        yield Filter(
            name="instrument",
            label=Text("科技计划工具", "Instrument"),
            field=definition.instrument,
            options=lambda: [ALL, *_instruments()],
        )
    if definition.fund:
        yield Filter(
            name="fund",
            label=Text("专项资金", "Appropriation"),
            field=definition.fund,
            options=lambda: [ALL, *_funds(actor)],
        )


def _instruments() -> list[tuple[str, Text]]:
    return [(one.code, one.title) for one in instruments.every()]


def _funds(actor: Actor) -> list[tuple[str, Text]]:
    rows = funds.appropriations_for(actor).order_by("year", "pk")
    return [(str(a.pk), Text(a.title_zh, a.title_en)) for a in rows]


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """A figure and the very records it is made of; both count what this reader may see."""
    wanted = queries.definition(code)
    as_of = _as_of(request)
    listing = _listing(wanted, request.actor)
    rows = lists.narrow(listing, wanted.records(request.actor, as_of), request.GET)
    value = wanted.value(rows)
    part = any(request.GET.get(drop.name) for drop in listing.filters)
    shown = None if part else queries.published_for(code)
    published = rules.number(shown.value) if shown else None
    if published is not None and wanted.unit == "fen":
        published *= 100
    context = {
        "definition": wanted,
        "value": value,
        "published": published,
        "published_row": shown,
        "as_of": as_of,
        "asked_day": request.GET.get("as_of", ""),
        "explain": say(wanted.explain),
        "source": SOURCE if shown else None,
    }
    template = "indicators/indicator.html"
    return lists.respond(request, listing, rows, template=template, **context)
