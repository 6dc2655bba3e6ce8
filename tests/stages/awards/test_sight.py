"""Who sees awards, objections and contracts, and what each page gives to whom."""

import pytest

from tests import factories, thread
from xingmeng.core import codes
from xingmeng.stages.awards import actions, queries
from xingmeng.stages.awards.models import Award, Objection

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)
STAFF = ["officer", "chair", "finance", "discipline", "leader"]
PARTIES = [
    "issuer", "bidder", "colleague", "bureau", "officer", "chair", "finance", "discipline",
    "leader",
]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "readers"),
    [
        ("chosen", ["issuer", *STAFF]),
        ("decided", ["issuer", *STAFF]),
        ("publicity", EVERYONE),
        ("confirmed", EVERYONE),
        ("in_force", EVERYONE),
    ],
)
def test_an_award_is_public_from_publicity_on(step, readers):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.visible_to, story.award) == readers


def test_a_rejected_award_stays_inside():
    story = thread.thread_until("chosen")
    story.move("award", story.award, "reject", "chair", reason="x")

    assert factories.who_sees(queries.visible_to, story.award) == ["issuer", *STAFF]


@pytest.mark.parametrize(
    ("step", "readers"),
    [("confirmed", PARTIES), ("issuer_signed", PARTIES), ("in_force", EVERYONE)],
)
def test_a_contract_is_public_once_it_is_in_force(step, readers):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.contracts_for, story.contract) == readers


def test_the_whole_text_is_for_the_parties_and_those_who_decide():
    story = thread.thread_until("in_force")

    found = [
        name
        for name in factories.READERS
        if queries.may_read_whole(factories.who(name), story.contract)
    ]

    assert found == [
        "issuer", "bidder", "colleague", "officer", "chair", "finance", "discipline",
    ]  # fmt: skip


@pytest.fixture
def objected():
    story = thread.thread_until("publicity")
    with factories.moment("2021-11-26"):
        row = actions.file_objection(
            story.award.pk, name="旁人", text="有关联", actor=factories.who("stranger")
        )
    return story, row


def test_an_objection_is_for_who_filed_and_who_examines_it(objected):
    _, row = objected

    assert factories.who_sees(queries.objections_for, row) == [
        "stranger", "officer", "chair", "discipline",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "address", "expected"),
    [
        ("decided", "", {"nobody": 200, "issuer": 200}),
        ("decided", "{award}/", {"nobody": 404, "bidder": 404, "issuer": 200, "chair": 200}),
        ("publicity", "{award}/", {"nobody": 200, "stranger": 200}),
        ("publicity", "{award}/object/", {"nobody": 302, "stranger": 200}),
        ("decided", "{award}/object/", {"stranger": 404}),
        ("ranked", "choose/{bid}/", {"nobody": 302, "issuer": 200, "officer": 404}),
        ("ranked", "choose/{bid}/", {"bidder": 404, "stranger": 404}),
        ("admitted", "choose/{bid}/", {"issuer": 404}),
        ("confirmed", "contracts/", {"nobody": 302, "stranger": 200}),
        ("confirmed", "contracts/{contract}/", {"nobody": 404, "bidder2": 404, "bidder": 200}),
        ("in_force", "contracts/{contract}/", {"nobody": 200, "stranger": 200}),
        ("in_force", "4711-4711/", {"nobody": 404, "officer": 404}),
        ("in_force", f"{10**30}/", {"officer": 404}),
        ("in_force", "contracts/4711-4711/", {"officer": 404}),
        ("in_force", "objections/4711-4711/", {"nobody": 302, "officer": 404}),
        ("in_force", "contracts/4711-4711/contract.pdf", {"officer": 404}),
    ],
)  # fmt: skip
def test_each_page_is_for_its_readers(step, address, expected):
    story = thread.thread_until(step)
    pks = {
        "award": story.award and codes.of(story.award),
        "contract": story.contract and codes.of(story.contract),
        "bid": codes.of(story.bids["bidder"]),
    }

    found = factories.statuses(f"/awards/{address.format(**pks)}", *expected)

    assert found == expected


def test_the_page_of_an_objection_is_for_its_readers(objected):
    _, row = objected
    expected = {"nobody": 302, "stranger": 200, "discipline": 200, "bidder": 404, "issuer": 404}

    assert factories.statuses(row.get_absolute_url(), *expected) == expected


def test_people_in_a_contract_are_shown_to_its_parties_alone():
    story = thread.thread_until("in_force")
    address = story.contract.get_absolute_url()

    shown = {
        name: "林雨桐" in factories.browser(name).get(address).content.decode()
        for name in ("nobody", "stranger", "bidder2", "bureau", "bidder", "issuer", "officer")
    }

    inside = {"bidder", "issuer", "officer"}
    assert shown == {name: name in inside for name in shown}


@pytest.mark.parametrize("step", ["ranked", "publicity", "in_force"])
def test_reading_writes_nothing(step):
    story = thread.thread_until(step)
    client = factories.browser("issuer")
    pages = ["", "contracts/", f"choose/{codes.of(story.bids['bidder'])}/"]
    pages += (
        [f"{codes.of(story.award)}/", f"{codes.of(story.award)}/object/"] if story.award else []
    )
    pages += [f"contracts/{codes.of(story.contract)}/"] if story.contract else []

    assert not factories.wrote(lambda: [client.get(f"/awards/{page}") for page in pages])


def test_the_issuer_chooses_from_the_page():
    story = thread.thread_until("ranked")
    client, address = (
        factories.browser("issuer"),
        f"/awards/choose/{codes.of(story.bids['bidder'])}/",
    )

    with thread.on("chosen"):
        high = client.post(address, {"agreed_wan": "2000.000001", "reason": ""})
        good = client.post(address, {"agreed_wan": "1900.5", "reason": ""})

    assert [f.code for f in high.context["errors"]] == ["agreed_out_of_range"]
    assert good.status_code == 302
    assert Award.objects.get().agreed_fen == 1_900_500_000


def test_an_objection_is_filed_from_the_page():
    story = thread.thread_until("publicity")
    client, address = factories.browser("stranger"), f"/awards/{codes.of(story.award)}/object/"

    with factories.moment("2021-12-02"):
        late = client.post(address, {"name": "旁人", "text": "x"})
    with factories.moment("2021-11-26"):
        done = client.post(address, {"name": "旁人", "text": "有关联"})

    assert [f.code for f in late.context["errors"]] == ["not_in_publicity"]
    assert done["Location"] == Objection.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("step", "address", "name"),
    [
        ("publicity", "/awards/?state=publicity&sort=until", "award"),
        ("in_force", "/awards/contracts/?state=in_force&sort=deadline", "contract"),
    ],
)
def test_a_list_takes_as_many_queries_for_many_as_for_one(step, address, name):
    story = thread.thread_until(step, bidders=("bidder",))
    row = story.fresh(name)

    one = factories.queries_of("officer", address)
    factories.copies(row, 2, number="a{n}")
    three = factories.queries_of("officer", address)
    factories.copies(row, 297, number="b{n}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8
