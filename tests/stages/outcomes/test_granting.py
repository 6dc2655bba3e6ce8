"""Rights in a result granted to those who made it: terms, publicity, record, and the income."""

import pytest

from tests.factories import browser, moment, refused, statuses, unit, who
from tests.thread import INCOME, OUTCOME, SOLD, thread_until
from xingmeng.core import codes, move
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes.models import Outcome, RightGrant
from xingmeng.stages.registry.models import Right

pytestmark = pytest.mark.django_db
PATENT = OUTCOME | {
    "form": "patent",
    "patent_number": "ZL200310102344.5",
    "granted_on": "2023-06-02",
}
HOLDERS = [{"name": "沈嘉禾", "part_pct": 60}, {"name": "林雨桐", "part_pct": 40}]
ASKED = {
    "form": "ownership",
    "share_pct": 85,
    "decides": "团队提出，单位十五日内答复。",
    "costs": "维护费用由单位承担。",
    "holders": HOLDERS,
    "harmless": True,
}
USE = ASKED | {"form": "use", "years": 10}
AGREED = {"agreement_number": "赋权 2023-1", "agreed_on": "2024-01-16"}


@pytest.fixture
def outcome():
    thread = thread_until("completed")
    with moment("2024-01-10"):
        row = actions.file_outcome(
            thread.contract.pk,
            OUTCOME
            | {
                "form": "patent",
                "patent_number": "ZL200310102344.5",
                "granted_on": "2023-06-02",
            },
            actor=who("bidder"),
        )
        move.make("outcome", row.pk, "register", actor=who("officer"))
    return row


def asked(outcome, given=ASKED, username: str = "colleague") -> RightGrant:
    with moment("2024-01-15"):
        return actions.ask_for_grant(outcome.pk, given, actor=who(username))


def step(row: RightGrant, name: str, username: str = "bidder", day: str = "2024-01-16", **said):
    with moment(day):
        move.make("right_grant", row.pk, name, actor=who(username), **said)


def recorded(row: RightGrant) -> None:
    step(row, "agree", details=AGREED)
    step(row, "grant", day="2024-02-01")
    step(row, "record", "officer", "2024-02-05")


def test_a_share_of_the_ownership_goes_from_request_to_record(outcome):
    row = asked(outcome)
    step(row, "agree", details=AGREED)

    assert refused(lambda: step(row, "grant", day="2024-01-31")) == ["publicity_running"]
    step(row, "grant", day="2024-02-01")
    step(row, "record", "officer", "2024-02-05")

    row.refresh_from_db()
    right = Right.objects.get(number="ZL200310102344.5")
    assert (row.state, row.share_pct, row.agreement_number) == ("recorded", 85, "赋权 2023-1")
    assert (right.way, right.organisation) == ("co_owned", unit("shanghai"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (USE | {"years": 9}, ["too_small"]),
        (ASKED | {"harmless": None}, ["answer_needed"]),
        (ASKED | {"share_pct": 100}, ["too_big"]),
        (ASKED | {"holders": HOLDERS[:1]}, ["shares_not_100"]),
    ],
)
def test_what_the_pilot_does_not_allow_is_refused(outcome, given, expected):
    who("colleague")

    assert refused(lambda: asked(outcome, given)) == expected


def test_use_for_ten_years_is_recorded_once(outcome):
    recorded(asked(outcome, USE))

    assert Right.objects.get(number="ZL200310102344.5").way == "use_granted"
    assert refused(lambda: asked(outcome)) == ["granted_already"]


def test_only_its_own_unit_asks_and_only_its_head_agrees(outcome):
    who("issuer")
    assert refused(lambda: asked(outcome, username="issuer")) == ["not_your_move"]

    row = asked(outcome)
    for username in ("colleague", "officer"):
        who(username)
        assert refused(lambda: step(row, "agree", username, details=AGREED)) == [  # noqa: B023 -- called at once
            "not_your_move"
        ]


def test_a_standard_belongs_to_nobody(outcome):
    Outcome.objects.update(form="standard", identifier="")

    assert refused(lambda: asked(outcome)) == ["not_grantable"]


def test_income_follows_the_share_that_the_team_owns(outcome):
    recorded(asked(outcome))
    sold = SOLD | {"buyer": unit("magnet").credit_code}
    with moment("2024-03-01"):
        sale = actions.file_technology_contract(outcome.pk, sold, actor=who("bidder"))
        said = {"registration_number": "测试0009"}
        move.make(
            "technology_contract", sale.pk, "register", actor=who("officer"), details=said
        )
        row = actions.file_income(sale.pk, INCOME, actor=who("bidder"))

    assert (row.ownership_pct, row.team_pct) == (85, 85)
    page = browser("bidder").get(row.get_absolute_url()).content.decode()
    assert "国科发区〔2020〕128号" in page


def test_names_stay_inside_and_what_was_agreed_is_public_once_granted(outcome):
    row = asked(outcome)
    place = f"/outcomes/grants/{codes.of(row)}/"
    readers = ("nobody", "stranger", "colleague", "officer")
    assert list(statuses(place, *readers).values()) == [404, 404, 200, 200]

    recorded(row)

    pages = {name: browser(name).get(place).content.decode() for name in readers}
    assert ["沈嘉禾" in page for page in pages.values()] == [False, False, True, True]
    assert all("85%" in page for page in pages.values())
    assert place in browser("nobody").get(outcome.get_absolute_url()).content.decode()


def test_one_asks_from_the_page_of_the_outcome(outcome):
    form = f"{outcome.get_absolute_url()}grant/"
    assert form in browser("colleague").get(outcome.get_absolute_url()).content.decode()
    assert browser("nobody").get(form).status_code == 302
    said = {
        **{n: v for n, v in USE.items() if n != "holders"},
        **{"share_pct": "", "harmless": "on", "holders-rows": "1"},
        **{"holders-0-name": "沈嘉禾", "holders-0-part_pct": "100"},
    }

    assert browser("colleague").post(form, said)["Location"] == (
        RightGrant.objects.get().get_absolute_url()
    )
