"""Terms of texts in two languages, and terms made readable again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import terms
from xingmeng.engines.terms import is_telling, language, readable, shared


def test_chinese_is_cut_into_characters_and_pairs():
    assert terms.terms("晶界扩散") == ["晶", "界", "扩", "散", "晶界", "界扩", "扩散"]


def test_latin_words_meet_by_their_stems_and_empty_words_are_left_out():
    assert terms.terms("The Magnets, heated and heating") == ["magnet", "heat", "heat"]


def test_a_mixed_text_has_both():
    assert terms.terms("N型 PERC 电池") == ["型", "perc", "电", "池", "电池"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("磁体", "zh"),
        ("magnet", "en"),
        ("基于 LSTM 的预测", "zh"),
        ("a study of 磁 by X-ray diffraction", "en"),
        ("", ""),
        ("……——", ""),
    ],
)
def test_language(text: str, code: str):
    assert language(text) == code


def test_pairs_that_overlap_are_joined_and_stems_are_words_again():
    ranked = ["界扩", "magnet", "散的", "晶界", "晶", "磁体", "扩散"]

    found = readable(ranked, "Magnets 经晶界扩散的磁体")

    assert found == ("晶界扩散", "magnets", "磁体")


def test_what_the_text_does_not_have_together_is_not_joined():
    assert readable(["磁体", "体积"], "磁体的体积") == ("磁体", "体积")


def test_what_two_texts_share_is_told_in_whole_words():
    need, offer = "可验证的寿命评估方法，Magnets", "轴承寿命评估方法及磁体的评估，magnet"

    assert shared(["估方", "magnet", "的评"], offer, need) == ("寿命评估方法", "magnet")
    assert shared(["方法", "评估"], offer, need) == ("寿命评估方法",)
    assert shared(["体的"], "磁体的晶", "磁体的粉") == ("磁体",)
    assert shared(["磁体", "体晶"], "磁体，磁体晶界", "磁体，体晶") == ("磁体", "体晶")


def test_what_says_little_is_named_only_where_nothing_else_is_shared():
    text = "研究磁体的百米方法"

    assert readable(["研究", "的百", "磁体"], text) == ("磁体",)
    assert readable(["研究", "方法"], text) == ("研究", "方法")


@given(st.text(alphabet="晶界扩散磁体 abz'", max_size=40))
def test_any_text_has_terms_of_its_own_letters(text: str):
    for term in terms.terms(text):
        assert term in text


def test_a_phrase_made_of_what_any_project_says_tells_nothing():
    told = {
        "关键技术研发": False,
        "研究与应用": False,
        "稀土": True,
        "稀土技术": True,
        "magnet": True,
    }

    assert {phrase: is_telling(phrase) for phrase in told} == told
