"""Signatures: what they cover, how they are checked, and another service behind the port."""

import base64
import hashlib

import pytest
from django.db import connection

from tests import thread
from xingmeng.core import papers, receipts, signing
from xingmeng.core.models import Paper, Signature

pytestmark = pytest.mark.django_db
FAKE = "tests.core.test_signing.FakeSeals"


class FakeSeals:
    """A certificate authority of the tests: a digest for a signature."""

    name = "fake"

    def seal(self, body):
        return {"body": dict(body), "stamp": self._stamp(body)}

    def verify(self, document):
        good = document["stamp"] == self._stamp(document["body"])
        return good, "valid" if good else "stamp_broken"

    def _stamp(self, body) -> str:
        return base64.b64encode(hashlib.sha256(receipts.canonical(body)).digest()).decode()


def tamper(statement: str, *values) -> None:
    """What somebody with the database in their hands could do, past its guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("paper_no_update", "signature_no_update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)


def test_the_sealed_body_says_what_is_signed_by_whom_as_what_and_when():
    story = thread.thread_until("bidder_signed")
    paper = papers.latest("contract", story.contract)

    row = paper.signatures.get(party="bidder")

    assert row.document["body"] == {
        "kind": "signature",
        "number": "NMKJ-JB2021-0001",
        "digest": paper.digest,
        "party": "bidder",
        "unit": "上海临港先进材料研究院（演示）",
        "name": "林雨桐",
        "capacity": "authorised_agent",
        "authority": row.authority,
        "at": "2022-01-10T10:00:00+08:00",
    }
    assert signing.check(row) == (True, "valid")
    assert signing.holds(paper)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE core_signature SET name = '另一人'", "record_differs"),
        ("UPDATE core_signature SET capacity = 'chair'", "record_differs"),
        ("UPDATE core_signature SET authority = ''", "record_differs"),
        ("UPDATE core_signature SET at = '2020-01-01 00:00:00+00:00'", "record_differs"),
        ("UPDATE core_paper SET digest = 'x'", "paper_differs"),
        ("UPDATE core_paper SET number = number || 'x'", "paper_differs"),
    ],
)
def test_what_is_altered_behind_a_signature_is_found(statement, reason):
    thread.thread_until("leader_signed")

    tamper(statement)

    row = Signature.objects.get()
    assert signing.check(row) == (False, reason)
    assert not signing.holds(Paper.objects.get(pk=row.paper_id))


def test_an_altered_paper_no_longer_has_its_digest():
    story = thread.thread_until("leader_signed")
    paper = papers.latest("contract", story.contract)
    altered = receipts.canonical(paper.data | {"support": "1 万元"}).decode()

    tamper("UPDATE core_paper SET data = %s WHERE id = %s", altered, paper.pk)

    paper.refresh_from_db()
    assert not papers.is_whole(paper)
    assert not signing.holds(paper)


def test_another_service_signs_when_the_settings_say_so(settings):
    settings.SEAL_SERVICE = FAKE

    thread.thread_until("leader_signed")

    row = Signature.objects.get()
    assert row.service == "fake"
    assert set(row.document) == {"body", "stamp"}
    assert signing.check(row) == (True, "valid")


def test_what_the_house_signed_still_holds_under_another_service(settings):
    thread.thread_until("leader_signed")
    settings.SEAL_SERVICE = FAKE

    assert signing.check(Signature.objects.get()) == (True, "valid")


def test_a_signature_of_a_service_that_is_not_here_cannot_be_checked(settings):
    settings.SEAL_SERVICE = FAKE
    thread.thread_until("leader_signed")
    settings.SEAL_SERVICE = ""

    assert signing.check(Signature.objects.get()) == (False, "other_service")
