"""Figures are what their records say, for every reader; the replay shows all 52 rows."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import browser, moment, time, who
from tests.thread import thread_until
from xingmeng.stages.funds.models import Payment
from xingmeng.stages.indicators import actions, queries
from xingmeng.stages.indicators.queries.fieldwork import FIELDWORK
from xingmeng.stages.indicators.queries.recognitions import RECOGNITIONS

pytestmark = pytest.mark.django_db
LATER = time("2024-06-30")


def figures(username: str) -> dict[str, Decimal | None]:
    actor = who(username)
    return {d.code: queries.figure(actor, d.code, as_of=LATER)[0] for d in queries.every()}


def test_the_whole_thread_gives_these_figures():
    thread_until("shared")

    assert figures("nobody") == {
        "challenges": 1,
        "challenge_amount": 2_000_000_000,
        "agreements": 1,
        "agreed_amount": 1_900_000_000,
        "support_committed": 570_000_000,
        "support_paid": 570_000_000,
        "support_recovered": 0,
        "technology_contracts": 360_000_000,
        "income_to_teams": 116_666_690,
        "team_share": Decimal(116_666_690) / Decimal(166_666_700),
        "introductions_begun": 0,
        "introductions_agreed": 0,
        **{definition.code: 0 for definition in RECOGNITIONS},  # of calls, not of challenges
        **{definition.code: 0 for definition in FIELDWORK},
    }


def test_challenges_narrow_by_theme_and_the_replay_opens_them_so():
    thread = thread_until("listed")
    url = reverse("indicators:indicator", args=["challenges"])

    for theme, count in ((thread.challenge.theme, 1), ("social", 0)):
        page = browser("nobody").get(f"{url}?theme={theme}&as_of=2021-12-31")
        assert page.context["page"]["total"] == count
    (line,) = (
        one for one in queries.replay(today=LATER)["beside"] if one["name"] == "tasks_social"
    )
    assert line["url"].startswith(f"{url}?theme=social&")


@pytest.mark.parametrize("reader", ["nobody", "officer", "leader", "bidder"])
def test_a_figure_is_the_sum_of_the_very_records_it_opens_to(reader: str):
    thread_until("shared")

    for definition in queries.every():
        value, rows = queries.figure(who(reader), definition.code, as_of=LATER)
        amounts = [definition.amount(row) for row in rows]
        if definition.unit == "count":
            assert value == len(amounts)
        if definition.unit == "fen":
            assert value == sum(amounts)


def test_a_figure_as_of_a_day_leaves_out_what_came_later():
    thread_until("paid2")

    for day, paid in (
        ("2022-01-31", 0),
        ("2022-03-31", 228_000_000),
        ("2022-12-31", 399_000_000),
    ):
        value, _ = queries.figure(who("nobody"), "support_paid", as_of=time(day, 23))
        assert value == paid


def test_a_deleted_payment_moves_the_figure(django_assert_max_num_queries):
    thread_until("passed")
    with moment("2022-03-08"):
        row = Payment.objects.get()
    before = figures("officer")["support_paid"]
    Payment.objects.filter(pk=row.pk).update(state="paid", paid_at=time("2022-03-08"))

    assert (before, figures("officer")["support_paid"]) == (0, 228_000_000)


def test_a_ratio_without_records_has_no_value():
    assert figures("nobody")["team_share"] is None


def test_the_page_of_every_figure_opens_and_lists_its_records(client):
    thread_until("shared")

    for definition in queries.every():
        _, rows = queries.figure(who("nobody"), definition.code, as_of=LATER)
        with moment("2024-06-30"):
            page = client.get(reverse("indicators:indicator", args=[definition.code]))
        text = page.content.decode()
        assert page.status_code == 200
        assert all(f'href="{row.get_absolute_url()}"' in text for row in rows)


@pytest.mark.parametrize("as_of", ["yesterday", "2024-02-31", "20240101x", "-1"])
def test_a_day_that_is_none_is_not_found(client, as_of: str):
    url = reverse("indicators:indicator", args=["challenges"])

    assert client.get(url, {"as_of": as_of}).status_code == 404
    assert client.get(url.replace("challenges", "unknown")).status_code == 404


def test_the_replay_has_all_rows_and_claims_only_what_is_computed():
    actions.load_published()
    thread_until("shared")

    replayed = queries.replay(today=LATER)

    assert [line["id"] for line in replayed["figures"]] == [f"F{n:02d}" for n in range(1, 53)]
    assert replayed["total"] == 52
    assert json.loads(json.dumps(replayed)) == replayed
    by_id = {line["id"]: line for line in replayed["figures"]}
    assert by_id["F06"]["computed"] == 1 and by_id["F06"]["records"] == 1
    assert by_id["F07"]["computed"] == 20_000_000 and not by_id["F07"]["reproduced"]
    assert by_id["F01"]["basis"] == "not_computable" and by_id["F04"]["basis"] == "not_yet"
    by_rules = ["F29", "F30", "F31", "F32", "F34", "F35", "F36", "F37", "F38"]
    together = ["F02", "F06", "F07", "F08", "F09"]
    in_the_field = ["F17", "F19", "F20", "F21", "F22"]
    people = ["F42", "F43", "F44", "F45"]
    assert queries.failures(replayed) == [*together, *in_the_field, *by_rules, *people]
    beside = {line["name"]: line["computed"] for line in replayed["beside"]}
    assert beside["paid_to_date"] == 5_700_000 and beside["agreements"] == 1


def test_rows_that_are_not_computed_name_what_is_missing():
    actions.load_published()

    for line in queries.replay(today=LATER)["figures"]:
        if line["computed"] is None:
            assert line["missing"] and not line["reproduced"] and line["records"] == 0


def test_loading_the_published_rows_twice_changes_nothing():
    actions.load_published()
    actions.load_published()

    assert queries.replay(today=LATER)["total"] == 52


def test_the_board_counts_with_as_many_queries_for_one_record_as_for_three(
    django_assert_num_queries,
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories import copies

    thread = thread_until("paid")
    client = browser("officer")
    client.get("/board/")
    with CaptureQueriesContext(connection) as one:
        client.get("/board/")
    copies(thread.fresh("challenge"), 3, number="JB-copy-{n}")
    with CaptureQueriesContext(connection) as four:
        client.get("/board/")

    assert len(four) == len(one)
