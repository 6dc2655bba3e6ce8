"""What is new, for feed readers and calendars: always what anybody may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes
from xingmeng.core.actor import NOBODY
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.indicators.rules import title_of
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.web import latest
from xingmeng.web.templatetags import figures

MOST = 40
PUBLIC_DEADLINES = ("calls_closing", "publicity_ending")
TITLES = {
    "challenges": Text("兴蒙：新榜单", "Xingmeng: new challenges"),
    "results": Text("兴蒙：公示与结果", "Xingmeng: publicity and results"),
    "outcomes": Text("兴蒙：新登记的成果", "Xingmeng: outcomes registered"),
}
NOT_FOR_MACHINES = ("/desk/", "/accounts/", "/move/", "/search/", "/*?sort=", "/*?format=")
CALENDAR = "text/calendar; charset=utf-8"
LINE_BYTES = 75  # RFC 5545, 3.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news. `id` never changes; `url` begins with the site's path."""

    id: str
    title: str
    text: str
    url: str
    at: datetime


@require_safe
def feed(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """New challenges, results or outcomes as Atom or JSON Feed; `?lang=en` for English."""
    if name not in TITLES:
        raise Http404
    with translation.override(_language(request)):
        entries = list(NEWS[name]())
        return (_atom if form == "atom" else _json)(request, name, entries)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Closing times and ends of publicity as an iCalendar. Source: RFC 5545."""
    with translation.override(_language(request)):
        lines = [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Xingmeng//Deadlines//ZH"),
            *("CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_ics(say(Text('兴蒙期限', 'Xingmeng')))}"),
            *_events(request),
            "END:VCALENDAR",
        ]
    text = "".join(part + "\r\n" for line in lines for part in _folded(line))
    return HttpResponse(text, content_type=CALENDAR)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Machines may read what anybody may, but need not press buttons or sort lists."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_MACHINES)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "zh-hans"


def _challenges() -> Iterator[Entry]:
    rows = calls.challenges_for(NOBODY).order_by("-call__opens_at", "-pk")
    for row in rows[:MOST]:
        amount, closes = figures.money(row.amount_fen), figures.moment(row.call.closes_at)
        said = Text(
            f"{row.issuer.name_zh}出题，榜单金额 {amount}，揭榜截止 {closes}。",
            f"Set by {row.issuer.name.en}, {amount}; bids until {closes}.",
        )
        yield Entry(
            id=f"challenge:{row.number}",
            title=row.title,
            text=say(said),
            url=row.get_absolute_url(),
            at=row.call.opens_at,
        )


def _results() -> Iterator[Entry]:
    for event in latest.events(most=MOST, steps=latest.RESULTS):
        amount = event["amount_fen"]
        yield Entry(
            id=f"step:{event['id']}",
            title=f"{say(event['what'])}{figures.choose('：', ': ')}{say(event['title'])}",
            text=figures.money(amount) if amount else say(event["what"]),
            url=event["url"],
            at=event["at"],
        )


def _outcomes() -> Iterator[Entry]:
    rows = outcomes.known_until(clock.now(), NOBODY).order_by("-since", "-pk")
    for row in rows[:MOST]:
        yield Entry(
            id=f"outcome:{row.number}",
            title=row.title,
            text=f"{say(row.organisation.name)}{figures.choose('：', ': ')}{row.description}",
            url=row.get_absolute_url(),
            at=row.since,
        )


NEWS = {"challenges": _challenges, "results": _results, "outcomes": _outcomes}


def _atom(request: HttpRequest, name: str, entries: list[Entry]) -> HttpResponse:
    made = Atom1Feed(
        title=say(TITLES[name]),
        link=request.build_absolute_uri("/"),
        description=say(TITLES[name]),
        language=figures.choose("zh-Hans", "en"),
        feed_url=request.build_absolute_uri(),
    )
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=request.build_absolute_uri(entry.url),
            description=entry.text,
            unique_id=f"urn:xingmeng:{entry.id}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _json(request: HttpRequest, name: str, entries: list[Entry]) -> HttpResponse:
    """JSON Feed 1.1. Source: https://www.jsonfeed.org/version/1.1/"""
    body: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": say(TITLES[name]),
        "home_page_url": request.build_absolute_uri("/"),
        "feed_url": request.build_absolute_uri(),
        "language": figures.choose("zh-Hans", "en"),
        "items": [
            {
                "id": f"urn:xingmeng:{entry.id}",
                "url": request.build_absolute_uri(entry.url),
                "title": entry.title,
                "content_text": entry.text,
                "date_published": timezone.localtime(entry.at).isoformat(timespec="seconds"),
            }
            for entry in entries
        ],
    }
    said = {"ensure_ascii": False}
    return JsonResponse(body, json_dumps_params=said, content_type="application/feed+json")


def _events(request: HttpRequest) -> Iterator[str]:
    now = clock.now()
    for code in PUBLIC_DEADLINES:
        wanted = indicators.definition(code)
        for row in wanted.records(NOBODY, now):
            yield from (
                "BEGIN:VEVENT",
                f"UID:{code}-{codes.of(row)}@{request.get_host()}",
                f"DTSTAMP:{_utc(row.since)}",
                *_when(getattr(row, "closes_at", None), wanted.day(row)),
                f"SUMMARY:{_ics(f'{say(wanted.title)} {say(title_of(row))}')}",
                f"URL:{request.build_absolute_uri(row.get_absolute_url())}",
                "END:VEVENT",
            )


def _when(moment: datetime | None, day: date) -> list[str]:
    if moment:
        return [f"DTSTART:{_utc(moment)}"]
    following = day + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]


def _utc(moment: datetime) -> str:
    return f"{timezone.localtime(moment, timezone.get_fixed_timezone(0)):%Y%m%dT%H%M%SZ}"


def _ics(text: str) -> str:
    """A text as a value: what means something to the format is escaped."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, cut between characters; later ones begin blank."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > LINE_BYTES:
            yield piece
            piece = " "
        piece += sign
    yield piece
