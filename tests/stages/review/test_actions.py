"""Every verb of review: what it writes, and every reason it is refused for."""

import pytest
from django.http import Http404

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import access, trail
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Assignment, Candidate, Mark

pytestmark = pytest.mark.django_db


def candidate(story, bidder: str = "bidder") -> Candidate:
    return Candidate.objects.get(subject_id=story.bids[bidder].pk)


def sheet(story, username: str = "expert", bidder: str = "bidder") -> Assignment:
    rows = Assignment.objects.filter(candidate=candidate(story, bidder))
    if username == "issuer":
        return rows.get(role="issuer")
    return rows.get(user_id=factories.who(username).user_id)


# --- the round ------------------------------------------------------------------------------


def test_open_round_takes_every_admitted_bid_with_the_issuers_sheets():
    story = thread.thread_until("round_open")

    sheets = Assignment.objects.filter(candidate__round=story.round)
    assert (story.state("round"), story.state("challenge")) == ("assigning", "reviewing")
    assert {story.bid_state(name) for name in story.bidders} == {"in_review"}
    assert {(s.role, s.organisation_id, s.state) for s in sheets} == {
        ("issuer", factories.unit("rare").pk, "invited")
    }
    assert sheets.count() == story.round.candidates.count() == 2


def test_open_round_waits_for_screening_and_wants_an_officer():
    story = thread.thread_until("opened")

    def begin(username: str) -> list[str]:
        actor = factories.who(username)
        return refused(lambda: actions.open_round(story.challenge.pk, actor=actor))

    assert begin("officer") == ["screening_unfinished", "nothing_admitted"]
    assert begin("chair") == ["not_your_move"]
    with pytest.raises(Http404):
        actions.open_round(4711, actor=factories.who("officer"))


def test_open_round_leaves_out_what_was_screened_out():
    story = thread.thread_until("recommended")
    story.move("application", story.bids["bidder2"], "screen_out", "officer", reason="x")
    story.move("application", story.bids["bidder"], "admit", "officer")

    about = actions.open_round(story.challenge.pk, actor=factories.who("officer"))

    assert [c.subject_id for c in about.candidates.all()] == [story.bids["bidder"].pk]


def test_a_challenge_is_not_taken_into_review_twice():
    story = thread.thread_until("round_open")
    officer = factories.who("officer")

    assert refused(lambda: actions.open_round(story.challenge.pk, actor=officer)) == [
        "nothing_admitted"
    ]


# --- assigning ------------------------------------------------------------------------------


def test_assign_makes_a_sheet_and_lets_the_expert_read_that_bid_alone():
    story = thread.thread_until("round_open")
    expert, about = factories.who("expert"), candidate(story)

    row = actions.assign(about.pk, expert.user_id, actor=factories.who("officer"))

    assert (row.role, row.state) == ("expert", "invited")
    assert access.related(expert, "application", about.subject_id) == {"expert"}
    other = candidate(story, "bidder2").subject_id
    assert access.related(expert, "application", other) == frozenset()


@pytest.mark.parametrize("username", ["insider", "bidder", "colleague", "issuer"])
def test_nobody_of_a_partys_unit_marks_its_bid(username):
    story = thread.thread_until("round_open")
    user, officer = factories.who(username).user_id, factories.who("officer")

    codes = refused(lambda: actions.assign(candidate(story).pk, user, actor=officer))

    assert set(codes) == {"conflict"}


def test_who_may_act_for_a_party_without_a_post_there_does_not_mark_its_bid():
    story = thread.thread_until("round_open")
    home, officer = factories.unit("shanghai"), factories.who("officer")
    both = factories.with_role("expert4", "applicant", organisation_id=home.pk)

    codes = refused(lambda: actions.assign(candidate(story).pk, both.user_id, actor=officer))

    assert codes == ["conflict"]


def test_an_insider_of_one_bidder_does_not_mark_its_rival_either():
    story = thread.thread_until("round_open")
    user, officer = factories.who("insider").user_id, factories.who("officer")

    codes = refused(lambda: actions.assign(candidate(story, "bidder2").pk, user, actor=officer))

    assert codes == ["conflict"]


def test_only_who_is_in_the_pool_is_asked():
    story = thread.thread_until("round_open")
    user, officer = factories.who("visitor").user_id, factories.who("officer")

    assert refused(lambda: actions.assign(candidate(story).pk, user, actor=officer)) == [
        "not_an_expert"
    ]


