"""The report to an applicant with reasons, and the appeal against it with its clocks."""

from dataclasses import replace

import pytest

from tests import factories
from tests.factories import browser, moment, refused, who
from tests.reviewing import EXPERTS, Blind
from xingmeng import instruments
from xingmeng.core import access, attachments, clock, codes, move, papers, paperwork
from xingmeng.core.models import Outgoing, Paper
from xingmeng.demo import cast
from xingmeng.engines.instrument import Ranking
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.review import actions, facts, queries
from xingmeng.stages.review.models import Assignment, Candidate
from xingmeng.stages.review.papers import ANSWER, REPORT
from xingmeng.stages.review.rules import appeals as rules

pytestmark = pytest.mark.django_db
TEXT = "评审专家与竞争单位存在合作，未回避。"


@pytest.fixture
def told() -> Blind:
    """The walk until its award is public: the applicant has its report."""
    story = Blind("concluded")
    story.walk.propose()
    story.walk.decide()
    return story


def file(story: Blind, **changed):
    said = {"ground": "recusal", "text": TEXT} | changed
    actor = who(said.pop("by", "head_rare"))
    return actions.file_appeal(story.application.pk, actor=actor, **said)


def step(row, name: str, username: str = "discipline", reason: str = "", **said):
    return move.make("appeal", row.pk, name, actor=who(username), reason=reason, details=said)


# --- the report -----------------------------------------------------------------------------


def test_publicity_brings_the_applicant_a_report_with_scores_and_comments_without_names(told):
    paper = papers.latest(REPORT.name, told.application)
    said = repr(paper.data)

    assert (paper.data["score"], paper.data["experts"]) == ("84.00", 3)
    assert [one["whole"] for one in paper.data["comments"]] == ["论证充分。"] * 3
    assert [who(name).name for name in EXPERTS if who(name).name in said] == []
    assert paper.data["place"] == "" and paper.data["criteria"] == []  # not declared to be told
    assert papers.render(paper).startswith(b"%PDF")


def test_nobody_is_told_before_the_result_is_public_and_nobody_twice():
    story = Blind("concluded")
    story.walk.propose()
    assert not Paper.objects.filter(paper=REPORT.name).exists()

    story.walk.decide()
    with moment("2021-12-20", 12):
        again = actions.report_on(story.application.pk, actor=who("officer"))

    assert again is None
    assert Paper.objects.filter(paper=REPORT.name).count() == 1


def test_who_is_passed_over_gets_the_reasons_too():
    story = Blind("concluded")
    with moment("2021-11-30"):
        awards.pass_over_rest(story.walk.call.pk, actor=who("officer"))

    assert papers.latest(REPORT.name, story.application).data["score"] == "84.00"


def test_means_of_criteria_count_only_the_sheets_that_counted(monkeypatch):
    own = instruments.get("key_project")
    own = replace(
        own,
        ranking=Ranking(trim_from=3),
        review=replace(own.review, tells=("score", "criteria", "comments")),
    )
    monkeypatch.setitem(instruments._BY_CODE, own.code, own)
    story = Blind("concluded", points=(80, 84, 100))
    with moment("2021-11-30"):
        awards.pass_over_rest(story.walk.call.pk, actor=who("officer"))

    paper = papers.latest(REPORT.name, story.application)
    assert (paper.data["score"], paper.data["left_out"]) == ("84.00", 2)
    assert {mean for _, _, mean in paper.data["criteria"]} == {"84.00"}
    assert (paper.data["experts"], len(paper.data["comments"])) == (3, 3)
    assert papers.render(paper).startswith(b"%PDF")


def test_the_report_is_for_the_applicant_and_those_who_organise(told):
    paper = papers.latest(REPORT.name, told.application)
    address = paperwork.address(paper)

    seen = factories.statuses(address, "head_rare", "discipline", "expert", "bidder")
    assert seen == {"head_rare": 200, "discipline": 200, "expert": 404, "bidder": 404}


