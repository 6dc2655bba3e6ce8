"""How well experts fit applications, from what they wrote; every score names its grounds."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines.likeness import Encoder, Floats, Likeness, Weights, liken
from xingmeng.engines.terms import readable
from xingmeng.engines.writing import Writing

BEST = 5  # works of an expert that count, the n-th with weight 1/n
CENTRED = 0.5  # share of what all experts get on an application that is taken off
GROUNDS = 2  # works named with a score
LOOKED_AT = 10  # terms looked at for a reason, before they are joined

Integers = NDArray[np.int64]


class Ground(NamedTuple):
    """One work that speaks for a score. Without terms it does so by meaning, across languages.

    Units: strength in standard deviations above a chance pair of texts, never below 0.
    """

    work: int
    strength: float
    terms: tuple[str, ...]


class Expertise(NamedTuple):
    """Scores, higher is better. Shapes: scores experts x applications, in their order."""

    experts: tuple[str, ...]
    applications: tuple[str, ...]
    scores: Floats
    likeness: Likeness
    first: Integers  # row of each expert's first work, and the number of all rows
    written: tuple[str, ...]  # the applications' texts


def expertise(
    experts: Mapping[str, Sequence[Writing]],
    applications: Mapping[str, Writing],
    *,
    encode: Encoder | None = None,
) -> Expertise:
    """How well each expert fits each application, from the best few of their works.

    Shapes: {expert: works}, {application: text}. Declared skills are a work like any other.
    Units:  standard deviations of likeness; only scores of one run compare with one another.
    Order:  as given; no order of experts, works or applications changes a score.
    Errors: none; an expert without words is no better than chance on every application.
    Source: docs/decisions/0016-evidence-of-expertise.md; loss as in arXiv:2303.16750
    """
    works = [work for own in experts.values() for work in own]
    texts = list(applications.values())
    likeness = liken(works, texts, encode)
    first = np.cumsum([0, *(len(own) for own in experts.values())])
    found = np.zeros((len(experts), len(texts)))
    for row, (start, end) in enumerate(zip(first, first[1:], strict=False)):
        found[row] = pool(likeness.values[start:end])
    if len(experts):
        found = found - CENTRED * found.mean(axis=0)
    return Expertise(
        tuple(experts),
        tuple(applications),
        np.round(found, 6),
        likeness,
        first,
        tuple(text.whole for text in texts),
    )


def pool(likeness: Floats, best: int = BEST) -> Floats:
    """One expert's evidence on each application: the best works, each weighing less.

    Shapes: works x applications in, applications out. Units: as given, never below 0.
    Errors: none. One work more never lowers it: a work unlike the application counts nothing.
    """
    few = -np.sort(-np.maximum(likeness, 0.0), axis=0)[:best]
    weights = 1 / np.arange(1, best + 1)
    return np.asarray(weights[: len(few)] @ few / weights.sum(), dtype=np.float64)


def grounds(found: Expertise, application: int) -> list[tuple[Ground, ...]]:
    """What made the scores of one application: each expert's best works and shared terms.

    Shapes: one tuple an expert, in their order; `work` counts within the expert's own.
    Order:  the strongest work first, then as given. Errors: IndexError.
    """
    strength = found.likeness.values[:, application]
    best = []
    for start, end in zip(found.first, found.first[1:], strict=False):
        own = strength[start:end]
        order = np.argsort(-own, kind="stable")[:GROUNDS]
        best.append([int(start + place) for place in order if own[place] > 0])
    shared = _shared(found, application, {row for rows in best for row in rows})
    return [
        tuple(
            Ground(row - int(start), round(float(strength[row]), 3), shared.get(row, ()))
            for row in rows
        )
        for start, rows in zip(found.first, best, strict=False)
    ]


def _shared(found: Expertise, application: int, wanted: set[int]) -> dict[int, tuple[str, ...]]:
    """The terms that these works share with an application, the weightiest first."""
    text = found.written[application]
    for here, there, weights in found.likeness.within.values():
        place = np.flatnonzero(there == application)
        if not place.size:
            continue
        rows = [n for n, row in enumerate(here) if int(row) in wanted]
        ranked = _ranked(weights, rows, len(here) + int(place[0]))
        return {
            int(here[n]): readable(names, text) for n, names in zip(rows, ranked, strict=True)
        }
    return {}


def _ranked(weights: Weights, rows: Sequence[int], column: int) -> list[list[str]]:
    """For each row the terms it shares with another, by their part in the likeness."""
    other = np.asarray(weights.matrix[column].todense()).ravel()
    held = weights.matrix[list(rows)]
    ranked = []
    for start, end in zip(held.indptr, held.indptr[1:], strict=False):
        part = held.data[start:end] * other[held.indices[start:end]]
        order = [n for n in np.argsort(-part, kind="stable") if part[n] > 0]
        names = (weights.names[column] for column in held.indices[start:end][order])
        ranked.append([name for name in names if len(name) > 1][:LOOKED_AT])
    return ranked
