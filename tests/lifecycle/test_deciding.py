"""From screening to a decision: review of a call, proposals, recognition, grants, contracts."""

from datetime import date

import pytest

from tests.factories import browser, moment, refused, who, with_role
from tests.lifecycle.walk import Walk, until_decided
from xingmeng.core import codes, papers
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries
from xingmeng.stages.awards.models import Award, Contract
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries.known import qualification
from xingmeng.stages.review import actions as review

pytestmark = pytest.mark.django_db


def screened(code: str = "key_project") -> Walk:
    walk = Walk(code)
    walk.begin()
    walk.open_call()
    walk.apply()
    walk.submit()
    walk.screen()
    walk.close()
    return walk


def ranked(points: int = 85) -> Walk:
    walk = screened()
    walk.review(points)
    return walk


# --- review of a call -----------------------------------------------------------------------


def test_review_waits_until_the_call_is_closed_and_screened():
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    walk.submit()
    officer = who("officer")

    assert refused(lambda: review.open_call_round(walk.call.pk, actor=officer)) == [
        "wrong_state",
        "screening_unfinished",
        "nothing_admitted",
    ]


def test_only_an_officer_opens_a_review():
    walk, chair = screened(), who("chair")

    assert refused(lambda: review.open_call_round(walk.call.pk, actor=chair)) == [
        "not_your_move"
    ]


def test_a_direction_may_be_reviewed_by_itself():
    walk = screened()

    with moment("2021-11-25"):
        assert refused(
            lambda: review.open_call_round(walk.call.pk, direction="A2", actor=who("officer"))
        ) == ["nothing_admitted"]
        row = review.open_call_round(walk.call.pk, direction="A1", actor=who("officer"))

    assert row.candidates.count() == 1
    assert walk.fresh().state == "in_review"


# --- proposals ------------------------------------------------------------------------------


@pytest.mark.parametrize("fen", [0, -1, 10**12])
def test_a_proposal_keeps_to_what_was_asked_for(fen: int):
    walk, officer = ranked(), who("officer")

    assert refused(
        lambda: awards.propose(walk.application.pk, support_fen=fen, actor=officer)
    ) == ["agreed_out_of_range"]


def test_who_scored_below_the_line_is_proposed_with_a_reason_only():
    walk, officer = ranked(points=40), who("officer")
    how = {"support_fen": 10_000_000, "actor": officer}

    assert refused(lambda: awards.propose(walk.application.pk, **how)) == ["below_the_line"]
    assert awards.propose(walk.application.pk, reason="方向唯一，急需", **how).state == "chosen"


def test_nobody_proposes_in_ones_own_case():
    walk = ranked()
    own = with_role("officer", "applicant", organisation_id=walk.unit.pk)

    codes = refused(
        lambda: awards.propose(walk.application.pk, support_fen=10_000_000, actor=own)
    )

    assert codes == ["not_your_move"]


def test_several_are_proposed_all_or_none():
    walk, officer = ranked(), who("officer")
    good = {"application_id": walk.application.pk, "support_fen": 10_000_000, "reason": ""}

    codes = refused(
        lambda: awards.propose_many([good, good | {"support_fen": 10**12}], actor=officer)
    )

    assert "of_application" in codes
    assert not Award.objects.exists()
    assert refused(lambda: awards.propose_many([], actor=officer)) == ["nothing_chosen"]


def test_the_rest_is_told_that_it_was_not_selected():
    walk, officer = ranked(), who("officer")

    assert awards.pass_over_rest(walk.call.pk, actor=officer) == 1

    assert walk.fresh().state == "not_chosen"
    assert papers.latest("not_chosen", walk.fresh()) is not None


def test_who_lost_an_award_is_not_proposed_again():
    walk = ranked()
    walk.propose()
    with moment("2021-12-02"):
        walk.make("award", walk.award, "reject", "chair", reason="预算不足")
    officer = who("officer")

    codes = refused(
        lambda: awards.propose(walk.application.pk, support_fen=10_000_000, actor=officer)
    )

    assert walk.fresh().state == "not_chosen"
    assert codes == ["award_lost_before"]


def test_the_page_of_proposals_shows_place_and_sum_and_takes_what_is_ticked():
    walk = ranked()
    code = codes.of(walk.application)
    client = browser("officer")

    with moment("2021-11-30"):
        page = client.get(f"/awards/propose/{codes.of(walk.call)}/").content.decode()
        assert "85.00" in page
        wrong = client.post(
            f"/awards/propose/{codes.of(walk.call)}/",
            {f"take-{code}": "1", f"sum-{code}": "abc"},
        )
        assert wrong.status_code == 409
        client.post(
            f"/awards/propose/{codes.of(walk.call)}/",
            {f"take-{code}": "1", f"sum-{code}": "50"},
        )

    assert Award.objects.get().support_fen == 50_000_000


@pytest.mark.parametrize("name", ["bidder", "bureau", "chair", "expert"])
def test_the_page_of_proposals_is_for_officers(name: str):
    walk = ranked()

    assert browser(name).get(f"/awards/propose/{codes.of(walk.call)}/").status_code == 404


# --- recognitions and grants ----------------------------------------------------------------


def test_a_recognition_is_in_the_registry_until_it_ends():
    walk = until_decided("technology_sme")

    held = qualification("technology_sme", walk.award_now().certificate)

    assert held.organisation_id == walk.unit.pk
    assert held.state == "valid"
    assert walk.fresh().state == "recognised"


