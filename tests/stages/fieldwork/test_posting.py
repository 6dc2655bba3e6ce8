"""From a county's demand to signed agreements: each door, and every reason it stays shut."""

from copy import deepcopy

import pytest

from tests import factories
from tests.factories import moment, refused, steps_of, who
from tests.fielding import DEMAND, Fielding, enlisted, fielding_until, set_numbers
from xingmeng.core import codes
from xingmeng.core.models import Access
from xingmeng.engines import proofs
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, facts
from xingmeng.stages.fieldwork.models import (
    Choice,
    Commissioner,
    CountyDemand,
    PostingPlan,
    ServiceAgreement,
    TeamMember,
)
from xingmeng.stages.fieldwork.rules import postings
from xingmeng.stages.fieldwork.rules.postings import Asked, Offered

pytestmark = pytest.mark.django_db
TITLE = Text("派驻", "Postings")


def state_another(username: str = "county2", region: str = "150204", **changed) -> CountyDemand:
    """One more demand, passed on to the department."""
    with moment("2021-03-03"):
        row = actions.state_demand(region, DEMAND | changed, actor=who(username))
        Fielding().move("county_demand", row, "pass_on", "bureau")
    return row


# --- demands --------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["bureau", "ordos", "officer", "county2", "issuer"])
def test_a_county_alone_states_what_it_needs(username):
    who("county"), who(username)

    with moment("2021-03-02"):
        found = refused(lambda: actions.state_demand("150203", DEMAND, actor=who(username)))

    assert found == ["not_your_move"]


def test_a_demand_is_refused_with_every_fault_at_once():
    given = DEMAND | {"people": 0, "kind": "x", "title": "", "until_on": "2021-03-15"}

    with moment("2021-03-02"):
        who("county")
        found = refused(lambda: actions.state_demand("150203", given, actor=who("county")))

    assert found == ["answer_needed", "not_an_option", "too_small", "ends_before_it_begins"]


def test_a_returned_demand_is_mended_and_stated_again():
    story = fielding_until("stated")
    story.move("county_demand", story.demand, "send_back", "bureau", reason="人数偏多")
    assert refused(
        lambda: story.move(
            "county_demand", story.demand, "state_again", "county", **(DEMAND | {"people": 0})
        )
    ) == ["too_small"]

    story.move("county_demand", story.demand, "state_again", "county", **DEMAND | {"farms": 5})

    row = CountyDemand.objects.get()
    assert (row.state, row.farms) == ("stated", 5)
    assert steps_of("county_demand", row) == ["begin", "send_back", "state_again"]


def test_a_bureau_passes_on_and_the_county_itself_does_not():
    story = fielding_until("stated")

    assert refused(lambda: story.move("county_demand", story.demand, "pass_on", "county")) == [
        "not_your_move"
    ]
    story.move("county_demand", story.demand, "pass_on", "bureau")
    assert CountyDemand.objects.get().state == "passed_on"


def test_a_round_is_opened_over_what_was_passed_on_of_one_year():
    story = fielding_until("passed_on")
    later = state_another(from_on="2022-03-15", until_on="2023-03-14")
    with moment("2021-03-02"):
        raw = actions.state_demand("150203", DEMAND, actor=who("county"))

    def opening(*rows, by: str = "officer"):
        pks = [row.pk for row in rows]
        return refused(lambda: actions.open_round(pks, TITLE, actor=who(by)))

    assert opening() == ["no_demands"]
    assert opening(story.demand, later) == ["several_years"]
    assert opening(story.demand, raw) == ["not_passed_on"]
    assert opening(story.demand, by="county") == ["not_your_move"]


# --- commissioners --------------------------------------------------------------------------


def test_a_unit_files_its_own_people_and_nobody_twice():
    story = fielding_until("enlisted")
    home = story.one.organisation_id
    elsewhere = factories.unit("rare").pk
    who("issuer"), who("teacher3")
    again = enlisted("teacher")

    def filing(unit: int, given: dict, by: str = "bidder3") -> list[str]:
        return refused(lambda: actions.enlist(unit, given, actor=who(by)))

    assert filing(home, again) == ["serves_already"]
    assert filing(home, enlisted("teacher3"), by="issuer") == ["not_your_move"]
    assert filing(elsewhere, enlisted("teacher3"), by="issuer") == ["not_an_option"]
    assert filing(home, enlisted("teacher3", fields=["230", "210", "220", "180"])) == [
        "too_many_fields"
    ]
    assert filing(home, enlisted("teacher3", languages=[])) == ["answer_needed"]


def test_many_are_filed_as_one_by_one_would_be():
    story = fielding_until("enlisted")
    home = story.one.organisation_id

    with moment("2021-03-02"):
        single = actions.enlist(home, enlisted("teacher3"), actor=who("bidder3"))

    alike = ("kind", "organisation_id", "fields", "skills", "state", "since", "due_on")
    assert [getattr(single, name) for name in alike] == [
        getattr(story.one, name) for name in alike
    ]
    assert (story.one.number, story.two.number, single.number) == (
        "TPY000001", "TPY000002", "TPY000003",
    )  # fmt: skip
    assert steps_of("commissioner", single) == steps_of("commissioner", story.one) == ["begin"]


