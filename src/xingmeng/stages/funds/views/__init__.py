"""Pages about money: appropriations and payments."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import clock, lists, move, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.funds import actions, queries, rules
from xingmeng.stages.funds.forms import AppropriationForm
from xingmeng.stages.funds.queries import batches as sent

PAYMENTS = Listing(
    title=Text("拨付", "Payments"),
    columns=(
        Column(
            key="number",
            label=Text("编号", "Number"),
            value=lambda p: p.number,
            sort=("number",),
        ),
        Column(
            key="title", label=Text("用途", "Purpose"), value=lambda p: p.authorisation.title
        ),
        Column(
            key="payee",
            label=Text("收款单位", "Payee"),
            value=lambda p: p.authorisation.payee.name,
            sort=("authorisation__payee__name_zh",),
        ),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda p: p.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="paid",
            label=Text("支付时间", "Paid"),
            value=lambda p: p.paid_at,
            kind="date",
            sort=("paid_at",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda p: rules.PAYMENT.state(p.state),
            kind="state",
        ),
    ),
    search=("number", "authorisation__title", "authorisation__payee__name_zh"),
    order=("-pk",),
    reads=(
        *("number", "amount_fen", "paid_at", "state", "authorisation__title"),
        *("authorisation__payee__name_zh", "authorisation__payee__name_en"),
    ),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in rules.PAYMENT.states),
            ],
        ),
    ),
)
APPROPRIATIONS = Listing(
    title=Text("专项资金", "Appropriations"),
    columns=(
        Column(
            key="title",
            label=Text("名称", "Title"),
            value=lambda a: Text(a.title_zh, a.title_en),
            sort=("title_zh",),
        ),
        Column(
            key="year", label=Text("年度", "Year"), value=lambda a: str(a.year), sort=("year",)
        ),
        Column(
            key="document", label=Text("文号", "Document"), value=lambda a: a.document_number
        ),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda a: a.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: rules.APPROPRIATION.state(a.state),
            kind="state",
        ),
    ),
    search=("title_zh", "title_en", "document_number", "line"),
    order=("-year", "-pk"),
)
RECOVERIES = Listing(
    title=Text("资金追回", "Recoveries"),
    columns=(
        Column(
            key="number",
            label=Text("编号", "Number"),
            value=lambda r: r.number,
            sort=("number",),
        ),
        Column(key="title", label=Text("项目", "Project"), value=str, sort=("title",)),
        Column(
            key="payee",
            label=Text("退款单位", "To be returned by"),
            value=lambda r: r.payee.name,
            sort=("payee__name_zh",),
        ),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda r: r.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="returned",
            label=Text("到账时间", "Returned"),
            value=lambda r: r.returned_at,
            kind="date",
            sort=("returned_at",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda r: rules.RECOVERY.state(r.state),
            kind="state",
        ),
    ),
    search=("number", "title", "payee__name_zh"),
    order=("-pk",),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in rules.RECOVERY.states),
            ],
        ),
    ),
    empty=Text("目前没有资金追回。", "No money has been demanded back."),
)


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Payments this reader may see; made ones are public."""
    also = [(RECOVERIES.title, reverse("funds:recoveries"), "arrow-back-up")]
    if request.actor.is_staff:
        also.append((Text("支付批次", "Batches"), reverse("funds:batches"), "coin-yuan"))
    rows = queries.visible_to(request.actor)
    return lists.respond(request, PAYMENTS, rows, actions=also)


@require_safe
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """One payment and the authorisation it rests on."""
    row = queries.get_for(request.actor, pk)
    paper = row.authorisation
    facts = [
        (Text("收款单位", "Payee"), paper.payee.name, "text", paper.payee.get_absolute_url()),
        (Text("金额", "Amount"), row.amount_fen, "money"),
        (Text("授权上限", "Authorised"), paper.ceiling_fen, "money"),
        (
            Text("资金来源", "Out of"),
            Text(paper.appropriation.title_zh, paper.appropriation.title_en),
            "text",
            paper.appropriation.get_absolute_url(),
        ),
        (Text("支付时间", "Paid"), row.paid_at, "datetime"),
        *_batch(request.actor, row),
        (Text("决定留痕", "Decided at step"), paper.decision, "text"),
    ]
    return pages.record(
        request,
        "payment",
        row,
        facts=facts,
        template="funds/payment.html",
        may_order_again=row.state == "refused" and queries.may_order_again(request.actor, row),
    )


