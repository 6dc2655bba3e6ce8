"""Pages about milestones, acceptance, changes and returns."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng import instruments
from xingmeng.core import attachments, lists, pages, writing
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.managing import GRADES
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import actions, queries, rules
from xingmeng.stages.delivery.facts import changes_of, closing_of
from xingmeng.stages.delivery.forms import ChangeForm, RecoverForm, RequestForm
from xingmeng.stages.funds import queries as funds


def states() -> list[tuple[str, Text]]:
    found = instruments.states("milestone")
    return [("", Text("全部", "All")), *((s.name, s.label) for s in found)]


LISTING = Listing(
    title=Text("里程碑", "Milestones"),
    columns=(
        Column(
            key="contract",
            label=Text("项目", "Project"),
            value=lambda m: m.contract.title,
            sort=("contract__title",),
        ),
        Column(key="title", label=Text("里程碑", "Milestone"), value=lambda m: m.title),
        Column(
            key="planned",
            label=Text("计划完成", "Planned"),
            value=lambda m: m.planned_on,
            kind="date",
            sort=("planned_on",),
        ),
        Column(
            key="amount",
            label=Text("对应拨付", "Releases"),
            value=lambda m: m.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda m: state_of("milestone", m),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("contract__title", "title"),
    order=("planned_on", "pk"),
    filters=(Filter(name="state", label=Text("状态", "State"), field="state", options=states),),
)
VERDICTS = {
    "met": Text("全部达到", "All met"),
    "partly": Text("部分达到", "Partly met"),
    "unmet": Text("未达到", "Not met"),
}


@login_required
@require_safe
def milestones(request: HttpRequest) -> HttpResponse:
    """Milestones of the contracts this reader may see."""
    return lists.respond(request, LISTING, queries.visible_to(request.actor))


@require_safe
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """One milestone: what was to be shown, what was, and what was paid for it."""
    row = queries.get_for(request.actor, pk)
    whole = queries.may_read_report(request.actor, row)
    files = attachments.of("milestone", row.pk) if whole or row.state == "passed" else []
    paid = funds.paid_by_step("contract", row.contract_id).get(row.key, 0)
    facts = [
        (
            Text("任务书", "Contract"),
            row.contract.number,
            "text",
            row.contract.get_absolute_url(),
        ),
        (Text("考核内容", "To be shown"), row.target, "longtext"),
        (Text("计划完成", "Planned"), row.planned_on, "date"),
        (Text("占财政支持", "Share of the support"), f"{row.share_pct}%", "text"),
        (Text("对应拨付", "Releases"), row.amount_fen, "money"),
        (Text("已支付", "Paid"), paid, "money"),
    ]
    roles = rules.roles_of(request.actor, row)
    return pages.record(
        request,
        "milestone",
        row,
        facts=facts,
        template="delivery/milestone.html",
        whole=whole,
        files=files,
        may_attach=bool(roles & {"bidder", "holder"})
        and row.state in ("planned", "fixing")
        and row.key != "acceptance",
    )


@login_required
def request_acceptance(request: HttpRequest, contract: int) -> HttpResponse:
    """The bidder asks for acceptance; what its milestones reported is there already."""
    row = awards.contract_for(request.actor, contract)
    if row.bidder_id not in request.actor.organisations:
        raise Http404
    project = row.award.challenge_id is None
    shown = row.instrument.budget == "lump_sum"
    form = RequestForm(
        request.POST or None,
        account=project,
        shown=project and shown,
        initial=closing_of(row),
    )
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.request_acceptance(row.pk, actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(done)
    context = {"form": form, "errors": errors, "contract": row}
    return render(request, "delivery/request.html", context)


@login_required
@require_POST
def open_checkpoint(request: HttpRequest, challenge: int) -> HttpResponse:
    """Compare the runners of a race."""
    return redirect(actions.open_checkpoint(challenge, actor=request.actor))


@login_required
def recover(request: HttpRequest, contract: int) -> HttpResponse:
    """An officer demands back money of a failed contract."""
    row = awards.contract_for(request.actor, contract)
    if not queries.may_demand_back(request.actor, row):
        raise Http404
    left = funds.recoverable("contract", row.pk)
    shown = {"amount_wan": f"{Decimal(left) / 1_000_000:f}"}
    form = RecoverForm(request.POST or None, initial=shown)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.demand_back(row.pk, actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(done)
    context = {"form": form, "errors": errors, "contract": row, "left_fen": left}
    status = 409 if errors else 200
    return render(request, "delivery/recover.html", context, status=status)


def _test_of(row) -> str:
    challenge = row.contract.award.challenge
    return challenge.acceptance_test if challenge else ""


@login_required
def change(request: HttpRequest, contract: int) -> HttpResponse:
    """The lead organisation asks for a change, or tells of one it decided itself."""
    row = awards.contract_for(request.actor, contract)
    form = ChangeForm(request.POST or None, kinds=rules.KINDS)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.ask_for_change(row.pk, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(done)
    context = {"form": form, "errors": errors, "contract": row}
    return render(request, "delivery/change.html", context, status=409 if errors else 200)


@login_required
@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One change that was asked for, and what became of it."""
    row = queries.amendment_for(request.actor, pk)
    contract = row.contract
    facts = [
        (Text("任务书", "Contract"), contract.number, "text", contract.get_absolute_url()),
        (Text("变更事项", "What changes"), rules.KINDS[row.kind], "text"),
        (Text("变更前", "Before"), row.before, "longtext"),
        (Text("变更后", "After"), row.after, "longtext"),
        (Text("延期至", "Extended until"), row.until_on, "date"),
        (Text("理由", "Why"), row.reason, "longtext"),
        (Text("审批意见", "Finding"), row.opinion, "longtext"),
    ]
    return pages.record(request, "amendment", row, facts=facts)


