"""Two worlds that differ by one hidden application alone: recusal shows the same bytes of both.

Every address of the site that answers a GET is asked for, by people with a tie to the hidden
application and by outsiders, in the world that has it and in the world that never had it.
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests import pool
from tests.factories import PLAYERS, UNITS, browser, moment, unit, who
from tests.lifecycle.walk import HEADS, HOME, Walk, _experts
from tests.reviewing import seat_members
from xingmeng import instruments
from xingmeng.core import chance
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.engines.instrument import Ranking
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.meetings import actions as meetings
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import (
    Assignment,
    Candidate,
    Conflict,
    Draw,
    Panel,
    PanelItem,
    Round,
)
from xingmeng.stages.review.rules import PlanRules

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
    (re.compile(rb"\b[0-9a-f]{32,64}\b"), b"(id)"),
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


WORD = "沪市收盘 3562.70"
DRAWN = tuple(f"pool{n}" for n in range(5))  # who marks, once drawn
VOTERS = ("member_beijing", "member_dairy", "member_hydrogen", "expert", "pool9")
SEATED = (*VOTERS, "member_shanghai", "kin_expert")  # both of them step out of the hidden one


def enrolled() -> None:
    """The experts of a round whose review is made with everything there is."""
    pool.enrol(0, len(DRAWN), pool.expert(9, away=False, field="520", skills="草原生态修复"))
    seat_members()
    who("leader")


def reveal(walk: Walk, draw: Draw) -> None:
    walk.make("draw", draw, "reveal", "chair", word=WORD)


def plan_everything(*walks: Walk) -> Round:
    """Experts scored, drawn and planned for; then asked by name: sheets stay in order."""
    officer, walk = who("officer"), walks[0]
    about = review.open_call_round(walk.call.pk, actor=officer)
    review.declare_places(about.pk, 1, actor=officer)
    review.compute_expertise(about.pk, actor=officer)
    drawn = review.commit_pool(
        about.pk, {"430": len(DRAWN)}, outside_pct=100, substitutes=0, actor=officer
    )
    reveal(walk, drawn)
    review.propose(about.pk, PlanRules(per_application=3, most=2), actor=officer)
    for candidate in Candidate.objects.filter(round=about).order_by("pk"):
        for name in DRAWN:
            review.assign(candidate.pk, who(name).user_id, actor=officer)
    walk.make("round", about, "start_marking", "officer")
    return about


def mark_alike(walk: Walk, about: Round, *of: Walk) -> None:
    """Everything marked with the same points; with `of`, what these handed in."""
    sheets = Assignment.objects.filter(candidate__round=about).select_related("user")
    if of:
        sheets = sheets.filter(candidate__subject_id__in=[w.application.pk for w in of])
    given = {c.name: 85 for c in walk.instrument.criteria}
    for sheet in sheets.order_by("pk"):
        walk.make("assignment", sheet, "accept", sheet.user.username, no_conflict=True)
        review.mark(sheet.pk, given, "论证充分", actor=who(sheet.user.username))
        walk.make("assignment", sheet, "hand_in", sheet.user.username)


def sit(walk: Walk, about: Round) -> None:
    """The panel on everything that was marked, up to its minutes."""
    asked = review.Convening(
        members=[who(name).user_id for name in SEATED],
        chair_id=who(VOTERS[0]).user_id,
        best=about.candidates.count(),
        held_on=date(2021, 11, 25),
        place="科技厅三楼会议室",
    )
    panel: Panel = review.convene(about.pk, asked, actor=who("officer"))
    walk.make("panel", panel, "open_voting", "officer")
    for item in PanelItem.objects.filter(panel=panel).order_by("number"):
        for name in VOTERS:
            review.vote(item.pk, "yes", actor=who(name))
    walk.make("panel", panel, "close_voting", VOTERS[0], remarks="会议情况正常。")


def meet(*walks: Walk) -> None:
    """Everything put forward is before one meeting, whose agenda is fixed."""
    for walk in walks:
        walk.propose()
    with moment("2021-11-30", 15):
        said = {"place": "厅 301 会议室", "chair": "主席", "attendees": "厅领导"}
        row = meetings.plan(held_on=date(2021, 12, 2), actor=who("officer"), **said)
        meetings.add_waiting(row.pk, actor=who("officer"))
        walks[0].make("meeting", row, "fix_agenda", "officer")


def half_way(walk: Walk, *hidden: Walk) -> None:
    """The hidden one is marked already, the other is with its experts."""
    walk.close()
    with moment("2021-11-25"):
        about = plan_everything(walk, *hidden)
        if hidden:
            mark_alike(walk, about, *hidden)


def with_wholes(*walks: Walk) -> None:
    """Plan, draws, panel and meeting over both, so that each has a hidden case in it."""
    walk = walks[0]
    walk.close()
    with moment("2021-11-25"), chance.fixed("two worlds"):
        about = plan_everything(*walks)
        mark_alike(walk, about)
        audited = review.commit_audit("round", about.pk, take=1, actor=who("discipline"))
        reveal(walk, audited)
        if len(walks) > 1:
            reveal(walk, review.commit_lottery(about.pk, actor=who("officer")))
        walk.make("round", about, "conclude", "officer")
        for candidate in Candidate.objects.filter(round=about).order_by("pk"):
            review.open_marks(about.pk, candidate_id=candidate.pk, actor=who("officer"))
        sit(walk, about)
    meet(*walks)


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
TOLD = re.compile(r"/(open|move)/((round|plan|panel|meeting)/1|draw/[12])/")


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
        assert str(row.pk) == KEYS[-1]
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
