"""Mending the registry: who proposes, who decides, what is written and what is retired."""

import json
from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, source, who, with_role
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Person, UnitDetail, YearlyFact

pytestmark = pytest.mark.django_db
WHY = "2024 年 5 月迁址，营业执照已换发。"


@pytest.fixture
def home():
    with moment("2024-06-30"):
        for username in ("issuer", "batel", "stranger", "officer"):
            who(username)
        unit = factories.unit("rare")
        given = {"address": "旧址 1 号", "postcode": "014000"}
        on = date(2021, 3, 1)
        actions.record_details(unit.pk, given, source=source(), on=on, actor=SYSTEM)
        yield unit


def propose(home, name="organisation:address", new="新址 2 号", why=WHY, **more):
    actor = more.pop("actor", None) or who("issuer")
    said = {"old": "旧址 1 号", "new": new, "why": why, "actor": actor}
    return actions.propose_correction(home.pk, name, **said | more)


def accept(row, username="officer"):
    return move.make("correction", row.pk, "accept", actor=who(username))


def test_an_accepted_correction_writes_the_value_with_its_source_and_retires_the_old(home):
    row = propose(home)
    assert UnitDetail.objects.get(name="address").retired_on is None

    accept(row)

    held = queries.known.details_for(who("nobody"), home).get(name="address")
    home.refresh_from_db()
    assert (json.loads(held.value), held.source.code) == ("新址 2 号", f"correction:{row.pk}")
    assert (held.dated_on, home.address) == (date(2024, 6, 30), "新址 2 号")
    old = UnitDetail.objects.exclude(pk=held.pk).get(name="address")
    assert (old.retired_on, old.source.code) == (date(2024, 6, 30), "demo")


def test_a_figure_of_a_year_is_mended_the_same_way(home):
    actions.record_facts(home.pk, {2023: {"staff": 10}}, source=source(), actor=SYSTEM)

    accept(propose(home, "facts:staff:2023", 12))

    rows = YearlyFact.objects.filter(retired_on=None)
    assert [(r.year, r.name, r.value) for r in rows] == [(2023, "staff", 12)]
    assert queries.facts_for(who("officer"), home).count() == 1


def test_a_person_of_the_unit_is_mended(home):
    person = Person.objects.get(user_id=who("batel").user_id)

    accept(propose(home, "person:title", "研究员", person_id=person.pk))

    assert [json.loads(d.value) for d in person.details.all()] == ["研究员"]


def test_a_refused_one_says_why_and_changes_nothing(home):
    row = propose(home)
    assert refused(lambda: move.make("correction", row.pk, "refuse", actor=who("officer"))) == [
        "reason_needed"
    ]

    done = move.make("correction", row.pk, "refuse", actor=who("officer"), reason="执照未换")

    assert done.state == "refused"
    held = queries.known.details_for(who("nobody"), home).get(name="address")
    assert json.loads(held.value) == "旧址 1 号"


def test_a_proposal_is_the_units_own_with_a_reason_and_a_value_in_order(home):
    assert refused(lambda: propose(home, actor=who("stranger"))) == ["not_your_move"]
    assert refused(lambda: propose(home, why=" ")) == ["reason_needed"]
    assert refused(lambda: propose(home, new="长" * 201)) == ["too_long"]
    assert refused(lambda: propose(home, "organisation:credit_code", "9")) == [
        "not_mended_here"
    ]
    assert refused(lambda: propose(home, "facts:staff:2023", "many")) == ["not_a_number"]


def test_a_person_of_another_unit_is_not_mended(home):
    other = Person.objects.get(user_id=who("stranger").user_id)

    wrong = {"name": "person:title", "new": "研究员"}
    assert refused(lambda: propose(home, **wrong)) == ["not_mended_here"]
    assert refused(lambda: propose(home, **wrong, person_id=other.pk)) == ["not_of_the_unit"]


def test_nobody_decides_about_their_own_unit(home):
    row = propose(home)
    with_role("officer2", "applicant", organisation_id=home.pk)

    assert refused(lambda: accept(row, "officer2")) == ["not_your_move"]
    assert refused(lambda: accept(row, "issuer")) == ["not_your_move"]


def test_corrections_are_seen_by_the_unit_and_officers(home):
    row = propose(home)

    assert factories.who_sees(queries.known.corrections_for, row) == ["issuer", "officer"]
