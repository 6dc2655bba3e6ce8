"""The pages of proposed assignments, and of asking one expert by hand."""

import io
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories, thread
from tests.stages.review import pools
from xingmeng import cli
from xingmeng.core import access, codes
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Assignment, Plan
from xingmeng.stages.review.rules import PlanRules

pytestmark = pytest.mark.django_db

RULES = {
    "per_application": "3", "most": "5", "objective": "fair", "one_per_unit": "on",
    "language_least": "1", "language": "en",
}  # fmt: skip


def proposed(**rules) -> tuple:
    story = thread.thread_until("round_open")
    pools.fill()
    asked = PlanRules(**({"per_application": 3, "most": 5} | rules))
    return story, actions.propose(story.round.pk, asked, actor=factories.who("officer"))


def test_each_page_is_for_its_readers():
    story, plan = proposed()
    about, one = (
        f"/review/rounds/{codes.of(story.round)}",
        codes.of(story.round.candidates.first()),
    )
    none = {"nobody": 302, "expert": 404, "bidder": 404, "issuer": 404}
    expected = {
        f"{about}/plan/": none | {"officer": 200, "chair": 404},
        f"{about}/candidates/{one}/": none | {"officer": 200, "chair": 404},
        f"{about}/candidates/4711-4711/": {"officer": 404},
        f"/review/plans/{codes.of(plan)}/": none
        | {"officer": 200, "chair": 200, "discipline": 200},
        f"/review/plans/{codes.of(plan)}/certificate.zip": none
        | {"officer": 200, "discipline": 404},
        "/review/plans/4711-4711/": {"officer": 404},
        f"/review/plans/{10**30}/": {"officer": 404},
        "/review/plans/4711-4711/certificate.zip": {"officer": 404},
    }

    assert {page: factories.statuses(page, *who) for page, who in expected.items()} == expected


def test_an_officer_sets_rules_looks_at_the_plan_and_adopts_it():
    story = thread.thread_until("round_open")
    pools.fill()
    client = factories.browser("officer")
    home = f"/review/rounds/{codes.of(story.round)}/"

    form = client.get(f"{home}plan/")
    sent = client.post(f"{home}plan/", RULES)
    plan = Plan.objects.get()
    page = client.get(sent.url).content.decode()
    client.post(reverse("move", args=[("plan", plan.pk), "adopt"]))

    assert form.context["form"].initial["per_application"] == 3
    assert sent.url == f"/review/plans/{codes.of(plan)}/"
    assert any(f"{topic}（" in page or "没有相近的成果" in page for topic in pools.TOPICS)
    assert "已证明没有更好的方案" in page
    assert page.count('<span class="number">') == 6
    assert Assignment.objects.filter(role="expert").count() == 6
    assert "方案 1" in client.get(home).content.decode()


def test_rules_that_are_wrong_are_said_on_the_form():
    story = thread.thread_until("round_open")
    pools.fill()
    client = factories.browser("officer")
    address = f"/review/rounds/{codes.of(story.round)}/plan/"

    wrong = client.post(address, RULES | {"most": "x"})
    refused = client.post(address, RULES | {"outside": "4"})

    assert (wrong.status_code, refused.status_code) == (200, 409)
    assert [f.code for f in refused.context["errors"]] == ["rule_out_of_range"]
    assert not Plan.objects.exists()


def test_the_proof_is_opened_on_record_and_not_by_who_must_step_aside():
    story, plan = proposed()
    page = f"/review/plans/{codes.of(plan)}/"
    hidden = story.round.candidates.first().subject_id
    chair = factories.who("chair").user_id
    access.bar(chair, "conflict", kind="application", subject_id=hidden)

    def figures(name: str) -> bool:
        return "已证明没有更好的方案" in factories.browser(name).get(page).content.decode()

    before = {name: figures(name) for name in ("officer", "discipline", "chair")}
    opened = {name: factories.opens(name, "plan", plan) for name in ("discipline", "chair")}

    assert before == {"officer": True, "discipline": False, "chair": False}
    assert opened == {"discipline": 302, "chair": 409}
    assert (figures("discipline"), figures("chair")) == (True, False)
    assert factories.statuses(f"{page}certificate.zip", "chair") == {"chair": 404}
    assert factories.steps_of("plan", plan) == ["begin", "open_whole"]


def test_what_cannot_hold_is_said_in_words():
    _, plan = proposed(per_application=9, most=1)

    page = factories.browser("officer").get(f"/review/plans/{codes.of(plan)}/").content.decode()

    assert "这些要求不能同时满足" in page
    assert "每份申报的专家数" in page


