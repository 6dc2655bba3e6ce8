"""How well experts fit candidates, as far as words of titles and of their works tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np

from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries import Profile
from xingmeng.stages.review.models import Candidate

WORDS = re.compile(r"[a-z0-9]{3,}|[\u4e00-\u9fff]+")
SHOWN = 5  # shared words that are named


class Fit(NamedTuple):
    """Scores 0 to 1, one row for each candidate and one column for each expert, and the words
    that made them."""

    points: np.ndarray
    shared: dict[tuple[int, int], tuple[str, ...]]  # by row and column


def fit(candidates: Sequence[Candidate], profiles: Sequence[Profile]) -> Fit:
    """The share of a candidate's words, rare ones counting more, that an expert's know too.

    Order:  as given. Errors: none; where no word is shared the score is 0.
    """
    known = [_known(p, w) for p, w in zip(profiles, _works(profiles), strict=True)]
    holders: dict[str, list[int]] = defaultdict(list)
    for column, words in enumerate(known):
        for word in words:
            holders[word].append(column)
    points = np.zeros((len(candidates), len(profiles)))
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row, candidate in enumerate(candidates):
        asked = parts_of(candidate.title)
        worth = {w: log(1 + len(profiles) / (1 + len(holders.get(w, ())))) for w in asked}
        for word in sorted(asked, key=lambda w: (-worth[w], w)):
            for column in holders.get(word, ()):
                points[row, column] += worth[word] / sum(worth.values())
                if len(shared[row, column]) < SHOWN:
                    shared[row, column].append(word)
    return Fit(points.round(4), {pair: tuple(words) for pair, words in shared.items()})


def parts_of(text: str) -> frozenset[str]:
    """Words of Latin letters, and pairs of Chinese characters. Errors: none."""
    found: Counter[str] = Counter()
    for word in WORDS.findall(text.lower()):
        if word[0] < "\u4e00":
            found[word] += 1
        else:
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return frozenset(found)


def _works(profiles: Sequence[Profile]) -> list[list[str]]:
    works = registry.works_of_persons(p.person_id for p in profiles)
    return [[w.title for w in works.get(p.person_id, ())] for p in profiles]


def _known(profile: Profile, titles: Sequence[str]) -> frozenset[str]:
    return parts_of(" ".join((profile.skills, *titles)))


def why(words: Sequence[str]) -> Text:
    """The words that made a score, for a reader. Errors: none."""
    if not words:
        return Text("没有共同的词", "no words in common")
    return Text("共同的词：" + "、".join(words), "words in common: " + ", ".join(words))
