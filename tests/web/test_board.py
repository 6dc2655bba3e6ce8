"""The board shows each reader what they may see; every figure of it opens to its records."""

import csv
import io
import re

import pytest
from django.urls import reverse

from tests.factories import browser, copies, moment, queries_of, who
from tests.thread import thread_until
from xingmeng.core import clock
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import actions as registry
from xingmeng.web import ahead, board, moneyflow
from xingmeng.web.templatetags import figures

pytestmark = pytest.mark.django_db
TODAY = "2024-06-30"
MOST_QUERIES = 80


@pytest.fixture(autouse=True)
def on_the_day():
    registry.load_reference()
    with moment(TODAY):
        yield


def text_of(client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def chain(username: str) -> dict[str, int]:
    rows = board.funnel(who(username), clock.now())
    return {row["url"].rstrip("/").rpartition("/")[2]: row["value"] for row in rows}


def test_the_funnel_counts_each_step_of_the_thread():
    thread_until("shared")

    assert chain("officer") == {
        "needs_stated": 1,
        "needs_refined": 1,
        "challenges": 1,
        "bids": 2,
        "agreements": 1,
        "projects_passed": 1,
        "projects_paid": 1,
        "projects_accepted": 1,
        "outcomes_registered": 1,
        "technology_contracts_number": 1,
        "incomes_shared": 1,
    }


def test_the_board_begins_with_its_four_figures_and_a_title_that_holds():
    thread_until("shared")

    shown = board.page(who("officer"))
    assert [line["code"] for line in shown["headline"]] == list(board.HEADLINE)
    assert shown["chains"][0]["code"] == "needs_stated"
    assert "从榜单到收益" in text_of(browser("nobody"), "/board/")
    assert "从需求到收益" in text_of(browser("officer"), "/board/")


def test_steps_that_are_not_public_are_left_out_for_nobody():
    thread_until("shared")

    assert not {"needs_stated", "needs_refined", "bids"} & set(chain("nobody"))
    assert chain("nobody")["challenges"] == 1
    page = text_of(browser("nobody"), "/board/")
    assert "measure=bids" not in page and "/indicators/bids/" not in page


@pytest.mark.parametrize("measure", list(board.MEASURES))
def test_the_tiles_and_what_lies_elsewhere_are_the_whole(measure: str):
    thread_until("shared")
    definition = indicators.definition(measure)
    actor = who("officer")

    shown = board.area_map(actor, measure, clock.now())

    whole = int(definition.value(definition.records(actor, clock.now())))
    inside = sum(tile["amount"] for tile in shown["tiles"])
    assert len(shown["tiles"]) == 12 and whole > 0
    elsewhere = figures.in_short(definition.unit, whole - inside) if whole > inside else ""
    assert shown["elsewhere"] == elsewhere


def test_a_tile_opens_to_the_records_of_its_area():
    thread_until("shared")
    client = browser("officer")
    tiles = board.area_map(who("officer"), "agreed_amount", clock.now())["tiles"]
    baotou = next(tile for tile in tiles if tile["code"] == "150200")
    hohhot = next(tile for tile in tiles if tile["code"] == "150100")

    assert (baotou["amount"], hohhot["amount"]) == (1_900_000_000, 0)
    assert contracts_listed(text_of(client, baotou["url"]))
    assert not contracts_listed(text_of(client, hohhot["url"]))


def contracts_listed(text: str) -> list[str]:
    return re.findall(r'class="row-link" href="(/awards/contracts/[^/"]+/)"', text)


def test_an_unknown_measure_is_the_first_one():
    for measure in ("", "x", "bids'--"):
        shown = board.area_map(who("nobody"), measure, clock.now())
        assert shown["title"] == board.MEASURES["challenges"]


def test_the_money_goes_from_appropriation_to_payment():
    thread_until("paid2")

    shown = moneyflow.page(who("nobody"), clock.now())

    assert [step["fen"] for step in shown["steps"]] == [
        6_000_000_000,
        570_000_000,
        399_000_000,
        399_000_000,
    ]
    (row,) = shown["rows"]
    assert [cell["fen"] for cell in row["cells"]] == [s["fen"] for s in shown["steps"]]
    assert row["free_fen"] == 6_000_000_000 - 570_000_000 and row["returned_fen"] == 0
    assert [step["rest_fen"] for step in shown["steps"]] == [5_430_000_000, 171_000_000, 0, 0]


def test_each_sum_of_an_appropriation_opens_to_records_of_that_sum():
    thread_until("paid2")
    client = browser("officer")

    for cell in moneyflow.page(who("officer"), clock.now())["rows"][0]["cells"]:
        client.cookies["language"] = "en"
        page = client.get(cell["url"])
        assert page.context["value"] == cell["fen"] > 0
        assert page.context["page"]["total"] > 0


def test_a_drawing_is_as_high_as_its_sums():
    drawn = moneyflow.drawing([400, 200, 100, 0])

    assert [c["height"] for c in drawn["columns"]] == [220, 110, 55, 0]
    assert [c["on"] for c in drawn["columns"]] == [110, 55, 0, 0]
    assert moneyflow.drawing([0, 0, 0, 0]) is None


def test_what_is_late_is_an_alert_and_opens():
    thread_until("in_force")
    shown = ahead.alerts(who("officer"), clock.now())

    (late,) = [line for line in shown if "milestones_overdue" in line["url"]]
    assert late["count"] == 3
    assert client_total(late["url"]) == 3
    with moment("2022-01-11"):
        before = ahead.alerts(who("officer"), clock.now())
    assert not [line for line in before if "milestones_overdue" in line["url"]]


def client_total(url: str) -> int:
    return browser("officer").get(url).context["page"]["total"]


def test_what_falls_due_is_listed_by_day():
    thread_until("publicity")
    with moment("2021-11-25"):
        shown = ahead.deadlines(who("nobody"), clock.now())
        (kind,) = shown["kinds"]

    assert [str(line["due_on"]) for line in shown["items"]] == ["2021-12-01"]
    assert kind["count"] == 1 and "publicity_ending" in kind["url"]
    assert ahead.deadlines(who("nobody"), clock.now()) == {"items": [], "kinds": []}


def test_every_link_of_the_board_opens():
    thread_until("shared")
    client = browser("officer")
    page = text_of(client, "/board/")
    main = page[page.index("<main") : page.index("</main>")].replace("&amp;", "&")

    links = {url for url in re.findall(r'href="([^"#]+)"', main) if url.startswith("/")}
    assert len(links) > 40
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("name", ["areas", "steps", "money"])
def test_tables_of_the_board_leave_as_they_are_shown(name: str):
    thread_until("shared")
    address = reverse("board_table", args=[name])

    file = browser("officer").get(address, {"format": "csv", "measure": "agreed_amount"})

    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    baotou, money = ["150200", "19000000.00"], ["2021 年揭榜挂帅专项", "60000000.00"]
    wanted = {"areas": baotou, "steps": ["揭榜书", "2"], "money": money}[name]
    assert any(set(wanted) <= set(line) for line in lines)
    assert len({len(line) for line in lines}) == 1
    assert browser("officer").get(address, {"format": "xlsx"}).content[:2] == b"PK"
    assert browser("officer").get(address, {"format": "exe"}).status_code == 404
    assert browser("officer").get("/board/tables/secrets/?format=csv").status_code == 404


def test_the_wall_shows_what_anybody_may_see_whoever_looks():
    thread_until("opened")

    pages = {name: text_of(browser(name), "/board/wall/") for name in ("nobody", "chair")}

    assert pages["nobody"] == pages["chair"]
    assert "/indicators/bids/" not in pages["chair"]
    assert 'data-pause data-seconds="180"' in pages["chair"]
    assert "site-nav" not in pages["chair"]
    assert "http-equiv" not in pages["chair"]


def test_the_wall_tells_of_public_steps_alone():
    thread_until("decided")
    assert "开始公示" not in text_of(browser("officer"), "/board/wall/")
    assert "发榜" in text_of(browser("officer"), "/board/wall/")


def test_the_board_asks_as_often_for_much_as_for_little():
    thread = thread_until("paid2")
    one = {name: queries_of(name, "/board/") for name in ("nobody", "officer", "bidder")}
    walls = queries_of("nobody", "/board/wall/")
    copies(thread.fresh("challenge"), 60, number="JB-copy-{n}")
    copies(thread.fresh("award"), 60, number="LX-copy-{n}")
    copies(thread.fresh("contract"), 60, number="HT-copy-{n}")

    assert {name: queries_of(name, "/board/") for name in one} == one
    assert queries_of("nobody", "/board/wall/") == walls
    assert max(one.values()) <= MOST_QUERIES
