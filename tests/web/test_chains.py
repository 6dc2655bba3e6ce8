"""The pages of chains: who opens them, what is counted for whom, where a call begins."""

import re

import pytest

from tests import factories, thread
from tests.factories import browser, moment, who
from tests.stages.exchange.test_chains import SAID, link, recorded
from tests.stages.exchange.test_offers import ANSWERS
from xingmeng.core import codes
from xingmeng.stages.calls.models import Direction
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Bottleneck, Link, Placing
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.web import chain_picture, chains

pytestmark = pytest.mark.django_db
FUNCTIONAL = "/chains/links/rare-earths-functional/"


@pytest.fixture(autouse=True)
def now():
    with moment("2021-08-10"):
        actions.load_chains()
        yield


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/chains/", {"nobody": 200, "issuer": 200, "officer": 200}),
        ("/chains/?format=xlsx", {"nobody": 200}),
        ("/chains/dairy/", {"nobody": 200, "officer": 200}),
        ("/chains/dairy/?format=csv", {"nobody": 200}),
        ("/chains/x/", {"officer": 404}),
        (FUNCTIONAL, {"nobody": 200, "issuer": 200, "officer": 200, "expert": 200}),
        ("/chains/links/x/", {"officer": 404}),
        (f"{FUNCTIONAL}bottlenecks/new/", {"nobody": 302, "leader": 404, "officer": 200}),
        ("/chains/links/x/bottlenecks/new/", {"officer": 404}),
        (f"{FUNCTIONAL}place/", {"nobody": 302, "leader": 404, "officer": 200}),
        ("/bottlenecks/", {"nobody": 200, "officer": 200}),
        ("/bottlenecks/{row}/", {"nobody": 404, "issuer": 404, "leader": 200}),
        ("/bottlenecks/{row}/revise/", {"nobody": 302, "leader": 404, "officer": 200}),
        ("/bottlenecks/4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    row = recorded("inside")

    assert factories.statuses(address.format(row=codes.of(row)), *expected) == expected


def told(username: str, address: str = FUNCTIONAL) -> str:
    return browser(username).get(address).content.decode()


def counted(username: str) -> dict[str, int]:
    """What is counted on the link of polishing powders, the empty left out."""
    row = link()
    counts = chains.counted(who(username), [row])[row.pk]
    return {name: number for name, number in counts.items() if number}


def test_counts_are_of_what_each_reader_may_see():
    need = thread.thread_until("need_submitted").need
    officer = {"actor": who("officer"), "why": "同一环节"}
    actions.place(link().pk, "need", need.number, off=False, **officer)
    recorded("inside")
    closed = {"title_zh": "抛光粉分级", "openness": "closed"}
    unit = factories.unit("shanghai")
    actions.offer(ANSWERS | closed, organisation_id=unit.pk, actor=who("colleague"))

    assert counted("officer") == {"need": 1, "bottleneck": 1, "offer": 1}
    assert counted("issuer") == {"need": 1}
    assert counted("colleague") == {"offer": 1}
    assert counted("nobody") == {}
    assert (need.title in told("officer"), need.title in told("colleague")) == (True, False)


def test_a_need_on_show_is_told_to_everybody_without_its_unit():
    need = thread.thread_until("need_submitted").need
    officer = {"actor": who("officer"), "why": "同一环节"}
    actions.place(link().pk, "need", need.number, off=False, **officer)
    actions.show(need.pk, actor=who("issuer"))

    page = told("nobody")

    assert f"/needs/shown/{codes.of(need)}/" in page
    assert need.organisation.name_zh not in page


@pytest.mark.parametrize("address", ["/chains/", "/chains/rare-earths/", FUNCTIONAL])
def test_pages_take_as_many_queries_for_many_as_for_one(address):
    recorded()
    unit, colleague = factories.unit("shanghai"), who("colleague")
    said = ANSWERS | {"title_zh": "抛光粉分级"}

    def offer() -> None:
        actions.offer(said, organisation_id=unit.pk, actor=colleague)

    offer()
    one = factories.queries_of("officer", address)
    for _ in range(3):
        offer()
        recorded()
    many = factories.queries_of("officer", address)

    assert one == many
    assert one <= 40


def test_an_officer_enters_and_mends_a_bottleneck_and_begins_a_call_with_it():
    officer = browser("officer")
    wrong = officer.post(f"{FUNCTIONAL}bottlenecks/new/", SAID | {"sight": "x"})
    officer.post(f"{FUNCTIONAL}bottlenecks/new/", SAID | {"sight": "public"})
    row = Bottleneck.objects.get()
    page = f"/bottlenecks/{codes.of(row)}/"
    officer.post(f"{page}revise/", SAID | {"title_zh": "粒度", "sight": "inside"})
    row.refresh_from_db()

    assert (wrong.status_code, row.state, row.title_zh) == (200, "open", "粒度")
    about = f"link=rare-earths-functional&amp;bottleneck={codes.of(row)}"
    assert about in told("officer", page)
    assert "/calls/new/" not in told("leader", page)
    form = told("officer", f"/calls/new/?{about.replace('&amp;', '&')}")
    assert row.missing_zh in form
    assert "rare-earths-functional | 稀土产业链 · 抛光、催化与发光材料" in form
    assert re.search(r'value="key_project" selected', form)


def test_a_call_with_a_need_is_an_open_challenge_and_what_is_hidden_says_nothing():
    need = thread.thread_until("need_submitted").need
    about = f"/calls/new/?link=rare-earths-functional&need={codes.of(need)}"

    form, bare = told("officer", about), told("officer", "/calls/new/?link=x&need=x")

    assert need.number in form
    assert re.search(r'value="open_challenge" selected', form)
    assert "环节攻关" not in bare


def test_a_unit_proposes_its_need_from_its_page():
    need = thread.thread_until("need_submitted").need
    page = f"/needs/{codes.of(need)}/bottleneck/"

    browser("issuer").post(page, SAID | {"link": "rare-earths-functional"})
    again = browser("issuer").post(page, SAID | {"link": "rare-earths-functional"})

    row = Bottleneck.objects.get()
    assert (row.state, row.need_id, again.status_code) == ("proposed", need.pk, 409)
    expected = {"nobody": 302, "officer": 404, "visitor": 404, "issuer": 200}
    assert factories.statuses(page, *expected) == expected
    assert str(need) in told("issuer", f"/bottlenecks/{codes.of(row)}/")


def test_an_officer_puts_a_firm_on_a_link_and_takes_it_back_from_the_page():
    unit, officer = factories.unit("rare"), browser("officer")
    said = {"kind": "organisation", "number": unit.credit_code, "way": "on", "why": "兼营"}

    officer.post(f"{FUNCTIONAL}place/", said)
    row = Placing.objects.get()
    back = f"/chains/placings/{codes.of(row)}/take-back/"

    assert (unit.name_zh in told("nobody"), "兼营" in told("nobody")) == (True, False)
    assert "兼营" in told("leader")
    assert browser("leader").post(back).status_code == 404
    assert browser("officer").post(back)["Location"] == FUNCTIONAL
    assert browser("officer").post(back).status_code == 404
    assert not Placing.objects.exists()


def test_the_picture_has_its_links_in_order_and_says_how_each_stands():
    recorded()
    links = list(Link.objects.filter(chain__code="rare-earths").order_by("place"))
    counts = chains.counted(who("nobody"), links)

    boxes = chain_picture.drawn(links, counts)["boxes"]

    assert [box["url"].split("/")[-2] for box in boxes] == [one.code for one in links]
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    assert [box["standing"] for box in boxes].count("▲ 薄弱") == 1
    assert [bool(box["arrow"]) for box in boxes] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("制氢", ["制氢"]),
        ("抛光、催化与发光材料", ["抛光、催化与发光", "材料"]),
        ("Cheese and whey ingredients", ["Cheese and", "whey", "ingredients"]),
        ("One two three four five six nine", ["One two three", "four five six", "nine"]),
    ],
)  # fmt: skip
def test_names_are_broken_to_fit_their_boxes(text, lines):
    assert chain_picture.wrapped(text) == lines


def test_a_direction_with_the_code_of_a_link_puts_its_call_there_for_who_may_see_it():
    said = [(link().code, "别的题目", "Something else")]
    call = factories.call(money=factories.appropriation(), directions=said)
    found = [link()]

    held = queries.attributed(
        Direction.objects.all(),
        found,
        kind="",
        texts=("title_zh",),
        placed={},
        direction="code",
    )

    assert held == {found[0].pk: [call.directions.get().pk]}
    seen = {name: call.get_absolute_url() in told(name) for name in ("officer", "nobody")}
    assert seen == {"officer": True, "nobody": False}
