"""What `law check` finds: every fault planted, and none in the law as it is."""

from dataclasses import replace
from datetime import date

from xingmeng.law import book, checking
from xingmeng.law.dated import quantities

NUMBERS = quantities()
RULES = {rule.code: rule for rule in book.RULES}
STAFF = NUMBERS["technology_sme.staff_most"]
SCORE = RULES["technology_sme.score"]


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def test_the_law_as_it_is_has_no_fault():
    assert codes(checking.of_quantities(NUMBERS.values())) == []
    for rules, facts in book.subjects().values():
        assert codes(checking.of_rules(rules)) == []
        assert codes(checking.of_days(rules, facts, NUMBERS)) == []


def test_every_fault_of_a_parameter_is_found():
    faults = {
        "no_citation": replace(STAFF, source=" "),
        "confidence": replace(STAFF, confidence="certain"),
        "unit": replace(NUMBERS["technology_sme.revenue_most_fen"], unit="people"),
        "below_nothing": replace(STAFF, values=((date(2017, 5, 3), -1),)),
        "overlap": replace(STAFF, values=((date(2017, 5, 3), 1), (date(2017, 5, 3), 2))),
    }

    for code, fault in faults.items():
        assert codes(checking.of_quantities([fault])) == [code]
    assert codes(checking.of_quantities([replace(STAFF, values=())])) == ["confidence"]
    ended = replace(STAFF, until=date(2017, 1, 1))
    assert codes(checking.of_quantities([ended])) == ["overlap"]


def test_every_fault_of_a_rule_is_found():
    assert codes(checking.of_rules([replace(SCORE, source="")])) == ["no_citation"]
    assert codes(checking.of_rules([replace(SCORE, confidence="?")])) == ["confidence"]
    assert codes(checking.of_rules([replace(SCORE, unit="yuan")])) == ["unit"]


def test_versions_of_a_rule_follow_one_another_day_by_day():
    def versions(until: date | None) -> list:
        return [replace(SCORE, until=until), replace(SCORE, since=date(2022, 1, 1))]

    assert codes(checking.of_rules(versions(date(2021, 12, 31)))) == []
    assert codes(checking.of_rules(versions(date(2021, 12, 30)))) == ["gap"]
    assert codes(checking.of_rules(versions(date(2022, 1, 1)))) == ["overlap"]
    assert codes(checking.of_rules(versions(None))) == ["overlap"]


def test_a_rule_that_outlives_its_parameter_is_found_on_the_day():
    rules, facts = book.subjects()["enterprise"]
    without = {k: one for k, one in NUMBERS.items() if k != STAFF.key}

    found = list(checking.of_days(rules, facts, without))

    assert found and {finding.code for finding in found} == {"gap"}
    assert STAFF.key in found[0].values["of"]
