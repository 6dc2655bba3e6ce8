"""What the registry holds of units and people: recorded, read by whom it is for, sealed."""

from datetime import date

import pytest
from django.db import connection

from tests import factories
from tests.factories import moment, refused, source, who
from xingmeng.core.actor import SYSTEM
from xingmeng.engines.values import Text, yuan
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Person, Qualification, Right, YearlyFact

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
EVERYONE = list(factories.READERS)
TOLD = {"scope": "稀土功能材料", "bank_account": "6222 演示", "contact_phone": "13900000000"}


@pytest.fixture
def home():
    with moment("2024-06-30"):
        yield factories.unit("rare")


def told(home, **given):
    actions.record_details(home.pk, given or TOLD, source=source(), on=DAY, actor=SYSTEM)


def recognise(home, **changed) -> Qualification:
    said = {
        "instrument_code": "high_tech_enterprise",
        "number": "GR202315000001",
        "organisation_id": home.pk,
        "from_on": date(2023, 11, 1),
        "until_on": date(2026, 10, 31),
        "source": source(),
        "actor": SYSTEM,
    }
    return actions.record_qualification(**said | changed)


def readers(name: str, home) -> list[str]:
    rows = {n: queries.known.details_for(who(n), home) for n in EVERYONE}
    return [n for n, seen in rows.items() if seen.filter(name=name).exists()]


def test_details_are_read_by_whom_they_are_for(home):
    told(home)

    assert readers("scope", home) == EVERYONE
    assert readers("bank_account", home) == ["issuer", "officer"]
    assert readers("contact_phone", home) == ["issuer"]


def test_a_detail_is_sealed_in_the_database_and_not_on_the_trail(home):
    told(home)

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM registry_unitdetail")
        stored = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT details FROM core_note")
        noted = [str(row[0]) for row in cursor.fetchall()]
    assert len(stored) == 3
    assert not any("6222" in text or "1390" in text for text in (*stored, *noted))
    assert factories.steps_of("organisation", home)[-1] == "record_details"


def test_the_same_source_mends_itself_and_another_stands_beside_it(home):
    told(home, scope="旧")
    told(home, scope="新")
    other = actions.sources.name("other", Text("另一登记簿", "Another register"))
    actions.record_details(home.pk, {"scope": "异"}, source=other, on=DAY, actor=SYSTEM)

    rows = queries.known.details_for(who("nobody"), home)
    assert sorted(row.value for row in rows) == ['"异"', '"新"']


def test_personal_details_are_for_the_person_and_the_applicants_of_their_unit(home):
    who("issuer"), who("batel")
    person = Person.objects.get(user_id=who("batel").user_id)
    actions.record_person(person.pk, {"sex": "male"}, source=source(), on=DAY, actor=SYSTEM)

    seen = [
        n for n in [*EVERYONE, "batel"] if queries.known.personal_details_for(who(n), person)
    ]

    assert seen == ["issuer", "batel"]


@pytest.mark.parametrize("username", ["issuer", "bureau", "chair", "finance", "nobody"])
def test_only_officers_and_the_platform_record(home, username):
    actor = who(username)
    given = {"source": source(), "on": DAY, "actor": actor}

    assert refused(lambda: actions.record_details(home.pk, TOLD, **given)) == ["not_your_move"]
    assert refused(lambda: recognise(home, actor=actor)) == ["not_your_move"]
    assert refused(lambda: actions.record_rights(home.pk, [], **given)) == ["not_your_move"]


def test_what_the_registry_does_not_keep_is_refused(home):
    given = {"source": source(), "on": DAY, "actor": SYSTEM}
    mood = {"kind": "mood", "number": "1", "title": "?"}

    assert refused(lambda: told(home, mood="good")) == ["fact_unknown"]
    assert refused(lambda: actions.record_rights(home.pk, [mood], **given)) == ["fact_unknown"]
    facts = {2023: {"mood": 1}}
    assert refused(
        lambda: actions.record_facts(home.pk, facts, source=source(), actor=SYSTEM)
    ) == ["fact_unknown"]


def test_a_recognition_has_one_holder_and_does_not_end_before_it_begins(home):
    wrong = {"organisation_id": None, "until_on": date(2020, 1, 1)}

    assert refused(lambda: recognise(home, **wrong)) == ["one_holder", "ends_before_it_begins"]


def test_a_recognition_is_renewed_by_its_number_and_ended(home):
    first = recognise(home)
    again = recognise(home, until_on=date(2029, 10, 31))
    held = queries.known.qualified("high_tech_enterprise", on=date(2024, 6, 30))

    assert (first.pk, Qualification.objects.count()) == (again.pk, 1)
    assert [row.number for row in held] == ["GR202315000001"]
    assert not queries.known.qualified("high_tech_enterprise", on=date(2023, 1, 1)).exists()

    ended = actions.end_qualification(again.pk, actor=who("officer"))
    assert (ended.state, ended.ended_on) == ("revoked", date(2024, 6, 30))
    assert not held.all().exists()
    with pytest.raises(LookupError):
        actions.end_qualification(4711, actor=SYSTEM)


def test_rights_works_and_projects_of_a_year_are_brought_up_to_date(home):
    given = {"source": source(), "on": DAY, "actor": SYSTEM}
    right = {"kind": "invention", "number": "ZL1", "title": "磁体"}
    prize = {"kind": "prize", "title": "自治区科技进步奖", "level": "二等", "year": 2021}
    project = {
        "number": "RD01", "title": "扩散", "from_on": date(2023, 1, 1), "spent_fen": yuan(9),
    }  # fmt: skip
    for _ in range(2):
        actions.record_rights(home.pk, [right], **given)
        actions.record_works([prize], organisation_id=home.pk, **given)
        actions.record_yearly_projects(home.pk, 2023, [project], **given)

    assert Right.objects.get().title == "磁体"
    assert [w.title for w in queries.known.works_for(who("issuer"), home)] == [prize["title"]]
    assert not queries.known.works_for(who("stranger"), home).exists()
    seen = [n for n in EVERYONE if queries.known.yearly_projects_for(who(n), home).exists()]
    assert seen == ["issuer", "officer"]


def test_figures_of_years_are_recorded_at_once(home):
    given = {2022: {"staff": 10, "rd_fen": 5}, 2023: {"staff": 12}}
    for _ in range(2):
        actions.record_facts(home.pk, given, source=source(), actor=SYSTEM)

    rows = queries.facts_for(who("officer"), home)
    assert [(r.year, r.name, r.value) for r in rows] == [
        (2023, "staff", 12),
        (2022, "rd_fen", 5),
        (2022, "staff", 10),
    ]
    assert YearlyFact.objects.count() == 3
