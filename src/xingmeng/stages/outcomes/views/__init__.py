"""Pages about technology contracts; outcomes and income have files of their own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import pages
from xingmeng.engines.values import Text
from xingmeng.law import technology_contract as technology_contract_law
from xingmeng.stages.outcomes import actions, queries, rules
from xingmeng.stages.outcomes.views.asking import ask

KIND_WORDS = dict(rules.CONTRACT_KINDS)


@require_safe
def technology_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """One technology contract and the income under it."""
    row = queries.technology_contract_for(request.actor, pk)
    free = technology_contract_law.exempt_fen(
        row.kind,
        row.technology_fen,
        on=row.signed_on,
        term_years=row.term_years,
        is_part=row.is_part,
    )
    facts = [
        (Text("成果", "Outcome"), row.outcome.title, "text", row.outcome.get_absolute_url()),
        (Text("类别", "Kind"), KIND_WORDS[row.kind], "text"),
        (Text("卖方", "Seller"), row.seller.name, "text", row.seller.get_absolute_url()),
        (Text("买方", "Buyer"), row.buyer.name, "text", row.buyer.get_absolute_url()),
        (Text("合同成交额", "Amount"), row.amount_fen, "money"),
        (Text("技术交易额", "Of which technology"), row.technology_fen, "money"),
        (Text("许可年限", "Years of the licence"), row.term_years or None, "number"),
        (Text("登记后免征增值税", "Free of value-added tax"), free, "money"),
        (Text("应税技术交易额", "Technology part taxed"), row.technology_fen - free, "money"),
        (Text("税收依据", "Relief by"), technology_contract_law.VAT, "text"),
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


@login_required
def file_technology_contract(request: HttpRequest, outcome: int) -> HttpResponse:
    """File a contract about an outcome for registration."""
    row = queries.get_for(request.actor, outcome)
    return ask(
        request,
        Text("申请技术合同登记", "File a technology contract"),
        row,
        rules.TECHNOLOGY_CONTRACT_FORM,
        lambda given: actions.file_technology_contract(row.pk, given, actor=request.actor),
    )
