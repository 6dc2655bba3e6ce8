"""Pages of the library: all documents, one with its clauses, entering one."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Action, Column, Filter, Listing
from xingmeng.core.words import say, series
from xingmeng.engines.values import Text
from xingmeng.law import documents as law
from xingmeng.stages.policy import actions, queries
from xingmeng.stages.policy.forms import DocumentForm
from xingmeng.stages.policy.queries import laws
from xingmeng.stages.policy.rules import documents as rules

ALL = ("", Text("全部", "All"))


def issuers_of(document) -> Text:
    """Who issued it, in words."""
    known = law.issuers()
    names = [known[code] for code in document.issuers.split(",") if code in known]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


LISTING = Listing(
    title=Text("政策库", "Policy library"),
    columns=(
        Column(
            key="title",
            label=Text("文件", "Document"),
            value=lambda d: d.title,
            sort=("title_zh",),
        ),
        Column(
            key="number",
            label=Text("文号", "Number"),
            value=lambda d: d.number,
            sort=("number",),
        ),
        Column(key="issuers", label=Text("发文机关", "Issued by"), value=issuers_of),
        Column(
            key="topic",
            label=Text("主题", "Topic"),
            value=lambda d: law.topics()[d.topic],
            sort=("topic",),
        ),
        Column(
            key="since",
            label=Text("生效日期", "In force from"),
            value=lambda d: d.since_on,
            kind="date",
            sort=("since_on",),
        ),
        Column(
            key="status",
            label=Text("效力", "Status"),
            value=lambda d: rules.STATUS[d.status],
            kind="state",
            sort=("status",),
        ),
    ),
    search=("title_zh", "title_en", "number", "summary_zh", "summary_en"),
    order=queries.NEWEST_FIRST,
    filters=(
        Filter(
            name="issuer",
            label=Text("发文机关", "Issued by"),
            field="issuers__contains",
            options=lambda: [ALL, *((f",{c},", name) for c, name in law.issuers().items())],
        ),
        Filter(
            name="topic",
            label=Text("主题", "Topic"),
            field="topic",
            options=lambda: [ALL, *law.topics().items()],
        ),
        Filter(
            name="status",
            label=Text("当日效力", "Status that day"),
            field="status",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.STATUS.values())],
        ),
    ),
    empty=Text("没有符合条件的文件。", "No document fits."),
)


def asked_day(request: HttpRequest, name: str, otherwise: date) -> date:
    """A day of the address; the other one where it names none. Errors: Http404 for no day."""
    said = request.GET.get(name, "")
    if not said:
        return otherwise
    try:
        day = parse_date(said)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return day


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The library on a day, for anybody."""
    day = asked_day(request, "on", clock.today())
    offered: list[Action] = [
        (Text("变化对比", "What changed"), reverse("policy:changes"), "arrows-exchange"),
        (Text("规则和参数", "Rules and parameters"), reverse("policy:rules"), "scale"),
    ]
    if "officer" in request.actor.roles:
        label = Text("录入文件", "Enter a document")
        offered.insert(0, (label, reverse("policy:enter"), "plus"))
    rows = queries.in_library(request.actor, day)
    return lists.respond(
        request, LISTING, rows, actions=offered, template="policy/documents.html", day=day
    )


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it says, since when, which clause is applied by what."""
    row, today = queries.document_for(request.actor, pk), clock.today()
    replaced = queries.addresses(request.actor, [row.replaced_by]) if row.replaced_by else {}
    citing = laws.instruments_citing(row.number)
    facts = [
        (Text("文号", "Number"), row.number, "text"),
        (Text("发文机关", "Issued by"), issuers_of(row), "text"),
        (Text("主题", "Topic"), law.topics()[row.topic], "text"),
        (Text("效力（今天）", "Status today"), rules.status_on(row, today).label, "text"),
        (Text("发文日期", "Issued on"), row.issued_on, "date"),
        (Text("生效日期", "In force from"), row.since_on, "date"),
        (Text("有效至", "Last day in force"), row.until_on, "date"),
        (
            Text("由何文件代替", "Replaced by"),
            row.replaced_by,
            "text",
            replaced.get(row.replaced_by, ""),
        ),
        (Text("可信程度", "How sure"), laws.CERTAINTY[row.confidence], "text"),
        (Text("见于", "Seen at"), laws.address_of(row.number), "text"),
        (
            Text("以此为依据的计划", "Instruments that cite it"),
            series(map(say, citing)),
            "text",
        ),
        (Text("内容", "What it says"), row.summary if row.summary_zh else "", "longtext"),
    ]
    return pages.record(
        request,
        "policy_document",
        row,
        facts=facts,
        template="policy/document.html",
        head=pages.head("policy_document", row)
        | {"state": rules.status_on(row, today), "holder": ""},
        clauses=laws.clauses_of(row.number, today) if row.of_law else [],
        plans=queries.plans_for(request.actor).filter(documents=row).order_by("pk"),
    )


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """An officer enters a document that the law's file does not have."""
    if "officer" not in request.actor.roles:
        raise Http404
    form = DocumentForm(request.POST or None)
    errors: tuple = ()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.enter_document(actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("文件已录入。", "The document is entered.")))
            return redirect(row)
    title = Text("录入文件", "Enter a document")
    hint = Text(
        "只录入有文号的正式文件；同一文号只能录入一次。",
        "Only issued documents that have a number; each number once.",
    )
    context = {"form": form, "errors": errors, "title": title, "hint": hint}
    context["back_url"] = reverse("policy:documents")
    return render(request, "write.html", context, status=409 if errors else 200)
