"""Pages about income and how it is shared."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import pages
from xingmeng.engines.values import Text
from xingmeng.law import conversion
from xingmeng.stages.outcomes import actions, queries
from xingmeng.stages.outcomes.queries import income as incomes
from xingmeng.stages.outcomes.rules import income as rules
from xingmeng.stages.outcomes.views.asking import ask

SOURCE = {True: Text("技术合同", "Contract"), False: Text("成果", "Outcome")}
RECEIVED = {
    "sale": Text("到账收入", "Received"),
    "shares": Text("作价金额", "Value of the shares"),
    "own": Text("当年营业利润", "The year's operating profit"),
}


@require_safe
def income(request: HttpRequest, pk: int) -> HttpResponse:
    """One income: sums for everyone, people's names inside the unit."""
    row = queries.income_for(request.actor, pk)
    about, unit = row.technology_contract or row.outcome, row.organisation
    claims = incomes.claims_of(row)
    sold, own = row.way == "sale", row.organisation_id in request.actor.organisations
    facts = [
        (SOURCE[sold], about.title, "text", about.get_absolute_url()),
        (
            Text("单位", "Unit"),
            unit.name,
            "text",
            unit.get_absolute_url(),
        ),
        (Text("转化方式", "Way"), rules.WAYS[row.way], "text"),
        (Text("实施年度", "Year of use"), row.profit_year, "number"),
        (RECEIVED[row.way], row.received_fen, "money"),
        (Text("直接成本", "Direct costs"), row.costs_fen if sold else None, "money"),
        (Text("净收入", "Net"), row.net_fen if sold else None, "money"),
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
        claims=claims,
        decided=conversion.deciding(claims),
        shares=queries.shares_for(request.actor, row),
        decides=Text("以此为准", "Decides"),
        until=rules.publicity_until(row) if row.state == "publicity" else None,
        may_object=own and row.state == "publicity",
    )


@login_required
def object_to_income(request: HttpRequest, income: int) -> HttpResponse:
    """Object to how an income is shared, while it is shown inside the unit."""
    row = queries.income_for(request.actor, income)
    return ask(
        request,
        Text("对分配提出异议", "Object to the shares"),
        row,
        rules.OBJECTION_FORM,
        lambda given: actions.object_to_income(
            row.pk, str(given["text"] or ""), actor=request.actor
        ),
    )


@require_safe
def income_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, for the unit and those who audit."""
    row = incomes.objection_for(request.actor, pk)
    about = row.income
    facts = [
        (Text("转化收益", "Income"), str(about), "text", about.get_absolute_url()),
        (Text("提出人", "By"), row.by.get_full_name(), "text"),
        (Text("异议内容", "What it says"), row.text, "longtext"),
    ]
    return pages.record(request, "income_objection", row, facts=facts)


@login_required
def file_conversion(request: HttpRequest, outcome: int) -> HttpResponse:
    """State the shares a result became, or the profit of a year of use."""
    row = queries.get_for(request.actor, outcome)
    return ask(
        request,
        Text("登记作价投资或自行实施收益", "State shares or profit of use"),
        row,
        rules.CONVERSION_FORM,
        lambda given: actions.file_conversion(row.pk, given, actor=request.actor),
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
