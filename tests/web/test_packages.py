"""A project's package: what is in it, and for whom."""

import csv
import io
import json
import zipfile
from hashlib import sha256

import pytest

from tests import factories, thread
from xingmeng.core import attachments, codes, keys, packages, papers, receipts
from xingmeng.core.models import TrailRow
from xingmeng.core.move import subject
from xingmeng.stages.funds.models import Transfer
from xingmeng.web import packages as face

pytestmark = pytest.mark.django_db
READERS = {"officer", "chair", "finance", "discipline", "bidder", "colleague", "issuer"}


def address(story: thread.Thread) -> str:
    return f"/packages/{codes.of(story.contract)}.zip"


def taken(story: thread.Thread, username: str, **cookies: str) -> zipfile.ZipFile:
    client = factories.browser(username)
    client.cookies.load(cookies)
    answer = client.get(address(story))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


# --- for whom -------------------------------------------------------------------------------


def test_who_reads_the_whole_contract_may_take_it_away_and_nobody_else():
    story = thread.thread_until("in_force")

    with thread.on("in_force"):
        found = {
            name
            for name in factories.READERS
            if factories.browser(name).get(address(story)).status_code == 200
        }

    assert found == READERS & set(factories.READERS)


def test_a_contract_that_is_not_in_force_has_no_package():
    story = thread.thread_until("issuer_signed")

    assert factories.browser("officer").get(address(story)).status_code == 404
    page = factories.browser("officer").get(story.contract.get_absolute_url())
    assert "/packages/" not in page.content.decode()


def test_the_page_of_the_contract_leads_to_its_package():
    story = thread.thread_until("in_force")

    for name, leads in (("officer", True), ("leader", False), ("nobody", False)):
        page = factories.browser(name).get(story.contract.get_absolute_url())
        assert (address(story) in page.content.decode()) is leads


def test_the_files_of_a_bid_are_in_it_for_whom_they_are_open():
    story = thread.thread_until("paid3")
    bid = story.bids["bidder"]
    own = set(attachments.of("application", bid.pk).values_list("digest", flat=True))
    about = subject("application")
    assert own

    for reader in ("officer", "issuer", "bidder"):
        archive, actor = taken(story, reader), factories.who(reader)
        held = {sha256(archive.read(n)).hexdigest() for n in archive.namelist()}
        row = about.visible_to(actor).filter(pk=bid.pk).first()
        is_open = row is not None and about.files_open(actor, row)
        assert (own <= held) is is_open, reader


# --- what is in it --------------------------------------------------------------------------


def test_a_package_holds_papers_files_money_steps_and_a_seal_over_them():
    story = thread.thread_until("shared")
    archive = taken(story, "officer")
    manifest = receipts.read(archive.read("manifest.json"))

    assert receipts.verify(manifest, trusted_pem=keys.public_key_pem()) == (True, "valid")
    assert set(archive.namelist()) == {
        *manifest["body"]["files"],
        packages.MANIFEST,
        packages.INDEX,
    }
    for name in ("bid", "contract", "milestone", "opinion", "acceptance"):
        assert any(n.endswith(f"-{name}.pdf") for n in archive.namelist()), name
    for path in [n for n in archive.namelist() if n.endswith(".pdf") and "papers/" in n]:
        assert archive.read(path).startswith(b"%PDF")
    contract = papers.latest("contract", story.contract)
    data = next(n for n in archive.namelist() if n.endswith("-contract.json"))
    assert sha256(archive.read(data)).hexdigest() == contract.digest
    evidence = factories.PDF
    assert sum(archive.read(n) == evidence for n in archive.namelist()) >= 2
    table = csv.DictReader(io.StringIO(archive.read("ledger.csv").decode("utf-8-sig")))
    lines = [(row["purpose"], int(row["amount_fen"])) for row in table]
    rows = Transfer.objects.filter(
        authorisation__kind="contract", authorisation__subject_id=story.contract.pk
    )
    assert lines == list(rows.order_by("pk").values_list("purpose", "amount_fen"))
    assert [one for one, _ in lines].count("pay") == 3


def test_the_steps_are_those_of_the_trail_and_count_nothing():
    story = thread.thread_until("paid")
    steps = json.loads(taken(story, "officer").read("steps.json"))

    kept = dict(TrailRow.objects.values_list("step_id", "hash"))
    assert steps == sorted(steps, key=lambda one: (one["at"], one["step_id"]))
    assert all(kept[one["step_id"]] == one["hash"] for one in steps)
    assert not any(isinstance(value, int) for one in steps for value in one.values())
    cases = {one["case"].split()[0] for one in steps}
    assert {"任务书", "里程碑"} <= cases


def test_in_english_the_page_and_the_steps_are_english():
    story = thread.thread_until("in_force")
    index = taken(story, "officer", language="en").read("index.html").decode()

    assert '<html lang="en">' in index
    for words in ("Archive package", "Checks", "Papers", "Steps"):
        assert words in index


# --- its page ------------------------------------------------------------------------------


def test_nothing_in_a_title_ends_the_script_it_stands_in():
    said = face._inside_script({"title": "</script><script>alert(1)</script>"})

    assert "<" not in said
    assert json.loads(said) == {"title": "</script><script>alert(1)</script>"}
