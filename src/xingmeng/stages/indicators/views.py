"""One figure opened: what it means, what was published, and the records it is made of."""

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.indicators import queries, rules

SOURCE = Text("2021年底专题报道", "Newspaper feature of end 2021")


def _as_of(request: HttpRequest) -> datetime:
    asked = request.GET.get("as_of", "")
    if not asked:
        return clock.now()
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return timezone.make_aware(datetime.combine(day, time.max))


def _listing(definition) -> Listing:
    return Listing(
        title=definition.title,
        columns=(
            Column(key="title", label=Text("记录", "Record"), value=str),
            Column(
                key="since",
                label=Text("最近变化", "Last change"),
                value=lambda row: row.since,
                kind="datetime",
                sort=("since",),
            ),
            Column(
                key="amount",
                label=Text("金额", "Amount"),
                value=definition.amount,
                kind="money",
            ),
        ),
        search=(),
        order=("pk",),
    )


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """A figure and the very records it is made of; both count what this reader may see."""
    wanted = queries.definition(code)
    as_of = _as_of(request)
    value, rows = queries.figure(request.actor, code, as_of=as_of)
    shown = queries.published_for(code)
    published = rules.number(shown.value) if shown else None
    if published is not None and wanted.unit == "fen":
        published *= 100
    context = {
        "definition": wanted,
        "value": value,
        "published": published,
        "published_row": shown,
        "as_of": as_of,
        "explain": say(wanted.explain),
        "source": SOURCE if shown else None,
    }
    template = "indicators/indicator.html"
    return lists.respond(request, _listing(wanted), rows, template=template, **context)
