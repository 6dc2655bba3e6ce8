"""Turning a list into CSV or XLSX, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xingmeng.core.words import say
from xingmeng.engines.instrument import State
from xingmeng.engines.values import Text

if TYPE_CHECKING:
    from xingmeng.core.lists import Listing

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain(value: Any, kind: str) -> Any:
    """A cell as a spreadsheet should hold it. Units: money leaves as yuan. Errors: none."""
    if value is None:
        return ""
    if isinstance(value, State):
        return say(value.label)
    if isinstance(value, Text):
        return _harmless(say(value))
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    return value if isinstance(value, int) else _harmless(str(value))


def _harmless(text: str) -> str:
    """No text may be read as a formula, nor break a workbook."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _lines(listing: "Listing", rows: QuerySet) -> Iterator[list[Any]]:
    columns = [(column.value, column.kind) for column in listing.columns]
    yield [say(column.label) for column in listing.columns]
    for row in _only(listing.reads, rows[:MOST_ROWS]):
        yield [plain(value(row), kind) for value, kind in columns]


def _only(reads: Sequence[str], rows: QuerySet) -> QuerySet:
    """The rows with no more of each than what is read: a wide row takes long to make."""
    if not reads:
        return rows
    joined = {name.rpartition("__")[0] for name in reads} - {""}
    rows = rows.select_related(None).only(*reads)
    return rows.select_related(*joined) if joined else rows


def _csv(listing: "Listing", rows: QuerySet) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows(_lines(listing, rows))
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")


def _xlsx(listing: "Listing", rows: QuerySet) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in _lines(listing, rows):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return HttpResponse(out.getvalue(), content_type=XLSX)


FORMATS: dict[str, Callable[["Listing", QuerySet], HttpResponse]] = {"csv": _csv, "xlsx": _xlsx}


def respond(wanted: str, listing: "Listing", rows: QuerySet) -> HttpResponse:
    """The list as a file. Units: at most 100,000 rows. Errors: KeyError for another format."""
    response = FORMATS[wanted](listing, rows)
    response["Content-Disposition"] = f'attachment; filename="list.{wanted}"'
    return response
