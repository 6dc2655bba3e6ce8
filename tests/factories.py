"""Plain builders for tests: every case is made through the real actions, at fixed moments.

`who(name)` and `unit(key)` make the people and organisations of the demo on first use;
tests/thread.py tells the story of one challenge with them. No clock, no dice.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.told import told_at_its_time
from xingmeng.core import attachments, clock, codes, move, sources, trail
from xingmeng.core.actor import NOBODY, SYSTEM, Actor
from xingmeng.core.errors import Refused
from xingmeng.core.models import TrailRow
from xingmeng.demo import cast, texts
from xingmeng.engines.values import Text, yuan
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries
from xingmeng.stages.registry.models import Organisation, Person, Region

PASSWORD = cast.PASSWORD
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SECRET = "厚磁体双面贯通的独门配方"  # stands in the route of the first bid
REGIONS = (
    ("150000", "province", None), ("110000", "province", None), ("310000", "province", None),
    ("330000", "province", None), ("150100", "city", "150000"), ("150105", "county", "150100"),
    ("150200", "city", "150000"), ("150203", "county", "150200"),
    ("150204", "county", "150200"), ("150600", "city", "150000"),
    ("150603", "county", "150600"),
)  # fmt: skip
EXTRA = (  # who the demo does not have
    cast.Player(username="stranger", name="旁人", role="applicant", unit="dairy"),
    cast.Player(username="expert4", name="陶然", role="expert", unit="experts"),
    cast.Player(username="insider", name="杜仲", role="expert", unit="shanghai"),
    cast.Player(username="visitor", name="访客", role=""),
    cast.Player(username="colleague", name="沈嘉禾", role="applicant", unit="shanghai"),
    cast.Player(username="county", name="阿拉坦", role="recommender", area="150203"),
    cast.Player(username="county2", name="哈斯", role="recommender", area="150204"),
    cast.Player(username="teacher", name="苏和", role="", unit="local"),
    cast.Player(username="teacher2", name="孟根", role="", unit="local"),
    cast.Player(username="teacher3", name="达来", role="", unit="local"),
    cast.Player(username="colleague2", name="顾怀远", role="applicant", unit="beijing"),
)
PLAYERS = {player.username: player for player in (*cast.PLAYERS, *EXTRA)}
UNITS = {unit.key: unit for unit in cast.UNITS}  # the tests' own: the demo's stay as they are
AGENTS = {"issuer": ("batel", "rare"), "bidder": ("colleague", "shanghai")}  # by whom, for whom
UNIT_OF = {"bidder": "shanghai", "bidder2": "beijing", "bidder3": "local", "issuer": "rare"}
READERS = (  # every role, for tables of who sees what
    "nobody", "visitor", "stranger", "issuer", "bidder", "colleague", "bidder2", "bureau",
    "ordos", "officer", "expert", "expert4", "chair", "finance", "discipline", "leader",
    "admin",
)  # fmt: skip


def moment(day: str, hour: int = 10) -> AbstractContextManager[None]:
    """The clock at an hour of a day, in the region's zone."""
    return clock.at(timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02d}:00:00")))


def time(day: str, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02d}:00:00"))


# --- who and where --------------------------------------------------------------------------


def regions() -> None:
    for code, kind, parent in REGIONS:
        named = {"name_zh": f"地区{code}", "name_en": f"Area {code}"}
        Region.objects.get_or_create(
            code=code, defaults={"kind": kind, "parent_id": parent, **named}
        )


def source():
    return sources.name("demo", Text("演示数据", "Demo data"), dated_on=date(2021, 3, 1))


def organisation(*, unit: cast.Unit, confirmed: bool = True) -> Organisation:
    if not Region.objects.filter(code=unit.region).exists():
        regions()
    row = registry.register_organisation(
        actor=SYSTEM,
        credit_code=unit.credit_code,
        source=source(),
        name_zh=unit.name_zh,
        name_en=unit.name_en,
        kind=unit.kind,
        region_id=unit.region,
        registered_on=date.fromisoformat(unit.founded),
        legal_representative=unit.head,
    )
    return (
        move.make("organisation", row.pk, "confirm", actor=who("officer")) if confirmed else row
    )


@told_at_its_time
def unit(key: str) -> Organisation:
    """The confirmed organisation with that key, of the demo's cast or of the tests' own."""
    wanted = UNITS[key]
    found = Organisation.objects.filter(credit_code=wanted.credit_code).first()
    if found:
        return found
    with moment("2021-03-01"):
        return organisation(unit=wanted)


@told_at_its_time
def who(username: str) -> Actor:
    """The actor of that name, made on first use with the role, unit and area of the cast."""
    if username == "nobody":
        return NOBODY
    users = get_user_model().objects
    if not users.filter(username=username).exists():
        with moment("2021-03-01"):
            _join(PLAYERS[username])
    return registry_queries.actor_for(users.get(username=username))


def _join(player: cast.Player) -> Person:
    person = registry.open_account(
        username=player.username,
        name=player.name,
        password=PASSWORD,
        email=f"{player.username}@example.org",
        title=player.title,
    )
    home = unit(player.unit) if player.unit else None
    if player.role:
        own = player.role in ("applicant", "organisation_administrator")
        pk = home.pk if home and own else None
        registry.give_role(
            person.user_id, player.role, actor=SYSTEM, organisation_id=pk, area=player.area
        )
    if home:
        registry.employ(person, home.pk, post="", from_on=date(2020, 1, 1))
    return person


