"""Who sees which organisation and what of it, and what each page gives to whom."""

import pytest

from tests import factories
from xingmeng.core import codes
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Membership, Organisation

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)
RARE = next(unit for unit in cast.UNITS if unit.key == "rare")
STAFF = ["officer", "chair", "finance", "discipline", "leader", "admin"]


def test_a_confirmed_organisation_is_public():
    home = factories.unit("rare")

    assert factories.who_sees(queries.visible_to, home) == EVERYONE


@pytest.mark.parametrize("state", ["pending", "refused"])
def test_another_is_for_its_people_its_bureau_and_the_department(state):
    factories.who("issuer")
    home = factories.unit("rare")
    Organisation.objects.filter(pk=home.pk).update(state=state)

    readers = factories.who_sees(queries.visible_to, home)

    assert readers == ["issuer", "bureau", *STAFF]


def test_yearly_figures_are_for_its_people_and_officers():
    home = factories.unit("rare")
    actions.record_fact(
        home.pk, year=2020, name="staff", value=240, source=factories.source(), actor=SYSTEM
    )

    found = [n for n in EVERYONE if queries.facts_for(factories.who(n), home).exists()]

    assert found == ["issuer", "officer"]


def test_who_may_act_for_an_organisation_is_shown_inside_and_to_administrators():
    home = factories.unit("rare")
    factories.who("issuer")

    found = [n for n in EVERYONE if queries.members_for(factories.who(n), home).exists()]

    assert found == ["issuer", "admin"]


def test_staff_are_listed_for_administrators_alone():
    found = [n for n in EVERYONE if queries.staff_for(factories.who(n)).exists()]

    assert found == ["admin"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 200, "stranger": 200}),
        ("{public}/", {"nobody": 200, "stranger": 200, "officer": 200}),
        ("{pending}/", {"nobody": 404, "stranger": 404, "bureau": 200, "ordos": 404}),
        ("new/", {"nobody": 302, "visitor": 200}),
        ("staff/", {"nobody": 302, "officer": 404, "admin": 200}),
        ("{public}/members/new/", {"nobody": 302, "colleague": 404, "bidder": 200}),
        ("{public}/members/new/", {"stranger": 404, "officer": 404, "admin": 404}),
        ("4711-4711/", {"nobody": 404, "officer": 404}),
        (f"{10**30}/", {"officer": 404}),
        ("?area=1502&kind=enterprise&q=x", {"nobody": 200}),
        ("{public}/members/4711-4711/end/", {"bidder": 405}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    public, pending = (
        factories.unit("shanghai"),
        factories.organisation(unit=RARE, confirmed=False),
    )
    address = address.format(public=codes.of(public), pending=codes.of(pending))

    assert factories.statuses(f"/organisations/{address}", *expected) == expected


def test_reading_writes_nothing():
    home, client = factories.unit("shanghai"), factories.browser("bidder")
    pages = ["", "new/", f"{codes.of(home)}/", f"{codes.of(home)}/members/new/", "staff/"]

    assert not factories.wrote(lambda: [client.get(f"/organisations/{p}") for p in pages])


FORM = {
    "credit_code": RARE.credit_code,
    "name_zh": "天骄",
    "kind": "enterprise",
    "region": "150203",
    "registered_on": "2009-03-16",
    "legal_representative": "巴特尔",
    "address": "昆都仑区",
}


def test_an_organisation_is_registered_from_the_page():
    factories.regions()
    client = factories.browser("visitor")

    good = client.post("/organisations/new/", FORM)
    twice = client.post("/organisations/new/", FORM)
    wrong = client.post("/organisations/new/", FORM | {"region": "150000x"})

    home = Organisation.objects.get()
    assert good["Location"] == home.get_absolute_url()
    assert (twice.status_code, wrong.status_code) == (409, 200)
    assert client.get(home.get_absolute_url()).status_code == 200


def test_a_colleague_is_let_in_and_out():
    home, client = factories.unit("shanghai"), factories.browser("bidder")
    factories.who("visitor")
    said = {"username": "visitor", "role": "applicant"}

    unknown = client.post(
        f"/organisations/{codes.of(home)}/members/new/", said | {"username": "who"}
    )
    client.post(f"/organisations/{codes.of(home)}/members/new/", said)
    held = Membership.objects.get(user__username="visitor")
    inside = factories.who("visitor").organisations
    client.post(f"/organisations/{codes.of(home)}/members/{codes.of(held)}/end/")

    assert [f.code for f in unknown.context["errors"]] == ["username_unknown"]
    assert (inside, factories.who("visitor").organisations) == ({home.pk}, frozenset())


@pytest.mark.parametrize("username", ["stranger", "officer", "issuer"])
def test_nobody_lets_in_or_out_at_anothers_organisation(username):
    home = factories.unit("shanghai")
    factories.who("bidder")
    held = Membership.objects.get(user__username="bidder")
    client = factories.browser(username)
    said = {"username": username, "role": "applicant"}

    let_in = client.post(f"/organisations/{codes.of(home)}/members/new/", said)
    let_out = client.post(f"/organisations/{codes.of(home)}/members/{codes.of(held)}/end/")

    assert (let_in.status_code, let_out.status_code) == (404, 404)
    assert home.pk not in factories.who(username).organisations


@pytest.mark.parametrize("role", ["officer", "administrator", "recommender"])
def test_a_colleague_is_not_given_a_role_of_the_department(role):
    home, client = factories.unit("shanghai"), factories.browser("bidder")
    factories.who("visitor")

    said = {"username": "visitor", "role": role, "area": "150200"}
    client.post(f"/organisations/{codes.of(home)}/members/new/", said)

    assert factories.who("visitor").roles == frozenset()


def test_an_administrator_gives_and_ends_roles():
    factories.regions()
    client, _ = factories.browser("admin"), factories.who("visitor")
    said = {"username": "visitor", "role": "recommender", "area": ""}

    lacking = client.post("/organisations/staff/", said)
    client.post("/organisations/staff/", said | {"area": "150200"})
    held = Membership.objects.get(user__username="visitor")
    areas = factories.who("visitor").areas
    client.post(f"/organisations/staff/{codes.of(held)}/end/")

    assert [f.code for f in lacking.context["errors"]] == ["role_needs_area"]
    assert (areas, factories.who("visitor").areas) == (("1502",), ())


@pytest.mark.parametrize(("username", "status"), [("officer", 404), ("nobody", 302)])
def test_roles_are_ended_by_administrators_alone(username, status):
    factories.who("chair")
    held = Membership.objects.get(user__username="chair")

    response = factories.browser(username).post(f"/organisations/staff/{codes.of(held)}/end/")

    assert response.status_code == status
    assert factories.who("chair").roles == {"chair"}


def test_the_list_takes_as_many_queries_for_many_as_for_one():
    home, address = factories.unit("rare"), "/organisations/?kind=enterprise&sort=region"
    factories.who("officer")

    one = factories.queries_of("officer", address)
    factories.copies(home, 2, credit_code="A{n:017d}")
    three = factories.queries_of("officer", address)
    factories.copies(home, 297, credit_code="B{n:017d}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8