def _batch(actor: Actor, row: Any) -> list[tuple]:
    """For staff: the slip, and the batch it went with, where they may see that."""
    if not actor.is_staff:
        return []
    found = [(Text("国库支付凭证号", "Treasury slip number"), row.slip_number, "text")]
    batch = sent.batches_for(actor).filter(pk=row.batch_id).first()
    if batch:
        url = batch.get_absolute_url()
        found.append((Text("支付批次", "Batch"), batch.number, "text", url))
    return found


@require_safe
def authorisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What an authorisation is for: the case, where the reader may see it, else its money."""
    row = queries.authorisation_for(request.actor, pk)
    case = move.subject(row.kind).visible_to(request.actor).filter(pk=row.subject_id).first()
    return redirect(case or row.appropriation)


@require_safe
def appropriations(request: HttpRequest) -> HttpResponse:
    """Public money by year and line."""
    actions_ = []
    if "officer" in request.actor.roles:
        actions_ = [(Text("提出预算", "Propose"), "new/", "plus")]
    if request.actor.is_staff:
        actions_.append(
            (Text("年度结转", "Yearly close"), reverse("funds:closes"), "coin-yuan")
        )
    rows = queries.appropriations_for(request.actor)
    return lists.respond(request, APPROPRIATIONS, rows, actions=actions_)


@require_safe
def appropriation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an appropriation's money is now."""
    row = queries.appropriation_for(request.actor, pk)
    money = queries.money_of(row)
    facts = [
        (Text("年度", "Year"), str(row.year), "text"),
        (Text("预算科目", "Budget line"), row.line, "text"),
        (Text("文号", "Document"), row.document_number, "text"),
        (Text("预算金额", "Granted"), row.amount_fen, "money"),
        (Text("可用", "Available"), money["available"], "money"),
        (Text("已锁定未付", "Committed, unpaid"), money["committed"], "money"),
        (Text("已支付（扣除追回）", "Paid, net of recovered"), money["paid"], "money"),
        (Text("已追回", "Recovered"), money["recovered"] or None, "money"),
        (Text("年末上缴", "Returned at a year's end"), money["returned"] or None, "money"),
        (Text("结转至", "Carried over to"), row.carried_to and str(row.carried_to), "text"),
        *_growth(row),
    ]
    return pages.record(request, "appropriation", row, facts=facts)


def _growth(row) -> list[tuple]:
    """The line beside the year before, where there is a rule and a year before."""
    since = row.since if row.state == "open" else clock.now()
    growth = queries.growth_of(row, on=clock.local_day(since))
    if not growth.least_fen:
        return []
    return [
        (Text("本科目上年合计", "This line, the year before"), growth.before_fen, "money"),
        (Text("按刚性增长应达到", "Must reach, by the growth rule"), growth.least_fen, "money"),
        (Text("本科目当年合计", "This line, this year"), growth.sum_fen, "money"),
        (Text("低于增长要求的理由", "Why it grows less"), row.below_growth, "longtext"),
    ]


@login_required
def propose(request: HttpRequest) -> HttpResponse:
    """Enter an appropriation; finance opens it."""
    if "officer" not in request.actor.roles:
        raise Http404
    form = AppropriationForm(request.POST or None)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.propose_appropriation(actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    return render(request, "funds/propose.html", {"form": form, "errors": errors})


@login_required
@require_POST
def order_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a payment anew that finance sent back."""
    row = queries.get_for(request.actor, pk)
    return redirect(actions.order_again(row.authorisation_id, actor=request.actor))


@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """Money demanded back; what came back is public."""
    return lists.respond(request, RECOVERIES, queries.recoveries_for(request.actor))


@require_safe
def recovery(request: HttpRequest, pk: int) -> HttpResponse:
    """One recovery; its grounds are for staff and the payee."""
    row = queries.recovery_for(request.actor, pk)
    inside = bool(rules.recovery_roles(request.actor, row))
    case = move.subject(row.kind).visible_to(request.actor).filter(pk=row.subject_id).first()
    facts = [
        (Text("项目", "Project"), row.title, "text", case.get_absolute_url() if case else ""),
        (Text("退款单位", "By"), row.payee.name, "text", row.payee.get_absolute_url()),
        (Text("追回金额", "Amount"), row.amount_fen, "money"),
        (Text("事由和依据", "Grounds"), row.grounds if inside else "", "longtext"),
        (
            Text("退回专项资金", "Back to"),
            Text(row.appropriation.title_zh, row.appropriation.title_en),
            "text",
            row.appropriation.get_absolute_url(),
        ),
        (Text("到账时间", "Returned"), row.returned_at, "datetime"),
    ]
    return pages.record(request, "recovery", row, facts=facts)
