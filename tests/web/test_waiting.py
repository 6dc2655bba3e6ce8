"""What waits for a reader: the next step of each case is on the desk of who must take it."""

import pytest

from tests.factories import moment, who
from tests.thread import thread_until
from xingmeng.core.words import say
from xingmeng.web import waiting

pytestmark = pytest.mark.django_db


def desk(username: str) -> set[str]:
    """What is named on somebody's desk, each choice by itself."""
    items = [item for group in waiting.groups(who(username)) for item in group["items"]]
    return {choice for item in items for choice in say(item["what"]).split(" / ")}


@pytest.mark.parametrize(
    ("step", "day", "username", "what"),
    [
        ("need_draft", "2021-07-05", "issuer", "提交需求"),
        ("need_submitted", "2021-07-06", "bureau", "推荐"),
        ("need_endorsed", "2021-07-09", "officer", "提出凝练稿"),
        ("need_refined", "2021-07-27", "issuer", "确认凝练稿"),
        ("need_confirmed", "2021-07-29", "officer", "列入榜单批次"),
        ("raised", "2021-08-21", "officer", "发布"),
        ("sealed", "2021-10-09", "officer", "开启揭榜书（第一人）"),
        ("first_key", "2021-10-09", "officer2", "开启揭榜书（第二人）"),
        ("opened", "2021-10-09", "bureau", "形式审查通过并推荐"),
        ("recommended", "2021-10-12", "officer", "受理"),
        ("admitted", "2021-10-16", "officer", "组织评审"),
        ("marking", "2021-10-19", "expert", "接受并声明无需回避"),
        ("ranked", "2021-10-26", "issuer", "选定揭榜方"),
        ("chosen", "2021-11-09", "chair", "同意立项"),
        ("decided", "2021-11-23", "officer", "开始公示"),
        ("publicity", "2021-12-02", "officer", "公示无异议，确认立项"),
        ("confirmed", "2021-12-04", "colleague", "签署军令状"),
        ("leader_signed", "2022-01-10", "bidder", "签署任务书和军令状"),
        ("bidder_signed", "2022-01-10", "issuer", "签署任务书"),
        ("issuer_signed", "2022-01-10", "officer", "签署生效"),
        ("in_force", "2022-01-11", "bidder", "提交里程碑报告"),
        ("reported", "2022-02-26", "officer", "核查通过"),
        ("passed", "2022-03-03", "finance", "支付"),
        ("paid2", "2023-01-05", "bidder", "申请验收"),
        ("requested", "2023-11-11", "issuer", "填写用户意见"),
        ("opined", "2023-11-25", "officer", "通过验收"),
        ("completed", "2023-12-02", "bidder", "登记成果"),
        ("outcome_filed", "2023-12-21", "officer", "登记成果"),
        ("sold_filed", "2024-01-16", "officer", "认定登记"),
        ("income_filed", "2024-05-30", "bidder", "确认分配"),
    ],
)
def test_the_next_step_waits_for_whoever_must_take_it(step, day, username, what):
    thread_until(step)

    with moment(day):
        assert any(what in item for item in desk(username)), desk(username)
        assert not any(what in item for item in desk("stranger"))


@pytest.mark.parametrize(
    ("step", "day", "username"),
    [
        ("sealed", "2021-09-20", "officer"),
        ("first_key", "2021-10-09", "officer"),
        ("publicity", "2021-11-25", "officer"),
        ("income_filed", "2024-05-10", "bidder"),
    ],
)
def test_what_is_too_early_or_for_another_does_not_wait(step, day, username):
    thread_until(step)

    with moment(day):
        for barred in ("开启揭榜书", "确认立项", "确认分配"):
            assert not any(barred in item for item in desk(username))


def test_who_may_only_send_back_a_case_of_others_is_not_bothered_with_it():
    thread_until("need_submitted")

    with moment("2021-07-06"):
        assert desk("officer") == set()


def test_who_has_a_case_that_cannot_go_on_finds_what_is_left_to_do():
    """Targets partly met: the officer cannot accept, the chair may exempt, both are told."""
    story = thread_until("requested")
    with moment("2023-11-24"):
        story.opined("partly")
        told = {
            name: [i["what"] for g in waiting.groups(who(name)) for i in g["items"]]
            for name in ("officer", "chair")
        }

    assert any("不通过" in what for what in told["officer"])
    assert any("尽职免责" in what for what in told["chair"])
