"""Pages of the law itself: rules in words, parameters with their dates, what changed."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from xingmeng.core import clock, exports
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.law import changes as law
from xingmeng.law.documents import cited
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.queries import laws
from xingmeng.stages.policy.views.library import asked_day

YEAR = timedelta(days=365)
CHANGES = Listing(
    title=Text("政策变化", "What changed"),
    columns=(
        Column(key="on", label=Text("日期", "Day"), value=lambda c: c.on, kind="date"),
        Column(key="kind", label=Text("类别", "Kind"), value=lambda c: law.KINDS[c.kind]),
        Column(key="name", label=Text("名称", "Name"), value=lambda c: c.name),
        Column(key="of", label=Text("文号或参数", "Number or key"), value=lambda c: c.of),
        Column(key="old", label=Text("原", "Old"), value=lambda c: c.old),
        Column(key="new", label=Text("现", "New"), value=lambda c: c.new),
        Column(key="source", label=Text("依据", "Source"), value=lambda c: cited(c.source)),
    ),
    search=(),
    order=(),
)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rules and parameters, each with its page."""
    today = clock.today()
    context = {"groups": laws.by_subject(today), "parameters": laws.every_parameter(today)}
    return render(request, "policy/rules.html", context)


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: in words, with its articles, parameters, facts, and where it is used."""
    day = asked_day(request, "on", clock.today())
    try:
        shown = laws.rule(request.actor, code, day)
    except LookupError:
        raise Http404 from None
    return render(request, "policy/rule.html", {"day": day, **shown})


@require_safe
def parameter(request: HttpRequest, key: str) -> HttpResponse:
    """One parameter: its values with their days, its source, which rules use it."""
    try:
        shown = laws.parameter(request.actor, key, clock.today())
    except LookupError:
        raise Http404 from None
    return render(request, "policy/parameter.html", shown)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed between two days: documents, clauses, numbers; also as a file."""
    today = clock.today()
    last = asked_day(request, "to", today)
    first = asked_day(request, "from", _year_before(last))
    found = law.between(first, last) + queries.entered_changes(request.actor, first, last)
    found.sort(key=lambda change: change.on)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, CHANGES, found)
    places = queries.addresses(request.actor, (c.of for c in found if c.kind != "parameter"))
    lines = [
        {
            "change": c,
            "kind": law.KINDS[c.kind],
            "url": places.get(c.of, ""),
            "source": cited(c.source),
        }
        for c in found
    ]
    days = {"from": first.isoformat(), "to": last.isoformat()}
    files = [(name.upper(), urlencode(days | {"format": name})) for name in exports.FORMATS]
    context = {"lines": lines, "first": first, "last": last, "files": files}
    return render(request, "policy/changes.html", context)


def _year_before(day: date) -> date:
    return day - YEAR if day > date.min + YEAR else date.min
