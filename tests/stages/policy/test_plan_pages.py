"""The pages of plans: who opens them, what they show, drafting from the browser."""

from datetime import date

import pytest

from tests import factories
from tests.factories import browser, moment, who
from tests.stages.policy.test_tasks import GOAL, add_task, drafted, in_force, make, overdue
from xingmeng.core import codes, move
from xingmeng.stages.policy import actions
from xingmeng.stages.policy.models import ActionPlan, Supervision, Task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("plans/", {"nobody": 200, "officer": 200}),
        ("plans/{plan}/", {"nobody": 200, "officer": 200, "stranger": 200}),
        ("plans/{draft}/", {"nobody": 404, "issuer": 404, "officer": 200, "leader": 200}),
        ("plans/4711-4711/", {"officer": 404}),
        ("plans/new/", {"nobody": 302, "issuer": 404, "leader": 404, "officer": 200}),
        ("plans/{plan}/goals/new/", {"nobody": 302, "leader": 404, "officer": 200}),
        ("plans/{draft}/tasks/new/", {"nobody": 302, "issuer": 404, "officer": 200}),
        ("plans/4711-4711/tasks/new/", {"officer": 404}),
        ("tasks/", {"nobody": 200, "issuer": 200}),
        ("tasks/mine/", {"nobody": 302, "issuer": 200}),
        ("tasks/{task}/", {"nobody": 200, "issuer": 200, "officer": 200}),
        ("tasks/4711-4711/", {"nobody": 404}),
        (
            "supervisions/{note}/",
            {"nobody": 302, "stranger": 404, "bureau": 404, "issuer": 200, "leader": 200},
        ),
        ("supervisions/4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    task, draft = overdue(), drafted()
    make("task", task, "supervise", "leader", asks="请加快", until_on="2021-10-31")
    keys = {"plan": codes.of(task.plan), "draft": codes.of(draft), "task": codes.of(task)}
    address = address.format(note=codes.of(Supervision.objects.get()), **keys)

    assert factories.statuses(f"/policy/{address}", *expected) == expected


def test_an_officer_drafts_a_plan_with_goal_and_task_from_the_pages():
    actions.load_law()
    officer, unit = browser("officer"), factories.unit("rare")
    plan = {
        "kind": "campaign",
        "title_zh": "攻坚行动",
        "title_en": "Campaign",
        "starts_on": "2021-07-28",
        "ends_on": "2025-12-31",
        "documents": "内政办发〔2021〕35号；内党发〔2020〕 17号",
    }

    wrong = officer.post("/policy/plans/new/", plan | {"documents": "内政办发〔2099〕1号"})
    assert wrong.status_code == 200 and "〔2099〕1号" in wrong.content.decode()
    page = officer.post("/policy/plans/new/", plan).url
    goal = {
        "text_zh": "全社会研发投入",
        "text_en": "R&D of society",
        "target_on": "2025-12-31",
        "unit": "yi",
        "base": "161.07",
        "base_on": "2020-12-31",
        "target": "370",
        "source": "内政办发〔2021〕35号",
    }
    assert officer.post(f"{page}goals/new/", goal).url == page
    task = {"title_zh": "加大投入", "title_en": "Spend more", "deadline_on": "2022-12-31"}
    unknown = task | {"owner_code": "91150199MA0NMKX10Y"}
    assert officer.post(f"{page}tasks/new/", unknown).status_code == 409
    assert officer.post(f"{page}tasks/new/", task).status_code == 409
    done = officer.post(f"{page}tasks/new/", task | {"owner_code": unit.credit_code})
    assert done.url == page

    row = ActionPlan.objects.get()
    assert sorted(d.number for d in row.documents.all()) == [
        "内党发〔2020〕17号",
        "内政办发〔2021〕35号",
    ]
    said = row.goals.get()
    assert (said.base, said.target, said.per) == (16_107, 37_000, 10_000_000_000)
    assert said.base_said.zh == "161.07亿元"
    made = Task.objects.get()
    assert (made.owner, made.deadline_on) == (unit, date(2022, 12, 31))


def test_a_plan_shows_how_far_its_tasks_and_goals_have_come():
    plan = drafted()
    with moment("2021-07-01"):
        figure = {"indicator": "agreements", "base": 0, "target": 400, "unit_zh": "项"}
        actions.add_goal(plan.pk, actor=who("officer"), **GOAL, **figure)
        rows = [add_task(plan), add_task(plan, owner=None, owner_role="finance")]
        move.make("action_plan", plan.pk, "publish", actor=who("officer"))
    make("task", rows[0], "report", "issuer", evidence="名单")
    make("task", rows[0], "confirm", "officer")

    with moment("2021-10-11"):
        page = browser("nobody").get(plan.get_absolute_url())

    tasks = page.context["tasks"]
    assert (tasks["done"], tasks["count"]) == (1, 2)
    by_owner = {group["owner"].en: group for group in tasks["owners"]}
    assert by_owner["Finance"]["done"] == 0
    assert by_owner["Finance"]["tasks"][0]["late"] is True
    panel = page.context["panels"][0]
    assert [(line["pct"], line["now"].zh) for line in panel.context["lines"]] == [(0, "0项")]
    assert "/indicators/agreements/" in page.content.decode()


def test_pages_cost_as_many_queries_for_one_task_as_for_three():
    task = in_force()
    addresses = ("/policy/plans/", task.plan.get_absolute_url(), "/policy/tasks/")
    before = {address: factories.queries_of("nobody", address) for address in addresses}
    for _ in range(2):
        add_task(task.plan, owner=None, owner_role="recommender", owner_area_id="150200")
    other = drafted()
    add_task(other)
    with moment("2021-07-01"):
        actions.add_goal(other.pk, actor=who("officer"), **GOAL)
        move.make("action_plan", other.pk, "publish", actor=who("officer"))

    assert {a: factories.queries_of("nobody", a) for a in addresses} == before
    assert max(before.values()) <= 12


def test_a_task_shows_the_calls_that_serve_it():
    task = in_force(instrument="open_challenge")
    money = factories.appropriation()
    call = factories.call(money=money)
    with moment("2021-09-01"):
        shown = browser("officer").get(task.get_absolute_url())

    links = [
        line["url"] for panel in shown.context["panels"] for line in panel.context["links"]
    ]
    assert links == [call.get_absolute_url()]