def test_a_faulty_line_among_many_is_named_and_nothing_is_written():
    who("teacher"), who("teacher2")
    home = factories.unit("local").pk
    lines = [(home, enlisted("teacher")), (home, enlisted("teacher2", skills=""))]

    def file() -> None:
        actions.enlist_all(lines, actor=who("bidder3"))

    who("bidder3")
    assert refused(file) == ["answer_needed"]


def test_a_team_has_members_who_serve_and_a_name():
    story = fielding_until("registered")
    home = story.one.organisation_id
    given = enlisted("teacher3", kind="team", name="肉羊产业服务队", members=[])

    def filing(**changed) -> list[str]:
        return refused(lambda: actions.enlist(home, given | changed, actor=who("bidder3")))

    assert filing() == ["members_unknown"]
    assert filing(members=["999"]) == ["members_unknown"]
    assert filing(name="", members=[str(story.one.pk)]) == ["answer_needed"]
    members = [str(story.one.pk), str(story.two.pk)]
    row = actions.enlist(home, given | {"members": members}, actor=who("bidder3"))
    assert row.name == "肉羊产业服务队"
    assert TeamMember.objects.filter(team=row).count() == 2


def test_who_is_posted_does_not_leave_before_the_service_ends():
    story = fielding_until("in_force")

    found = refused(
        lambda: story.move("commissioner", story.one, "end", "bidder3", reason="调离")
    )
    story.move("service_agreement", story.agreement, "end_early", "county", reason="调离")
    story.move("commissioner", story.one, "end", "bidder3", reason="调离")

    assert found == ["serves_still"]
    assert Commissioner.objects.get(pk=story.one.pk).state == "ended"


# --- choosing and the plan ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "offered", "sides", "points"),
    [
        (Asked("150203", "230", "mn"), Offered("150203", ["230"], ["zh", "mn"], ""), 2, 90),
        (Asked("150203", "230", "mn"), Offered("150204", ["230"], ["zh"], "excellent"), 1, 80),
        (Asked("150203", "230", "zh"), Offered("150603", ["230"], ["zh"], "fail"), 0, 58),
        (Asked("150203", "230", "zh"), Offered("310000", ["230"], ["zh"], "pass"), 0, 64),
    ],
)
def test_a_fit_is_its_parts(asked, offered, sides, points):
    assert postings.fit(asked, offered, sides=sides).points == points


def test_nobody_is_posted_in_a_field_that_is_not_theirs():
    offered = Offered("150203", ["210"], ["zh", "mn"], "excellent")

    assert postings.fit(Asked("150203", "230", "mn"), offered, sides=2) is None


def test_both_sides_choose_while_the_round_is_open_and_once():
    story = fielding_until("opened")

    def choose(who_: str, one=None):
        return actions.choose(story.demand.pk, (one or story.one).pk, actor=who(who_))

    choose("teacher"), choose("teacher")
    assert Choice.objects.count() == 1
    assert refused(lambda: choose("bidder3")) == ["not_your_move"]
    actions.take_back_choice(story.demand.pk, story.one.pk, actor=who("teacher"))
    assert not Choice.objects.exists()
    story.move("posting_round", story.round, "close", "officer")
    assert refused(lambda: choose("teacher")) == ["choice_closed"]


def test_the_best_fitting_is_proposed_with_a_proof_that_holds():
    story = fielding_until("proposed")
    plan = PostingPlan.objects.get()

    assert [pair[:3] for pair in plan.pairs] == [[story.one.pk, story.demand.pk, 80_000_000]]
    assert facts.proven(plan) == ""
    assert plan.figures["posted"] == plan.figures["places"] == 1


@pytest.mark.parametrize("what", ["pairs", "places", "value", "scores", "barred"])
def test_a_proof_holds_for_nothing_else(what):
    story = fielding_until("proposed")
    plan = PostingPlan.objects.get()
    plan.table, plan.certificate = deepcopy(plan.table), deepcopy(plan.certificate)
    if what == "pairs":
        plan.pairs = [[story.two.pk, *plan.pairs[0][1:]]]
    elif what == "places":
        plan.table["places"] = [2]
    elif what == "value":
        plan.certificate["value"] += 1
    elif what == "scores":
        plan.table["scores"][1][2] += 90_000_000
    else:
        plan.table["barred"] = [[0, 0]]

    assert facts.proven(plan) != ""
    plan.save()
    assert "not_proven" in refused(
        lambda: story.move("posting_plan", plan, "confirm", "officer2")
    )


def test_a_plan_is_confirmed_by_another_person_than_proposed_it():
    story = fielding_until("proposed")

    assert refused(lambda: story.move("posting_plan", story.plan, "confirm", "officer")) == [
        "same_person"
    ]
    assert refused(lambda: story.move("posting_plan", story.plan, "confirm", "bureau")) == [
        "not_your_move"
    ]
    story.move("posting_plan", story.plan, "confirm", "officer2")
    story.demand.refresh_from_db(), story.round.refresh_from_db()
    agreement = ServiceAgreement.objects.get()
    assert (story.demand.state, story.round.state) == ("posted", "posted")
    assert (agreement.commissioner_id, agreement.state) == (story.one.pk, "drafted")
    assert agreement.until_on.isoformat() == DEMAND["until_on"]