def test_assign_is_refused_for_every_reason_at_once():
    story = thread.thread_until("assigned")
    expert, bureau = factories.who("expert"), factories.who("bureau")

    def again(actor) -> None:
        actions.assign(candidate(story).pk, expert.user_id, actor=actor)

    assert refused(lambda: again(bureau)) == ["not_your_move", "already_assigned"]


def test_nobody_is_assigned_once_the_round_is_concluded():
    story = thread.thread_until("ranked")
    user, officer = factories.who("expert4").user_id, factories.who("officer")

    codes = refused(lambda: actions.assign(candidate(story).pk, user, actor=officer))

    assert codes == ["wrong_state"]


# --- marking --------------------------------------------------------------------------------


def test_marking_begins_with_three_experts_for_each():
    story = thread.thread_until("round_open")
    officer, _ = factories.who("officer"), factories.who("chair")
    for name in ("expert", "expert2"):
        actions.assign(candidate(story).pk, factories.who(name).user_id, actor=officer)

    def start() -> None:
        story.move("round", story.round, "start_marking", "officer")

    assert refused(start) == ["too_few_experts", "too_few_experts"]
    assert "not_your_move" in refused(
        lambda: story.move("round", story.round, "start_marking", "chair")
    )


def test_a_sheet_is_accepted_with_a_declaration_by_its_own_expert():
    story = thread.thread_until("marking")
    own = sheet(story)

    def accept(username: str, **said) -> list[str]:
        return refused(lambda: story.move("assignment", own, "accept", username, **said))

    assert accept("expert", no_conflict=False) == ["answer_needed"]
    assert accept("expert2", no_conflict=True) == ["not_your_move"]
    assert accept("officer", no_conflict=True) == ["not_your_move"]
    story.move("assignment", own, "accept", "expert", no_conflict=True)
    own.refresh_from_db()
    assert own.state == "accepted"


def test_an_expert_declines_with_a_reason_and_reads_the_bid_no_longer():
    story = thread.thread_until("marking")
    own, expert = sheet(story), factories.who("expert")

    assert refused(lambda: story.move("assignment", own, "decline", "expert")) == [
        "reason_needed"
    ]
    story.move("assignment", own, "decline", "expert", reason="与负责人有合作")

    own.refresh_from_db()
    assert own.state == "declined"
    assert access.related(expert, "application", story.bids["bidder"].pk) == frozenset()
    other = story.bids["bidder2"].pk
    assert access.related(expert, "application", other) == {"expert"}


def test_another_expert_takes_the_place_of_one_who_declined():
    story = thread.thread_until("marking")
    story.move("assignment", sheet(story), "decline", "expert", reason="x")

    user, officer = factories.who("expert4").user_id, factories.who("officer")
    row = actions.assign(candidate(story).pk, user, actor=officer)

    assert row.state == "invited"


def test_an_issuer_does_not_decline_its_sheet():
    story = thread.thread_until("marking")

    codes = refused(
        lambda: story.move(
            "assignment", sheet(story, "issuer"), "decline", "issuer", reason="x"
        )
    )

    assert codes == ["not_your_move"]


def test_marks_are_kept_and_may_be_changed_until_handed_in():
    story = thread.thread_until("accepted")
    own, expert = sheet(story), factories.who("expert")

    actions.mark(own.pk, {"answers": 0, "route": 100, "team": None}, "初稿", actor=expert)
    actions.mark(own.pk, {"answers": 55}, "再看", actor=expert)

    own.refresh_from_db()
    assert dict(own.marks.values_list("criterion", "points")) == {"answers": 55, "route": 100}
    assert own.comment == "再看"
    assert factories.steps_of("assignment", own) == ["begin", "accept"]