def test_the_entry_of_a_technology_sme_holds_until_the_last_of_march():
    walk = until_decided("technology_sme")

    held = qualification("technology_sme", walk.award_now().certificate)

    assert held.from_on == date(2021, 12, 20)
    assert held.until_on == date(2022, 3, 31)  # 国科发政〔2017〕115号第十一条
    paper = papers.latest("certificate", walk.award_now())
    assert paper.data["period"] == "2021年12月20日 至 2022年3月31日"


def test_a_prize_has_a_grade_that_its_notice_and_certificate_show():
    walk = until_decided("science_award")

    award = walk.award_now()

    notice = papers.latest("publicity", award).data
    certificate = papers.latest("certificate", award).data
    letter = papers.latest("recognition", award).data
    assert award.grade == "second"
    assert ["奖励等级", "二等奖"] in notice["rows"]
    assert "拟授奖" in notice["title"]
    assert certificate["grade"] == "二等奖"
    assert "科学技术奖二等奖" in letter["body"]


def test_a_prize_is_not_published_without_its_grade():
    walk = screened("science_award")
    walk.review()
    walk.propose()
    with moment("2021-12-02"):
        walk.make("award", walk.award, "decide", "chair", document_number="纪要1号")
        codes = refused(lambda: walk.make("award", walk.award, "publicise", "officer"))

    assert codes == ["answer_needed"]


def test_a_certificate_says_how_it_came_about():
    checked = papers.latest("certificate", until_decided("technology_sme").award_now()).data

    assert checked["way"] == "经核查、纪要1号 决定并公示无异议"


def test_what_was_decided_above_says_so():
    replied = papers.latest("certificate", until_decided("zone").award_now()).data

    assert replied["way"] == "经评审、纪要1号 决定，批复1号 批复"


def test_a_submission_upward_waits_for_the_reply():
    walk = Walk("zone")
    assert "send_up" in {m.name for m in walk.instrument.flow("award").moves}
    decided = until_decided("zone")

    assert decided.award_now().reply_number == "批复1号"
    assert decided.award_now().state == "recognised"


def test_a_grant_commits_and_orders_the_whole_sum():
    walk = until_decided("rd_subsidy")
    award = walk.award_now()

    paper = funds.authorisations_of("award", award.pk).get()

    assert paper.ceiling_fen == award.support_fen
    assert walk.fresh().state == "granted"


def test_in_publicity_and_after_an_award_is_public_before_it_is_not():
    walk = ranked()
    walk.propose()

    assert not queries.visible_to(who("nobody")).exists()
    walk.decide()
    assert queries.visible_to(who("nobody")).filter(pk=walk.award.pk).exists()


# --- the contract of a project --------------------------------------------------------------


def test_a_contract_begins_with_its_application_and_is_signed_in_order():
    walk = until_decided("key_project")
    contract = Contract.objects.get(award=walk.award)
    assert contract.answers["title"] == walk.fresh().answers["title"]
    assert contract.answers["approved_fen"] == contract.support_fen

    with moment("2021-12-22"):
        assert refused(
            lambda: walk.make("contract", contract, "sign_as_department", "officer")
        ) == ["wrong_state"]
    walk.sign()

    done = Contract.objects.get(pk=contract.pk)
    assert done.state == "in_force"
    assert [s["row"].party for s in queries.signatures_of(done)] == [
        "leader",
        "holder",
        "recommender",
        "department",
    ]
    assert registry.engaged_in("contract", [done.pk]) >= {walk.unit.pk}


def test_the_first_share_is_ordered_on_signing():
    walk = until_decided("key_project")
    walk.sign()

    first = walk.contract.milestones.get(key="start")

    assert first.state == "passed"
    papers_ = funds.authorisations_of("contract", walk.contract.pk)
    assert sum(p.ceiling_fen for p in papers_) == walk.contract.support_fen


def test_strangers_see_a_contract_in_force_but_not_its_text():
    walk = until_decided("key_project")
    contract = Contract.objects.get(award=walk.award)
    assert not queries.contracts_for(who("nobody")).filter(pk=contract.pk).exists()
    walk.sign()

    page = browser("bidder").get(f"/awards/contracts/{codes.of(contract)}/").content.decode()

    assert queries.contracts_for(who("nobody")).filter(pk=contract.pk).exists()
    assert "考核指标" not in page
    assert not queries.may_read_whole(who("bidder"), walk.contract)
    assert queries.may_read_whole(who("bureau"), walk.contract)
    assert not queries.may_read_whole(who("ordos"), walk.contract)


def test_a_contract_can_be_given_back_and_is_issued_anew():
    walk = until_decided("key_project")
    walk.fill_in()
    with moment("2021-12-22", 15):
        walk.make("contract", walk.contract, "reopen", "officer", reason="账户有误")
        walk.make("contract", walk.contract, "fill_in", walk.head)

    issued = papers.of("contract", walk.contract.pk)
    assert [p.number for p in issued] == [walk.contract.number, f"{walk.contract.number}-2"]


def test_a_budget_that_does_not_add_up_is_refused():
    walk = until_decided("key_project")
    contract = Contract.objects.get(award=walk.award)
    head = who(walk.head)

    with moment("2021-12-22"):
        awards.save_contract(contract.pk, {"approved_fen": 1}, actor=head)
        codes = refused(lambda: walk.make("contract", contract, "fill_in", walk.head))

    assert "budget_differs" in codes


def test_who_applied_finds_the_application_and_its_place_in_the_lifecycle():
    walk = until_decided("key_project")

    page = browser(walk.head).get(walk.fresh().get_absolute_url()).content.decode()

    assert walk.application.number in page
    assert applications.visible_to(who(walk.head)).filter(pk=walk.application.pk).exists()
