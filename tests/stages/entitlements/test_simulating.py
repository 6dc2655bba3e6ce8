"""What a draft would change over a stored population: shown, kept, compared."""

from datetime import date

import polars as pl
import pytest
from django.urls import reverse

from tests import factories
from tests.factories import (
    browser,
    moment,
    queries_of,
    refused,
    statuses,
    steps_of,
    who,
    who_sees,
)
from tests.stages.entitlements import population
from tests.stages.entitlements.population import ON, populate
from xingmeng.engines.rulebook import MET
from xingmeng.engines.values import yuan
from xingmeng.law.amending import Amendment, Clause
from xingmeng.stages.entitlements.actions import simulating as actions
from xingmeng.stages.entitlements.models import Simulation
from xingmeng.stages.entitlements.queries import simulations
from xingmeng.stages.entitlements.rules import simulating as rules

pytestmark = pytest.mark.django_db
SINCE = date(2021, 1, 1)
LIST, NEW, COMPARE = (f"/entitlements/simulations/{end}" for end in ("", "new/", "compare/"))
RATE = "rd_subsidy.stock_first_bp"
MORE = Amendment({RATE: {SINCE: 600}})
LESS = Amendment({RATE: {SINCE: 100}})


def stored():
    populate()
    return population.run().snapshot


def keep(draft=MORE, username="officer", **said) -> Simulation:
    given = {"name": "提高首档比例", "on": ON, "asked": actions.Asked(), **said}
    given["snapshot"] = said["snapshot"] if "snapshot" in said else simulations.populations()[0]
    with moment("2021-07-02"):
        return actions.simulate(draft, actor=who(username), **given)


def posted(username="officer", do="show", **said):
    fields = {
        "on": ON.isoformat(),
        "name": "网页草案",
        "do": do,
        f"value:{RATE}": "6",
        **said,
    }
    fields = {name.replace("__", ":"): value for name, value in fields.items()}
    with moment("2021-07-02"):
        return browser(username).post(NEW, fields)


def test_a_higher_rate_gives_each_firm_what_the_rule_says_and_is_kept():
    stored()

    row = keep()

    found = {one.code: one for one in rules.read(row.result)}
    assert list(found) == ["rd_subsidy"]
    part = found["rd_subsidy"].whole
    assert (part.firms["gains"], part.better, part.worse) == (2, 2, 0)
    assert part.money.more_fen == yuan(2_000_000 + 100_000) // 100
    assert sum(one.money.more_fen for one in found["rd_subsidy"].by["area"].values()) == (
        part.money.more_fen
    )
    assert steps_of("simulation", row) == ["keep"]
    assert (row.draft.version, row.draft_version, row.parameters[RATE]["values"]) == (
        1,
        1,
        {"2021-01-01": 500},
    )


def test_the_same_again_is_kept_once_and_the_next_version_beside_it():
    stored()
    row = keep()

    again = keep(asked=actions.Asked(draft_pk=row.draft_id))
    other = keep(LESS, asked=actions.Asked(draft_pk=row.draft_id))

    assert again == row
    assert (other.draft, other.draft_version) == (row.draft, 2)
    assert rules.read(row.result)[0].whole.better == 2
    assert rules.read(other.result)[0].whole.worse == 2


def test_nothing_real_changes():
    stored()
    who("officer")
    before = factories.counts()

    keep()

    after = factories.counts()
    changed = {name for name, n in after.items() if before.get(name) != n}
    assert {name for name in changed if not name.startswith("trail:")} == {
        "policy.LawDraft",
        "entitlements.Simulation",
        "core.Note",
        "core.TrailRow",
    }


def test_decisions_that_would_differ_are_named_and_stand():
    stored()
    firm = factories.unit("rare")
    paid = population.entitlement(firm)
    type(paid).objects.filter(pk=paid.pk).update(state="paid")

    row = keep(LESS)

    decided = [rules.Decided(*one) for one in row.decided]
    assert [(one.entitlement_id, one.organisation_id, one.state) for one in decided] == [
        (paid.pk, firm.pk, "paid")
    ]
    assert (decided[0].before_fen, decided[0].after_fen) == (
        paid.amount_fen,
        paid.amount_fen - yuan(2_000_000) * 4 // 100,
    )
    assert population.entitlement(firm).amount_fen == paid.amount_fen


def test_what_the_law_of_the_day_sees_otherwise_anyway_is_no_doing_of_a_draft():
    firms = pl.DataFrame({"organisation": [1, 2]})
    lot = pl.DataFrame(
        {"before": [MET, MET], "after": [MET, MET], "before_fen": [5, 5], "after_fen": [5, 7]}
    )
    taken = [(10, 1, "rd_subsidy", "paid", 9), (20, 2, "rd_subsidy", "paid", 9)]

    found = rules.decided_otherwise(firms, {"rd_subsidy": lot}, taken)

    assert [one.entitlement_id for one in found] == [20]


def test_the_cost_is_held_against_what_an_appropriation_has_left():
    stored()
    money = factories.appropriation()
    money.refresh_from_db()

    row = keep(asked=actions.Asked(appropriation=money))

    after = rules.read(row.result)[0].whole.money.after_fen
    assert row.left_fen == money.amount_fen - after
    assert keep(Amendment({"high_tech_enterprise.pass_points": {SINCE: 60}})).left_fen is None


def test_a_clause_that_is_waived_lets_firms_in():
    stored()
    draft = Amendment(
        {"rd_subsidy.least_fen": {SINCE: 0}}, {"technology_sme": Clause("ends", SINCE)}
    )

    found = {one.code: one.whole for one in rules.read(keep(draft).result)}

    assert (
        found["technology_sme"].firms["newly_out"] + found["technology_sme"].firms["otherwise"]
        > 0
    )


