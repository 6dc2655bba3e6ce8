"""A plan drafted and put in force; its tasks reported, confirmed, overdue, supervised."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, steps_of, who
from xingmeng.core import move
from xingmeng.stages.policy import actions
from xingmeng.stages.policy.models import ActionPlan, Supervision, Task

pytestmark = pytest.mark.django_db
GOAL = {
    "text_zh": "高新技术企业数量翻番",
    "text_en": "Twice as many high-tech enterprises",
    "target_on": date(2025, 12, 31),
    "source": "测试",
}


def drafted(**said) -> ActionPlan:
    given = {
        "kind": "doubling",
        "title_zh": "双倍增行动",
        "title_en": "Doubling drive",
        "starts_on": date(2021, 7, 1),
        "ends_on": date(2025, 12, 31),
        **said,
    }
    with moment("2021-07-01"):
        return actions.draft_plan(actor=who("officer"), **given)


def add_task(plan: ActionPlan, **said) -> Task:
    given = {
        "title_zh": "摸排后备企业",
        "title_en": "Find the firms that come next",
        "owner": factories.unit("rare"),
        "deadline_on": date(2021, 9, 30),
        **said,
    }
    with moment("2021-07-01"):
        return actions.add_task(plan.pk, actor=who("officer"), **given)


def in_force(**said) -> Task:
    plan = drafted()
    with moment("2021-07-01"):
        actions.add_goal(plan.pk, actor=who("officer"), **GOAL)
        task = add_task(plan, **said)
        move.make("action_plan", plan.pk, "publish", actor=who("officer"))
    task.refresh_from_db()
    return task


def make(kind: str, row, name: str, username: str, *, day: str = "2021-10-11", **said):
    reason = said.pop("reason", "")
    with moment(day):
        return move.make(kind, row.pk, name, actor=who(username), reason=reason, details=said)


def overdue(**said) -> Task:
    task = in_force(**said)
    with moment("2021-10-08"):
        assert actions.find_overdue() == 1
    task.refresh_from_db()
    return task


def test_a_late_task_is_supervised_answered_and_done():
    task = overdue()

    make("task", task, "supervise", "leader", asks="请加快", until_on="2021-10-31")
    note = Supervision.objects.get()
    make("supervision", note, "answer", "issuer", answer="已摸排 12 家")
    make("supervision", note, "close", "leader")
    make("task", task, "report", "issuer", evidence="名单 12 家")
    make("task", task, "confirm", "officer")

    task.refresh_from_db()
    assert (task.state, task.done_on, task.evidence) == (
        "done",
        date(2021, 10, 11),
        "名单 12 家",
    )
    assert steps_of("task", task) == ["begin", "fall_overdue", "supervise", "report", "confirm"]
    note.refresh_from_db()
    assert (note.state, note.answer, note.until_on) == (
        "closed",
        "已摸排 12 家",
        date(2021, 10, 31),
    )


def test_a_task_keeps_its_day_until_supervision_sets_a_later_one():
    task = overdue()
    assert task.due_on == date(2021, 9, 30)

    make("task", task, "supervise", "officer", asks="请加快", until_on="2021-10-31")

    task.refresh_from_db()
    assert (task.state, task.due_on) == ("supervised", date(2021, 10, 31))
    with moment("2021-10-31"):
        assert actions.find_overdue() == 0
    with moment("2021-11-01"):
        assert actions.find_overdue() == 1


def test_a_plan_is_not_put_in_force_without_goals_and_tasks():
    plan = drafted()

    codes = refused(lambda: make("action_plan", plan, "publish", "officer"))

    assert codes == ["plan_without_goals", "plan_without_tasks"]
