"""What a draft may change of the law, what it then says, and what is refused."""

from datetime import date

import pytest

from tests.law.firms import many, numbers
from xingmeng.engines import difference
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, UNMET
from xingmeng.law import amending, book
from xingmeng.law.amending import Amendment, Clause, amended, faults, idle

ON, NEW_YEAR = date(2024, 6, 30), date(2024, 1, 1)
STAFF = "technology_sme.staff_most"
RATE = "rd_super_deduction.general_pct"
OWED = {"rd_subsidy.stock_first_bp": {"values": {"2021-01-01": 500}}}


def value(key: str, number: int, day: date = NEW_YEAR) -> Amendment:
    return Amendment(values={key: {day: number}})


def clause(code: str, how: str, day: date = NEW_YEAR) -> Amendment:
    return Amendment(clauses={code: Clause(how, day)})


def outcome(law, code: str, firm: dict) -> int:
    return One(law, firm).outcome(code)


def small(**more) -> dict:
    firm = next(
        f
        for f in many(5, 400)
        if outcome(book.standing(ON), "technology_sme", numbers(f)) == MET
    )
    return {**numbers(firm), **more}


def test_a_draft_that_changes_nothing_is_the_law():
    law, draft = book.standing(ON), amended(ON, Amendment())

    assert {c: law.version(c) for c in law.order} == {c: draft.version(c) for c in draft.order}


def test_a_value_holds_from_its_day_and_over_what_the_authority_set():
    draft = amended(ON, value("rd_subsidy.stock_first_bp", 700), overlay=OWED)
    before = amended(date(2023, 12, 31), value("rd_subsidy.stock_first_bp", 700), overlay=OWED)

    key = "rd_subsidy.stock_first_bp"
    assert draft.quantities[key].on(ON) == (NEW_YEAR, 700)
    assert before.quantities[key].on(before.on) == (date(2021, 1, 1), 500)


def test_only_verdicts_that_rest_on_a_value_are_touched():
    law = book.standing(ON)

    assert difference.touched(law, amended(ON, value(RATE, 90)), book.VERDICTS) == (
        "rd_super_deduction",
    )
    assert difference.touched(
        law, amended(ON, value("high_tech_enterprise.pass_points", 60)), book.VERDICTS
    ) == ("high_tech_enterprise",)
    assert difference.touched(law, amended(ON, value(STAFF, 300)), book.VERDICTS) == (
        "technology_sme",
        "rd_super_deduction",
        "rd_subsidy",
    )


def test_a_verdict_that_ends_is_given_to_nobody_and_one_waived_condition_is_not_asked():
    over = small(staff=501, st_staff=400)
    law = book.standing(ON)
    waived = amended(ON, clause("technology_sme.staff_limit", "waived"))
    ended = amended(ON, clause("technology_sme", "ends"))

    assert outcome(law, "technology_sme", over) == UNMET
    assert outcome(waived, "technology_sme", over) == MET
    assert "technology_sme" not in ended
    assert "technology_sme.score" in ended


def test_a_waived_condition_is_asked_until_the_day_before():
    draft = clause("technology_sme.staff_limit", "waived", date(2024, 7, 1))

    assert (
        outcome(amended(ON, draft), "technology_sme", small(staff=501, st_staff=400)) == UNMET
    )
    assert (
        outcome(
            amended(date(2024, 7, 1), draft), "technology_sme.staff_limit", small(staff=501)
        )
        == MET
    )


def test_a_condition_that_ends_is_met_by_nobody():
    draft = amended(ON, clause("technology_sme.business", "ends"))

    assert outcome(draft, "technology_sme", small()) == UNMET


