"""Contracts: what is signed, by whom and in which order, and what the last signature does."""

import io

import pypdf
import pytest

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import codes, move, papers, receipts, signing
from xingmeng.core.models import Signature
from xingmeng.engines.values import yuan
from xingmeng.stages.awards import queries
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.delivery.models import Milestone
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.funds.models import Authorisation
from xingmeng.stages.registry.models import Engagement

pytestmark = pytest.mark.django_db


def test_confirming_drafts_the_contract_with_terms_that_hold_everything():
    story = thread.thread_until("confirmed")

    contract, terms = story.contract, story.contract.terms
    assert (contract.state, contract.number) == ("drafted", "NMKJ-JB2021-0001")
    assert contract.digest == receipts.digest(terms)
    assert [line["amount_fen"] for line in terms["milestones"]] == [
        yuan(2_280_000),
        yuan(1_710_000),
        yuan(1_710_000),
    ]
    assert [party["party"] for party in terms["parties"]] == ["department", "issuer", "bidder"]
    assert terms["acceptance_test"] == story.challenge.acceptance_test
    assert terms["leader"]["name"] == "沈嘉禾"


@pytest.mark.parametrize(
    ("step", "name", "username", "why"),
    [
        ("confirmed", "sign_as_leader", "bidder", ["not_your_move"]),
        ("confirmed", "sign_as_leader", "officer", ["not_your_move"]),
        ("confirmed", "sign_as_bidder", "colleague", ["wrong_state"]),
        ("leader_signed", "sign_as_bidder", "issuer", ["not_your_move"]),
        ("leader_signed", "sign_as_bidder", "bidder2", ["not_your_move"]),
        ("leader_signed", "sign_as_bidder", "officer", ["not_your_move"]),
        ("confirmed", "sign_as_issuer", "issuer", ["wrong_state", "no_authority"]),
        ("confirmed", "sign_as_department", "officer", ["wrong_state"]),
        ("bidder_signed", "sign_as_bidder", "bidder", ["wrong_state"]),
        ("bidder_signed", "sign_as_issuer", "bidder", ["not_your_move", "signed_for_another"]),
        ("issuer_signed", "sign_as_department", "chair", ["not_your_move"]),
        ("in_force", "end", "officer", ["not_your_move"]),
        ("in_force", "complete", "officer", ["not_your_move"]),
    ],
)
def test_the_parties_sign_in_order_and_each_for_itself(step, name, username, why):
    story = thread.thread_until(step)
    factories.who(username)

    with thread.on(step):
        assert refused(lambda: story.move("contract", story.contract, name, username)) == why


def test_each_signature_says_who_when_and_over_what():
    story = thread.thread_until("in_force")

    rows = Signature.objects.order_by("pk")
    assert [(s.party, s.name, s.capacity) for s in rows] == [
        ("leader", "沈嘉禾", "project_leader"),
        ("bidder", "林雨桐", "authorised_agent"),
        ("issuer", "其其格", "authorised_agent"),
        ("department", "苏日娜", "officer"),
    ]
    paper = papers.latest("contract", story.contract)
    assert {s.document["body"]["digest"] for s in rows} == {paper.digest}
    assert {s.at for s in rows} == {factories.time("2022-01-10")}
    assert "授〔2021〕issuer" in rows[2].authority
    assert all(signing.check(s) == (True, "valid") for s in rows)


def test_the_head_of_a_unit_signs_without_a_mandate_also_as_its_leader():
    story = thread.thread_until("leader_signed")

    with thread.on("bidder_signed"):
        story.move("contract", story.contract, "sign_as_bidder", "colleague")
        story.move("contract", story.contract, "sign_as_issuer", "batel")

    said = [(s.party, s.name, s.capacity) for s in Signature.objects.order_by("pk")]
    assert said[1:] == [
        ("bidder", "沈嘉禾", "legal_representative"),
        ("issuer", "巴特尔", "legal_representative"),
    ]


def test_without_authority_a_party_is_told_how_to_get_it():
    story = thread.thread_until("confirmed")
    with thread.on("leader_signed"):
        story.move("contract", story.contract, "sign_as_leader", "colleague")

        found = refused(
            lambda: story.move("contract", story.contract, "sign_as_bidder", "bidder")
        )

    assert found == ["no_authority"]
    address = f"/move/contract/{codes.of(story.contract)}/sign_as_bidder/"
    page = factories.browser("bidder").get(address).content.decode()
    assert "请法定代表人在单位页面" in page


