"""Who owes a report is told before its day and once it is late, each once a day that is set."""

from datetime import date, timedelta

import pytest
from django.core import mail

from tests.factories import browser, moment, steps_of, who
from tests.lifecycle.walk import until_decided
from tests.thread import thread_until
from xingmeng.core import codes, outbox
from xingmeng.stages.delivery import actions, facts
from xingmeng.stages.delivery.models import Milestone, Return

pytestmark = pytest.mark.django_db


def warned(row) -> list[str]:
    return [name for name in steps_of(row._meta.model_name, row) if name.startswith("warn_")]


def told_on(day: date) -> int:
    with moment(day.isoformat()):
        return actions.warn()


def test_a_milestone_is_warned_of_twice_before_its_day_and_once_after():
    story = thread_until("passed")
    row = story.milestone(2)
    day = row.due_on

    for before, expected in ((31, []), (30, ["warn_30"]), (8, ["warn_30"])):
        told_on(day - timedelta(days=before))
        assert warned(row) == expected, before
    told_on(day - timedelta(days=7))
    told_on(day)
    assert warned(row) == ["warn_30", "warn_7"]
    told_on(day + timedelta(days=1))
    told_on(day + timedelta(days=40))
    assert warned(row) == ["warn_30", "warn_7", "warn_late"]


def test_who_comes_late_to_a_warning_gets_the_most_urgent_one_alone():
    story = thread_until("passed")
    row = story.milestone(2)

    assert told_on(row.due_on + timedelta(days=3)) == 1

    assert warned(row) == ["warn_late"]


def test_a_day_that_was_moved_is_warned_of_anew():
    story = thread_until("passed")
    row = story.milestone(2)
    told_on(row.due_on - timedelta(days=5))
    Milestone.objects.filter(pk=row.pk).update(due_on=row.due_on + timedelta(days=90))
    row.refresh_from_db()

    told_on(row.due_on - timedelta(days=6))

    assert warned(row) == ["warn_7", "warn_7"]


def test_what_was_reported_or_has_ended_is_not_warned_of():
    story = thread_until("reported2")
    row = story.milestone(2)

    told_on(row.planned_on + timedelta(days=1))

    assert warned(row) == []


def test_the_warning_reaches_the_holder_and_says_when_and_nothing_else():
    story = thread_until("passed")
    row = story.milestone(2)
    with moment((row.due_on - timedelta(days=7)).isoformat()):
        actions.warn()
        outbox.deliver()

    sent = [one for one in mail.outbox if "即将到期" in one.subject]
    assert sent
    assert all(str(row.due_on) in one.subject for one in sent)
    assert all(row.get_absolute_url() in one.body for one in sent)
    assert all(story.contract.title not in one.body + one.subject for one in sent)


def test_a_yearly_return_is_warned_of_too():
    until_decided("key_laboratory")
    row = Return.objects.filter(evaluates=False).earliest("due_on")

    told_on(row.due_on - timedelta(days=6))
    told_on(row.due_on + timedelta(days=2))

    assert warned(row) == ["warn_7", "warn_late"]


# --- what is on record is not typed ---------------------------------------------------------


def test_a_report_begins_with_every_target_and_what_was_spent_last():
    story = thread_until("passed")
    row = story.milestone(2)

    said = facts.report_of(row)

    for one in story.contract.terms["targets"]:
        assert f"{one['name']}（目标 {one['value']}" in said["summary"]
    assert row.target in said["summary"]
    page = browser("bidder").get(f"/move/milestone/{codes.of(row)}/report/").content.decode()
    assert story.contract.terms["targets"][0]["name"] in page


def test_a_long_report_is_cut_to_what_a_report_may_hold():
    story = thread_until("passed")
    story.contract.terms["targets"] = [
        {"name": "指标" * 40, "value": "1", "unit": ""} for _ in range(40)
    ]
    row = story.milestone(2)
    row.contract = story.contract

    assert len(facts.report_of(row)["summary"]) == facts.MOST_CHARS


def test_a_request_for_acceptance_begins_with_what_milestones_reported():
    story = thread_until("passed2")
    told = story.milestone(1).summary
    page = f"/delivery/acceptance/new/{codes.of(story.contract)}/"

    assert told
    assert told in browser("bidder").get(page).content.decode()


@pytest.mark.parametrize("reader", ["stranger", "issuer", "officer", "bidder2"])
def test_nobody_else_opens_the_request(reader: str):
    story = thread_until("passed2")

    answer = browser(reader).get(f"/delivery/acceptance/new/{codes.of(story.contract)}/")

    assert answer.status_code == 404


def test_what_was_changed_stands_on_the_acceptance():
    walk = until_decided("key_project")
    walk.sign()
    with moment("2022-03-01"):
        row = actions.ask_for_change(
            walk.contract.pk, kind="target", actor=who(walk.head), after="指标乙", reason="因丙"
        )
        walk.make("amendment", row, "approve", "officer", opinion="同意")

    assert facts.changes_of(walk.contract) == ["已变更（调整考核指标）：指标乙"]
    assert "指标乙" in facts.closing_of(walk.contract)["summary"]
