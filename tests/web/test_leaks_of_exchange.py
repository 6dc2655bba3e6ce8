"""Two exchanges that differ by what is confidential alone: outsiders get the same bytes.

Hidden needs and offers, drafts, the confidential part of an offer and whole introductions are
there in one world and not in the other; their owners have just looked, so that the index of
suggestions has held all of them.
"""

import re
from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver

from tests.factories import browser, moment, who
from tests.two_exchanges import Exchange, numbered_alike
from tests.web.test_leaks import Undone, as_if_never, differences, patterns, seen_by
from xingmeng.core import codes
from xingmeng.stages.indicators import queries as indicators

pytestmark = pytest.mark.django_db

NOW = "2021-07-12"
ROUTES = re.compile("(needs|offers|introductions|exchange|move|forms|files|papers)/")
POSTED = re.compile("exchange/(judge|introduce)/|.*/(restore|import|remove|say)/|forms/.*int:")
KINDS = ("need", "offer", "introduction", "exchange_intake")
MOVES = {"need": "settle", "offer": "take", "introduction": "decline"}
LISTS = ("/needs/", "/needs/shown/", "/offers/", "/introductions/")
PLACES = (
    *(
        "/",
        "/organisations/",
        "/desk/",
        "/board/",
        "/board/wall/",
        "/results/",
        "/showcase/",
        "/policy/",
    ),
    *("/feeds/results.atom", "/feeds/challenges.json", "/feeds/deadlines.ics"),
    *("/chains/", "/chains/?format=csv", "/chains/rare-earths/", "/bottlenecks/"),
    *(f"/chains/links/rare-earths-{name}/" for name in ("magnets", "functional")),
    *("/board/tables/alerts/", "/board/tables/deadlines/", "/objections/", "/receipts/"),
)
FIGURES = [code for code in indicators.BY_CODE if re.search("need|intro|talks|offer", code)]
KEYS = {"need": range(1, 7), "offer": range(1, 10)}
WORDS = ("晶界扩散", "2021", "内蒙古阴山")
OUTSIDERS = ("nobody", "stranger", "issuer", "colleague", "ordos")


def addresses() -> list[str]:
    """Every address of the exchange, and every other that tells of needs and offers."""
    found = [*PLACES, *LISTS]
    for route, _ in patterns(get_resolver()):
        if ROUTES.match(route) and not POSTED.match(route):
            found += ["/" + one for one in filled(route)]
    found += [f"{place}?{asked}" for place in LISTS for asked in asked_for()]
    found += [f"/search/?q={word}" for word in WORDS]
    for code in FIGURES:
        found += [f"/indicators/{code}/", f"/indicators/{code}/?format=csv"]
    return list(dict.fromkeys(found))


def asked_for() -> list[str]:
    return [*(f"q={word}" for word in WORDS), "format=csv", "sort=-title", "state=submitted"]


def filled(route: str) -> list[str]:
    parts = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    blank = re.sub(r"<[^>]+>", "{}", route)
    kinds = KINDS[:3] if "<case:case>" in route else ("",)
    return [
        blank.format(*values)
        for kind in kinds
        for values in product(*(standing_for(*part, kind) for part in parts))
    ]


def standing_for(converter: str, name: str, kind: str) -> list[str]:
    if converter == "case":
        return [f"{kind}/{codes.shown(kind, pk)}" for pk in KEYS.get(kind, (1, 2))]
    if converter in {"need", "offer", "introduction", "exchangeintake", "file", "paper"}:
        return [codes.shown(converter, pk) for pk in KEYS.get(converter, (1, 2))]
    said = {"extension": "json", "number": "1", "what": "offers"}
    return [said.get(name) or MOVES.get(kind, "show")]


def snapshot(readers: tuple[str, ...]) -> dict[str, tuple[int, str, bytes]]:
    """What each of them gets at every address, and when asking for pairs by their keys."""
    wanted, found = addresses(), {}
    cache.clear()
    with moment(NOW):
        for reader in readers:
            seen = seen_by(reader, wanted) | tried(reader)
            found |= {f"{reader} {address}": said for address, said in seen.items()}
    return found


def tried(reader: str) -> dict[str, tuple[int, str, bytes]]:
    """What is answered to who brings together or judges a pair of which one may be hidden."""
    client, found = browser(reader), {}
    for need, offer, verb in product((2, 4), (3, 7), ("judge", "introduce")):
        place = f"/exchange/{verb}/{codes.shown('need', need)}/{codes.shown('offer', offer)}/"
        if (need, offer) != (2, 3):
            response = client.post(place, {"verdict": "good"})
            text = re.sub(
                rb'(csrf[^"]*" (value|content)=|nonce=)"[^"]*"', b"", response.content
            )
            found[place] = (response.status_code, response.get("Location", ""), text)
    return found


def told(exchange: Exchange, *, secret: str, hide: str = "") -> None:
    with numbered_alike():
        exchange.tell(secret=secret)
        if hide:
            getattr(exchange, hide)()
        exchange.encode()
        if hide:
            exchange.owners_look()


def worlds(hide: str, *readers: str) -> list[str]:
    """What these readers can tell the two worlds apart by."""
    for reader in readers:
        who(reader)
    as_if_never()
    exchange = Exchange()
    with numbered_alike():
        exchange.begin()
    with pytest.raises(Undone), transaction.atomic():
        told(exchange, secret="烧结曲线：1080 度，保温四小时", hide=hide)
        with_it = snapshot(readers)
        raise Undone
    as_if_never()
    told(exchange, secret="无")
    without = snapshot(readers)
    assert {said[0] for said in without.values()} >= {200, 302, 404}
    return differences(with_it, without)


def test_nothing_tells_of_confidential_needs_offers_and_introductions():
    assert worlds("hide", *OUTSIDERS) == []


def test_nothing_tells_staff_of_drafts_and_of_what_is_confidential_in_an_offer():
    assert worlds("hide_drafts", "officer") == []
