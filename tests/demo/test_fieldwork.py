"""What the demo tells of field service: as many as were published, made by the real actions."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from xingmeng.core.actor import NOBODY
from xingmeng.demo.lists import counties
from xingmeng.stages.fieldwork import facts
from xingmeng.stages.fieldwork import queries as fieldwork
from xingmeng.stages.fieldwork.models import PostingPlan, ServiceAgreement, Technique
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import queries as registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
END = timezone.make_aware(datetime.fromisoformat("2021-12-31T23:59:00"))


def test_the_figures_of_2021_are_counted_from_records():
    officer = registry.actor_named("officer")

    found = {
        code: indicators.figure(reader, code, as_of=END)[0]
        for code, reader in (
            ("counties_served", NOBODY),
            ("service_teams", NOBODY),
            ("techniques_spread", NOBODY),
            ("commissioners", officer),
        )
    }

    assert found == {
        "counties_served": 10,
        "service_teams": 19,
        "techniques_spread": 1_000,
        "commissioners": 4_000,
    }
    assert indicators.figure(NOBODY, "commissioners", as_of=END)[0] == 0


def test_every_posting_stands_in_a_proven_plan():
    plans = PostingPlan.objects.filter(state="confirmed")

    assert plans.count() == 3
    assert [facts.proven(plan) for plan in plans] == ["", "", ""]
    placed = {(c, d) for plan in plans for c, d, *_ in plan.pairs}
    rows = ServiceAgreement.objects.values_list("commissioner_id", "demand_id")
    assert set(rows) == placed
    assert len(placed) == len(counties.COUNTIES) * counties.POSTED + 19 + 2


def test_no_two_techniques_of_a_year_are_called_the_same():
    names = Technique.objects.filter(year=2021).values_list("name", flat=True)

    assert len(set(names)) == len(names) == counties.TECHNIQUES


def test_the_samples_have_something_before_them():
    one, banner = (registry.actor_named(name) for name in ("commissioner", "banner"))

    drafted = fieldwork.agreements_for(one).filter(state="drafted")
    running = fieldwork.running(one, on=date(2024, 6, 30))
    waiting = fieldwork.techniques_for(banner).filter(state="reported")
    assert (drafted.count(), running.count(), waiting.count()) == (1, 1, 1)
    assert fieldwork.entries_for(one).filter(state="logged").count() == 1


def test_a_year_was_judged_within_the_places_for_excellent():
    officer = registry.actor_named("officer")
    rows = fieldwork.appraisals_for(officer).filter(year=2021, state="graded")
    grades = list(rows.values_list("grade", flat=True))

    assert len(grades) == 59
    assert 0 < grades.count("excellent") <= len(grades) * 20 // 100
    assert grades.count("fail") < len(grades) // 4
