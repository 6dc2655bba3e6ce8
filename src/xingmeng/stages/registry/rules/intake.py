"""Tables that registers hand over: how they are read, and what must be in order on each line.

A table is read as texts and checked column by column; every fault names its line. Nothing is
looked up here: what the registry itself must know is asked by `actions.intake`.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xingmeng.core.actor import Actor
from xingmeng.core.workbooks import BROKEN
from xingmeng.engines.arithmetic import Arithmetic
from xingmeng.engines.facts import MOST_FEN, Fact
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law import cells
from xingmeng.law.facts import ENTERPRISE
from xingmeng.stages.registry.rules.yearly import TRUTHS, YEARLY

MOST_LINES = 200_000
MOST_BYTES = 400 * 2**20  # of a workbook, unpacked
MOST_FAULTS = 50  # told at once
LINE = "line"  # of the file; the heads are line 1
GROUPED = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
PROVIDERS: dict[str, Text] = {
    "tax": Text("税务部门汇算清缴数据", "Tax returns, from the tax authority"),
    "statistics": Text("统计部门研发活动数据", "R&D activity, from statistics"),
    "firms": Text("市场主体登记数据", "Register of firms"),
    "recognitions": Text("认定管理机构名单", "Lists of recognitions"),
    "panel": Text("专家评审记录", "Records of expert panels"),
}
FLOW = Flow(
    kind="intake",
    states=(
        State(name="read", label=Text("待登记", "To be entered"), tone="warn", days=10),
        State(name="entered", label=Text("已登记", "Entered"), tone="good", final=True),
        State(name="discarded", label=Text("未采用", "Discarded"), final=True),
    ),
    moves=(
        Move(
            name="enter",
            label=Text("全部登记", "Enter all of it"),
            before=("read",),
            after="entered",
            by=("officer",),
            tone="good",
            checks=("in_order",),
        ),
        Move(
            name="discard",
            label=Text("不采用", "Discard"),
            before=("read",),
            after="discarded",
            by=("officer",),
            reason=True,
        ),
    ),
)


def _of(name: str, label: Text, kind: Any = "text", **more: Any) -> Fact:
    return Fact(name, kind, label, **more)


def _figure(name: str, label: Text) -> Fact:
    if name in ENTERPRISE:
        return ENTERPRISE[name]
    if name in TRUTHS:
        return _of(name, label, "flag")
    return _of(name, label, "fen" if name.endswith("_fen") else "count", low=LOSSES.get(name))


LOSSES = {"profit_fen": -MOST_FEN}
NO_DAY = ENTERPRISE["registered_on"].ends[0]  # "none"
CODE, YEAR = ENTERPRISE["credit_code"], ENTERPRISE["year"]
OF_UNITS = (
    _of("name_zh", Text("企业名称", "Name in Chinese")),
    _of("name_en", Text("英文名称", "Name in English")),
    _of("region", Text("行政区划代码", "Region code, GB/T 2260")),
    _of("industry_code", Text("行业代码", "Industry, GB/T 4754")),
    ENTERPRISE["registered_on"],
)
FIGURES = {name: _figure(name, label) for name, label in YEARLY.items()}


class Kind(NamedTuple):
    """What a table is about: its columns, and which of them must be there and filled."""

    label: Text
    columns: Mapping[str, Fact]
    needed: tuple[str, ...]
    keys: tuple[str, ...]  # no two lines have the same


KINDS: dict[str, Kind] = {
    "figures": Kind(
        Text("企业和年度数据", "Enterprises and yearly figures"),
        {fact.name: fact for fact in (CODE, YEAR, *OF_UNITS, *FIGURES.values())},
        ("credit_code", "year"),
        ("credit_code", "year"),
    ),
    "certificates": Kind(
        Text("证书和入库名单", "Certificates and entries"),
        {
            fact.name: fact
            for fact in (
                CODE,
                _of("recognition", Text("认定类别代码", "Code of the recognition")),
                _of("number", Text("证书编号", "Number")),
                _of("from_on", Text("有效期自", "Holds from"), "date"),
                _of("until_on", Text("有效期至", "Holds until"), "date"),
            )
        },
        ("credit_code", "recognition", "number", "from_on", "until_on"),
        ("recognition", "number"),
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a table as values, each with its line; faults of lines, the first ones."""

    rows: pl.DataFrame
    findings: tuple[Finding, ...] = ()


def reads_intakes(actor: Actor) -> bool:
    """Figures of all units are for officers alone. Source: 《统计法》 art. 25."""
    return bool(actor.roles & {"officer", "system"})


def read(kind: str, name: str, content: bytes) -> Table:
    """A table of that kind, checked. Errors: none; what is wrong is in `findings`."""
    return table_of(KINDS[kind], name, content)


def table_of(kind: Kind, name: str, content: bytes, *, most: int = MOST_LINES) -> Table:
    """The same for a kind of another stage. Units: at most `most` lines. Errors: none."""
    try:
        texts = _read_xlsx(content) if _is_xlsx(name) else _read_csv(content)
    except (*BROKEN, InvalidFileException, pl.exceptions.PolarsError):
        return _nothing(Finding("table_unreadable"))
    named, found = _named(kind, texts.columns)
    if found:
        return Table(pl.DataFrame(), tuple(found))
    if not 0 < texts.height <= most:
        return _nothing(Finding("table_size", {"lines": texts.height, "most": most}))
    return _checked(kind, _in_fen(texts, named))


def _nothing(why: Finding) -> Table:
    return Table(pl.DataFrame(), (why,))