def with_role(username: str, role: str, **where: Any) -> Actor:
    """The actor, after being given one role more."""
    actor = who(username)
    with moment("2021-03-01"):
        registry.give_role(actor.user_id, role, actor=SYSTEM, **where)
    return who(username)


def browser(username: str) -> Client:
    """A client signed in as that person; `nobody` is not signed in."""
    client = Client()
    if username != "nobody":
        client.force_login(get_user_model().objects.get(pk=who(username).user_id))
    return client


def mandate(agent: str, *, giver: str, key: str, until: str = "2024-12-31"):
    """A dated authorisation to sign for a unit, given by its head."""
    return registry.give_mandate(
        unit(key).pk,
        who(agent).user_id,
        scope="签署任务书",
        document_number=f"授〔2021〕{agent}",
        from_on=clock.today(),
        until_on=date.fromisoformat(until),
        actor=who(giver),
    )


# --- money, files, copies -------------------------------------------------------------------


def appropriation(*, opened: bool = True, amount_fen: int = yuan(60_000_000), year: int = 2021):
    with moment(f"{year}-03-10"):
        row = funds.propose_appropriation(
            actor=who("officer"),
            year=year,
            line="2060402",
            title_zh=f"{year} 年揭榜挂帅专项",
            title_en=f"Open-challenge fund {year}",
            amount_fen=amount_fen,
            document_number="内财教〔2021〕测试1号",
        )
    if opened:
        with moment(f"{year}-03-10", 15):
            row = move.make("appropriation", row.pk, "open", actor=who("finance"))
    return row


def upload(name: str = "佐证.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def attach(kind: str, pk: int, field: str, actor: Actor, **named: Any):
    return attachments.add(upload(**named), kind=kind, subject_id=pk, field=field, actor=actor)


def copies(row: models.Model, count: int, **changed: str) -> list[models.Model]:
    """Bare copies of a row, for long lists alone; `{n}` in a changed value is their number."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del kept[row._meta.pk.attname]
    named = [{k: v.format(n=n) for k, v in changed.items()} for n in range(count)]
    return type(row).objects.bulk_create([type(row)(**(kept | new)) for new in named])


def call(*, money, actor: Actor | None = None, **facts: Any):
    """A draft call of the demo's first list."""
    usual = {
        "instrument_code": "open_challenge",
        "title_zh": "2021 年首批榜单",
        "title_en": "First list 2021",
        "text_zh": "面向全国",
        "text_en": "Open to all",
        "opens_at": time("2021-09-03", 9),
        "closes_at": time("2021-10-08", 17),
        "appropriation": money,
    }
    return calls.draft_call(actor=actor or who("officer"), **(usual | facts))


def need(*, username: str = "issuer", key: str = "rare", answers: dict | None = None):
    """A need half written."""
    row = exchange.begin(organisation_id=unit(key).pk, actor=who(username))
    exchange.save_answers(row.pk, answers or texts.NEED, actor=who(username))
    row.refresh_from_db()
    return row


# --- looking at what was written ------------------------------------------------------------


def steps_of(kind: str, row: Any) -> list[str]:
    """The moves on the trail of one case, as they happened."""
    return [step.move for step, _ in trail.steps_of(kind, row.pk)]


def counts() -> dict[str, int]:
    """How many rows each table of the house has, and the trail's head: did anything change?"""
    tables = [m for m in apps.get_models() if m.__module__.startswith("xingmeng")]
    return {m._meta.label: m._default_manager.count() for m in tables} | {
        f"trail:{trail.head()[1]}": TrailRow.objects.count()
    }


def refused(act: Callable[[], Any]) -> list[str]:
    """Every reason for which an action was refused; it must have written nothing."""
    before = counts()
    with pytest.raises(Refused) as refusal:
        act()
    assert counts() == before
    return [finding.code for finding in refusal.value.findings]


def who_sees(visible: Callable[[Actor], models.QuerySet], row: Any) -> list[str]:
    """Those of READERS who find a row in what they may see, by list, count and key alike."""
    found = []
    for name in READERS:
        rows = visible(who(name))
        seen = rows.filter(pk=row.pk).exists()
        assert seen == (row.pk in {r.pk for r in rows}) == bool(rows.filter(pk=row.pk).count())
        found += [name] if seen else []
    return found


def opens(username: str, kind: str, row: models.Model) -> int:
    """What somebody gets who opens a whole on record."""
    return browser(username).post(f"/open/{kind}/{codes.of(row)}/").status_code


def statuses(address: str, *names: str) -> dict[str, int]:
    """What each of these readers gets at an address."""
    return {name: browser(name).get(address).status_code for name in names}


def queries_of(username: str, address: str) -> int:
    """How many queries a page takes."""
    client = browser(username)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def wrote(act: Callable[[], Any]) -> bool:
    """Whether an act changed anything in the tables of the house."""
    before = counts()
    act()
    return counts() != before
