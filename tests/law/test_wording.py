"""Rules in words: every formula of the law has some, and they say what the formula says."""

from datetime import date

import pytest

from xingmeng.engines.formulas import Given, If, Number, Parameter, least, most
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Text
from xingmeng.law import book, wording
from xingmeng.law.dated import quantities, titles

DAY = date(2024, 6, 30)
EVERY = [
    (rules, facts, rule.code)
    for rules, facts in book.subjects().values()
    for rule in rules
    if not rule.inner
]


@pytest.mark.parametrize(("rules", "facts", "code"), EVERY, ids=[code for *_, code in EVERY])
def test_every_rule_has_words_in_both_languages(rules, facts, code):
    held = Book(rules, facts=facts, quantities=quantities(), on=DAY)

    said = [say(held[code], held) for say in (wording.condition, wording.number)]

    assert any(said)
    for text in filter(None, said):
        assert text.zh.strip() and text.en.strip()
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text.en)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (
            "technology_sme.staff_limit",
            "职工总数不超过职工总数上限（500）",
            "Staff is at most Most staff (500)",
        ),
        (
            "high_tech_enterprise.registered",
            "注册成立日期不晚于（当日 − 最短注册时间（365天））",
            "Registered on is no later than "
            "(the day − Least time since registration (365 days))",
        ),
        (
            "high_tech_enterprise.staff_share",
            "科技人员数占职工总数的比例不低于科技人员占比下限（10%）",
            "Scientific and technical staff as a share of Staff "
            "is at least Least share of S&T staff (10 %)",
        ),
    ],
)
def test_what_a_condition_says(code, zh, en):
    held = book.standing(DAY)

    assert wording.condition(held[code], held) == Text(zh, en)


def test_the_bands_of_a_score_are_said_with_their_lines_on_the_day():
    held = book.standing(DAY)

    said = wording.number(held["technology_sme.staff_score"], held)

    assert said is not None
    assert said.zh.startswith("科技人员数占职工总数的比例：达到30%得20分；达到25%得16分")
    assert said.en.endswith("from 10 %: 4 points; below: 0 points")


def test_a_number_that_the_authority_owes_and_one_of_another_time_say_so():
    held = book.standing(DAY)
    owed = wording.number(held["trade_subsidy.service"], held)
    over = wording.number(held["rd_super_deduction"], held)

    assert owed == Text("服务方补助金额（待定）", "Sum for transfer agencies (to be set)")
    assert over is not None and "2022年第四季度加计比例（当日无规定）" in over.zh


def test_nested_choices_and_extremes_keep_their_ends():
    staff, most_staff = Given("staff"), Parameter("technology_sme.staff_most")
    formula = least(If(staff >= 3, most(staff - 1, 0), Number(7)), most_staff) * 2
    rule = Rule(
        "toy", Text("玩具", "Toy"), "house: a toy", "D", date(2020, 1, 1), gives=formula
    )
    held = Book(
        (rule,), facts=book.subjects()["enterprise"][1], quantities=quantities(), on=DAY
    )

    assert wording.number(rule, held) == Text(
        "取较小值（（若职工总数不低于3，为（职工总数 − 1，不足0按0）；否则为7）；"
        "职工总数上限（500）） × 2",
        "the smaller of ((if Staff is at least 3: (Staff − 1, not below 0); else 7); "
        "Most staff (500)) × 2",
    )


@pytest.mark.parametrize(
    ("key", "value", "zh"),
    [
        ("a.cap_fen", 1_000_000_050, "10,000,000.50元"),
        ("a.rate_pct", 75, "75%"),
        ("a.rate_bp", 1750, "17.5%"),
        ("a.rate_permille", 25, "25‰"),
        ("a.window_months", 24, "24个月"),
        ("a.staff_most", 1200, "1,200"),
    ],
)
def test_a_number_is_said_in_its_unit(key, value, zh):
    assert wording.amount(key, value).zh == zh


def test_every_parameter_has_a_title_in_both_languages():
    said = titles()

    assert set(said) == set(quantities())
    assert all(text.zh.strip() and text.en.strip() for text in said.values())
