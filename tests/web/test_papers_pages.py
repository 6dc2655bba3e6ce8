"""Pages of papers: anybody checks one by its code; officers edit letters and see a preview."""

import pytest
from django.test import Client

from tests import factories, thread
from xingmeng.core import codes, letters, papers
from xingmeng.core.models import LetterText

pytestmark = pytest.mark.django_db
LETTER = "/letters/decision/"


def text_of(answer) -> str:
    return answer.content.decode()


# --- checking -------------------------------------------------------------------------------


def test_anybody_checks_a_paper_by_the_code_printed_on_it():
    story = thread.thread_until("in_force")
    paper = papers.latest("contract", story.contract)

    for asked in (
        papers.grouped(paper.code),
        paper.code.lower(),
        paper.code.replace("A", " A"),
    ):
        page = Client().get("/verify/", {"code": asked})
        assert page.status_code == 200
        assert "核验通过" in text_of(page)
    page = text_of(Client().get(f"/verify/{papers.grouped(paper.code)}/"))
    assert paper.number in page
    assert paper.digest in page
    for name in ("沈嘉禾", "林雨桐", "其其格", "苏日娜", "授权代理人"):
        assert name in page
    assert page.count("签名有效") == 4


def test_the_code_of_a_signature_leads_to_its_paper():
    story = thread.thread_until("leader_signed")
    signature = papers.latest("contract", story.contract).signatures.get()

    page = text_of(Client().get(f"/verify/{papers.grouped(signature.code)}/"))

    assert "NMKJ-JB2021-0001" in page
    assert 'aria-current="true"' in page


def test_checking_tells_nothing_that_the_first_page_does_not():
    story = thread.thread_until("in_force")
    paper = papers.latest("contract", story.contract)

    page = text_of(Client().get(f"/verify/{paper.code}/"))

    for secret in (story.contract.terms["support"], story.contract.terms["route"][:20]):
        assert secret not in page
    assert f"/papers/{codes.of(paper)}/" not in page


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "<b>", "％", "0" * 500, "', --"])
def test_an_unknown_code_is_told_so(code):
    page = Client().get("/verify/", {"code": code})

    assert page.status_code == 404
    assert "没有这个验证码" in text_of(page)
    assert "<b>" not in text_of(page)


def test_the_empty_page_asks_for_a_code_and_writes_nothing():
    assert not factories.wrote(lambda: Client().get("/verify/"))
    assert Client().get("/verify/").status_code == 200


# --- letters --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/letters/", LETTER])
def test_letters_are_for_officers(address):
    found = factories.statuses(address, "officer", "admin", "chair", "bidder", "nobody")

    assert found == {"officer": 200, "admin": 200, "chair": 404, "bidder": 404, "nobody": 302}


def test_an_officer_saves_a_version_and_goes_back_to_an_older_one():
    client = factories.browser("officer")

    assert client.post(LETTER, {"body": "一：{project}"}).status_code == 302
    client.post(LETTER, {"body": "二：{project}"})
    older = text_of(client.get(LETTER, {"version": "1"}))

    assert "一：{project}" in older
    assert "第 1 版的文本" in older
    client.post(LETTER, {"body": "一：{project}"})
    assert letters.current("decision") == "一：{project}"
    assert LetterText.objects.count() == 3


def test_a_faulty_text_is_told_and_not_lost():
    page = factories.browser("officer").post(LETTER, {"body": "写了很多字 {projekt}"})

    assert page.status_code == 409
    assert "写了很多字 {projekt}" in text_of(page)
    assert "是不是“project”" in text_of(page)
    assert not LetterText.objects.exists()


def test_the_preview_is_a_pdf_of_the_unsaved_text_and_keeps_nothing():
    client = factories.browser("officer")
    answers = []

    def preview() -> None:
        answers.append(client.post(f"{LETTER}preview/", {"body": "预览：{project}"}))

    assert not factories.wrote(preview)
    assert answers[0]["Content-Type"] == "application/pdf"
    assert answers[0].content.startswith(b"%PDF-")


@pytest.mark.parametrize("letter", letters.every(), ids=lambda one: one.name)
def test_every_letter_has_a_preview(letter):
    client = factories.browser("officer")

    answer = client.post(f"/letters/{letter.name}/preview/", {"body": letter.body})

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_a_faulty_text_is_not_previewed_but_stays_on_the_page():
    answer = factories.browser("officer").post(f"{LETTER}preview/", {"body": "留着 {x"})

    assert answer.status_code == 409
    assert "留着 {x" in text_of(answer)


@pytest.mark.parametrize("address", ["/letters/none/", f"{LETTER}?version=9"])
def test_what_is_not_there_is_not_found(address):
    assert factories.statuses(address, "officer") == {"officer": 404}


def test_others_get_no_preview():
    answer = factories.browser("bidder").post(f"{LETTER}preview/", {"body": "{project}"})

    assert answer.status_code == 404
