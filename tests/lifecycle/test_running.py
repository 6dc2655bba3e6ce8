"""A running project and a living recognition: changes, acceptance, returns, evaluation."""

from datetime import date

import pytest

from tests.factories import browser, moment, refused, who
from tests.lifecycle.samples import answers_to
from tests.lifecycle.walk import Walk, until_decided
from xingmeng.core import codes
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.delivery import actions, queries, rules
from xingmeng.stages.delivery.models import Amendment, Return
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry.queries.known import qualification

pytestmark = pytest.mark.django_db


def running(code: str = "key_project") -> Walk:
    walk = until_decided(code)
    walk.sign()
    return walk


def ask(walk: Walk, kind: str, username: str = "", **more) -> Amendment:
    said = {"after": "改为乙", "reason": "甲调离"} | more
    return actions.ask_for_change(
        walk.contract.pk, kind=kind, actor=who(username or walk.head), **said
    )


# --- changes --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["member", "budget", "equipment"])
def test_what_the_unit_decides_is_put_on_file_at_once(kind: str):
    walk = running()

    with moment("2022-03-01"):
        row = ask(walk, kind)

    assert Amendment.objects.get(pk=row.pk).state == "noted"


@pytest.mark.parametrize("kind", ["leader", "unit", "partner", "target"])
def test_what_matters_to_the_award_needs_approval(kind: str):
    walk = running()

    with moment("2022-03-01"):
        row = ask(walk, kind)
        assert Amendment.objects.get(pk=row.pk).state == "filed"
        walk.make("amendment", row, "approve", "officer", opinion="同意")

    assert Amendment.objects.get(pk=row.pk).state == "approved"


@pytest.mark.parametrize(
    ("day", "until", "codes"),
    [
        ("2023-03-01", date(2024, 12, 1), ["extended_too_long"]),
        ("2023-03-01", date(2023, 1, 1), ["answer_needed"]),
        ("2023-12-15", date(2024, 3, 1), ["extension_too_late"]),
    ],
)
def test_an_extension_has_its_limits(day: str, until: date, codes: list[str]):
    walk = running()

    with moment(day):
        assert refused(lambda: ask(walk, "extension", until_on=until)) == codes


def test_there_is_one_extension():
    walk = running()
    walk.extend()

    with moment("2023-05-01"):
        codes = refused(lambda: ask(walk, "extension", until_on=date(2024, 6, 1)))

    assert codes == ["extended_before"]
    last = walk.contract.milestones.get(key="acceptance")
    assert last.planned_on == last.due_on == date(2024, 3, 31)


def test_an_approved_end_stops_the_project_and_returns_the_money():
    walk = running()
    with moment("2022-03-01"):
        row = ask(walk, "stop")
        walk.make("amendment", row, "approve", "officer", opinion="同意终止")

    contract = Contract.objects.get(pk=walk.contract.pk)
    assert contract.state == "ended"
    assert set(contract.milestones.values_list("key", "state")) == {
        ("start", "passed"),
        ("midway", "lapsed"),
        ("acceptance", "lapsed"),
    }
    first = contract.milestones.get(key="start").amount_fen
    walk.money.refresh_from_db()
    assert funds.money_of(walk.money)["available"] == walk.money.amount_fen - first


@pytest.mark.parametrize("username", ["officer", "bidder", "bureau"])
def test_only_the_lead_organisation_asks_for_a_change(username: str):
    walk = running()
    who(username)

    with moment("2022-03-01"):
        assert "not_your_move" in refused(lambda: ask(walk, "member", username))


def test_a_change_needs_its_words():
    walk = running()

    with moment("2022-03-01"):
        assert refused(lambda: ask(walk, "member", after=" ", reason="")) == [
            "answer_needed",
            "answer_needed",
        ]


def test_a_change_is_seen_by_its_parties_and_staff():
    walk = running()
    with moment("2022-03-01"):
        row = ask(walk, "leader")

    readers = ("nobody", "bidder", "expert", "ordos", "bureau", "officer", walk.head)
    seen = [n for n in readers if queries.amendments_for(who(n)).filter(pk=row.pk).exists()]

    assert seen == ["bureau", "officer", walk.head]
    assert browser("bidder").get(f"/delivery/changes/{codes.of(row)}/").status_code == 404


def test_the_page_asks_for_a_change_and_says_what_is_wrong():
    walk = running()
    client = browser(walk.head)
    url = f"/delivery/contracts/{codes.of(walk.contract)}/change/"

    with moment("2022-03-01"):
        said = {"kind": "extension", "after": "延期", "reason": "设备", "until_on": ""}
        assert client.post(url, said).status_code == 409
        done = client.post(url, said | {"until_on": "2024-01-31"}, follow=True)

    assert "延期" in done.content.decode()


# --- acceptance -----------------------------------------------------------------------------


def requested(walk: Walk, **account):
    said = {"spent_fen": 1_000_000} | account
    return actions.request_acceptance(
        walk.contract.pk, summary="完成", account=said, actor=who(walk.head)
    )


def test_a_project_says_what_it_spent():
    walk = running()
    walk.report()

    with moment("2023-11-01"):
        codes = refused(
            lambda: actions.request_acceptance(
                walk.contract.pk, summary="完成", actor=who(walk.head)
            )
        )

    assert codes == ["answer_needed"]