def _is_xlsx(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ".xlsx"


# --- texts ------------------------------------------------------------------------------------


def _read_csv(content: bytes) -> pl.DataFrame:
    """UTF-8, else GB 18030, in which Chinese spreadsheets save."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return pl.read_csv(io.StringIO(text), infer_schema=False)


def _read_xlsx(content: bytes) -> pl.DataFrame:
    """The first sheet; what a formula last came to, never a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
            raise ValueError("too large")
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    lines = sheet.iter_rows(values_only=True, max_row=MOST_LINES + 2)
    heads = [_text(head) or "" for head in next(lines, ())]
    rows = [[_text(cell) for cell in line[: len(heads)]] for line in lines]
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")


def _text(cell: Any) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.date().isoformat() if hasattr(cell, "date") else str(cell)


# --- heads ------------------------------------------------------------------------------------


class Head(NamedTuple):
    """A column of the file: its fact, and the decimal places to whole fen."""

    name: str
    places: int


def heads_of(kind: Kind) -> dict[str, Head]:
    """Every head that is read: names, Chinese labels, money in 元 or 万元. Errors: none."""
    known: dict[str, Head] = {}
    for name, fact in kind.columns.items():
        known[name] = Head(name, 0)
        if fact.kind != "fen":
            known.setdefault(fact.label.zh, Head(name, 0))
        for unit, places in (("元", 2), ("万元", 6)) if fact.kind == "fen" else ():
            known.setdefault(f"{fact.label.zh}（{unit}）", Head(name, places))
    return known


def _named(kind: Kind, heads: Sequence[str]) -> tuple[dict[str, Head], list[Finding]]:
    known = heads_of(kind)
    plain = {head: head.strip().replace("(", "（").replace(")", "）") for head in heads}
    found = [Finding("column_unknown", {"name": h}) for h, p in plain.items() if p not in known]
    named = {head: known[p] for head, p in plain.items() if p in known}
    there = [head.name for head in named.values()]
    twice = sorted({name for name in there if there.count(name) > 1})
    found += [Finding("column_twice", {"name": name}) for name in twice]
    lacking = [name for name in kind.needed if name not in there]
    return named, found + [Finding("column_missing", {"name": name}) for name in lacking]


def _in_fen(texts: pl.DataFrame, named: Mapping[str, Head]) -> pl.DataFrame:
    """Columns by their facts' names, money as whole fen; what is no number stays as it is."""
    made = {}
    for head, (name, places) in named.items():
        text = pl.col(head).str.strip_chars()
        text = pl.when(text.str.contains(GROUPED)).then(text.str.replace_all(",", ""))
        text = text.otherwise(pl.col(head).str.strip_chars())
        if places:
            whole, part = text.str.extract(r"^(-?\d+)"), text.str.extract(r"\.(\d+)$")
            fen = whole + part.fill_null("").str.pad_end(places, "0")
            fits = text.str.contains(rf"^-?\d{{1,14}}(\.\d{{1,{places}}})?$")
            text = pl.when(fits).then(fen).otherwise(text)
        made[name] = pl.when(text != "").then(text)
    return texts.select(**made).with_row_index(LINE, offset=2)


# --- lines ------------------------------------------------------------------------------------


def _checked(kind: Kind, texts: pl.DataFrame) -> Table:
    facts = [kind.columns[name] for name in texts.columns if name != LINE]
    good = {fact.name: cells.is_good(fact) for fact in facts if fact.kind != "text"}
    found = list(_faults(kind, texts, good, texts))
    found += _empty(kind, texts) + _twice(kind, texts)
    if found:
        return Table(pl.DataFrame(), tuple(found[:MOST_FAULTS]))
    by = Arithmetic()
    frame = nw.from_native(texts)
    made = {f.name: cells.value(f, by) for f in facts}
    values = frame.select(LINE, **made).to_native()
    ranged = {fact.name: cells.in_range(fact) for fact in facts if fact.kind != "text"}
    found = list(_faults(kind, values, ranged, texts))
    return Table(values, tuple(found[:MOST_FAULTS]))


def _faults(
    kind: Kind, frame: pl.DataFrame, good: Mapping[str, nw.Expr], texts: pl.DataFrame
) -> Iterator[Finding]:
    """The lines that are not as they must be, column by column; empty ones are in order."""
    marks = {name: ~fine.fill_null(value=True) for name, fine in good.items()}
    wrong = nw.from_native(frame).select(**marks).to_native()
    for name in wrong.columns:
        lines = texts.filter(wrong[name]).head(MOST_FAULTS)
        for line, said in lines.select(LINE, name).iter_rows():
            label, unit = kind.columns[name].label, kind.columns[name].unit
            yield Finding(
                "line_wrong",
                {"line": line, "column": label, "said": said[:40], "wanted": unit},
            )


def _empty(kind: Kind, texts: pl.DataFrame) -> list[Finding]:
    lacking = [
        (line, kind.columns[name].label)
        for name in kind.needed
        for line in texts.filter(pl.col(name).is_null())[LINE].head(MOST_FAULTS)
    ]
    return [Finding("line_empty", {"line": line, "column": label}) for line, label in lacking]


def _twice(kind: Kind, texts: pl.DataFrame) -> list[Finding]:
    if not kind.keys:
        return []
    again = texts.filter(~pl.struct(*kind.keys).is_first_distinct())
    again = again.filter(pl.all_horizontal(pl.col(kind.keys).is_not_null()))
    return [Finding("line_twice", {"line": line}) for line in again[LINE].head(MOST_FAULTS)]