# --- the appeal -----------------------------------------------------------------------------


def test_an_appeal_runs_from_filing_to_its_answer_by_letter_with_a_clock_at_each_step(told):
    with moment("2021-12-06"):
        row = file(told)
        assert (row.state, row.due_on) == ("filed", clock.after_working_days(clock.today(), 5))
        factories.attach("appeal", row.pk, "evidence", who("head_rare"))
        row = step(row, "take_up")
        assert row.due_on == clock.after_working_days(clock.today(), 15)
    with moment("2021-12-20"):
        row = step(row, "examine", findings="调取回避记录，未发现应回避情形。")
    with moment("2021-12-22"):
        row = step(row, "reject", reason="程序符合规定。")

    letter = papers.latest(ANSWER.name, row)
    assert row.state == "rejected"
    assert letter.data["outcome"] == "rejected" and letter.data["reason"] == "程序符合规定。"
    assert "未发现" in letter.data["findings"]
    assert papers.render(letter).startswith(b"%PDF")
    told_ = Outgoing.objects.filter(kind="moved", payload__kind="appeal")
    assert [m.payload["move"] for m in told_.order_by("pk")] == ["take_up", "reject"]


@pytest.mark.parametrize(
    ("day", "changed", "codes"),
    [
        ("2021-12-06", {"by": "officer"}, ["not_your_move"]),
        ("2021-12-06", {"ground": "too_low"}, ["not_an_option"]),
        ("2021-12-06", {"text": " "}, ["answer_needed"]),
        ("2021-12-06", {"text": "长" * 3001}, ["too_long"]),
        ("2021-12-20", {}, ["appeal_too_late"]),
        ("2021-12-20", {"ground": "", "text": ""},
         ["appeal_too_late", "not_an_option", "answer_needed"]),
    ],
)  # fmt: skip
def test_filing_is_refused_for_every_reason(told, day, changed, codes):
    with moment(day):
        assert refused(lambda: file(told, **changed)) == codes


def test_the_last_day_to_appeal_is_a_working_day_and_counts(told):
    until = queries.appeal_until(told.application)

    assert until.isoformat() == "2021-12-17"  # ten working days after the 3rd
    with moment("2021-12-17", 23):
        assert file(told).state == "filed"


def test_an_appeal_needs_a_report_and_comes_once():
    story = Blind("concluded")
    with moment("2021-11-26"):
        assert refused(lambda: file(story)) == ["no_report_yet"]
    story.walk.propose()
    story.walk.decide()
    with moment("2021-12-06"):
        row = file(story)
        assert refused(lambda: file(story)) == ["appealed_already"]
        step(row, "withdraw", "head_rare")
        assert file(story).number != row.number


def test_only_a_discipline_officer_who_is_no_party_handles_it(told):
    with moment("2021-12-06"):
        row = file(told)
        for username in ("officer", "chair", "head_rare", "expert"):
            codes = refused(lambda name=username: step(row, "take_up", name))
            assert codes == ["not_your_move"]
        both = factories.with_role(
            "discipline", "applicant", organisation_id=told.application.organisation_id
        )
        assert rules.appeal_roles(both, row) == {"appellant"}


def test_what_is_against_the_judgement_is_not_taken_up_and_the_letter_says_why(told):
    with moment("2021-12-06"):
        row = file(told)
        assert refused(lambda: step(row, "refuse")) == ["reason_needed"]
        row = step(row, "refuse", reason="只针对学术判断。")

    assert papers.latest(ANSWER.name, row).data["reason"] == "只针对学术判断。"


