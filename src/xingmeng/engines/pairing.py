"""How well an offer answers a need: what is measured on a pair, and how it is weighed."""

from collections.abc import Callable, Sequence
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from xingmeng.engines.numbered import Numbered, Terms, number
from xingmeng.engines.terms import terms
from xingmeng.engines.writing import Writing

Floats = NDArray[np.float64]
Rarity = Callable[[Terms], Floats]
TERSE = 2  # telling terms that a text is taken to lack: what says next to nothing is not sure
AROUND = 30  # of the most alike, whose words speak for what is like them

# Found by python -m bench.matching --refit on judged pairs; in standard deviations of theirs.
WHOLE, TITLE, NEAR = 14.1, 4.4, 3.3

# Across languages: what the square of a cosine above that of chance weighs. A translation (0.79
# in the median of 145 names) then weighs what the same text does within one language, where
# the score of words grows with the square of that cosine too.
MEANING, CHANCE = 39.0, 0.1

# Set, for no judged pairs have these columns; in the same units. A need knows best: where a
# column is empty on either side nothing is said.
SAME_FIELD, SAME_INDUSTRY, SAME_REGION, SAME_SIZE = 0.4, 0.4, 0.15, 0.1
READY, UNREADY, MOST_UNREADY = 0.2, 0.15, 0.6  # level reached; each level below
SUCCEEDED, MOST_SUCCEEDED = 0.1, 0.4  # each doubling of what came to an agreement


class Listing(NamedTuple):
    """A need or an offer as it is compared; empty and None say nothing.

    Units: readiness 1 to 9, of a need the least that is asked for; industry and region by code,
    the longer the narrower; succeeded counts agreements of whoever offers.
    """

    text: Writing
    field: str = ""
    industry: str = ""
    region: str = ""
    size: str = ""
    readiness: int | None = None
    succeeded: int = 0


class Likeness(NamedTuple):
    """Of pairs: cosines of the whole texts, of the need's title and the offer by characters
    and words alone (a need that is only a title is measured as a whole), and of the other
    text with what is most like the one that asks.

    Shapes: one entry a pair.
    """

    whole: Floats
    title: Floats
    near: Floats


def alike(one: Writing, others: Sequence[Writing], rarity: Rarity, *, asks: bool) -> Likeness:
    """Compare one text with others by their words; `asks` if the one is the need.

    Units: 0 to 1. Errors: none. A text without words is like none.
    Source: docs/decisions/0026-needs-and-offers.md
    """
    whole = [f"{text.title}\n{text.title}\n{text.abstract}" for text in (one, *others)]
    titles = [one.title] if asks else [text.title for text in others]
    found = number(whole + titles)
    rows = _rows(found, len(whole) + len(titles), rarity)
    held = rows[1 : len(whole)]
    single = ~found.pair
    few = Numbered(found.terms[single], found.owners[single], found.times[single])
    heads = _rows(few, rows.shape[0], rarity)
    wholes, asked = heads[: len(whole)], heads[len(whole) :]
    likeness = _dot(held, rows[0])
    title = _dot(wholes[1:], asked[0]) if asks else _dot(asked, wholes[0])
    bare = np.array([not text.abstract for text in ([one] if asks else others)], np.bool_)
    title = np.where(bare, likeness, title)
    return Likeness(likeness, title, _near(held, WHOLE * likeness + TITLE * title))


def weigh(found: Likeness, *, sure: float = 1.0) -> Floats:
    """What the words of each pair say for it. Units: as of the score. Errors: none."""
    return np.asarray(sure * (WHOLE * found.whole + TITLE * found.title + NEAR * found.near))


def sureness(text: Writing) -> float:
    """How far the words of one that asks can be trusted: one word alone is like every text
    that has it. The same for all that answer, so that it moves no order.

    Units: 0 to 1, of words and pairs of characters that differ. Errors: none.
    """
    count = len({term for term in terms(text.whole) if len(term) > 1})
    return count / (TERSE + count)


def _rows(found: Numbered, count: int, rarity: Rarity) -> sparse.csr_matrix:
    """Texts as weighed terms, rows of length 1."""
    names, columns = np.unique(found.terms, return_inverse=True)
    values = (1 + np.log(found.times)) * rarity(names)[columns]
    lengths = np.sqrt(np.bincount(found.owners, values**2, minlength=count))
    values /= lengths[found.owners]
    ends = np.searchsorted(found.owners, np.arange(count + 1))
    return sparse.csr_matrix((values, columns, ends), shape=(count, len(names)))


def _dot(rows: sparse.csr_matrix, row: sparse.csr_matrix) -> Floats:
    return np.asarray((rows @ row.T).todense()).ravel()


def _near(held: sparse.csr_matrix, strength: Floats) -> Floats:
    """How like each text is to the most alike of the others, weighed by how alike those are."""
    best = np.argsort(-strength, kind="stable")[:AROUND]
    best = best[strength[best] > 0]
    weights = np.zeros(len(strength))
    weights[best] = strength[best] / max(strength[best].sum(), 1e-12)
    around = np.asarray(held.T @ weights).ravel()
    lengths = np.asarray(held.multiply(held).sum(axis=1)).ravel()
    return np.asarray(held @ around - weights * lengths)


# --- structure --------------------------------------------------------------------------------


def fit(need: Listing, offer: Listing) -> dict[str, float]:
    """What the columns of a pair say for it and against it, by name; silent ones left out.

    Units: as of the score. Errors: none.
    """
    found = {
        "field": SAME_FIELD * (need.field == offer.field != ""),
        "industry": SAME_INDUSTRY * _shared(need.industry, offer.industry),
        "region": SAME_REGION * _shared(need.region, offer.region),
        "size": SAME_SIZE * (need.size == offer.size != ""),
        "readiness": _readiness(need.readiness, offer.readiness),
        "succeeded": min(MOST_SUCCEEDED, SUCCEEDED * log2(1 + max(0, offer.succeeded))),
    }
    return {name: value for name, value in found.items() if value}


def _shared(one: str, other: str) -> float:
    """Which part of the shorter code two codes begin with, where it is more than half."""
    length = min(len(one), len(other))
    same = next((n for n in range(length) if one[n] != other[n]), length)
    return same / length if length and 2 * same > length else 0.0


def _readiness(asked: int | None, reached: int | None) -> float:
    if asked is None or reached is None:
        return 0.0
    return READY if reached >= asked else -min(MOST_UNREADY, UNREADY * (asked - reached))
