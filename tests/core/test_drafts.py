"""A draft keeps what its author wrote, faulty answers too, and nobody else writes in it."""

from types import SimpleNamespace

import pytest

from tests.factories import moment, time, who
from xingmeng.core import drafts, kept, revisions
from xingmeng.core.drafts import Given, How
from xingmeng.core.errors import Refused
from xingmeng.core.stamps import Base
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text

pytestmark = pytest.mark.django_db

T = Text("题", "Question")
LINE = Table(
    name="lines",
    label=T,
    min_rows=0,
    columns=(
        Field(name="item", kind="text", label=T),
        Field(name="sum_fen", kind="money", label=T, computed="line"),
    ),
)
FORM = (
    Section(
        name="one",
        label=T,
        fields=(
            Field(name="title", kind="text", label=T, max_chars=3),
            Field(name="sum_fen", kind="money", label=T),
            Field(name="pledged", kind="tick", label=T),
            Field(name="twice_fen", kind="money", label=T, computed="twice"),
            Field(name="secrecy", kind="choice", label=T, options=(("open", T),)),
            LINE,
        ),
    ),
)
RULES = {"twice": lambda a: 2 * (a.get("sum_fen") or 0), "line": lambda row: len(row["item"])}
META = SimpleNamespace(model_name="need")


@pytest.fixture(autouse=True)
def ruled(monkeypatch):
    monkeypatch.setattr(drafts, "RULES", RULES)


def draft(**changed):
    usual = {"answers": {"title": "旧"}, "stamps": {}, "state": "draft", "saved_at": None}
    return SimpleNamespace(pk=7, _meta=META, **(usual | changed))


def write(
    row, given, roles=("applicant",), *, day="2024-06-30", by="issuer", **more
) -> list[str]:
    actor = who(by)
    with moment(day):
        found = drafts.write(row, FORM, given, roles=roles, actor=actor, **more)
    return [f.code for f in found]


def test_answers_are_kept_with_the_time_and_gaps_are_no_fault():
    row = draft()

    assert write(row, {"sum_fen": 5, "pledged": None, "state": "raised"}) == []
    assert row.answers == {"title": "旧", "sum_fen": 5, "pledged": None, "twice_fen": 10}
    assert row.saved_at == time("2024-06-30")


def test_a_faulty_answer_is_kept_and_said():
    row = draft()

    assert write(row, {"title": "太长的题目"}) == ["too_long"]
    assert row.answers["title"] == "太长的题目"


def test_what_no_database_holds_is_said_and_left_out():
    row = draft()

    assert write(row, {"title": "\ud800", "sum_fen": 2**63, "pledged": "\ud800"}) == [
        "not_text",
        "too_big",
        "not_text",
    ]
    assert row.answers == {"title": "旧", "twice_fen": 0}


@pytest.mark.parametrize(
    ("state", "roles", "expected"),
    [
        ("draft", ("officer",), ["not_your_move"]),
        ("sealed", ("applicant",), ["wrong_state"]),
        ("sealed", (), ["not_your_move", "wrong_state"]),
    ],
)
def test_a_draft_is_written_by_its_author_until_it_is_handed_in(state, roles, expected):
    row = draft(state=state)

    with pytest.raises(Refused) as refusal:
        write(row, {"title": "新"}, roles)

    assert [f.code for f in refusal.value.findings] == expected
    assert row.answers == {"title": "旧"}


def test_classified_matter_is_refused_whole():
    row = draft()

    with pytest.raises(Refused) as refusal:
        write(row, {"title": "密", "secrecy": "secret"})

    assert [f.code for f in refusal.value.findings] == ["classified_matter"]
    assert row.answers == {"title": "旧"}


def test_who_may_answer_some_questions_answers_no_others():
    row = draft()

    assert write(row, {"sum_fen": 5}, ("contributor",), only={"sum_fen"}) == []
    with pytest.raises(Refused):
        write(row, {"title": "新"}, ("contributor",), only={"sum_fen"})


def test_computed_answers_follow_and_nobody_types_them():
    row = draft()

    write(row, {"sum_fen": 5, "twice_fen": 99, "lines": [{"item": "ab", "sum_fen": 7}]})

    assert (row.answers["twice_fen"], row.stamps["twice_fen"]["origin"]) == (10, "computed")
    assert row.answers["lines"] == [{"item": "ab", "sum_fen": 2}]
    assert (row.stamps["lines"]["origin"], row.stamps["lines"]["v"]) == ("typed", 1)


