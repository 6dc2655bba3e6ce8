"""No test leaves anything behind in what others import, so their order does not matter."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(TESTS.rglob("*.py"))
FIXTURE = {"settings"}  # pytest-django puts back what a test changes in them


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)))
def test_nothing_imported_is_changed_by_hand(path: Path):
    """What a test changes elsewhere it changes by `monkeypatch` or `patch`: they undo it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    changed = {
        f"{name}.{target.attr}, line {target.lineno}"
        for target in _targets(tree)
        if (name := _root(target)) in _imported(tree) - FIXTURE
    }

    assert changed == set()


def test_such_a_change_would_be_seen():
    tree = ast.parse("from xingmeng.demo import cast\ncast.UNITS = (*cast.UNITS, 1)\n")

    assert [_root(target) for target in _targets(tree)] == ["cast"]
    assert _imported(tree) == {"cast"}


def _targets(tree: ast.Module) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node


def _root(target: ast.Attribute) -> str:
    within: ast.expr = target
    while isinstance(within, ast.Attribute):
        within = within.value
    return within.id if isinstance(within, ast.Name) else ""


def _imported(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