RETURNS = Listing(
    title=rules.REPORTING,
    columns=(
        Column(key="title", label=Text("年报与评估", "Return"), value=str, sort=("title",)),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda r: r.number, kind="code"
        ),
        Column(
            key="unit",
            label=Text("单位", "Organisation"),
            value=lambda r: r.award.application.organisation.name,
        ),
        Column(
            key="due",
            label=Text("期限", "Due"),
            value=lambda r: r.due_on,
            kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda r: state_of("return", r),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number", "award__application__organisation__name_zh"),
    order=("due_on", "pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in instruments.states("return")),
            ],
        ),
    ),
    empty=Text("目前没有要填报的。", "Nothing is to be returned."),
)


@login_required
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """Yearly returns and evaluations this reader may see."""
    return lists.respond(request, RETURNS, queries.returns_for(request.actor))


@login_required
@require_safe
def one_return(request: HttpRequest, pk: int) -> HttpResponse:
    """One yearly return or evaluation, with its answers."""
    row = queries.return_for(request.actor, pk)
    award = row.award
    grade = dict(GRADES).get(row.grade)
    facts = [
        (Text("认定", "Recognition"), award.title, "text", award.get_absolute_url()),
        (Text("证书编号", "Certificate"), award.certificate, "text"),
        (Text("期间", "Period"), f"{row.period_from} – {row.period_until}", "text"),
        (Text("评估等次", "Grade"), grade, "text"),
    ]
    own = "applicant" in rules.return_roles(request.actor, row)
    return pages.record(
        request,
        "return",
        row,
        facts=facts,
        template="delivery/return.html",
        sections=queries.return_form(row),
        may_write=row.write_url if own else "",
    )


@login_required
def write_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in a yearly return or what an evaluation asks."""
    row = queries.return_for(request.actor, pk)
    return writing.write(
        request,
        "return",
        row,
        sections=rules.form_of_return(row),
        bound=lambda: queries.return_form(row),
        save=lambda given: actions.save_return(pk, given, actor=request.actor),
        next_url=reverse("move", args=[("return", row.pk), "file"]),
    )


@require_safe
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """One acceptance: the fixed test, the user's results, the conclusion."""
    row = queries.acceptance_for(request.actor, pk)
    whole = awards.may_read_whole(request.actor, row.contract)
    changed = changes_of(row.contract) if whole else []
    facts = [
        (
            Text("任务书", "Contract"),
            row.contract.number,
            "text",
            row.contract.get_absolute_url(),
        ),
        (Text("验收测试办法", "Acceptance test"), _test_of(row), "longtext"),
        (Text("任务书的变更", "Amendments"), "\n".join(changed), "longtext"),
        (Text("财政经费支出", "Public money spent"), row.spent_fen if whole else None, "money"),
        (Text("完成情况", "Summary"), row.summary if whole else "", "longtext"),
        (Text("实测结果", "Measured"), row.results if whole else "", "longtext"),
        (Text("用户意见", "User's opinion"), VERDICTS.get(row.verdict, ""), "text"),
        (Text("验收意见", "Conclusion"), row.opinion if whole else "", "longtext"),
    ]
    return pages.record(request, "acceptance", row, facts=facts)
