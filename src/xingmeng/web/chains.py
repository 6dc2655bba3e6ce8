"""Industry chains as one reader may see them: what covers each link, what it lacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, exports, lists, move
from xingmeng.core.actor import Actor
from xingmeng.core.lists import Action, Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.exchange.queries import chains
from xingmeng.stages.exchange.rules import arranging
from xingmeng.stages.exchange.rules import chains as rules
from xingmeng.stages.registry import queries as registry
from xingmeng.web import chain_picture

MOST = 50  # rows of one kind on the page of a link
RUNNING = ("in_force", "advanced", "continued")
TALENTS = ("team", "person")  # kinds of offers that are people
OFFERED = ("title_zh", "title_en", "description_zh", "description_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of record that stands on links: whose, by which columns, how it is told."""

    label: Text
    rows: Callable[[Actor], QuerySet]
    texts: tuple[str, ...]
    kind: str = ""  # as officers put it on a link
    industry: str = ""
    direction: str = ""
    told: Callable[[Any], tuple[Any, str, Sequence[Any]]]  # title, address, what else


def _firms(actor: Actor) -> QuerySet:
    rows = registry.visible_to(actor).filter(kind="enterprise", state="confirmed")
    return rows.order_by("name_zh", "pk")


def _platforms(actor: Actor) -> QuerySet:
    return registry.platforms_for(actor, rules.PLATFORMS, on=clock.today())


def _projects(actor: Actor) -> QuerySet:
    return awards.contracts_for(actor).filter(state__in=RUNNING).order_by("-pk")


def _offers(actor: Actor) -> QuerySet:
    return exchange.offers.standing(actor).exclude(kind__in=TALENTS).order_by("-pk")


def _talents(actor: Actor) -> QuerySet:
    return exchange.offers.standing(actor).filter(kind__in=TALENTS).order_by("-pk")


def _firm(row: Any) -> tuple[Any, str, Sequence[Any]]:
    return row.name, row.get_absolute_url(), [row.region.name]


def _platform(row: Any) -> tuple[Any, str, Sequence[Any]]:
    title = row.title_zh or row.instrument_code
    unit = row.organisation
    return Text(title, row.title_en or title), unit.get_absolute_url(), [unit.name, row.number]


def _project(row: Any) -> tuple[Any, str, Sequence[Any]]:
    unit = row.award.application.organisation
    return row.title, row.get_absolute_url(), [unit.name, row.number]


def _offer(row: Any) -> tuple[Any, str, Sequence[Any]]:
    return row.title, row.get_absolute_url(), [row.organisation.name]


def _expert(row: Any) -> tuple[Any, str, Sequence[Any]]:
    posts = [post.organisation.name for post in row.posts[:1]]
    return row.name, row.get_absolute_url(), posts


def _need(row: Any) -> tuple[Any, str, Sequence[Any]]:
    return str(row), reverse("exchange:shown", args=[row.pk]), [row.organisation.region.name]


SOURCES = {
    "organisation": Source(
        label=Text("企业", "Enterprises"),
        rows=_firms,
        texts=("name_zh", "name_en"),
        kind="organisation",
        industry="industry_id",
        told=_firm,
    ),
    "platform": Source(
        label=Text("创新平台", "Platforms"),
        rows=_platforms,
        texts=("title_zh", "title_en", "organisation__name_zh", "organisation__name_en"),
        kind="platform",
        told=_platform,
    ),
    "contract": Source(
        label=Text("在研项目", "Running projects"),
        rows=_projects,
        texts=("title", "award__title"),
        kind="contract",
        direction="award__application__direction",
        told=_project,
    ),
    "need": Source(
        label=Text("待供给的需求", "Needs without offers"),
        rows=chains.without_offers,
        texts=("title",),
        kind="need",
        told=_need,
    ),
    "offer": Source(
        label=Text("技术供给", "Offers"),
        rows=_offers,
        texts=OFFERED,
        kind="offer",
        told=_offer,
    ),
    "talent": Source(
        label=Text("团队与人才（供给）", "Teams and people offered"),
        rows=_talents,
        texts=OFFERED,
        kind="offer",
        told=_offer,
    ),
    "expert": Source(
        label=Text("专家库人才", "Experts of the pool"),
        rows=registry.pool.pool_for,
        texts=("field", "expert_profile__skills"),
        told=_expert,
    ),
}
COLUMNS = (  # of the table of links: what is counted, in what words
    ("organisation", Text("企业", "Enterprises")),
    ("platform", Text("平台", "Platforms")),
    ("people", Text("人才", "Talents")),
    ("contract", Text("在研项目", "Running projects")),
    ("bottleneck", Text("未突破卡点", "Bottlenecks")),
    ("need", Text("待供给需求", "Needs without offers")),
    ("offer", Text("供给", "Offers")),
)
Held = Mapping[str, Mapping[int, Sequence[int]]]


