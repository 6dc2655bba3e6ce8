"""Pages about payment batches: gathering, the treasury's table and answer, what came of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from xingmeng.core import attachments, exports, lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.funds.actions import batches as actions
from xingmeng.stages.funds.forms import AnswerForm
from xingmeng.stages.funds.queries import batches as queries
from xingmeng.stages.funds.rules import PAYMENT
from xingmeng.stages.funds.rules import batches as rules

SHOWN = 200  # lines of a preview
AMOUNT = Text("金额（元）", "金额（元）")  # the treasury reads Chinese heads
LISTING = Listing(
    title=Text("支付批次", "Payment batches"),
    columns=(
        Column(
            key="number",
            label=Text("批次号", "Batch"),
            value=lambda b: b.number,
            sort=("number",),
        ),
        Column(
            key="since", label=Text("更新时间", "Since"), value=lambda b: b.since, kind="date"
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda b: rules.BATCH.state(b.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number",),
    order=("-pk",),
    empty=Text("还没有支付批次。", "No batches yet."),
)


def _sent(fact: Any, value: Any) -> Column:
    return Column(key=fact.name, label=fact.label, value=value)


_SENT = {fact.name: fact for fact in rules.SENT}
TREASURY = Listing(
    title=Text("国库支付清单", "Table for the treasury"),
    columns=(
        _sent(_SENT["batch"], lambda p: p.batch.number),
        _sent(rules.NUMBER, lambda p: p.number),
        _sent(_SENT["payee"], lambda p: p.authorisation.payee.name_zh),
        _sent(_SENT["credit_code"], lambda p: p.authorisation.payee.credit_code),
        Column(key="amount_fen", label=AMOUNT, value=lambda p: p.amount_fen, kind="money"),
        _sent(_SENT["purpose"], lambda p: p.authorisation.title),
        _sent(_SENT["budget_line"], lambda p: p.authorisation.appropriation.line),
        _sent(_SENT["year"], lambda p: str(p.authorisation.appropriation.year)),
        _sent(_SENT["document"], lambda p: p.authorisation.appropriation.document_number),
        _sent(_SENT["decision"], lambda p: p.authorisation.decision),
        *(_sent(fact, lambda p: "") for fact in rules.SAID),
    ),
    search=(),
    order=("pk",),
)


def _staff(actor: Actor) -> None:
    if not actor.is_staff:
        raise Http404


def _finance(actor: Actor) -> None:
    if "finance" not in actor.roles:
        raise Http404


@login_required
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Batches, newest first."""
    _staff(request.actor)
    new = [(Text("汇集批次", "Gather a batch"), reverse("funds:gather"), "plus")]
    offered = new if "finance" in request.actor.roles else []
    return lists.respond(request, LISTING, queries.batches_for(request.actor), actions=offered)


@login_required
def gather(request: HttpRequest) -> HttpResponse:
    """Choose ordered payments, one by one or all of an appropriation."""
    _finance(request.actor)
    funds = _by_fund(request.actor)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST":
        whole = request.POST.get("whole", "")
        chosen = [p.number for p in funds.get(whole, ())] or request.POST.getlist("number")
        try:
            return redirect(actions.gather(chosen, actor=request.actor))
        except Refused as refused:
            errors = refused.findings
    said = [
        {"name": name, "title": rows[0].authorisation.appropriation, "rows": rows}
        for name, rows in funds.items()
    ]
    context = {"funds": said, "errors": errors}
    return render(request, "funds/gather.html", context, status=409 if errors else 200)


def _by_fund(actor: Actor) -> dict[str, list[Any]]:
    """What may be gathered, by appropriation."""
    found: dict[str, list[Any]] = {}
    for payment in queries.gatherable(actor):
        fund = payment.authorisation.appropriation
        found.setdefault(f"{fund.year}-{fund.line}-{fund.document_number}", []).append(payment)
    return found