def test_appeals_are_seen_by_their_unit_and_by_organisers_who_are_not_barred(told):
    with moment("2021-12-06"):
        row = file(told)
        factories.attach("appeal", row.pk, "evidence", who("head_rare"))
        evidence = attachments.of("appeal", row.pk).get()
        officer = who("officer")

        assert factories.who_sees(queries.appeals_for, row) == [
            "issuer",
            "officer",
            "chair",
            "discipline",
        ]  # fmt: skip -- issuer works for the unit that applied here
        seen = factories.statuses(
            f"/review/appeals/{codes.of(row)}/",
            "nobody",
            "head_rare",
            "discipline",
            "expert",
            "bidder",
        )
        assert seen == {
            "nobody": 302, "head_rare": 200, "discipline": 200, "expert": 404, "bidder": 404,
        }  # fmt: skip
        assert factories.statuses(f"/files/{codes.of(evidence)}/", "expert", "discipline") == {
            "expert": 404, "discipline": 200,
        }  # fmt: skip
        access.bar(
            officer.user_id, "conflict", kind="application", subject_id=told.application.pk
        )
        assert browser("officer").get(row.get_absolute_url()).status_code == 404


def test_an_applicant_appeals_from_its_applications_page(told):
    with moment("2021-12-06"):
        client, page = browser("head_rare"), told.application.get_absolute_url()
        before = client.get(page).content.decode()
        address = f"/review/appeals/file/{codes.of(told.application)}/"
        assert address in before
        assert browser("expert").get(address).status_code == 404
        wrong = client.post(address, {"ground": "recusal", "text": ""})
        right = client.post(address, {"ground": "recusal", "text": TEXT}, follow=True)
        late = client.post(address, {"ground": "recusal", "text": TEXT})
        after = client.get(page).content.decode()

    assert (wrong.status_code, right.status_code, late.status_code) == (200, 200, 409)
    assert TEXT in right.content.decode()
    assert address not in after and "/review/appeals/" in after


def test_an_overdue_appeal_stands_first_on_the_desk_of_discipline(told):
    with moment("2021-12-06"):
        row = file(told)
    with moment("2021-12-20"):
        desk = browser("discipline").get("/desk/").content.decode()
        listed = browser("discipline").get("/review/appeals/").content.decode()

    assert row.get_absolute_url() in desk and "逾期" in desk
    assert row.number in listed


def test_the_list_of_appeals_takes_as_many_queries_for_three_as_for_one(told):
    with moment("2021-12-06"):
        row = file(told)
        one = factories.queries_of("discipline", "/review/appeals/")
        factories.copies(row, 2, number="SS-{n}")

        assert factories.queries_of("discipline", "/review/appeals/") == one <= 9


# --- reviewed anew --------------------------------------------------------------------------

AGAIN = ("reviewer0", "reviewer1", "reviewer2")


def upheld(story: Blind):
    """The appeal upheld, and the round that it opened."""
    row = file(story)
    for name, said in (("take_up", {}), ("examine", {"findings": "一名专家应回避未回避。"})):
        step(row, name, **said)
    row = step(row, "uphold", reason="重新评审。")
    return row, queries.anew_of(row)


def mark_again(story: Blind, about, points: int) -> None:
    """The candidate judged anew by other experts."""
    candidate = about.candidates.get()
    for name in AGAIN:
        factories.PLAYERS.setdefault(
            name, cast.Player(username=name, name=name, role="expert", unit="experts")
        )
        actions.assign(candidate.pk, who(name).user_id, actor=who("officer"))
    move.make("round", about.pk, "start_marking", actor=who("officer"))
    for name in AGAIN:
        sheet = Assignment.objects.get(candidate=candidate, user_id=who(name).user_id)
        move.make(
            "assignment", sheet.pk, "accept", actor=who(name), details={"no_conflict": True}
        )
        actions.mark(
            sheet.pk, {c.name: points for c in about.criteria}, "另评", actor=who(name)
        )
        move.make("assignment", sheet.pk, "hand_in", actor=who(name))
    move.make("round", about.pk, "conclude", actor=who("officer"))


