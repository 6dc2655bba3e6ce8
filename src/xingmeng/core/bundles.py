"""Several short forms in one workbook, a sheet each, and back: to be filled in off line.

Only the cells of answers may be typed in; a hidden column says from which version each
answer started, so that what comes back late merges as autosave does. What comes back is
untrusted: every fault names its sheet and cell, and formulas are refused.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xingmeng.core import stamps
from xingmeng.core.stamps import Base
from xingmeng.core.words import say
from xingmeng.core.workbooks import BROKEN, ILLEGAL_CHARACTERS_RE, MOST_BYTES, MOST_CHARS, Read
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Finding, Text

HEADS = (
    Text("代码", "Code"),
    Text("题目", "Question"),
    Text("填写", "Answer"),
    Text("说明", "Note"),
    Text("版本", "Version"),
)
WIDTHS = (16, 34, 60, 44, 4)
ABOUT = 3  # lines above the questions
MOST_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One form of a bundle: the name of its sheet, what stands above it, and its draft."""

    code: str
    title: str
    row: Any
    sections: tuple[Section, ...]


@dataclass(slots=True)
class Back:
    """What one sheet says: its answers with their faults, and from what each started."""

    read: Read
    bases: dict[str, Base]


def typed_in(sections: Sequence[Section]) -> dict[str, Field]:
    """The questions a sheet carries: single ones that are neither files nor computed."""
    every = forms.questions(sections)
    return {
        name: one
        for name, one in every.items()
        if isinstance(one, Field) and one.kind != "file" and not one.computed
    }


def as_xlsx(parts: Sequence[Part], *, note: str) -> bytes:
    """The forms as one protected workbook; texts never become formulas. Errors: none."""
    book = Workbook()
    book.remove(book.active)
    for part in parts:
        _write(book.create_sheet(part.code[:31]), part, note)
    book.security.lockStructure = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, part: Part, note: str) -> None:
    _line(sheet, [part.code, part.title])
    _line(sheet, ["", note])
    _line(sheet, [say(head) for head in HEADS])
    for cell in sheet[ABOUT]:
        cell.font = Font(bold=True)
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDE"[place]].width = width
    sheet.column_dimensions["E"].hidden = True
    sheet.freeze_panes = f"A{ABOUT + 1}"
    points = DataValidation(type="whole", operator="between", formula1="0", formula2="100")
    sheet.add_data_validation(points)
    for name, question in typed_in(part.sections).items():
        answer = part.row.answers.get(name)
        said = forms.typed(question, answer)
        note_ = say(question.help) if question.help else ""
        base = stamps.base_of(part.row, question)
        _line(sheet, [name, say(question.label), said, note_, base])
        cell = sheet.cell(sheet.max_row, 3)
        cell.protection = Protection(locked=False)
        if question.kind == "integer":
            points.add(cell)
            if isinstance(answer, int):
                cell.value = answer
    sheet.protection.sheet = True


def _line(sheet: Worksheet, texts: Sequence[str]) -> None:
    """Texts alone: nothing is a formula, whatever it begins with."""
    place = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(place, column)
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CHARS]
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def from_xlsx(content: bytes, parts: Sequence[Part]) -> tuple[dict[str, Back], list[Finding]]:
    """What a workbook says of each form whose sheet it has, and every fault of it.

    Shapes: {code: Back}. Order: faults by sheet and line. Errors: none.
    """
    book = _opened(content)
    if book is None:
        return {}, [Finding("file_unreadable")]
    known = {part.code[:31]: part for part in parts}
    strange = [title for title in book.sheetnames if title not in known]
    found = [_fault(f"{title}!A1", title) for title in strange]
    backs = {}
    for title in book.sheetnames:
        if title in known:
            back = _read(book[title], known[title])
            backs[known[title].code] = back
            found += back.read.findings
    return backs, found or ([] if backs else [Finding("file_of_another_form")])


def _fault(cell: str, said: str, question: Field | None = None) -> Finding:
    named = {"label": question.label, "field": question.name} if question else {}
    return Finding("cell_wrong", {"cell": cell, "said": said[:60], **named})


def _opened(content: bytes) -> Any:
    """The workbook with its formulas as they are, unless it is none or takes too much room."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                return None
        return load_workbook(io.BytesIO(content), data_only=False)
    except (*BROKEN, InvalidFileException):
        return None


def _read(sheet: Worksheet, part: Part) -> Back:
    asked, back = typed_in(part.sections), Back(Read(), {})
    if str(sheet.cell(1, 1).value or "") != part.code:
        back.read.findings.append(_fault(f"{sheet.title}!A1", str(sheet.cell(1, 1).value)))
        return back
    last = min(sheet.max_row, MOST_LINES)
    for line in sheet.iter_rows(min_row=ABOUT + 1, max_row=last, max_col=len(WIDTHS)):
        name = str(line[0].value or "").strip()
        if name:
            _take(back, sheet.title, line, name, asked.get(name))
    return back


def _take(back: Back, title: str, line: Any, name: str, question: Field | None) -> None:
    place, cell = f"{title}!{line[2].coordinate}", line[2]
    if question is None or name in back.read.answers:
        back.read.findings.append(_fault(f"{title}!{line[0].coordinate}", name))
        return
    text = _text(cell.value)
    value = forms.parse(question, text)
    wrong = [f for f in forms.check(question, value) if f.code not in forms.GAPS]
    if cell.data_type == "f" or wrong or not forms.can_be_kept(value):
        back.read.findings.append(_fault(place, text, question))
    back.read.answers[name] = value
    back.bases[name] = Base.read(_text(line[4].value))


def _text(value: Any) -> str:
    """What a cell says, as one would type it: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
