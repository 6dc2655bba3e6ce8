"""A whole form as one file and back: XLSX for people, JSON for programs.

The file holds a version of the form's shape, each answer as it is typed, and tables as sheets
of their own. What comes back is untrusted: it is read whole before anything is kept, and every
fault names its cell and its question. No row of the database is touched here.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from xingmeng.core.words import say
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Question, Section, Table
from xingmeng.engines.values import Finding, Text

FORM = "form"  # the sheet of single answers
MOST_ROWS = 2_000  # read of one sheet
MOST_COLUMNS = 60
MOST_BYTES = 16 * 2**20  # of a workbook, unpacked
BROKEN = (zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, KeyError, OSError, TypeError)
BROKEN += (AttributeError, IndexError, EOFError, NotImplementedError)  # as a bad file may cause
MOST_CHARS = 32_767  # that a cell of a spreadsheet holds
HEADS = (
    Text("代码", "Code"),
    Text("题目", "Question"),
    Text("回答", "Answer"),
    Text("说明", "Note"),
)
NOTES: dict[str, Text] = {
    "money": Text("万元", "in CNY 10,000"),
    "date": Text("如 2024-06-30", "such as 2024-06-30"),
    "tick": Text("true 或 false", "true or false"),
    "percent": Text("0 到 100", "0 to 100"),
    "choices": Text("用逗号隔开", "apart by commas"),
}


@dataclass(slots=True)
class Read:
    """What a file says: answers by question, and each fault with its cell."""

    answers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, cell: str, question: Question | None, said: str) -> None:
        """Note one fault of a cell."""
        named = {"label": question.label, "field": question.name} if question else {}
        self.findings.append(Finding("cell_wrong", {"cell": cell, "said": said, **named}))


def wanted(sections: Sequence[Section]) -> dict[str, Question]:
    """The questions a file carries: all but files and what a rule computes. Errors: none."""
    every = forms.questions(sections)
    return {
        n: q for n, q in every.items() if q.kind != "file" and not getattr(q, "computed", "")
    }


# --- out --------------------------------------------------------------------------------------


def as_json(
    kind: str, number: str, sections: Sequence[Section], given: Mapping[str, Any]
) -> bytes:
    """A form's answers as JSON: plain values, money in fen. Errors: none."""
    said = {
        name: given[name] for name in wanted(sections) if not forms.is_empty(given.get(name))
    }
    whole = {"kind": kind, "number": number, "answers": said}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def as_xlsx(sections: Sequence[Section], given: Mapping[str, Any]) -> bytes:
    """A form's answers as a workbook, one sheet for single answers and one for each table.

    Units:  money in 万元, as it is typed; a text is cut at 32,767 characters, as a cell is.
    Errors: none.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = FORM
    _heads(sheet, [say(head) for head in HEADS], (18, 34, 70, 40))
    for name, question in wanted(sections).items():
        if isinstance(question, Table):
            _table(book.create_sheet(_sheet_name(book, name)), question, given.get(name))
        else:
            _line(
                sheet,
                [name, say(question.label), _typed(question, given.get(name)), _note(question)],
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heads(sheet: Worksheet, heads: Sequence[str], widths: Sequence[int]) -> None:
    _line(sheet, heads)
    for cell, width in zip(sheet[1], widths, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"


def _line(sheet: Worksheet, texts: Sequence[str]) -> None:
    """Texts alone: nothing is a formula, whatever it begins with."""
    sheet.append([None] * len(texts))
    for cell, text in zip(sheet[sheet.max_row], texts, strict=True):
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CHARS]
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _table(sheet: Worksheet, table: Table, value: Any) -> None:
    columns = [column for column in table.columns if not column.computed]
    widths = [max(14, min(40, 2 * len(column.label.zh) + 4)) for column in columns]
    _heads(sheet, [column.name for column in columns], widths)
    _line(sheet, [_head(column) for column in columns])
    for row in value if isinstance(value, list) else []:
        if isinstance(row, dict):
            _line(sheet, [_typed(column, row.get(column.name)) for column in columns])


def _head(column: Field) -> str:
    note = _note(column)
    return say(column.label) + (f" ({note})" if note else "")


def _typed(question: Field, value: Any) -> str:
    return forms.typed(question, value)


def _note(question: Field) -> str:
    if question.options:
        return "; ".join(f"{code} = {say(text)}" for code, text in question.options)
    return say(NOTES[question.kind]) if question.kind in NOTES else ""


def _sheet_name(book: Workbook, name: str) -> str:
    """A table's name as a sheet's: at most 31 characters, each once."""
    short = name[:31]
    return short if short not in book.sheetnames else f"{name[:28]}~{len(book.sheetnames)}"


# --- in ---------------------------------------------------------------------------------------


def from_json(content: bytes, sections: Sequence[Section], *, kind: str) -> Read:
    """The answers a JSON file gives. Errors: none; faults are in what is read."""
    read = Read()
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        read.findings.append(Finding("file_unreadable"))
        return read
    said = whole.get("answers") if isinstance(whole, dict) else None
    if not isinstance(said, dict) or whole.get("kind") != kind:
        read.findings.append(Finding("file_of_another_form"))
        return read
    every = wanted(sections)
    for name, value in said.items():
        _take(read, f"answers.{name}", every.get(str(name)), value)
    return read


def _take(read: Read, cell: str, question: Question | None, value: Any) -> None:
    if question is None:
        read.fault(cell, None, str(cell).partition(".")[2][:60])
    elif not forms.can_be_kept(value):
        read.fault(cell, question, "")
    else:
        for found in forms.check(question, value):
            if found.code not in forms.GAPS:
                read.fault(_place(cell, found), question, str(value)[:60])
        read.answers[question.name] = value


def _place(cell: str, found: Finding) -> str:
    row, column = found.values.get("row"), found.values.get("column")
    return f"{cell}[{row}].{column}" if row and column else cell


def from_xlsx(content: bytes, sections: Sequence[Section]) -> Read:
    """The answers a workbook gives; a question whose line was taken out stays unanswered.

    Errors: none; faults are in what is read.
    """
    read = Read()
    book = _opened(content)
    if book is None:
        read.findings.append(Finding("file_unreadable"))
        return read
    every = wanted(sections)
    if FORM not in book.sheetnames:
        read.findings.append(Finding("file_of_another_form"))
        return read
    _read_lines(read, book[FORM], every)
    names = _sheets(every)
    for title in book.sheetnames:
        if title in names:
            _read_rows(read, book[title], names[title])
    return read


def _opened(content: bytes) -> Workbook | None:
    """The workbook, unless it is none or would take too much room."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                return None
        return load_workbook(io.BytesIO(content), data_only=True)
    except (*BROKEN, InvalidFileException):
        return None


