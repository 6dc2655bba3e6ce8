"""Pages of milestones and acceptance: what everybody may see, and what only the parties."""

import pytest
from django.urls import reverse

from tests.factories import browser, counts, moment, upload, who
from tests.thread import thread_until
from xingmeng.core import attachments
from xingmeng.stages.delivery.models import Milestone

pytestmark = pytest.mark.django_db
SUMMARY = "团队已到位"


def test_a_milestone_is_public_but_its_report_is_for_those_inside():
    thread = thread_until("passed")
    url = thread.milestone(1).get_absolute_url()

    for username, inside in (
        ("nobody", False), ("stranger", False), ("bidder2", False),
        ("leader", True), ("bidder", True), ("issuer", True), ("officer", True),
        ("finance", True),
    ):  # fmt: skip
        with moment("2022-03-05"):
            page = browser(username).get(url)
        assert page.status_code == 200
        assert (SUMMARY in page.content.decode()) is inside, username


def test_evidence_of_a_passed_milestone_is_known_to_all_and_opened_by_those_inside():
    thread = thread_until("passed")
    row = thread.milestone(1)
    (record,) = attachments.of("milestone", row.pk)

    for username, inside in (
        ("nobody", False), ("stranger", False), ("bidder2", False),
        ("leader", True), ("issuer", True), ("officer", True),
    ):  # fmt: skip
        client = browser(username)
        page = client.get(row.get_absolute_url()).content.decode()
        assert (record.name in page) is inside, username
        assert (record.digest in page) is not inside, username
        opened = client.get(reverse("file", args=[record.pk])).status_code
        assert opened == (200 if inside else 404), username


def test_what_is_not_yet_passed_is_not_for_the_leadership():
    thread = thread_until("reported")
    row = thread.milestone(1)
    (record,) = attachments.of("milestone", row.pk)

    for username in ("leader", "nobody"):
        page = browser(username).get(row.get_absolute_url()).content.decode()
        assert record.name not in page and record.digest not in page
    assert browser("leader").get(reverse("file", args=[record.pk])).status_code == 404


def test_before_the_contract_is_in_force_nobody_outside_knows_of_it():
    thread = thread_until("issuer_signed")
    url = thread.contract.get_absolute_url()

    for username, status in (
        ("nobody", 404),
        ("stranger", 404),
        ("bidder2", 404),
        ("issuer", 200),
    ):
        assert browser(username).get(url).status_code == status


def test_evidence_is_uploaded_by_the_bidder_alone_while_it_is_to_be_reported():
    thread = thread_until("in_force")
    row = thread.milestone(1)
    url = reverse("attach", args=[row])

    for username, status in (
        ("issuer", 404),
        ("officer", 404),
        ("stranger", 404),
        ("bidder", 302),
    ):
        assert browser(username).post(url, {"evidence": upload()}).status_code == status
    with moment("2022-02-25"):
        thread.move("milestone", row, "report", "bidder", summary="完成")
    assert browser("bidder").post(url, {"evidence": upload()}).status_code == 404


def test_looking_changes_nothing():
    thread = thread_until("requested")
    pages = [
        reverse("delivery:milestones"),
        thread.milestone(1).get_absolute_url(),
        thread.acceptance.get_absolute_url(),
        reverse("delivery:request", args=[thread.contract.pk]),
    ]
    clients = [browser(name) for name in ("bidder", "issuer", "officer", "stranger")]
    before = counts()

    for client in clients:
        for page in pages:
            assert client.get(page).status_code in (200, 404)

    assert counts() == before


@pytest.mark.parametrize("name", ["milestone", "acceptance", "request"])
def test_a_number_nobody_has_is_not_found(name: str):
    assert browser("officer").get(reverse(f"delivery:{name}", args=[987654])).status_code == 404


def test_the_list_asks_as_often_for_one_row_as_for_three_hundred():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    thread = thread_until("in_force")
    client, url = browser("officer"), reverse("delivery:milestones")
    Milestone.objects.filter(number__gt=1).delete()
    client.get(url)
    asked = []
    for more in (0, 2, 297):
        first = Milestone.objects.count()
        model = thread.milestone(1)
        kept = {f.attname: getattr(model, f.attname) for f in model._meta.concrete_fields}
        del kept["id"]
        rows = [Milestone(**kept | {"number": first + n + 1}) for n in range(more)]
        Milestone.objects.bulk_create(rows)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))

    assert Milestone.objects.count() == 300
    assert len(set(asked)) == 1


def test_asking_for_acceptance_says_what_is_missing_and_keeps_the_words():
    thread = thread_until("paid")
    url = reverse("delivery:request", args=[thread.contract.pk])

    with moment("2022-12-01"):
        page = browser("bidder").post(url, {"summary": "全部完成，请验收"})

    text = page.content.decode()
    assert "请先完成里程碑" in text and "全部完成，请验收" in text
    assert who("bidder").user_id
