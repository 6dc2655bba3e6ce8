"""Places as the instrument says: raw or calibrated, a line, ties drawn by lot."""

from dataclasses import replace

import pytest

from tests import factories, thread
from tests.factories import browser, refused, who
from xingmeng import instruments
from xingmeng.core import codes, move
from xingmeng.engines.instrument import Ranking
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Candidate, Draw, Mark

pytestmark = pytest.mark.django_db
DECLARED = instruments.get("science_fund").ranking


@pytest.fixture
def by(monkeypatch):
    """The open challenge with another rule of ranking."""

    def changed(ranking: Ranking) -> None:
        own = replace(instruments.get("open_challenge"), ranking=ranking)
        monkeypatch.setitem(instruments._BY_CODE, own.code, own)

    return changed


def marks(story, given: dict[tuple[str, str], int]) -> None:
    """Points of each expert for each bid, on every line; the issuer's stay as they are."""
    for (bidder, expert), points in given.items():
        rows = Mark.objects.filter(
            assignment__candidate__subject_id=story.bids[bidder].pk,
            assignment__user_id=who(expert).user_id,
        )
        rows.update(points=points)
    issuers = Mark.objects.filter(assignment__role="issuer")
    issuers.update(points=50)


TIED = {
    ("bidder", "expert"): 90, ("bidder", "expert2"): 60, ("bidder", "expert3"): 75,
    ("bidder2", "expert"): 60, ("bidder2", "expert2"): 90, ("bidder2", "expert3"): 75,
}  # fmt: skip


# --- the line -------------------------------------------------------------------------------


def test_places_are_declared_before_anybody_knows_a_mark():
    story = thread.thread_until("accepted")
    about = story.round

    actions.declare_places(about.pk, 1, actor=who("officer"))

    about.refresh_from_db()
    assert about.places == 1
    assert factories.steps_of("round", about)[-1] == "places"

    def declare(places, username="officer") -> list[str]:
        actor = who(username)
        return refused(lambda: actions.declare_places(about.pk, places, actor=actor))

    assert declare(0) == declare(-1) == declare(10_001) == ["counts_out_of_range"]
    who("chair")
    assert declare(1, "chair") == ["not_your_move"]


def test_places_stand_once_a_sheet_is_in():
    story = thread.thread_until("handed_in")

    assert refused(lambda: actions.declare_places(story.round.pk, 1, actor=who("officer"))) == [
        "marks_are_known"
    ]


def test_places_are_declared_on_the_page():
    story = thread.thread_until("round_open")
    address = f"/review/rounds/{codes.of(story.round)}/places/"

    done = browser("officer").post(address, {"places": "2"})
    story.round.refresh_from_db()
    assert (done.status_code, story.round.places) == (302, 2)

    assert browser("officer").post(address, {"places": "two"}).status_code == 409
    assert browser("expert").post(address, {"places": "1"}).status_code == 404
    browser("officer").post(address, {"places": ""})
    story.round.refresh_from_db()
    assert story.round.places is None


def test_the_science_fund_goes_by_calibrated_scores_and_draws_lots_among_ties():
    assert (DECLARED.by, DECLARED.lottery) == ("calibrated", True)


# --- leaving out extremes -------------------------------------------------------------------


def test_the_highest_and_the_lowest_sheet_are_left_out_where_the_instrument_says_so(by):
    story = thread.thread_until("handed_in")
    by(Ranking(trim_from=3))
    given = {("bidder", "expert"): 95, ("bidder", "expert2"): 80, ("bidder", "expert3"): 20}
    marks(story, given | {("bidder2", e): 70 for e in ("expert", "expert2", "expert3")})

    story.move("round", story.round, "conclude", "officer")

    found = {c.subject_id: c for c in Candidate.objects.all()}
    first, second = (found[story.bids[bidder].pk] for bidder in ("bidder", "bidder2"))
    assert (first.raw, second.raw) == (7700, 6800)  # 90 % of 80 or 70, 10 % of the issuer's 50
    assert (first.place, second.place) == (1, 2)
    page = browser("officer").get(story.round.get_absolute_url()).content.decode()
    assert "专家不少于 3 人的，去掉一个最高分和一个最低分" in page


# --- concluding -----------------------------------------------------------------------------


def test_everything_is_kept_side_by_side_and_the_raw_mean_decides():
    story = thread.thread_until("ranked")

    best, other = queries.best_of("challenge", story.challenge.pk)

    assert [(c.place, c.score, c.raw, c.calibrated) for c in (best, other)] == [
        (1, 9000, 9000, 9000), (2, 7000, 7000, 7000),
    ]  # fmt: skip
    assert (best.chance, other.chance) == (10_000, 10_000)  # both above 60, without places
    story.round.refresh_from_db()
    assert {known["severity"] for known in story.round.severity.values()} == {0}
    page = browser("officer").get(story.round.get_absolute_url()).content.decode()
    assert "90.00" in page
    assert "校准分" in page
    assert factories.queries_of("officer", story.round.get_absolute_url()) <= 45


