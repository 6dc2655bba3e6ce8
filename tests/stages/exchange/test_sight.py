"""Who sees which need, and what each page of the exchange gives to whom."""

import pytest

from tests import factories, thread
from xingmeng.core import codes
from xingmeng.stages.exchange import queries
from xingmeng.stages.exchange.models import Need

pytestmark = pytest.mark.django_db

HANDED_IN = [
    "issuer", "bureau", "officer", "chair", "finance", "discipline", "leader", "admin",
]  # fmt: skip
ADDRESSES = ("", "{pk}/", "{pk}/write/", "new/")


@pytest.mark.parametrize(
    ("step", "readers"),
    [
        ("need_draft", ["issuer"]),
        ("need_submitted", HANDED_IN),
        ("need_refined", HANDED_IN),
        ("raised", HANDED_IN),
    ],
)
def test_a_need_is_seen_by_its_own_until_it_is_handed_in(step, readers):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.visible_to, story.need) == readers


def test_only_confirmed_needs_are_ready():
    thread.thread_until("need_confirmed")
    officer = factories.who("officer")
    with factories.moment("2021-08-01"):
        factories.need()

    assert [need.state for need in queries.ready(officer)] == ["confirmed"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 302, "stranger": 200, "issuer": 200, "officer": 200}),
        ("{pk}/", {"nobody": 302, "stranger": 404, "issuer": 200, "bureau": 200, "ordos": 404}),
        ("{pk}/write/", {"nobody": 302, "stranger": 404, "issuer": 302, "officer": 302}),
        ("new/", {"nobody": 302, "stranger": 200, "visitor": 200}),
        ("4711-4711/", {"nobody": 302, "issuer": 404, "officer": 404}),
        (f"{10**30}/", {"issuer": 404}),
        ("-1/", {"issuer": 404}),
        ("x/", {"issuer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    story = thread.thread_until("need_submitted")

    found = factories.statuses(f"/needs/{address.format(pk=codes.of(story.need))}", *expected)

    assert found == expected


@pytest.mark.parametrize("step", ["need_draft", "need_refined"])
def test_reading_writes_nothing(step):
    story = thread.thread_until(step)
    client = factories.browser("issuer")

    def read() -> None:
        for address in ADDRESSES:
            client.get(f"/needs/{address.format(pk=codes.of(story.need))}")

    assert not factories.wrote(read)


def test_a_need_is_begun_from_the_page():
    home = factories.unit("rare")

    response = factories.browser("issuer").post("/needs/new/", {"organisation": home.pk})

    need = Need.objects.get()
    assert response["Location"] == f"/needs/{codes.of(need)}/write/"


@pytest.mark.parametrize(
    ("chosen", "status"), [("", 404), ("x", 404), ("４７", 409), ("9" * 40, 404)]
)
def test_a_need_is_begun_for_a_real_organisation_of_ones_own(chosen, status):
    client = factories.browser("issuer")

    assert client.post("/needs/new/", {"organisation": chosen}).status_code == status
    assert not Need.objects.exists()


@pytest.mark.parametrize("query", ["", "?q=XQ2021", "?state=submitted&sort=-total"])
def test_the_list_takes_as_many_queries_for_many_as_for_one(query):
    story = thread.thread_until("need_submitted")
    address = f"/needs/{query}"

    one = factories.queries_of("officer", address)
    factories.copies(story.fresh("need"), 2, number="XQ2021a{n}")
    three = factories.queries_of("officer", address)
    factories.copies(story.fresh("need"), 297, number="XQ2021b{n}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8
