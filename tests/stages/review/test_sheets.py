"""A sheet as a draft: autosave, clashes, the running total, opening again, off line."""

import io

import pytest
from openpyxl import load_workbook

from tests import factories
from tests.factories import browser, refused, upload, who
from tests.reviewing import EXPERTS, Blind, on_the_day
from xingmeng.core import access, codes, move, revisions
from xingmeng.core.models import Outgoing
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Discussion, Mark

pytestmark = pytest.mark.django_db
LINES = ("need", "innovation", "route", "team", "use", "budget")


@pytest.fixture
def story():
    with on_the_day():
        yield Blind("accepted")


def save(client, sheet, name: str, value: str, *, base: str = "0", tab: str = "a", **more):
    said = {"_field": name, name: value, "_base": base, "_tab": tab, **more}
    return client.post(sheet.write_url, said)


def test_a_mark_is_saved_by_itself_and_answered_with_the_running_total(story):
    own, client = story.sheet("expert"), browser("expert")

    first = save(client, own, "need", "90").json()
    second = save(client, own, "innovation", "80").json()

    assert first["computed"] == {"total": "18.00"}
    assert second["computed"] == {"total": "38.00"}  # 90 * 20 % + 80 * 25 %
    assert dict(Mark.objects.values_list("criterion", "points")) == {
        "need": 90,
        "innovation": 80,
    }


def test_two_windows_that_write_at_once_keep_both_texts(story):
    own, client = story.sheet("expert"), browser("expert")
    save(client, own, "comment", "第一稿")

    clash = save(client, own, "comment", "另一稿", tab="b").json()

    assert clash["clash"]["theirs"] == "第一稿"
    story.mark("expert", 80, comment="第一稿")
    assert "clash_open" in refused(lambda: story.move("expert", "hand_in"))


def test_the_total_is_worked_out_and_never_taken_from_outside(story):
    own = story.sheet("expert")

    actions.save_sheet(own.pk, {"total": "99.00", "need": 50}, actor=who("expert"))

    assert story.sheet("expert").answers["total"] == "10.00"


def test_a_text_that_is_too_long_is_kept_and_stops_the_hand_in(story):
    own = story.sheet("expert")
    story.mark("expert", 80)

    wrong = actions.save_sheet(own.pk, {"need_why": "长" * 801}, actor=who("expert"))

    assert [f.code for f in wrong] == ["too_long"]
    assert refused(lambda: story.move("expert", "hand_in")) == ["too_long"]


def test_organisers_read_a_sheet_in_no_way_before_it_is_in(story):
    story.mark("expert", 77, comment="只给自己看的草稿")
    own, client = story.sheet("expert"), browser("officer")
    pages = (own.get_absolute_url(), f"/forms/assignment/{codes.of(own)}/print/")

    before = [client.get(page).content.decode() for page in pages]
    story.move("expert", "hand_in")
    handed_in = [client.get(page).content.decode() for page in pages]
    actions.open_marks(story.round.pk, actor=who("officer"))
    opened = [client.get(page).content.decode() for page in pages]

    for pages_then in (before, handed_in):
        assert [("草稿" in one, "77.00" in one) for one in pages_then] == [(False, False)] * 2
    assert ["草稿" in one for one in opened] == [True, True]


def test_an_officer_opens_a_sheet_again_with_a_reason_until_the_places_are_fixed():
    with on_the_day():
        story = Blind("handed_in")
        assert refused(lambda: story.move("expert", "open_again", by="officer")) == [
            "reason_needed"
        ]
        assert "not_your_move" in refused(
            lambda: story.move("expert", "open_again", by="expert", reason="x")
        )
        story.move("expert", "open_again", by="officer", reason="漏看附表")
        own = story.sheet("expert")
        assert (own.state, own.handed_in_at is not None) == ("accepted", True)
        story.mark("expert", 70)
        story.move("expert", "hand_in")
        kept = [r.answers["need"] for r in revisions.of("assignment", own.pk)]
        assert kept == [70, 80]
        assert [e["total"] for e in queries.earlier_of(story.sheet("expert"))] == ["80.00"]
        move.make("round", story.round.pk, "conclude", actor=who("officer"))
        assert refused(
            lambda: story.move("expert", "open_again", by="officer", reason="x")
        ) == ["round_over"]


# --- off line -------------------------------------------------------------------------------


def workbook(client, story, **cells) -> bytes:
    """The workbook of an expert's round, with other values in these cells."""
    taken = client.get(f"/review/mine/{codes.of(story.round)}/sheets.xlsx")
    book = load_workbook(io.BytesIO(taken.content))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client, story, content: bytes):
    file = upload("sheets.xlsx", content)
    return client.post(f"/review/mine/{codes.of(story.round)}/import/", {"file": file})


