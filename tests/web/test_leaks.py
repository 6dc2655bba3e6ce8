"""Two worlds that differ by one hidden application alone: recusal shows the same bytes of both.

Every address of the site is asked for, and in one story posted to, by people with a tie to the
hidden application and by outsiders, in the world that has it and in the one that never had it.
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import browser, moment, who
from tests.two_worlds import TIED, WORD, begun, decide, enrolled, half_way, hand_in, with_wholes
from xingmeng import instruments
from xingmeng.core import codes, papers
from xingmeng.engines.instrument import Ranking
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.review.models import Conflict

pytestmark = pytest.mark.django_db

NOW = "2021-12-01"
CONTROL = [
    "/applications/",
    f"/applications/{codes.shown('application', 2)}/",
]  # where who has no tie sees the difference
MASKS = (  # what differs from one answer to the next, or is drawn and tells of nothing
    (re.compile(rb'(csrf-token" content=|csrfmiddlewaretoken" value=|nonce=)"[^"]*"'), rb"\1"),
    (re.compile(rb"<updated>[^<]*</updated></feed>"), b""),
    (re.compile(rb"\b[0-9a-f]{32,64}\b"), b"(id)"),
    (re.compile(rb"\b(SB|JBS|LX|CQ|SS)2021-?\d{6}"), rb"\1(number)"),
    (re.compile("(〔|%E3%80%94)2021(〕|%E3%80%95)\\d{6}".encode()), b"(number)"),
    (re.compile(rb"\b[A-Z2-7]{4}(-?[A-Z2-7]{4}){5}\b"), b"(code)"),  # of a paper
)
KEYS = (1, 2)  # of every kind of case: the one that all may see, and the hidden one
SHEETS = (1, 6)  # the same of mark sheets
ON_POSTGRESQL = {"nobody", "kin_chair", "kin_officer"}  # one at least of each story
CODE = re.compile(codes.PATTERN.encode())
SIGNED = re.compile(rb"""(["']signature["']: )["'][^"']*["']""")  # over a number


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
    "plan": ("adopt", "discard"),
    "panel": ("sign_minutes",),
    "draw": ("publish",),
    "meeting": ("reopen", "cancel"),
}
NAMES = {  # what stands for the named parts of an address
    "extension": ("json",),
    "number": ("1",),
    "form": ("atom",),
    "board/tables/": ("deadlines", "alerts"),
    "feeds/": ("results", "challenges"),
    "policy/rules/": ("technology_sme",),
    "policy/parameters/": ("technology_sme.staff_most",),
}


def choices(name: str, route: str, kind: str) -> list[str]:
    """What stands for one part of an address: keys, kinds, codes."""
    if route.startswith("move/") and name == "name":
        return list(KINDS[kind])
    if route.startswith("indicators/"):
        return list(indicators.BY_CODE)
    begins = (named for part, named in NAMES.items() if route.startswith(part) or part == name)
    return list(next(begins, ("x",)))


def coded(converter: str, kind: str) -> list[str]:
    """The rows that stand for a part of an address that names one."""
    table = kind if converter == "case" else converter
    keys = SHEETS if table == "assignment" else KEYS
    if table not in {codes.table_of(m) for m in apps.get_models()}:
        return []
    before = f"{kind}/" if converter == "case" else ""
    return [before + codes.shown(table, pk) for pk in keys]


def addresses(words: list[str]) -> list[str]:
    """Every address that the site map can make of the keys and words there are."""
    found = []
    for route, _ in patterns(get_resolver()):
        if route.startswith(("accounts/", "static", "i18n/", "health")) or "^" in route:
            continue
        parts = re.findall(r"<(?:(\w+):)?(\w+)>", route)
        blank = re.sub(r"<[^>]+>", "{}", route)
        for kind in KINDS if "<case:case>" in route else ("",):
            named = (coded(c, kind) or choices(n, route, kind) for c, n in parts)
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
    return masked(content)


def masked(content: bytes) -> bytes:
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


class Undone(Exception):
    """What was tried is taken back."""


BODIES = [{}, {"reason": "理由", "text": "说明", "finding": "remark", "word": WORD}] + [
    {"what": what, "format": "csv", "names": names}
    for what, names in product(("marks", "conflicts", "draws", "assignments"), ("with", ""))
]


def answered(username: str, wanted: list[str]) -> dict[str, tuple[int, str, bytes]]:
    """What somebody gets who posts to every address, each time as if it were the first."""
    who(username)
    found = {}
    for address in (a for a in wanted if "?" not in a):
        for number, said in enumerate(BODIES if "/files/" in address else BODIES[:2]):
            cache.clear()
            with contextlib.suppress(Undone), transaction.atomic():
                response = browser(username).post(address, said)
                told = (response.status_code, response.get("Location", ""), body(response))
                found[f"{address} {number}"] = told
                raise Undone
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


ASIDE = "此事项中有须您回避的情形".encode()
WHOLES = [(kind, 1) for kind in ("round", "plan", "panel", "meeting")] + [
    ("draw", 1),
    ("draw", 2),
]
TOLD = re.compile(
    "/(open|move)/(" + "|".join(f"{kind}/{codes.shown(kind, pk)}" for kind, pk in WHOLES) + ")/"
)


def _apart_from_aside(one: dict, other: dict) -> dict:
    """Without the acts on a whole that would have been done: their refusal cannot be silent."""
    return {
        address: said
        for address, said in one.items()
        if not (ASIDE in said[2] and other[address][0] == 302 and TOLD.match(address))
    }


def worlds(
    reader: str,
    *,
    then: Callable[..., None] | None = None,
    look: Callable[[str, list[str]], dict] = seen_by,
) -> list[str]:
    """What somebody can tell the two worlds apart by, when all that is handed in went on."""
    if connection.vendor != "sqlite" and reader not in ON_POSTGRESQL:
        pytest.skip("of who reads the same rows, one is enough")
    as_if_never()
    seen, hidden = begun()
    if then in (half_way, with_wholes):
        enrolled()
    who(reader)

    def snapshot() -> tuple[dict, dict]:
        with moment(NOW):
            return look(reader, wanted), seen_by("discipline", CONTROL)

    with pytest.raises(Undone), transaction.atomic():
        hand_in(hidden)
        if then:
            then(seen, hidden)
        row = hidden.fresh()
        wanted = addresses([row.number, row.organisation.name_zh])
        assert Conflict.objects.filter(subject_id=row.pk, tie="kin").count() == len(TIED)
        assert row.pk == KEYS[-1]
        with_it, shown_with_it = snapshot()
        raise Undone
    as_if_never()
    if then:
        then(seen)
    without, shown_without = snapshot()
    assert len(wanted) > 300
    assert len(differences(shown_with_it, shown_without)) == len(CONTROL)
    answers = {200, 404} if look is seen_by else {302, 404}
    assert {said[0] for said in without.values()} >= answers
    return differences(_apart_from_aside(with_it, without), without)


def one_by_one(*readers: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("reader", readers)


@pytest.fixture
def lots(monkeypatch):
    """Ties at the line are drawn by lot."""
    drawn = replace(instruments.get("key_project"), ranking=Ranking(lottery=True))
    monkeypatch.setitem(instruments._BY_CODE, drawn.code, drawn)


@one_by_one("kin_bureau", "nobody")
def test_nothing_tells_of_an_application_that_was_handed_in(reader):
    assert worlds(reader) == []


@one_by_one("kin_chair")
def test_nothing_tells_of_an_application_under_review_and_put_forward(reader):
    assert worlds(reader, then=decide) == []


@one_by_one("kin_officer", "kin_expert")
def test_nothing_tells_of_an_application_while_it_is_marked(lots, reader):
    assert worlds(reader, then=half_way) == []


@one_by_one("kin_officer", "kin_discipline", "kin_leader", "kin_expert")
def test_nothing_tells_of_an_application_in_plans_draws_panels_and_meetings(lots, reader):
    assert worlds(reader, then=with_wholes) == []


@one_by_one("kin_officer", "kin_chair")
def test_no_refusal_tells_of_an_application(lots, reader):
    assert worlds(reader, then=with_wholes, look=answered) == []


HEAD = re.compile(  # of the trail: all steps of all people; PostgreSQL keeps keys by length
    rb"""(["']count["']: )\d+(?=,\s*["']hash|\s*\})"""
)


def plain(said: dict[str, tuple[int, str, bytes]]) -> dict[str, tuple[int, bytes, bytes]]:
    """Answers without what nobody can foresee: codes in addresses, drawn numbers."""

    def without(text: bytes) -> bytes:
        return masked(CODE.sub(b"(code)", SIGNED.sub(rb"\1", HEAD.sub(rb"\1", text))))

    return {
        without(address.encode()).decode(): (status, without(to.encode()), without(content))
        for address, (status, to, content) in said.items()
    }


def test_nothing_tells_how_many_others_were_begun_before_ones_own():
    seen, own = begun()

    def shown() -> dict[str, tuple[int, bytes, bytes]]:
        hand_in(own)
        row = own.fresh()
        home, form = row.get_absolute_url(), f"/forms/application/{codes.of(row)}"
        wanted = ["/desk/", "/applications/", "/applications/?format=csv", home]
        wanted += [f"{home}write/", f"{form}/print/", f"{form}/file.json", f"{form}/revisions/"]
        with moment(NOW):
            page = browser(own.head).get(home).content.decode()
            wanted += re.findall(r'href="(/(?:applications|files)/[^"]+)"', page)
            said = seen_by(own.head, list(dict.fromkeys(wanted)))
        printed = str([paper.data for paper in papers.of("application", row.pk)])
        return plain(said | {"papers": (200, "", masked(printed.encode()))})

    with pytest.raises(Undone), transaction.atomic():
        for _ in range(3):
            seen.apply()
            seen.submit()
        after_many = shown()
        raise Undone
    as_if_never()
    alone = shown()

    assert len(alone) > 9
    assert b"SB(number)" in alone["papers"][2]
    assert [
        _where(after_many[a][2], s[2]) for a, s in alone.items() if after_many[a] != s
    ] == []
    assert after_many.keys() == alone.keys()