@login_required
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: its payments beside the treasury's answers."""
    row = queries.batch_for(request.actor, pk)
    reckoned = queries.reckon(row)
    sums, counts = reckoned.sums, reckoned.counts
    facts = [
        (Text("笔数", "Payments"), len(reckoned.payments), "number"),
        (Text("合计", "Sum"), sum(sums.values()), "money"),
        (Text("已支付", "Paid"), sums.get("paid"), "money"),
        (Text("已退回", "Sent back"), sums.get("refused"), "money"),
        (Text("未回复", "Unanswered"), sums.get("ordered"), "money"),
        (Text("有差异的行", "Lines that differ"), len(reckoned.differing) or None, "number"),
    ]
    shown = {
        "lines": [{"row": p, "state": PAYMENT.state(p.state)} for p in reckoned.payments],
        "counts": [
            (PAYMENT.state(name).label, counts.get(name, 0), sums.get(name, 0))
            for name in ("paid", "refused", "ordered")
        ],
        "differing": reckoned.differing,
        "answers": queries.answers_for(request.actor).filter(batch=row),
        "sent": row.state in ("released", "reconciled"),
        "may_take_in": "finance" in request.actor.roles,
        "formats": list(exports.FORMATS),
    }
    return pages.record(
        request, "payment_batch", row, facts=facts, template="funds/batch.html", **shown
    )


@login_required
@require_safe
def table(request: HttpRequest, pk: int, wanted: str) -> HttpResponse:
    """The treasury's table of a released batch, as CSV or XLSX, under Chinese heads."""
    row = queries.batch_for(request.actor, pk)
    if wanted not in exports.FORMATS or row.state not in ("released", "reconciled"):
        raise Http404
    with translation.override("zh-hans"):
        rows = queries.payments_of(row).select_related("batch", "authorisation__payee")
        response = exports.respond(wanted, TREASURY, rows)
    response["Content-Disposition"] = f'attachment; filename="{row.number}.{wanted}"'
    return response


@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the treasury's answer; it is looked at before anything of it is entered."""
    _finance(request.actor)
    row = queries.batch_for(request.actor, pk)
    form = AnswerForm(request.POST or None, request.FILES or None)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.take_in(row.pk, file.name, file.read(), actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(made)
    context = {"form": form, "errors": errors, "batch": row}
    return render(request, "funds/take_in.html", context, status=409 if errors else 200)


@login_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer: what entering it would do, or what it did."""
    row = queries.answer_for(request.actor, pk)
    facts = [
        (Text("批次", "Batch"), row.batch.number, "text", row.batch.get_absolute_url()),
        (Text("交入时间", "Handed in"), row.at, "datetime"),
    ]
    file = attachments.of("bank_answer", row.pk, field=queries.FIELD).first()
    shown = {"file": file, **_shown(row)}
    return pages.record(
        request, "bank_answer", row, facts=facts, template="funds/answer.html", **shown
    )


def _shown(row: Any) -> dict[str, Any]:
    """The lines of an answer, each with what it comes or came to."""
    if row.state == "discarded":
        return {}
    if row.state == "entered":
        kept = row.lines.select_related("payment").order_by("line")
        lines = [_said(k.line, vars(k), k.payment, k.outcome) for k in kept[:SHOWN]]
        return {"lines": lines, "count": row.lines.count()}
    plan = queries.plan(row)
    lines = [_said(n.number, n.said, n.payment, n.outcome) for n in plan.lines[:SHOWN]]
    counts = [(label, plan.counts.get(name, 0)) for name, label in rules.OUTCOMES.items()]
    return {
        "waits": True,
        "unreadable": plan.unreadable,
        "faults": plan.differing,
        "lines": lines,
        "count": len(plan.lines),
        "counts": counts,
    }


def _said(number: int, said: dict[str, Any], payment: Any, outcome: str) -> dict[str, Any]:
    return {
        "number": number,
        "said": said,
        "payment": payment,
        "outcome": rules.OUTCOMES[outcome],
        "differs": outcome == "differing",
    }
