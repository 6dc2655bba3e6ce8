"""Repeats among texts, on files. What is found is shown, never judged."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xingmeng.cli import tables
from xingmeng.cli.answer import DONE, BadInput, add, say
from xingmeng.engines import screening
from xingmeng.engines.screening import Repeat, Rule

COLUMNS = ("a", "b", "share", "passages")


def commands(of: Any) -> None:
    screen = add(of, "screen", _screen, "passages that documents share, in whatever order")
    screen.add_argument("--documents", type=Path, required=True, help="id, text")
    screen.add_argument(
        "--against", type=Path, help="earlier ones, id, text; else among the documents"
    )
    screen.add_argument("--out", type=Path, required=True, help=", ".join(COLUMNS))
    screen.add_argument(
        "--least", type=float, default=Rule().share, help="share of the shorter text, 0 to 1"
    )
    screen.add_argument(
        "--most",
        type=int,
        help="what stands in more documents is boilerplate; by default it grows with them",
    )
    screen.add_argument("--json", action="store_true")


def _screen(given: argparse.Namespace) -> int:
    """Exit 0 also where repeats were found: whether they may be is for people to say."""
    if not 0 <= given.least <= 1 or (given.most is not None and given.most < 1):
        raise BadInput(
            "--least 应在 0 到 1 之间，--most 至少为 1。",
            "--least is 0 to 1, --most at least 1.",
        )
    documents = _documents(given.documents)
    against = _documents(given.against) if given.against else documents
    found = screening.repeats(
        list(documents.values()),
        list(against.values()) if given.against else None,
        Rule(share=given.least, most=given.most),
    )
    rows = list(_named(found, list(documents), list(against)))
    tables.write(given.out, COLUMNS, rows)
    if given.json:
        known = len(against) if given.against else 0
        counts = {"documents": len(documents), "against": known, "repeats": len(rows)}
        say(json.dumps(counts))
    else:
        say(f"{len(rows)} → {given.out}")
    return DONE


def _documents(path: Path) -> dict[Any, str]:
    """The texts of a file by their ids. Errors: BadInput, also for an id met twice."""
    found: dict[Any, str] = {}
    for number, (key, text) in enumerate(tables.read(path, ("id", "text")), start=1):
        if key in ("", None) or not isinstance(key, str | int) or not isinstance(text, str):
            raise BadInput(
                f"{path} 第 {number} 个文档：id 或 text 不是文字。",
                f"{path}, document {number}: its id or text is no text.",
            )
        if key in found:
            raise BadInput(f"{path}：id {key} 出现两次。", f"{path}: id {key} stands twice.")
        found[key] = text
    return found


def _named(
    found: Sequence[Repeat], a: Sequence[Any], b: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    """Rows as they are written; a document is never compared with itself."""
    for one in found:
        if a[one.a] != b[one.b]:
            where = [list(passage) for passage in one.passages]
            yield a[one.a], b[one.b], round(one.share, 6), where
