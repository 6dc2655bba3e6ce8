"""Which rule decides, shares and use by oneself, and objections while shares are shown."""

import pytest

from tests.factories import browser, moment, refused, statuses, who
from tests.thread import INCOME, thread_until
from xingmeng.core import codes, move
from xingmeng.stages.outcomes import actions, queries
from xingmeng.stages.outcomes.models import Income, IncomeObjection
from xingmeng.stages.outcomes.queries import income as incomes

pytestmark = pytest.mark.django_db
OWN = {
    "way": "own",
    "received_fen": 1_000_001,
    "profit_year": 1,
    "unit_rule_pct": 0,
    "shares": INCOME["shares"],
}


def with_first(**changed) -> list[dict]:
    first, *others = INCOME["shares"]
    return [first | changed, *others]


@pytest.fixture
def thread():
    return thread_until("sold_registered")


def stated(outcome, **changed):
    with moment("2024-05-06"):
        return actions.file_conversion(outcome.pk, OWN | changed, actor=who("bidder"))


def wrong(outcome, **changed):
    actor = who("bidder")
    with moment("2024-05-06"):
        return refused(lambda: actions.file_conversion(outcome.pk, OWN | changed, actor=actor))


def test_profit_of_use_is_shared_at_five_percent_year_by_year(thread):
    row = stated(thread.outcome)

    assert (row.way, row.team_pct, row.team_fen) == ("own", 5, 50_001)
    assert sum(row.shares.values_list("amount_fen", flat=True)) == 50_001
    assert wrong(thread.outcome) == ["profit_year_stated"]
    assert wrong(thread.outcome, profit_year=6) == ["too_big"]
    assert stated(thread.outcome, profit_year=2).profit_year == 2
    Income.objects.filter(pk=row.pk).update(state="cancelled")
    assert stated(thread.outcome).profit_year == 1


def test_shares_are_at_least_half_and_none_go_to_the_head(thread):
    head = with_first(post="head")
    shares = {"way": "shares", "received_fen": 1_000_000_000}

    assert wrong(thread.outcome, **shares, shares=head) == ["heads_take_no_shares"]
    row = stated(thread.outcome, **shares)
    assert (row.team_pct, row.team_fen, row.profit_year) == (50, 500_000_000, None)
    assert stated(thread.outcome, shares=head).way == "own"


def test_main_contributors_get_half_of_the_reward(thread):
    low = with_first(role="member")
    low[1] = low[1] | {"role": "main"}

    assert wrong(thread.outcome, shares=low) == ["main_contributors_low"]


def test_what_was_agreed_with_the_team_decides_where_it_is_more(thread):
    with moment("2024-05-06"):
        row = actions.file_income(
            thread.sold.pk, INCOME | {"agreed_pct": 85}, actor=who("bidder")
        )

    page = browser("nobody" if row.state == "shared" else "bidder").get(row.get_absolute_url())
    text = page.content.decode()
    assert row.team_pct == 85
    assert [c.by for c in incomes.claims_of(row) if c.pct == 85] == ["agreement"]
    assert text.count("以此为准") == 1
    assert "主管部门未定" in text
    assert "第四十五条" in text


# --- objections -----------------------------------------------------------------------------


@pytest.fixture
def shown():
    return thread_until("income_filed")


def objected(
    shown, username: str = "colleague", text: str = "漏了一名参加人员"
) -> IncomeObjection:
    with moment("2024-05-10"):
        return actions.object_to_income(shown.income.pk, text, actor=who(username))


def share(shown) -> None:
    with moment("2024-06-03"):
        move.make("income", shown.income.pk, "share", actor=who("bidder"))


def answer(row: IncomeObjection, name: str, username: str = "bidder") -> None:
    with moment("2024-05-13"):
        move.make("income_objection", row.pk, name, actor=who(username), reason="已核对名单")


def test_an_objection_holds_the_shares_until_it_is_answered(shown):
    row = objected(shown)

    assert refused(lambda: share(shown)) == ["objection_open"]
    answer(row, "reject")
    share(shown)
    assert Income.objects.get().state == "shared"


def test_after_an_upheld_objection_the_income_is_stated_anew(shown):
    answer(objected(shown), "uphold")

    assert refused(lambda: share(shown)) == ["income_objection_upheld"]
    with moment("2024-05-14"):
        move.make("income", shown.income.pk, "cancel", actor=who("bidder"), reason="重新分配")
        assert actions.file_income(shown.sold.pk, INCOME, actor=who("bidder")).pk


def test_nobody_answers_their_own_objection_nor_does_a_colleague(shown):
    row = objected(shown, "bidder")

    assert refused(lambda: answer(row, "reject")) == ["same_person"]
    assert refused(lambda: answer(row, "reject", "colleague")) == ["not_your_move"]


@pytest.mark.parametrize(
    ("username", "text", "expected"),
    [("colleague", "  ", ["answer_needed"]), ("finance", "不对", ["not_your_move"])],
)
def test_only_the_unit_objects_and_says_why(shown, username, text, expected):
    who(username)

    assert refused(lambda: objected(shown, username, text)) == expected


def test_objections_are_read_inside_the_unit_and_by_those_who_audit(shown):
    row = objected(shown)
    place = f"/outcomes/objections/{codes.of(row)}/"

    expected = {
        "nobody": 404, "stranger": 404, "issuer": 404, "officer": 404, "bidder": 200,
        "colleague": 200, "finance": 200,
    }  # fmt: skip
    assert statuses(place, *expected) == expected
    assert not incomes.objections_for(who("issuer")).exists()


def test_one_objects_from_the_page_while_the_shares_are_shown(shown):
    page = shown.income.get_absolute_url()
    with moment("2024-05-10"):
        assert "提出异议" in browser("colleague").get(page).content.decode()
        assert browser("issuer").get(f"{page}object/").status_code == 404
        to = browser("colleague").post(f"{page}object/", {"text": "占比不符"})["Location"]

    assert IncomeObjection.objects.get().get_absolute_url() == to
    assert "占比不符" in browser("bidder").get(to).content.decode()
    answer(IncomeObjection.objects.get(), "reject")
    share(shown)
    assert "提出异议" not in browser("colleague").get(page).content.decode()
    assert queries.income_for(who("nobody"), shown.income.pk)
