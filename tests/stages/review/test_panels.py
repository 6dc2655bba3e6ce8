"""A panel after the marks: who sits, votes in secret, stepping out, the count, the minutes."""

from datetime import date

import pytest

from tests import factories
from tests.factories import browser, refused, who
from tests.reviewing import MEMBERS, Blind, convened, on_the_day, seat_members
from xingmeng.core import access, codes, move, papers, signing
from xingmeng.engines.instrument import Review
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Ballot, PanelItem
from xingmeng.stages.review.papers import MINUTES
from xingmeng.stages.review.rules import panels as rules

pytestmark = pytest.mark.django_db
VOTERS = MEMBERS[:4]  # the fifth is tied to a partner of the application


@pytest.fixture
def story():
    with on_the_day():
        story = Blind("concluded")
        seat_members()
        yield story


def item(panel) -> PanelItem:
    return panel.items.get()


def step(panel, name: str, username: str, reason: str = "", **said):
    return move.make("panel", panel.pk, name, actor=who(username), reason=reason, details=said)


def voted(panel, *choices: str) -> None:
    step(panel, "open_voting", "officer")
    for name, choice in zip(VOTERS, choices, strict=True):
        actions.vote(item(panel).pk, choice, actor=who(name))


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ((3, 1, 1), "recommended"),
        ((2, 2, 0), "rejected"),  # half is not more than half
        ((2, 0, 2), "rejected"),
        ((0, 0, 5), "rejected"),
        ((1, 0, 0), "recommended"),
    ],
)
def test_more_than_half_of_the_votes_cast_recommend(votes, outcome):
    assert rules.outcome_of(*votes, Review()) == outcome


def test_the_quorum_is_two_thirds_rounded_up():
    assert [rules.quorum_of(n, Review()) for n in (5, 7, 9)] == [4, 5, 7]


def test_members_read_what_comes_before_them_and_who_is_tied_is_out_from_the_start(story):
    panel = convened(story)
    pk, tied = story.application.pk, who("member_shanghai")

    assert panel.quorum == 4
    assert access.related(who("member_dairy"), "application", pk) == {"panel"}
    assert browser("member_dairy").get(story.application.get_absolute_url()).status_code == 200
    out = Ballot.objects.get(item=item(panel))
    assert (out.seat.user_id, out.stepped_out) == (tied.user_id, True)
    assert "上海临港" in out.reason
    assert queries.items_for(tied, panel) == []
    assert factories.who_sees(queries.panels_for, panel) == [
        "officer", "expert", "chair", "discipline",
    ]  # fmt: skip


def test_convening_is_refused_for_every_reason_at_once(story):
    insider, four = who("expert4").user_id, seat_members()[:4]

    def why(**changed) -> list[str]:
        return refused(lambda: convened(story, **changed))

    assert why(members=four) == ["panel_not_odd"]
    assert why(members=[*four, insider]) == ["unit_twice_on_panel"]
    assert why(members=[*four, who("discipline").user_id]) == ["not_an_expert"]
    assert why(chair_id=insider, best=0) == ["chair_not_seated", "too_many_for_panel"]
    assert why(best=2) == ["too_many_for_panel"]
    convened(story)
    assert why() == ["panel_under_way"]


def test_only_an_officer_convenes_and_only_once_the_sheets_are_in():
    with on_the_day():
        story = Blind("accepted")
        members = seat_members()
        asked = actions.Convening(members, members[0], 1, date(2021, 11, 25), "")
        pk = story.round.pk

        assert refused(lambda: actions.convene(pk, asked, actor=who("chair"))) == [
            "not_your_move", "sheets_missing",
        ]  # fmt: skip
        story._marked((80, 80, 80))
        story._handed_in(())
        panel = actions.convene(pk, asked, actor=who("officer"))

    assert [i.candidate_id for i in panel.items.all()] == [story.candidate.pk]


def test_votes_are_secret_until_the_count_and_afterwards_too(story):
    panel = convened(story)
    voted(panel, "yes", "yes", "yes", "no")
    actions.vote(item(panel).pk, "abstain", actor=who("member_dairy"))  # changed one's mind

    before = browser("officer").get(panel.get_absolute_url()).content.decode()
    own = browser("member_hydrogen").get(panel.get_absolute_url()).content.decode()
    step(panel, "close_voting", "expert", remarks="讨论充分。")
    after = browser("officer").get(panel.get_absolute_url()).content.decode()

    assert "已投 4 票，回避 1 人" in before and "同意 2" not in before
    assert "您的投票：<strong>不同意</strong>" in own
    assert "同意 2，不同意 1，弃权 1，回避 1" in after
    found = item(panel)
    assert (found.yes, found.no, found.abstained, found.stepped_out) == (2, 1, 1, 1)
    assert found.outcome == "rejected"
    assert access.related(who("member_dairy"), "application", story.application.pk) == set()
    plain = Ballot.objects.filter(item=found, stepped_out=False).extra(select={"raw": "choice"})
    assert not {row.raw for row in plain} & set(rules.CHOICES)


def test_a_vote_is_refused_for_every_reason(story):
    panel = convened(story)
    pk = item(panel).pk

    def vote(username: str, choice: str = "yes") -> list[str]:
        return refused(lambda: actions.vote(pk, choice, actor=who(username)))

    assert vote("expert") == ["wrong_state"]
    step(panel, "open_voting", "officer")
    assert vote("expert", "maybe") == ["not_an_option"]
    assert vote("officer") == vote("expert4") == ["not_your_move"]
    assert vote("member_shanghai") == ["stepped_out_already"]
    actions.vote(pk, "yes", actor=who("expert"))


