"""What an application repeats of others, beside it: for officials who may see both."""

from typing import Any

from django.urls import reverse

from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Text
from xingmeng.stages.applications.queries import repeats as applications
from xingmeng.stages.applications.rules import repeats as rules


def repeats_of_application(actor: Actor, application: Any) -> Panel | None:
    """The earlier applications it repeats and the later ones that repeat it, most first."""
    if not rules.may_read_repeats(actor, application) or application.state in rules.UNFIXED:
        return None
    lines = [_line(row, application) for row in applications.repeats_of(actor, application)]
    kept = applications.compared(application)
    count = len(lines)
    shown = {
        "lines": lines,
        "at": kept.at if kept else None,
        "application": application,
        "may_compare": "officer" in rules.roles_of(actor, application),
    }
    title = Text(f"查重（{count}）", f"Repeats ({count})")
    return Panel(title=title, template="applications/_repeats.html", context=shown)


def _line(row: Any, here: Any) -> dict[str, Any]:
    other = row.other if row.application_id == here.pk else row.application
    return {
        "url": reverse("applications:repeat", args=[row.pk]),
        "title": str(other),
        "share": f"{row.share / 100:.1f}%",
        "kin": rules.WORDS[rules.kin_of(here, other)],
    }
