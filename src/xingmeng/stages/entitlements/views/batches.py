"""Pages about batches: the lists before the public, gathering one, objections."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.law.book import TITLES
from xingmeng.stages.entitlements import actions, queries, rules
from xingmeng.stages.entitlements.forms import GatherForm, ObjectionForm
from xingmeng.stages.funds import queries as funds

BATCHES = Listing(
    title=Text("免申即享公示与兑付", "Entitlements published and paid"),
    columns=(
        Column(key="title", label=Text("批次", "Batch"), value=lambda b: b.title),
        Column(
            key="number",
            label=Text("编号", "Number"),
            value=lambda b: b.number,
            sort=("number",),
        ),
        Column(
            key="count",
            label=Text("户数", "Enterprises"),
            value=lambda b: b.count,
            kind="number",
            sort=("count",),
        ),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda b: b.amount_fen or None,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="until",
            label=Text("公示至", "Publicity until"),
            value=lambda b: b.publicity_until,
            kind="date",
            sort=("publicity_until",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda b: state_of("entitlement_batch", b),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number",),
    order=("-pk",),
    empty=Text("目前没有公示的批次。", "No batch is before the public."),
)


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Batches this reader may see: before the public, paid, issued."""
    offered = []
    if "officer" in request.actor.roles:
        offered = [(Text("归集新批次", "Gather a batch"), "gather/", "plus")]
    return lists.respond(request, BATCHES, queries.batches_for(request.actor), actions=offered)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch with every enterprise in it."""
    row = queries.batch_for(request.actor, pk)
    money = row.appropriation
    facts = [
        (Text("户数", "Enterprises"), row.count, "number"),
        (Text("金额", "Amount"), row.amount_fen or None, "money"),
        (Text("决定文号", "Decision"), row.document_number, "text"),
        (Text("公示开始", "Publicity from"), row.publicity_from, "date"),
        (Text("公示至", "Publicity until"), row.publicity_until, "date"),
    ]
    if money is not None:
        facts.append(
            (Text("专项资金", "Appropriation"), money.title, "text", money.get_absolute_url())
        )
    return pages.record(
        request,
        "entitlement_batch",
        row,
        facts=facts,
        template="entitlements/batch.html",
        lines=queries.lines_of(request.actor, row),
        pays=row.verdict in rules.PAID,
        may_object=rules.in_publicity(row),
    )


@login_required
def gather(request: HttpRequest) -> HttpResponse:
    """An officer puts what is confirmed into a batch."""
    if "officer" not in request.actor.roles:
        raise Http404
    ready = [
        (f"{verdict}:{year}", _words(verdict, year, count))
        for verdict, year, count in queries.ready_to_gather()
    ]
    opened = list(funds.open_appropriations(clock.today()))
    form = GatherForm(request.POST or None, ready=ready, funds=opened)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.gather(actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    context = {"form": form, "errors": errors, "ready": ready}
    return render(request, "entitlements/gather.html", context, status=409 if errors else 200)


def _words(verdict: str, year: int, count: int) -> Text:
    named = TITLES[verdict]
    return Text(
        f"{year} 年度{named.zh}（{count} 户）", f"{named.en}, {year} ({count} enterprises)"
    )


@login_required
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """File a named objection during publicity."""
    row = queries.get_for(request.actor, pk)
    form = ObjectionForm(request.POST or None, initial={"name": request.actor.name})
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.file_objection(row.pk, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(filed)
    context = {"form": form, "errors": errors, "entitlement": row}
    return render(request, "entitlements/object.html", context)


@login_required
@require_safe
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, for who filed it and who examines it."""
    row = queries.objection_for(request.actor, pk)
    about = row.entitlement
    facts = [
        (Text("企业", "Enterprise"), about.organisation.name, "text", about.get_absolute_url()),
        (Text("政策", "Rule"), about.title, "text"),
        (Text("异议人", "By"), row.name, "text"),
        (Text("内容", "Objection"), row.text, "longtext"),
    ]
    return pages.record(request, "entitlement_objection", row, facts=facts)
