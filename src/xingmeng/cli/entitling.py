"""What the law gives without an application: run it now, set what the authority owes it."""

import argparse
import json
from typing import Any

from xingmeng.cli.answer import DONE, NEGATIVE, BadInput, add, day, say
from xingmeng.cli.database import made_database


def commands(of: Any) -> None:
    nouns = of.add_parser("entitlements", help="what the law gives").add_subparsers(
        required=True
    )
    run = add(nouns, "run", _run, "run the law over what is known of a year, as at night")
    check = add(nouns, "repeat", _repeat, "work stored runs out anew: the same, bit for bit?")
    for command in (run, check):
        command.add_argument("--year", type=int, help="else the last closed year")
        command.add_argument("--json", action="store_true")
    text = "the law as it stood that day; else today's"
    run.add_argument("--on", type=day, metavar="DATE", help=text)


def _run(given: argparse.Namespace) -> int:
    made_database()
    from xingmeng.core import clock
    from xingmeng.stages.entitlements import actions

    today = clock.today()
    year, on = given.year or today.year - 1, given.on or today
    if not 2000 <= year <= today.year or on > today:
        raise BadInput(
            f"{year} 年度、{on} 的政策不能测算。", f"{year} by the law of {on} cannot be run."
        )
    actions.take_silence_for_consent()
    row = actions.carry_out(year, on=on)
    said = {"run": row.pk, "year": year, "on": on.isoformat(), "digest": row.digest}
    said |= row.counts | {"held": len(row.counts["held"])}
    say(json.dumps(said) if given.json else " ".join(f"{k}={v}" for k, v in said.items()))
    return DONE


def _repeat(given: argparse.Namespace) -> int:
    made_database()
    from xingmeng.core import clock, seal
    from xingmeng.stages.entitlements import actions, queries

    year = given.year or clock.today().year - 1
    row = queries.latest_run(year)
    if row is None:
        raise BadInput(f"{year} 年度还没有测算。", f"{year} has not been run.")
    try:
        again = actions.repeat(row)
    except (FileNotFoundError, ValueError, seal.Broken) as fault:
        raise BadInput(
            f"{year} 年度的企业数据快照缺失或已损坏：{fault}",
            f"The stored population of {year} is lost or broken: {fault}",
        ) from fault
    said = {"run": row.pk, "year": year, "same": again == row.digest, "digest": again}
    say(json.dumps(said) if given.json else " ".join(f"{k}={v}" for k, v in said.items()))
    return DONE if said["same"] else NEGATIVE
