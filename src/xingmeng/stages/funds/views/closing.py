"""Pages about closing a year: drawing it up, what stands in the way, the statement."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, exports, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.funds.actions import closing as actions
from xingmeng.stages.funds.queries import closing as queries
from xingmeng.stages.funds.rules import closing as rules

LISTING = Listing(
    title=Text("年度结转", "Yearly closes"),
    columns=(
        Column(key="year", label=Text("年度", "Year"), value=lambda c: str(c.year)),
        Column(
            key="since", label=Text("更新时间", "Since"), value=lambda c: c.since, kind="date"
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: rules.CLOSE.state(c.state),
            kind="state",
        ),
    ),
    search=("year",),
    order=("-year", "-pk"),
    empty=Text("还没有结转过年度。", "No year has been closed."),
)


def _money(key: str, label: Text) -> Column:
    return Column(key=key, label=label, value=lambda n: getattr(n, key), kind="money")


STATEMENT = Listing(
    title=Text("年度结转表", "Statement of the year"),
    columns=(
        Column(
            key="line",
            label=Text("预算科目", "Budget line"),
            value=lambda n: n.appropriation.line,
        ),
        Column(
            key="title",
            label=Text("专项资金", "Appropriation"),
            value=lambda n: n.appropriation.title,
        ),
        Column(
            key="document",
            label=Text("文号", "Document"),
            value=lambda n: n.appropriation.document_number,
        ),
        _money("granted_fen", Text("预算金额", "Appropriated")),
        _money("committed_fen", Text("已锁定未付", "Committed, unpaid")),
        _money("paid_fen", Text("已支付（扣除追回）", "Paid, net of recovered")),
        _money("recovered_fen", Text("已追回", "Recovered")),
        _money("left_fen", Text("年末余额", "Left")),
        Column(
            key="end",
            label=Text("余额处理", "What becomes of it"),
            value=lambda n: rules.CARRIED if n.carried else rules.RETURNED,
        ),
    ),
    search=(),
    order=("pk",),
)


@login_required
@require_safe
def closes(request: HttpRequest) -> HttpResponse:
    """Years that are closed or about to be."""
    if not request.actor.is_staff:
        raise Http404
    new = [(Text("提出结转", "Draw up a close"), reverse("funds:draw_up"), "plus")]
    offered = new if "finance" in request.actor.roles else []
    rows = queries.closes_for(request.actor)
    return lists.respond(request, LISTING, rows, actions=offered)


@login_required
def draw_up(request: HttpRequest) -> HttpResponse:
    """Choose the year, then of each appropriation whether what it leaves is carried over."""
    if "finance" not in request.actor.roles:
        raise Http404
    said = request.POST.get("year") or request.GET.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == len("2021") else _last_year()
    sources = list(queries.of_year(year))
    errors: tuple[Finding, ...] = ()
    if request.method == "POST":
        chosen = set(request.POST.getlist("carried"))
        carried = [source.pk for source in sources if codes.of(source) in chosen]
        try:
            return redirect(actions.draw_up(year, carried=carried, actor=request.actor))
        except Refused as refused:
            errors = refused.findings
    context = {"year": year, "sources": sources, "errors": errors}
    return render(request, "funds/draw_up.html", context, status=409 if errors else 200)


def _last_year() -> int:
    return clock.today().year - 1


@login_required
@require_safe
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """One close: what stands in the way, and the statement."""
    row = queries.close_for(request.actor, pk)
    lines = queries.lines_of(row)
    demanded = queries.still_demanded(row)
    facts = [
        (Text("年度", "Year"), str(row.year), "text"),
        (Text("结转下年", "Carried over"), _left(lines, carried=True), "money"),
        (Text("上缴", "Returned"), _left(lines, carried=False), "money"),
        (Text("继续追回的笔数", "Recoveries that go on"), demanded["count"] or None, "number"),
        (Text("继续追回的金额", "Their sum"), demanded["sum_fen"] or None, "money"),
    ]
    shown: dict[str, Any] = {
        "lines": lines,
        "faults": queries.in_the_way(row) if row.state == "proposed" else [],
        "formats": list(exports.FORMATS),
        "carried": rules.CARRIED,
        "returned": rules.RETURNED,
    }
    return pages.record(
        request, "year_close", row, facts=facts, template="funds/close.html", **shown
    )


def _left(lines: list[Any], *, carried: bool) -> int:
    return sum(line.left_fen for line in lines if line.carried is carried)


@login_required
@require_safe
def statement(request: HttpRequest, pk: int, wanted: str) -> HttpResponse:
    """The statement as CSV or XLSX."""
    row = queries.close_for(request.actor, pk)
    if wanted not in exports.FORMATS:
        raise Http404
    response = exports.respond(wanted, STATEMENT, queries.lines_of(row))
    response["Content-Disposition"] = f'attachment; filename="{row.year}.{wanted}"'
    return response
