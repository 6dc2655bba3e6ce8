"""Marks of others are opened on the record; a round's tables go out with names or without."""

import io

import pytest
from openpyxl import load_workbook

from tests import factories, pool, thread
from tests.factories import browser, refused, who
from xingmeng.core import access, codes, move
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Assignment, Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    told = thread.thread_until("handed_in")
    for name in ("chair", "discipline", "expert4"):
        who(name)
    with thread.on("handed_in"):
        yield told


def sheet(username: str = "expert") -> Assignment:
    return Assignment.objects.filter(user_id=who(username).user_id).order_by("pk").first()


def shows(username: str, row: Assignment) -> bool:
    """Whether a sheet's points and reasons stand on its page."""
    page = browser(username).get(row.get_absolute_url()).content.decode()
    return row.comment in page


def test_marks_show_to_an_organiser_once_opened_and_for_an_hour(story):
    own, client = sheet(), browser("officer")
    address, back = f"/review/rounds/{codes.of(story.round)}/open/", own.get_absolute_url()

    before = shows("officer", own)
    done = client.post(address, {"candidate": codes.of(own.candidate), "back": back})

    assert (before, done.status_code, done["Location"]) == (False, 302, back)
    assert shows("officer", own)
    assert not shows("chair", own)
    assert shows("expert", own)  # one's own needs no opening
    with factories.moment("2021-12-30"):
        assert not shows("officer", own)
    row = Opening.objects.get()
    assert (row.what, row.by_id, row.candidate_id) == (
        "sheets", who("officer").user_id, own.candidate_id,
    )  # fmt: skip
    assert factories.steps_of("round", story.round)[-1] == "open_marks"


def test_one_candidates_marks_open_and_a_whole_rounds(story):
    first, last = Assignment.objects.filter(role="expert").order_by("candidate_id", "pk")[::5]

    actions.open_marks(story.round.pk, candidate_id=first.candidate_id, actor=who("discipline"))
    assert (shows("discipline", first), shows("discipline", last)) == (True, False)
    actions.open_marks(story.round.pk, actor=who("discipline"))
    assert shows("discipline", last)


def test_reading_a_sheet_that_was_not_opened_writes_nothing(story):
    own = sheet()
    pages = [own.get_absolute_url(), f"/review/rounds/{codes.of(story.round)}/progress/"]

    assert not factories.wrote(lambda: [browser("officer").get(page) for page in pages])
    assert not Opening.objects.exists()


def test_progress_and_discussion_show_points_only_once_opened(story):
    page = f"/review/rounds/{codes.of(story.round)}/progress/"
    talk = queries.discussions_for(who("officer")).first()
    points = f"{90:.0f}"

    def seen() -> list[bool]:
        client = browser("officer")
        return [
            f"{points} 分" in client.get(page).content.decode(),
            "加权得分" in client.get(talk.get_absolute_url()).content.decode(),
        ]

    assert seen() == [False, False]
    actions.open_marks(story.round.pk, actor=who("officer"))
    assert seen()[1]


def test_marks_are_opened_by_organisers_alone(story):
    address = f"/review/rounds/{codes.of(story.round)}/open/"

    for username in ("expert", "bidder"):
        actor = who(username)
        assert refused(lambda a=actor: actions.open_marks(story.round.pk, actor=a)) == [
            "not_your_move"
        ]
        assert browser(username).post(address).status_code == 404
    client = browser("officer")
    assert client.post(address, {"candidate": "4711-4711"}).status_code == 404
    away = client.post(address, {"back": "https://elsewhere.example/"})
    assert away["Location"] == story.round.get_absolute_url()


def test_discipline_officers_see_every_opening(story):
    actions.open_marks(story.round.pk, actor=who("officer"))

    page = browser("discipline").get("/review/openings/").content.decode()

    assert who("officer").name in page
    assert who("officer").name in browser("discipline").get("/audit/").content.decode()
    assert factories.statuses("/review/openings/", "nobody", "officer", "expert") == {
        "nobody": 302, "officer": 404, "expert": 404,
    }  # fmt: skip
    one = factories.queries_of("discipline", "/review/openings/")
    factories.copies(Opening.objects.get(), 2)
    assert one == factories.queries_of("discipline", "/review/openings/") <= 8


def test_nobody_opens_or_takes_out_what_they_must_step_aside_from(story):
    own = sheet()
    access.bar(
        who("chair").user_id,
        "conflict",
        kind="application",
        subject_id=own.candidate.subject_id,
    )
    address = f"/review/rounds/{codes.of(story.round)}"

    client = browser("chair")
    chosen = {"candidate": codes.of(own.candidate)}
    assert client.post(f"{address}/open/", chosen).status_code == 404
    said = {"what": "marks", "names": "with", "format": "csv"}
    text = client.post(f"{address}/files/", said).content.decode()
    assert own.candidate.title not in text
    assert len(text.splitlines()) == 1 + 4
    actions.open_marks(story.round.pk, candidate_id=own.candidate_id, actor=who("discipline"))
    assert len(queries.openings_for(who("discipline"))) == 2
    access.bar(
        who("discipline").user_id,
        "conflict",
        kind="application",
        subject_id=own.candidate.subject_id,
    )
    assert len(queries.openings_for(who("discipline"))) == 1


# --- files ----------------------------------------------------------------------------------


