"""Who reviews what: the exact assignment of experts on files, and its check."""

import argparse
import json
import math
from array import array
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from xingmeng.cli import tables
from xingmeng.cli.answer import DONE, NEGATIVE, BadInput, add, say, whisper
from xingmeng.engines import proofs, seats
from xingmeng.engines.values import Text

PAIR = ("expert", "application")
RULES = {
    "per_application": Text("每份申报的专家数", "experts per application"),
    "max_load": Text("每位专家的份数上限", "the most an expert may have"),
    "min_load": Text("每位专家的份数下限", "the least an expert must have"),
    "conflicts": Text("回避关系", "conflicts"),
    "own_load": Text("专家自己的份数上限", "an expert's own most"),
    "chance": Text("入选概率上限", "the cap on chances"),
    "scores": Text("没有评分的组合", "pairs without a score"),
}


class Table(NamedTuple):
    """Scores with the names of their rows and columns."""

    problem: seats.Problem
    applications: list[str]
    experts: list[str]


def commands(of: Any) -> None:
    command = add(of, "assign", _run, "the best assignment of experts, with its proof")
    command.add_argument("--scores", type=Path, required=True, help="expert,application,score")
    command.add_argument("--conflicts", type=Path, help="expert,application")
    command.add_argument("--per-application", type=int, required=True)
    command.add_argument("--max-load", type=int, required=True)
    command.add_argument("--min-load", type=int)
    command.add_argument("--rules", type=Path, help="more rules, as a plan's archive has them")
    command.add_argument("--objective", choices=["fair", "total"], default="fair")
    command.add_argument("--most-chance", help="draw it, no pair likelier than this, e.g. 0.5")
    command.add_argument("--seed", help="the word the draw is made from")
    command.add_argument("--out", type=Path, help="where the pairs go")
    command.add_argument("--check", type=Path, help="pairs to check instead of making any")
    command.add_argument("--certificate", type=Path, required=True)
    command.add_argument("--json", action="store_true")


def _run(given: argparse.Namespace) -> int:
    if bool(given.out) == bool(given.check):
        raise BadInput(
            "请用 --out 给出结果文件，或用 --check 给出要核验的文件。",
            "Give --out for the result, or --check for what is to be checked.",
        )
    for value in (given.per_application, given.max_load, given.min_load or 0):
        if not 0 <= value < 2**31:
            raise BadInput(f"{value} 不是可用的数目。", f"{value} is no usable number.")
    return _check(given) if given.check else _assign(given)


def _assign(given: argparse.Namespace) -> int:
    from xingmeng.engines import assignment  # with its solvers, which take a second to load

    table = _table(given, given.min_load or 0)
    try:
        if given.most_chance:
            chance = _chance(given)
            plan = assignment.spread(table.problem, chance, given.seed)
        else:
            plan = assignment.assign(table.problem, given.objective)
    except seats.Infeasible as clash:
        return _infeasible(clash.rules)
    pairs = sorted((table.experts[e], table.applications[a]) for a, e in plan.pairs)
    tables.write(given.out, PAIR, pairs)
    said = json.dumps(plan.certificate, ensure_ascii=False)
    try:
        given.certificate.write_text(said + "\n", encoding="utf-8")
    except OSError as fault:
        raise BadInput(
            f"写不进 {given.certificate}：{fault}", f"Cannot write {given.certificate}: {fault}"
        ) from fault
    shown = {"feasible": True, "pairs": len(pairs)}
    names = ("objective", "value", "floor", "bound", "gap", "floor_gap", "seed")
    shown |= {n: plan.certificate[n] for n in names if plan.certificate.get(n) is not None}
    say(json.dumps(shown) if given.json else _line(shown))
    return DONE


def _chance(given: argparse.Namespace) -> tuple[int, int]:
    try:
        chance = Fraction(given.most_chance)
    except (ValueError, ZeroDivisionError):
        chance = Fraction(0)
    if not 0 < chance <= 1 or chance.denominator > 1000 or not given.seed:
        raise BadInput(
            "--most-chance 取 0 到 1（最多三位小数），并用 --seed 给出种子。",
            "--most-chance lies within 0 and 1, three decimals at most; --seed gives the seed.",
        )
    return chance.numerator, chance.denominator


def _line(shown: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in shown.items())


def _infeasible(rules: Sequence[str]) -> int:
    named = [RULES.get(rule, Text(rule, rule)) for rule in rules]
    zh, en = "、".join(n.zh for n in named), ", ".join(n.en for n in named)
    whisper(f"这些规则不能同时成立 / these rules cannot hold together: {zh} / {en}")
    say(json.dumps({"feasible": False, "rules": list(rules)}))
    return NEGATIVE