def test_it_is_refused_without_a_population_the_right_or_a_change():
    who("officer"), who("leader")

    assert refused(lambda: keep(snapshot=None)) == ["no_population"]
    stored()
    assert refused(lambda: keep(username="leader")) == ["not_your_move"]
    assert refused(lambda: keep(Amendment({RATE: {SINCE: -5}}), name="")) == [
        "answer_needed",
        "draft_out_of_range",
    ]


def test_simulations_are_seen_by_officers_the_chair_and_leaders():
    stored()
    row = keep()
    page, names = row.get_absolute_url(), ("officer", "leader", "bureau", "issuer", "nobody")

    assert who_sees(simulations.simulations_for, row) == ["officer", "chair", "leader"]
    seen = {"officer": 200, "leader": 200, "bureau": 404, "issuer": 404, "nobody": 302}
    assert statuses(page, *names) == seen
    assert statuses(LIST, *names) == seen
    assert statuses(COMPARE, *names) == seen
    assert statuses(NEW, *names) == {**seen, "leader": 404}
    assert statuses(f"{page}firms/rd_subsidy/", *names) == {**seen, "leader": 404}
    assert statuses(reverse("entitlements:simulation", args=[999]), "officer") == {
        "officer": 404
    }
    assert statuses(f"{page}firms/luck/", "officer") == {"officer": 404}


def test_the_list_takes_no_query_a_row():
    stored()
    first = keep()
    one = queries_of("officer", LIST)
    factories.copies(first, 2)

    assert queries_of("officer", LIST) == one


def test_the_page_shows_at_once_and_keeps_when_asked():
    stored()

    shown = posted()
    kept = posted(do="keep")

    assert shown.status_code == 200
    assert "2.10 万元" in shown.content.decode()
    row = Simulation.objects.get()
    assert (kept.status_code, kept.url, row.name) == (302, row.get_absolute_url(), "网页草案")
    page = browser("officer").get(row.get_absolute_url()).content.decode()
    assert "2.10 万元" in page and "6%" in page


def test_the_page_answers_a_part_to_htmx_and_all_reasons_to_faults():
    stored()
    client = browser("officer")
    fields = {"on": ON.isoformat(), f"value:{RATE}": "6"}

    part = client.post(NEW, fields, headers={"HX-Request": "true"}).content.decode()
    wrong = posted(**{f"value:{RATE}": "百分之六", "on": "明天"})
    large = posted(**{f"value:{RATE}": "200"})
    idle = posted(**{f"from:{RATE}": "2030-01-01"})

    assert "<html" not in part and "2.10 万元" in part
    assert (wrong.status_code, large.status_code, idle.status_code) == (409, 409, 200)
    assert "请填写百分数" in wrong.content.decode()
    assert "须在 0 至 10000 之间" in large.content.decode()
    assert "不起作用" in idle.content.decode()


def test_a_draft_is_gone_on_from_and_somebody_elses_is_copied():
    stored()
    row = keep()

    page = browser("officer").get(f"{NEW}?draft={row.draft_id}").content.decode()
    kept = posted(do="keep", draft=str(row.draft_id), **{f"value:{RATE}": "7"})

    assert 'value="6"' in page
    assert kept.status_code == 302
    assert [s.draft_version for s in Simulation.objects.order_by("pk")] == [1, 2]


def test_what_was_kept_goes_out_as_a_file_with_its_firms():
    stored()
    row = keep()
    client = browser("officer")

    table = client.get(f"{row.get_absolute_url()}?format=csv").content.decode("utf-8-sig")
    firms = client.get(f"{row.get_absolute_url()}firms/rd_subsidy/?format=csv&kind=gains")
    sheet = client.get(f"{row.get_absolute_url()}?format=xlsx")

    lines = table.splitlines()
    assert lines[1].startswith("研发投入后补助,全部,全部,")
    assert len(lines) > 4
    assert len(firms.content.decode("utf-8-sig").splitlines()) == 3
    assert sheet.content[:2] == b"PK"


def test_two_are_compared_side_by_side():
    stored()
    one, other = keep(), keep(LESS, name="降低首档比例")

    page = browser("leader").get(f"{COMPARE}?of={one.pk}&of={other.pk}").content.decode()
    alone = browser("leader").get(f"{COMPARE}?of={one.pk}").content.decode()

    assert "受益 2，受损 0" in page and "受益 0，受损 2" in page
    assert "请至少选两个" in alone


def test_sums_of_a_few_firms_are_for_readers_of_figures():
    stored()
    row = keep()

    assert "2.10 万元" in browser("officer").get(row.get_absolute_url()).content.decode()
    assert "2.10 万元" not in browser("leader").get(row.get_absolute_url()).content.decode()


def test_groups_of_a_few_firms_are_hidden_with_the_next_smallest():
    def part(n: int):
        kinds = dict.fromkeys(rules.KINDS, 0)
        return rules.Part({**kinds, "gains": n, "unchanged": 50}, rules.Money())

    whole = part(20)
    one = rules.Difference(
        "x", whole, {"area": {1: part(2), 2: part(5), 3: part(13), 4: part(0)}}
    )
    two = rules.Difference("x", whole, {"area": {1: part(2), 2: part(1), 3: part(17)}})
    none = rules.Difference("x", whole, {"area": {1: part(10), 2: part(10)}})
    few = rules.Difference("x", part(2), {"area": {1: part(2)}})

    assert rules.too_few(one) == {("area", 1), ("area", 2)}
    assert rules.too_few(two) == {("area", 1), ("area", 2)}
    assert rules.too_few(none) == set()
    assert rules.too_few(few) == {("area", 1), ("whole", None)}
