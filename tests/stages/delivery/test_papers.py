"""Papers of delivery: what is certified, who signed it, how an end is told."""

import io

import pypdf
import pytest

from tests import factories, thread
from xingmeng.core import papers, signing

pytestmark = pytest.mark.django_db


def words(paper) -> str:
    pages = pypdf.PdfReader(io.BytesIO(papers.render(paper))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_passed_milestone_is_certified_with_its_evidence():
    story = thread.thread_until("passed", bidders=("bidder",))

    paper = papers.latest("milestone", story.milestone(1))
    said = words(paper)

    assert paper.number == "内科核字〔2022〕1号"
    assert "里程碑核查证明" in said
    assert "团队已到位" in said
    assert len(paper.data["files"]) == 1
    assert paper.data["files"][0]["digest"] in said
    assert papers.latest("milestone", story.milestone(2)) is None


def test_the_user_signs_its_opinion_before_the_conclusion():
    story = thread.thread_until("opined", bidders=("bidder",))

    (signature,) = signing.signatures_of("opinion", story.acceptance)

    assert (signature.party, signature.name) == ("issuer", "其其格")
    assert signature.capacity == "authorised_agent"
    assert papers.latest("acceptance", story.acceptance) is None


@pytest.mark.parametrize(
    ("verdict", "name", "by", "conclusion", "capacity"),
    [
        ("met", "accept", "officer", "通过验收", "officer"),
        ("partly", "exempt", "chair", "免责结题", "chair"),
        ("unmet", "refuse", "officer", "未通过验收", "officer"),
    ],
)
def test_every_end_has_its_certificate(verdict, name, by, conclusion, capacity):
    story = thread.thread_until("requested", bidders=("bidder",))
    with thread.on("completed"):
        story.opined(verdict)
        said = {} if name == "accept" else {"reason": "试验记录完整"}
        if name != "refuse":
            said["opinion"] = "核查属实"
        if name == "exempt":
            said |= {"records_kept": True, "money_rightly_used": True}
        story.move("acceptance", story.acceptance, name, by, **said)

    paper = papers.latest("acceptance", story.acceptance)
    (signature,) = signing.signatures_of("acceptance", story.acceptance)
    shown = words(paper)
    assert conclusion in shown
    assert ("试验记录完整" in shown) == (name != "accept")
    assert "其其格" in shown  # the user's own signature stands in the certificate
    assert (signature.party, signature.capacity) == ("department", capacity)
    assert signing.holds(paper)


def test_the_certificate_is_for_the_parties_and_staff():
    story = thread.thread_until("completed", bidders=("bidder",))
    page = story.acceptance.get_absolute_url()
    number = papers.latest("acceptance", story.acceptance).number

    seen = {n: number in factories.browser(n).get(page).content.decode() for n in SEERS}

    assert seen == SEERS


SEERS = {"bidder": True, "issuer": True, "chair": True, "stranger": False, "nobody": False}
