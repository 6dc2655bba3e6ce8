"""How well and how fast needs find offers, beside peers.

    python -m bench.matching [--data FOLDER] [--sizes 10000 100000 1000000] [--refit] [--json]

Reads `need-achievement/` and `csl/` below the folder, ../shared/data unless told otherwise.
NDCG@10 is that of gains 2^(level-1)-1, over the needs whose judged offers differ in level,
equal scores in the order of the file. Exits with 1 if a target is missed, 2 if there is nothing
to read. `--refit` finds the weights of engines/pairing.py anew and leaves the rest out.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from scipy.optimize import minimize
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer

from bench import judged
from bench.expertise import DATA, pairs_of_names, vectors
from bench.memory import peak_mib
from bench.prose import Writer
from xingmeng.engines import exchange, likeness, terms
from xingmeng.engines.exchange import Index
from xingmeng.engines.pairing import Listing
from xingmeng.engines.writing import Writing

NDCG, CSL, QUERY_MS, BUILD_S = 0.75, 0.98, 100, 600  # targets; CSL: recall at 1
SIZES = (10_000, 100_000, 1_000_000)
FOLDS, REPEATS, PENALTY, TELLING = 5, 5, 1e-2, 3  # of the refit; verdicts told of each need
OFFER, NEED, QUOTED, ASKED, BATCH, SEED = 114, 400, 40, 50, 20_000, 5  # characters; invented
Floats = likeness.Floats


class Pairs:
    """Judged pairs: by row the need, the offer, the level. Needs and offers as texts."""

    def __init__(self, folder: Path) -> None:
        rows = [list(judged.lines(folder / f"{n}.jsonl")) for n in ("needs", "offers")]
        self.needs, self.offers = ({r["id"]: _text(r) for r in side} for side in rows)
        told = list(judged.lines(folder / "judgements.jsonl"))
        self.rows = [(row["need"], row["offer"]) for row in told]
        self.levels = np.array([row["level"] for row in told], float)
        places: dict[str, list[int]] = {}
        for n, (need, _) in enumerate(self.rows):
            places.setdefault(need, []).append(n)
        self.by_need = {need: np.array(own) for need, own in places.items()}
        self.telling = [own for own in self.by_need.values() if np.ptp(self.levels[own])]


def _text(row: Mapping[str, Any]) -> Writing:
    return Writing(row["title"] or "", row.get("description") or "")


# --- judged pairs ---------------------------------------------------------------------------


def ours(given: Pairs) -> Floats:
    index = _index(given.offers)
    found = np.zeros(len(given.rows))
    for need, own in given.by_need.items():
        keys = [given.rows[n][1] for n in own]
        found[own] = [m.score for m in index.judge(Listing(given.needs[need]), keys)]
    return found


def tfidf(given: Pairs) -> Floats:
    texts = _wholes(given)
    weights = TfidfVectorizer(analyzer="char", ngram_range=(2, 2)).fit_transform(
        texts[0] + texts[1]
    )
    return _picked(given, (weights[: len(texts[0])] @ weights[len(texts[0]) :].T).toarray())


def bm25(given: Pairs) -> Floats:
    return _picked(given, bm25_of(*_wholes(given)))


def dense(given: Pairs) -> Floats:
    needs, offers = _wholes(given)
    return _picked(given, vectors([n[:800] for n in needs]) @ vectors(offers).T)


def bm25_of(asked: Sequence[str], held: Sequence[str]) -> Floats:
    index = bm25s.BM25()
    index.index([terms.terms(text) for text in held], show_progress=False)
    known = set(index.vocab_dict)
    split = [[t for t in terms.terms(text) if t in known] for text in asked]
    return np.array([index.get_scores(t) if t else np.zeros(len(held)) for t in split])


METHODS: Mapping[str, Callable[[Pairs], Floats]] = {
    "xingmeng": ours,
    "TF-IDF character pairs": tfidf,
    "BM25 characters 1-2": bm25,
    "USE vectors": dense,
}


def _index(texts: Mapping[str, Writing]) -> Index:
    index = Index()
    index.put({key: Listing(text) for key, text in texts.items()})
    return index


def _wholes(given: Pairs) -> tuple[list[str], list[str]]:
    needs, offers = ([t.whole for t in side.values()] for side in (given.needs, given.offers))
    return needs, offers


def _picked(given: Pairs, values: Floats) -> Floats:
    rows, columns = ({k: n for n, k in enumerate(s)} for s in (given.needs, given.offers))
    return np.array([values[rows[need], columns[offer]] for need, offer in given.rows])


def measured(given: Pairs, scores: Floats) -> dict[str, float]:
    """NDCG@10; rank correlation; of the first five, how many were judged 3 or more."""
    own = given.telling
    first = [np.argsort(-scores[n], kind="stable")[:5] for n in own]
    ranked = [n for n in own if np.ptp(scores[n])]
    agreed = [spearmanr(scores[n], given.levels[n]).statistic for n in ranked]
    return {
        "ndcg": float(np.mean([_ndcg(scores[n], given.levels[n]) for n in own])),
        "spearman": float(np.mean(agreed)),
        "p5": float(
            np.mean([(given.levels[n][f] >= 3).mean() for n, f in zip(own, first, strict=True)])
        ),
    }


def _ndcg(scores: Floats, levels: Floats) -> float:
    gains = 2 ** (levels - 1) - 1
    discount = 1 / np.log2(np.arange(2, 2 + min(10, len(gains))))
    order = np.argsort(-scores, kind="stable")[:10]
    return float(gains[order] @ discount / (np.sort(gains)[::-1][:10] @ discount))


# --- the weights ----------------------------------------------------------------------------


def features(given: Pairs) -> Floats:
    """What is measured on each pair. Shapes: pairs x 3."""
    index, found = _index(given.offers), np.zeros((len(given.rows), 3))
    for need, own in given.by_need.items():
        keys = [given.rows[n][1] for n in own]
        found[own] = np.column_stack(index.likeness(Listing(given.needs[need]), keys))
    return found


def fitted(given: Pairs, measures: Floats, groups: Sequence[Any]) -> Floats:
    """Weights of the measures: the softmax of each need's scores comes nearest to its gains."""
    rows, size = np.concatenate(groups), np.array([len(g) for g in groups])
    start, of = np.cumsum(size) - size, np.repeat(np.arange(len(groups)), size)
    spread = measures[rows].std(axis=0)
    x, gains = measures[rows] / spread, 2 ** (given.levels[rows] - 1) - 1
    wanted = gains / np.add.reduceat(gains, start)[of]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = x @ weights
        scores = scores - np.maximum.reduceat(scores, start)[of]
        whole = np.add.reduceat(np.exp(scores), start)[of]
        apart = np.exp(scores) / whole - wanted
        lost = -(wanted * (scores - np.log(whole))).sum() / len(groups)
        slope = x.T @ apart / len(groups) + 2 * PENALTY * weights
        return lost + PENALTY * weights @ weights, slope

    return minimize(loss, np.zeros(x.shape[1]), jac=True).x / spread