def test_who_left_since_the_plan_was_made_is_not_posted():
    story = fielding_until("proposed")
    story.move("commissioner", story.one, "end", "bidder3", reason="调离")

    found = refused(lambda: story.move("posting_plan", story.plan, "confirm", "officer2"))

    assert found == ["no_longer_registered"]


def test_a_second_proposal_puts_the_first_aside():
    story = fielding_until("proposed")

    with moment("2021-03-09", 15):
        second = actions.propose(story.round.pk, actor=who("officer2"))

    story.plan.refresh_from_db()
    assert (story.plan.state, second.state, second.number) == ("discarded", "proposed", 2)


def test_nobody_is_posted_twice_at_once_nor_longer_than_rotation_allows():
    story = fielding_until("in_force")
    set_numbers(longest_posting_years=1)
    state = {"kind": "person", "people": 2}
    overlapping = state_another(from_on="2021-06-01", until_on="2021-12-31", **state)
    with moment("2021-04-01"):
        about = actions.open_round([overlapping.pk], TITLE, actor=who("officer"))
        story.move("posting_round", about, "close", "officer")
        plan = actions.propose(about.pk, actor=who("officer"))

    assert [pair[0] for pair in plan.pairs] == [story.two.pk]

    later = {"from_on": "2022-03-15", "until_on": "2023-03-14"}
    again = state_another("county", "150203", **state | later)
    with moment("2022-03-01"):
        about = actions.open_round([again.pk], TITLE, actor=who("officer"))
        story.move("posting_round", about, "close", "officer")
        plan = actions.propose(about.pk, actor=who("officer"))

    assert [pair[0] for pair in plan.pairs] == [story.two.pk]


def test_a_plan_posts_as_many_as_are_wanted_and_no_more():
    who("teacher3")
    story = fielding_until("registered")
    home = story.one.organisation_id
    with moment("2021-03-02"):
        three = actions.enlist(home, enlisted("teacher3"), actor=who("bidder3"))
        story.move("commissioner", three, "register", "bureau")
    rows = [state_another(people=1), state_another("county", "150203", people=1)]
    with moment("2021-03-05"):
        about = actions.open_round([r.pk for r in rows], TITLE, actor=who("officer"))
        story.move("posting_round", about, "close", "officer")
        plan = actions.propose(about.pk, actor=who("officer"))

    assert sorted(pair[1] for pair in plan.pairs) == sorted(r.pk for r in rows)
    assert story.two.pk not in {pair[0] for pair in plan.pairs}  # without the language
    problem = facts.problem_of(plan.table)
    placed = {c: plan.table["demands"].index(d) for c, d, *_ in plan.pairs}
    pairs = [(a, placed.get(c, 2)) for a, c in enumerate(plan.table["commissioners"])]
    proofs.check(problem, pairs, plan.certificate)


# --- agreements -----------------------------------------------------------------------------


def test_three_sides_sign_one_after_the_other():
    story = fielding_until("confirmed")
    row = story.agreement
    who("issuer"), who("county2")

    assert refused(lambda: story.move("service_agreement", row, "sign", "county")) == [
        "wrong_state"
    ]
    assert refused(lambda: story.move("service_agreement", row, "accept", "teacher2")) == [
        "not_your_move"
    ]
    story.accepted()
    assert refused(lambda: story.move("service_agreement", row, "consent", "issuer")) == [
        "not_your_move"
    ]
    story.consented()
    assert refused(lambda: story.move("service_agreement", row, "sign", "county2")) == [
        "not_your_move"
    ]
    with moment("2021-03-15"):
        story.in_force()
    row.refresh_from_db()
    assert (row.state, row.signed_on.isoformat()) == ("in_force", "2021-03-15")


def test_a_term_ends_after_its_last_day():
    story = fielding_until("in_force")

    with moment("2022-03-14"):
        early = refused(
            lambda: story.move("service_agreement", story.agreement, "finish", "county")
        )
    with moment("2022-03-15"):
        story.move("service_agreement", story.agreement, "finish", "county")

    assert early == ["term_runs_still"]


def test_a_bar_hides_a_commissioner_and_all_that_names_them():
    story = fielding_until("reported")
    officer = who("officer")
    Access.objects.create(
        user_id=officer.user_id,
        relation="kin",
        kind="commissioner",
        subject_id=story.one.pk,
        barred=True,
        from_at=factories.time("2021-01-01"),
    )

    client = factories.browser("officer")
    with moment("2021-10-01"):
        seen = {
            name: client.get(f"/fieldwork/{name}/{codes.of(row)}/").status_code
            for name, row in (
                ("commissioners", story.one),
                ("agreements", story.agreement),
                ("entries", story.entry),
                ("commissioners", story.two),
            )
        }

    assert seen == {"commissioners": 200, "agreements": 404, "entries": 404}
