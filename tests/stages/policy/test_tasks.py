"""A plan drafted and put in force; its tasks reported, confirmed, overdue, supervised."""

from datetime import date

import pytest

from tests import factories
from tests.factories import browser, moment, refused, steps_of, who
from xingmeng.core import move, outbox
from xingmeng.stages.policy import actions, queries
from xingmeng.stages.policy.models import ActionPlan, Supervision, Task
from xingmeng.stages.policy.rules import plans as plan_rules
from xingmeng.stages.policy.rules import tasks as rules
from xingmeng.web import waiting

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


def test_a_plan_and_its_tasks_are_public_once_in_force_and_notes_are_not():
    task = add_task(drafted(notes="内部口径"), notes="先内部摸底")
    staff = ["officer", "chair", "finance", "discipline", "leader", "admin"]
    assert factories.who_sees(queries.plans_for, task.plan) == staff
    assert factories.who_sees(queries.tasks_for, task) == staff

    with moment("2021-07-01"):
        actions.add_goal(task.plan_id, actor=who("officer"), **GOAL)
        move.make("action_plan", task.plan_id, "publish", actor=who("officer"))

    for visible, row in ((queries.plans_for, task.plan), (queries.tasks_for, task)):
        assert factories.who_sees(visible, row) == list(factories.READERS)
    for reader, told in (("nobody", False), ("issuer", False), ("officer", True)):
        for address in (task.plan.get_absolute_url(), task.get_absolute_url()):
            page = browser(reader).get(address).content.decode()
            assert ("内部" in page) == told


def test_supervision_is_for_the_staff_and_whose_task_it_is():
    task = overdue()
    make("task", task, "supervise", "leader", asks="请加快", until_on="2021-10-31")
    note = Supervision.objects.get()

    seen = factories.who_sees(queries.supervisions_for, note)

    assert seen == ["issuer", "officer", "chair", "finance", "discipline", "leader", "admin"]
    assert "请加快" not in browser("stranger").get(task.get_absolute_url()).content.decode()
    assert "请加快" in browser("issuer").get(task.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("owner", "mine"),
    [
        ({"owner_role": "finance"}, "finance"),
        ({"owner_role": "recommender"}, "bureau"),
        ({"owner_role": "recommender", "owner_area_id": "150200"}, "bureau"),
        ({"owner_role": "recommender", "owner_area_id": "150600"}, "ordos"),
    ],
)
def test_a_task_of_a_role_is_done_by_those_who_hold_it(owner, mine):
    who("bureau"), who("ordos"), who("issuer")
    task = in_force(owner=None, **owner)

    assert list(queries.own_tasks(who(mine))) == [task]
    assert refused(lambda: make("task", task, "report", "issuer", evidence="-")) == [
        "not_your_move"
    ]
    make("task", task, "report", mine, evidence="已办")
    task.refresh_from_db()
    assert task.state == "reported"


def test_a_task_of_an_area_is_not_another_bureaus():
    task = in_force(owner=None, owner_role="recommender", owner_area_id="150200")

    assert list(queries.own_tasks(who("ordos"))) == []
    assert rules.owns(who("ordos"), task) is False


def test_every_refusal_of_a_task():
    task = in_force()
    for name in ("issuer", "officer", "leader", "stranger"):
        who(name)

    def codes(name, username, **said):
        return refused(lambda: make("task", task, name, username, **said))

    assert codes("report", "issuer") == ["answer_needed"]
    assert codes("supervise", "leader", asks="x", until_on="2021-12-01") == ["wrong_state"]
    assert codes("confirm", "officer") == ["wrong_state"]
    assert codes("drop", "officer") == ["reason_needed"]
    with moment("2021-09-30"):
        assert actions.find_overdue() == 0
    with moment("2021-10-01"):
        assert actions.find_overdue() == 1
    assert codes("supervise", "leader", asks="x", until_on="2021-10-11") == [
        "day_must_be_ahead"
    ]
    assert codes("supervise", "leader", asks="x", until_on="2021-10-40") == ["not_a_date"]
    assert codes("supervise", "issuer", asks="x", until_on="2021-12-01") == ["not_your_move"]


def test_nobody_confirms_what_they_reported_themselves():
    task = in_force(owner=None, owner_role="officer")
    make("task", task, "report", "officer", evidence="已办")
    who("officer2")

    assert refused(lambda: make("task", task, "confirm", "officer")) == ["same_person"]
    sent = make("task", task, "send_back", "officer2", reason="请补数据")
    sent.refresh_from_db()
    assert (sent.state, sent.done_on, sent.due_on) == ("open", None, date(2021, 9, 30))
    make("task", task, "report", "officer", evidence="已办，附数据")
    make("task", task, "confirm", "officer2")


