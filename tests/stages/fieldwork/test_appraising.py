"""The yearly appraisal: what the log says, what the county says, the grade and what follows."""

import pytest

from tests import factories
from tests.factories import moment, refused, who
from tests.fielding import ENTRY, fielding_until, set_numbers
from xingmeng.stages.fieldwork import actions, facts
from xingmeng.stages.fieldwork.models import Appraisal, Commissioner, ServiceAgreement
from xingmeng.stages.fieldwork.rules import appraisals as rules

NUMBERS = {
    "days_points": 25, "tasks_points": 35, "benefit_points": 20, "satisfaction_points": 20,
    "benefit_farms": 50, "excellent_points": 85, "pass_points": 60, "excellent_pct": 20,
    "fails_to_remove": 2,
}  # fmt: skip
FOUND = {"agreed_days": 40, "half_days": 80, "confirmed": 3, "satisfied": 15, "farms": 50}
NOW = "2022-01-12"


@pytest.mark.parametrize(
    ("found", "tasks", "points"),
    [
        ({}, 100, (2500, 3500, 2000, 2000)),
        ({"half_days": 200, "farms": 900}, 100, (2500, 3500, 2000, 2000)),
        ({"half_days": 20}, 50, (625, 1750, 2000, 2000)),
        ({"half_days": 0, "confirmed": 0, "satisfied": 0, "farms": 0}, 0, (0, 0, 0, 0)),
        ({"agreed_days": 0, "satisfied": 9}, 100, (0, 3500, 2000, 1200)),
    ],
)
def test_a_score_is_made_of_four_parts(found, tasks, points):
    parts = rules.parts_of(FOUND | found, tasks, NUMBERS)

    assert tuple(parts[name] for name in rules.PARTS) == points


@pytest.mark.parametrize(
    ("score", "grade"),
    [(8500, "excellent"), (8499, "pass"), (6000, "pass"), (5999, "fail"), (0, "fail")],
)
def test_a_grade_follows_from_the_lines(score, grade):
    assert rules.grade_of(score, NUMBERS) == grade


@pytest.mark.django_db
class TestAppraisal:
    def test_what_nobody_confirmed_does_not_count(self):
        story = fielding_until("logged")
        said = facts.found_in([story.one.pk], 2021)[story.one.pk]
        assert said == {
            "agreed_days": 40, "half_days": 0, "entries": 1, "confirmed": 0, "satisfied": 0,
            "techniques": 0, "farms": 0,
        }  # fmt: skip
        story.answered(), story.reported(), story.spread()

        said = facts.found_in([story.one.pk], 2021)[story.one.pk]

        assert said == {
            "agreed_days": 40, "half_days": 2, "entries": 1, "confirmed": 1, "satisfied": 5,
            "techniques": 1, "farms": 30,
        }  # fmt: skip

    def test_a_day_counts_as_one_however_many_visits_it_had(self):
        story = fielding_until("answered")
        for n, hours in enumerate(("8", "2")):
            day = ("2021-05-20", "2021-05-19")[n]
            with moment("2021-05-23"):
                row = actions.log(
                    story.agreement.pk,
                    ENTRY | {"hours": hours, "served_on": day},
                    client_key=f"22222222-2222-4222-8222-22222222222{n}",
                    actor=who("teacher"),
                )
                actions.answer_by_code(row.code, agrees=True, satisfied="5")

        said = facts.found_in([story.one.pk], 2021)[story.one.pk]

        assert said["half_days"] == 3  # one whole day, and a half

    def test_it_is_drafted_by_an_officer_once_the_year_is_over(self):
        story = fielding_until("spread")

        def draft(by: str, day: str) -> list[str]:
            actor = who(by)
            with moment(day):
                return refused(lambda: actions.draft_appraisals(2021, actor=actor))

        assert draft("county", "2022-01-10") == ["not_your_move"]
        assert draft("officer", "2021-12-31") == ["year_not_over"]
        with moment("2022-01-10"):
            rows = actions.draft_appraisals(2021, actor=who("officer"))
        assert [row.commissioner_id for row in rows] == [story.one.pk]
        assert draft("officer", "2022-01-11") == ["everyone_appraised"]

    def test_nobody_is_graded_before_the_authority_has_set_its_numbers(self):
        story = fielding_until("rated")

        with moment(NOW):
            found = refused(
                lambda: story.move("appraisal", story.appraisal, "grade", "officer")
            )
            set_numbers()
            story.move("appraisal", story.appraisal, "grade", "officer")

        row = Appraisal.objects.get()
        assert found == ["numbers_owed"]
        assert row.points == {"days": 62, "tasks": 3150, "benefit": 1200, "satisfaction": 2000}
        assert (row.score, row.grade, row.state) == (6412, "pass", "graded")

    def test_the_county_served_rates_and_no_other(self):
        story = fielding_until("drafted")
        who("county2")
        said = {"tasks_pct": 101, "remarks": "好"}

        for name, expected in (
            ("county2", ["not_your_move", "too_big"]),
            ("county", ["too_big"]),
        ):
            assert refused(
                lambda n=name: story.move("appraisal", story.appraisal, "rate", n, **said)
            ) == expected  # fmt: skip

    def test_places_for_excellent_are_few_and_who_is_left_over_passes(self):
        story = fielding_until("rated")
        story.appraisal.refresh_from_db()
        story.appraisal.found |= {"half_days": 80, "farms": 50}
        story.appraisal.save()
        with moment(NOW):
            set_numbers(excellent_pct=20)  # of one: none
            found = refused(
                lambda: story.move("appraisal", story.appraisal, "grade", "officer")
            )
            story.move("appraisal", story.appraisal, "grade_within", "officer")

        row = Appraisal.objects.get()
        assert found == ["excellent_full"]
        assert (row.grade, row.score) == ("pass", 9650)

    def test_nobody_passes_in_its_stead_while_places_are_left(self):
        story = fielding_until("rated")
        with moment(NOW):
            set_numbers(excellent_pct=100)
            found = refused(
                lambda: story.move("appraisal", story.appraisal, "grade_within", "officer")
            )

        assert found == ["excellent_not_full"]

    def test_who_fails_too_often_is_removed_and_their_service_ends(self):
        story = fielding_until("rated")
        earlier = Appraisal(
            commissioner=story.one, region=story.demand.region, year=2020, state="graded",
            grade="fail", since=factories.time("2021-01-10"),
        )  # fmt: skip
        earlier.save()
        with moment(NOW):
            set_numbers(pass_points=70)
            story.move("appraisal", story.appraisal, "grade", "officer")

        one, agreement = (
            Commissioner.objects.get(pk=story.one.pk),
            ServiceAgreement.objects.get(),
        )
        assert (one.state, one.until_on.isoformat()) == ("removed", NOW)
        assert agreement.state == "terminated"

    def test_one_failure_alone_removes_nobody(self):
        story = fielding_until("rated")
        with moment(NOW):
            set_numbers(pass_points=70)
            story.move("appraisal", story.appraisal, "grade", "officer")

        assert Appraisal.objects.get().grade == "fail"
        assert Commissioner.objects.get(pk=story.one.pk).state == "registered"
