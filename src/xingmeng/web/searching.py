"""One search over all that a reader may see: grouped, counted, the words marked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from xingmeng.core import lists
from xingmeng.core.actor import Actor
from xingmeng.core.lists import Listing
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.awards.views import AWARDS
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.calls.views import CHALLENGES
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.exchange.views import LISTING as NEEDS
from xingmeng.stages.exchange.views.chains import LISTING as BOTTLENECKS
from xingmeng.stages.exchange.views.offers import LISTING as OFFERS
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.views.results import OUTCOMES
from xingmeng.stages.policy import queries as policy
from xingmeng.stages.policy.rules.plans import KINDS
from xingmeng.stages.policy.views.library import LISTING as DOCUMENTS
from xingmeng.stages.policy.views.library import issuers_of
from xingmeng.stages.policy.views.plans import PLANS
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules.partners import GROUPS as GROUPS_OF_FRAME
from xingmeng.stages.registry.views import LISTING as ORGANISATIONS
from xingmeng.stages.registry.views.partner_lists import PARTNERS

SHOWN = 6  # of each group; the list behind it has them all
AROUND = 40  # characters of a snippet before the first word found
LENGTH = 120
MOST_CHARS = 100


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of thing that can be found. `texts` are what a snippet may be cut from."""

    label: Text
    icon: str
    listing: Listing
    rows: Callable[[Actor], QuerySet]
    name: str  # the list with all of them
    title: str  # the column that counts most
    about: Callable[[Any], Text | str]
    texts: Callable[[Any], list[str]]


GROUPS = (
    Group(
        Text("榜单", "Challenges"),
        "flag",
        CHALLENGES,
        lambda actor: calls.challenges_for(actor).exclude(state="drafted"),
        "calls:challenges",
        "title",
        lambda c: c.issuer.name,
        lambda c: [c.background, c.number],
    ),
    Group(
        Text("政策文件", "Policy documents"),
        "file-text",
        DOCUMENTS,
        policy.standing_for,
        "policy:documents",
        "title_zh",
        issuers_of,
        lambda d: [d.summary_zh, d.summary_en, d.number],
    ),
    Group(
        Text("行动方案", "Action plans"),
        "target",
        PLANS,
        policy.plans_for,
        "policy:plans",
        "title_zh",
        lambda p: KINDS[p.kind],
        lambda p: [p.summary_zh, p.summary_en, p.number],
    ),
    Group(
        Text("公示与立项", "Awards"),
        "award",
        AWARDS,
        awards.visible_to,
        "awards:awards",
        "title",
        lambda a: a.application.organisation.name,
        lambda a: [a.issuer.name_zh if a.issuer else a.instrument.title.zh, a.number],
    ),
    Group(
        Text("成果", "Outcomes"),
        "bulb",
        OUTCOMES,
        outcomes.visible_to,
        "outcomes:outcomes",
        "title",
        lambda o: o.organisation.name,
        lambda o: [o.description, o.number],
    ),
    Group(
        Text("合作伙伴", "Partners"),
        "users-group",
        PARTNERS,
        registry.partners.partners_for,
        "partners:partners",
        "name_zh",
        lambda p: GROUPS_OF_FRAME[p.group],
        lambda p: [p.source],
    ),
    Group(
        Text("单位", "Organisations"),
        "building",
        ORGANISATIONS,
        registry.visible_to,
        "registry:organisations",
        "name_zh",
        lambda o: o.region.name,
        lambda o: [o.name_en, o.credit_code],
    ),
    Group(
        Text("技术需求", "Needs"),
        "clipboard-list",
        NEEDS,
        exchange.visible_to,
        "exchange:needs",
        "title",
        lambda n: n.organisation.name,
        lambda n: [n.number],
    ),
    Group(
        Text("技术供给", "Offers"),
        "bulb",
        OFFERS,
        exchange.offers.visible_to,
        "exchange:offers",
        "title_zh",
        lambda o: o.organisation.name,
        lambda o: [o.description_zh, o.description_en, o.number],
    ),
    Group(
        Text("产业链卡点", "Bottlenecks"),
        "sitemap",
        BOTTLENECKS,
        exchange.chains.visible_to,
        "exchange:bottlenecks",
        "title_zh",
        lambda b: b.link.title,
        lambda b: [b.missing_zh, b.missing_en, b.number],
    ),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, by kind; nothing where nothing is asked."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "")[:MOST_CHARS].split())
    groups = found(request.actor, asked) if asked else []
    context = {"asked": asked, "groups": groups, "total": sum(g["count"] for g in groups)}
    return render(request, "search.html", context)


def found(actor: Actor, asked: str) -> list[dict[str, Any]]:
    """The groups with what was found in them, empty ones left out. Order: as declared."""
    words = asked.split()
    groups = []
    for group in GROUPS:
        rows = lists.narrow(group.listing, group.rows(actor), {"q": asked})
        count = rows.count()
        if count:
            best = _best_first(rows, group.title, words)[:SHOWN]
            groups.append(
                {
                    "label": group.label,
                    "icon": group.icon,
                    "count": count,
                    "items": [_item(group, row, words) for row in best],
                    "url": reverse(group.name) + "?" + urlencode({"q": asked}),
                    "more": count > SHOWN,
                }
            )
    return groups


def _best_first(rows: QuerySet, title: str, words: list[str]) -> QuerySet:
    """Those with all words in their title before the others."""
    in_title = Q()
    for word in words:
        in_title &= Q(**{f"{title}__icontains": word})
    best = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(best, "-pk")


def _item(group: Group, row: Any, words: list[str]) -> dict[str, Any]:
    texts = [text for text in group.texts(row) if text]
    hit = next((text for text in texts if _places(text, words)), "")
    return {
        "title": marked(_called(row), words),
        "about": group.about(row),
        "url": row.get_absolute_url(),
        "snippet": marked(_cut(hit, words), words) if hit else "",
    }


def _called(row: Any) -> Text | str:
    """A record's name or title in both languages, where it has them."""
    if hasattr(row, "name_zh"):
        return row.name
    return row.title if isinstance(getattr(row, "title", None), Text) else str(row)


def _places(text: str, words: list[str]) -> list[int]:
    lower = text.lower()
    return sorted(lower.find(w.lower()) for w in words if w.lower() in lower)


def _cut(text: str, words: list[str]) -> str:
    """The part of a text around the first word found, on one line."""
    first = max(0, _places(text, words)[0] - AROUND)
    part = " ".join(text[first : first + LENGTH].split())
    return ("…" if first else "") + part + ("…" if first + LENGTH < len(text) else "")


def marked(text: Text | str, words: list[str]) -> Text | SafeString:
    """A text for the page, made safe, with the words found in `<mark>`. Errors: none."""
    if isinstance(text, Text):
        return Text(marked(text.zh, words), marked(text.en, words))
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    parts = re.split(f"({either})", text, flags=re.IGNORECASE)
    pieces = [f"<mark>{escape(p)}</mark>" if n % 2 else escape(p) for n, p in enumerate(parts)]
    return mark_safe("".join(pieces))  # every piece was escaped
