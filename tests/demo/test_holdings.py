"""What the demo's registers say: invented for certain, consistent, the same every time."""

from datetime import date

import pytest
from stdnum.cn import ric

from xingmeng.demo import cast, holdings
from xingmeng.demo.registers import FIRST_DAY
from xingmeng.stages.registry.rules import known as kept

UNITS = [(n, unit) for n, unit in enumerate(cast.UNITS) if unit.key != "experts"]
each_unit = pytest.mark.parametrize(
    ("number", "unit"), UNITS, ids=lambda v: getattr(v, "key", v)
)


@each_unit
def test_the_registers_keep_what_is_told(number, unit):
    assert set(holdings.details(unit, number)) <= set(kept.OF_UNITS)
    assert set(holdings.person(unit, "某人", 101)) <= set(kept.OF_PEOPLE)
    assert set(holdings.figures(unit, number, 2023)) <= set(kept.FACTS)
    assert {right["kind"] for right in holdings.rights(unit, number)} <= set(kept.RIGHTS)
    assert {work["kind"] for work in holdings.works(unit, number)} <= set(kept.WORKS)


@each_unit
def test_nothing_is_known_before_it_happened(number, unit):
    assert all(right["granted_on"] < FIRST_DAY for right in holdings.rights(unit, number))
    begun = [work["from_on"] for work in holdings.works(unit, number) if "from_on" in work]
    assert all(day < FIRST_DAY for day in begun)


@each_unit
def test_sums_hold(number, unit):
    if unit.kind != "enterprise":
        return
    told = holdings.figures(unit, number, 2023)
    assert told["rd_fen"] == sum(told[name] for name in holdings.RD_PARTS)
    assert told["assets_fen"] == told["net_assets_fen"] + told["liabilities_fen"]
    rows = holdings.yearly_projects(unit, number, 2023)
    assert sum(row["spent_fen"] for row in rows) == told["rd_fen"]
    assert told["st_staff"] <= told["staff"] and told["senior"] <= told["bachelor"]


@each_unit
def test_id_numbers_are_of_a_county_that_does_not_exist(number, unit):
    one = holdings.person(unit, "某人", 101 + number)

    assert one["id_number"][:6] == unit.place and one["id_number"][4:6] == "99"
    assert ric.calc_check_digit(one["id_number"]) == one["id_number"][17]
    born = date.fromisoformat(one["born_on"])
    assert one["id_number"][6:14] == f"{born:%Y%m%d}"


def test_people_of_one_unit_differ():
    _, unit = UNITS[0]
    numbers = [holdings.person(unit, "某人", n)["id_number"] for n in range(101, 260)]

    assert len(set(numbers)) == len(numbers)