def _check(given: argparse.Namespace) -> int:
    certificate = _object(given.certificate)
    rules = certificate.get("rules")
    least = given.min_load
    if least is None:
        least = rules.get("min_load") if isinstance(rules, dict) else 0
    if not isinstance(least, int) or not 0 <= least < 2**31:
        return _verdict(given, "rules")
    table = _table(given, least)
    rows = {name: i for i, name in enumerate(table.applications)}
    columns = {name: i for i, name in enumerate(table.experts)}
    pairs = []
    for expert, application in tables.read(given.check, PAIR):
        pairs.append((rows.get(str(application), -1), columns.get(str(expert), -1)))
    try:
        proofs.check(table.problem, pairs, certificate)
    except proofs.Unproven as fault:
        return _verdict(given, fault.code)
    return _verdict(given, None)


def _verdict(given: argparse.Namespace, reason: str | None) -> int:
    if given.json:
        say(json.dumps({"valid": reason is None, "reason": reason}))
    else:
        say("valid" if reason is None else f"not valid: {reason}")
    return DONE if reason is None else NEGATIVE


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise BadInput(f"读不出 {path}：{fault}", f"Cannot read {path}: {fault}") from fault
    if not isinstance(found, dict):
        raise BadInput(f"{path} 不是一个 JSON 对象。", f"{path} is no JSON object.")
    return found


def _table(given: argparse.Namespace, least: int) -> Table:
    experts: dict[str, int] = {}
    applications: dict[str, int] = {}
    e, a, points = array("i"), array("i"), array("d")
    for expert, application, score in tables.read(given.scores, (*PAIR, "score")):
        e.append(experts.setdefault(str(expert), len(experts)))
        a.append(applications.setdefault(str(application), len(applications)))
        points.append(_points(given.scores, score))
    if not points:
        raise BadInput(f"{given.scores} 里没有数据。", f"{given.scores} has no rows.")
    scores = _filled(given.scores, _ranks(applications)[a], _ranks(experts)[e], points)
    problem = seats.Problem(scores, given.per_application, given.max_load, least)
    table = Table(problem, sorted(applications), sorted(experts))
    if given.conflicts:
        table = table._replace(problem=_barred(given.conflicts, table))
    return table._replace(problem=_ruled(given.rules, table)) if given.rules else table


def _ruled(path: Path, table: Table) -> seats.Problem:
    """Each expert's own most, and caps on groups of experts: {"own_loads": {expert: most},
    "caps": [{"name", "most", "groups": {expert: number, -1 for none}}]}."""
    said, names = _object(path), table.experts
    everywhere = np.ones(len(table.applications), bool)
    try:
        own = said.get("own_loads")
        caps = [
            seats.Cap(
                str(cap["name"]),
                np.array([cap["groups"].get(name, -1) for name in names], np.int32),
                everywhere,
                int(cap["most"]),
            )
            for cap in said.get("caps", [])
        ]
        loads = None if own is None else np.array([own[name] for name in names], np.int64)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise BadInput(
            f"{path} 的规则不完整：{fault}", f"{path}: no whole rules: {fault}"
        ) from fault
    return replace(table.problem, caps=tuple(caps), own=loads)


def _ranks(names: dict[str, int]) -> np.ndarray:
    """The place of each name, numbered as met, among the sorted names."""
    found = np.empty(len(names), np.int64)
    found[[names[name] for name in sorted(names)]] = np.arange(len(names))
    return found


def _points(path: Path, score: Any) -> float:
    try:
        value = float(score)
    except (TypeError, ValueError):
        value = math.nan
    if not abs(value) <= seats.MOST_POINTS:
        raise BadInput(
            f"{path}：{score} 不是可用的评分（绝对值不超过 {seats.MOST_POINTS}）。",
            f"{path}: {score} is no usable score (within {seats.MOST_POINTS} of zero).",
        )
    return value


def _filled(path: Path, a: np.ndarray, e: np.ndarray, points: array) -> np.ndarray:
    scores = np.full((int(a.max()) + 1, int(e.max()) + 1), seats.BLOCKED, np.int32)
    scores[a, e] = seats.whole(np.frombuffer(points))
    if len(points) > scores.size or np.count_nonzero(scores != seats.BLOCKED) < len(points):
        raise BadInput(f"{path}：有重复的组合。", f"{path}: a pair is there twice.")
    return scores


def _barred(path: Path, table: Table) -> seats.Problem:
    """Conflicts of people or applications without scores bar nothing."""
    rows = {name: i for i, name in enumerate(table.applications)}
    columns = {name: i for i, name in enumerate(table.experts)}
    found = [
        (rows[str(a)], columns[str(e)])
        for e, a in tables.read(path, PAIR)
        if str(a) in rows and str(e) in columns
    ]
    named = np.array(found, np.int64).reshape(-1, 2)
    return seats.barred(table.problem, named[:, 0], named[:, 1])
