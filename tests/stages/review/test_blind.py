"""Double-blind: no byte an expert gets tells who applies, and no applicant sees an expert."""

import io
import zipfile

import pytest

from tests import factories
from tests.factories import browser, who
from tests.reviewing import EXPERTS, Blind, on_the_day
from xingmeng.core import access, codes
from xingmeng.engines import anonymous, forms
from xingmeng.engines.forms import Table
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.review import facts

pytestmark = pytest.mark.django_db


def secrets_of(story: Blind) -> set[str]:
    """Every text of the application that is withheld, and what the registry knows."""
    row = story.application
    asked, given = applications.asked_of(row), applications.answers_of(row)
    found = {
        row.number,
        row.organisation.name_zh,
        row.organisation.credit_code,
        row.leader.name,
    }
    for question in forms.questions(asked).values():
        value = given.get(question.name)
        if isinstance(question, Table):
            whole = anonymous.is_identifying(question)
            columns = [c for c in question.columns if whole or anonymous.is_identifying(c)]
            found |= {str(r[c.name]) for r in value or () for c in columns if _tells(c, r)}
        elif anonymous.is_identifying(question) and _tells(question, given):
            found.add(str(value))
    open_ = [q for q in forms.questions(asked).values() if not anonymous.is_identifying(q)]
    shown = {str(given.get(q.name)) for q in open_}  # samples say some things twice
    return found - anonymous.ANYBODY - shown


def naming(story: Blind) -> None:
    """The applicant names itself where it should not: in its title and its route."""
    row = story.application
    unit, leader = row.organisation, row.leader
    row.title = f"{unit.name_zh}的再生工艺"
    row.answers["title"] = row.title
    row.answers["route"] = (
        f"工艺路线：由{leader.name}（{unit.credit_code}）主持，{unit.name_zh}实施。"
    )
    row.save(update_fields=["title", "answers"])


def _tells(question, answers) -> bool:
    """Texts longer than a word everybody uses; figures and choices tell nobody."""
    value = answers.get(question.name)
    return question.kind in ("text", "longtext") and isinstance(value, str) and len(value) > 3


def everything_of(name: str, story: Blind) -> bytes:
    """All that an expert may open, with what packed files hold."""
    client, own = browser(name), story.sheet(name)
    about, at = codes.of(story.round), codes.of(own)
    pages = [
        "/desk/", "/review/sheets/",
        "/review/sheets/?format=csv", "/review/sheets/?format=xlsx",
        f"/review/mine/{about}/", f"/review/mine/{about}/sheets.xlsx",
        f"/review/sheets/{at}/", f"/review/sheets/{at}/write/",
        f"/review/sheets/{at}/write/?since=0", f"/review/sheets/{at}/copy/",
        f"/move/assignment/{at}/hand_in/", f"/move/assignment/{at}/decline/",
        f"/forms/assignment/{at}/print/", f"/review/mine/{about}/import/",
    ]  # fmt: skip
    found = b""
    for page in pages:
        response = client.get(page)
        assert response.status_code in (200, 404), page
        found += _unpacked(response.content)
    return found


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_no_identifying_answer_is_in_any_byte_an_expert_gets():
    with on_the_day():
        story = Blind("accepted")
        naming(story)
        secrets = secrets_of(story)
        given = everything_of("expert", story).decode(errors="replace")
        shown = browser("expert").get(f"/review/sheets/{codes.of(story.sheet('expert'))}/copy/")

    assert len(secrets) > 15
    assert [secret for secret in secrets if secret in given] == []
    assert story.candidate.code in given
    assert f"工艺路线：由{anonymous.HIDDEN}（" in shown.content.decode()


def test_an_expert_reaches_neither_the_application_nor_its_files():
    with on_the_day():
        story = Blind("accepted")
        row, client = story.application, browser("expert")
        factories.attach("application", row.pk, "cooperation_agreement", who("head_rare"))
        file = applications.files_of(row).first()

        assert client.get(row.get_absolute_url()).status_code == 404
        assert file is not None and client.get(f"/files/{codes.of(file)}/").status_code == 404
        assert access.related(who("expert"), "application", row.pk) == frozenset()
        assert facts.copy_of(story.candidate).withheld == applications.files_of(row).count()


def test_the_pdf_is_made_of_the_same_anonymous_copy():
    with on_the_day():
        story = Blind("accepted")
        naming(story)
        copied = facts.copy_of(story.candidate)
        made = browser("expert").get(
            f"/review/sheets/{codes.of(story.sheet('expert'))}/copy.pdf"
        )

    said = repr([[a.value for a in s.answers] for s in copied.sections]) + copied.title
    assert made.content.startswith(b"%PDF") and made["Content-Type"] == "application/pdf"
    assert [secret for secret in secrets_of(story) if secret in said] == []


def test_searching_ones_sheets_by_the_applicants_name_finds_nothing():
    with on_the_day():
        story = Blind("accepted")
        name = story.application.organisation.name_zh
        mine = browser("expert").get("/review/sheets/", {"q": name})
        officers = browser("officer").get("/review/sheets/", {"q": name})

    row = story.sheet("expert").get_absolute_url()
    assert row not in mine.content.decode()
    assert row in officers.content.decode()


@pytest.mark.parametrize("username", ["head_rare", "bidder", "expert4", "finance"])
def test_nobody_else_gets_a_copy(username):
    with on_the_day():
        story = Blind("assigned")
        own = codes.of(story.sheet("expert"))

        assert factories.statuses(f"/review/sheets/{own}/copy/", username) == {username: 404}
        assert factories.statuses(f"/review/sheets/{own}/copy.pdf", username) == {username: 404}


def test_who_declines_reads_the_copy_no_longer():
    with on_the_day():
        story = Blind("assigned")
        own, client = codes.of(story.sheet("expert")), browser("expert")
        before = client.get(f"/review/sheets/{own}/copy/").status_code
        story.move("expert", "decline", reason="与申报内容相关")

        assert (before, client.get(f"/review/sheets/{own}/copy/").status_code) == (200, 404)


def test_applicants_never_see_an_experts_name():
    with on_the_day():
        story = Blind("concluded")
        client = browser("head_rare")
        shown = client.get(story.application.get_absolute_url()).content.decode()
        names = [who(name).name for name in EXPERTS]

    assert [name for name in names if name in shown] == []
