"""Uploaded files: sealed on disk, limited, and served only to who may see their case."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404

from tests import factories, thread
from xingmeng.core import attachments, codes, files, trail
from xingmeng.core.errors import Refused
from xingmeng.core.models import File

pytestmark = pytest.mark.django_db


@pytest.fixture
def bid():
    """A bid half written, with one file on it."""
    story = thread.thread_until("bids_drafted", bidders=("bidder",))
    return story.bids["bidder"]


def add(bid, **named):
    return factories.attach("application", bid.pk, "proposal", factories.who("bidder"), **named)


def stored() -> list[Path]:
    return [path for path in (settings.HOME_DIR / "files").rglob("*") if path.is_file()]


def test_a_file_is_recorded_and_put_on_the_trail(bid):
    with factories.moment("2021-09-13"):
        record = add(bid, name="../图 纸.pdf")

    assert (record.name, record.media_type) == ("图 纸.pdf", "application/pdf")
    assert (record.size, record.at) == (len(factories.PDF), factories.time("2021-09-13"))
    assert factories.steps_of("application", bid)[-1] == "attach"
    _, note = trail.steps_of("application", bid.pk)[-1]
    assert note.details == {"file": record.pk, "digest": record.digest}


def test_the_content_on_disk_is_sealed(bid):
    secret = b"%PDF-1.4\n% the very secret recipe \n%%EOF\n"

    record = add(bid, content=secret)

    assert stored()
    assert not any(b"secret recipe" in path.read_bytes() for path in stored())
    assert files.read(record.digest) == secret


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file_empty"),
        ("a.exe", b"MZ\x00\x00", "file_type_not_allowed"),
        ("a.pdf", b"plain words", "file_type_mismatch"),
        ("a.pdf", b"%PDF-1.4 /JavaScript (x)", "file_unsafe"),
        ("a.html", b"<html><script>1</script>", "file_type_not_allowed"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_kept(bid, name, content, code):
    before, on_disk = factories.counts(), len(stored())

    with pytest.raises(Refused) as refusal:
        add(bid, name=name, content=content)

    assert code in [finding.code for finding in refusal.value.findings]
    assert (factories.counts(), len(stored())) == (before, on_disk)


def test_a_file_that_is_too_large_is_refused(bid, settings):
    settings.UPLOAD_MAX_BYTES = len(factories.PDF) - 1

    with pytest.raises(Refused) as refusal:
        add(bid)

    assert [finding.code for finding in refusal.value.findings] == ["file_too_large"]


def test_a_field_takes_ten_files(bid):
    for _ in range(attachments.MOST_PER_FIELD - 1):
        add(bid)

    with pytest.raises(Refused) as refusal:
        add(bid)

    assert [finding.code for finding in refusal.value.findings] == ["too_many_files"]
    assert attachments.of("application", bid.pk).count() == attachments.MOST_PER_FIELD


def test_a_removed_file_is_gone_for_everyone_and_on_the_trail(bid):
    [record] = attachments.of("application", bid.pk)

    attachments.remove(record, actor=factories.who("bidder"))

    assert not attachments.of("application", bid.pk).exists()
    assert factories.steps_of("application", bid)[-1] == "detach"
    with pytest.raises(Http404):
        attachments.get_for(factories.who("bidder"), record.pk)


def test_files_are_listed_by_field_oldest_first(bid):
    second = add(bid, name="二.pdf")
    factories.attach("application", bid.pk, "other", factories.who("bidder"))

    rows = attachments.of("application", bid.pk, field="proposal")
    assert [row.name for row in rows] == ["bidder.pdf", second.name]
    assert attachments.of("application", bid.pk).count() == 3


def test_a_file_that_is_not_there_is_not_found():
    with pytest.raises(Http404):
        attachments.get_for(factories.who("officer"), 4711)


# --- over the wire --------------------------------------------------------------------------


def readers_of(record: File) -> list[str]:
    return [
        name
        for name in factories.READERS
        if factories.browser(name).get(f"/files/{codes.of(record)}/").status_code == 200
    ]


def test_a_drafts_file_is_for_its_authors_alone(bid):
    [record] = attachments.of("application", bid.pk)

    assert readers_of(record) == ["bidder", "colleague"]


def test_evidence_is_for_the_parties_and_those_who_decide_not_for_the_public():
    story = thread.thread_until("passed")
    record = attachments.of("milestone", story.milestone(1).pk).get()

    assert readers_of(record) == [
        "issuer",
        "bidder",
        "colleague",
        "officer",
        "chair",
        "finance",
        "discipline",
        "leader",
    ]


def test_a_file_is_served_whole_and_harmless(bid):
    [record] = attachments.of("application", bid.pk)
    text = add(bid, name="说明.txt", content="说明".encode())
    client = factories.browser("bidder")

    shown, saved = (client.get(f"/files/{codes.of(one)}/") for one in (record, text))

    assert shown.content == factories.PDF
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize(
    ("username", "status", "left"),
    [("bidder", 302, 0), ("stranger", 404, 1), ("officer", 404, 1), ("nobody", 302, 1)],
)
def test_a_drafts_file_is_removed_by_its_authors(bid, username, status, left):
    [record] = attachments.of("application", bid.pk)

    response = factories.browser(username).post(f"/files/{codes.of(record)}/remove/")

    assert response.status_code == status
    assert attachments.of("application", bid.pk).count() == left


def test_a_file_stays_once_the_bid_is_handed_in():
    story = thread.thread_until("sealed", bidders=("bidder",))
    [record] = attachments.of("application", story.bids["bidder"].pk)

    response = factories.browser("bidder").post(f"/files/{codes.of(record)}/remove/")

    assert response.status_code == 404
    assert attachments.of("application", story.bids["bidder"].pk).count() == 1


@pytest.mark.parametrize(
    ("step", "username", "status"),
    [
        ("in_force", "bidder", 302),
        ("in_force", "issuer", 404),
        ("in_force", "stranger", 404),
        ("in_force", "officer", 404),
        ("reported", "bidder", 404),
    ],
)
def test_evidence_is_attached_by_the_bidder_before_reporting(step, username, status):
    story = thread.thread_until(step)
    address = f"/attach/milestone/{codes.of(story.milestone(1))}/"
    before = attachments.of("milestone", story.milestone(1).pk).count()

    response = factories.browser(username).post(address, {"evidence": factories.upload()})

    assert response.status_code == status
    after = attachments.of("milestone", story.milestone(1).pk).count()
    assert after - before == (status == 302)
