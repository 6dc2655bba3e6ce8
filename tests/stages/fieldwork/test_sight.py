"""Who sees demands, commissioners, agreements, the log, techniques and appraisals."""

import pytest

from tests import factories
from tests.factories import moment, statuses, who, with_role
from tests.fielding import TECHNIQUE, enlisted, fielding_until
from xingmeng.core import codes
from xingmeng.stages.fieldwork import actions, queries

pytestmark = pytest.mark.django_db
FIELD = ("county", "county2", "teacher", "teacher2")
EVERYONE = [*factories.READERS, *FIELD]
STAFF = ["officer", "chair", "finance", "discipline", "leader", "admin"]


def who_sees(visible, row) -> list[str]:
    """Those of all readers, the field's among them, who find a row."""
    found = factories.who_sees(visible, row)
    return found + [name for name in FIELD if visible(who(name)).filter(pk=row.pk).exists()]


@pytest.mark.parametrize(
    ("step", "readers"),
    [
        ("stated", ["bureau", *STAFF, "county"]),
        ("passed_on", ["bureau", *STAFF, "county"]),
        ("opened", EVERYONE),
        ("confirmed", EVERYONE),
    ],
)
def test_a_demand_is_public_once_it_is_published(step, readers):
    story = fielding_until(step)

    assert who_sees(queries.demands_for, story.demand) == readers


def test_a_person_is_known_to_who_works_with_them():
    story = fielding_until("registered")

    readers = ["bureau", *STAFF, "county2", "teacher"]  # the bureaus are those of the unit
    assert who_sees(queries.commissioners_for, story.one) == readers
    assert "bidder3" not in factories.READERS
    assert queries.commissioners_for(who("bidder3")).count() == 2


def test_a_posting_makes_a_person_known_to_their_county():
    story = fielding_until("confirmed")

    assert "county" in who_sees(queries.commissioners_for, story.one)
    assert "county2" in who_sees(queries.commissioners_for, story.one)  # of their unit
    assert "county" not in who_sees(queries.commissioners_for, story.two)


def test_a_team_and_a_body_are_public_once_registered():
    story = fielding_until("registered")
    home = story.one.organisation_id
    who("teacher3")
    given = enlisted("teacher3", kind="team", name="服务队", members=[str(story.one.pk)])
    team = actions.enlist(home, given, actor=who("bidder3"))
    body = actions.enlist(
        home, enlisted("teacher3", kind="body", person=None), actor=who("bidder3")
    )

    assert "nobody" not in who_sees(queries.commissioners_for, team)
    for row in (team, body):
        story.move("commissioner", row, "register", "officer")
        assert who_sees(queries.commissioners_for, row) == EVERYONE
    page = factories.browser("nobody").get(f"/fieldwork/commissioners/{codes.of(team)}/")
    assert "服务队" in page.content.decode()
    assert story.one.name not in page.content.decode()


def test_a_plan_is_for_who_organises_or_audits():
    story = fielding_until("proposed")

    readers = ["officer", "chair", "discipline", "leader"]
    assert who_sees(queries.plans_for, story.plan) == readers
    address = f"/fieldwork/plans/{codes.of(story.plan)}/"
    assert statuses(address, "nobody", "county", "teacher", "officer") == {
        "nobody": 302, "county": 404, "teacher": 404, "officer": 200,
    }  # fmt: skip
    assert statuses(f"{address}certificate.json", "county", "officer") == {
        "county": 404, "officer": 200,
    }  # fmt: skip


SIDES = ["bureau", *STAFF, "county", "teacher"]


@pytest.mark.parametrize(
    ("step", "name", "visible", "readers"),
    [
        ("confirmed", "agreement", queries.agreements_for, SIDES),
        ("in_force", "agreement", queries.agreements_for, SIDES),
        ("logged", "entry", queries.entries_for, SIDES),
        ("answered", "entry", queries.entries_for, SIDES),
        ("reported", "technique", queries.techniques_for, SIDES),
        ("spread", "technique", queries.techniques_for, EVERYONE),
        ("graded", "appraisal", queries.appraisals_for, SIDES),
    ],
)
def test_what_a_person_does_is_for_its_sides_until_a_county_confirms_it(
    step, name, visible, readers
):
    story = fielding_until(step)

    assert who_sees(visible, getattr(story, name)) == readers
    assert visible(who("bidder3")).filter(pk=getattr(story, name).pk).exists()


def test_who_is_served_sees_the_log_of_its_service():
    story = fielding_until("logged")
    served = with_role("visitor", "applicant", organisation_id=factories.unit("magnet").pk)
    story.agreement.served_id = factories.unit("magnet").pk
    story.agreement.save()

    assert queries.entries_for(served).get() == story.entry
    assert queries.agreements_for(served).get() == story.agreement


