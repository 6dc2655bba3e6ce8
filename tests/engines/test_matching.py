"""Expertise: hand-made pools, what must not matter, and what a score names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from xingmeng.engines import likeness, matching
from xingmeng.engines.likeness import liken
from xingmeng.engines.matching import Ground, expertise, grounds, pool
from xingmeng.engines.writing import Writing

MAGNET = Writing("钕铁硼磁体晶界扩散", "提高矫顽力，减少重稀土用量")
CATTLE = Writing("肉牛全基因组选择", "缩短世代间隔，提高产肉性能")
DIFFUSION = Writing("磁体晶界扩散工艺", "厚磁体的矫顽力")
BREEDING = Writing("肉牛育种的基因组选择", "产肉性能")
SKILLS = Writing("", "从事钕铁硼磁体和矫顽力研究")
ENGLISH = Writing("Grain boundary diffusion of magnets", "coercivity")
POOL = {"甲": [DIFFUSION], "乙": [BREEDING, Writing("奶牛饲养")], "丙": [SKILLS], "丁": []}
CALL = {"磁": MAGNET, "牛": CATTLE}


def meaning(texts):
    """An encoder that knows two things, in any language."""
    known = (("磁", "magnet"), ("牛", "cattle"))
    return np.array([[float(any(w in t for w in words)) for words in known] for t in texts])


def scores(found: matching.Expertise) -> dict[tuple[str, str], float]:
    return {
        (e, a): found.scores[i, j]
        for i, e in enumerate(found.experts)
        for j, a in enumerate(found.applications)
    }


def test_who_wrote_on_it_fits_best_and_skills_alone_count():
    found = scores(expertise(POOL, CALL))

    assert found["甲", "磁"] > found["丙", "磁"] > found["乙", "磁"]
    assert found["乙", "牛"] > max(found["甲", "牛"], found["丙", "牛"])
    assert found["丁", "磁"] <= found["乙", "磁"]


def test_a_score_names_the_works_and_terms_that_made_it():
    found = expertise(POOL, CALL)

    first, second, third, none = grounds(found, 0)

    assert [g.work for g in first] == [0]
    assert first[0].terms[0] in ("磁体晶界扩散", "磁体", "晶界扩散")
    assert "矫顽力" in first[0].terms
    assert "矫顽力" in third[0].terms
    assert none == ()
    assert all(g.strength > 0 for own in (first, second, third) for g in own)


def test_across_languages_meaning_speaks_and_says_so():
    pool_of_two = {"甲": [ENGLISH], "乙": [Writing("Cattle breeding")], "丙": [DIFFUSION]}

    without = expertise(pool_of_two, CALL)
    found = expertise(pool_of_two, CALL, encode=meaning)
    score = scores(found)

    assert scores(without)["甲", "磁"] == scores(without)["乙", "磁"]
    assert score["甲", "磁"] > score["乙", "磁"]
    assert score["乙", "牛"] > score["甲", "牛"]
    (ground,) = grounds(found, 0)[0]
    assert ground == Ground(0, ground.strength, ()) and ground.strength > 0


def test_one_language_asks_no_encoder():
    def never(texts):
        raise AssertionError(texts)

    assert scores(expertise(POOL, CALL, encode=never)) == scores(expertise(POOL, CALL))


def test_empty_texts_and_empty_pools_are_no_better_than_chance():
    assert expertise({}, CALL).scores.shape == (0, 2)
    assert expertise(POOL, {}).scores.shape == (4, 0)
    assert not expertise({"甲": [Writing("")], "乙": []}, CALL).scores.any()
    assert not expertise(POOL, {"空": Writing("", " ")}).scores.any()
    assert grounds(expertise({"甲": []}, CALL), 1) == [()]


def test_the_same_question_has_the_same_answer():
    one, other = (expertise(POOL, CALL, encode=meaning) for _ in range(2))

    assert one.scores.tobytes() == other.scores.tobytes()
    assert grounds(one, 0) == grounds(other, 0)


# --- properties -----------------------------------------------------------------------------

evidence = arrays(
    np.float64,
    st.tuples(st.integers(1, 8), st.integers(1, 3)),
    elements=st.floats(-5, 9, allow_nan=False),
)


@given(evidence, st.data())
def test_one_work_more_never_lowers_the_evidence(values, data):
    more = data.draw(
        arrays(np.float64, (1, values.shape[1]), elements=st.floats(-5, 9, allow_nan=False))
    )

    assert (pool(np.vstack([values, more])) >= pool(values) - 1e-12).all()


@given(evidence, st.randoms(use_true_random=False))
def test_the_order_of_works_does_not_matter(values, dice):
    order = list(range(len(values)))
    dice.shuffle(order)

    assert np.allclose(pool(values), pool(values[order]))


writings = st.builds(
    Writing, st.text("磁体晶界牛肉基因 ", max_size=12), st.text("磁牛ab ", max_size=20)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(writings, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_experts_and_applications_does_not_matter(texts, dice):
    pool_of = {f"e{n}": [text, DIFFUSION] for n, text in enumerate(texts)}
    call = {"磁": MAGNET, "牛": CATTLE, "文": texts[0]}
    names, wanted = list(pool_of), list(call)
    dice.shuffle(names)
    dice.shuffle(wanted)

    one = scores(expertise(pool_of, call))
    other = scores(expertise({n: pool_of[n] for n in names}, {w: call[w] for w in wanted}))

    assert one == pytest.approx(other, abs=1e-4)


# --- likeness -------------------------------------------------------------------------------


def test_weights_are_of_length_one_and_rare_terms_weigh_more():
    held = likeness.weigh([Writing("磁体", "磁体"), Writing("磁铁"), Writing("")])
    lengths = np.sqrt(held.matrix.multiply(held.matrix).sum(axis=1)).ravel()
    row = dict(zip(held.names, held.matrix.toarray()[1], strict=True))

    assert np.allclose(lengths, [1, 1, 0])
    assert held.names == ("体", "磁", "磁体", "磁铁", "铁")
    assert row["铁"] == row["磁铁"] > row["磁"] > 0 == row["体"]


def test_chance_is_zero_and_likeness_is_counted_in_deviations():
    few = liken([DIFFUSION, BREEDING], [MAGNET, CATTLE]).values
    many = liken([DIFFUSION, BREEDING] * 40, [MAGNET, CATTLE] * 40).values

    assert many.mean() == pytest.approx(0, abs=0.01)
    assert many.std() == pytest.approx(1, abs=0.01)
    assert few[0, 0] > few[0, 1] and few[1, 1] > few[1, 0]
    assert few[0, 0] > 2 and few[0, 1] < 0  # two pairs in four do not set the measure


def test_what_is_like_very_many_tells_less():
    values = np.zeros((20, 3))
    values[:, 0], values[0, 1] = 2.0, 2.0

    found = likeness.without_hubs(values)

    assert found[0, 1] > found[0, 0] == 2 - 0.25 * 2
    assert found[0, 1] == pytest.approx(2 - 0.25 * 2 / 10)
    assert (likeness.without_hubs(values[:19]) == values[:19]).all()


def test_many_texts_have_the_same_topics_by_the_other_way(monkeypatch):
    matrix = likeness.weigh([MAGNET, CATTLE, DIFFUSION, BREEDING, SKILLS, ENGLISH]).matrix
    few = likeness.topics(matrix)
    monkeypatch.setattr(likeness, "SMALL", 0)

    many = likeness.topics(matrix)

    assert [np.allclose(a @ a.T, b @ b.T) for a, b in zip(few, many, strict=True)] == [True]


def test_topics_need_more_than_two_texts():
    assert likeness.topics(likeness.weigh([MAGNET, CATTLE]).matrix) == []
    assert [
        z.shape for z in likeness.topics(likeness.weigh([MAGNET, CATTLE, SKILLS]).matrix)
    ] == [(3, 2)]