def test_a_task_is_not_worked_on_before_or_after_its_plan():
    plan = drafted()
    task = add_task(plan)
    who("issuer")

    assert refused(lambda: make("task", task, "report", "issuer", evidence="x")) == [
        "plan_not_in_force"
    ]
    with moment("2021-12-01"):
        assert actions.find_overdue() == 0


def test_a_plan_finishes_when_its_tasks_are_settled():
    task = in_force()
    who("officer2")

    assert refused(lambda: make("action_plan", task.plan, "finish", "officer2")) == [
        "tasks_open"
    ]
    make("task", task, "drop", "officer2", reason="并入其他任务")
    done = make("action_plan", task.plan, "finish", "officer2")
    assert done.state == "finished"


def test_what_is_wrong_with_a_plan_a_goal_and_a_task_is_said():
    officer, plan = who("officer"), drafted()
    who("issuer")
    late = date(2026, 1, 1)

    def goal(**said):
        return lambda: actions.add_goal(plan.pk, actor=officer, **{**GOAL, **said})

    def task(**said):
        given = {"title_zh": "任务", "title_en": "Task", "deadline_on": date(2022, 1, 1)}
        return lambda: actions.add_task(plan.pk, actor=officer, **{**given, **said})

    assert refused(lambda: drafted(kind="five_year")) == ["not_an_option"]
    assert refused(lambda: drafted(ends_on=date(2021, 6, 30))) == ["ends_before_it_starts"]
    assert refused(goal(target_on=late)) == ["outside_the_plan"]
    assert refused(goal(base=100, target=100)) == ["goal_reached_already"]
    assert refused(goal(indicator="agreements")) == ["answer_needed"]
    unknown = goal(indicator="agreement", target=100)
    assert (
        refused(unknown) == refused(goal(indicator="team_share", target=1)) == ["not_an_option"]
    )
    assert refused(goal(instrument="open_challenge")) == ["not_an_option"]
    assert refused(task()) == ["one_owner_needed"]
    assert refused(task(owner=factories.unit("rare"), owner_role="officer")) == [
        "one_owner_needed"
    ]
    assert refused(task(owner_role="leader")) == ["one_owner_needed"]
    assert refused(task(owner_role="officer", deadline_on=late)) == ["outside_the_plan"]
    assert refused(task(owner_role="officer", instrument="lottery")) == ["not_an_option"]
    other = who("issuer")
    for act in (
        lambda: actions.add_goal(plan.pk, actor=other, **GOAL),
        lambda: actions.add_task(
            plan.pk, actor=other, deadline_on=late, title_zh="x", title_en="x"
        ),
    ):
        assert refused(act) == ["not_your_move"]
    make("action_plan", plan, "stop", "officer", reason="另行制定")
    assert refused(goal()) == ["wrong_state"]
    assert refused(task(owner_role="officer")) == ["wrong_state"]


@pytest.mark.parametrize(
    ("base", "target", "now", "pct"),
    [
        (100_000, 200_000, 150_000, 50),
        (100_000, 200_000, 90_000, 0),
        (100_000, 200_000, 300_000, 100),
        (None, 200, 50, 25),
        (11_700, 0, 5_850, 50),  # to be cleared to nothing
        (5, 5, 4, 0),
        (5, 5, 5, 100),
    ],
)
def test_how_far_a_goal_has_come(base, target, now, pct):
    assert plan_rules.progress_pct(base, target, now) == pct


def test_late_tasks_warn_their_owner_by_mail_and_wait_on_desks(mailoutbox):
    task = overdue()
    for name in ("issuer", "leader", "officer", "stranger"):
        who(name)

    with moment("2021-10-08"):
        while outbox.deliver():
            pass
        waits = {
            name: [
                item["url"] for group in waiting.groups(who(name)) for item in group["items"]
            ]
            for name in ("issuer", "leader", "officer", "stranger")
        }

    assert [m.to for m in mailoutbox] == [["issuer@example.org"]]
    assert "逾期" in mailoutbox[0].subject and task.get_absolute_url() in mailoutbox[0].body
    for name in ("issuer", "leader", "officer"):
        assert task.get_absolute_url() in waits[name]
    assert task.get_absolute_url() not in waits["stranger"]
