"""The bridge to the rules: a population as a sealed file, a book of law, what it comes to."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from xingmeng.core import files
from xingmeng.engines import rules
from xingmeng.engines.rulebook import MET, OUTCOMES, Book
from xingmeng.law import book
from xingmeng.law.dated import Overlay
from xingmeng.stages.registry.queries import yearly

WHO = ("organisation", "name_zh", "name_en", "credit_code")
SLICE = 100_000  # enterprises worked out at a time: memory stays flat


class Worked(NamedTuple):
    """What one verdict comes to for one enterprise. Units: fen, where it is money and met.

    Why it does is worked out again when somebody asks, from the same snapshot and law.
    """

    organisation_id: int
    verdict: str
    outcome: str
    amount_fen: int | None
    rule_version: str


# --- populations ------------------------------------------------------------------------------


def keep(year: int, *, as_of: datetime) -> tuple[str, int]:
    """Store the population of a year as of a moment; its digest and how many rows it has.

    Writes: one sealed file, the same for the same population. Errors: none.
    """
    frame = yearly.population(year, as_of=as_of).sort("organisation")
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", statistics=False)
    return files.store(out).digest, frame.height


def said_of(frame: pl.DataFrame, organisation_id: int) -> dict[str, int | None] | None:
    """What a population says of one enterprise; None if it is not in it. Errors: none."""
    rows = frame.filter(pl.col("organisation") == organisation_id)
    if not rows.height:
        return None
    row = rows.row(0, named=True)
    return {name: value for name, value in row.items() if name not in WHO}


# --- the law ----------------------------------------------------------------------------------


def law_of(on: date, overlay: Overlay) -> Book:
    """The law as it stood on a day, with what the authority had set.

    Errors: as `law.book.with_parameters`.
    """
    return _law(on, json.dumps(overlay, sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=16)
def _law(on: date, overlay: str) -> Book:
    return book.with_parameters(on, json.loads(overlay))


def digest_of(law: Book) -> str:
    """SHA-256 of everything the law says on its day. Errors: none."""
    said = [f"{code} {law.version(code)}" for code in law.order]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def verdicts(law: Book) -> list[str]:
    """The verdicts that are in force. Errors: none."""
    return [code for code in book.VERDICTS if code in law]


def work_out(frame: pl.DataFrame, law: Book) -> list[Worked]:
    """Every verdict for every enterprise.

    Order: as the frame, then as the book. Errors: none.
    """
    found: list[Worked] = []
    for part in frame.iter_slices(SLICE):
        found += _part(part, law)
    return found


def _part(part: pl.DataFrame, law: Book) -> Iterator[Worked]:
    codes = verdicts(law)
    numbered = part.with_row_index(rules.ROW)
    wide = rules.run(numbered, law, codes=codes).collect().to_native()
    wide = wide.sort(rules.ROW)
    units = part["organisation"].to_list()
    for_each = [
        ([Worked(*line) for line in zip(units, *_columns(wide, law, code), strict=True)])
        for code in codes
    ]
    for lines in zip(*for_each, strict=True):
        yield from lines


def _columns(wide: pl.DataFrame, law: Book, code: str) -> tuple[list[Any], ...]:
    places = wide[code].to_list()
    sums = wide[rules.amount_of(code)].to_list() if law[code].unit == "fen" else None
    amounts = [
        sums[n] if sums is not None and place == MET else None for n, place in enumerate(places)
    ]
    count = len(places)
    named = [OUTCOMES[place] for place in places]
    return [code] * count, named, amounts, [law.version(code)] * count


def results_digest(worked: list[Worked]) -> str:
    """SHA-256 of results, line by line: two runs that agree have the same. Errors: none."""
    whole = hashlib.sha256()
    for one in worked:
        whole.update(json.dumps(one, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()
