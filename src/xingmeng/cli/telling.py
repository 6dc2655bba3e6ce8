"""The tree of an explanation, for programs as JSON and for people as lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from xingmeng.engines.explanation import Explained, explain, shown
from xingmeng.engines.rulebook import Book

KEYS = ("rule", "outcome", "amount_fen", "article", "confidence")


def tree(law: Book, row: dict[str, Any], codes: Sequence[str]) -> dict[str, Any]:
    """The rules asked for, under one root that names the enterprise, the year and the day."""
    said = {name: value for name, value in row.items() if name != "credit_code"}
    return {
        "rule": "law",
        "credit_code": row["credit_code"],
        "year": row["year"],
        "on": law.on.isoformat(),
        "outcome": None,
        "amount_fen": None,
        "article": None,
        "confidence": None,
        "parameters": [],
        "facts": {},
        "missing": [],
        "nearest": None,
        "children": [_node(law, explain(law, code, said)) for code in codes],
    }


def _node(law: Book, told: Explained) -> dict[str, Any]:
    rule, settled = told.rule, told.least == told.most
    closed = told.outcome in ("met", "unmet")
    return {
        "rule": rule.code,
        "version": told.version,
        "title": {"zh": rule.title.zh, "en": rule.title.en},
        "outcome": told.outcome,
        "amount_fen": told.least if rule.unit == "fen" and closed else None,
        "value": told.least if rule.gives is not None and settled and closed else None,
        "between": None if settled else [told.least, told.most],
        "unit": rule.unit or None,
        "rounding": rule.rounding or None,
        "article": rule.source,
        "confidence": rule.confidence,
        "needs_check": rule.needs_check,
        "note": {"zh": rule.note.zh, "en": rule.note.en} if rule.note else None,
        "parameters": list(told.parameters),
        "facts": {n: shown(law.facts[n], v) for n, v in told.facts.items()},
        "presumed": list(told.presumed),
        "missing": list(told.missing),
        "bands": list(told.bands),
        "nearest": _nearest(law, told),
        "children": [_node(law, child) for child in told.children],
    }


def _nearest(law: Book, told: Explained) -> dict[str, Any] | None:
    if not told.nearest:
        return None
    return {
        "outcome": "met",
        "changes": [
            {
                "fact": one.fact,
                "from": shown(law.facts[one.fact], one.now),
                "to": shown(law.facts[one.fact], one.then),
                "unit": law.facts[one.fact].unit,
            }
            for one in told.nearest
        ],
    }


def lines(node: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """The same to read, the parts of a rule further in."""
    if depth:
        said = [node["outcome"], node["title"]["zh"], node["article"]]
        if node["value"] is not None:
            said.append(f"{node['value']} {node['unit'] or ''}".rstrip())
        said += [f"缺 {', '.join(node['missing'])}"] if node["missing"] else []
        if node["nearest"]:
            steps = (f"{c['fact']} {c['from']} → {c['to']}" for c in node["nearest"]["changes"])
            said.append("差 " + "; ".join(steps))
        yield "  " * (depth - 1) + node["rule"] + "  " + "  ".join(said)
    for child in node["children"]:
        yield from lines(child, depth + 1)