def refit(given: Pairs) -> dict[str, Any]:
    """The weights on all needs, and NDCG@10 of needs that had no part in theirs."""
    measures = features(given)
    crossed = []
    for seed in range(REPEATS):
        order = np.random.default_rng(seed).permutation(len(given.telling))
        for fold in range(FOLDS):
            out = set(order[fold::FOLDS].tolist())
            kept = [g for n, g in enumerate(given.telling) if n not in out]
            weights = fitted(given, measures, kept)
            for n in out:
                own = given.telling[n]
                crossed.append(_ndcg(measures[own] @ weights, given.levels[own]))
    weights = fitted(given, measures, given.telling)
    weights = weights / (measures @ weights).std()
    names = ("WHOLE", "TITLE", "NEAR")
    told = dict(zip(names, np.round(weights, 1).tolist(), strict=True))
    return {"weights": told, "cross_validated_ndcg": float(np.mean(crossed))}


def feedback(given: Pairs) -> dict[str, float]:
    """NDCG@10 of the other offers when verdicts on a few of each need's are told, and not."""
    index, dice = _index(given.offers), np.random.default_rng(SEED)
    found: dict[str, list[float]] = {"untold": [], "told": []}
    for need, own in given.by_need.items():
        few = dice.permutation(own)[: TELLING * 2]
        rest = np.setdiff1d(own, few)
        if len(rest) < 2 or not np.ptp(given.levels[rest]):
            continue
        said = {
            given.rows[n][1]: exchange.GOOD if given.levels[n] >= 3 else exchange.NOT_RELEVANT
            for n in few
            if given.levels[n] != 2
        }
        keys = [given.rows[n][1] for n in rest]
        for name, verdicts in (("untold", {}), ("told", said)):
            matches = index.judge(Listing(given.needs[need]), keys, told=verdicts)
            scores = np.array([m.score for m in matches])
            found[name].append(_ndcg(scores, given.levels[rest]))
    return {name: float(np.mean(values)) for name, values in found.items()}


