"""Pages about income and how it is shared."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import pages
from xingmeng.engines.values import Text
from xingmeng.stages.outcomes import actions, queries, rules
from xingmeng.stages.outcomes.views.asking import ask


@require_safe
def income(request: HttpRequest, pk: int) -> HttpResponse:
    """One income: sums for everyone, people's names inside the unit."""
    row = queries.income_for(request.actor, pk)
    about = row.technology_contract
    facts = [
        (Text("技术合同", "Contract"), about.title, "text", about.get_absolute_url()),
        (Text("单位", "Unit"), about.seller.name, "text"),
        (Text("到账收入", "Received"), row.received_fen, "money"),
        (Text("直接成本", "Direct costs"), row.costs_fen, "money"),
        (Text("净收入", "Net"), row.net_fen, "money"),
        (Text("团队比例", "Team's share"), f"{row.team_pct}%", "text"),
        (Text("团队收益", "To the team"), row.team_fen, "money"),
        (Text("分配日期", "Shared on"), row.shared_on, "date"),
    ]
    return pages.record(
        request,
        "income",
        row,
        facts=facts,
        template="outcomes/income.html",
        shares=queries.shares_for(request.actor, row),
    )


@login_required
def file_income(request: HttpRequest, contract: int) -> HttpResponse:
    """State income received and how it is shared."""
    row = queries.technology_contract_for(request.actor, contract)
    return ask(
        request,
        Text("登记转化收入并分配", "State income and shares"),
        row,
        rules.INCOME_FORM,
        lambda given: actions.file_income(row.pk, given, actor=request.actor),
    )
