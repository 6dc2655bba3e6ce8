"""The trail and the receipts: is what was written still what was written?"""

import argparse
import json
from pathlib import Path
from typing import Any

from xingmeng.cli.answer import DONE, NEGATIVE, BadInput, add, say
from xingmeng.cli.database import made_database


def commands(of: Any) -> None:
    trail = of.add_parser("trail", help="the append-only record").add_subparsers(required=True)
    verify = add(
        trail, "verify", _trail_verify, "find the first altered, removed or inserted row"
    )
    verify.add_argument("--json", action="store_true")
    receipt = of.add_parser("receipt", help="receipts").add_subparsers(required=True)
    check = add(receipt, "verify", _receipt_verify, "check a receipt, without the server")
    check.add_argument("file", type=Path)
    check.add_argument("--key", type=Path, help="the platform's public key (PEM)")
    check.add_argument("--json", action="store_true")
    archive = of.add_parser("archive", help="packages of projects").add_subparsers(
        required=True
    )
    look = add(archive, "verify", _archive_verify, "check a package, without the server")
    look.add_argument("file", type=Path)
    look.add_argument("--key", type=Path, help="the platform's public key (PEM)")
    look.add_argument("--json", action="store_true")


def _trail_verify(given: argparse.Namespace) -> int:
    made_database()
    from xingmeng.core import trail

    verdict = trail.verify()
    fault = verdict.first_broken
    found = {"position": fault.position, "kind": fault.kind} if fault else None
    if given.json:
        say(json.dumps({"ok": verdict.ok, "links": verdict.links, "first_broken": found}))
    else:
        say(f"ok={verdict.ok} links={verdict.links} first_broken={found}")
    return DONE if verdict.ok else NEGATIVE


def _receipt_verify(given: argparse.Namespace) -> int:
    from xingmeng.core import receipts

    text, trusted = _read(given.file), _read(given.key) if given.key else None
    try:
        document = receipts.read(text)
    except ValueError:
        document = {}  # which `verify` calls unreadable
    try:
        valid, reason = receipts.verify(document, trusted_pem=trusted)
    except ValueError as fault:
        raise BadInput(f"公钥不可用：{fault}", f"Unusable key: {fault}") from fault
    say(json.dumps({"valid": valid, "reason": reason}, ensure_ascii=False))
    return DONE if valid else NEGATIVE


def _archive_verify(given: argparse.Namespace) -> int:
    from xingmeng.core import packages

    trusted = _read(given.key) if given.key else None
    try:
        fault = packages.verify(given.file, trusted_pem=trusted)
    except OSError as reason:
        raise BadInput(f"读不出文件：{reason}", f"Cannot read the file: {reason}") from reason
    except ValueError as reason:
        raise BadInput(f"公钥不可用：{reason}", f"Unusable key: {reason}") from reason
    found = {"reason": fault.reason, "file": fault.file} if fault else {"reason": "valid"}
    say(json.dumps({"valid": fault is None, **found}, ensure_ascii=False))
    return NEGATIVE if fault else DONE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"读不出文件：{fault}", f"Cannot read the file: {fault}") from fault
