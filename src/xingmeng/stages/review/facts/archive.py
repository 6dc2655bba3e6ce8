"""What review gives out as files."""

import io
import json
from typing import Any

from xingmeng.core import codes, packages
from xingmeng.stages.review.models import Plan

READ_ME = """xingmeng assign --check pairs.csv --certificate certificate.json \\
  --scores scores.csv --conflicts conflicts.csv --rules rules.json \\
  --per-application {per_application} --max-load {most} --min-load {least}
"""


def archive_of(plan: Plan) -> bytes:
    """A plan as the files that anybody can check, without names."""
    table = plan.table
    named = {pk: _code("A", n, plan, pk) for n, pk in enumerate(table["candidates"], start=1)}
    known = {pk: _code("E", n, plan, pk) for n, pk in enumerate(table["experts"], start=1)}
    applications, experts = list(named.values()), list(known.values())
    scores = [
        (experts[e], applications[a], f"{units / 1_000_000:.6f}")
        for a, line in enumerate(table["scores"])
        for e, units in enumerate(line)
    ]
    barred = [(experts[e], applications[a]) for a, e in table["barred"]]
    pairs = [(known[user], named[candidate]) for candidate, user, *_ in plan.pairs]
    files = {
        "scores.csv": _csv(("expert", "application", "score"), scores),
        "conflicts.csv": _csv(("expert", "application"), barred),
        "pairs.csv": _csv(("expert", "application"), pairs),
        "rules.json": json.dumps(_rules(table, experts)),
        "certificate.json": json.dumps(plan.certificate),
        "check.txt": READ_ME.format(**plan.rules),
    }
    held = io.BytesIO()
    packages.write(held, {name: text.encode() for name, text in files.items()})
    return held.getvalue()


def _code(letter: str, place: int, plan: Plan, pk: int) -> str:
    """Its place keeps the order that the proof is in; the rest is keyed: nobody guesses it."""
    made = codes.keyed("review.plan.code", f"{plan.pk}/{letter}/{pk}")
    return f"{letter}{place:05d}-{made.hex()[:12]}"


def _rules(table: dict[str, Any], experts: list[str]) -> dict[str, Any]:
    own = table["own"]
    return {
        "own_loads": None if own is None else dict(zip(experts, own, strict=True)),
        "caps": [
            {"name": name, "most": most, "groups": dict(zip(experts, group, strict=True))}
            for name, most, group in table["caps"]
        ],
    }


def _csv(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "".join(",".join(row) + "\n" for row in (columns, *rows))
