"""Repeats among many texts, by hand and as properties."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.engines import fingerprints, passages, screening
from xingmeng.engines.screening import Index, Rule

EVERY = Rule(share=0.0, characters=12)


def prose(seed: int, length: int) -> str:
    dice = random.Random(seed)
    return "".join(chr(0x4E00 + dice.randrange(3000)) for _ in range(length))


def others(count: int, length: int = 400) -> list[str]:
    return [prose(1000 + n, length) for n in range(count)]


def index_of(texts: list[str]) -> Index:
    index = Index()
    index.add(*fingerprints.of_texts(texts), documents=len(texts))
    return index


# --- repeats ----------------------------------------------------------------------------------


def test_nothing_is_found_among_none_or_strangers():
    assert screening.repeats([]) == []
    assert screening.repeats(["", "，", prose(1, 5)]) == []
    assert screening.repeats(others(40)) == []


def test_a_planted_passage_is_found_where_it_stands():
    planted = prose(1, 200)
    texts = [*others(5), prose(2, 300) + planted, planted + "。" + prose(3, 199)]

    [found] = screening.repeats(texts)

    assert (found.a, found.b) == (5, 6)
    assert [tuple(p) for p in found.passages] == [(300, 500, 0, 200)]
    assert found.share == 200 / 400


def test_new_texts_are_compared_with_earlier_ones_alone():
    twice = prose(1, 300)

    found = screening.repeats([twice, twice, prose(2, 300)], [prose(3, 300), twice])

    assert [(r.a, r.b, r.share) for r in found] == [(0, 1, 1.0), (1, 1, 1.0)]


def test_the_rule_says_what_is_enough():
    planted = prose(1, 90)
    texts = [prose(2, 910) + planted, planted + prose(3, 910)]

    assert [r.share for r in screening.repeats(texts)] == [0.09]
    assert screening.repeats(texts, rule=Rule(share=0.1)) == []
    assert screening.repeats(texts, rule=Rule(characters=91)) == []


def test_boilerplate_does_not_count():
    form = prose(1, 400)
    planted = prose(2, 300)
    texts = [text[:200] + form + text[200:] for text in others(40)]
    texts[3] = texts[3][:700] + planted
    texts[7] = planted + texts[7][200:]

    [found] = screening.repeats(texts)

    assert (found.a, found.b) == (3, 7)
    assert found.share == pytest.approx(300 / 900, abs=0.05)
    for one in found.passages:
        assert one.a0 >= 600 or one.a1 - one.a0 <= 60


def test_planted_beside_boilerplate_is_found_without_it():
    form, planted = prose(1, 400), prose(2, 300)
    texts = [form + text for text in others(40)]
    texts[3], texts[7] = form + planted + prose(3, 300), form + planted + prose(4, 300)

    [found] = screening.repeats(texts)

    assert found.passages[0].a0 == pytest.approx(400, abs=107)
    assert found.passages[-1].a1 == 700


@pytest.mark.parametrize(
    ("documents", "most"),
    [(0, 4), (5, 4), (8, 4), (12, 6), (40, 20), (4000, 20), (20_000, 100), (1_000_000, 5000)],
)
def test_how_many_may_share_grows_with_the_collection(documents: int, most: int):
    assert Rule().most_of(documents) == most
    assert Rule(most=3).most_of(documents) == 3


def test_editing_every_twentieth_letter_hides_nothing():
    dice = random.Random(5)
    planted = prose(1, 1500)
    edited = "".join(
        prose(dice.randrange(10**6), 1) if dice.random() < 0.05 else c for c in planted
    )
    texts = [*others(10, 5000), prose(2, 3500) + planted, edited + prose(3, 3500)]

    [found] = screening.repeats(texts)

    assert (found.a, found.b) == (10, 11)
    assert 0.15 < found.share < 0.3


@settings(max_examples=60)
@given(
    st.integers(0, 10**6),
    st.integers(107, 250),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_a_passage_of_107_letters_is_always_found_exactly(seed: int, k: int, x: int, y: int):
    planted = prose(seed, k)
    a, b = prose(seed + 1, x) + planted, planted + prose(seed + 2, y)

    [found] = screening.repeats([a, b], rule=EVERY)

    assert sum(p.a1 - p.a0 for p in found.passages) >= k
    for one in found.passages:
        assert a[one.a0 : one.a1] == b[one.b0 : one.b1]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.permutations(range(5)))
def test_paragraphs_in_another_order_are_found_whole(seed: int, order: list[int]):
    parts = [prose(seed + n, 100) for n in range(5)]
    a, b = "\n".join(parts), "\n".join(parts[n] for n in order)

    [found] = screening.repeats([a, b], rule=EVERY)

    assert found.share >= 500 / 504  # all but the breaks between
    for one in found.passages:
        assert a[one.a0 : one.a1] == b[one.b0 : one.b1]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 400))
def test_screening_is_the_same_the_other_way_round(seed: int, k: int):
    form = prose(seed + 9, 150)
    a = form + prose(seed, k) + prose(seed + 1, 200)
    b = prose(seed + 2, 100) + form + prose(seed, k)
    common = {int(v) for v in fingerprints.of_text(form)}

    def is_common(values):
        return np.array([int(v) in common for v in values], bool)

    x, y = passages.letters(a), passages.letters(b)
    part, one = screening.compare(x, y, is_common)
    turned, other = screening.compare(y, x, is_common)

    assert part == turned
    assert sorted((p.b0, p.b1, p.a0, p.a1) for p in other) == [tuple(p) for p in one]


# --- the index --------------------------------------------------------------------------------


def test_an_index_grown_one_by_one_answers_as_one_built_at_once():
    planted = prose(1, 200)
    texts = [*others(30), planted + prose(2, 200), prose(3, 100) + planted]
    grown = Index()

    firsts = [grown.add(*fingerprints.of_texts([text]), documents=1) for text in texts]

    asked = fingerprints.of_text(prose(4, 50) + planted)
    assert firsts == list(range(32))
    assert grown.candidates(asked) == index_of(texts).candidates(asked)
    assert list(grown.candidates(asked)) == [30, 31]
    assert grown.pairs() == index_of(texts).pairs() == [(30, 31)]
    assert len(grown.segments) <= 6


def test_an_empty_index_knows_nothing():
    asked = fingerprints.of_text(prose(4, 500))

    assert Index().candidates(asked) == {}
    assert Index().pairs() == []
    assert Index().held(asked).tolist() == [0] * len(asked)


def test_the_index_says_in_how_many_documents_a_fingerprint_stands():
    form = prose(1, 200)
    index = index_of([form + text for text in others(7)])

    assert set(index.held(fingerprints.of_text(form)).tolist()) == {7}
    assert set(index.boilerplate(Rule(most=6))) == set(fingerprints.of_text(form))
    assert not len(index.boilerplate(Rule(most=7)))


def test_candidates_come_with_what_they_share_most_first():
    planted = prose(1, 1000)
    index = index_of([planted[:300] + prose(2, 700), planted, prose(3, 1000)])

    found = index.candidates(fingerprints.of_text(planted))

    assert list(found) == [1, 0]
    assert found[1] == len(fingerprints.of_text(planted))


def test_more_documents_than_can_be_numbered_are_refused():
    index = Index(documents=screening.MOST_DOCUMENTS)

    with pytest.raises(ValueError, match="too many documents"):
        index.add(*fingerprints.of_texts(["甲"]), documents=1)