@pytest.mark.parametrize(
    ("signs_on", "ended_on", "codes"),
    [
        ("2022-01-10", "", []),
        ("2024-12-31", "", []),
        ("2025-01-01", "", ["no_authority"]),
        ("2022-01-11", "2022-01-11", ["no_authority"]),
        ("2022-01-10", "2022-01-11", []),
    ],
)
def test_a_mandate_holds_between_its_days_until_it_is_ended(signs_on, ended_on, codes):
    story = thread.thread_until("leader_signed")
    story.contract.refresh_from_db()
    unit = factories.unit("shanghai")
    unit.mandates.update(ended_on=ended_on or None)
    declared = next(
        m
        for m in story.contract.instrument.flow("contract").moves
        if m.name == "sign_as_bidder"
    )

    with factories.moment(signs_on):
        found = move.against(
            "contract", story.contract, declared, actor=factories.who("bidder")
        )

    assert [f.code for f in found] == codes


def test_the_page_of_a_signing_says_what_in_which_capacity_and_on_what_authority():
    story = thread.thread_until("leader_signed")
    address = f"/move/contract/{codes.of(story.contract)}/sign_as_bidder/"

    with thread.on("bidder_signed"):
        page = factories.browser("bidder").get(address).content.decode()

    paper = papers.latest("contract", story.contract)
    assert f"/papers/{codes.of(paper)}/" in page
    assert "授权代理人" in page
    assert "授权委托书 授〔2021〕bidder" in page


def test_the_last_signature_commits_the_money_and_sets_the_milestones():
    story = thread.thread_until("in_force")

    papers = funds.authorisations_of("contract", story.contract.pk)
    rows = Milestone.objects.order_by("number")
    assert [(p.step, p.ceiling_fen, p.payee) for p in papers] == [
        ("start", yuan(2_280_000), factories.unit("rare")),
        ("midway", yuan(1_710_000), factories.unit("rare")),
        ("acceptance", yuan(1_710_000), factories.unit("rare")),
    ]
    assert [(m.key, m.state, m.share_pct) for m in rows] == [
        ("start", "planned", 40),
        ("midway", "planned", 30),
        ("acceptance", "planned", 30),
    ]
    assert [m.planned_on.isoformat() for m in rows] == [
        "2022-02-01",  # sixty days after the contract was drawn up
        "2022-12-20",
        "2023-12-31",
    ]
    money = funds.money_of(story.fresh("call").appropriation)
    assert (money["committed"], money["available"]) == (yuan(5_700_000), yuan(54_300_000))
    assert funds.ledger_differs() == []


def test_the_last_signature_moves_everything_that_waited():
    story = thread.thread_until("in_force")

    assert (story.state("award"), story.state("challenge")) == ("contracted", "agreed")
    assert [story.bid_state(name) for name in story.bidders] == ["contracted", "not_chosen"]
    known = Engagement.objects.order_by("role").values_list("role", "organisation__name_zh")
    assert [(role, name[:2]) for role, name in known] == [
        ("bidder", "上海"),
        ("issuer", "包头"),
    ]


def test_a_conversion_pays_the_bidder():
    story = thread.thread_until("confirmed")
    story.challenge.__class__.objects.update(kind="conversion")

    with thread.on("in_force"):
        story.leader_signed(), story.bidder_signed()
        story.issuer_signed(), story.in_force()

    payees = {p.payee_id for p in Authorisation.objects.all()}
    assert payees == {factories.unit("shanghai").pk}


def test_the_department_does_not_sign_for_money_it_does_not_have():
    story = thread.thread_until("issuer_signed")
    Contract.objects.update(support_fen=yuan(60_000_001))

    with thread.on("in_force"):
        codes = refused(
            lambda: story.move("contract", story.contract, "sign_as_department", "officer")
        )

    assert codes == ["not_enough_appropriated"]


def test_a_contract_whose_award_was_given_up_does_not_come_into_force():
    story = thread.thread_until("issuer_signed")
    story.move("award", story.award, "give_up", "officer", reason="x")

    with thread.on("in_force"):
        codes = refused(
            lambda: story.move("contract", story.contract, "sign_as_department", "officer")
        )

    assert codes == ["wrong_state", "wrong_state"]  # the contract is void, its award given up
    assert story.state("contract") == "void"
    assert not Authorisation.objects.exists()


def test_the_paper_says_who_has_signed_so_far():
    story = thread.thread_until("bidder_signed")
    paper = papers.latest("contract", story.contract)

    words = pdf_words(papers.render(paper))

    assert "林雨桐" in words
    assert "其其格" not in words
    assert papers.grouped(paper.code) in words
    assert receipts.digest(paper.data) == paper.digest


def pdf_words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_contracts_in_force_by_a_moment_are_counted_by_it():
    thread.thread_until("in_force")
    nobody = factories.who("nobody")

    def count(day: str, hour: int) -> int:
        return queries.agreed_until(factories.time(day, hour), nobody).count()

    assert (count("2022-01-10", 9), count("2022-01-10", 10)) == (0, 1)
