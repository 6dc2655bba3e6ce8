"""Parameters as their files have them, and how they are read."""

import re
import tomllib
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise

import pytest

from xingmeng.law import dated

FILES = sorted(
    (path for path in (resources.files("xingmeng.law") / "parameters").iterdir()),
    key=lambda path: path.name,
)
WRITTEN = [
    pytest.param(path.name.removesuffix(".toml"), name, said, id=f"{path.name}:{name}")
    for path in FILES
    for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items()
]
each_parameter = pytest.mark.parametrize(("topic", "name", "said"), WRITTEN)
SET = [one for one in WRITTEN if one.values[2]["values"]]
each_set = pytest.mark.parametrize(("topic", "name", "said"), SET)
BEFORE = timedelta(days=1)
# S read in a public source; MH, ML general knowledge, high and low confidence; D worked out.
# U is known to exist and nothing more: it has no values until the authority sets them.
CONFIDENCE = {"S", "MH", "ML", "D"}
UNITS = {
    **{"_pct": "percent", "_fen": "fen", "_days": "days"},
    **{"_bp": "basis", "_permille": "permille"},
}


def test_the_folder_holds_parameters_only():
    assert FILES
    assert [p.name for p in FILES if not re.fullmatch(r"[a-z][a-z0-9_]*\.toml", p.name)] == []


@each_parameter
def test_every_parameter_says_what_it_is_and_where_it_comes_from(topic, name, said):
    assert set(said) - {"until"} == {"title", "unit", "source", "confidence", "values"}
    assert said["unit"].strip()
    assert len(said["source"].strip()) > 10
    assert said["confidence"] in (CONFIDENCE if said["values"] else {"U"})


@each_parameter
def test_a_name_agrees_with_its_unit(topic, name, said):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    for ending, unit in UNITS.items():
        assert not name.endswith(ending) or unit in re.findall(r"\w+", said["unit"])


@each_parameter
def test_every_parameter_has_dated_whole_numbers_in_order(topic, name, said):
    days = [date.fromisoformat(day) for day in said["values"]]

    assert days or said["confidence"] == "U"
    assert all(one < other for one, other in pairwise(days))
    assert all(type(value) is int and value >= 0 for value in said["values"].values())
    may = not name.endswith("_pct") or "beyond a hundred" in said["unit"]
    assert may or all(v <= 100 for v in said["values"].values())


@each_set
def test_a_value_holds_from_its_day_until_the_day_before_the_next(topic, name, said):
    values = [(date.fromisoformat(day), value) for day, value in said["values"].items()]

    for since, value in values:
        found = dated.parameter(topic, name, on=since)
        assert (found.value, found.since) == (value, since)
    for (since, value), (following, _) in pairwise(values):
        found = dated.parameter(topic, name, on=following - BEFORE)
        assert (found.value, found.since) == (value, since)
    until = date.fromisoformat(str(said.get("until", date.max)))
    assert dated.parameter(topic, name, on=until).value == values[-1][1]
    if until < date.max:
        with pytest.raises(LookupError, match="not in force"):
            dated.parameter(topic, name, on=until + BEFORE)


@each_set
def test_nothing_is_in_force_before_the_first_day(topic, name, said):
    first = date.fromisoformat(min(said["values"]))

    with pytest.raises(LookupError, match=f"{topic}.{name} was not in force"):
        dated.parameter(topic, name, on=first - BEFORE)


@each_set
def test_a_parameter_carries_its_unit_source_and_confidence(topic, name, said):
    found = dated.parameter(
        topic, name, on=date.fromisoformat(str(said.get("until", date.max)))
    )

    assert found.name == name
    assert (found.unit, found.source, found.confidence) == (
        said["unit"],
        said["source"],
        said["confidence"],
    )


def test_a_parameter_nobody_wrote_is_named():
    with pytest.raises(LookupError, match="no parameter open_challenge.luck"):
        dated.parameter("open_challenge", "luck", on=date.max)


def test_a_topic_nobody_wrote_is_named():
    with pytest.raises(LookupError, match="no parameter astrology.luck"):
        dated.parameter("astrology", "luck", on=date.max)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_gives_the_names_as_the_file_has_them(path):
    written = list(tomllib.loads(path.read_text(encoding="utf-8")))

    assert dated.every(path.name.removesuffix(".toml")) == written


def test_every_refuses_a_topic_nobody_wrote():
    with pytest.raises(LookupError, match="no topic astrology"):
        dated.every("astrology")


@pytest.mark.parametrize(("topic", "name", "said"), [w for w in WRITTEN if w not in SET])
def test_what_the_authority_owes_is_in_force_on_no_day(topic, name, said):
    with pytest.raises(LookupError, match="not in force"):
        dated.parameter(topic, name, on=date.max)
    assert dated.quantities()[f"{topic}.{name}"].owed


def test_an_authority_sets_what_it_owes_and_adds_dated_values():
    key, other = "rd_subsidy.stock_first_bp", "technology_sme.pass_points"
    overlay = {
        key: {"values": {"2021-01-01": 500}, "source": "a decision of the department"},
        other: {"values": {"2030-01-01": 70}},
    }

    found = dated.quantities(overlay)

    assert found[key].values == ((date(2021, 1, 1), 500),)
    assert found[key].source == "a decision of the department"
    assert found[other].values == ((date(2017, 5, 3), 60), (date(2030, 1, 1), 70))


@pytest.mark.parametrize(
    ("overlay", "error"),
    [
        ({"luck.much": {"values": {}}}, LookupError),
        ({"technology_sme.pass_points": {"values": {"2030-01-01": 0.5}}}, ValueError),
        ({"technology_sme.pass_points": {"values": {"soon": 5}}}, ValueError),
    ],
)
def test_an_overlay_of_something_else_is_refused(overlay, error):
    with pytest.raises(error):
        dated.quantities(overlay)
