"""Proposing an assignment, adopting and discarding it: what is written, what is refused."""

import pytest
from django.http import Http404

from tests import factories, thread
from tests.factories import refused
from tests.stages.review import pools
from xingmeng.core import access, clock, move, trail
from xingmeng.engines import proofs, seats
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.models import Affiliation, ExpertProfile, Person
from xingmeng.stages.review import actions, facts, queries
from xingmeng.stages.review.facts import expertise
from xingmeng.stages.review.models import Affinity, Assignment, Plan
from xingmeng.stages.review.rules import PlanRules

pytestmark = pytest.mark.django_db

THREE = PlanRules(per_application=3, most=5)


def open_round(step: str = "round_open"):
    story = thread.thread_until(step)
    pools.fill()
    return story


def propose(story, rules: PlanRules = THREE, username: str = "officer") -> Plan:
    return actions.propose(story.round.pk, rules, actor=factories.who(username))


def made(plan: Plan, name: str, username: str = "officer") -> Plan:
    return move.make("plan", plan.pk, name, actor=factories.who(username))


def sheets(story):
    rows = Assignment.objects.filter(candidate__round=story.round, role="expert")
    return rows.order_by("candidate_id", "user_id")


# --- proposing --------------------------------------------------------------------------------


def test_a_proposal_keeps_its_rules_and_carries_its_proof_and_asks_nobody_yet():
    story = open_round()

    plan = propose(story)

    per_candidate = {c.pk: 0 for c in story.round.candidates.all()}
    for candidate, *_ in plan.pairs:
        per_candidate[candidate] += 1
    assert (plan.state, plan.number, plan.clash) == ("proposed", 1, [])
    assert set(per_candidate.values()) == {3}
    assert (plan.figures["gap"], plan.figures["floor_gap"]) == (0, 0)
    assert not sheets(story).exists()
    steps = trail.steps_of("plan", plan.pk)
    assert [row.move for row, _ in steps] == ["begin"]
    assert steps[0][1].details["digest"] == plan.certificate["digest"]


def test_a_plan_is_proven_against_what_was_kept_with_it():
    plan = propose(open_round(), THREE._replace(language_least=1))
    table = plan.table

    posed = facts.pose(plan.round, PlanRules(**plan.rules))
    rows = {pk: i for i, pk in enumerate(table["candidates"])}
    columns = {pk: i for i, pk in enumerate(table["experts"])}
    pairs = [(rows[c], columns[u]) for c, u, *_ in plan.pairs]
    proofs.check(posed.problem, pairs, plan.certificate)
    assert facts.table_of(posed) == table
    with pytest.raises(proofs.Unproven):
        proofs.check(posed.problem, pairs[::-1][1:], plan.certificate)


def test_who_must_step_aside_is_in_no_plan():
    story = open_round()
    about = story.round.candidates.first()
    Affiliation.objects.create(
        person=Person.objects.get(name="专家00"),
        organisation_id=about.organisation_id,
        from_on="2021-01-01",
    )

    plan = propose(story)

    hits = facts.conflicts(
        plan.table["experts"],
        story.round.candidates.all(),
        on=clock.today(),
    )
    barred = {(candidate, user) for user, candidate in hits}
    assert barred
    assert not barred & {(c, u) for c, u, *_ in plan.pairs}
    assert len(plan.table["barred"]) == len(barred)


def test_rules_about_units_and_languages_are_kept():
    story = open_round()

    plan = propose(story, THREE._replace(language_least=2, field="430", field_least=3))

    profiles = {p.user_id: p for p in registry.expert_profiles()}
    for candidate in story.round.candidates.all():
        own = [profiles[u] for c, u, *_ in plan.pairs if c == candidate.pk]
        assert len({p.unit_id for p in own}) == 3
        assert sum("en" in p.languages for p in own) >= 2
        assert all("430" in p.fields for p in own)


def test_rules_that_cannot_hold_are_named_and_such_a_plan_is_not_adopted():
    story = open_round()
    ExpertProfile.objects.update(languages="zh")

    plan = propose(story, THREE._replace(language_least=1))

    assert (plan.clash, plan.pairs, plan.certificate) == (
        ["per_application", "language"],
        [],
        {},
    )
    assert refused(lambda: made(plan, "adopt")) == ["plan_cannot_hold"]


def test_a_new_proposal_discards_the_one_before():
    story = open_round()
    first = propose(story)

    second = propose(story, THREE._replace(objective="total"))

    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("discarded", "proposed", 2)


def test_a_plan_may_be_drawn_with_chances_capped():
    story = open_round()
    plan, again = (propose(story, THREE._replace(chance=50)) for _ in range(2))

    assert plan.figures["objective"] == "spread"
    assert len(plan.figures["seed"]) == 64
    assert plan.figures["seed"] != again.figures["seed"]
    assert max(share for _, _, share in plan.certificate["shares"]) <= 50


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"per_application": 0}, ["rule_out_of_range"]),
        ({"most": 61, "least": 62}, ["rule_out_of_range", "rule_out_of_range"]),
        ({"outside": 4}, ["rule_out_of_range"]),
        ({"chance": 101}, ["rule_out_of_range"]),
        ({"language": "xx", "objective": "luck"}, ["not_an_option", "not_an_option"]),
        ({"field_least": 1}, ["not_an_option"]),
        (
            {"chance": 50, "language_least": 1, "field_least": 1, "field": "430"},
            ["chances_need_plain_rules"],
        ),
    ],
)
def test_rules_that_make_no_sense_are_refused(change: dict, codes: list[str]):
    story = thread.thread_until("round_open")

    assert refused(lambda: propose(story, THREE._replace(**change))) == codes


