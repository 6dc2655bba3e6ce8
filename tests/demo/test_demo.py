"""The demo is a story told through the actions, the same each time it is told."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.demo import homes
from tests.demo.conftest import DEMO, build_over_another
from tests.demo.days import TODAY
from xingmeng import cli, demo
from xingmeng.core import clock, trail
from xingmeng.core.actor import NOBODY
from xingmeng.core.models import TrailRow
from xingmeng.demo import build, cast, load
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry import queries as registry
from xingmeng.web import waiting

SOURCES = sorted(Path(demo.__file__).parent.rglob("*.py"))
WATCHERS = {"admin"}  # who keep accounts: nothing waits for them
pytestmark = pytest.mark.django_db  # or no database is made for the fixture below
COUNTED = (
    "from django.contrib.auth import get_user_model as users\n"
    "print(users().objects.filter(username='late').count())"
)
usernames = pytest.mark.parametrize("username", [p.username for p in cast.PLAYERS])


# --- how it is told -------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_demo_puts_nothing_in_by_hand(source: Path):
    tree = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    imported = [n.module or "" for n in tree if isinstance(n, ast.ImportFrom)]
    imported += [a.name for n in tree if isinstance(n, ast.Import) for a in n.names]
    named = {a.name for n in tree if isinstance(n, ast.ImportFrom) for a in n.names}
    used = {n.attr for n in tree if isinstance(n, ast.Attribute)}

    stages = [name for name in imported if name.startswith("xingmeng.stages.")]
    assert not [name for name in stages if name.endswith(".models")]
    assert "models" not in named
    assert not used & {"objects", "bulk_create", "bulk_update", "executemany"}


@pytest.mark.slow
def test_a_reset_forgets_what_was_there_and_builds_the_same(request, demo_home, tmp_path):
    """The first was built on SQLite; the second too, or on PostgreSQL where the tests are."""
    first = (demo_home / "digest.txt").read_text()
    if homes.is_sqlite():
        home = homes.copied(demo_home, tmp_path / "home")
        build_over_another(home)
        left = homes.python(home, COUNTED)
    else:
        home, own = request.getfixturevalue("demo_database"), f"{DEMO}_counted"
        with homes.copied_database(DEMO, own):
            left = homes.python(home, COUNTED, **homes.database_url(own))

    assert (home / "digest.txt").read_text() == first
    assert len(first) == 64
    assert left == 0


@pytest.mark.slow
def test_a_built_demo_is_not_built_again(demo_home: Path, tmp_path: Path):
    home = homes.copied(demo_home, tmp_path / "home")

    again = homes.run(home, "demo", "--digest")

    assert again.stdout.splitlines() == [(home / "digest.txt").read_text()]
    assert "█" not in again.stderr
    assert (home / "demo-day").read_text() == "2024-06-30"


# --- what is told ---------------------------------------------------------------------------


def test_the_story_has_ten_chapters_in_both_languages(demo_home: Path):
    said = (demo_home / "said.txt").read_text()
    titles = [title for title, _ in build.CHAPTERS]

    assert len(titles) == 9  # the first, of organisations and people, has no day
    assert all(title.count(" / ") == 1 for title in titles)
    assert [title for title in titles if title not in said] == []


def test_the_story_is_whole(told):
    assert trail.verify().ok
    assert funds.ledger_differs() == []
    assert load.load([].append) is False


def test_the_trail_reads_in_the_order_of_time(told):
    moments = list(TrailRow.objects.order_by("position").values_list("at", flat=True))

    assert moments == sorted(moments)


def test_the_story_ends_before_the_day_of_the_demo(told):
    last = TrailRow.objects.order_by("-at").first().at

    assert cli.DEMO_DAY == "2024-06-30"
    assert clock.local_day(last) < date.fromisoformat(cli.DEMO_DAY)


def test_challenges_are_open_on_the_day_of_the_demo(told):
    found = calls.open_at(TODAY, NOBODY)

    assert "高寒环境宽功率波动碱性电解制氢技术" in [row.title for row in found]
    assert len(found) == 4
    assert {clock.local_day(row.call.closes_at) for row in found} == {date(2024, 7, 20)}


@usernames
def test_every_account_has_a_desk(told, username: str):
    reader = Client()
    assert reader.login(username=username, password=cast.PASSWORD)

    desk = reader.get("/desk/")

    assert desk.status_code == 200
    for group in desk.context["waiting_groups"]:
        for item in group["items"]:
            assert reader.get(item["url"]).status_code == 200, item["url"]


@pytest.mark.parametrize("player", cast.samples(), ids=lambda player: player.username)
def test_something_waits_for_every_sample_account(told, player: cast.Player):
    found = waiting.groups(registry.actor_named(player.username))

    assert bool(found) == (player.username not in WATCHERS)


def test_the_sample_accounts_are_named_with_what_they_may_try():
    lines = load.accounts()

    assert [line.split()[0] for line in lines[1:]] == [p.username for p in cast.samples()]
    assert all(" / " in line for line in lines)
    assert 14 <= len(lines) - 1 <= 20


def test_only_the_cast_can_sign_in(told):
    can = {
        user.username for user in get_user_model().objects.all() if user.has_usable_password()
    }

    assert can == {player.username for player in cast.PLAYERS}
