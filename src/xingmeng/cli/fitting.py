"""How well experts fit applications, on files."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xingmeng.cli import tables
from xingmeng.cli.answer import DONE, BadInput, add, say

PAIR = ("expert", "application")


def commands(of: Any) -> None:
    command = add(of, "expertise", _run, "how well each expert fits each application")
    text = "id,works; works a list of {title, abstract}"
    command.add_argument("--experts", type=Path, required=True, help=text)
    text = "id,title,abstract"
    command.add_argument("--applications", type=Path, required=True, help=text)
    text = "where expert,application,score of all pairs go; higher is better"
    command.add_argument("--out", type=Path, required=True, help=text)
    text = "where the works and terms that made each score go: expert,application,reasons"
    command.add_argument("--reasons", type=Path, help=text)
    command.add_argument("--json", action="store_true")


def _run(given: argparse.Namespace) -> int:
    from xingmeng.engines import encoder, matching  # numbers and an encoder take a second

    experts = _experts(given.experts)
    applications = _applications(given.applications)
    found = matching.expertise(experts, applications, encode=encoder.encode)
    tables.write(given.out, (*PAIR, "score"), _scores(found))
    if given.reasons:
        tables.write(given.reasons, (*PAIR, "reasons"), _reasons(found, experts))
    told = {"experts": len(experts), "applications": len(applications)}
    told["pairs"] = told["experts"] * told["applications"]
    say(json.dumps(told) if given.json else " ".join(f"{k}={v}" for k, v in told.items()))
    return DONE


def _scores(found: Any) -> Iterator[tuple[str, str, float]]:
    for expert, row in zip(found.experts, found.scores.tolist(), strict=True):
        for application, score in zip(found.applications, row, strict=True):
            yield expert, application, score


def _reasons(found: Any, experts: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    from xingmeng.engines import matching

    for column, application in enumerate(found.applications):
        named = zip(found.experts, matching.grounds(found, column), strict=True)
        for expert, grounds in named:
            works = experts[expert]
            said = [
                {"work": works[g.work].title, "strength": g.strength, "terms": list(g.terms)}
                for g in grounds
            ]
            yield expert, application, said


def _experts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, works in tables.read(path, ("id", "works")):
        listed = _parsed(works)
        if not isinstance(listed, list):
            raise BadInput(
                f"{path}：专家 {name} 的 works 不是列表。",
                f"{path}: the works of expert {name} are no list.",
            )
        _once(path, str(name), found)
        found[str(name)] = [_work(path, str(name), work) for work in listed]
    return _some(path, found)


def _applications(path: Path) -> dict[str, Any]:
    from xingmeng.engines.writing import Writing

    found: dict[str, Any] = {}
    for name, title, abstract in tables.read(path, ("id", "title"), optional=("abstract",)):
        _once(path, str(name), found)
        found[str(name)] = Writing(str(title or ""), str(abstract or ""))
    return _some(path, found)


def _work(path: Path, expert: str, work: Any) -> Any:
    from xingmeng.engines.writing import Writing

    known = {"title", "abstract"}
    if not isinstance(work, dict) or "title" not in work or set(work) - known:
        raise BadInput(
            f"{path}：专家 {expert} 的一项 works 应只有 title 和 abstract。",
            f"{path}: a work of expert {expert} should have title and abstract alone.",
        )
    return Writing(str(work["title"] or ""), str(work.get("abstract") or ""))


def _parsed(works: Any) -> Any:
    """Works as .csv holds them, JSON in a cell."""
    if not isinstance(works, str):
        return works
    try:
        return json.loads(works)
    except ValueError:
        return None


def _once(path: Path, name: str, found: Mapping[str, Any]) -> None:
    if name in found:
        raise BadInput(f"{path}：{name} 出现两次。", f"{path}: {name} stands twice.")


def _some(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    if not found:
        raise BadInput(f"{path} 里没有数据。", f"{path} has no rows.")
    return found