def test_a_workbook_filled_in_off_line_comes_back_whole(story):
    client = browser("expert")
    content = workbook(client, story, C4=91, C5="需求明确")

    done = bring(client, story, content)

    own = story.sheet("expert")
    assert done.status_code == 302
    assert (own.answers["need"], own.answers["need_why"]) == (91, "需求明确")
    assert own.stamps["need"]["origin"] == "imported"


def test_one_wrong_cell_keeps_everything_out_and_is_named(story):
    client = browser("expert")

    refused_ = bring(client, story, workbook(client, story, C4=91, C6=101))

    assert refused_.status_code == 409
    assert "!C6" in refused_.content.decode()
    assert story.sheet("expert").answers == {}


def test_an_old_workbook_takes_nothing_back_that_was_written_since(story):
    client = browser("expert")
    content = workbook(client, story, C5="离线写的")
    actions.save_sheet(story.sheet("expert").pk, {"need": 66}, actor=who("expert"))

    bring(client, story, content)

    own = story.sheet("expert")
    assert (own.answers["need"], own.answers["need_why"]) == (66, "离线写的")


@pytest.mark.parametrize("username", ["expert4", "officer", "head_rare"])
def test_the_workbook_is_for_its_expert_alone(story, username):
    page = f"/review/mine/{codes.of(story.round)}"
    for address in (f"{page}/", f"{page}/sheets.xlsx", f"{page}/import/"):
        assert factories.statuses(address, username, "nobody") == {username: 404, "nobody": 302}


def test_before_accepting_an_expert_reads_how_much_it_is_and_until_when():
    with on_the_day():
        story = Blind("assigned")
        shown = browser("expert").get(f"/review/mine/{codes.of(story.round)}/").content.decode()
        due = story.sheet("expert").due_on

    assert "1 份，已交回 0 份" in shown
    assert f"{due.month}月{due.day}日" in shown or str(due) in shown
    assert "小时" in shown


# --- progress and reminders -----------------------------------------------------------------


def test_progress_counts_sheets_by_application_and_by_expert(story):
    story.mark("expert", 80)
    story.move("expert", "hand_in")

    lines, experts = queries.by_candidate(story.round), queries.by_expert(story.round)

    assert [(line.done, len(line.sheets), line.spread) for line in lines] == [(1, 3, None)]
    assert sorted(line.done for line in experts) == [0, 0, 1]
    shown = browser("officer").get(f"/review/rounds/{codes.of(story.round)}/progress/")
    assert "已交回 1 / 3 份" in shown.content.decode()
    assert factories.statuses(
        f"/review/rounds/{codes.of(story.round)}/progress/",
        "nobody",
        "expert",
        "head_rare",
        "chair",
    ) == {"nobody": 302, "expert": 404, "head_rare": 404, "chair": 200}


def test_experts_with_open_sheets_are_reminded_once_a_day(story):
    story.mark("expert", 80)
    story.move("expert", "hand_in")
    officer = who("officer")

    assert actions.remind(story.round.pk, actor=officer) == 2
    told = Outgoing.objects.filter(kind="reminded").values_list("payload__user", flat=True)
    assert set(told) == {who(name).user_id for name in EXPERTS[1:]}
    assert refused(lambda: actions.remind(story.round.pk, actor=officer)) == [
        "nobody_to_remind"
    ]
    assert refused(lambda: actions.remind(story.round.pk, actor=who("chair"))) == [
        "not_your_move"
    ]
    with factories.moment("2021-11-26"):
        assert actions.remind(story.round.pk, actor=officer) == 2


def test_a_reminder_of_hidden_candidates_alone_is_in_no_timeline_of_who_steps_aside(story):
    assert actions.remind(story.round.pk, actor=who("officer")) == 3
    page, told = story.round.get_absolute_url(), "提醒专家"
    assert told in browser("chair").get(page).content.decode()
    access.bar(
        who("chair").user_id, "conflict", kind="application", subject_id=story.application.pk
    )

    assert told not in browser("chair").get(page).content.decode()
    assert told in browser("officer").get(page).content.decode()


def test_nobody_is_reminded_of_a_round_that_is_over():
    with on_the_day():
        story = Blind("concluded")

        assert refused(lambda: actions.remind(story.round.pk, actor=who("officer"))) == [
            "wrong_state"
        ]
        assert not Discussion.objects.filter(state="open").exists()