def _sheets(every: Mapping[str, Question]) -> dict[str, Table]:
    """The sheet of each table, named as they are on the way out."""
    book, found = Workbook(), {}
    book.active.title = FORM
    for name, question in every.items():
        if isinstance(question, Table):
            title = _sheet_name(book, name)
            book.create_sheet(title)
            found[title] = question
    return found


def _read_lines(read: Read, sheet: Worksheet, every: Mapping[str, Question]) -> None:
    seen: set[str] = set()
    for line in sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, MOST_ROWS), max_col=3):
        name = _text(line[0])
        if not name:
            continue
        question, place = every.get(name), f"{sheet.title}!{line[-1].coordinate}"
        if question is None or isinstance(question, Table) or name in seen:
            read.fault(f"{sheet.title}!{line[0].coordinate}", None, name[:60])
            continue
        seen.add(name)
        _answer(read, place, question, line[2], read.answers, question)


def _answer(
    read: Read, place: str, asked: Field, cell: Cell, into: dict[str, Any], question: Question
) -> None:
    """One cell as the answer it means, or the fault of it."""
    text = _text(cell)
    value = _meant(asked, text)
    wrong = [f for f in forms.check(asked, value) if f.code not in forms.GAPS]
    if not forms.can_be_kept(value) or wrong:
        read.fault(place, question, text[:60])
    into[asked.name] = value


def _meant(asked: Field, text: str) -> Any:
    if asked.kind == "choices":
        parts = text.replace("，", ",").replace("、", ",").split(",")
        return [part.strip() for part in parts if part.strip()]
    return forms.parse(asked, text)


def _text(cell: Cell) -> str:
    """What a cell says, as one would type it: whole numbers without a fraction."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _read_rows(read: Read, sheet: Worksheet, table: Table) -> None:
    columns = {column.name: column for column in table.columns if not column.computed}
    heads = [_text(cell) for cell in next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS), ())]
    for place, name in enumerate(heads):
        if name and name not in columns:
            read.fault(f"{sheet.title}!{sheet.cell(1, place + 1).coordinate}", table, name[:60])
    rows = []
    wide = min(sheet.max_column, len(heads))
    for line in sheet.iter_rows(min_row=3, max_row=min(sheet.max_row, MOST_ROWS), max_col=wide):
        if any(_text(cell) for cell in line):
            row: dict[str, Any] = dict.fromkeys(columns)
            for name, cell in zip(heads, line, strict=False):
                if name in columns:
                    place = f"{sheet.title}!{cell.coordinate}"
                    _answer(read, place, columns[name], cell, row, table)
            rows.append(row)
    if len(rows) > table.max_rows:
        read.fault(f"{sheet.title}!A{table.max_rows + 3}", table, str(len(rows)))
    read.answers[table.name] = rows
