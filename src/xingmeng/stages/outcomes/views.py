"""Pages about outcomes, technology contracts and income."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import answers, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import RESULT_FORMS
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.outcomes import actions, queries, rules

FORM_WORDS, KIND_WORDS = dict(RESULT_FORMS), dict(rules.CONTRACT_KINDS)
OUTCOMES = Listing(
    title=Text("科技成果", "Outcomes"),
    columns=(
        Column(key="title", label=Text("成果", "Outcome"), value=str, sort=("title",)),
        Column(key="form", label=Text("形式", "Form"), value=lambda o: FORM_WORDS[o.form]),
        Column(
            key="organisation",
            label=Text("完成单位", "Made by"),
            value=lambda o: o.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda o: rules.OUTCOME.state(o.state),
            kind="state",
        ),
    ),
    search=("title", "number", "description", "organisation__name_zh"),
    order=("-pk",),
    empty=Text("还没有登记的成果。", "No outcomes yet."),
)


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """What came out; registered outcomes are public."""
    return lists.respond(request, OUTCOMES, queries.visible_to(request.actor))


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """One outcome and the technology contracts about it."""
    row = queries.get_for(request.actor, pk)
    unit = row.organisation
    facts = [
        (Text("完成单位", "Made by"), unit.name, "text", unit.get_absolute_url()),
        (Text("形式", "Form"), FORM_WORDS[row.form], "text"),
        (Text("来自项目", "From"), row.contract.title, "text", row.contract.get_absolute_url()),
        (Text("简介", "Description"), row.description, "longtext"),
    ]
    own = row.organisation_id in request.actor.organisations and row.state == "registered"
    return pages.record(
        request,
        "outcome",
        row,
        facts=facts,
        template="outcomes/outcome.html",
        may_sell=own,
        may_offer=own and not exchange.offers.is_offered("outcome", row.pk),
    )


@login_required
@require_POST
def offer_outcome(request: HttpRequest, outcome: int) -> HttpResponse:
    """Begin an offer of an outcome, then go on writing it."""
    row = queries.get_for(request.actor, outcome)
    made = actions.offer_outcome(row.pk, actor=request.actor)
    return redirect("exchange:write_offer", pk=made.pk)


@require_safe
def technology_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """One technology contract and the income under it."""
    row = queries.technology_contract_for(request.actor, pk)
    facts = [
        (Text("成果", "Outcome"), row.outcome.title, "text", row.outcome.get_absolute_url()),
        (Text("类别", "Kind"), KIND_WORDS[row.kind], "text"),
        (Text("卖方", "Seller"), row.seller.name, "text", row.seller.get_absolute_url()),
        (Text("买方", "Buyer"), row.buyer.name, "text", row.buyer.get_absolute_url()),
        (Text("合同成交额", "Amount"), row.amount_fen, "money"),
        (Text("技术交易额", "Of which technology"), row.technology_fen, "money"),
        (Text("签订日期", "Signed on"), row.signed_on, "date"),
        (Text("登记日期", "Registered on"), row.registered_on, "date"),
    ]
    own = row.seller_id in request.actor.organisations and row.state == "registered"
    return pages.record(
        request,
        "technology_contract",
        row,
        facts=facts,
        template="outcomes/technology_contract.html",
        may_file_income=own,
    )


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
def file_outcome(request: HttpRequest, contract: int) -> HttpResponse:
    """State what came out of a completed contract."""
    row = awards.contract_for(request.actor, contract)
    return _ask(
        request,
        Text("登记成果", "File an outcome"),
        row,
        rules.OUTCOME_FORM,
        lambda given: actions.file_outcome(row.pk, given, actor=request.actor),
    )


@login_required
def file_technology_contract(request: HttpRequest, outcome: int) -> HttpResponse:
    """File a contract about an outcome for registration."""
    row = queries.get_for(request.actor, outcome)
    return _ask(
        request,
        Text("申请技术合同登记", "File a technology contract"),
        row,
        rules.TECHNOLOGY_CONTRACT_FORM,
        lambda given: actions.file_technology_contract(row.pk, given, actor=request.actor),
    )


@login_required
def file_income(request: HttpRequest, contract: int) -> HttpResponse:
    """State income received and how it is shared."""
    row = queries.technology_contract_for(request.actor, contract)
    return _ask(
        request,
        Text("登记转化收入并分配", "State income and shares"),
        row,
        rules.INCOME_FORM,
        lambda given: actions.file_income(row.pk, given, actor=request.actor),
    )


def _ask(
    request: HttpRequest,
    title: Text,
    about: Any,
    sections: tuple[Section, ...],
    act: Callable[[Mapping[str, Any]], Any],
) -> HttpResponse:
    """One form, one action: what is wrong is said beside the answers."""
    given: Mapping[str, Any] = {}
    findings = ()
    if request.method == "POST":
        given = answers.read_all(sections, request.POST)
        try:
            return redirect(act(given))
        except Refused as refused:
            findings = refused.findings
    named = {f.values.get("field") for f in findings}
    context = {
        "title": title,
        "about": about,
        "sections": answers.bind(sections, given, findings=findings),
        "errors": [f for f in findings if not f.values.get("field")],
        "has_errors": bool(named),
    }
    return render(request, "outcomes/ask.html", context, status=409 if findings else 200)
