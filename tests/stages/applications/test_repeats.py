"""What applications share is found once they are handed in or opened; no word is kept."""

import json

import pytest
from django.db import connection

from tests import factories, thread
from tests.factories import moment, refused, who, with_role
from tests.stages.applications.repeating import (
    DAY,
    FIRST,
    SHARED,
    STRANGE,
    another,
    compared,
    first,
    pair,
)
from xingmeng.core import access, move
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.actions import repeats
from xingmeng.stages.applications.facts import repeats as facts
from xingmeng.stages.applications.models import Application, Fingerprint, Repeat
from xingmeng.stages.applications.queries import repeats as told
from xingmeng.stages.applications.rules import repeats as rules

pytestmark = pytest.mark.django_db


def test_a_shared_passage_is_found_of_the_later_one_where_it_stands():
    one, other, found = pair()

    a, b = (facts.prose_of(facts.parts_of(row)) for row in (other, one))
    assert (found.application_id, found.other_id) == (other.pk, one.pk)
    assert [a[x:y] for x, y, _, _ in found.passages] == [b[x:y] for *_, x, y in found.passages]
    assert SHARED in [a[x:y] for x, y, _, _ in found.passages]
    assert found.characters == sum(y - x for x, y, _, _ in found.passages)
    assert found.share == pytest.approx(10_000 * found.characters / min(len(a), len(b)), abs=1)


def test_only_long_answers_are_compared_and_nothing_of_the_form_itself():
    row = first()

    parts = facts.parts_of(row)

    text = facts.prose_of(parts)
    assert FIRST in text
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in parts)
    assert row.answers["keywords"] not in text
    assert not any(part.label.zh in text.replace(f"示例{part.label.zh}", "") for part in parts)


def test_each_is_compared_once_and_strangers_share_nothing():
    one = first()
    another(one, "SB-2", route=STRANGE)

    assert [compared(), compared()] == [2, 0]
    assert Fingerprint.objects.count() == 2
    assert not _shares(STRANGE)


def test_no_word_of_a_text_is_kept_in_the_open():
    one, _, found = pair()
    row = Fingerprint.objects.get(application=one)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_fingerprint")
        kept = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM applications_repeat")
        kept += repr(cursor.fetchall())

    assert row.prints and row.prints not in kept
    assert row.digest in kept
    assert not any(char in json.dumps(found.passages) for char in SHARED)
    assert not any("\u4e00" <= char <= "\u9fff" for char in kept)


def test_what_is_handed_in_anew_is_compared_anew():
    one, other, _ = pair()
    changed = other.answers | {"route": STRANGE}

    Application.objects.filter(pk=other.pk).update(answers=changed, content_digest="new")

    assert compared("2021-09-26") == 1
    assert not _shares(SHARED)
    Application.objects.filter(pk=one.pk).update(
        answers=one.answers | {"route": STRANGE}, content_digest="new too"
    )
    assert compared("2021-09-27") == 1
    assert _shares(STRANGE)


def _shares(text: str) -> bool:
    found = Repeat.objects.select_related("application__call").all()
    return any(
        text in facts.prose_of(facts.parts_of(row.application))[a:b]
        for row in found
        for a, b, _, _ in row.passages
    )


def test_what_very_many_say_is_boilerplate():
    one = first(SHARED)
    for number in range(25):
        another(one, f"SB-{number}", route=SHARED)

    assert compared() == 26
    assert Fingerprint.objects.count() == 26
    last = another(one, "SB-last", route=SHARED)
    compared()
    assert not Repeat.objects.filter(application=last).exists()


@pytest.mark.parametrize(
    ("key", "kin"), [("rare", rules.OWN), ("shanghai", rules.JOINT), ("local", rules.ANOTHER)]
)
def test_it_is_said_whose_the_other_is(key: str, kin: str):
    one, other, _ = pair(key=key)

    assert rules.kin_of(other, one) == rules.kin_of(one, other) == kin


def test_a_sealed_bid_is_never_compared():
    story = thread.thread_until("sealed")
    bid = story.bids["bidder"]

    with thread.on("sealed"):
        assert repeats.compare_what_waits() == 0
        assert not told.to_compare().exists()
        codes = refused(lambda: repeats.compare(bid.pk, actor=who("officer")))

    assert codes == ["wrong_state"]
    with thread.on("opened"):
        story.first_key()
        story.opened()
        assert repeats.compare_what_waits() == len(story.bids)


