"""Two worlds that differ by one hidden application alone: recusal shows the same bytes of both.

Every address of the site that answers a GET is asked for, by people with a tie to the hidden
application and by outsiders, in the world that has it and in the world that never had it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import PLAYERS, UNITS, browser, moment, unit, who
from tests.lifecycle.walk import HEADS, HOME, Walk, _experts
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate, Conflict

pytestmark = pytest.mark.django_db

TIED = {  # who has a tie to the leader of the hidden application
    "kin_officer": ("officer", ""),
    "kin_chair": ("chair", ""),
    "kin_discipline": ("discipline", ""),
    "kin_finance": ("finance", ""),
    "kin_leader": ("leader", ""),
    "kin_bureau": ("recommender", "150200"),
    "kin_expert": ("expert", ""),
}
OUTSIDE = ("nobody", "stranger")
NOW = "2021-12-01"
CONTROL = ["/applications/", "/applications/2/"]  # where who has no tie sees the difference
MASKS = (  # what differs from one answer to the next, whatever is asked
    (re.compile(rb'(csrf-token" content=|csrfmiddlewaretoken" value=|nonce=)"[^"]*"'), rb"\1"),
    (re.compile(rb"<updated>[^<]*</updated></feed>"), b""),
    (re.compile(rb"\b[0-9a-f]{32}\b"), b"(id)"),
)
KEYS = ("1", "2")  # of every kind of case: the one that all may see, and the hidden one
SHEETS = ("1", "6")  # the same of mark sheets


# --- the two worlds ---------------------------------------------------------------------------


def tie(username: str, role: str, area: str, to: Person) -> None:
    PLAYERS.setdefault(
        username, cast.Player(username=username, name=username, role=role, area=area)
    )
    person = Person.objects.get(user_id=who(username).user_id)
    registry.record_tie(person.pk, "kin", other_id=to.pk, actor=SYSTEM)


def begun() -> tuple[Walk, Walk]:
    """A call with one application handed in, and a second one not yet begun."""
    seen, hidden = Walk("key_project"), Walk("key_project")
    hidden.key = "academy"
    seen.begin()
    seen.open_call()
    seen.apply()
    seen.submit()
    seen.screen()
    hidden.instrument, hidden.money = seen.instrument, seen.money
    hidden.call, hidden.head, hidden.partner = seen.call, "head_academy", seen.partner

    UNITS.setdefault(HOME.key, HOME)
    PLAYERS.setdefault("head_academy", HEADS["academy"])
    hidden.unit = unit("academy")
    leader = Person.objects.get(user_id=who("head_academy").user_id)
    for name in _experts(seen.instrument.terms.experts_per_application):
        who(name)
    for name in (*OUTSIDE, "chair", "discipline", "finance"):
        who(name)
    with moment("2021-09-12"):
        for username, (role, area) in TIED.items():
            tie(username, role, area, leader)
    return seen, hidden


def hand_in(hidden: Walk) -> None:
    hidden.apply()
    hidden.submit()
    hidden.screen()


def decide(*walks: Walk) -> None:
    """Review both and put them forward; the later one comes out ahead."""
    walks[0].close()
    with moment("2021-11-25"):
        about = review.open_call_round(walks[0].call.pk, actor=who("officer"))
        names = _experts(walks[0].instrument.terms.experts_per_application)
        for candidate in Candidate.objects.filter(round=about).order_by("pk"):
            for name in names:
                review.assign(candidate.pk, who(name).user_id, actor=who("officer"))
        walks[0].make("round", about, "start_marking", "officer")
        sheets = Assignment.objects.filter(candidate__round=about).select_related("user")
        for place, sheet in enumerate(sheets.order_by("pk")):
            points = 80 + 10 * (place // len(names))
            given = {c.name: points for c in walks[0].instrument.criteria}
            walks[0].make("assignment", sheet, "accept", sheet.user.username, no_conflict=True)
            review.mark(sheet.pk, given, "论证充分", actor=who(sheet.user.username))
            walks[0].make("assignment", sheet, "hand_in", sheet.user.username)
        walks[0].make("round", about, "conclude", "officer")
    for walk in walks:
        walk.propose()


def as_if_never() -> None:
    """After what was rolled back PostgreSQL goes on counting where it was; SQLite does not."""
    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


# --- every address ----------------------------------------------------------------------------


def patterns(resolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


KINDS = {  # whose pages are reached by a kind and a key, and moves that show what stands
    "application": ("admit", "recommend"),
    "award": ("decide", "publicise"),
    "assignment": ("hand_in",),
    "round": ("conclude",),
}
NAMES = {  # what stands for the named parts of an address
    "extension": ("json",),
    "number": ("1",),
    "form": ("atom",),
    "board/tables/": ("deadlines", "alerts"),
    "feeds/": ("results", "challenges"),
}


def choices(name: str, route: str, kind: str) -> list[str]:
    """What stands for one part of an address: keys, kinds, codes."""
    if name == "kind":
        return [kind]
    if route.startswith("move/") and name == "name":
        return list(KINDS[kind])
    if route.startswith("indicators/"):
        return list(indicators.BY_CODE)
    begins = (named for part, named in NAMES.items() if route.startswith(part) or part == name)
    return list(next(begins, ("x",)))


def addresses(words: list[str]) -> list[str]:
    """Every address that the site map can make of the keys and words there are."""
    found = []
    for route, _ in patterns(get_resolver()):
        if route.startswith(("accounts/", "static", "i18n/", "health")) or "^" in route:
            continue
        parts = re.findall(r"<(?:(\w+):)?(\w+)>", route)
        blank = re.sub(r"<[^>]+>", "{}", route)
        keys = SHEETS if "sheets" in route else KEYS
        for kind in KINDS if "<str:kind>" in route else ("",):
            named = (keys if c == "int" else choices(n, route, kind) for c, n in parts)
            found += ["/" + blank.format(*values) for values in product(*named)]
    lists = [a for a in found if a.count("/") <= 3 and not re.search(r"\d|/x/", a)]
    lists = [a for a in lists if not a.startswith(("/indicators/", "/feeds/", "/receipts/"))]
    asked = [f"q={word}" for word in words] + ["format=csv"]
    found += [f"{address}?{query}" for address, query in product(lists, asked)]
    found += [f"/indicators/{code}/?format=csv" for code in indicators.BY_CODE]
    return list(dict.fromkeys(found))


def body(response) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").endswith("sheet"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = sorted(n for n in book.namelist() if n.startswith("xl/"))
            content = b"".join(book.read(name) for name in names)
    for mask, plain in MASKS:
        content = mask.sub(plain, content)
    return content


def seen_by(username: str, wanted: list[str]) -> dict[str, tuple[int, str, bytes]]:
    client = browser(username)
    found = {}
    for address in wanted:
        response = client.get(address)
        found[address] = (response.status_code, response.get("Location", ""), body(response))
    return found


def differences(one: dict, other: dict) -> list[str]:
    return [
        f"{address}: {said[0]} or {other[address][0]}{_where(said[2], other[address][2])}"
        for address, said in one.items()
        if said != other[address]
    ]


def _where(one: bytes, other: bytes) -> str:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    part = slice(max(0, place - 60), place + 60)
    return f" {one[part].decode(errors='ignore')!r} / {other[part].decode(errors='ignore')!r}"


def worlds(*, deep: bool, readers: tuple[str, ...]) -> dict[str, list[str]]:
    """What each reader can tell the two worlds apart by."""
    as_if_never()
    seen, hidden = begun()
    for name in readers:
        who(name)

    def snapshot() -> dict[str, dict]:
        with moment(NOW):
            told = {name: seen_by(name, wanted) for name in readers}
            return told | {"discipline": seen_by("discipline", CONTROL)}

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        hand_in(hidden)
        if deep:
            decide(seen, hidden)
        row = hidden.fresh()
        words = [row.number, row.organisation.name_zh]
        wanted = addresses(words)
        assert Conflict.objects.filter(subject_id=row.pk).count() == len(TIED)
        assert str(row.pk) == KEYS[-1]
        with_it = snapshot()
        raise Undone
    as_if_never()
    if deep:
        decide(seen)
    without = snapshot()
    assert len(wanted) > 300
    assert len(differences(with_it["discipline"], without["discipline"])) == len(CONTROL)
    assert {said[0] for said in without[readers[0]].values()} >= {200, 404}
    return {name: differences(with_it[name], without[name]) for name in readers}


def test_nothing_tells_of_an_application_that_was_handed_in():
    readers = ("kin_bureau", "nobody")

    assert worlds(deep=False, readers=readers) == {name: [] for name in readers}


def test_nothing_tells_of_an_application_under_review_and_put_forward():
    readers = ("kin_officer", "kin_chair", "kin_expert")

    assert worlds(deep=True, readers=readers) == {name: [] for name in readers}
