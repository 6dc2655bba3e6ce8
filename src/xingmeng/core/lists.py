"""Lists that search, filter, sort, page and export, from one declaration each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingmeng.core import exports
from xingmeng.core.words import say
from xingmeng.engines.values import Text

PER_PAGE = 50
FEW = 500
Action = tuple[Text, str, str]  # label, address, icon


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `value` reads a row; `sort` names the database fields it orders by."""

    key: str
    label: Text
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One drop-down: `options` are (value, label); `field` is what the value must equal."""

    name: str
    label: Text
    field: str
    options: Callable[[], Sequence[tuple[str, Text]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list page, declared once by its stage.

    `reads` names all fields that the columns read, for lists whose rows are many and wide: a
    file of them is made of these alone.
    """

    title: Text
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    order: tuple[Any, ...]  # as the database orders
    filters: tuple[Filter, ...] = ()
    reads: tuple[str, ...] = ()
    empty: Text = Text("这里还没有记录。", "Nothing here yet.")


def respond(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet,
    *,
    actions: Sequence[Action] = (),
    template: str = "list.html",
    **context: Any,
) -> HttpResponse:
    """The list page for this request, or its export as filtered.

    Units:  50 rows a page. Errors: none; unknown sorts, filters and pages are ignored.
    """
    rows = _sorted(listing, narrow(listing, rows, request.GET), request.GET)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, listing, rows)
    page = _page(listing, rows, request.GET)
    page["actions"] = [(say(label), url, icon) for label, url, icon in actions]
    return render(request, template, {"page": page, **context})


def narrow(listing: Listing, rows: QuerySet, asked: Mapping[str, str]) -> QuerySet:
    """The rows that a reader asked for by words and drop-downs. Errors: none."""
    for word in asked.get("q", "")[:200].replace("\x00", "").split()[:8]:
        hit = Q()
        for name in listing.search:
            hit |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(hit)
    for drop in listing.filters:
        chosen = asked.get(drop.name, "")
        if chosen and chosen in {value for value, _ in drop.options()}:
            rows = rows.filter(**{drop.field: chosen})
    return rows


def _sorted(listing: Listing, rows: QuerySet, asked: Mapping[str, str]) -> QuerySet:
    wanted = asked.get("sort", "")
    for column in listing.columns:
        if column.sort and wanted.lstrip("-") == column.key:
            sign = "-" if wanted.startswith("-") else ""
            return rows.order_by(*(sign + name for name in column.sort), "pk")
    return rows.order_by(*listing.order)


def _page(listing: Listing, rows: QuerySet, asked: Mapping[str, str]) -> dict[str, Any]:
    if asked.get("q", "").strip():
        rows = _few(rows)
    paginator = Paginator(rows.values_list("pk", flat=True), PER_PAGE)
    page = paginator.get_page(asked.get("page"))
    return {
        "title": say(listing.title),
        "columns": [_heading(column, asked) for column in listing.columns],
        "rows": [_row(listing, row) for row in _fetched(rows, list(page.object_list))],
        "search": asked.get("q", ""),
        "filters": [_drop(drop, asked) for drop in listing.filters],
        "total": paginator.count,
        "pages": {
            "number": page.number,
            "count": paginator.num_pages,
            "previous_url": _link(asked, page=page.number - 1) if page.has_previous() else "",
            "next_url": _link(asked, page=page.number + 1) if page.has_next() else "",
        },
        "exports": [(name.upper(), _link(asked, format=name)) for name in exports.FORMATS],
        "empty": say(listing.empty),
        "keep": [("sort", asked["sort"])] if asked.get("sort") else [],
    }


def _few(rows: QuerySet) -> QuerySet:
    """The same rows by their keys where they are few, so that order costs no long search."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return rows if len(keys) > FEW else rows.filter(pk__in=keys)


def _fetched(rows: QuerySet, keys: list[Any]) -> list[Any]:
    """The rows with these keys, in their order: an index finds them, then they are read."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _heading(column: Column, asked: Mapping[str, str]) -> dict[str, Any]:
    now = asked.get("sort", "")
    current = {column.key: "asc", f"-{column.key}": "desc"}.get(now, "")
    following = f"-{column.key}" if current == "asc" else column.key
    return {
        "key": column.key,
        "label": say(column.label),
        "sort_url": _link(asked, sort=following) if column.sort else None,
        "current": current,
        "align": "end" if column.kind in ("money", "number") else "start",
    }


def _row(listing: Listing, row: Any) -> dict[str, Any]:
    cells = []
    for column in listing.columns:
        value = column.value(row)
        cells.append(
            {
                "label": say(column.label),
                "kind": column.kind,
                "value": say(value) if isinstance(value, Text) else value,
                "url": column.link(row) if column.link else "",
                "tone": getattr(value, "tone", ""),
            }
        )
    return {"url": row.get_absolute_url(), "cells": cells}


def _drop(drop: Filter, asked: Mapping[str, str]) -> dict[str, Any]:
    chosen = asked.get(drop.name, "")
    return {
        "name": drop.name,
        "label": say(drop.label),
        "options": [
            {"value": value, "label": say(label), "selected": value == chosen}
            for value, label in drop.options()
        ],
    }


def _link(asked: Mapping[str, str], **changed: Any) -> str:
    kept = {k: v for k, v in asked.items() if k not in ("page", "format") and v}
    return "?" + urlencode(kept | {k: str(v) for k, v in changed.items()})