def test_an_upheld_appeal_opens_a_round_of_its_one_candidate_and_moves_nothing_else(told):
    before = told.application.state
    with moment("2021-12-06"):
        row, about = upheld(told)

    candidate = about.candidates.get()
    assert (about.state, about.blind, about.places) == ("assigning", True, told.round.places)
    assert about.title == f"{told.round.title}（复评）"
    assert (candidate.subject_id, candidate.place) == (told.application.pk, None)
    assert told.application.state == before
    assert factories.steps_of("round", about) == ["begin"]
    assert queries.place_of("application", told.application.pk) == told.candidate
    assert queries.anew_of(row).pk == about.pk


@pytest.mark.parametrize("outcome", ["reject", "refuse"])
def test_another_answer_opens_no_round(told, outcome):
    with moment("2021-12-06"):
        row = file(told)
        if outcome == "reject":
            step(row, "take_up")
            step(row, "examine", findings="无")
        row = step(row, outcome, reason="不成立。")

    assert queries.anew_of(row) is None


def test_nobody_of_the_first_review_judges_anew(told):
    with moment("2021-12-06"):
        _, about = upheld(told)
        candidate = about.candidates.get()
        officer = who("officer")

        assert refused(
            lambda: actions.assign(candidate.pk, who("expert").user_id, actor=officer)
        ) == ["conflict"]
        hits = facts.conflicts([who(n).user_id for n in (*EXPERTS, "expert4")], [candidate],
                               on=clock.today())  # fmt: skip

    assert {user for user, _ in hits} == {who(name).user_id for name in EXPERTS}
    assert {hit.kind for one in hits.values() for hit in one} == {"first_review"}


def test_the_new_result_has_its_place_in_the_first_round_and_a_report_of_its_own(told):
    first = Candidate.objects.get(pk=told.candidate.pk)
    other = Candidate.objects.create(
        round=told.round, kind="application", subject_id=0, title="另一项",
        organisation_id=first.organisation_id, place=2, score=9000, raw=9000,
    )  # fmt: skip
    with moment("2021-12-06"):
        row, about = upheld(told)
        mark_again(told, about, 70)
        last = queries.place_of("application", told.application.pk)

    assert (last.round_id, last.place, last.score) == (about.pk, 2, 7000)
    assert (first.score, Candidate.objects.get(pk=other.pk).place) == (8400, 2)
    reports = papers.of("application", told.application.pk).filter(paper=REPORT.name)
    assert [paper.data["score"] for paper in reports.order_by("pk")] == ["84.00", "70.00"]
    with moment("2021-12-07"):
        assert not queries.may_appeal(who("head_rare"), told.application)
        assert refused(lambda: file(told)) == ["appealed_already"]


def test_how_far_the_review_anew_is_stands_where_people_look(told):
    with moment("2021-12-06"):
        row, about = upheld(told)
        round_page = about.get_absolute_url()
        seen = {
            name: browser(name).get(row.get_absolute_url()).content.decode()
            for name in ("head_rare", "officer", "discipline")
        }
        own = browser("head_rare").get(told.application.get_absolute_url()).content.decode()
        desk = browser("officer").get("/desk/").content.decode()
        page = browser("officer").get(round_page).content.decode()

    assert {name: "复评" in text and "选派专家" in text for name, text in seen.items()} == {
        "head_rare": True, "officer": True, "discipline": True,
    }  # fmt: skip
    assert {name: round_page in text for name, text in seen.items()} == {
        "head_rare": False, "officer": True, "discipline": True,
    }  # fmt: skip
    assert "复评" in own and round_page not in own
    assert round_page in desk
    assert row.number in page
    assert factories.statuses(round_page, "nobody", "head_rare", "officer") == {
        "nobody": 302, "head_rare": 404, "officer": 200,
    }  # fmt: skip


def test_a_round_anew_is_hidden_with_its_candidate(told):
    with moment("2021-12-06"):
        _, about = upheld(told)
        access.bar(
            who("chair").user_id, "conflict", kind="application", subject_id=told.application.pk
        )

        assert factories.statuses(about.get_absolute_url(), "chair", "officer") == {
            "chair": 404, "officer": 200,
        }  # fmt: skip
        assert about.title not in browser("chair").get("/review/rounds/").content.decode()
