"""Who sees milestones and acceptances, and what each page gives to whom."""

import pytest

from tests import factories, thread
from xingmeng.core import codes
from xingmeng.stages.delivery import queries

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)


@pytest.mark.parametrize("step", ["in_force", "reported", "completed"])
def test_the_milestones_of_a_contract_in_force_are_public(step):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.visible_to, story.milestone(1)) == EVERYONE


@pytest.mark.parametrize("step", ["requested", "opined", "completed"])
def test_an_acceptance_is_public_but_its_words_are_not(step):
    story = thread.thread_until(step)
    address = story.acceptance.get_absolute_url()
    secret = "连续三十批样品均已封存"

    assert factories.who_sees(queries.acceptances_for, story.acceptance) == EVERYONE
    shown = {
        name: secret in factories.browser(name).get(address).content.decode()
        for name in ("nobody", "stranger", "bidder2", "bureau", "leader", "bidder", "issuer")
    }
    assert [name for name, seen in shown.items() if seen] == ["bidder", "issuer"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("milestones/", {"nobody": 302, "stranger": 200}),
        ("milestones/{milestone}/", {"nobody": 200, "stranger": 200}),
        ("acceptance/{acceptance}/", {"nobody": 200}),
        ("acceptance/new/{contract}/", {"nobody": 302, "bidder": 200}),
        ("acceptance/new/4711-4711/", {"bidder": 404}),
        ("milestones/4711-4711/", {"nobody": 404, "officer": 404}),
        ("acceptance/4711-4711/", {"officer": 404}),
        (f"milestones/{10**30}/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    story = thread.thread_until("requested", bidders=("bidder",))
    address = address.format(
        milestone=codes.of(story.milestone(1)),
        acceptance=codes.of(story.acceptance),
        contract=codes.of(story.contract),
    )

    assert factories.statuses(f"/delivery/{address}", *expected) == expected


@pytest.mark.parametrize(
    ("username", "verdict", "said", "status"),
    [
        ("issuer", "met", {"results": "实测"}, 302),
        ("issuer", "perfect", {"results": "实测"}, 409),
        ("issuer", "met", {"results": ""}, 409),
        ("bidder", "met", {"results": "实测"}, 404),
        ("nobody", "met", {"results": "实测"}, 302),
    ],
)
def test_the_user_gives_its_opinion_from_the_page(username, verdict, said, status):
    story = thread.thread_until("requested", bidders=("bidder",))
    address = f"/move/acceptance/{codes.of(story.acceptance)}/give_opinion/"

    said |= {"verdict": verdict, "password": factories.PASSWORD}
    with thread.on("opined"):
        response = factories.browser(username).post(address, said)

    done = username == "issuer" and status == 302
    assert response.status_code == status
    assert story.state("acceptance") == ("opined" if done else "requested")