@pytest.mark.parametrize(
    "points",
    [{"answers": -1}, {"answers": 101}, {"issuer_opinion": 50}, {"nothing": 50}],
)
def test_marks_out_of_range_or_off_the_sheet_are_refused(points):
    story = thread.thread_until("accepted")
    own, expert = sheet(story), factories.who("expert")

    codes = refused(lambda: actions.mark(own.pk, points | {"route": 50}, "", actor=expert))

    assert codes == ["mark_out_of_range"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("username", ["expert2", "issuer", "officer", "discipline", "bidder"])
def test_nobody_marks_anothers_sheet(username):
    story = thread.thread_until("accepted")
    own, actor = sheet(story), factories.who(username)

    assert refused(lambda: actions.mark(own.pk, {"answers": 9}, "", actor=actor)) == [
        "not_your_move"
    ]


@pytest.mark.parametrize("step", ["marking", "handed_in"])
def test_a_sheet_is_marked_only_while_it_is_accepted(step):
    story = thread.thread_until(step)
    own, expert = sheet(story), factories.who("expert")

    assert refused(lambda: actions.mark(own.pk, {"answers": 9}, "", actor=expert)) == [
        "wrong_state"
    ]


def test_a_sheet_is_handed_in_whole_and_with_reasons():
    story = thread.thread_until("accepted")
    own, expert = sheet(story), factories.who("expert")
    actions.mark(own.pk, dict.fromkeys(("answers", "route"), 50), "  ", actor=expert)

    codes = refused(lambda: story.move("assignment", own, "hand_in", "expert"))

    assert codes == ["mark_missing", "mark_missing", "comment_missing"]


def test_what_was_handed_in_stands_on_the_trail_as_a_digest():
    story = thread.thread_until("handed_in")
    own = sheet(story)

    assert factories.steps_of("assignment", own) == ["begin", "accept", "hand_in", "marks"]
    _, note = trail.steps_of("assignment", own.pk)[-1]
    assert note.details == {"marks": dict.fromkeys(thread.MARKED, 90)}


# --- concluding -----------------------------------------------------------------------------


def test_a_round_is_concluded_when_every_sheet_is_in():
    story = thread.thread_until("marked")
    story.move("assignment", sheet(story), "hand_in", "expert")

    codes = refused(lambda: story.move("round", story.round, "conclude", "officer"))

    assert codes == ["sheets_missing", "sheets_missing"]


def test_a_candidate_without_any_expert_left_is_not_ranked():
    story = thread.thread_until("marked")
    for own in story.sheets:
        declines = own.candidate_id == candidate(story).pk and own.role == "expert"
        name, said = ("decline", {"reason": "x"}) if declines else ("hand_in", {})
        story.move("assignment", own, name, story.marker(own), **said)

    assert refused(lambda: story.move("round", story.round, "conclude", "officer")) == [
        "too_few_experts",
        "sheets_missing",
    ]


def test_concluding_fixes_places_and_scores_and_moves_the_bids_on():
    story = thread.thread_until("ranked")

    best = list(queries.best_of("challenge", story.challenge.pk))
    assert [c.place for c in best] == [1, 2]
    assert [c.subject_id for c in best] == [story.bids[n].pk for n in story.bidders]
    assert [c.score for c in best] == [9000, 7000]  # all lines alike, hundredths of a point
    assert story.state("challenge") == "ranked"
    assert {story.bid_state(name) for name in story.bidders} == {"ranked"}
    assert queries.place_of("application", story.bids["bidder2"].pk).place == 2


@pytest.mark.parametrize("name", ["conclude", "start_marking"])
def test_a_conclusion_stands(name):
    story = thread.thread_until("ranked")
    before = list(Candidate.objects.values_list("pk", "place", "score"))

    codes = refused(lambda: story.move("round", story.round, name, "officer"))

    assert "wrong_state" in codes
    assert list(Candidate.objects.values_list("pk", "place", "score")) == before


def test_what_a_declined_expert_wrote_does_not_count():
    story = thread.thread_until("marked")
    own, expert = sheet(story), factories.who("expert")
    actions.mark(own.pk, dict.fromkeys(thread.MARKED, 0), "偏低", actor=expert)
    for other in story.sheets:
        declines = other.pk == own.pk
        name, said = ("decline", {"reason": "x"}) if declines else ("hand_in", {})
        story.move("assignment", other, name, story.marker(other), **said)

    other, officer = factories.who("expert4"), factories.who("officer")
    instead = actions.assign(own.candidate_id, other.user_id, actor=officer)
    story.move("assignment", instead, "accept", "expert4", no_conflict=True)
    actions.mark(instead.pk, dict.fromkeys(thread.MARKED, 90), "补评。", actor=other)
    story.move("assignment", instead, "hand_in", "expert4")
    story.move("round", story.round, "conclude", "officer")

    assert queries.place_of("application", story.bids["bidder"].pk).score == 9000
