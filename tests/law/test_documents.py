"""The library's file: what it holds, how citations find it, what is in force on a day."""

import re
from datetime import date

import pytest

from xingmeng.law import dated, documents


def test_a_document_is_found_by_its_number_and_has_its_clauses():
    one = documents.named("国科发政〔2017〕115号")

    assert one.title.en == "Measure for evaluating technology SMEs"
    assert one.issued == date(2017, 5, 3)
    clause = next(c for c in one.clauses if c.article == "第六条（五）")
    assert clause.rules == ("technology_sme.enough_points",)
    assert clause.parameters == ("technology_sme.pass_points",)
    with pytest.raises(LookupError):
        documents.named("国科发政〔2017〕116号")


def test_every_document_speaks_both_languages_and_is_known_by_its_number_once():
    said = documents.every()

    assert len({one.number for one in said}) == len(said) >= 69
    for one in said:
        texts = [one.title, one.summary, *(c.gist for c in one.clauses)]
        assert all(text.zh.strip() and text.en.strip() for text in texts)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("国科发政〔2017〕115号 第六条（二）", ["国科发政〔2017〕115号"]),
        ("Guokefazheng [2017] 115, art. 6(2)", ["国科发政〔2017〕115号"]),
        ("企业所得税法 第三十条", ["中华人民共和国企业所得税法"]),
        ("财税〔2017〕34号；财税〔2018〕64号 二", ["财税〔2017〕34号", "财税〔2018〕64号"]),
        ("Caishui [2018] 64; Caizi [2016] 4", ["财税〔2018〕64号", "财资〔2016〕4号"]),
        ("MOF and SAT notice 2021/13", ["财政部 税务总局公告2021年第13号"]),
        ("公告2021年第6号", ["财政部 税务总局公告2021年第6号"]),
        ("MOF and SAT notice 2021/131", [""]),
        ("Guokefazheng [2017] 1150", [""]),
        ("some letter", [""]),
    ],
)  # fmt: skip
def test_a_citation_finds_its_document_in_either_spelling(source, found):
    assert [one.number for one in documents.citations(source)] == found


def test_what_is_the_houses_own_or_unknown_or_without_number_says_so():
    said = documents.citations(
        "Neizhengbanfa [2021] 35 names it; unknown: the rates; house: ours; "
        "自治区首批揭榜挂帅榜单（2021-09-03）"
    )

    assert [one.resolves for one in said] == [True] * 4
    assert [one.marked for one in said] == [False, True, True, True]


@pytest.mark.parametrize(
    ("number", "day", "status"),
    [
        ("财税〔2018〕99号", "2017-12-31", "ahead"),
        ("财税〔2018〕99号", "2018-01-01", "in_force"),
        ("财税〔2018〕99号", "2020-12-31", "in_force"),
        ("财税〔2018〕99号", "2021-01-01", "ended"),
        ("财税〔2013〕70号", "2014-01-01", "unknown"),
        ("财税〔2013〕70号", "2016-01-01", "ended"),
    ],
)
def test_whether_a_document_is_in_force_on_a_day(number, day, status):
    one = documents.named(number)

    assert documents.status(one.since, one.until, date.fromisoformat(day)) == status
    assert one.in_force(date.fromisoformat(day)) == (status == "in_force")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Guokefahuo [2016] 32, art. 11(5)", "国科发火〔2016〕32号 第十一条（五）"),
        ("Caishui [2018] 64", "财税〔2018〕64号"),
        ("Guofa [2016] 16: publicity inside the unit", "国发〔2016〕16号 本单位内公示"),
        ("演示校准：并非文件规定", "演示校准：并非文件规定"),
    ],
)
def test_a_source_is_said_with_the_documents_own_numbers(source, words):
    assert (documents.cited(source).zh, documents.cited(source).en) == (words, source)


def test_no_source_of_a_parameter_is_left_in_latin_letters():
    said = {one.source: documents.cited(one.source).zh for one in dated.quantities().values()}

    assert {
        source: words for source, words in said.items() if re.search("[A-Za-z]", words)
    } == {}


def test_a_rule_and_a_parameter_know_their_clauses():
    rule = [
        (one.number, clause.article)
        for one, clause in documents.applying(rule="rd_super_deduction.industry")
    ]
    number = [
        (one.number, clause.article)
        for one, clause in documents.applying(parameter="rd_super_deduction.manufacturing_pct")
    ]

    assert rule == [("财税〔2015〕119号", "四"), ("国家税务总局公告2015年第97号", "四")]
    assert number == [("财政部 税务总局公告2021年第13号", "全文")]
