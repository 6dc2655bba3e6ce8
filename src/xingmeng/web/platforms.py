"""Where platforms stand on other pages, and what later stages know of a platform."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.managing import GRADES
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import platforms as rules

MOST = 50  # rows in a box; the list has them all
GRADE_NAMES = dict(GRADES)


def of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """The platforms that an organisation is host of."""
    rows = registry.platforms.platforms_of(actor, organisation.pk)[:MOST]
    return _of_platforms(rows)


def _of_platforms(rows: Any) -> Panel | None:
    links = [
        {
            "title": f"{say(rules.KINDS[row.instrument_code])} {row.number}",
            "url": row.get_absolute_url(),
            "state": rules.STANDING[row.standing],
        }
        for row in rows
    ]
    title = Text("创新平台", "Platforms")
    return Panel(title=title, context={"links": links}) if links else None


def of_award(actor: Actor, about: Any) -> Panel | None:
    """The page of what was recognised, with its people and equipment."""
    code = about.instrument.code
    row = registry.platforms.numbered(actor, code, about.certificate)
    return _of_platforms([row]) if row else None


def award(actor: Actor, platform: Any) -> Panel | None:
    """The award by which a platform was recognised."""
    rows = awards.certified(actor, platform.instrument_code, platform.number)
    return of_cases(Text("认定", "Recognition"), "award", rows)


def returns(actor: Actor, platform: Any) -> Panel | None:
    """Yearly returns and evaluations, each with its grade."""
    own = awards.certified(actor, platform.instrument_code, platform.number)
    rows = list(delivery.returns_for(actor).filter(award__in=own).order_by("due_on", "pk"))
    panel = of_cases(Text("年报与评估", "Returns and evaluations"), "return", rows)
    if panel:
        for line, row in zip(panel.context["links"], rows, strict=True):
            if row.grade:
                line["title"] += f" · {say(GRADE_NAMES[row.grade])}"
    return panel
