"""Grants widen and bars narrow what a stage shows, from a moment until a moment."""

import pytest
from django.db.models import Q

from tests import factories
from xingmeng.core import access
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.core.models import Access, Source

pytestmark = pytest.mark.django_db

NONE, ALL = Q(pk__in=[]), Q(pk__gt=0)


@pytest.fixture
def reader() -> Actor:
    return factories.who("visitor")


@pytest.fixture
def case() -> int:
    return Source.objects.create(code="case", title_zh="一", title_en="one").pk


def seen(actor: Actor, allowed: Q = NONE, *, kind: str = "test") -> bool:
    return Source.objects.filter(access.reach(allowed, actor=actor, kind=kind)).exists()


def give(actor: Actor, case: int, relation: str = "expert") -> None:
    access.grant(actor.user_id, relation, kind="test", subject_id=case)


def test_a_grant_shows_what_the_rule_hides(reader, case):
    give(reader, case)

    assert seen(reader)
    assert access.related(reader, "test", case) == {"expert"}


def test_a_grant_holds_for_one_kind_one_record_and_one_reader(reader, case):
    give(reader, case + 1)

    assert not seen(reader)
    give(reader, case)
    assert not seen(reader, kind="other")
    assert not seen(factories.who("stranger"))


def test_a_bar_hides_what_the_rule_or_a_grant_shows(reader, case):
    give(reader, case)

    access.bar(reader.user_id, "conflict", kind="test", subject_id=case)

    assert not seen(reader, ALL)
    assert seen(factories.who("stranger"), ALL)


def test_a_grant_ends_when_it_is_ended_and_not_before(reader, case):
    with factories.moment("2021-10-18"):
        give(reader, case)
    with factories.moment("2021-10-20"):
        access.end(reader.user_id, "expert", kind="test", subject_id=case)

    with factories.moment("2021-10-17"):
        assert not seen(reader)
    with factories.moment("2021-10-19"):
        assert seen(reader)
    with factories.moment("2021-10-20"):
        assert not seen(reader)
        assert access.related(reader, "test", case) == frozenset()


def test_an_ended_bar_shows_again(reader, case):
    access.bar(reader.user_id, "conflict", kind="test", subject_id=case)

    access.end(reader.user_id, "conflict", kind="test", subject_id=case)

    assert seen(reader, ALL)


def test_a_grant_given_again_is_one_row_that_lives(reader, case):
    give(reader, case)
    access.end(reader.user_id, "expert", kind="test", subject_id=case)

    give(reader, case)

    assert seen(reader)
    assert Access.objects.count() == 1


def test_ending_what_was_never_given_does_nothing(reader, case):
    access.end(reader.user_id, "expert", kind="test", subject_id=case)

    assert not Access.objects.exists()


def test_nobody_has_neither_grant_nor_bar(case):
    assert not seen(NOBODY)
    assert seen(NOBODY, ALL)
    assert access.related(NOBODY, "test", case) == frozenset()
