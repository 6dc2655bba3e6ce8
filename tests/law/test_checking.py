"""What `law check` finds: every fault planted, and none in the law as it is."""

from dataclasses import replace
from datetime import date

from xingmeng.law import book, checking, documents
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
    assert list(checking.of_library()) == []


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


def test_a_citation_of_a_document_that_the_library_lacks_is_found():
    sources = {"a": "国科发政〔2017〕115号 第七条；国科发政〔2099〕1号", "b": "house: ours"}

    found = list(checking.of_citations(sources))

    assert [(one.code, one.values) for one in found] == [
        ("document_unknown", {"of": "a", "cites": "国科发政〔2099〕1号"})
    ]


def test_every_fault_of_the_library_is_found():
    measure = documents.named("国科发政〔2017〕115号")
    clause, number = measure.clauses[4], measure.number
    cited = {"rule": f"{number} 第六条", "elsewhere": "国科发火〔2016〕32号"}
    sound = replace(measure, clauses=(replace(clause, rules=("rule",), parameters=()),))
    faults = {
        "overlap": [replace(sound, until=date(2017, 5, 2))],
        "number_twice": [sound, sound],
        "document_unknown": [replace(sound, replaced_by="国科发政〔2099〕1号")],
        "confidence": [replace(sound, confidence="?")],
        "code_unknown": [replace(sound, topic="weather")],
        "nothing_applies": [_applied(sound, "rule", "nowhere")],
        "not_cited": [_applied(sound, "rule", "elsewhere")],
        "no_clause": [_applied(sound)],
    }

    def flaws(library, sources) -> set[str]:
        known = {"issuers": ("most", "mof", "sat"), "topics": ("technology_sme",)}
        return set(codes(checking.of_documents(library, sources, known)))

    assert flaws([sound], {"rule": cited["rule"]}) == set()
    for code, library in faults.items():
        sources = cited if code == "not_cited" else {"rule": cited["rule"]}
        assert flaws(library, sources) == {code}
    marked = {"rule": cited["rule"], "loose": "unknown: nobody knows"}
    assert flaws([sound], marked) == set()


def _applied(document: documents.Document, *rules: str) -> documents.Document:
    return replace(document, clauses=(replace(document.clauses[0], rules=rules),))
