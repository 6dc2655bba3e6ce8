"""The registry as a table: what was known of whom, for which year, at which moment."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import moment, source
from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.engines import rules
from xingmeng.engines.facts import days
from xingmeng.engines.values import Text
from xingmeng.law import book
from xingmeng.law.facts import ENTERPRISE, FIXED
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Industry, Organisation, YearlyFact
from xingmeng.stages.registry.queries.yearly import population, sources_of

pytestmark = pytest.mark.django_db
END = date(2021, 12, 31)


@pytest.fixture
def home():
    found = factories.unit("rare")
    Industry.objects.get_or_create(
        code="39", defaults={"section": "C", "name_zh": "电子", "name_en": "Electronics"}
    )
    Organisation.objects.filter(pk=found.pk).update(industry_id="39")
    return found


def state(pk: int, day: str, year: int = 2020, by: Any = None, **figures: int) -> None:
    with moment(day):
        actions.record_facts(pk, {year: figures}, source=by or source(), actor=SYSTEM)


def other():
    return sources.name("other", Text("统计", "Statistics"), dated_on=date(2021, 5, 20))


def certify(pk: int, day: str, **said: Any) -> Any:
    usual = {
        "instrument_code": "high_tech_enterprise",
        "number": "GR202015000001",
        "from_on": date(2020, 12, 1),
        "until_on": date(2023, 11, 30),
    }
    with moment(day):
        return actions.record_qualification(
            organisation_id=pk, source=source(), actor=SYSTEM, **usual | said
        )


def known(name: str, as_of: Any = END, year: int = 2020) -> Any:
    frame = population(year, as_of=as_of)
    return frame[name].to_list()[0] if name in frame.columns else "nobody says"


def test_only_enterprises_registered_by_then_are_there(home):
    factories.unit("shanghai")  # a university
    waiting = factories.organisation(unit=factories.UNITS["dairy"], confirmed=False)

    assert population(2020, as_of=END)["organisation"].to_list() == [home.pk]
    assert population(2020, as_of=date(2021, 2, 28)).is_empty()
    assert population(2020, as_of=END, credit_codes=[waiting.credit_code]).is_empty()
    assert population(2020, as_of=END, credit_codes=[home.credit_code]).height == 1


def test_the_fixed_facts_of_the_law_are_always_there_and_typed_as_it_asks(home):
    frame = population(2020, as_of=END)

    fixed = [fact.name for fact in FIXED]
    assert frame.columns == ["organisation", "name_zh", "name_en", *fixed, "sme_registered"]
    assert frame.row(0, named=True) == dict.fromkeys(frame.columns) | {
        "organisation": home.pk,
        "name_zh": home.name_zh,
        "name_en": home.name_en,
        "credit_code": home.credit_code,
        "year": 2020,
        "region": int(home.region_id),
        "industry": 39,
        "registered_on": days(home.registered_on),
        "hnte_valid_to": ENTERPRISE["hnte_valid_to"].ends[0],  # none, and that is known
        "sme_registered": False,
    }


def test_facts_are_those_of_the_year_and_of_the_years_before(home):
    state(home.pk, "2021-05-10", revenue_fen=900, rd_fen=80, domestic=1, test_income_fen=7)
    state(home.pk, "2021-05-10", 2019, revenue_fen=800, rd_super_fen=60, staff=5)
    state(home.pk, "2021-05-10", 2018, revenue_fen=700)

    row = population(2020, as_of=END).row(0, named=True)

    said = ("revenue_fen", "revenue_before1_fen", "revenue_before2_fen", "rd_fen", "domestic")
    assert [row[name] for name in said] == [900, 800, 700, 80, True]
    assert row["rd_accepted_before_fen"] == 60
    assert row["test_income_fen"] == 7
    assert row["staff"] is None
    assert population(2021, as_of=END)["rd_before1_fen"].to_list() == [80]


def test_what_was_recorded_later_does_not_count_and_what_was_corrected_later_does(home):
    state(home.pk, "2021-05-10", staff=10)
    state(home.pk, "2021-08-10", staff=12)
    state(home.pk, "2022-02-10", staff=15)

    assert known("staff", date(2021, 5, 9)) is None
    assert known("staff", date(2021, 8, 9)) == 10
    assert known("staff", factories.time("2021-08-10", 9)) == 10
    assert known("staff", factories.time("2021-08-10", 11)) == 12
    assert known("staff") == 12
    assert known("staff", date(2022, 3, 1)) == 15
    assert YearlyFact.objects.filter(retired_on=None).count() == 1


def test_of_two_sources_the_last_is_heard_and_a_repeated_mistake_is_not(home):
    state(home.pk, "2021-05-10", staff=10)
    state(home.pk, "2021-06-10", by=other(), staff=11)
    state(home.pk, "2021-07-10", staff=10)  # says again what it said

    assert known("staff") == 11


def test_rights_on_record_count_by_class_and_stand_before_a_stated_number(home):
    state(home.pk, "2021-05-10", ip_class1=9, ip_class2=9)
    assert (known("ip_class1"), known("ip_class2")) == (9, 9)
    rights = [
        {"kind": kind, "number": f"ZL{n}", "title": "磁体", "way": way, **more}
        for n, (kind, way, more) in enumerate(
            (
                ("invention", "bought", {}),
                ("software", "bought", {}),
                ("software", "own", {"until_on": date(2021, 6, 1)}),
                ("design", "own", {"granted_on": date(2022, 1, 1)}),
                ("design", "own", {"state": "lapsed"}),
            )
        )
    ]
    with moment("2021-05-11"):
        actions.record_rights(
            home.pk, rights, source=source(), on=date(2021, 5, 11), actor=SYSTEM
        )

    assert (known("ip_class1"), known("ip_class2")) == (1, 1)
    assert known("bought_rights_only") is True
    assert (known("ip_class2", date(2021, 6, 1)), known("ip_class2", date(2022, 1, 2))) == (
        2,
        2,
    )


def test_certificates_are_known_by_their_last_day_unless_revoked(home):
    held = certify(home.pk, "2021-03-10")
    certify(home.pk, "2021-03-10", instrument_code="technology_sme", number="2021001")

    assert known("hnte_valid_to") == days(date(2023, 11, 30))
    assert known("sme_registered") is True
    assert known("hnte_valid_to", date(2021, 3, 9)) == ENTERPRISE["hnte_valid_to"].ends[0]
    assert known("hnte_valid_to", date(2023, 12, 1)) == days(date(2023, 11, 30))  # it was had
    assert known("sme_registered", date(2023, 12, 1)) is False

    with moment("2022-06-30"):
        actions.end_qualification(held.pk, actor=SYSTEM)
    assert known("hnte_valid_to") == days(date(2023, 11, 30))
    assert known("hnte_valid_to", date(2022, 6, 30)) == ENTERPRISE["hnte_valid_to"].ends[0]


@pytest.mark.parametrize("name", ["untrustworthy", "abnormal_operation", "research_misconduct"])
def test_who_is_on_any_list_is_not_trusted(home, name):
    assert known("untrustworthy") is None

    state(home.pk, "2021-05-10", untrustworthy=0)
    assert known("untrustworthy") is False

    state(home.pk, "2021-05-11", **{name: 1})
    assert known("untrustworthy") is True


def test_who_is_barred_is_not_trusted_while_it_lasts(home):
    barred = {"from_on": date(2021, 6, 1), "until_on": date(2022, 5, 31)}
    said = {"kind": "fraud", "decision_number": "1", "measure": "ban", "source": source()}
    actions.record_integrity(home.pk, actor=SYSTEM, **said, **barred)

    days_ = (date(2021, 5, 31), END, date(2022, 6, 1))
    assert [known("untrustworthy", day) for day in days_] == [None, True, None]


def test_the_way_of_taxation_is_known_from_the_unit(home):
    with moment("2021-05-10"):
        told = {"source": source(), "on": date(2021, 5, 10), "actor": SYSTEM}
        actions.record_details(home.pk, {"tax_mode": "assessed"}, **told)
    assert known("audited_accounts") is False

    state(home.pk, "2021-05-11", audited_accounts=1)
    assert known("audited_accounts") is True


def test_the_law_runs_over_it_as_it_is(home):
    state(home.pk, "2021-05-10", domestic=1, rd_personnel_fen=1_000_00, panel_conversion=6)
    zero = ("direct", "depreciation", "amortisation", "design", "other", "domestic", "overseas")
    state(home.pk, "2021-05-10", **{f"rd_{name}_fen": 0 for name in zero})

    found = rules.run(population(2020, as_of=END), book.standing(END)).collect().to_native()

    assert isinstance(found, pl.DataFrame)
    assert found["rd_super_deduction="].to_list() == [750_00]


def test_each_fact_names_where_it_is_from(home):
    state(home.pk, "2021-05-10", staff=10, revenue_fen=5, research_misconduct=0)
    state(home.pk, "2021-05-20", by=other(), staff=11)
    state(home.pk, "2021-05-20", 2019, other(), revenue_fen=4)
    certify(home.pk, "2021-03-10")

    found = sources_of(home, 2020, as_of=END)

    demo, statistics = Text("演示数据", "Demo data"), Text("统计", "Statistics")
    assert {name: said.source for name, said in found.items()} == {
        **dict.fromkeys(("credit_code", "region", "industry", "registered_on"), demo),
        **{"staff": statistics, "revenue_fen": demo, "revenue_before1_fen": statistics},
        "hnte_valid_to": demo,
    }
    assert found["staff"].recorded_at == factories.time("2021-05-20")
    assert found["staff"].dated_on == date(2021, 5, 20)


def test_it_takes_six_queries_for_one_and_for_three(home):
    def asked(**given: Any) -> int:
        with CaptureQueriesContext(connection) as seen:
            population(2020, as_of=END, **given)
        return len(seen)

    state(home.pk, "2021-05-10", staff=10)
    assert asked() == asked(credit_codes=[home.credit_code]) == 6
    factories.copies(home, 2, credit_code="91150100MA{n:08d}")
    assert (queries.yearly.population(2020, as_of=END).height, asked()) == (3, 6)