def held(actor: Actor, links: Sequence[Any]) -> Held:
    """Which visible records stand on these links: {kind: {link: keys}}. One query a kind."""
    placed = chains.placings_of(links)
    return {
        name: chains.attributed(
            source.rows(actor),
            links,
            kind=source.kind,
            texts=source.texts,
            placed=placed,
            industry=source.industry,
            direction=source.direction,
        )
        for name, source in SOURCES.items()
    }


def counted(actor: Actor, links: Sequence[Any]) -> dict[int, dict[str, int]]:
    """How many records of each kind stand on each link, as this reader may see them."""
    found, lacks = held(actor, links), chains.bottlenecks_by_link(actor, links)
    counts = {}
    for link in links:
        own = {name: len(keys[link.pk]) for name, keys in found.items()}
        own["people"] = own["talent"] + own["expert"]
        counts[link.pk] = own | {"bottleneck": lacks.get(link.pk, 0)}
    return counts


def listing(title: Text, counts: Mapping[int, Mapping[str, int]]) -> Listing:
    """The table of links with what was counted on them."""

    def count(name: str, link: Any) -> int:
        return counts[link.pk][name]

    said = [
        Column(key="link", label=Text("环节", "Link"), value=lambda link: link.name),
        Column(key="part", label=Text("位置", "Part"), value=lambda k: rules.PARTS[k.part]),
        Column(
            key="standing",
            label=Text("布局", "Standing"),
            value=lambda link: rules.standing(counts[link.pk]),
            kind="state",
        ),
    ]
    for name, label in COLUMNS:
        value = partial(count, name)
        said.append(Column(key=name, label=label, value=value, kind="number"))
    return Listing(
        title=title,
        columns=tuple(said),
        search=("name_zh", "name_en", "words"),
        order=("chain__place", "place"),
        empty=Text("没有符合条件的环节。", "No link fits."),
    )


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All chains, each as a picture, with where it is thin; as a file, all their links."""
    rows = chains.links()
    links = list(rows)
    counts = counted(request.actor, links)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        table = listing(Text("产业链环节", "Links of the chains"), counts)
        chain = Column(key="chain", label=Text("产业链", "Chain"), value=lambda k: k.chain.name)
        return exports.respond(wanted, _with(table, chain), rows)
    shown = []
    for chain in chains.chains():
        own = [link for link in links if link.chain_id == chain.pk]
        thin = [link for link in own if rules.standing(counts[link.pk]).name == "thin"]
        picture = chain_picture.drawn(own, counts)
        shown.append({"chain": chain, "thin": thin, "picture": picture})
    officer = "officer" in request.actor.roles
    said = {
        "chains": shown,
        "rule": rules.THIN,
        "formats": exports.FORMATS,
        "officer": officer,
        "retired": list(chains.retired_chains()) if officer else [],
    }
    return render(request, "chains.html", said)


def _with(table: Listing, column: Column) -> Listing:
    return Listing(
        title=table.title,
        columns=(column, *table.columns),
        search=table.search,
        order=table.order,
    )


@require_safe
def chain(request: HttpRequest, code: str) -> HttpResponse:
    """One chain: its picture, and its links as a table."""
    actor, row = request.actor, chains.chain_by_code(code)
    if row is None:
        raise Http404
    rows = chains.links(row)
    counts = counted(actor, list(rows))
    officer = "officer" in actor.roles
    offered: list[Action] = [
        (Text("全部产业链", "All chains"), reverse("chains"), "sitemap"),
        (Text("卡点清单", "Bottlenecks"), reverse("exchange:bottlenecks"), "list"),
        *(_arranging(row) if officer else []),
    ]
    return lists.respond(
        request,
        listing(row.name, counts),
        rows,
        actions=offered,
        template="chain.html",
        chain=row,
        picture=chain_picture.drawn(list(rows), counts),
        rule=rules.THIN,
        retired=list(chains.retired_links(row)) if officer else [],
        changes=exchange.arranging.changes_for(actor, "chain", row.pk),
    )


def _arranging(row: Any) -> list[Action]:
    """What an officer may change of a chain."""
    name, icon = ("restore", "refresh") if row.retired_on else ("retire", "archive")
    keep = reverse("exchange:keep", args=["chain", row.code, name])
    change = reverse("exchange:change_chain", args=[row.code])
    add = reverse("exchange:add_link", args=[row.code])
    return [
        (Text("增加环节", "Add a link"), add, "plus"),
        (Text("修改", "Change"), change, "pencil"),
        (arranging.CHANGES[name], keep, icon),
    ]


@require_safe
def link(request: HttpRequest, code: str) -> HttpResponse:
    """One link: its bottlenecks, what covers it, what is asked of it, where a call begins."""
    actor, row = request.actor, chains.link_by_code(code)
    if row is None:
        raise Http404
    found = held(actor, [row])
    lacks = list(chains.visible_to(actor).filter(link=row).order_by("-pk"))
    counts = {name: len(keys[row.pk]) for name, keys in found.items()}
    counts["bottleneck"] = sum(one.state in rules.UNSOLVED for one in lacks)
    officer = "officer" in actor.roles
    context = {
        "link": row,
        "part": rules.PARTS[row.part],
        "standing": rules.standing(counts),
        "rule": rules.THIN,
        "words": rules.listed(row.words),
        "lacks": [_lack(one, officer=officer) for one in lacks],
        "boxes": [_box(actor, name, found[name][row.pk], row) for name in SOURCES],
        "calls": [_call(one) for one in calls.of_direction(actor, row.code)],
        "officer": officer,
        "call_url": call_url(row),
        "placings": _placings(actor, row),
        "changes": exchange.arranging.changes_for(actor, "link", row.pk),
    }
    return render(request, "chain_link.html", context)


def call_url(row: Any, **about: str) -> str:
    """Where an officer begins a call at a link, about what it lacks."""
    return f"{reverse('calls:draft')}?{urlencode({'link': row.code} | about)}"


def _lack(row: Any, *, officer: bool) -> dict[str, Any]:
    unsolved = officer and row.state in rules.UNSOLVED
    about = codes.shown("bottleneck", row.pk)
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "told": [row.missing],
        "state": move.state_of("bottleneck", row),
        "call_url": call_url(row.link, bottleneck=about) if unsolved else "",
    }


def _call(row: Any) -> dict[str, Any]:
    state = move.state_of("call", row)
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "told": [row.number],
        "state": state,
    }


def _box(actor: Actor, name: str, keys: Sequence[int], row: Any) -> dict[str, Any]:
    """The first records of one kind on a link, and how many there are."""
    source = SOURCES[name]
    rows = {one.pk: one for one in source.rows(actor).filter(pk__in=keys[:MOST])}
    lines = []
    for key in keys[:MOST]:
        title, url, told = source.told(rows[key])
        lines.append({"title": title, "url": url, "told": told, "pk": key})
    if name == "need":
        _tell_needs(actor, lines, row)
    return {"name": name, "label": source.label, "count": len(keys), "lines": lines}


def _tell_needs(actor: Actor, lines: Sequence[dict[str, Any]], row: Any) -> None:
    """Needs in full for who may see them whole; officers begin a call with one."""
    seen = exchange.visible_to(actor).filter(pk__in=[line["pk"] for line in lines])
    whole = {need.pk: need for need in seen}
    for line in lines:
        if need := whole.get(line["pk"]):
            line |= {"url": need.get_absolute_url(), "told": [need.organisation.name]}
            about = codes.shown("need", need.pk)
            line["call_url"] = call_url(row, need=about) if "officer" in actor.roles else ""


def _placings(actor: Actor, row: Any) -> list[dict[str, Any]]:
    """What officers put on a link or kept off it, for staff: what, which way, why, by whom."""
    shown = chains.placings_for(actor, row)
    titles: dict[tuple[str, int], Any] = {}
    for source in SOURCES.values():
        keys = [one.subject_id for one in shown if source.kind and one.kind == source.kind]
        for one in source.rows(actor).filter(pk__in=keys) if keys else ():
            titles[source.kind, one.pk] = source.told(one)[0]
    return [
        {
            "row": one,
            "title": titles.get((one.kind, one.subject_id), ""),
            "kind": rules.PLACED[one.kind][0],
            "by": one.by.get_full_name() or one.by.get_username(),
        }
        for one in shown
    ]
