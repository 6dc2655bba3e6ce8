"""The law on files of facts: the dictionary, a population, one enterprise, its own order."""

import argparse
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xingmeng.cli.answer import DONE, NEGATIVE, BadInput, add, day, say, whisper

RULES_COLUMNS = "credit_code,year,rule,rule_version,outcome,amount_fen,reasons"


def commands(of: Any) -> None:
    law = of.add_parser("law", help="the law on facts").add_subparsers(required=True)
    facts = add(law, "facts", _facts, "the dictionary of facts")
    run = add(law, "run", _run, "every rule for every enterprise and year")
    explain = add(law, "explain", _explain, "why, for one enterprise")
    check = add(law, "check", _check, "citations, units, dates of the law itself")
    for command in (run, explain):
        command.add_argument("--on", type=day, required=True, metavar="DATE")
        command.add_argument("--facts", type=Path, required=True, help="see `law facts`")
    run.add_argument("--engine", choices=("polars", "spark"), default="polars")
    run.add_argument("--out", type=Path, required=True, help=RULES_COLUMNS)
    explain.add_argument("--org", required=True, metavar="CODE")
    explain.add_argument("--year", type=int, help="else the last there is")
    explain.add_argument("--rule", help="one rule; else all verdicts")
    text = "parameters of the authority or of a draft, .toml"
    for command in (run, explain, check):
        command.add_argument("--parameters", type=Path, help=text)
    for command in (facts, run, explain, check):
        command.add_argument("--json", action="store_true")


def _overlay(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BadInput(f"读不出 {path}：{fault}", f"Cannot read {path}: {fault}") from fault
    return dict(_flat(said))


def _flat(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """[topic.name] and ["topic.name"] alike."""
    for topic, inner in said.items():
        if "values" in inner:
            yield topic, inner
        else:
            yield from ((f"{topic}.{name}", one) for name, one in inner.items())


def _book(given: argparse.Namespace) -> Any:
    from xingmeng.law import book

    try:
        return book.with_parameters(given.on, _overlay(given.parameters))
    except (LookupError, ValueError, OverflowError, KeyError, TypeError) as fault:
        raise BadInput(f"参数不对：{fault}", f"Wrong parameters: {fault}") from fault


# --- facts ------------------------------------------------------------------------------------


def _facts(given: argparse.Namespace) -> int:
    from xingmeng.law.facts import ENTERPRISE, FIXED

    fixed = {fact.name for fact in FIXED}
    rows = [
        {
            "name": fact.name,
            "type": fact.kind,
            "unit": fact.unit,
            "label": {"zh": fact.label.zh, "en": fact.label.en},
            "fixed": fact.name in fixed,
            "presumed": _presumed(fact),
            "judged": fact.judged,
        }
        for fact in ENTERPRISE.values()
    ]
    if given.json:
        say(json.dumps({"facts": rows}, ensure_ascii=False))
    else:
        for row in rows:
            say(f"{row['name']:26} {row['unit']:10} {row['label']['zh']} {row['label']['en']}")
    return DONE


def _presumed(fact: Any) -> Any:
    if fact.presumed is None:
        return None
    return bool(fact.presumed) if fact.kind == "flag" else fact.presumed


# --- run --------------------------------------------------------------------------------------


def _run(given: argparse.Namespace) -> int:
    from xingmeng.cli import enterprise_facts, rulings

    law = _book(given)
    rulings.refuse_extension(given.out)
    if given.engine == "spark":
        from xingmeng.cli import spark

        with spark.session() as session:
            rows = enterprise_facts.read(given.facts, spark=session).to_native()
            parts = iter([spark.ordered(rows, law, _overlay(given.parameters))])
    else:
        parts = rulings.ordered(enterprise_facts.read(given.facts).to_native(), law)
    height, counts = rulings.write(given.out, parts, law)
    if given.json:
        say(json.dumps({"enterprises": height, "rows": sum(counts.values()), **counts}))
    else:
        say(f"{height} → {given.out}")
    return DONE


# --- explain ----------------------------------------------------------------------------------


def _explain(given: argparse.Namespace) -> int:
    from xingmeng.cli import enterprise_facts, telling
    from xingmeng.law.book import VERDICTS

    law = _book(given)
    if given.rule is not None and given.rule not in law:
        raise BadInput(
            f"{given.on} 没有规则 {given.rule}。", f"No rule {given.rule} on {given.on}."
        )
    frame = enterprise_facts.read(given.facts).collect(backend="polars").to_native()
    rows = frame.filter(frame["credit_code"] == given.org).sort("year").to_dicts()
    rows = [row for row in rows if given.year in (None, row["year"])]
    if not rows:
        raise BadInput(
            f"{given.facts} 中没有 {given.org}。", f"{given.facts} has no {given.org}."
        )
    codes = [given.rule] if given.rule else [code for code in VERDICTS if code in law]
    tree = telling.tree(law, rows[-1], codes)
    if given.json:
        say(json.dumps(tree, ensure_ascii=False))
    else:
        for line in telling.lines(tree):
            say(line)
    return DONE


# --- check ------------------------------------------------------------------------------------


def _check(given: argparse.Namespace) -> int:
    from xingmeng.law import book, checking, documents
    from xingmeng.law.dated import quantities

    try:
        numbers = quantities(_overlay(given.parameters))
    except (LookupError, ValueError, KeyError, TypeError) as fault:
        raise BadInput(f"参数不对：{fault}", f"Wrong parameters: {fault}") from fault
    found = list(checking.of_quantities(numbers.values()))
    found += checking.of_library()
    rules = 0
    for those, facts in book.subjects().values():
        found += [*checking.of_rules(those), *checking.of_days(those, facts, numbers)]
        rules += len(those)
    said = {
        "ok": not found,
        "rules": rules,
        "parameters": len(numbers),
        "documents": len(documents.every()),
        "owed": [key for key, one in numbers.items() if one.owed],
        "needs_check": [k for k, one in numbers.items() if one.confidence in ("MH", "ML")],
        "findings": [{"code": one.code, **_plain(one.values)} for one in found],
    }
    for one in said["findings"]:
        whisper(json.dumps(one, ensure_ascii=False))
    if given.json:
        say(json.dumps(said, ensure_ascii=False))
    else:
        say(f"ok={said['ok']} rules={rules} parameters={len(numbers)} owed={len(said['owed'])}")
    return NEGATIVE if found else DONE


def _plain(values: Any) -> dict[str, Any]:
    return {k: v if isinstance(v, str | int) else str(v) for k, v in values.items()}
