"""`xingmeng burden`: what it prints with and without a registry, and what is bad input."""

import json

import pytest

from tests import factories
from tests.factories import moment
from xingmeng import cli
from xingmeng.demo import cast
from xingmeng.demo.measured import measured

pytestmark = pytest.mark.django_db


def test_without_a_registry_the_reference_case_alone_is_measured():
    found = measured("key_project", None, held=False)

    assert [case["case"] for case in found[0]["cases"]] == ["reference"]
    assert found[0]["unit"] is None


def test_the_first_unit_of_the_demo_is_measured_where_it_is_registered():
    with moment("2024-06-30"):
        factories.unit("rare")
        found = measured("key_project", None, held=True)

    names = [case["case"] for case in found[0]["cases"]]
    assert names == ["reference", "first", "second", "continuation", "two_step"]
    assert found[0]["unit"] == cast.UNITS[0].credit_code


@pytest.mark.parametrize("given", [("mood", None), ("key_project", "91150299MA0DEM9999")])
def test_a_code_nobody_has_is_named(given):
    with pytest.raises(LookupError, match=str(given[1] or given[0])):
        measured(*given, held=True)


def test_the_command_prints_one_object_and_refuses_what_it_does_not_know(capsys):
    assert cli.main(["burden", "technology_sme", "--json"]) == cli.DONE
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["instruments"][0]["forms"] == ["C"]

    assert cli.main(["burden", "mood"]) == cli.BAD_INPUT
    assert "mood" in capsys.readouterr().err
    assert cli.main(["burden", "technology_sme"]) == cli.DONE
    assert "technology_sme" in capsys.readouterr().out
