"""Applying to a call: who may, until when, handed over, returned once, within the quota."""

from datetime import timedelta

import pytest
from django.http import Http404

from tests.factories import (
    PLAYERS,
    attach,
    browser,
    call,
    moment,
    refused,
    steps_of,
    unit,
    who,
    with_role,
)
from tests.lifecycle.walk import Walk
from xingmeng.core import clock, codes, keys, move, receipts
from xingmeng.demo import cast
from xingmeng.stages.applications import actions, queries
from xingmeng.stages.applications.models import FULL, SHORT
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.calls.models import Quota

pytestmark = pytest.mark.django_db


def begun(code: str = "technology_sme", **how) -> Walk:
    walk = Walk(code)
    walk.begin()
    walk.open_call(**how)
    walk.apply()
    return walk


def handed_in(code: str = "technology_sme", **how) -> Walk:
    walk = begun(code, **how)
    walk.submit()
    return walk


def test_an_application_begins_with_what_lists_filter_by():
    walk = begun("key_project")

    row = walk.fresh()
    assert (row.call_id, row.challenge_id, row.state) == (walk.call.pk, None, "draft")
    assert (row.area, row.title, row.direction) == ("150203", "示例项目名称", "A1")
    assert row.requested_fen == row.answers["requested_fen"]


def test_nobody_applies_for_a_unit_of_others():
    walk, stranger = begun(), who("bidder")

    with moment("2021-09-11"):
        codes = refused(
            lambda: actions.apply(walk.call.pk, organisation_id=walk.unit.pk, actor=stranger)
        )

    assert codes == ["not_your_move"]


def test_a_list_of_challenges_is_not_applied_to_as_a_whole():
    listed = call(money=None)

    with pytest.raises(Http404):
        actions.apply(listed.pk, organisation_id=unit("rare").pk, actor=who("officer"))


def test_an_enterprise_from_elsewhere_is_told_all_that_bars_it():
    walk = Walk("technology_sme")
    walk.begin()
    walk.open_call()
    magnet = unit("magnet")

    with moment("2021-09-10"):
        actor = with_role("visitor", "applicant", organisation_id=magnet.pk)
        codes = refused(
            lambda: actions.apply(walk.call.pk, organisation_id=magnet.pk, actor=actor)
        )

    assert codes == ["not_in_region"]


@pytest.mark.parametrize(("seconds", "codes"), [(-1, []), (0, ["closed"]), (59, ["closed"])])
def test_the_deadline_is_when_the_server_received_it(seconds: int, codes: list[str]):
    walk = begun()
    arrived = walk.call.closes_at + timedelta(seconds=seconds)
    with clock.at(arrived), clock.arriving(), clock.at(arrived + timedelta(seconds=40)):
        if codes:
            assert (
                refused(lambda: walk.make("application", walk.application, "submit", walk.head))
                == codes
            )
        else:
            walk.make("application", walk.application, "submit", walk.head)
            assert walk.fresh().state == "at_bureau"


def test_a_call_closes_only_when_what_had_begun_is_through():
    walk = begun()

    with clock.at(walk.call.closes_at + timedelta(seconds=30)):
        assert refused(lambda: walk.make("call", walk.call, "close", "officer")) == [
            "not_closed_yet"
        ]
        assert calls.close_what_is_over() == 0
    with clock.at(walk.call.closes_at + timedelta(seconds=61)):
        assert calls.close_what_is_over() == 1


def test_a_writer_without_authority_hands_over_to_who_may_sign():
    walk = begun()
    writer = who("issuer")  # of the same unit, neither its head nor mandated

    with moment("2021-09-12"):
        assert "not_your_move" in refused(
            lambda: walk.make("application", walk.application, "submit", "issuer")
        )
        move.make("application", walk.application.pk, "hand_over", actor=writer)
        assert walk.fresh().state == "at_unit"
        walk.make("application", walk.application, "hand_back", walk.head)
        walk.make("application", walk.application, "hand_over", "issuer")
        walk.make("application", walk.application, "submit", walk.head)

    assert walk.fresh().state == "at_bureau"


def test_what_is_in_the_units_own_hands_is_seen_by_nobody_else():
    walk = begun()

    for name in ("bureau", "officer", "chair", "expert", "bidder", "nobody"):
        assert not queries.visible_to(who(name)).filter(pk=walk.application.pk).exists(), name
    walk.submit()
    seen = {
        name
        for name in ("bureau", "ordos", "officer", "expert", "bidder", "nobody")
        if queries.visible_to(who(name)).filter(pk=walk.application.pk).exists()
    }
    assert seen == {"bureau", "officer"}


def test_a_submit_gives_a_receipt_over_content_and_files():
    walk = handed_in()

    row = walk.fresh()
    given = queries.receipts_of(row).get()
    valid, _ = receipts.verify(given.document, trusted_pem=keys.public_key_pem())
    assert valid
    assert given.document["body"]["digest"] == row.content_digest
    assert given.document["body"]["call"] == walk.call.number


