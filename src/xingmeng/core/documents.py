"""Official documents as PDF: a Typst template of ours, and what people wrote only as data."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import justmytype_intl_cjk
import typst

from xingmeng.core import keys

ROOT = Path(__file__).resolve().parents[1]  # templates import "/core/typst/official.typ"
ARCHIVAL = ("a-2a", "ua-1")  # PDF/A-2a for the archive, PDF/UA-1 for screen readers
UNSHOWN = ("could not be displayed with font", "the PDF contains the codepoint")
NO_DAY = date(2000, 1, 1)
# A house that owns the faces of GB/T 9704 puts them in HOME_DIR/fonts; without them the
# face from the lock is used, and the document differs in its looks alone.
FACES = {
    "body": ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif SC", "Noto Sans SC"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif SC", "Noto Sans SC"),
    "heading": ("SimHei", "STHeiti", "Noto Sans SC"),
    "plain": ("Noto Sans SC",),
}
LAST_RESORT = ("Noto Sans TC", "Noto Sans JP", "Noto Sans KR")  # rarer characters of names
UNSEEN = frozenset({"Cc", "Cs"})
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def render(template: Path, data: Mapping[str, Any]) -> bytes:
    """The document as PDF; equal templates, data and fonts give equal bytes.

    The day of the document is data["issued_on"] (ISO), else 2000-01-01: no clock is read.
    Text cannot become code, and control and direction marks are left out of it. A character
    that no font shows costs the archival standard (PDF/A-2a, PDF/UA-1), never the document.

    Errors: typst.TypstError if the template is wrong, is unfit for the archive, or names
        what the data lack.
    """
    try:
        return _compiled(template, data, ARCHIVAL)
    except typst.TypstError as error:
        if not any(reason in error.diagnostic for reason in UNSHOWN):
            raise
        return _compiled(template, data, ())


def _compiled(template: Path, data: Mapping[str, Any], standards: tuple[str, ...]) -> bytes:
    own = keys.home() / "fonts"
    fonts = _fonts(own if own.is_dir() else None)
    inputs = {"data": _as_json(data), "faces": _as_json(_faces(frozenset(fonts.families())))}
    return typst.compile(
        template.read_bytes(),
        root=str(ROOT),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=list(standards),
        timestamp=datetime.combine(_day_of(data), time(), tzinfo=UTC),
    )


@cache
def _fonts(own: Path | None) -> typst.Fonts:
    packed = justmytype_intl_cjk.get_font_pack().get_font_directories()
    paths = [*packed, own] if own else packed
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in paths],
    )


def _faces(present: frozenset[str]) -> dict[str, list[str]]:
    """For each use the faces that are here, best first; Typst warns of any other name."""
    return {
        use: [face for face in (*wanted, *LAST_RESORT) if face in present]
        for use, wanted in FACES.items()
    }


def _as_json(value: object) -> str:
    return json.dumps(_printable(value), ensure_ascii=False, sort_keys=True, default=str)


def _printable(value: object) -> object:
    if isinstance(value, str):
        return "".join(one for one in value if _is_printable(one))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _is_printable(one: str) -> bool:
    """What shows, breaks a line or sets a tab."""
    return one in "\n\t" or (one not in TURNING and unicodedata.category(one) not in UNSEEN)


def _day_of(data: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(data.get("issued_on"))[:10])
    except ValueError:
        return NO_DAY