def taken(story, what: str, *, names: str = "without", form: str = "xlsx") -> list[list[str]]:
    response = browser("officer").post(
        f"/review/rounds/{codes.of(story.round)}/files/",
        {"what": what, "names": names, "format": form},
    )
    assert response.status_code == 200
    if form == "csv":
        return [line.split(",") for line in response.content.decode("utf-8-sig").splitlines()]
    cells = load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    return [[str(value or "") for value in row] for row in cells]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_marks_go_out_with_names_and_without(story, form):
    name = who("expert").name

    named = taken(story, "marks", names="with", form=form)
    plain = taken(story, "marks", form=form)

    assert len(named) == len(plain) == 1 + 8  # two bids, three experts and the issuer each
    assert name in {cell for row in named for cell in row}
    said = "".join(cell for row in plain for cell in row)
    assert name not in said
    assert not any(c.title in said for c in story.round.candidates.all())
    assert list(Opening.objects.values_list("what", flat=True)) == ["marks", "marks"]


def test_conflicts_draws_and_assignments_go_out_too(story):
    insider = who("insider")

    conflicts = taken(story, "conflicts", names="with")
    plain = taken(story, "conflicts")

    assert any(insider.name in row for row in conflicts)
    assert len(conflicts) == len(plain)
    assert insider.name not in str(plain)
    assert len(taken(story, "draws")) == 1
    assert len(taken(story, "assignments", names="with")) == 9
    assert who("expert").name not in str(taken(story, "assignments"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["conflicts", "assignments"])
def test_each_table_has_the_same_rows_with_names_and_by_codes_in_both_forms(story, what, form):
    who("insider")  # of a bidder's unit
    names = {person.name for person in registry.experts()}
    titles = {c.title for c in story.round.candidates.all()}

    named = taken(story, what, names="with", form=form)
    plain = taken(story, what, form=form)

    assert len(named) == len(plain) > 1
    assert {row[1] for row in named[1:]} <= names | {"发榜方"}
    assert {row[0] for row in named[1:]} <= titles
    said = " ".join(cell for row in plain for cell in row)
    assert [one for one in (*names, *titles) if one in said] == []
    assert [row[2] for row in named] == [row[2] for row in plain]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_draws_go_out_with_who_was_drawn_or_by_the_published_codes(form):
    told = thread.thread_until("round_open")
    who("discipline")
    pool.enrol(0, 6)
    with thread.on("round_open"):
        row = actions.commit_pool(
            told.round.pk, {"430": 3}, outside_pct=100, substitutes=1, actor=who("officer")
        )
        said = {"word": "沪市收盘 3562.70"}
        move.make("draw", row.pk, "reveal", actor=who("discipline"), details=said)

        named = taken(told, "draws", names="with", form=form)
        plain = taken(told, "draws", form=form)

    tickets = {t.label: t.code for t in queries.drawn_in(row)}
    assert len(named) == len(plain) == 1 + 4
    assert {line[0] for line in named[1:]} == {row.number}
    assert [tickets[line[5]] for line in named[1:]] == [line[5] for line in plain[1:]]


def test_files_are_taken_out_by_organisers_alone(story):
    address = f"/review/rounds/{codes.of(story.round)}/files/"
    said = {"what": "marks", "names": "with", "format": "csv"}

    assert factories.statuses(address, "nobody", "expert", "bidder", "officer", "chair") == {
        "nobody": 302, "expert": 404, "bidder": 404, "officer": 200, "chair": 200,
    }  # fmt: skip
    assert browser("expert").post(address, said).status_code == 404
    client = browser("officer")
    assert client.post(address, said | {"what": "secrets"}).status_code == 404
    assert client.post(address, said | {"format": "exe"}).status_code == 404
    assert not Opening.objects.exists()


# --- how much pages ask -----------------------------------------------------------------------


def more_candidates(story, count: int) -> None:
    """As many candidates more with the sheets and marks of the first."""
    one = story.round.candidates.order_by("pk").first()
    for row in factories.copies(one, count, subject_id="90000{n}", code="X{n}"):
        for own in one.assignments.all():
            (new,) = factories.copies(own, 1, candidate_id=str(row.pk))
            for mark in own.marks.all():
                factories.copies(mark, 1, assignment_id=str(new.pk))


def test_progress_asks_as_much_for_many_candidates_as_for_two(story):
    address = f"/review/rounds/{codes.of(story.round)}/progress/"
    two = factories.queries_of("officer", address)

    more_candidates(story, 3)

    assert factories.queries_of("officer", address) == two


def test_a_discussion_asks_as_much_for_many_words_as_for_one(story):
    talk = queries.discussions_for(who("officer")).first()
    actions.say(talk.pk, "依据充分。", actor=who("expert"))
    one = factories.queries_of("officer", talk.get_absolute_url())

    factories.copies(talk.posts.get(), 20)

    assert factories.queries_of("officer", talk.get_absolute_url()) == one


def test_ones_own_round_asks_as_much_for_two_sheets_as_for_one():
    story = thread.thread_until("accepted")
    address = f"/review/mine/{codes.of(story.round)}/"
    with thread.on("accepted"):
        two = factories.queries_of("expert", address)
        other = who("expert4").user_id
        last = Assignment.objects.filter(user_id=who("expert").user_id).order_by("pk").last()
        Assignment.objects.filter(pk=last.pk).update(user_id=other)

        assert factories.queries_of("expert", address) == two
