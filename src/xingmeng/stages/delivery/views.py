"""Pages about milestones and acceptance."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng import instruments
from xingmeng.core import attachments, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import actions, queries, rules
from xingmeng.stages.delivery.forms import RequestForm
from xingmeng.stages.funds import queries as funds


def states() -> list[tuple[str, Text]]:
    flow = instruments.get("open_challenge").flow("milestone")
    return [("", Text("全部", "All")), *((s.name, s.label) for s in flow.states)]


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
    whole = awards.may_read_whole(request.actor, row.contract)
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
        files=attachments.of("milestone", row.pk) if whole else [],
        may_attach="bidder" in roles
        and row.state in ("planned", "fixing")
        and row.key != "acceptance",
    )


@login_required
def request_acceptance(request: HttpRequest, contract: int) -> HttpResponse:
    """The bidder asks for acceptance."""
    row = awards.contract_for(request.actor, contract)
    form = RequestForm(request.POST or None)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.request_acceptance(
                row.pk, summary=form.cleaned_data["summary"], actor=request.actor
            )
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(done)
    context = {"form": form, "errors": errors, "contract": row}
    return render(request, "delivery/request.html", context)


@require_safe
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """One acceptance: the fixed test, the user's results, the conclusion."""
    row = queries.acceptance_for(request.actor, pk)
    whole = awards.may_read_whole(request.actor, row.contract)
    facts = [
        (
            Text("任务书", "Contract"),
            row.contract.number,
            "text",
            row.contract.get_absolute_url(),
        ),
        (
            Text("验收测试办法", "Acceptance test"),
            row.contract.award.challenge.acceptance_test,
            "longtext",
        ),
        (Text("完成情况", "Summary"), row.summary if whole else "", "longtext"),
        (Text("实测结果", "Measured"), row.results if whole else "", "longtext"),
        (Text("用户意见", "User's opinion"), VERDICTS.get(row.verdict, ""), "text"),
        (Text("验收意见", "Conclusion"), row.opinion if whole else "", "longtext"),
    ]
    return pages.record(request, "acceptance", row, facts=facts)
