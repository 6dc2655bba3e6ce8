"""Who works with whom: bonds, what narrows them, and the picture that follows from them."""

import pytest

from tests import factories
from tests.factories import browser, moment, unit
from tests.stages.registry.test_partners import drafted, make, partner, promised, signed
from tests.thread import thread_until
from xingmeng.web import network

pytestmark = pytest.mark.django_db
PAGE = "/partners/network/"
DAY = "2021-06-01"


def two_partners() -> None:
    """One with a platform and a team of two units, one in talks with a third."""
    about = signed(partner(), units=[unit("rare").pk, unit("hydrogen").pk])
    row = promised(about)
    make("deliverable", row, "deliver", delivered_on="2021-06-01", evidence="已挂牌")
    promised(about, kind="team")
    drafted(partner("shanghai", group="N"), units=[unit("dairy").pk])


def shown(username: str, query: str = "") -> list[tuple[str, str]]:
    with moment(DAY):
        bonds = browser(username).get(PAGE + query).context["bonds"]
    return [(bond.partner.name.zh, bond.unit.name.zh) for bond in bonds]


def named(*keys: str) -> tuple[str, ...]:
    return tuple(unit(key).name_zh for key in keys)


def test_everybody_sees_what_is_signed_and_staff_what_is_in_talks():
    two_partners()
    pairs = {named("beijing", "rare"), named("beijing", "hydrogen")}

    assert set(shown("nobody")) == pairs
    assert set(shown("officer")) == pairs | {named("shanghai", "dairy")}


def test_the_picture_narrows_to_groups_kinds_areas_and_one_end():
    two_partners()
    with moment(DAY):
        bonds = browser("officer").get(PAGE).context["bonds"]
    rare = next(b.unit.key for b in bonds if b.unit.name.zh == unit("rare").name_zh)

    assert shown("officer", "?group=N") == [named("shanghai", "dairy")]
    assert len(shown("officer", "?kind=platform")) == 2
    assert shown("officer", "?kind=team") == []  # nobody is there yet
    assert shown("officer", "?area=1506") == [named("beijing", "hydrogen")]
    assert shown("officer", f"?of={rare}") == [named("beijing", "rare")]
    assert len(shown("officer", "?of=x&group=7")) == 3


def test_nodes_are_links_and_the_table_says_the_same_and_goes_out_as_a_file():
    two_partners()
    with moment(DAY):
        page = browser("nobody").get(PAGE)
        file = browser("nobody").get(f"{PAGE}?format=csv").content.decode()

    text, picture = page.content.decode(), page.context["picture"]
    assert [node["name"].zh for node in picture["left"]] == [unit("beijing").name_zh]
    assert {node["count"] for node in picture["right"]} == {1}
    assert text.count("network-node") == 3
    assert text.count("<path") == 2
    assert "联合共建平台、合作协议" in file and unit("rare").name_zh in file


def test_staff_see_how_many_research_units_from_outside_take_part():
    signed(partner())

    with moment(DAY):
        told = browser("officer").get(PAGE).context["outside"]
        assert browser("nobody").get(PAGE).context["outside"] is None

    assert (told["value"], told["url"]) == ("1", "/indicators/research_outside/")


def test_an_agreement_without_units_is_the_regions_own():
    signed(partner(), units=[])

    assert shown("nobody") == [(unit("beijing").name_zh, network.REGION_ITSELF.zh)]


def test_projects_under_contract_bind_those_outside_the_frame_too():
    thread_until("in_force")

    with moment("2022-03-01"):
        bonds = browser("nobody").get(PAGE).context["bonds"]

    assert [(b.partner.group, b.unit.name.zh, b.kinds) for b in bonds] == [
        ("-", unit("rare").name_zh, {"contract"})
    ]
    assert bonds[0].count == 1


def test_the_same_records_give_the_same_picture_with_lines_from_row_to_row():
    left = network.End("p", network.REGION_ITSELF, "8", "", network.REGION_ITSELF, "")
    units = [
        network.End(f"u{n}", network.Text(f"{n}", ""), "", "", left.place, "") for n in "ab"
    ]
    bonds = [network.Bond(left, one, {"agreement"}, [left.name] * 9) for one in units]

    drawn = network.picture(bonds, lambda end: end.key)

    assert drawn == network.picture(bonds[::-1], lambda end: end.key) | {
        "lines": drawn["lines"]
    }
    assert drawn["height"] == 2 * network.STEP
    assert [line["path"] for line in drawn["lines"]] == [
        "M0 10C45 10 55 5 100 5",
        "M0 10C45 10 55 15 100 15",
    ]
    assert {line["thick"] for line in drawn["lines"]} == {network.THICKEST}
    assert network.picture([], lambda end: "") is None


def test_the_page_costs_as_many_queries_for_one_bond_as_for_three():
    signed(partner())
    with moment(DAY):
        before = factories.queries_of("nobody", PAGE)
    two = partner("shanghai", group="N")
    promised(signed(two, units=[unit("hydrogen").pk, unit("dairy").pk]))

    with moment(DAY):
        assert factories.queries_of("nobody", PAGE) == before
    assert before <= 14
