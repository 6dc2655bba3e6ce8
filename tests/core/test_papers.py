"""Papers: numbered without gaps, fingerprinted, never changed, read by whom they are for."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from tests import factories, thread
from xingmeng.core import codes, door, papers, paperwork
from xingmeng.core.models import Paper

pytestmark = pytest.mark.django_db


def test_numbers_of_papers_follow_one_another_in_their_series_and_year():
    on = date(2021, 12, 3)

    numbers = [papers.file_number("award", day) for day in (on, on, date(2022, 1, 4))]

    assert numbers == ["内科立字〔2021〕1号", "内科立字〔2021〕2号", "内科立字〔2022〕1号"]
    assert papers.file_number("publicity", on) == "内科公示〔2021〕1号"


def test_a_code_is_long_names_one_paper_and_needs_the_servers_key(settings):
    codes = {papers.code_for(f"{n}号", "a" * 64) for n in range(50)}
    again = papers.code_for("1号", "a" * 64)
    settings.SECRET_KEY = "another"

    assert len(codes) == 50
    assert again in codes
    assert {len(code) for code in codes} == {24}
    assert papers.code_for("1号", "a" * 64) not in codes
    assert papers.grouped("ABCDEFGH") == "ABCD-EFGH"


def test_an_unknown_paper_is_not_issued():
    with pytest.raises(LookupError), door.change():
        papers.issue("no_such", None, actor=factories.who("officer"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_paper SET title = 'x'",
        "DELETE FROM core_paper",
        "UPDATE core_signature SET name = 'x'",
        "DELETE FROM core_signature",
    ],
)
def test_the_database_refuses_to_change_what_was_issued_and_signed(statement):
    thread.thread_until("bidder_signed")

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_same_paper_gives_the_same_bytes_and_another_signature_other_bytes():
    story = thread.thread_until("confirmed")
    paper = papers.latest("contract", story.contract)
    bare = papers.render(paper)

    with thread.on("bidder_signed"):
        story.leader_signed()

    assert papers.render(paper) != bare
    assert papers.render(paper) == papers.render(Paper.objects.get(pk=paper.pk))


def test_a_contract_is_read_by_its_parties_and_staff_alone():
    story = thread.thread_until("in_force")
    paper = papers.latest("contract", story.contract)
    address = paperwork.address(paper)

    found = factories.statuses(address, *factories.READERS)

    may = [name for name, status in found.items() if status == 200]
    assert may == [
        "issuer", "bidder", "colleague", "officer", "chair", "finance", "discipline",
    ]  # fmt: skip
    assert set(found.values()) == {200, 404}
    answer = factories.browser("bidder").get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["/papers/9999-9999/x.pdf", "/papers/{pk}/another.pdf"])
def test_a_paper_is_found_by_its_own_address_alone(address):
    story = thread.thread_until("confirmed")
    paper = papers.latest("contract", story.contract)

    assert factories.statuses(address.format(pk=codes.of(paper)), "officer") == {"officer": 404}


def test_the_page_of_a_case_lists_its_papers_to_whom_they_are_for():
    story = thread.thread_until("in_force")
    paper = papers.latest("contract", story.contract)
    page = story.contract.get_absolute_url()

    shown = {n: paper.number in _box(n, page) for n in ("bidder", "stranger", "nobody")}

    assert shown == {"bidder": True, "stranger": False, "nobody": False}


def _box(username: str, page: str) -> str:
    text = factories.browser(username).get(page).content.decode()
    return text.partition("文件")[2].partition("</section>")[0]
