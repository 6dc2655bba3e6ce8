"""Vectors of meaning: who is nearest, also after some have gone."""

import numpy as np

from xingmeng.engines.meanings import SIZE, Meanings


def made(count: int, seed: int = 1) -> dict[int, np.ndarray]:
    dice = np.random.default_rng(seed)
    return {7 * n: dice.normal(size=SIZE) for n in range(count)}


def test_the_nearest_are_those_of_the_highest_cosine_whatever_has_gone():
    vectors, held = made(300), Meanings()
    held.place(dict(list(vectors.items())[:200]), [False] * 200)
    held.place(dict(list(vectors.items())[200:]), [False] * 100)
    for gone in (0, 35, 2093, 2093, 5):
        held.remove(gone)
        vectors.pop(gone, None)

    asked = vectors[70] + 0.2 * vectors[77]
    found = held.nearest(asked, most=3)

    cosines = dict(zip(vectors, held.cosines(asked, list(vectors)), strict=True))
    assert (
        [n for n, _ in found][:2] == [70, 77] == sorted(cosines, key=lambda n: -cosines[n])[:2]
    )
    mean = sum(vectors.values()) / (len(vectors) + 5)
    bare = vectors[77] - mean
    exact = bare @ asked / np.linalg.norm(bare) / np.linalg.norm(asked)
    assert abs(cosines[77] - exact) < 1e-3
    assert held.open == 297 and np.allclose(held.mean, mean, atol=1e-3)


def test_hidden_ones_and_none_at_all():
    held = Meanings()
    assert held.nearest(np.ones(SIZE), most=3) == []
    held.place(made(2), [True, False])

    assert [n for n, _ in held.nearest(made(1)[0], most=3)] == [7]
    near = held.nearest(made(1)[0], most=3, shown=[0, 99])
    assert [n for n, _ in near] == [0, 7]
    assert held.cosines(np.ones(SIZE), [99]).tolist() == [0.0]
    assert held.open == 1


def test_what_came_and_went_before_moves_nothing():
    vectors = made(120)
    held, fresh = Meanings(), Meanings()
    far = {10_000 + n: 40 + vector for n, vector in made(90, seed=2).items()}
    held.place(far, [False] * len(far))
    held.place(vectors, [False] * len(vectors))
    for number in far:
        held.remove(number)
    fresh.place(vectors, [False] * len(vectors))

    assert held.nearest(vectors[70], most=2) == fresh.nearest(vectors[70], most=2)
    assert held.open == fresh.open and np.array_equal(held.mean, fresh.mean)


def test_those_as_near_as_the_last_are_all_there():
    held = Meanings()
    held.place(dict.fromkeys(range(5), made(1)[0]), [False] * 5)

    assert [n for n, _ in held.nearest(made(1)[0], most=2)] == [0, 1, 2, 3, 4]
