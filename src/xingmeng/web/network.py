"""Who works with whom: partners, units and the bonds between them, as picture and table.

The picture has two columns that are as high as each other and lines between them; every place
follows from the rows alone, so that the same records always give the same picture.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, exports
from xingmeng.core.actor import Actor, prefix
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say, series
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import partners as rules
from xingmeng.web import board

ALL = ("", Text("全部", "All"))
GROUPS = {**rules.GROUPS, "-": Text("框架外的区外单位", "Outside the frame")}
KINDS = {
    **rules.DELIVERABLES,
    "agreement": Text("合作协议", "Agreement"),
    "talks": Text("正在洽谈", "In talks"),
    "contract": Text("共同承担项目", "Project together"),
}
REGION_ITSELF = Text("自治区本级", "The region itself")
WIDTH, STEP = 100, 10  # of the drawing, in its own units: across, and for one row
BEND = 45  # how far a line runs level before it turns
THICKEST = 4
OUTSIDE = "research_outside"
SWEEPS = 4  # how often each column is put in order of the other


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bond: a partner or a unit, by a key of its own."""

    key: str
    name: Text
    group: str  # of GROUPS; empty for a unit of the region
    area: str
    place: Text
    url: str


@dataclass(slots=True)
class Bond:
    """All that one partner and one unit have together; `titles` of agreements and projects."""

    partner: End
    unit: End
    kinds: set[str] = field(default_factory=set)
    titles: list[Text] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.titles)

    @property
    def only_talks(self) -> bool:
        return self.kinds <= {"talks"}

    @property
    def words(self) -> str:
        return series(say(label) for kind, label in KINDS.items() if kind in self.kinds)


Bonds = dict[tuple[str, str], Bond]


def bonds_for(actor: Actor) -> list[Bond]:
    """Every bond this reader may know of: by agreements in force or in talks, and projects.

    Order: by the partner's group and name, then the unit's name.
    """
    rows = registry.partners.partners_for(actor)
    members = {row.organisation_id: _partner(row) for row in rows if row.organisation_id}
    found: dict[tuple[str, str], Bond] = {}
    for agreement in registry.partners.bonded(actor):
        _bind_agreement(found, agreement, members)
    seen = awards.contracts_for(actor).order_by().values("pk")
    for title, parties in registry.partners.projects_together(seen):
        outside, inside = _parted(parties, members)
        _bind(found, outside, inside, {"contract"}, Text(title, title))
    order = list(GROUPS)
    return sorted(
        found.values(),
        key=lambda b: (order.index(b.partner.group), b.partner.name.zh, b.unit.name.zh),
    )


def _bind_agreement(found: Bonds, row: Any, members: Mapping[int, End]) -> None:
    beside, inside = _parted(row.units.all(), members)
    partners = {end.key: end for end in (*map(_partner, row.partners.all()), *beside)}
    kinds = {one.kind for one in row.deliverables.all() if one.state == "delivered"}
    kinds |= {"talks" if row.state == "in_talks" else "agreement"}
    _bind(found, list(partners.values()), inside or [_region()], kinds, row.title)


def _parted(units: Iterable[Any], members: Mapping[int, End]) -> tuple[list[End], list[End]]:
    """Units from outside, as the partners they are, and those of the region."""
    outside, inside = [], []
    for unit in units:
        if registry.partners.is_outside(unit.region_id):
            outside.append(members.get(unit.pk) or _end(unit, group="-"))
        else:
            inside.append(_end(unit, group=""))
    return outside, inside


def _bind(
    found: Bonds, partners: list[End], units: list[End], kinds: set[str], title: Text
) -> None:
    for partner, unit in product(partners, units):
        bond = found.setdefault((partner.key, unit.key), Bond(partner, unit))
        bond.kinds |= kinds
        bond.titles.append(title)


def _partner(row: Any) -> End:
    key, url = f"partner:{codes.of(row)}", row.get_absolute_url()
    return End(key, row.name, row.group, row.region_id, row.region.name, url)


def _end(row: Any, *, group: str) -> End:
    key, url = f"unit:{codes.of(row)}", row.get_absolute_url()
    return End(key, row.name, group, row.region_id, row.region.name, url)


def _region() -> End:
    url = reverse("partners:agreements")
    return End("region", REGION_ITSELF, "", "", Text("", ""), url)


# --- what is asked for ----------------------------------------------------------------------


def narrowed(
    bonds: Iterable[Bond], *, group: str = "", kind: str = "", area: str = "", of: str = ""
) -> list[Bond]:
    """The bonds of the group, kind and area asked for, and of one end. Errors: none."""
    return [
        bond
        for bond in bonds
        if (not group or bond.partner.group == group)
        and (not kind or kind in bond.kinds)
        and (not area or bond.unit.area.startswith(area))
        and (not of or of in (bond.partner.key, bond.unit.key))
    ]


# --- the picture ----------------------------------------------------------------------------


def picture(bonds: list[Bond], link: Any) -> dict[str, Any] | None:
    """Two columns of nodes and the lines between them. Nothing where there are no bonds.

    Units: those of the drawing, 100 wide, 10 for each row of the longer column.
    """
    if not bonds:
        return None
    left, right = _ordered(bonds)
    height = STEP * max(len(left), len(right))
    at_left, at_right = _heights(left, height), _heights(right, height)
    lines = [
        {
            "path": _curve(at_left[bond.partner.key], at_right[bond.unit.key]),
            "thick": min(THICKEST, bond.count),
            "talks": bond.only_talks,
        }
        for bond in bonds
    ]
    return {
        "width": WIDTH,
        "height": height,
        "lines": lines,
        "left": [_node(end, bonds, link) for end in left],
        "right": [_node(end, bonds, link) for end in right],
    }


