"""Judgements that people made, and what is measured on them."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from xingmeng.engines.likeness import Floats
from xingmeng.engines.writing import Writing

Judged = dict[str, dict[str, float]]  # expert: application: stated expertise, 1 to 5
RESAMPLES, SEED = 2000, 1


class Sample(NamedTuple):
    """One choice of works: {expert: works}, {application: text}."""

    experts: dict[str, list[Writing]]
    applications: dict[str, Writing]


class Wrong(NamedTuple):
    """Of one expert: weight of pairs in the wrong order, and of all; easy and hard triples
    in the right order, and all."""

    wrong: float
    whole: float
    easy: tuple[float, int]
    hard: tuple[float, int]


def judgements(folder: Path) -> Judged:
    found: Judged = defaultdict(dict)
    for row in lines(folder / "judgements.jsonl"):
        found[row["expert"]][row["application"]] = row["expertise"]
    return dict(found)


def sample(folder: Path) -> Sample:
    experts = {
        row["id"]: [_writing(work) for work in row["works"]]
        for row in lines(folder / "experts.jsonl")
    }
    rows = lines(folder / "applications.jsonl")
    return Sample(experts, {row["id"]: _writing(row) for row in rows})


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            yield json.loads(line)


def _writing(row: Mapping[str, Any]) -> Writing:
    return Writing(row["title"] or "", row["abstract"] or "")


def judge(scores: Floats, given: Sample, judged: Judged) -> dict[str, Wrong]:
    """How far predicted order is from stated expertise, expert by expert."""
    column = {name: n for n, name in enumerate(given.applications)}
    found = {}
    for row, expert in enumerate(given.experts):
        own = judged.get(expert, {})
        said = np.array(list(own.values()))
        told = scores[row, [column[name] for name in own]]
        found[expert] = _wrong(said, told)
    return found


def _wrong(said: Floats, told: Floats) -> Wrong:
    wrong = whole = 0.0
    right, count = {"easy": 0.0, "hard": 0.0}, {"easy": 0, "hard": 0}
    for one, other in itertools.combinations(range(len(said)), 2):
        apart = said[one] - said[other]
        if not apart:
            continue
        predicted = told[one] - told[other]
        fault = 0.5 if predicted == 0 else float((predicted > 0) != (apart > 0))
        wrong, whole = wrong + fault * abs(apart), whole + abs(apart)
        low, high = sorted((said[one], said[other]))
        kind = "hard" if low >= 4 else "easy" if high >= 4 and low <= 2 else ""
        if kind:
            right[kind], count[kind] = right[kind] + 1 - fault, count[kind] + 1
    easy, hard = ((right[kind], count[kind]) for kind in ("easy", "hard"))
    return Wrong(wrong, whole, easy, hard)


def loss(found: Mapping[str, Wrong]) -> float:
    return sum(w.wrong for w in found.values()) / sum(w.whole for w in found.values())


def accuracy(found: Mapping[str, Wrong], kind: str) -> float:
    both = [getattr(w, kind) for w in found.values()]
    return sum(right for right, _ in both) / max(1, sum(count for _, count in both))


def interval(found: Mapping[str, Wrong]) -> tuple[float, float]:
    """95 % of the losses when experts are drawn again with replacement."""
    parts = np.array([[w.wrong, w.whole] for w in found.values()])
    dice = np.random.default_rng(SEED)
    drawn = parts[dice.integers(0, len(parts), (RESAMPLES, len(parts)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high)


class Found(NamedTuple):
    """How often the right one of many is first, among the first ten, and mean 1/place."""

    first: float
    ten: float
    mrr: float


def found_again(likeness: Floats) -> Found:
    """Row n belongs to column n. Ties take their mean place."""
    own = np.diag(likeness)[:, None]
    place = 1 + (likeness > own).sum(axis=1) + ((likeness == own).sum(axis=1) - 1) / 2
    first, ten = float((place <= 1).mean()), float((place <= 10).mean())
    return Found(first, ten, float((1 / place).mean()))
