"""A deciding meeting: planned, agenda filled and fixed, all decided at once, minutes."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, steps_of, who, with_role
from tests.thread import thread_until
from xingmeng.core import codes, move, papers, signing, trail
from xingmeng.core.models import Paper, TrailRow
from xingmeng.stages.awards.models import Award
from xingmeng.stages.meetings import actions, queries
from xingmeng.stages.meetings.actions import Verdict
from xingmeng.stages.meetings.models import Item, Meeting

pytestmark = pytest.mark.django_db
YES, NO, LATER = (
    Verdict("approved"),
    Verdict("rejected", "预算依据不足"),
    Verdict("put_off", "待补充材料"),
)
HELD = date(2021, 11, 22)


@pytest.fixture
def stories():
    """Two awards that wait."""
    return [thread_until("chosen") for _ in range(2)]


def plan(*, username: str = "officer", held_on: date = HELD) -> Meeting:
    said = {
        "held_on": held_on,
        "place": "厅 301 会议室",
        "chair": "主席",
        "attendees": "厅领导",
    }
    with moment("2021-11-15"):
        return actions.plan(actor=who(username), **said)


def planned() -> Meeting:
    meeting = plan()
    with moment("2021-11-15"):
        actions.add_waiting(meeting.pk, actor=who("officer"))
    return meeting


def make(meeting, name: str, username: str, **said):
    reason = said.pop("reason", "")
    with moment("2021-11-22"):
        return move.make(
            "meeting", meeting.pk, name, actor=who(username), reason=reason, details=said
        )


def fixed() -> Meeting:
    return make(planned(), "fix_agenda", "officer")


def decide(meeting, *verdicts: Verdict, username: str = "chair") -> Meeting:
    items = list(queries.items_of(meeting))
    given = {item.pk: one for item, one in zip(items, verdicts, strict=False)}
    with moment("2021-11-22"):
        return actions.decide(meeting.pk, given, actor=who(username))


def states() -> list[str]:
    return list(Award.objects.order_by("pk").values_list("state", flat=True))


# --- planning ---------------------------------------------------------------------------------


def test_meetings_are_numbered_in_their_year():
    rows = [plan(), plan(), plan(held_on=date(2022, 1, 5))]

    assert [row.number for row in rows] == ["TWH2021-01", "TWH2021-02", "TWH2022-01"]
    assert rows[1].title == "2021年第2次厅务会"
    assert steps_of("meeting", rows[0]) == ["begin"]


@pytest.mark.parametrize("username", ["chair", "finance", "issuer", "nobody"])
def test_only_an_officer_plans(username):
    who(username)

    assert refused(lambda: plan(username=username)) == ["not_your_move"]


def test_all_that_wait_are_put_on_the_agenda_once(stories):
    meeting, other = planned(), plan()

    assert [i.award.pk for i in queries.items_of(meeting)] == [s.award.pk for s in stories]
    assert [i.number for i in queries.items_of(meeting)] == [1, 2]
    assert queries.waiting(who("officer")) == []
    assert actions.add_waiting(other.pk, actor=who("officer")) == 0
    assert steps_of("meeting", meeting) == ["begin", "change"]
    assert steps_of("meeting", other) == ["begin"]


def test_an_award_is_added_alone_if_it_waits(stories):
    meeting, officer = plan(), who("officer")

    item = actions.add(meeting.pk, stories[1].award.pk, actor=officer)

    assert (item.number, item.award) == (1, stories[1].award)
    again = refused(lambda: actions.add(meeting.pk, stories[1].award.pk, actor=officer))
    assert again == ["not_waiting"]


def test_nobody_prepares_a_case_of_their_own_unit(stories):
    with_role(
        "officer", "applicant", organisation_id=stories[0].award.application.organisation_id
    )
    meeting, officer = plan(), who("officer")

    assert actions.add_waiting(meeting.pk, actor=officer) == 0
    assert refused(lambda: actions.add(meeting.pk, stories[0].award.pk, actor=officer)) == [
        "not_waiting"
    ]


def test_the_agenda_is_ordered_presented_and_shortened(stories):
    meeting = planned()
    first, second = queries.items_of(meeting)
    lines = {
        first.pk: {"number": 9, "presenter": " 甲 "},
        second.pk: {"number": 2, "presenter": "乙"},
        4711: {"number": 1, "presenter": "丙"},
    }

    actions.arrange(meeting.pk, lines, actor=who("officer"))
    now = [(i.number, i.presenter, i.award) for i in queries.items_of(meeting)]
    assert now == [(1, "乙", stories[1].award), (2, "甲", stories[0].award)]
    actions.arrange(meeting.pk, {first.pk: lines[first.pk]}, actor=who("officer"))

    assert [(i.number, i.award) for i in queries.items_of(meeting)] == [(1, stories[0].award)]
    assert queries.waiting(who("officer")) == [stories[1].award]


def test_a_fixed_agenda_is_issued_and_not_changed_until_it_is_opened_again(stories):
    meeting, officer, chair = fixed(), who("officer"), who("chair")

    assert papers.latest("agenda", meeting).number == f"{meeting.number}-YC1"
    assert refused(lambda: actions.add_waiting(meeting.pk, actor=officer)) == ["wrong_state"]
    assert refused(lambda: actions.arrange(meeting.pk, {}, actor=chair)) == [
        "not_your_move",
        "wrong_state",
    ]
    make(meeting, "reopen", "officer")
    make(meeting, "fix_agenda", "officer")
    assert papers.latest("agenda", meeting).number == f"{meeting.number}-YC2"


def test_an_empty_agenda_is_not_fixed():
    meeting = plan()
    who("officer")

    assert refused(lambda: make(meeting, "fix_agenda", "officer")) == ["agenda_empty"]


def test_a_cancelled_meeting_frees_its_awards(stories):
    meeting = fixed()

    make(meeting, "cancel", "officer", reason="改期")

    assert queries.waiting(who("officer")) == [s.award for s in stories]


# --- deciding ---------------------------------------------------------------------------------


def test_everything_is_decided_at_once_under_the_number_of_the_minutes(stories):
    meeting = decide(fixed(), YES, NO)

    assert (meeting.state, meeting.minutes_number) == ("held", "内科纪要〔2021〕1号")
    assert states() == ["decided", "rejected"]
    assert stories[0].fresh("award").document_number == "内科纪要〔2021〕1号"
    assert stories[1].state("challenge") == "no_agreement"
    items = queries.items_of(meeting)
    assert [(i.outcome, i.reason) for i in items] == [
        ("approved", ""),
        ("rejected", "预算依据不足"),
    ]
    assert trail.verify().ok
    last = TrailRow.objects.filter(kind="award", move="decide").get()
    assert last.actor_id == who("chair").user_id


def test_what_is_put_off_waits_for_another_meeting(stories):
    decide(fixed(), YES, LATER)

    assert states() == ["decided", "chosen"]
    assert queries.waiting(who("officer")) == [stories[1].award]
    again = planned()
    assert [i.award for i in queries.items_of(again)] == [stories[1].award]


@pytest.mark.parametrize(
    ("verdicts", "username", "codes"),
    [
        ((YES,), "chair", ["item_open"]),
        ((YES, Verdict("maybe")), "chair", ["item_open"]),
        ((Verdict("rejected", " "), Verdict("put_off")), "chair", ["item_reason_needed"] * 2),
        ((YES, YES), "officer", ["not_your_move"]),
        ((), "leader", ["not_your_move", "item_open", "item_open"]),
    ],
)
def test_all_or_nothing_with_every_reason(stories, verdicts, username, codes):
    meeting = fixed()
    who(username)

    assert refused(lambda: decide(meeting, *verdicts, username=username)) == codes
    assert states() == ["chosen", "chosen"]


def test_a_meeting_is_decided_once_and_only_from_a_fixed_agenda(stories):
    meeting = planned()
    who("chair")

    assert refused(lambda: decide(meeting, YES, YES)) == ["wrong_state"]
    make(meeting, "fix_agenda", "officer")
    decide(meeting, YES, YES)
    assert "wrong_state" in refused(lambda: decide(meeting, YES, YES))


def test_what_was_decided_alone_is_taken_off_first(stories):
    meeting = fixed()
    stories[0].move("award", stories[0].award, "decide", "chair", document_number="1号")

    assert refused(lambda: decide(meeting, YES, YES)) == ["item_settled"]
    make(meeting, "reopen", "officer")
    assert refused(lambda: make(meeting, "fix_agenda", "officer")) == ["item_settled"]


@pytest.mark.parametrize("side", ["issuer", "bidder"])
def test_a_chair_of_a_partys_unit_steps_aside(stories, side):
    award = stories[0].award
    home = award.challenge.issuer_id if side == "issuer" else award.application.organisation_id
    meeting = fixed()
    with_role("chair", "applicant", organisation_id=home)

    assert refused(lambda: decide(meeting, YES, NO)) == ["steps_aside"]
    assert refused(lambda: decide(meeting, LATER, LATER)) == ["steps_aside"]
    assert refused(lambda: make(meeting, "reopen", "chair")) == ["not_your_move"]


def test_the_meeting_is_not_held_past_its_own_page(stories):
    meeting, chair = fixed(), who("chair")
    step = next(m for m in move.subject("meeting").flow_of(meeting).moves if m.name == "hold")

    assert refused(lambda: make(meeting, "hold", "chair")) == ["items_open"]
    offered = move.open_moves("meeting", meeting, actor=chair)
    assert step not in offered


# --- minutes ----------------------------------------------------------------------------------


def drafted(stories) -> Meeting:
    meeting = decide(fixed(), YES, LATER)
    return make(
        meeting, "draft_minutes", "officer", attendees="厅领导、各处室", remarks="抓紧公示。"
    )


def test_the_minutes_say_what_was_decided_and_the_chair_signs_them(stories):
    meeting = make(drafted(stories), "approve_minutes", "chair")

    paper = papers.latest("minutes", meeting)
    assert meeting.state == "approved"
    assert (paper.number, paper.title) == (meeting.minutes_number, "2021年第1次厅务会会议纪要")
    assert [one["decided"] for one in paper.data["items"]] == ["同意立项", "缓议"]
    assert paper.data["remarks"] == "抓紧公示。"
    (signed,) = signing.signatures_of("minutes", meeting)
    assert (signed.name, signed.capacity) == (who("chair").name, "chair")
    assert signing.holds(paper)


def test_corrected_minutes_are_issued_anew(stories):
    meeting = drafted(stories)

    make(meeting, "return", "chair", reason="补充要求")
    make(meeting, "draft_minutes", "officer", attendees="厅领导", remarks="")
    make(meeting, "approve_minutes", "chair")

    numbers = list(Paper.objects.filter(paper="minutes").values_list("number", flat=True))
    assert sorted(numbers) == ["内科纪要〔2021〕1号", "内科纪要〔2021〕1号（更正1）"]


@pytest.mark.parametrize("username", ["officer", "leader", "finance"])
def test_only_the_chair_signs(stories, username):
    meeting = drafted(stories)
    who(username)

    assert refused(lambda: make(meeting, "approve_minutes", username)) == ["not_your_move"]


@pytest.mark.parametrize("name", ["agenda", "minutes"])
def test_the_papers_render_for_the_archive_and_the_same_twice(stories, name):
    meeting = make(drafted(stories), "approve_minutes", "chair")
    paper = papers.latest(name, meeting)

    pdf = papers.render(paper)

    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid" in pdf
    assert papers.render(paper) == pdf


def test_fifteen_awards_are_decided_on_one_page(stories):
    """One page, one password; the queries of the page do not grow with each item's parties."""
    meeting = fixed()
    page = f"/meetings/{codes.of(meeting)}/decide/"
    two = factories.queries_of("chair", page)
    factories.copies(stories[0].award, 13, number="LX{n}")
    for number, award in enumerate(Award.objects.order_by("pk")[2:], start=3):
        Item.objects.create(meeting=meeting, award=award, number=number)

    assert factories.queries_of("chair", page) == two
    assert factories.browser("chair").get(page).content.decode().count("<fieldset") == 15


def test_a_meeting_is_decided_no_earlier_than_its_day(stories):
    meeting = fixed()
    given = {item.pk: YES for item in queries.items_of(meeting)}
    chair = who("chair")

    with moment("2021-11-21"):
        found = refused(lambda: actions.decide(meeting.pk, given, actor=chair))

    assert found == ["meeting_ahead"]