def test_proposing_is_for_officers_while_a_round_assigns():
    story = thread.thread_until("marking")
    factories.who("chair")

    assert refused(lambda: propose(story, username="chair")) == ["not_your_move", "wrong_state"]
    with pytest.raises(Http404):
        propose(story, username="bidder")
    assert not Plan.objects.exists()


def test_nothing_left_to_assign_is_said():
    story = thread.thread_until("assigned")

    assert refused(lambda: propose(story)) == ["everyone_asked"]


def test_nobody_to_ask_is_said():
    story = open_round()
    ExpertProfile.objects.update(available=False)

    assert refused(lambda: propose(story)) == ["no_experts"]


# --- adopting ---------------------------------------------------------------------------------


def test_adopting_invites_everybody_and_lets_them_read():
    story = open_round()
    plan = propose(story)

    made(plan, "adopt")

    asked = [(s.candidate_id, s.user_id) for s in sheets(story)]
    assert asked == sorted((c, u) for c, u, *_ in plan.pairs)
    assert {s.state for s in sheets(story)} == {"invited"}
    first = sheets(story).first()
    reader = registry.actor_for(first.user)
    assert access.related(reader, "application", first.candidate.subject_id) == {"expert"}
    steps = trail.steps_of("assignment", first.pk)
    assert steps[0][0].cause == trail.steps_of("plan", plan.pk)[-1][0].step_id
    story.move("round", story.round, "start_marking", "officer")


def test_who_has_come_into_a_conflict_since_is_not_invited():
    story = open_round()
    plan = propose(story)
    candidate, user, *_ = plan.pairs[0]
    about = story.round.candidates.get(pk=candidate)
    Affiliation.objects.create(
        person=Person.objects.get(user_id=user),
        organisation_id=about.organisation_id,
        from_on="2021-01-01",
    )

    codes = refused(lambda: made(plan, "adopt"))

    assert codes
    assert set(codes) == {"conflict"}
    assert not sheets(story).exists()
    plan.refresh_from_db()
    assert plan.state == "proposed"


def test_a_plan_is_adopted_by_an_officer_once_and_while_nobody_else_was_asked():
    story = open_round()
    plan = propose(story)
    factories.who("chair")

    assert refused(lambda: made(plan, "adopt", "chair")) == ["not_your_move"]
    candidate, user, *_ = plan.pairs[0]
    actions.assign(candidate, user, actor=factories.who("officer"))
    assert refused(lambda: made(plan, "adopt")) == ["already_assigned"]
    made(plan, "discard")
    assert refused(lambda: made(plan, "adopt")) == ["wrong_state"]


def test_an_invitation_asks_little_of_the_database(django_assert_max_num_queries):
    story = open_round()
    plan = propose(story)

    with django_assert_max_num_queries(40 + 4 * len(plan.pairs)):
        made(plan, "adopt")


def test_scores_are_how_well_experts_fit_and_name_the_works_that_made_them():
    story = open_round()

    plan = propose(story)

    known = facts.scores(story.round)
    assert plan.pairs
    for candidate, user, units, zh, en in plan.pairs:
        grounds = queries.grounds_of([(candidate, user)])[candidate, user]
        assert units == seats.MILLION * known[candidate, user]
        assert [ground["work"] in zh for ground in grounds if ground["work"]].count(False) == 0
        assert (zh == "没有相近的成果") == (en == "no work is near") == (not grounds)
    assert any(zh != "没有相近的成果" for *_, zh, _ in plan.pairs)


def test_the_best_total_takes_who_fits_best():
    story = open_round()

    plan = propose(story, THREE._replace(objective="total", one_per_unit=False, most=60))

    known = facts.scores(story.round)
    for candidate in story.round.candidates.all():
        scores = sorted((s for (c, _), s in known.items() if c == candidate.pk), reverse=True)
        chosen = [known[c, u] for c, u, *_ in plan.pairs if c == candidate.pk]
        assert sorted(chosen, reverse=True) == scores[:3]


def test_scores_are_worked_out_when_somebody_has_none_yet_and_kept_otherwise():
    story = open_round()
    propose(story)
    before = Affinity.objects.order_by("pk").values_list("pk", flat=True)
    kept = list(before)

    propose(story)
    assert list(before.all()) == kept

    latest = Affinity.objects.order_by("pk").last()
    latest.delete()
    propose(story)
    assert Affinity.objects.filter(candidate=latest.candidate, user=latest.user).exists()
    steps = [row.move for row, _ in trail.steps_of("round", story.round.pk)]
    assert steps.count("compute_expertise") == 2


def test_who_was_drawn_is_scored_though_no_longer_available():
    story = open_round()
    away = Person.objects.get(name="专家03")
    ExpertProfile.objects.filter(person=away).update(available=False)

    drawn = list(expertise.expertise_of(story.round, [away.user_id]))
    pool = list(expertise.expertise_of(story.round))

    assert {one.user_id for one in drawn} == {away.user_id}  # they alone
    assert away.user_id not in {one.user_id for one in pool}
    assert len(drawn) == story.round.candidates.count()


# --- sight ------------------------------------------------------------------------------------


def test_plans_are_for_who_organises_or_audits_review():
    plan = propose(open_round())

    assert factories.who_sees(queries.plans_for, plan) == ["officer", "chair", "discipline"]
    officer = factories.who("officer")
    access.bar(officer.user_id, "conflict", kind="round", subject_id=plan.round_id)
    assert factories.who_sees(queries.plans_for, plan) == ["chair", "discipline"]