def test_a_confirmed_technique_does_not_name_who_spread_it():
    story = fielding_until("spread")
    address = f"/fieldwork/techniques/{codes.of(story.technique)}/"

    told = {
        name: factories.browser(name).get(address).content.decode()
        for name in ("nobody", "stranger", "county")
    }

    assert {name: story.one.name in page for name, page in told.items()} == {
        "nobody": False, "stranger": False, "county": True,
    }  # fmt: skip
    assert all(TECHNIQUE["name"] in page for page in told.values())


@pytest.mark.parametrize(
    ("step", "address", "expected"),
    [
        ("stated", "", {"nobody": 200, "county": 200, "officer": 200}),
        ("stated", "demands/", {"nobody": 200, "officer": 200}),
        ("stated", "demands/{demand}/", {"nobody": 404, "county2": 404, "county": 200}),
        ("opened", "demands/{demand}/", {"nobody": 200, "teacher": 200}),
        ("stated", "demands/new/150203/", {"nobody": 302, "county": 200, "county2": 404}),
        ("stated", "demands/new/150203/", {"bureau": 404, "officer": 404}),
        ("passed_on", "rounds/new/", {"nobody": 302, "county": 404, "officer": 200}),
        ("opened", "rounds/{round}/", {"nobody": 200, "officer": 200}),
        ("registered", "commissioners/", {"nobody": 200, "bidder3": 200}),
        ("registered", "commissioners/{one}/", {"nobody": 404, "teacher": 200}),
        ("registered", "commissioners/new/{home}/", {"nobody": 302, "bidder3": 200}),
        ("registered", "commissioners/new/{home}/", {"issuer": 404, "teacher": 404}),
        ("in_force", "agreements/", {"nobody": 200, "teacher": 200}),
        ("in_force", "agreements/{agreement}/", {"nobody": 404, "county": 200}),
        ("in_force", "agreements/{agreement}/report/", {"nobody": 302, "teacher": 200}),
        ("in_force", "agreements/{agreement}/report/", {"stranger": 404}),
        ("logged", "entries/", {"nobody": 302, "teacher": 200}),
        ("logged", "entries/{entry}/", {"nobody": 302, "issuer": 404, "county": 200}),
        ("logged", "served/", {"nobody": 200}),
        ("logged", "served/{code}/", {"nobody": 200, "issuer": 200}),
        ("logged", "served/0000000000/", {"nobody": 404, "teacher": 404}),
        ("spread", "techniques/", {"nobody": 200}),
        ("spread", "techniques/{technique}/", {"nobody": 200}),
        ("drafted", "appraisals/", {"nobody": 302, "county": 200}),
        ("drafted", "appraisals/new/", {"nobody": 302, "county": 404, "officer": 200}),
        ("drafted", "appraisals/{appraisal}/", {"issuer": 404, "county": 200, "teacher": 200}),
        ("drafted", "appraisals/4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(step, address, expected):
    story = fielding_until(step)
    named = {
        name: codes.of(row)
        for name, row in vars(story).items()
        if row is not None and hasattr(row, "pk")
    }
    named |= {
        "home": codes.of(story.one.organisation),
        "code": getattr(story.entry, "code", ""),
    }

    with moment("2022-01-20"):
        found = statuses(f"/fieldwork/{address.format(**named)}", *expected)

    assert found == expected


def test_reading_writes_nothing():
    story = fielding_until("graded")
    client = factories.browser("officer")
    pages = ["", "demands/", "commissioners/", "agreements/", "entries/", "techniques/"]
    pages += ["appraisals/", f"demands/{codes.of(story.demand)}/"]
    pages += [f"entries/{codes.of(story.entry)}/", f"served/{story.entry.code}/"]
    pages += [f"plans/{codes.of(story.plan)}/", f"appraisals/{codes.of(story.appraisal)}/"]

    def read() -> None:
        for page in pages:
            assert client.get(f"/fieldwork/{page}").status_code == 200

    with moment("2022-01-20"):
        assert not factories.wrote(read)


@pytest.mark.parametrize(
    ("address", "name", "changed"),
    [
        ("commissioners/?sort=sender", "one", {"number": "T{n}", "name": "某{n}"}),
        ("entries/?sort=state", "entry", {"client_key": "k{n}", "code": "c{n}"}),
        ("techniques/?sort=county", "technique", {"name": "技术{n}"}),
    ],
)
def test_a_list_takes_as_many_queries_for_many_as_for_one(address, name, changed):
    story = fielding_until("spread")
    row = getattr(story, name)
    row.refresh_from_db()
    if name == "one":
        row.person = None

    one = factories.queries_of("officer", f"/fieldwork/{address}")
    factories.copies(row, 2, **{k: f"a{v}" for k, v in changed.items()})
    three = factories.queries_of("officer", f"/fieldwork/{address}")

    assert one == three
    assert one <= 8
