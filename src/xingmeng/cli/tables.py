"""Tables as files, by extension: .csv with a header row, .jsonl with one object a line."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from xingmeng.cli.answer import BadInput

csv.field_size_limit(2**31 - 1)  # a text may be long


def read(
    path: Path, needed: Sequence[str], *, optional: Sequence[str] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a file, one at a time, as values in the order of needed + optional.

    Values of .csv are texts; an optional column that is not there gives None.
    Errors: BadInput for a file that cannot be read, an unknown or missing column (named), a
            row that is too short or no object (its line named).
    """
    kind = _kind(path)
    with _opened(path) as lines:
        yield from (_csv if kind == ".csv" else _jsonl)(path, lines, needed, optional)


def read_objects(
    path: Path, needed: Sequence[str], *, optional: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """The same, each row by the names of its columns. Errors: as read()."""
    names = (*needed, *optional)
    for row in read(path, needed, optional=optional):
        yield dict(zip(names, row, strict=True))


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table; lists and mappings inside a .csv become JSON.

    Errors: BadInput for an extension it does not know or a file it cannot write.
    """
    kind = _kind(path)
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            (_write_csv if kind == ".csv" else _write_jsonl)(out, columns, rows)
    except OSError as fault:
        raise BadInput(f"写不进 {path}：{fault}", f"Cannot write {path}: {fault}") from fault


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind in (".csv", ".jsonl"):
        return kind
    if kind == ".parquet":
        raise BadInput(
            f"{path}：这一安装没有读写 .parquet 的库，请用 .csv 或 .jsonl。",
            f"{path}: this installation has no library for .parquet; use .csv or .jsonl.",
        )
    raise BadInput(
        f"{path}：不认识的扩展名，可用 .csv、.jsonl。",
        f"{path}: unknown extension; .csv and .jsonl are read and written.",
    )


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(f"读不出 {path}：{fault}", f"Cannot read {path}: {fault}") from fault


def _csv(
    path: Path, lines: IO[str], needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    table = csv.reader(lines)
    header = next(table, [])
    _refuse_columns(path, set(header), needed, optional, line=1)
    if len(set(header)) < len(header):
        raise BadInput(f"{path}：有重名的列。", f"{path}: two columns have one name.")
    there = [name for name in (*needed, *optional) if name in header]
    pick = itemgetter(*(header.index(name) for name in there))
    blank = len(needed) + len(optional) - len(there)
    for row in table:
        if len(row) != len(header):
            if row:
                raise _bad_line(path, table.line_num)
            continue
        picked = pick(row) if len(there) > 1 else (pick(row),)
        yield picked if not blank else _spread(picked, there, (*needed, *optional))


def _spread(picked: Sequence[Any], there: list[str], names: Sequence[str]) -> tuple[Any, ...]:
    held = dict(zip(there, picked, strict=True))
    return tuple(held.get(name) for name in names)


def _jsonl(
    path: Path, lines: IO[str], needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    names = (*needed, *optional)
    known, must = frozenset(names), frozenset(needed)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row: Mapping[str, Any] = json.loads(line)
        except ValueError:
            raise _bad_line(path, number) from None
        if not isinstance(row, dict):
            raise _bad_line(path, number)
        if not must <= row.keys() <= known:
            _refuse_columns(path, set(row), needed, optional, line=number)
        yield tuple(row.get(name) for name in names)


def _bad_line(path: Path, line: int) -> BadInput:
    return BadInput(
        f"{path} 第 {line} 行不是完整的一行数据。", f"{path}, line {line}: not a whole row."
    )


def _refuse_columns(
    path: Path, given: set[str], needed: Sequence[str], optional: Sequence[str], *, line: int
) -> None:
    missing = [name for name in needed if name not in given]
    unknown = sorted(given - set(needed) - set(optional))
    said = [("缺少列", "missing column", name) for name in missing]
    said += [("不认识的列", "unknown column", name) for name in unknown]
    if said:
        zh = "；".join(f"{word} {name}" for word, _, name in said)
        en = "; ".join(f"{word} {name}" for _, word, name in said)
        raise BadInput(f"{path} 第 {line} 行：{zh}", f"{path}, line {line}: {en}")


def _write_csv(out: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    return value


def _write_jsonl(out: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        line = dict(zip(columns, row, strict=True))
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
