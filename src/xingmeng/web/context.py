"""What every page knows: the reader, the language, the way around. No queries of its own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from xingmeng.core.actor import NOBODY
from xingmeng.web import nav
from xingmeng.web.templatetags import figures


def page(request: HttpRequest) -> dict[str, Any]:
    """The part of every page's context that does not depend on the page."""
    actor = getattr(request, "actor", NOBODY)
    english = figures.in_english()
    offered = nav.items(actor)
    under = [item["url"] for item in offered if request.path.startswith(item["url"])]
    here = max(under, key=len, default="")  # the nearest page above this one
    day = getattr(settings, "CLOCK_DAY", None)
    return {
        "lang": "en" if english else "zh-Hans",
        "other_lang": "zh-hans" if english else "en",
        "nav": [{**item, "current": item["url"] == here} for item in offered],
        "has_own": any(item["own"] for item in offered),
        "actor": actor,
        "demo": bool(day),
        "demo_day": day.isoformat() if day else "",
        "source_url": getattr(settings, "SOURCE_URL", ""),
    }
