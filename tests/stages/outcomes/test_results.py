"""Each form of a result asks its own; one number is filed once; evidence and pictures."""

import pytest

from tests.factories import attach, browser, moment, refused, unit, who
from tests.thread import OUTCOME, thread_until
from xingmeng.core import codes, move
from xingmeng.stages.outcomes import actions, queries
from xingmeng.stages.outcomes.models import Outcome
from xingmeng.stages.registry.models import Right, Work

pytestmark = pytest.mark.django_db
PAPER = OUTCOME | {
    "form": "paper",
    "doi": "https://doi.org/10.1016/J.JMMM.2021.168001",
    "journal": "J. Magn. Magn. Mater.",
    "published_on": "2023-05-01",
}
PATENT = OUTCOME | {
    "form": "patent",
    "patent_number": "zl 200310102344.5",
    "granted_on": "2023-06-02",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def contract():
    thread = thread_until("completed")
    with moment("2024-01-15"):
        yield thread.contract


def filed(contract, given: dict) -> Outcome:
    return actions.file_outcome(contract.pk, given, actor=who("bidder"))


def register(row: Outcome) -> None:
    move.make("outcome", row.pk, "register", actor=who("officer"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (OUTCOME | {"form": "paper"}, ["answer_needed"] * 3),
        (PAPER | {"doi": "10.10"}, ["identifier_odd"]),
        (PATENT | {"patent_number": "ZL200310102344.4"}, ["check_digit_wrong"]),
        (PATENT | {"patent_number": "第 4 号"}, ["identifier_odd"]),
        (OUTCOME | {"form": "standard"}, ["answer_needed"] * 2),
        (OUTCOME | {"form": "yield", "area": "很多"}, ["answer_needed"] + ["not_a_number"]
            + ["answer_needed"] * 4),
    ],
)  # fmt: skip
def test_each_form_asks_its_own(contract, given, expected):
    assert refused(lambda: filed(contract, given)) == expected


def test_a_result_known_by_its_number_is_refused_with_the_way_to_it(contract):
    known = filed(contract, PAPER)
    again = PAPER | {"doi": "doi:10.1016/j.jmmm.2021.168001", "title": "另一个名称"}
    page = f"/outcomes/new/{codes.of(contract)}/"

    shown = browser("bidder").post(page, again)

    assert shown.status_code == 409
    assert f'href="{known.get_absolute_url()}"' in shown.content.decode()
    assert Outcome.objects.count() == 1


def test_what_another_unit_is_filing_is_not_told_of(contract):
    filed(contract, PAPER)
    issuer, actor = unit("rare").pk, who("issuer")

    def again() -> None:
        actions.file_own_outcome(issuer, PAPER, actor=actor)

    assert refused(again) == ["outcome_filed_elsewhere"]
    Outcome.objects.update(state="refused")
    again()
    assert Outcome.objects.count() == 2


def test_registered_results_are_known_of_their_unit(contract):
    for given in (PATENT, PAPER):
        register(filed(contract, given))

    right, work = Right.objects.get(number="ZL200310102344.5"), Work.objects.get(kind="paper")
    assert (right.kind, right.organisation, right.granted_on.isoformat()) == (
        "invention",
        unit("shanghai"),
        "2023-06-02",
    )
    assert (work.number, work.organisation) == (
        "10.1016/j.jmmm.2021.168001",
        unit("shanghai"),
    )


def test_without_number_or_evidence_nothing_is_registered(contract):
    row = filed(contract, OUTCOME)

    assert refused(lambda: register(row)) == ["outcome_unproved"]
    attach("outcome", row.pk, "evidence", who("bidder"))
    register(row)
    assert Outcome.objects.get().state == "registered"


def test_evidence_stays_inside_and_pictures_are_shown_with_the_outcome(contract):
    row = filed(contract, OUTCOME)
    evidence = attach("outcome", row.pk, "evidence", who("bidder"))
    kept = attach("outcome", row.pk, "picture", who("bidder"), name="a.png", content=PNG)
    place = f"/outcomes/{codes.of(row)}/pictures/{codes.of(kept)}/"
    other = f"/outcomes/{codes.of(row)}/pictures/{codes.of(evidence)}/"
    file = f"/files/{codes.of(evidence)}/"

    assert browser("nobody").get(place).status_code == 404
    register(row)

    shown = browser("nobody").get(place)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert browser("nobody").get(other).status_code == 404
    assert [browser(n).get(file).status_code for n in ("nobody", "stranger", "bidder")] == [
        404,
        404,
        200,
    ]
    assert place in browser("nobody").get(row.get_absolute_url()).content.decode()
    assert place in browser("nobody").get("/showcase/").content.decode()


def test_a_unit_files_results_of_its_own_work(contract):
    page = f"/outcomes/own/{codes.of(unit('rare'))}/new/"
    assert page in browser("issuer").get("/outcomes/").content.decode()

    to = browser("issuer").post(page, PATENT)["Location"]

    row = Outcome.objects.get()
    assert (to, row.contract, row.organisation) == (
        row.get_absolute_url(),
        None,
        unit("rare"),
    )
    register(row)
    for name in ("nobody", "issuer"):
        assert "自有" in browser(name).get(to).content.decode()
    assert to in browser("nobody").get("/showcase/").content.decode()
    assert to in browser("nobody").get("/feeds/outcomes.atom").content.decode()
    assert browser("bidder").get(page).status_code == 404


def test_only_ones_own_unit_files(contract):
    bidder, rare = who("bidder"), unit("rare")

    def file() -> None:
        actions.file_own_outcome(rare.pk, PATENT, actor=bidder)

    assert refused(file) == ["not_your_move"]
    assert not queries.visible_to(who("officer")).exists()
