"""Offers for needs, on files: the best few of each, or the scores of given pairs."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xingmeng.cli import tables
from xingmeng.cli.answer import DONE, BadInput, add, in_english, say

COLUMNS = ("need", "offer", "score", "reasons")
STRUCTURE = ("field", "industry", "region", "size", "readiness", "succeeded")
COUNTED = {"readiness": (1, 9), "succeeded": (0, 10**9)}
SAMPLE = 200  # texts encoded to know what a language shares, where no pair needs their vectors


def commands(of: Any) -> None:
    match = add(of, "match", _match, "which offers answer which needs, with reasons")
    columns = f"id, title, description; also {', '.join(STRUCTURE)}"
    match.add_argument("--needs", type=Path, required=True, help=columns)
    match.add_argument("--offers", type=Path, required=True, help="the same columns")
    match.add_argument("--top", type=int, default=10, help="of each need; 10 if not given")
    match.add_argument("--pairs", type=Path, help="need, offer: exactly these, once each")
    match.add_argument("--feedback", type=Path, help="need, offer, verdict of earlier matches")
    match.add_argument("--out", type=Path, required=True, help=", ".join(COLUMNS))
    match.add_argument("--json", action="store_true")


def _match(given: argparse.Namespace) -> int:
    from xingmeng.engines import exchange

    if given.top < 1:
        raise BadInput("--top 至少为 1。", "--top is at least 1.")
    needs, offers = _listings(given.needs), _listings(given.offers)
    pairs = _pairs(given.pairs, needs, offers) if given.pairs else None
    told = _told(given.feedback, needs, offers) if given.feedback else {}
    index = exchange.Index()
    index.put(offers)
    meanings = _meanings(index, needs, offers)
    rows = list(_rows(index, needs, pairs, told, meanings, given.top))
    tables.write(given.out, COLUMNS, rows)
    counts = {"needs": len(needs), "offers": len(offers), "matches": len(rows)}
    say(json.dumps(counts) if given.json else f"{len(rows)} → {given.out}")
    return DONE


def _rows(
    index: Any,
    needs: Mapping[str, Any],
    pairs: Mapping[str, list[str]] | None,
    told: Mapping[str, Mapping[str, str]],
    meanings: Mapping[str, Any],
    top: int,
) -> Iterator[tuple[Any, ...]]:
    from xingmeng.engines import exchange

    for key, need in needs.items():
        asked = {"meaning": meanings.get(key), "told": told.get(key, {})}
        if pairs is None:
            found = index.best(need, top=top, **asked)
        else:
            found = index.judge(need, pairs.get(key, []), **asked)
        for match in found:
            words = [exchange.worded(reason) for reason in match.reasons]
            reasons = [text.en if in_english() else text.zh for text in words]
            yield key, match.key, match.score, reasons


def _meanings(
    index: Any, needs: Mapping[str, Any], offers: Mapping[str, Any]
) -> dict[str, Any]:
    """Vectors of the needs; the index gets those of the offers. Only across languages."""
    from xingmeng.engines import encoder, exchange  # loaded when it is first asked
    from xingmeng.engines.terms import language

    asked = {language(one.text.whole) for one in needs.values()} - {""}
    offered = {language(one.text.whole) for one in offers.values()} - {""}
    if len(asked | offered) < 2:
        return {}
    abroad = {k: o for k, o in offers.items() if asked - {language(o.text.whole)}}
    sample = [k for k in offers if k not in abroad][:SAMPLE]
    wanted = {k: exchange.encodable(offers[k]) for k in (*abroad, *sample)}
    index.place(dict(zip(wanted, encoder.encode(list(wanted.values())), strict=True)))
    asking = {k: n for k, n in needs.items() if offered - {language(n.text.whole)}}
    if not asking:
        return {}
    vectors = encoder.encode([exchange.encodable(need) for need in asking.values()])
    return dict(zip(asking, vectors, strict=True))


def _listings(path: Path) -> dict[str, Any]:
    """The rows of a file by their ids. Errors: BadInput, also for an id met twice."""
    from xingmeng.engines.pairing import Listing
    from xingmeng.engines.writing import Writing

    found: dict[str, Any] = {}
    rows = tables.read_objects(path, ("id", "title"), optional=("description", *STRUCTURE))
    for line, row in enumerate(rows, start=1):
        key = str("" if row["id"] is None else row["id"])
        if not key or key in found:
            raise BadInput(
                f"{path} 第 {line} 条：id 为空或出现两次：{key}",
                f"{path}, row {line}: its id is empty or stands twice: {key}",
            )
        text = Writing(_text(path, line, row, "title"), _text(path, line, row, "description"))
        said = {name: _text(path, line, row, name) for name in STRUCTURE if name not in COUNTED}
        counted = {name: _count(path, line, row, name) for name in COUNTED}
        found[key] = Listing(
            text, **said, readiness=counted["readiness"], succeeded=counted["succeeded"] or 0
        )
    if not found:
        raise BadInput(f"{path} 里没有数据。", f"{path} has no rows.")
    return found


def _text(path: Path, line: int, row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if value is None or isinstance(value, str):
        return value or ""
    raise BadInput(
        f"{path} 第 {line} 条：{name} 不是文字。", f"{path}, row {line}: {name} is no text."
    )


def _count(path: Path, line: int, row: Mapping[str, Any], name: str) -> int | None:
    """A whole number within its bounds; empty says nothing."""
    value, (low, high) = row[name], COUNTED[name]
    if value in ("", None):
        return None
    try:
        number = int(str(value))
    except ValueError:
        number = low - 1
    if not low <= number <= high or isinstance(value, bool):
        raise BadInput(
            f"{path} 第 {line} 条：{name} 应是 {low} 到 {high} 的整数。",
            f"{path}, row {line}: {name} is a whole number from {low} to {high}.",
        )
    return number


def _pairs(
    path: Path, needs: Mapping[str, Any], offers: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Offers by need. A pair that stands twice is asked once."""
    found: dict[str, dict[str, None]] = {}
    for line, (need, offer) in enumerate(tables.read(path, ("need", "offer")), start=1):
        _known(path, line, (str(need), needs), (str(offer), offers))
        found.setdefault(str(need), {})[str(offer)] = None
    return {need: list(keys) for need, keys in found.items()}


def _told(
    path: Path, needs: Mapping[str, Any], offers: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    from xingmeng.engines.exchange import VERDICTS

    found: dict[str, dict[str, str]] = {}
    rows = tables.read(path, ("need", "offer", "verdict"))
    for line, (need, offer, verdict) in enumerate(rows, start=1):
        _known(path, line, (str(need), needs), (str(offer), offers))
        if verdict not in VERDICTS:
            raise BadInput(
                f"{path} 第 {line} 条：verdict 应为 {'、'.join(VERDICTS)} 之一。",
                f"{path}, row {line}: verdict is one of {', '.join(VERDICTS)}.",
            )
        found.setdefault(str(need), {})[str(offer)] = verdict
    return found


def _known(path: Path, line: int, *asked: tuple[str, Mapping[str, Any]]) -> None:
    for key, known in asked:
        if key not in known:
            raise BadInput(
                f"{path} 第 {line} 条：没有 {key}。", f"{path}, row {line}: there is no {key}."
            )