def test_a_row_of_a_table_saved_again_by_the_same_page_is_no_clash():
    row = draft()
    how = How(tab="a", bases={"lines": Base(0)})
    write(row, Given({"lines": [{"item": "ab"}]}, how))

    write(
        row,
        Given(
            {"lines": [{"item": "ab"}, {"item": "c"}]}, How(tab="b", bases={"lines": Base(1)})
        ),
    )

    assert [line["sum_fen"] for line in row.answers["lines"]] == [2, 1]
    assert "kept" not in row.stamps["lines"]


# --- what was known, and what is left to end ------------------------------------------------


KNOWN = {"v": 1, "r": 1, "by": 0, "at": "2024-06-01T00:00:00+08:00", "origin": "known"}


def test_a_known_answer_that_is_changed_is_a_correction_that_wants_its_reason():
    row = draft(stamps={"title": KNOWN | {"source": "登记", "on": "2024-03-01"}})

    write(row, {"title": "新"})

    stamp = row.stamps["title"]
    assert (stamp["origin"], stamp["knew"], stamp["source"]) == ("corrected", "旧", "登记")
    assert [f.code for f in drafts.loose_ends(row, FORM)] == ["correction_without_reason"]

    write(row, Given({"title": "再"}, How(whys={"title": "已更名"})))
    assert (row.stamps["title"]["why"], row.stamps["title"]["knew"]) == ("已更名", "旧")
    assert drafts.loose_ends(row, FORM) == []

    write(row, {"title": "旧"})
    assert row.stamps["title"]["origin"] == "known"
    assert row.stamps["title"]["source"] == "登记"


def test_a_reason_can_be_given_after_the_correction():
    row = draft(stamps={"title": KNOWN})
    write(row, {"title": "新"})

    write(row, Given({"title": "新"}, How(whys={"title": "已更名"})))

    assert drafts.loose_ends(row, FORM) == []


def test_a_clash_nobody_settled_is_a_loose_end():
    row = draft()
    write(row, Given({"title": "甲"}, How(tab="a", bases={"title": Base(0)})))
    write(row, Given({"title": "乙"}, How(tab="b", bases={"title": Base(0)})), by="bidder")

    assert row.answers["title"] == "甲"
    assert [f.code for f in drafts.loose_ends(row, FORM)] == ["clash_open"]

    settled = How(tab="b", bases={"title": Base(1)}, settle={"title": "mine"})
    write(row, Given({"title": "乙"}, settled), by="bidder")

    assert row.answers["title"] == "乙"
    assert drafts.loose_ends(row, FORM) == []
    assert [t.value for t in kept.of(who("issuer"), "need", 7)] == ["甲"]


def test_a_clash_is_not_settled_on_an_answer_that_moved_on():
    row = draft()
    write(row, Given({"title": "甲"}, How(tab="a", bases={"title": Base(0)})))
    write(row, Given({"title": "乙"}, How(tab="b", bases={"title": Base(0)})), by="bidder")
    write(row, Given({"title": "丙"}, How(tab="a", bases={"title": Base(1)})))

    stale = How(tab="b", bases={"title": Base(1)}, settle={"title": "mine"})
    write(row, Given({"title": "乙"}, stale), by="bidder")

    assert row.answers["title"] == "丙"
    assert [one["value"] for one in row.stamps["title"]["kept"]] == ["乙"]


# --- revisions on the way -------------------------------------------------------------------


def whats() -> list[str]:
    return [r.what for r in revisions.of("need", 7)]


def test_a_revision_is_kept_when_another_person_writes_on_and_not_with_every_letter():
    row = draft(answers={})
    for text in ("一", "二", "三"):
        write(row, {"title": text})
    assert whats() == []

    write(row, {"title": "四"}, by="bidder")

    assert whats() == ["handover"]
    assert revisions.of("need", 7)[0].answers["title"] == "三"
    assert revisions.of("need", 7)[0].by_id == who("issuer").user_id


def test_one_person_who_writes_on_leaves_a_revision_now_and_then():
    row = draft(answers={})
    write(row, {"title": "一"}, day="2024-06-29")

    write(row, {"title": "二"}, day="2024-06-30")
    write(row, {"title": "三"}, day="2024-06-30")

    assert whats() == ["writing"]
    assert revisions.of("need", 7)[0].answers["title"] == "一"