def test_what_is_not_all_met_is_closed_or_refused_not_accepted():
    walk = running()
    walk.report()
    with moment("2023-11-01"):
        row = requested(walk)
        said = {"verdict": "partly", "opinion": "一项未达"}
        codes = refused(lambda: walk.make("acceptance", row, "accept", "officer", **said))
        walk.make("acceptance", row, "close", "officer", reason="已尽责", **said)

    assert codes == ["targets_not_met"]
    contract = Contract.objects.get(pk=walk.contract.pk)
    assert contract.state == "completed"
    assert contract.milestones.get(key="acceptance").state == "failed"


def test_no_more_may_be_spent_than_was_awarded():
    walk = running()
    walk.report()
    with moment("2023-11-01"):
        row = requested(walk, spent_fen=walk.contract.support_fen + 1)
        said = {"verdict": "met", "opinion": "好"}
        codes = refused(lambda: walk.make("acceptance", row, "accept", "officer", **said))

    assert codes == ["spent_too_much"]


def test_a_lump_sum_shows_its_account_inside_the_unit_for_five_working_days():
    walk = running("science_fund")
    walk.report()
    days = {"shown_from": date(2023, 10, 9), "shown_until": date(2023, 10, 13)}
    with moment("2023-11-01"):
        assert refused(lambda: requested(walk)) == ["answer_needed", "answer_needed"]
        row = requested(walk, **days)
        said = {"verdict": "met", "opinion": "好"}
        codes = refused(lambda: walk.make("acceptance", row, "accept", "officer", **said))

    assert codes == ["shown_too_short"]


def test_a_refused_acceptance_ends_the_contract():
    walk = running()
    walk.report()
    with moment("2023-11-01"):
        row = requested(walk)
        said = {"verdict": "unmet", "opinion": "未达到", "reason": "数据不实"}
        walk.make("acceptance", row, "refuse", "officer", **said)

    assert Contract.objects.get(pk=walk.contract.pk).state == "ended"


def test_more_may_be_asked_for_and_is_added():
    walk = running()
    walk.report()
    with moment("2023-11-01"):
        row = requested(walk)
        walk.make("acceptance", row, "ask_for_more", "officer", reason="缺检测报告")
        done = walk.make("acceptance", row, "complete_request", walk.head, summary="已补")

    assert done.state == "requested"
    assert done.summary.endswith("已补")


# --- returns --------------------------------------------------------------------------------


def test_a_platform_files_its_return_and_the_next_falls_due():
    walk = until_decided("key_laboratory")

    walk.file_return(evaluates=False)

    rows = list(Return.objects.filter(award=walk.award, evaluates=False).order_by("pk"))
    assert [row.state for row in rows] == ["accepted", "draft"]
    assert rows[1].period_from > rows[0].period_until


def test_who_fails_its_evaluation_loses_the_recognition():
    walk = until_decided("key_laboratory")
    row = Return.objects.get(award=walk.award, evaluates=True)
    with moment(row.due_on.isoformat()):
        said = answers_to(rules.form_of_return(row), {}, partner=walk.partner)
        actions.save_return(row.pk, said, actor=who(walk.head))
        walk.make("return", row, "file", walk.head)
        assert refused(lambda: walk.make("return", row, "accept", "officer")) == [
            "to_be_graded"
        ]
        walk.make("return", row, "grade", "officer", grade="failed", opinion="停止运行")

    held = qualification("key_laboratory", walk.award_now().certificate)
    assert held.state == "revoked"
    rows = Return.objects.filter(award=walk.award)
    assert rows.filter(evaluates=True).count() == 1
    assert set(rows.filter(evaluates=False).values_list("state", flat=True)) == {"lapsed"}


def test_no_return_falls_due_after_the_recognition_has_ended():
    walk = until_decided("workstation")  # holds for three years

    for _ in range(3):
        walk.file_return(evaluates=False)

    rows = Return.objects.filter(award=walk.award, evaluates=False).order_by("pk")
    held = qualification("workstation", walk.award_now().certificate)
    assert held.until_on == date(2024, 12, 19)
    assert [row.state for row in rows] == ["accepted"] * 3
    assert rows.last().period_until == held.until_on


def test_a_return_in_the_making_is_its_holders_and_the_departments():
    walk = until_decided("key_laboratory")
    row = Return.objects.filter(award=walk.award).first()

    readers = ("nobody", "bidder", "bureau", "ordos", "officer", walk.head)
    seen = [n for n in readers if queries.returns_for(who(n)).filter(pk=row.pk).exists()]

    assert seen == ["officer", walk.head]
    assert browser("bidder").get(f"/delivery/returns/{codes.of(row)}/").status_code == 404
    assert browser(walk.head).get(f"/delivery/returns/{codes.of(row)}/").status_code == 200
    assert (
        browser(walk.head).get(f"/delivery/returns/{codes.of(row)}/write/").status_code == 200
    )


def test_a_return_with_gaps_is_not_filed():
    walk = until_decided("key_laboratory")
    row = Return.objects.filter(award=walk.award, evaluates=False).first()

    with moment(row.due_on.isoformat()):
        codes = refused(lambda: walk.make("return", row, "file", walk.head))

    assert set(codes) <= {"answer_needed", "too_few_rows"}
    assert codes