# --- finding again --------------------------------------------------------------------------


def chinese(folder: Path) -> dict[str, Any]:
    """Titles for abstracts and the other way: through the index, and beside peers."""
    rows = list(judged.lines(folder / "documents.jsonl"))
    sides = {
        "title to abstract": ("title", "abstract"),
        "abstract to title": ("abstract", "title"),
    }
    found: dict[str, Any] = {}
    for name, (one, other) in sides.items():
        asked, held = ([row[key] for row in rows] for key in (one, other))
        index = _index({str(n): Writing(text) for n, text in enumerate(held)})
        table = np.zeros((len(rows), len(rows)))
        for n, text in enumerate(asked):
            for match in index.best(Listing(Writing(text)), top=50):
                table[n, int(match.key)] = match.score
        weights = TfidfVectorizer(analyzer="char", ngram_range=(2, 2)).fit(asked + held)
        told = {
            "xingmeng": table,
            "TF-IDF character pairs": (
                weights.transform(asked) @ weights.transform(held).T
            ).toarray(),
            "BM25 characters 1-2": bm25_of(asked, held),
            "USE vectors": vectors([t[:800] for t in asked])
            @ vectors([t[:800] for t in held]).T,
        }
        found[name] = {k: judged.found_again(v)._asdict() for k, v in told.items()}
    return found


def across(folder: Path) -> dict[str, Any]:
    """Chinese names ask for their English ones: alone, and among 1,000 Chinese abstracts."""
    names = pairs_of_names()
    more = [r["abstract"] for r in judged.lines(folder / "documents.jsonl")]
    pools = {"alone": [], "among the other names": list(names), "among abstracts": more}
    found = {"names": len(names)}
    asked = vectors(list(names))
    for pool, beside in pools.items():
        held = {f"e{n}": en for n, en in enumerate(names.values())}
        held |= {f"z{n}": zh for n, zh in enumerate(beside)}
        sample = {f"s{n}": text for n, text in enumerate(more)} if not beside else {}
        index = _index({k: Writing(text) for k, text in (held | sample).items()})
        known = index.awaiting(len(index.keys))
        index.place(dict(zip(known, vectors(list(known.values())), strict=True)))
        index.remove(sample)
        right = []
        for n, zh in enumerate(names):
            own = [f"z{n}"] if beside is not more and beside else []
            best = index.best(Listing(Writing(zh)), top=1, meaning=asked[n], without=own)
            right.append(bool(best) and best[0].key == f"e{n}")
        found[pool] = float(np.mean(right))
    return found


# --- speed ----------------------------------------------------------------------------------


def speed(size: int) -> dict[str, Any]:
    """An index of invented offers, filled, asked, changed. Seconds of the processor."""
    writer, index, took = Writer(SEED), Index(), [0.0, 0.0]
    for start in range(0, size, BATCH):
        rows = _invented(writer, start, min(BATCH, size - start))
        begun = time.process_time(), time.perf_counter()
        index.put(rows)
        took[0] += time.process_time() - begun[0]
        took[1] += time.perf_counter() - begun[1]
    asked, found = [], []
    for _ in range(ASKED):
        key = f"o{int(writer.dice.integers(size))}"
        need = _asking(writer, index.listings[index.numbers[key]].text)
        begun = time.process_time(), time.perf_counter()
        matches = index.best(need)
        asked.append((time.process_time() - begun[0], time.perf_counter() - begun[1]))
        found.append(key in {m.key for m in matches})
    changed = list(_invented(writer, 0, 200).items())
    begun_at = time.process_time()
    for key, listing in changed:
        index.put({key: listing})
    one = (time.process_time() - begun_at) / len(changed)
    cpu, wall = (np.percentile([a[n] for a in asked], [50, 95]) * 1000 for n in (0, 1))
    return {
        "offers": size,
        "index_cpu_s": took[0],
        "index_s": took[1],
        "query_cpu_ms": cpu.tolist(),
        "query_ms": wall.tolist(),
        "found": float(np.mean(found)),
        "replace_cpu_ms": one * 1000,
        "peak_mib": peak_mib(),
    }


