"""Small drawings as PNG for the demo: equal bars give equal bytes."""

import json
from pathlib import Path

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.core import attachments
from xingmeng.demo.stage import who

DRAWING = Path(__file__).parent / "drawing.typ"


def attach_drawing(kind: str, pk: int, bars: tuple[int, ...], username: str) -> None:
    """One picture of a case. Units: the height of each bar in percent."""
    drawn = typst.compile(
        DRAWING.read_bytes(),
        sys_inputs={"bars": json.dumps(bars)},
        ignore_system_fonts=True,
        format="png",
        ppi=96,
    )
    upload = SimpleUploadedFile("示意图.png", drawn, content_type="image/png")
    attachments.add(upload, kind=kind, subject_id=pk, field="picture", actor=who(username))
