"""Repeating a published draw, without the server."""

import argparse
import json
from pathlib import Path
from typing import Any

from xingmeng.cli.answer import DONE, NEGATIVE, BadInput, add, say


def commands(of: Any) -> None:
    draw = of.add_parser("draw", help="random draws").add_subparsers(required=True)
    check = add(draw, "verify", _verify, "repeat a published draw, without the server")
    check.add_argument("file", type=Path)
    text = "the commitment as it was published before the draw; it must be the file's"
    check.add_argument("--commitment", default="", help=text)
    check.add_argument("--json", action="store_true")


def _verify(given: argparse.Namespace) -> int:
    from xingmeng.core import receipts
    from xingmeng.engines import draw

    try:
        text = given.file.read_bytes()
    except OSError as fault:
        raise BadInput(f"读不出文件：{fault}", f"Cannot read the file: {fault}") from fault
    try:
        document = receipts.read(text)
    except ValueError:
        document = {}  # which `verify` calls unreadable
    valid, reason = draw.verify(document, commitment=given.commitment)
    if given.json:
        say(json.dumps({"valid": valid, "reason": reason}))
    else:
        say(f"valid={valid} reason={reason}")
    return DONE if valid else NEGATIVE
