"""Every reason the platform can give has words in both languages, and they render."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

import xingmeng
from xingmeng.engines.values import Finding, Text
from xingmeng.web import words

ROOT = Path(xingmeng.__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
SAMPLES = {
    "until": date(2024, 6, 30),
    "closes_at": datetime(2024, 6, 30, 9, 0, tzinfo=UTC),
    "opens_at": datetime(2024, 6, 30, 9, 0, tzinfo=UTC),
    "criterion": Text("技术路线", "Technical route"),
    "needed": ["officer"],
    "left_fen": 1_234_500_000,
}


def codes() -> set[str]:
    """Every code that any module makes a Finding of, where it stands as a literal."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Finding":
                continue
            given = [*node.args, *(k.value for k in node.keywords if k.arg == "code")]
            if given and isinstance(given[0], ast.Constant):
                found.add(given[0].value)
    return found


def sample(code: str) -> Finding:
    names = re.findall(r"\{(\w+)\}", words.FINDINGS[code].zh + words.FINDINGS[code].en)
    return Finding(code, {name: SAMPLES.get(name, "7") for name in names})


def test_every_code_has_words():
    assert sorted(codes() - set(words.FINDINGS)) == []


def test_the_words_are_found_by_reading_the_modules():
    assert len(codes()) > 50


@pytest.mark.parametrize("code", sorted(words.FINDINGS))
def test_the_words_render_in_chinese(code: str):
    with translation.override("zh-hans"):
        said = words.finding(sample(code))

    assert CHINESE.search(said)
    assert not re.search(r"[{}—]", said)


@pytest.mark.parametrize("code", sorted(words.FINDINGS))
def test_the_words_render_in_english(code: str):
    with translation.override("en"):
        said = words.finding(sample(code))

    assert not CHINESE.search(said)
    assert not re.search(r"[{}—]", said)
    assert said[0].isupper() or not said[0].isalpha()


@pytest.mark.parametrize("code", sorted(words.FINDINGS))
def test_both_languages_use_the_same_values(code: str):
    text = words.FINDINGS[code]

    assert set(re.findall(r"\{(\w+)\}", text.zh)) == set(re.findall(r"\{(\w+)\}", text.en))


def test_a_reason_within_a_table_names_its_row():
    with translation.override("zh-hans"):
        assert words.finding(Finding("answer_needed", {"row": 2})) == "第 2 行：请填写此项。"
    with translation.override("en"):
        assert words.finding(Finding("answer_needed", {"row": 2})) == "Row 2: Fill this in."


def test_a_value_that_is_missing_leaves_a_dash():
    with translation.override("zh-hans"):
        assert words.finding(Finding("too_small")) == "不能小于 —。"


def test_the_sum_agreed_is_money():
    with translation.override("zh-hans"):
        said = words.finding(
            Finding("agreed_out_of_range", {"field": "agreed_fen", "max": 2_000_000_000})
        )

    assert said == "签约金额应大于零且不超过榜单金额 2,000.00 万元。"