def _invented(writer: Writer, first: int, count: int) -> dict[str, Listing]:
    text = writer.text(count * OFFER).ljust(count * OFFER)
    cuts = (text[n * OFFER : (n + 1) * OFFER] for n in range(count))
    return {f"o{first + n}": Listing(Writing(t[:14], t[14:])) for n, t in enumerate(cuts)}


def _asking(writer: Writer, offer: Writing) -> Listing:
    """A need of its own words, with a tenth of them an offer's."""
    text = writer.text(NEED)
    title = text[:10] + offer.title[:8]
    return Listing(Writing(title, text[10:] + offer.abstract[: QUOTED - 8]))


def _apart(size: int) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own."""
    words = [sys.executable, "-m", "bench.matching", "--one", str(size)]
    return json.loads(subprocess.run(words, check=True, capture_output=True).stdout)


# --- telling --------------------------------------------------------------------------------


def targets(found: Mapping[str, Any]) -> dict[str, bool]:
    met = {f"NDCG@10 {NDCG}": found["pairs"]["xingmeng"]["ndcg"] >= NDCG}
    for name, methods in found["chinese"].items():
        met[f"{name} recall at 1 {CSL}"] = methods["xingmeng"]["first"] >= CSL
    for one in found["speed"]:
        name = f"{one['offers']} offers: {QUERY_MS} ms a query, index in {BUILD_S} s"
        met[name] = one["query_cpu_ms"][1] <= QUERY_MS and one["index_cpu_s"] <= BUILD_S
    return met


def told(found: Mapping[str, Any]) -> Iterator[str]:
    """The figures a line each."""
    for name, m in found["pairs"].items():
        shown = f"NDCG@10 {m['ndcg']:.3f}  Spearman {m['spearman']:.3f}  P@5 {m['p5']:.3f}"
        yield f"{name:24} {shown}"
    yield f"weights found anew: {found['refit']}"
    yield f"NDCG@10 beside {2 * TELLING} offers, verdicts told or not: {found['feedback']}"
    for direction, methods in found["chinese"].items():
        for name, f in methods.items():
            shown = f"R@1 {f['first']:.3f}  R@10 {f['ten']:.3f}  MRR {f['mrr']:.4f}"
            yield f"{name:24} {direction}  {shown}"
    yield f"Chinese names to English ones, first: {found['across']}"
    for one in found["speed"]:
        yield json.dumps(one)
    for name, met in found["targets"].items():
        yield f"{'met   ' if met else 'MISSED'} {name}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.matching", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--refit", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    if given.one:
        sys.stdout.write(json.dumps(speed(given.one)) + "\n")
        return 0
    folder = given.data / "need-achievement"
    if not (folder / "judgements.jsonl").exists():
        sys.stderr.write(f"nothing to read in {given.data}\n")
        return 2
    pairs = Pairs(folder)
    if given.refit:
        sys.stdout.write(json.dumps(refit(pairs)) + "\n")
        return 0
    found: dict[str, Any] = {
        "pairs": {n: measured(pairs, method(pairs)) for n, method in METHODS.items()},
        "refit": refit(pairs),
        "feedback": feedback(pairs),
        "chinese": chinese(given.data / "csl"),
        "across": across(given.data / "csl"),
        "speed": [_apart(size) for size in given.sizes],
    }
    found["targets"] = targets(found)
    lines = [json.dumps(found)] if given.json else told(found)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(found["targets"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