def test_who_steps_out_gives_a_reason_and_does_not_come_back(story):
    panel = convened(story)
    voted(panel, "yes", "yes", "yes", "no")
    pk, leaver = item(panel).pk, who("member_dairy")

    assert refused(lambda: actions.step_out(pk, " ", actor=leaver)) == ["reason_needed"]
    assert refused(lambda: actions.step_out(pk, "x", actor=who("expert4"))) == ["not_your_move"]
    actions.step_out(pk, "与负责人合作论文", actor=leaver)

    assert refused(lambda: actions.vote(pk, "yes", actor=leaver)) == ["stepped_out_already"]
    assert access.related(leaver, "application", story.application.pk) == frozenset()
    assert browser("member_dairy").get(story.application.get_absolute_url()).status_code == 404
    assert refused(lambda: step(panel, "close_voting", "expert", remarks="x")) == [
        "quorum_missing"
    ]


def test_voting_waits_for_the_day_and_its_chair_closes_it(story):
    panel = convened(story, held_on=date(2021, 11, 26))

    assert refused(lambda: step(panel, "open_voting", "officer")) == ["panel_ahead"]
    with factories.moment("2021-11-26"):
        assert refused(lambda: step(panel, "open_voting", "expert")) == ["not_your_move"]
        voted(panel, "yes", "yes", "yes", "yes")
        assert "not_your_move" in refused(
            lambda: step(panel, "close_voting", "officer", remarks="x")
        )
        step(panel, "close_voting", "expert", remarks="同意推荐。")


def test_the_minutes_are_a_paper_that_the_panels_chair_signs(story):
    panel = convened(story)
    voted(panel, "yes", "yes", "yes", "no")
    step(panel, "close_voting", "expert", remarks="路线可行，经费合理。")
    step(panel, "sign_minutes", "expert")

    paper = papers.latest(MINUTES.name, panel)
    said = paper.data
    assert (said["items"][0]["yes"], said["items"][0]["outcome"]) == ("3", "建议立项")
    assert said["stepped_out"][0][1] == "陆听澜"
    assert [s.name for s in paper.signatures.all()] == [who("expert").name]
    assert signing.holds(paper)
    assert papers.render(paper).startswith(b"%PDF")
    assert panel.quorum == said["quorum"] == 4


def test_a_panel_that_is_called_off_leaves_nobody_reading(story):
    panel = convened(story)
    assert refused(lambda: step(panel, "cancel", "officer")) == ["reason_needed"]
    step(panel, "cancel", "officer", reason="人数不足")

    assert access.related(who("member_dairy"), "application", story.application.pk) == set()
    convened(story)


def test_what_a_panel_rejects_is_proposed_only_with_a_reason(story):
    panel = convened(story)
    voted(panel, "no", "no", "no", "yes")
    step(panel, "close_voting", "expert", remarks="不同意。")
    pk, officer = story.application.pk, who("officer")

    def propose(**more):
        return awards.propose(pk, support_fen=50_000_000, actor=officer, **more)

    assert refused(propose) == ["panel_rejected"]
    assert propose(reason="厅务会要求复议").pk


def test_pages_of_panels_are_for_organisers_and_members(story):
    panel = convened(story)
    about = codes.of(story.round)
    step(panel, "open_voting", "officer")

    assert factories.statuses(
        f"/review/panels/{codes.of(panel)}/",
        "nobody",
        "officer",
        "expert",
        "expert4",
        "head_rare",
    ) == {"nobody": 302, "officer": 200, "expert": 200, "expert4": 404, "head_rare": 404}
    assert factories.statuses(f"/review/rounds/{about}/panel/", "officer", "expert") == {
        "officer": 200, "expert": 404,
    }  # fmt: skip
    assert factories.statuses("/review/panels/4711-4711/", "officer") == {"officer": 404}
    desk = browser("expert").get("/desk/").content.decode()
    assert panel.get_absolute_url() in desk
    client, address = (
        browser("expert"),
        f"/review/panels/{codes.of(panel)}/items/{codes.of(item(panel))}/",
    )
    assert client.post(address, {"choice": "yes"}).status_code == 302
    assert client.post(address, {"choice": "x"}).status_code == 409
    assert browser("expert4").post(address, {"choice": "yes"}).status_code == 404
    assert (
        queries.own_ballots(queries.seat_of(who("expert"), panel))[item(panel).pk].choice
        == "yes"
    )


def test_a_panel_is_convened_from_its_page(story):
    members = [str(pk) for pk in seat_members()]
    said = {
        "best": "1", "held_on": "2021-11-25", "place": "三楼",
        "chair": members[0], "members": members,
    }  # fmt: skip
    client, address = browser("officer"), f"/review/rounds/{codes.of(story.round)}/panel/"

    wrong = client.post(address, said | {"members": members[:4]})
    right = client.post(address, said)

    assert (wrong.status_code, right.status_code) == (409, 302)
    assert story.round.panels.count() == 1


def test_the_list_of_panels_takes_as_many_queries_for_three_as_for_one(story):
    panel = convened(story)

    one = factories.queries_of("officer", "/review/panels/")
    factories.copies(panel, 2)

    assert factories.queries_of("officer", "/review/panels/") == one <= 9