def test_it_is_returned_once_and_handed_in_again():
    walk = handed_in()
    with moment("2021-09-15"):
        said = {"grounds": "attachments", "reason": "附件看不清"}
        walk.make("application", walk.application, "return_to_applicant", "bureau", **said)
    assert walk.fresh().state == "returned"

    with moment("2021-09-16"):
        walk.write()
        walk.make("application", walk.application, "resubmit", walk.head)
        codes = refused(
            lambda: walk.make(
                "application", walk.application, "return_to_applicant", "bureau", **said
            )
        )

    assert walk.fresh().state == "at_bureau"
    assert codes == ["returned_before"]
    assert queries.receipts_of(walk.fresh()).count() == 2


def test_a_bureau_recommends_within_its_quota():
    walk = handed_in()
    Quota.objects.create(call=walk.call, area="150000", most=1)
    other = Walk("technology_sme")
    other.begin()
    other.call, other.unit, other.head = walk.call, unit("local"), "head_local"
    PLAYERS.setdefault(
        "head_local",
        cast.Player(username="head_local", name="赵建国", role="applicant", unit="local"),
    )
    other.apply()
    other.submit()
    with moment("2021-09-18"):
        walk.make("application", walk.application, "recommend", "bureau", opinion="同意")
        codes = refused(
            lambda: other.make(
                "application", other.application, "recommend", "bureau", opinion="同意"
            )
        )

    assert codes == ["quota_used"]


def test_who_recommends_is_the_bureau_of_its_area():
    walk = handed_in()
    who("ordos")

    with moment("2021-09-18"):
        codes = refused(
            lambda: walk.make(
                "application", walk.application, "recommend", "ordos", opinion="好"
            )
        )

    assert codes == ["not_your_move"]


def test_in_two_steps_only_the_short_listed_write_in_full():
    walk = begun("key_project", two_step=True)
    row = walk.fresh()
    assert row.step == SHORT
    short = {name for name in row.answers}
    walk.submit()
    walk.screen()
    with moment("2021-10-25"):
        walk.make("application", walk.application, "short_list", "officer")
        assert walk.fresh().step == FULL
        walk.write()
        walk.make("application", walk.application, "submit_full", walk.head)

    row = walk.fresh()
    assert row.state == "at_department"
    assert set(row.answers) > short
    assert steps_of("application", row)[-2:] == ["short_list", "submit_full"]


def test_the_second_deadline_is_kept_as_well():
    walk = begun("key_project", two_step=True)
    walk.submit()
    walk.screen()
    with moment("2021-10-25"):
        walk.make("application", walk.application, "short_list", "officer")
        walk.write()

    with moment("2021-11-21"):
        codes = refused(
            lambda: walk.make("application", walk.application, "submit_full", walk.head)
        )

    assert codes == ["closed"]


def test_without_two_steps_there_is_no_short_list():
    walk = handed_in("key_project")
    walk.screen()

    with moment("2021-10-25"):
        codes = refused(
            lambda: walk.make("application", walk.application, "short_list", "officer")
        )

    assert codes == ["not_first_step"]


def test_a_gap_is_named_and_nothing_is_handed_in():
    walk = Walk("technology_sme")
    walk.begin()
    walk.open_call()
    with moment("2021-09-10"):
        walk.application = actions.apply(
            walk.call.pk, organisation_id=walk.unit.pk, actor=who(walk.head)
        )
        codes = refused(lambda: walk.make("application", walk.application, "submit", walk.head))

    assert "answer_needed" in codes
    assert walk.fresh().state == "draft"


def test_files_may_be_attached_while_it_is_corrected():
    walk = handed_in("key_project")
    with moment("2021-09-15"):
        said = {"grounds": "attachments", "reason": "缺附件"}
        walk.make("application", walk.application, "return_to_applicant", "bureau", **said)
        attach("application", walk.application.pk, "evidence", who(walk.head))


@pytest.mark.parametrize(
    ("end_on", "code"),
    [("2021-11-30", "ends_before_it_begins"), ("2024-12-01", "lasts_too_long")],
)
def test_a_project_keeps_to_its_time_in_the_form_and_on_the_server(end_on: str, code: str):
    walk = begun("key_project")  # at most 36 months; the samples begin on 1 December 2021
    with moment("2021-09-11"):
        wrong = actions.save_answers(
            walk.application.pk, {"end_on": end_on}, actor=who(walk.head)
        )
        refusals = refused(lambda: walk.submit())
        url = f"/applications/{codes.of(walk.application)}/write/?check=1"
        page = browser(walk.head).get(url).content.decode()

    assert (code, "end_on") in [(f.code, f.values.get("field")) for f in wrong]
    assert code in refusals
    assert ("结束不能早于开始" if code.startswith("ends") else "最长 36 个月") in page


def test_a_project_of_exactly_the_longest_time_is_handed_in():
    walk = begun("key_project")
    with moment("2021-09-11"):
        said = {"end_on": "2024-11-30"}
        assert actions.save_answers(walk.application.pk, said, actor=who(walk.head)) == []