def test_a_clause_can_begin_earlier_or_later():
    early = amended(date(2020, 1, 1), clause("trade_subsidy", "begins", date(2019, 1, 1)))
    late = amended(ON, clause("trade_subsidy", "begins", date(2025, 1, 1)))

    assert "trade_subsidy" in early
    assert "trade_subsidy" not in late


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (value("luck.much", 1), "draft_no_parameter"),
        (value("budget.large_edge_fen", 1), "draft_no_parameter"),
        (value(STAFF, -1), "draft_out_of_range"),
        (value(STAFF, 10**16), "draft_out_of_range"),
        (value(RATE, 101), "draft_out_of_range"),
        (value(STAFF, 2.5), "draft_no_whole_number"),
        (value(STAFF, True), "draft_no_whole_number"),
        (value(STAFF, 300, date(1999, 1, 1)), "draft_day_too_early"),
        (clause("luck", "ends"), "draft_no_clause"),
        (clause("rd_super_deduction.base_540", "ends"), "draft_no_clause"),
        (clause("technology_sme", "doubled"), "draft_no_such_change"),
        (clause("technology_sme", "waived"), "draft_not_a_condition"),
        (clause("technology_sme.score", "waived"), "draft_not_a_condition"),
        (clause("technology_sme", "ends", date(1999, 1, 1)), "draft_day_too_early"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(draft: Amendment, code: str):
    assert [one.code for one in faults(ON, draft)] == [code]


def test_all_reasons_are_given_at_once():
    draft = Amendment(
        {STAFF: {NEW_YEAR: -1}, "luck.much": {NEW_YEAR: 1}}, {"luck": Clause("ends", NEW_YEAR)}
    )

    assert [one.code for one in faults(ON, draft)] == [
        "draft_out_of_range",
        "draft_no_parameter",
        "draft_no_clause",
    ]


def test_numbers_that_would_leave_their_column_are_refused_before_they_are_computed():
    with_it = Amendment(
        {
            "technology_sme.rights_points": {NEW_YEAR: 10**15},
            "technology_sme.right_points": {NEW_YEAR: 10**15},
        }
    )
    found = faults(ON, with_it)

    assert [one.code for one in found] in ([], ["draft_not_computable"])
    if not found:
        amended(ON, with_it)


@pytest.mark.parametrize("day", [ON, NEW_YEAR, date(2021, 12, 31), date(2016, 1, 1)])
def test_every_parameter_of_a_draft_can_be_set_to_its_own_value(day: date):
    law = amended(day, Amendment())
    same = {}
    for key in amending.parameters():
        held = law.quantities[key].on(day)
        if held is not None:
            same[key] = {day: held[1]}
    draft = Amendment(values=same)

    assert faults(day, draft) == []
    assert idle(day, draft) == list(same)


@pytest.mark.parametrize(
    ("draft", "says_nothing"),
    [
        (value(STAFF, 300), False),
        (value(STAFF, 500), True),
        (value(STAFF, 300, date(2024, 7, 1)), True),
        (value("rd_super_deduction.general_pct", 60, date(2022, 1, 1)), False),
        (clause("technology_sme", "ends"), False),
        (clause("technology_sme", "ends", date(2024, 7, 1)), True),
        (clause("technology_sme.staff_limit", "waived", ON), False),
        (clause("technology_sme", "begins", date(2010, 1, 1)), True),
        (clause("technology_sme", "begins", date(2030, 1, 1)), False),
    ],
)
def test_what_says_nothing_on_the_day_is_named(draft: Amendment, says_nothing: bool):
    assert faults(ON, draft) == []
    assert idle(ON, draft) == [*draft.values, *draft.clauses] * says_nothing


def test_every_condition_can_be_waived_and_every_clause_ended():
    for code, rule in amending.conditions().items():
        ways = ["ends", "begins", *["waived"] * amending.may_be_waived(rule)]
        for how in ways:
            assert faults(ON, clause(code, how)) == []


def test_the_law_itself_is_as_before():
    before = {c: book.standing(ON).version(c) for c in book.standing(ON).order}

    amended(ON, Amendment({STAFF: {NEW_YEAR: 1}}, {"technology_sme": Clause("ends", NEW_YEAR)}))

    assert {c: book.standing(ON).version(c) for c in book.standing(ON).order} == before


def test_a_value_without_a_day_takes_the_place_of_the_one_in_force():
    days = amending.first_days(
        2021, ON, {"rd_subsidy.stock_first_bp": {"values": {"2023-05-01": 5}}}
    )

    assert days["rd_subsidy.stock_first_bp"] == date(2023, 5, 1)
    assert days[STAFF] == date(2021, 1, 1)
    assert days[RATE] == date(2021, 1, 1)
    numbers = amended(ON, Amendment()).quantities
    for key, day in amending.first_days(2023, ON).items():
        held = numbers[key].on(ON)
        past = numbers[key].until is not None and numbers[key].until < ON
        other = Amendment({key: {day: 1 if held is None or held[1] != 1 else 2}})
        assert idle(ON, other) == [key] * past
