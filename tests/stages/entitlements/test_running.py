"""The law over a population: what is stored, what changes, what stands, what is told."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, who
from tests.stages.entitlements import population as firms
from xingmeng.core import files, move, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.errors import Refused
from xingmeng.core.models import Outgoing, TrailRow
from xingmeng.engines.values import yuan
from xingmeng.stages.entitlements import actions, queries
from xingmeng.stages.entitlements.models import Entitlement, Run, SetParameter, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return firms.populate()


def told(row) -> tuple:
    return row.outcome, row.amount_fen, row.state


def test_a_snapshot_is_sealed_and_read_back_checked(three):
    with moment("2021-07-01"):
        taken = actions.take_snapshot(2020)

    assert (taken.year, taken.rows) == (2020, 3)
    assert taken.as_of == factories.time("2021-07-01")
    frame = queries.frame_of(taken)
    assert frame["organisation"].to_list() == sorted(row.pk for row in three.values())
    path = files._path(taken.digest)
    assert b"PAR1" not in path.read_bytes()
    assert files.read(taken.digest)[:4] == b"PAR1"


def test_a_snapshot_of_another_size_is_not_read(three):
    taken = actions.take_snapshot(2020)
    taken.rows = 4

    with pytest.raises(ValueError, match="has 3 rows"):
        queries.frame_of(taken)


def test_what_has_not_changed_makes_no_second_snapshot(three):
    first = actions.take_snapshot(2020)

    assert actions.take_snapshot(2020) == first
    firms.state(three["rare"], {"staff": 61}, day="2021-06-01")
    assert actions.take_snapshot(2020).pk > first.pk


def test_a_run_stores_every_verdict_of_every_firm_with_law_and_snapshot(three):
    run = firms.run()

    rows = Entitlement.objects.filter(run=run)
    assert rows.count() == 15
    assert {row.verdict for row in rows} == {
        *("technology_sme", "high_tech_enterprise", "rd_super_deduction"),
        *("rd_subsidy", "trade_subsidy"),
    }
    given = firms.entitlement(three["rare"])
    # 5 % of 2 million, and 10 % of the increase over nothing
    assert told(given) == ("met", yuan(100_000 + 200_000), "notified")
    assert given.rule_version.startswith("2021-01-01+")
    small = firms.entitlement(three["dairy"])
    assert told(small) == ("met", yuan(15_000), "notified")
    open_ = firms.entitlement(three["hydrogen"])
    assert told(open_) == ("unknown", None, "computed")
    assert run.parameters["rd_subsidy.stock_first_bp"]["values"] == {"2021-01-01": 500}
    assert run.counts["new"] == 15


def test_the_run_is_on_the_trail_with_its_digest_and_causes_what_is_told(three):
    run = firms.run()

    step, note = trail.steps_of("entitlement_run", run.pk)[0]
    assert note.details["digest"] == run.digest
    steps = TrailRow.objects.filter(kind="entitlement", move="notify")
    assert {s.cause for s in steps} == {step.step_id}
    assert steps.count() == Entitlement.objects.filter(state="notified").count() > 0
    assert trail.verify().ok


def test_the_same_run_again_writes_nothing(three):
    first = firms.run()
    before = factories.counts()

    again = firms.run("2021-07-02", on=date(2021, 7, 2))

    assert again.pk == first.pk
    assert again.found_again_at == factories.time("2021-07-02", 2)
    assert factories.counts() == before


def test_a_change_dated_later_leaves_last_year_as_it_was_bit_for_bit(three):
    first = firms.run()
    with moment("2022-01-05"):
        later = firms.rates({"rd_subsidy.stock_first_bp": 9000}, "2022-01-01")
        actions.set_parameters(later, actor=SYSTEM)

    again = firms.run("2022-02-01")

    assert again.pk == first.pk
    assert actions.repeat(first) == first.digest
    changed = firms.run("2022-02-02", on=date(2022, 2, 1))
    assert changed.digest != first.digest
    assert firms.entitlement(three["rare"]).amount_fen == yuan(2_000_000)


def test_only_what_differs_is_written_and_told(three):
    firms.run()
    Outgoing.objects.all().delete()
    old = firms.entitlement(three["rare"])
    firms.state(three["rare"], {"rd_gov_fen": yuan(1_000_000)}, day="2021-07-10")

    run = firms.run("2021-07-11")

    assert (run.counts["new"], run.counts["changed"], run.counts["stood"]) == (0, 1, 14)
    new = firms.entitlement(three["rare"])
    assert new.previous_id == old.pk
    assert told(new) == ("met", yuan(150_000), "notified")
    old.refresh_from_db()
    assert (old.state, old.current) == ("superseded", False)
    assert [m.payload for m in Outgoing.objects.filter(kind="entitled")] == []  # nobody there


def test_a_firm_with_people_is_told_once(three):
    who("issuer")  # acts for the first firm

    firms.run()
    firms.run("2021-07-02")

    told_of = [m.payload["organisation"] for m in Outgoing.objects.filter(kind="entitled")]
    assert told_of == [three["rare"].pk]


def test_what_is_being_decided_is_held_and_named(three):
    firms.run()
    who("issuer")
    row = firms.make(firms.entitlement(three["rare"]), "contest", "issuer", **GROUNDS)
    firms.state(three["rare"], {"rd_gov_fen": yuan(1_000_000)}, day="2021-07-10")

    run = firms.run("2021-07-11")

    assert run.counts["held"] == [row.pk]
    row.refresh_from_db()
    assert (row.state, row.amount_fen) == ("contested", yuan(300_000))


GROUNDS = {"contested": "政府资金应为零", "evidence": "拨款文件〔2020〕3号"}


def test_an_upheld_contest_is_worked_out_anew(three):
    firms.run()
    row = firms.make(firms.entitlement(three["rare"]), "contest", "issuer", **GROUNDS)
    firms.make(row, "uphold", "officer", reason="凭证属实")
    firms.state(three["rare"], {"rd_gov_fen": yuan(500_000)}, day="2021-07-10")

    firms.run("2021-07-11")

    row.refresh_from_db()
    assert row.state == "superseded"
    assert told(firms.entitlement(three["rare"])) == ("met", yuan(225_000), "notified")


@pytest.mark.parametrize(("key", "after"), [("rare", "notified"), ("hydrogen", "computed")])
def test_an_upheld_contest_that_changes_nothing_stands_again(three, key, after):
    firms.run()
    row = firms.entitlement(three[key])
    move.make("entitlement", row.pk, "contest", actor=owner(row), details=GROUNDS)
    firms.make(row, "uphold", "officer", reason="再算一次")

    firms.run("2021-07-11")

    row.refresh_from_db()
    assert (row.state, row.current) == (after, True)


def test_an_upheld_contest_of_an_earlier_year_is_worked_out_in_the_night(three):
    firms.run()
    row = firms.make(firms.entitlement(three["rare"]), "contest", "issuer", **GROUNDS)
    firms.make(row, "uphold", "officer", reason="凭证属实")
    firms.state(three["rare"], {"rd_gov_fen": yuan(500_000)}, day="2023-07-10")

    with moment("2023-07-11", 1):
        actions.run_nightly()

    row.refresh_from_db()
    assert row.state == "superseded"
    again = Entitlement.objects.get(previous=row)
    assert told(again) == ("met", yuan(225_000), "notified")
    assert again.run.on == row.run.on


def owner(row):
    """Somebody who acts for the unit of an entitlement."""
    return factories.with_role("stranger", "applicant", organisation_id=row.organisation_id)


def test_what_was_declined_stays_declined_and_makes_room(three):
    firms.run()
    row = firms.make(firms.entitlement(three["rare"]), "decline", "issuer")
    firms.state(three["rare"], {"rd_gov_fen": yuan(1_000_000)}, day="2021-07-10")

    firms.run("2021-07-11")

    row.refresh_from_db()
    assert (row.state, row.current) == ("declined", False)
    assert firms.entitlement(three["rare"]).previous_id == row.pk


def test_silence_counts_once_the_time_to_answer_is_over(three):
    firms.run()
    row = firms.entitlement(three["rare"])
    assert row.due_on == date(2021, 7, 15)

    with moment("2021-07-15"):
        assert actions.take_silence_for_consent() == 0
        with pytest.raises(Refused) as refusal:
            move.make("entitlement", row.pk, "confirm_by_silence", actor=SYSTEM)
    with moment("2021-07-16"):
        count = actions.take_silence_for_consent(year=2020)

    assert [f.code for f in refusal.value.findings] == ["time_to_answer_runs"]
    row.refresh_from_db()
    assert (count, row.state) == (4, "confirmed")  # two sums, two entries
    assert firms.entitlement(three["rare"], "rd_super_deduction").state == "notified"


def test_the_night_runs_once_a_day_over_the_last_closed_year(three):
    with moment("2021-07-20", 1):
        first = actions.run_nightly()
    with moment("2021-07-20", 3):
        assert actions.run_nightly() is None
    with moment("2021-07-21", 1):
        again = actions.run_nightly()

    assert (first.snapshot.year, first.on) == (2020, date(2021, 7, 20))
    assert again.pk == first.pk
    assert Run.objects.count() == Snapshot.objects.count() == 1


def test_parameters_are_set_once_a_day_by_who_decides():
    with pytest.raises(Refused) as refusal:
        actions.set_parameters(
            {"rd_subsidy.nothing": {"values": {"2021-01-01": 1}, "source": " "}},
            actor=who("officer"),
        )
    codes = [f.code for f in refusal.value.findings]
    assert codes == ["not_your_move", "no_parameter", "answer_needed"]

    rows = actions.set_parameters(
        firms.rates({"rd_subsidy.increase_bp": 10}), actor=who("chair")
    )
    with pytest.raises(Refused) as again:
        actions.set_parameters(firms.rates({"rd_subsidy.increase_bp": 20}), actor=SYSTEM)

    assert [f.code for f in again.value.findings] == ["set_already"]
    assert [row.value for row in rows] == [10] == [r.value for r in SetParameter.objects.all()]
    step = TrailRow.objects.get(kind="law", move="set_parameters")
    assert step.actor_id == who("chair").user_id
    assert queries.set_by_authority(date(2020, 12, 31)) == {}
