"""What the platform says of itself: its instruments, its figures, the work it asks for."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from xingmeng.cli.answer import DEMO_DAY, DONE, NEGATIVE, BadInput, add, say
from xingmeng.cli.database import made_database, ready_django, table_names


def commands(of: Any) -> None:
    docs = add(of, "docs", _docs, "write the page about every instrument")
    docs.add_argument("folder", type=Path, nargs="?", default=Path("docs/instruments"))
    replay = add(of, "replay", _replay, "the published figures of a year beside the computed")
    replay.add_argument("year", type=int, choices=[2021])
    replay.add_argument("--json", action="store_true")
    text = "what each instrument's forms ask, fill and leave to type, against the paper forms"
    burden = add(of, "burden", _burden, text)
    burden.add_argument("instrument", nargs="?", help="its code; all of them without one")
    burden.add_argument("--unit", help="credit code of the unit that applies")
    burden.add_argument("--json", action="store_true")


def _docs(given: argparse.Namespace) -> int:
    ready_django()
    from xingmeng.web import manual

    try:
        written = manual.write(given.folder)
    except OSError as fault:
        raise BadInput(f"写不进 {given.folder}：{fault}", f"Cannot write: {fault}") from fault
    say(f"{len(written)} × {given.folder}/*.md")
    return DONE


def _replay(given: argparse.Namespace) -> int:
    made_database()
    from xingmeng.core import clock
    from xingmeng.stages.indicators import queries as indicators

    replayed = indicators.replay(today=clock.now())
    if given.json:
        say(json.dumps(replayed, ensure_ascii=False))
    else:
        for line in replayed["figures"]:
            mark = "=" if line["reproduced"] else " "
            shown = line["computed"] if line["computed"] is not None else line["basis"]
            say(f"{mark} {line['id']}  {line['published']:>14} {line['unit']:<14} {shown}")
        say(f"{replayed['reproduced']} / {replayed['total']}")
    return NEGATIVE if indicators.failures(replayed) else DONE


def _burden(given: argparse.Namespace) -> int:
    """Reads only; without a database the reference case alone is measured."""
    os.environ.setdefault("XINGMENG_TODAY", DEMO_DAY)
    ready_django()
    from xingmeng.demo.measured import measured
    from xingmeng.stages.applications.facts import burden

    held = "registry_unitdetail" in table_names()
    try:
        found = measured(given.instrument, given.unit, held=held)
    except LookupError as unknown:
        raise BadInput(f"没有这一项：{unknown}", f"There is no such: {unknown}") from unknown
    if given.json:
        say(json.dumps({"instruments": found}, ensure_ascii=False))
        return DONE
    for line in burden.table(found):
        say(line)
    return DONE