def _node(end: End, bonds: list[Bond], link: Any) -> dict[str, Any]:
    others = [bond for bond in bonds if end in (bond.partner, bond.unit)]
    place = GROUPS[end.group] if end.group else end.place
    return {
        "name": end.name,
        "group": end.group,
        "place": place,
        "count": len(others),
        "url": link(end),
    }


def _ordered(bonds: list[Bond]) -> tuple[list[End], list[End]]:
    """Both columns: partners by group, within it and the units so that few lines cross."""
    left = list({bond.partner.key: bond.partner for bond in bonds}.values())
    right = list({bond.unit.key: bond.unit for bond in bonds}.values())
    order = list(GROUPS)
    for _ in range(SWEEPS):
        places = {end.key: n for n, end in enumerate(left)}
        right.sort(key=lambda end: (_middle(end, bonds, places), end.name.zh))
        places = {end.key: n for n, end in enumerate(right)}
        left.sort(
            key=lambda end: (
                order.index(end.group),
                _middle(end, bonds, places),
                end.name.zh,
            )
        )
    return left, right


def _middle(end: End, bonds: list[Bond], places: Mapping[str, int]) -> float:
    """Where the others of an end stand on average."""
    own = [b for b in bonds if end in (b.partner, b.unit)]
    across = [places[b.unit.key if end == b.partner else b.partner.key] for b in own]
    return sum(across) / len(across)


def _heights(column: list[End], height: int) -> dict[str, float]:
    """The middle of each row of a column whose rows share the whole height."""
    step = height / len(column)
    return {end.key: round((n + 0.5) * step, 2) for n, end in enumerate(column)}


def _curve(one: float, other: float) -> str:
    return f"M0 {one:g}C{BEND} {one:g} {WIDTH - BEND} {other:g} {WIDTH} {other:g}"


# --- the page -------------------------------------------------------------------------------


TABLE = Listing(
    title=Text("合作网络", "Who works with whom"),
    columns=(
        Column(key="partner", label=Text("伙伴", "Partner"), value=lambda b: b.partner.name),
        Column(
            key="group", label=Text("分组", "Group"), value=lambda b: GROUPS[b.partner.group]
        ),
        Column(key="unit", label=Text("区内单位", "Unit"), value=lambda b: b.unit.name),
        Column(key="place", label=Text("地区", "Area"), value=lambda b: b.unit.place),
        Column(key="kinds", label=Text("合作方式", "What they have"), value=lambda b: b.words),
        Column(
            key="count",
            label=Text("协议和项目数", "Agreements and projects"),
            value=lambda b: b.count,
            kind="number",
        ),
        Column(
            key="titles",
            label=Text("协议和项目", "Which"),
            value=lambda b: series(say(title) for title in b.titles),
        ),
    ),
    search=(),
    order=(),
)


def _drops() -> list[tuple[str, Text, list[tuple[str, Text]]]]:
    areas = [(prefix(row.code), row.name) for row in registry.regions()]
    return [
        ("group", Text("分组", "Group"), [ALL, *GROUPS.items()]),
        ("kind", Text("合作方式", "What they have"), [ALL, *KINDS.items()]),
        ("area", Text("区内地区", "Area of the region"), [ALL, *areas]),
    ]


def _chosen(request: HttpRequest, drops: list, bonds: list[Bond]) -> dict[str, str]:
    """What was asked for, as far as there is such a thing."""
    known = {name: {value for value, _ in options} for name, _, options in drops}
    known["of"] = {end.key for bond in bonds for end in (bond.partner, bond.unit)}
    said = {name: request.GET.get(name, "") for name in known}
    return {name: value for name, value in said.items() if value and value in known[name]}


def _outside(actor: Actor) -> dict[str, Any] | None:
    """How many research units from outside take part, beside what was published of it."""
    wanted = indicators.definition(OUTSIDE)
    if not board.open_to(actor, [wanted], clock.now()):
        return None
    published = indicators.published_for(OUTSIDE)
    return {**board.figure(actor, OUTSIDE), "published": published}


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Who works with whom, as a picture to go about in and as a table; or that as a file."""
    bonds, drops = bonds_for(request.actor), _drops()
    asked = _chosen(request, drops, bonds)
    shown = narrowed(bonds, **asked)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return exports.respond(wanted, TABLE, shown)
    ends = {end.key: end for bond in bonds for end in (bond.partner, bond.unit)}
    centre = ends.get(asked.get("of", ""))

    def link(end: End) -> str:
        return end.url if end == centre else "?" + urlencode({**asked, "of": end.key})

    context = {
        "title": TABLE.title,
        "outside": _outside(request.actor),
        "bonds": shown,
        "picture": picture(shown, link),
        "centre": centre,
        "all_url": "?" + urlencode({k: v for k, v in asked.items() if k != "of"}),
        "of": asked.get("of", ""),
        "filters": [
            {
                "name": name,
                "label": label,
                "options": [
                    {"value": value, "label": words, "selected": value == asked.get(name, "")}
                    for value, words in options
                ],
            }
            for name, label, options in drops
        ],
        "groups": GROUPS,
        "exports": [
            (name.upper(), "?" + urlencode({**asked, "format": name}))
            for name in exports.FORMATS
        ],
    }
    return render(request, "network.html", context)
