"""The board's tables to take away: as CSV or XLSX, with what the reader saw."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, exports
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.indicators import queries as indicators
from xingmeng.web import board, moneyflow

Rows = tuple[Listing, list[Any]]


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One of the board's tables as a file."""
    wanted = request.GET.get("format", "")
    if name not in TABLES or wanted not in exports.FORMATS:
        raise Http404
    return exports.respond(wanted, *TABLES[name](request))


def _listing(title: Text, *columns: Column) -> Listing:
    return Listing(title=title, columns=columns, search=(), order=())


def _areas(request: HttpRequest) -> Rows:
    shown = board.area_map(request.actor, request.GET.get("measure", ""), clock.now())
    kind = "money" if shown["unit"] == "fen" else "number"
    columns = (
        Column(key="code", label=Text("代码", "Code"), value=lambda i: i["code"]),
        Column(key="area", label=Text("盟市", "League or city"), value=lambda i: i["name"]),
        Column(key="value", label=shown["title"], value=lambda i: i["amount"], kind=kind),
    )
    return _listing(shown["title"], *columns), shown["tiles"]


def _steps(request: HttpRequest) -> Rows:
    columns = (
        Column(key="step", label=Text("环节", "Step"), value=lambda i: i["label"]),
        Column(
            key="number",
            label=Text("数量", "Number"),
            value=lambda i: i["value"],
            kind="number",
        ),
    )
    title = Text("从需求到收益", "From need to income")
    return _listing(title, *columns), board.funnel(request.actor, clock.now())


def _money(request: HttpRequest) -> Rows:
    columns = [
        Column(key="fund", label=Text("专项资金", "Appropriation"), value=lambda i: i["title"]),
        Column(key="year", label=Text("年度", "Year"), value=lambda i: i["year"]),
    ]
    for n, step in enumerate(indicators.of_money()):
        columns.append(
            Column(
                key=step.code,
                label=step.title,
                value=lambda i, n=n: i["cells"][n]["fen"],
                kind="money",
            )
        )
    free, returned = Text("可用余额", "Left"), Text("退回与追回", "Given back, recovered")
    columns += [
        Column(key="free", label=free, value=lambda i: i["free_fen"], kind="money"),
        Column(key="back", label=returned, value=lambda i: i["returned_fen"], kind="money"),
    ]
    rows = moneyflow.page(request.actor, clock.now())["rows"]
    return _listing(Text("从预算到拨付", "From appropriation to payment"), *columns), rows


TABLES = {"areas": _areas, "steps": _steps, "money": _money}
