"""Terms as numbers: the same terms as one by one, and lists that are read within bounds."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import inverted
from xingmeng.engines.inverted import Inverted
from xingmeng.engines.numbered import number, number_of
from xingmeng.engines.terms import terms

letters = st.text(st.sampled_from("磁体晶㐀鿿 abézABİ1,\n。\ud800"), max_size=20)


@given(st.lists(letters, max_size=6))
def test_numbers_are_those_of_the_terms_of_each_text(texts):
    found = number(texts)

    for place, text in enumerate(texts):
        own = found.owners == place
        told = dict(zip(found.terms[own].tolist(), found.times[own].tolist(), strict=True))
        assert told == Counter(map(number_of, terms(text)))
    chinese = {t for text in texts for t in terms(text) if t[0] > "㏿"}
    pairs = {number_of(t) for t in chinese if t[1:]}
    assert set(found.terms[found.pair].tolist()) == pairs
    assert set(found.terms[found.single].tolist()) == set(map(number_of, chinese)) - pairs


def asked(index: Inverted, text: str, most: int = 9, **more) -> list[int]:
    found = number([text])
    weights = found.times * index.rarity(found.terms)
    return index.best(found.terms, weights, most=most, **more)[0].tolist()


def shown(count: int) -> np.ndarray:
    return np.zeros(count, np.bool_)


def test_the_weightiest_come_first_and_equal_ones_as_they_came():
    index = Inverted()
    index.add(["磁体", "牛肉", "磁体晶界", "磁体"], hidden=shown(4))

    assert asked(index, "磁体晶界") == [2, 0, 3]
    assert asked(index, "磁体晶界", most=1) == [2]
    assert asked(index, "饲料") == asked(Inverted(), "磁体") == []


def test_rare_terms_are_read_first_when_lists_are_long(monkeypatch):
    index = Inverted()
    index.add(["磁体"] * 30 + ["晶界"], hidden=shown(31))
    monkeypatch.setattr(inverted, "READ", 10)

    assert asked(index, "磁体晶界") == [30]


def test_figures_are_of_what_is_there_and_shown():
    index = Inverted()
    index.add(["磁体", "磁铁", "磁场"], hidden=np.array([False, True, False]))
    index.remove(2, "磁场")

    assert (index.open, index.whole) == (1, 3)
    assert [index.held[number_of(t)] for t in ("磁", "磁体", "磁铁", "场")] == [1, 1, 0, 0]
    assert asked(index, "磁体铁磁铁") == [0] and asked(index, "磁") == []
    assert asked(index, "磁体铁磁铁", shown=[1]) == [1, 0]  # the rarer pair first
    for gone in (2, 3, -1):
        with pytest.raises(ValueError):
            index.remove(gone, "磁场")