@pytest.mark.parametrize("rule", [Ranking(by="calibrated"), DECLARED], ids=["plain", "fund"])
def test_the_calibrated_score_decides_where_the_instrument_says_so(by, rule: Ranking):
    """The mild expert marks the first bid alone; two others mark both."""
    story = thread.thread_until("handed_in")
    by(rule)
    marks(story, TIED | {("bidder", "expert3"): 80})

    story.move("round", story.round, "conclude", "officer")

    found = {c.subject_id: c for c in Candidate.objects.all()}
    first = found[story.bids["bidder"].pk]
    assert (first.place, first.score) == (1, first.calibrated)


@pytest.mark.parametrize("rule", [Ranking(lottery=True), DECLARED], ids=["plain", "fund"])
def test_ties_at_the_line_are_drawn_and_the_lots_decide(by, rule: Ranking):
    def one_place(step: str, told) -> None:
        if step == "accepted":
            actions.declare_places(told.round.pk, 1, actor=who("officer"))

    story = thread.thread_until("handed_in", between=one_place)
    by(rule)
    who("discipline")
    marks(story, TIED)

    assert refused(lambda: story.move("round", story.round, "conclude", "officer")) == [
        "lottery_needed"
    ]
    row = actions.commit_lottery(story.round.pk, actor=who("officer"))
    assert refused(lambda: actions.commit_lottery(story.round.pk, actor=who("officer"))) == [
        "drawn_already"
    ]
    assert refused(lambda: story.move("round", story.round, "conclude", "officer")) == [
        "lottery_needed"
    ]
    page = row.get_absolute_url()
    assert factories.statuses(page, "nobody", "bidder", "expert", "officer", "chair") == {
        "nobody": 404, "bidder": 404, "expert": 404, "officer": 200, "chair": 200,
    }  # fmt: skip
    assert row.number not in browser("nobody").get("/review/draws/").content.decode()
    with thread.on("handed_in"):
        said = {"word": "12345678"}
        move.make("draw", row.pk, "reveal", actor=who("discipline"), details=said)
    story.move("round", story.round, "conclude", "officer")

    assert factories.statuses(page, "nobody") == {"nobody": 404}
    with thread.on("handed_in"):
        move.make("draw", row.pk, "publish", actor=who("officer"))
    assert factories.statuses(page, "nobody", "bidder") == {"nobody": 200, "bidder": 200}
    lots = queries.lottery_order(story.round)
    places = {c.pk: c.place for c in Candidate.objects.all()}
    assert sorted(lots) == sorted(places)
    assert [places[pk] for pk in lots] == [1, 2]
    assert set(Candidate.objects.values_list("in_band", "chance")) == {(True, 5000)}
    assert Draw.objects.get().title.startswith("并列抽签")


def test_a_lottery_is_refused_where_nobody_ties(by):
    story = thread.thread_until("handed_in")
    by(Ranking(lottery=True))
    for name in ("chair", "discipline"):
        who(name)

    def commit(username: str) -> list[str]:
        actor = who(username)
        return refused(lambda: actions.commit_lottery(story.round.pk, actor=actor))

    assert commit("chair") == ["not_your_move"]
    assert commit("officer") == ["no_ties"]
    address = f"/review/rounds/{codes.of(story.round)}/lots/"
    assert browser("officer").post(address).status_code == 409
    assert browser("expert").post(address).status_code == 404


def test_a_lottery_that_is_given_up_is_told_of_once_another_is_published():
    story = thread.thread_until("handed_in")
    kept = Draw.objects.bulk_create(
        Draw(
            number=f"CQ2021{n}", purpose="lottery", kind="round", subject_id=story.round.pk,
            title="并列抽签", state=state, document={}, first_id=who("officer").user_id,
            commitment="", committed_at=story.round.since, since=story.round.since,
        )
        for n, state in enumerate(("abandoned", "committed"))
    )  # fmt: skip

    assert list(queries.draws_for(who("nobody"))) == []
    Draw.objects.filter(pk=kept[1].pk).update(state="published")
    assert {d.pk for d in queries.draws_for(who("nobody"))} == {d.pk for d in kept}


def test_a_lottery_waits_for_the_sheets(by):
    story = thread.thread_until("marked")
    by(Ranking(lottery=True))

    codes = refused(lambda: actions.commit_lottery(story.round.pk, actor=who("officer")))

    assert codes == ["sheets_missing", "sheets_missing"]