@pytest.mark.parametrize("rules", [{}, {"language_least": 1, "field": "430", "field_least": 2}])
def test_what_is_downloaded_is_checked_by_the_command(rules: dict, tmp_path: Path):
    _, plan = proposed(**rules)

    assert factories.opens("discipline", "plan", plan) == 302
    answer = factories.browser("discipline").get(
        f"/review/plans/{codes.of(plan)}/certificate.zip"
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)

    words = (tmp_path / "check.txt").read_text().replace("\\\n", "").split()[1:]
    files = {f.name for f in tmp_path.iterdir()}
    given = [str(tmp_path / word) if word in files else word for word in words]
    assert cli.main(given) == 0
    text = (tmp_path / "pairs.csv").read_text()
    lines = text.splitlines()
    (tmp_path / "pairs.csv").write_text("\n".join([*lines[:-1], lines[1]]) + "\n")
    assert cli.main(given) == 1


def test_a_drawn_plan_shows_its_seed():
    _, plan = proposed(chance=60)

    page = factories.browser("officer").get(f"/review/plans/{codes.of(plan)}/").content.decode()

    assert len(plan.figures["seed"]) == 64
    assert plan.figures["seed"] in page


def test_an_expert_is_found_by_name_or_skill_and_asked():
    story = thread.thread_until("round_open")
    pools.fill(30)
    one = story.round.candidates.first()
    client = factories.browser("officer")
    address = f"/review/rounds/{codes.of(story.round)}/candidates/{codes.of(one)}/"

    every = client.get(address)
    named = client.get(address, {"q": "专家07"})
    nobody = client.get(address, {"q": "没有这个人"})

    assert (len(every.context["experts"]), every.context["many"]) == (20, 30)
    assert [line["profile"].name for line in named.context["experts"]] == ["专家07"]
    assert "没有找到专家" in nobody.content.decode()
    user = named.context["experts"][0]["profile"].user_id
    sent = client.post(
        f"/review/rounds/{codes.of(story.round)}/assign/",
        {"candidate": codes.of(one), "expert": user},
    )
    assert sent.status_code == 302
    assert Assignment.objects.get(role="expert").user_id == user
    assert client.get(address, {"q": "专家07"}).context["many"] == 0


def test_who_must_step_aside_is_shown_with_the_reason_and_cannot_be_asked():
    story = thread.thread_until("round_open")
    insider = factories.with_role("insider", "expert")
    one = story.round.candidates.first()
    client = factories.browser("officer")

    page = client.get(
        f"/review/rounds/{codes.of(story.round)}/candidates/{codes.of(one)}/",
        {"q": insider.name},
    )

    assert [bool(line["hits"]) for line in page.context["experts"]] == [True]
    assert "须回避：" in page.content.decode()
    assert 'name="expert"' not in page.content.decode()


def test_reading_plans_writes_nothing():
    story, plan = proposed()
    client = factories.browser("officer")
    pages = [
        f"/review/plans/{codes.of(plan)}/",
        f"/review/rounds/{codes.of(story.round)}/plan/",
    ]

    assert not factories.wrote(lambda: [client.get(page) for page in pages])


def test_a_plan_asks_as_much_for_two_candidates_as_for_a_hundred():
    story, plan = proposed()
    few = factories.queries_of("officer", f"/review/plans/{codes.of(plan)}/")

    Plan.objects.filter(pk=plan.pk).update(pairs=plan.pairs * 30)

    assert factories.queries_of("officer", f"/review/plans/{codes.of(plan)}/") == few
    assert few <= 30


def test_asking_by_hand_shows_who_fits_best_once_it_is_worked_out():
    story = thread.thread_until("round_open")
    pools.fill()
    one = story.round.candidates.first()
    client = factories.browser("officer")
    address = f"/review/rounds/{codes.of(story.round)}/candidates/{codes.of(one)}/"

    before = client.get(address).context["experts"]
    actions.compute_expertise(story.round.pk, actor=factories.who("officer"))
    after = client.get(address).context["experts"]

    best = [fit.user_id for fit in queries.affinities_of(one)]
    assert {line["why"].zh for line in before} == {"专长匹配度尚未计算或调阅"}
    assert [line["profile"].user_id for line in after] == best[: len(after)]
    assert [float(line["score"]) for line in after] == sorted(
        (float(line["score"]) for line in after), reverse=True
    )
