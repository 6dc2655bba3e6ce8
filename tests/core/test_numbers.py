"""Numbers of cases: those that are drawn tell of no others, and none is given twice."""

import pytest

from xingmeng.core import chance, numbers
from xingmeng.core.models import Series

pytestmark = pytest.mark.django_db


def test_a_drawn_number_has_six_digits_and_none_is_given_twice():
    given: list[str] = []
    for _ in range(50):
        given.append(numbers.drawn("x:2021", "X2021{}".format, taken=given.__contains__))

    assert {(number[:5], len(number)) for number in given} == {("X2021", 11)}
    assert len(set(given)) == 50
    assert given != sorted(given)


def test_a_taken_number_is_drawn_again():
    def draw(taken) -> str:
        with chance.fixed("numbers"):
            return numbers.drawn("x:2021", str, taken=taken)

    first = draw(lambda number: False)
    second = draw([first].__contains__)

    assert second != first
    assert draw([first].__contains__) == second


def test_digits_are_added_once_half_of_the_numbers_are_given():
    Series.objects.create(name="x:2021", last=500_000)

    assert len(numbers.drawn("x:2021", str, taken=lambda number: False)) == 7
