"""How like texts are to other texts: by words, by topics, and by meaning across languages.

Within one language words and topics speak; across languages vectors of meaning do.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import svds

from xingmeng.engines.terms import language, terms
from xingmeng.engines.writing import Writing

Floats = NDArray[np.float64]
Encoder = Callable[[Sequence[str]], Any]  # texts to rows of a matrix, one vector each
TITLE_COUNTS = 2  # a word of the title, as often as one of the abstract
RARITY = 1.5  # the power of inverse document frequency
RANKS = (50, 100, 200)  # of topics; their mean, so that no single choice decides
SMALL = 4000  # texts that are compared with one another to find their topics
STEADY = 5.0  # texts of a language that its mean vector is taken to know beforehand
NEAREST, HUBS = 10, 0.25  # texts that tell a hub, share of their mean that is taken off
FEW, USUAL = 50, 0.1  # pairs that a spread is taken to rest on beforehand; of cosines
USUAL_ACROSS = 0.17  # of cosines across languages: as of 30,000 pairs of the demo's works
ENCODED = 800  # characters of a text that are encoded


class Weights(NamedTuple):
    """Texts as weighed terms: rows of length one, columns by name. Shapes: texts x terms."""

    matrix: sparse.csr_matrix
    names: tuple[str, ...]


class Likeness(NamedTuple):
    """Rows beside columns. Units: standard deviations above a chance pair of those languages.

    Shapes: values rows x columns; by language the rows and columns it has and their weights,
            rows first: (rows, columns, weights).
    """

    values: Floats
    within: dict[str, tuple[NDArray[np.int64], NDArray[np.int64], Weights]]


def liken(
    rows: Sequence[Writing], columns: Sequence[Writing], encode: Encoder | None = None
) -> Likeness:
    """Compare every row with every column.

    Shapes: len(rows) x len(columns). Units: see `Likeness`; a text without words gives 0.
    Order:  as given. Errors: none; without `encode` pairs across languages give 0.
    Source: docs/decisions/0016-evidence-of-expertise.md
    """
    spoken = [np.array([language(w.whole) for w in side]) for side in (rows, columns)]
    values = np.zeros((len(rows), len(columns)))
    within = {}
    for code in sorted(set(spoken[0].tolist()) & set(spoken[1].tolist()) - {""}):
        here, there = (np.flatnonzero(side == code) for side in spoken)
        weights = weigh([*_picked(rows, here), *_picked(columns, there)])
        values[np.ix_(here, there)] = _fused(weights.matrix, len(here))
        within[code] = (here, there, weights)
    if encode is not None:
        _across(values, (rows, columns), spoken, encode)
    return Likeness(values, within)


def _picked(texts: Sequence[Writing], places: NDArray[np.int64]) -> list[Writing]:
    return [texts[place] for place in places.tolist()]


def weigh(texts: Sequence[Writing]) -> Weights:
    """Each text as its terms, rare ones weighing more, title words double.

    Shapes: one row a text, of length 1 (0 for a text without terms). Order: terms by name.
    Errors: none. Source: Salton and Buckley 1988, doi:10.1016/0306-4573(88)90021-0
    """
    counted = [_counts(text) for text in texts]
    names = tuple(sorted(set().union(*counted)))
    place = {name: column for column, name in enumerate(names)}
    lengths = np.cumsum([0, *(len(held) for held in counted)])
    columns = np.array([place[term] for held in counted for term in held], dtype=np.int64)
    times = np.array([n for held in counted for n in held.values()], dtype=np.float64)
    matrix = sparse.csr_matrix((times, columns, lengths), shape=(len(texts), len(names)))
    matrix.sort_indices()
    texts_with = np.bincount(matrix.indices, minlength=len(names))
    rarity = (np.log((1 + len(texts)) / (1 + texts_with)) + 1) ** RARITY
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return Weights(
        sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-12)) @ matrix), names
    )


def _counts(text: Writing) -> Counter[str]:
    held = Counter(terms(text.abstract))
    for term in terms(text.title):
        held[term] += TITLE_COUNTS
    return held


def _fused(matrix: sparse.csr_matrix, first: int) -> Floats:
    """Words and topics together, the first rows beside the others."""
    lexical = np.asarray((matrix[:first] @ matrix[first:].T).todense())
    latent = [_standard(z[:first] @ z[first:].T, USUAL) for z in topics(matrix)]
    both = _standard(lexical, USUAL) + (np.mean(latent, axis=0) if latent else 0.0)
    return _standard(without_hubs(both))


def without_hubs(values: Floats) -> Floats:
    """Likeness less a share of what row and column get from their nearest few.

    A text that is like very many tells less where it is like one. Units: as given.
    Errors: none; fewer than twice so many rows or columns tell no hub.
    Source: Lample et al. 2018, arXiv:1710.04087 (cross-domain similarity local scaling)
    """
    found = values
    for axis, count in enumerate(values.shape):
        if count >= 2 * NEAREST:
            few = np.partition(values, count - NEAREST, axis=axis)
            few = few[-NEAREST:] if axis == 0 else few[:, -NEAREST:]
            found = found - HUBS * few.mean(axis=axis, keepdims=True)
    return found


def topics(matrix: sparse.csr_matrix) -> list[Floats]:
    """Each text by its topics, once for each of RANKS that the matrix can bear.

    Shapes: texts x rank each, rows of length 1. Errors: none; too few texts give no topics.
    Source: Deerwester et al. 1990, latent semantic analysis
    """
    most = min(RANKS[-1], min(matrix.shape) - 1)
    if most < 2:
        return []
    placed = _leading(matrix, most)
    found = []
    for rank in sorted({min(rank, most) for rank in RANKS}):
        part = placed[:, :rank]
        length = np.linalg.norm(part, axis=1, keepdims=True)
        found.append(np.asarray(part / np.maximum(length, 1e-12), dtype=np.float64))
    return found


def _leading(matrix: sparse.csr_matrix, most: int) -> Floats:
    """Texts along the directions in which they differ most, the widest first.

    Few texts are compared with one another, which is several times quicker.
    """
    if matrix.shape[0] > SMALL:
        left, size, _ = svds(matrix, k=most, v0=np.ones(min(matrix.shape)))
        order = np.argsort(-size)
        return np.asarray(left[:, order] * size[order], dtype=np.float64)
    last = matrix.shape[0] - 1
    squared, left = eigh(
        np.asarray((matrix @ matrix.T).todense()), subset_by_index=[last - most + 1, last]
    )
    return np.asarray((left * np.sqrt(np.maximum(squared, 0.0)))[:, ::-1], dtype=np.float64)


def _across(
    values: Floats,
    sides: tuple[Sequence[Writing], Sequence[Writing]],
    spoken: Sequence[NDArray[Any]],
    encode: Encoder,
) -> None:
    """Fill in the pairs across languages by meaning; only texts in such pairs are encoded."""
    codes = [sorted(set(side.tolist()) - {""}) for side in spoken]
    pairs = [(one, other) for one in codes[0] for other in codes[1] if one != other]
    for one, other in pairs:
        here, there = np.flatnonzero(spoken[0] == one), np.flatnonzero(spoken[1] == other)
        left = vectors(_picked(sides[0], here), encode)
        right = vectors(_picked(sides[1], there), encode)
        values[np.ix_(here, there)] = _standard(left @ right.T, USUAL_ACROSS)


def vectors(texts: Sequence[Writing], encode: Encoder) -> Floats:
    """The meaning of texts of one language, without what all of that language share.

    Shapes: one row a text, of length 1. Errors: as `encode`.
    Source: Yang et al. 2019, arXiv:1907.04307; docs/decisions/0016-evidence-of-expertise.md
    """
    found = np.asarray(encode([text.whole[:ENCODED] for text in texts]), dtype=np.float64)
    found = found - found.sum(axis=0) / (len(texts) + STEADY)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(length, 1e-12), dtype=np.float64)


def _standard(values: Floats, usual: float = 1.0) -> Floats:
    """The same values about their mean, in standard deviations.

    Few pairs do not tell their spread: `usual` counts as that of FEW pairs more, about 0.
    """
    count = values.size
    if not count:
        return values
    middle = values.sum() / (count + FEW)
    spread = (((values - middle) ** 2).sum() + FEW * usual**2) / (count + FEW)
    return np.asarray((values - middle) / np.sqrt(spread), dtype=np.float64)
