"""Every verb of the registry: what it writes, and every reason it is refused for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.factories import refused
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import (
    Engagement,
    Industry,
    Integrity,
    Membership,
    Organisation,
    Person,
    Region,
    YearlyFact,
)

pytestmark = pytest.mark.django_db
RARE = next(unit for unit in cast.UNITS if unit.key == "rare")
FACTS = {"name_zh": "新单位", "kind": "enterprise", "region_id": "150203"}


def roles(username: str) -> list[tuple[str, int | None]]:
    return [(grant.role, grant.organisation_id) for grant in factories.who(username).grants]


# --- reference lists and organisations ------------------------------------------------------


def test_load_reference_brings_the_lists_and_may_be_repeated():
    actions.load_reference()
    Region.objects.filter(code="150000").update(name_zh="旧名")
    once = (Region.objects.count(), Industry.objects.count())

    actions.load_reference()

    assert (Region.objects.count(), Industry.objects.count()) == once
    assert Region.objects.get(code="150000").name_zh == "内蒙古自治区"
    assert Region.objects.get(code="150203").parent.code == "150200"


def test_register_organisation_makes_who_states_it_its_administrator():
    factories.regions()
    visitor = factories.who("visitor")

    row = actions.register_organisation(
        actor=visitor, credit_code=f" {RARE.credit_code.lower()} ", **FACTS
    )

    assert (row.state, row.credit_code) == ("pending", RARE.credit_code)
    assert roles("visitor") == [("organisation_administrator", row.pk)]
    assert row.source.code == "stated:organisation"
    assert factories.steps_of("organisation", row) == ["begin"]


def test_an_officer_who_registers_an_organisation_does_not_join_it():
    factories.regions()

    actions.register_organisation(
        actor=factories.who("officer"), credit_code=RARE.credit_code, **FACTS
    )

    assert roles("officer") == [("officer", None)]


@pytest.mark.parametrize(
    ("code", "kind", "why"),
    [
        (RARE.credit_code, "enterprise", ["credit_code_taken"]),
        ("911502990000000000", "enterprise", ["credit_code_wrong"]),
        (RARE.credit_code[:-1] + "#", "enterprise", ["credit_code_wrong"]),
        ("", "enterprise", ["credit_code_wrong"]),
        (RARE.credit_code, "club", ["credit_code_taken", "not_an_option"]),
    ],
)
def test_an_organisation_is_refused_for_every_reason(code, kind, why):
    factories.unit("rare")
    said = FACTS | {"kind": kind}

    def act() -> None:
        actions.register_organisation(actor=SYSTEM, credit_code=code, **said)

    assert refused(act) == why


@pytest.fixture
def pending() -> Organisation:
    return factories.organisation(unit=RARE, confirmed=False)


@pytest.mark.parametrize(
    ("username", "name", "reason", "why"),
    [
        ("ordos", "confirm", "", ["not_your_move"]),
        ("chair", "confirm", "", ["not_your_move"]),
        ("visitor", "confirm", "", ["not_your_move"]),
        ("bureau", "refuse", "", ["reason_needed"]),
        ("ordos", "refuse", "", ["not_your_move", "reason_needed"]),
    ],
)
def test_an_organisation_is_confirmed_by_its_bureau_or_an_officer(
    pending, username, name, reason, why
):
    actor = factories.who(username)

    assert (
        refused(lambda: move.make("organisation", pending.pk, name, actor=actor, reason=reason))
        == why
    )


@pytest.mark.parametrize(
    ("username", "name", "after"),
    [
        ("bureau", "confirm", "confirmed"),
        ("officer", "confirm", "confirmed"),
        ("bureau", "refuse", "refused"),
    ],
)
def test_a_confirmation_or_refusal_stands(pending, username, name, after):
    actor = factories.who(username)

    row = move.make("organisation", pending.pk, name, actor=actor, reason="已核对")

    assert row.state == after
    with pytest.raises(factories.Refused):
        move.make("organisation", pending.pk, "confirm", actor=actor)


def refuse(row) -> None:
    move.make(
        "organisation", row.pk, "refuse", actor=factories.who("officer"), reason="证照不清"
    )


def test_a_refused_registration_leaves_its_code_free_for_the_unit_itself():
    home = next(u for u in cast.UNITS if u.key == "rare")
    first = factories.organisation(unit=home, confirmed=False)
    assert refused(lambda: factories.organisation(unit=home, confirmed=False)) == [
        "credit_code_taken"
    ]
    refuse(first)

    second = factories.organisation(unit=home)

    first.refresh_from_db()
    assert (first.state, second.state) == ("refused", "confirmed")
    assert queries.by_credit_code(home.credit_code) == second
    assert queries.by_credit_codes([home.credit_code]) == {home.credit_code: second}
    assert refused(lambda: factories.organisation(unit=home)) == ["credit_code_taken"]


def test_the_database_keeps_one_live_registration_a_code():
    home = factories.unit("rare")

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.copies(home, 1)


# --- facts, engagements, integrity ----------------------------------------------------------


def fact(pk: int, value: int, *, name: str = "staff") -> YearlyFact:
    source = factories.source()
    return actions.record_fact(
        pk, year=2020, name=name, value=value, source=source, actor=SYSTEM
    )


def test_a_fact_holds_once_per_source_and_is_mended_on_the_trail():
    home = factories.unit("rare")

    fact(home.pk, 240)
    fact(home.pk, 250)

    assert YearlyFact.objects.get(retired_on=None).value == 250
    assert YearlyFact.objects.exclude(retired_on=None).get().value == 240
    steps = factories.steps_of("organisation", home)
    assert steps[-2:] == ["record_fact", "record_fact"]


def test_a_fact_must_be_known():
    home = factories.unit("rare")
    factories.source()

    assert refused(lambda: fact(home.pk, 1, name="mood")) == ["fact_unknown"]


def test_an_engagement_is_written_once():
    home = factories.unit("rare")
    said = {"kind": "contract", "subject_id": 1, "role": "issuer", "from_on": date(2022, 1, 10)}

    for title in ("旧题", "新题"):
        actions.record_engagement([home.pk], title=title, source=factories.source(), **said)

    assert [row.title for row in queries.engagements(home)] == ["新题"]
    assert Engagement.objects.count() == 1


@pytest.mark.parametrize(
    ("from_on", "until_on", "banned"),
    [
        ("2021-01-01", None, True),
        ("2021-09-13", "2021-09-13", True),
        ("2021-01-01", "2021-09-12", False),
        ("2021-09-14", None, False),
    ],
)
def test_a_ban_holds_from_its_first_to_its_last_day(from_on, until_on, banned):
    home = factories.unit("rare")
    actions.record_integrity(
        home.pk,
        actor=factories.who("discipline"),
        kind="fraud",
        decision_number="1",
        measure="ban",
        from_on=date.fromisoformat(from_on),
        until_on=until_on and date.fromisoformat(until_on),
        source=factories.source(),
    )

    assert queries.is_banned(home.pk, on=date(2021, 9, 13)) is banned
    assert Integrity.objects.count() == 1
    assert factories.steps_of("organisation", home)[-1] == "record_integrity"


# --- accounts and roles ---------------------------------------------------------------------


def test_an_account_has_a_person_behind_it_and_a_name_of_its_own():
    person = actions.open_account(
        username="new", name="新人", password="x", phone="13800000000"
    )

    assert (person.user.get_full_name(), person.user.check_password("x")) == ("新人", True)
    assert refused(lambda: actions.open_account(username="new", name="另", password="x")) == [
        "username_taken"
    ]


def test_personal_identifiers_are_sealed_in_the_database():
    actions.open_account(username="new", name="新人", password="x", phone="13800000000")

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM registry_person")
        [[stored]] = cursor.fetchall()
    assert "13800000000" not in stored
    assert Person.objects.get().phone == "13800000000"


@pytest.mark.parametrize(
    ("role", "where", "why"),
    [
        ("king", {}, ["role_unknown"]),
        ("system", {}, ["role_unknown"]),
        ("issuer", {}, ["role_unknown"]),
        ("applicant", {}, ["role_needs_organisation"]),
        ("recommender", {}, ["role_needs_area"]),
    ],
)
def test_a_role_is_given_with_what_it_needs(role, where, why):
    user, admin = factories.who("visitor").user_id, factories.who("admin")

    assert refused(lambda: actions.give_role(user, role, actor=admin, **where)) == why


@pytest.mark.parametrize(
    ("username", "role", "own", "given"),
    [
        ("admin", "officer", False, True),
        ("bidder", "applicant", True, True),  # an administrator of its unit
        ("bidder", "organisation_administrator", True, True),
        ("bidder", "applicant", False, False),
        ("bidder", "officer", False, False),
        ("colleague", "applicant", True, False),  # no administrator
        ("officer", "officer", False, False),
        ("officer", "applicant", True, False),
    ],
)
def test_roles_are_given_by_administrators_each_within_its_own(username, role, own, given):
    user, actor = factories.who("visitor").user_id, factories.who(username)
    home = factories.unit("shanghai" if own else "rare")
    where = {"organisation_id": home.pk} if role != "officer" else {}

    def act() -> Membership:
        return actions.give_role(user, role, actor=actor, **where)

    if given:
        assert factories.steps_of("membership", act()) == ["give_role"]
        assert roles("visitor") == [(role, where.get("organisation_id"))]
    else:
        assert refused(act) == ["may_not_give_role"]


def test_a_role_ends_at_once_and_holds_from_its_first_day():
    user, admin = factories.who("visitor").user_id, factories.who("admin")
    with factories.moment("2021-09-10"):
        held = actions.give_role(user, "officer", actor=admin)
    with factories.moment("2021-09-13"):
        actions.end_role(held.pk, actor=admin)

    found = {}
    for day in ("2021-09-09", "2021-09-10", "2021-09-12", "2021-09-13"):
        with factories.moment(day):
            found[day] = roles("visitor")
    assert list(found.values()) == [[], [("officer", None)], [("officer", None)], []]


def test_ending_a_role_is_for_who_may_give_it():
    factories.who("bidder")
    held = Membership.objects.get(user__username="bidder")
    colleague = factories.who("colleague")

    assert refused(lambda: actions.end_role(held.pk, actor=colleague)) == ["may_not_give_role"]
    with pytest.raises(LookupError):
        actions.end_role(4711, actor=factories.who("admin"))


def test_introduce_names_the_person_behind_an_account():
    user = factories.who("visitor").user_id

    for name in ("甲", "乙"):
        actions.introduce(user, name=name)

    assert (factories.who("visitor").name, Person.objects.get(user_id=user).name) == (
        "乙",
        "乙",
    )


def test_employers_are_posts_and_organisations_one_may_act_for():
    home, other = factories.unit("experts"), factories.unit("shanghai")
    factories.with_role("expert", "applicant", organisation_id=other.pk)

    assert queries.employers_of(factories.who("expert").user_id) == {home.pk, other.pk}
    assert queries.employers_of(4711) == frozenset()
