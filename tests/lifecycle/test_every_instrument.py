"""Every instrument from its call to its end: to the archive, to a recognition, to a payment."""

import pytest

from tests.factories import steps_of
from tests.lifecycle.walk import Walk, until_decided
from xingmeng import instruments
from xingmeng.core import papers
from xingmeng.core.paperwork import found_by
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.funds.models import Payment

pytestmark = pytest.mark.django_db

ENDING = {
    end: [i.code for i in instruments.every() if i.answers == "call" and i.ends_in == end]
    for end in ("contract", "certificate", "payment")
}


def issued(kind: str, pk: int) -> set[str]:
    return set(papers.of(kind, pk).values_list("paper", flat=True))


def everything_issued(walk: Walk) -> set[str]:
    return issued("application", walk.application.pk) | issued("award", walk.award.pk)


def archived(walk: Walk) -> set[str]:
    """The papers that the archive list of a recognition or grant names."""
    listed = papers.latest("case_archive", walk.award_now()).data["papers"]
    cases = [("application", walk.application.pk), ("award", walk.award.pk)]
    kept = {paper.digest: paper.paper for about in cases for paper in papers.of(*about)}
    return {kept[line["digest"]] for line in listed}


@pytest.mark.parametrize("code", ENDING["contract"])
def test_a_project_goes_from_call_to_archive(code: str):
    walk = until_decided(code)

    walk.sign()
    walk.report()
    extended = walk.extend()
    done = walk.accept()
    walk.archive()

    contract = Contract.objects.get(pk=walk.contract.pk)
    assert contract.state == "archived"
    assert contract.deadline_on == extended.until_on
    assert done.state == "passed"
    assert walk.fresh().state == "contracted"
    ordered = Payment.objects.filter(authorisation__subject_id=contract.pk)
    assert sum(p.amount_fen for p in ordered) == contract.support_fen
    assert set(walk.instrument.documents) == (
        issued("application", walk.application.pk)
        | issued("award", walk.award.pk)
        | issued("contract", contract.pk)
        | issued("acceptance", done.pk)
    )
    assert steps_of("application", walk.application)[:2] == ["begin", "submit"]


@pytest.mark.parametrize("code", ENDING["certificate"])
def test_a_recognition_goes_from_call_to_its_return(code: str):
    walk = until_decided(code)

    filed = walk.file_return(evaluates=False)
    graded = walk.file_return(evaluates=True)

    award = walk.award_now()
    assert award.state == "recognised"
    assert award.certificate
    assert set(walk.instrument.documents) == everything_issued(walk)
    assert archived(walk) == everything_issued(walk) - {"case_archive"}
    given = walk.instrument.certificate
    assert (filed is not None) == bool(given.return_every_months)
    assert graded is None or graded.state == "accepted"


@pytest.mark.parametrize("code", ENDING["payment"])
def test_a_grant_goes_from_call_to_payment(code: str):
    walk = until_decided(code)

    award = walk.award_now()
    payment = Payment.objects.get(authorisation__subject_id=award.pk)
    assert award.state == "granted"
    assert payment.amount_fen == award.support_fen > 0
    assert set(walk.instrument.documents) == everything_issued(walk)
    assert archived(walk) == everything_issued(walk) - {"case_archive"}


@pytest.mark.parametrize("code", [code for codes in ENDING.values() for code in codes])
def test_every_paper_of_it_is_a_pdf_that_can_be_verified(code: str):
    walk = until_decided(code)
    found = [*papers.of("application", walk.application.pk), *papers.of("award", walk.award.pk)]

    pages = [papers.render(paper) for paper in found]

    assert len(pages) >= 3
    assert all(page.startswith(b"%PDF") for page in pages)
    assert [found_by(paper.code) for paper in found] == [(paper, None) for paper in found]
