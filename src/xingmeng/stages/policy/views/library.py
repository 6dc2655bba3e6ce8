"""Pages of the library: all documents, one of them with its clauses."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.law import documents as law
from xingmeng.stages.policy import queries
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
            key="issued",
            label=Text("发文日期", "Issued on"),
            value=lambda d: d.issued_on,
            kind="date",
            sort=("issued_on",),
        ),
        Column(
            key="status",
            label=Text("效力", "Status"),
            value=lambda d: rules.status_on(d, clock.today()),
            kind="state",
        ),
    ),
    search=("title_zh", "title_en", "number", "summary_zh", "summary_en"),
    order=("-issued_on", "number"),
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
    ),
    empty=Text("没有符合条件的文件。", "No document fits."),
)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The library, for anybody."""
    return lists.respond(request, LISTING, queries.documents_for(request.actor))


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it says, since when, and who applies it."""
    row = queries.document_for(request.actor, pk)
    facts = [
        (Text("文号", "Number"), row.number, "text"),
        (Text("发文机关", "Issued by"), issuers_of(row), "text"),
        (Text("主题", "Topic"), law.topics()[row.topic], "text"),
        (Text("发文日期", "Issued on"), row.issued_on, "date"),
        (Text("生效日期", "In force from"), row.since_on, "date"),
        (Text("失效日期", "Last day"), row.until_on, "date"),
        (Text("内容", "What it says"), row.summary, "longtext"),
    ]
    return pages.record(request, "policy_document", row, facts=facts)