def test_one_whose_answers_no_longer_open_holds_up_no_other():
    one = first()
    another(one, "SB-2", route=STRANGE)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applications_application SET answers = 'AAAA' WHERE id = %s", [one.pk]
        )

    assert [compared(), compared()] == [1, 0]
    assert list(told.to_compare().values_list("pk", flat=True)) == [one.pk]


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn", "at_unit"])
def test_what_is_not_handed_in_is_not_compared(state: str):
    one = first()
    Application.objects.filter(pk=one.pk).update(state=state)

    assert compared() == 0


@pytest.mark.parametrize("name", ["discipline", "chair", "bureau", "head_rare", "expert"])
def test_only_an_officer_has_one_compared_at_once(name: str):
    row, actor = first(), who(name)

    with moment(DAY):
        assert refused(lambda: repeats.compare(row.pk, actor=actor)) == ["not_your_move"]
        assert repeats.compare(row.pk, actor=who("officer")) == 0


def test_an_officer_hears_how_many_earlier_ones_it_repeats():
    one = first()
    other = another(one, "SB-2")

    with moment(DAY):
        found = [repeats.compare(row.pk, actor=who("officer")) for row in (other, one, other)]

    assert found == [0, 0, 1]
    assert Repeat.objects.count() == 1


# --- who sees what --------------------------------------------------------------------------


def seen_by(name: str) -> bool:
    return told.repeats_for(who(name)).exists()


def test_officers_and_discipline_see_a_repeat_and_nobody_else():
    _, _, found = pair()

    assert factories.who_sees(told.repeats_for, found) == ["officer", "discipline"]


@pytest.mark.parametrize("side", [0, 1])
def test_who_may_not_see_one_side_sees_no_repeat(side: int):
    rows = pair()
    officer = who("officer")

    access.bar(officer.user_id, "conflict", kind="application", subject_id=rows[side].pk)

    assert (seen_by("officer"), seen_by("discipline")) == (False, True)


@pytest.mark.parametrize("side", [0, 1])
def test_what_was_taken_back_is_seen_no_longer(side: int):
    rows = pair()

    Application.objects.filter(pk=rows[side].pk).update(state="withdrawn")

    assert not seen_by("officer")


@pytest.mark.parametrize("key", ["rare", "local", "shanghai"])
def test_an_official_sees_none_of_ones_own_case(key: str):
    pair()

    with_role("officer", "applicant", organisation_id=factories.unit(key).pk)

    assert not seen_by("officer")


def test_a_bid_shows_its_repeats_only_once_all_are_opened():
    story = thread.thread_until("opened")
    first_, second = story.bids["bidder"], story.bids["bidder2"]
    said = queries.get_for(who("officer"), first_.pk).answers["route"]
    Application.objects.filter(pk=second.pk).update(
        answers=queries.get_for(who("officer"), second.pk).answers | {"route": said}
    )
    with thread.on("opened"):
        repeats.compare_what_waits()

    assert factories.who_sees(told.repeats_for, Repeat.objects.get()) == [
        "officer",
        "discipline",
    ]


def test_comparing_leaves_the_application_as_it_was():
    one = first()
    before = Application.objects.filter(pk=one.pk).values().get()
    steps = factories.steps_of("application", one)

    compared()

    assert Application.objects.filter(pk=one.pk).values().get() == before
    assert factories.steps_of("application", one) == steps
    assert move.open_moves("application", one, actor=who("officer"))


def test_marks_are_cut_to_the_parts_of_a_text():
    parts = [facts.Part("A", "甲乙丙丁", 0), facts.Part("B", "戊己庚辛", 5)]

    shown = facts.marked(parts, [(2, 7, 1), (8, 9, 2)])

    pieces = [[(p["text"], p["number"], p["first"]) for p in part["pieces"]] for part in shown]
    assert pieces == [
        [("甲乙", 0, False), ("丙丁", 1, True)],
        [("戊己", 1, False), ("庚", 0, False), ("辛", 2, True)],
    ]
