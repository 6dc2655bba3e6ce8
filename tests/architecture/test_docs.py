"""The documents name only what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:[a-z_]+/)+[A-Za-z0-9_./*<>-]+?)(?::[a-z_]+)?`")


def exists(path: str) -> bool:
    pattern = re.sub(r"<[a-z]+>", "*", path).rstrip("/")
    return any(any(base.glob(pattern)) for base in (ROOT, ROOT / "src" / "xingmeng"))


def test_every_path_on_the_map_exists():
    named = set(PATH.findall((ROOT / "docs" / "map.md").read_text(encoding="utf-8")))

    assert len(named) > 40
    assert [path for path in sorted(named) if not exists(path)] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_gives_the_two_commands_and_its_links_lead_somewhere(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]

    assert "make demo" in text and "make test" in text
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_decision_says_whether_it_holds():
    records = sorted((ROOT / "docs" / "decisions").glob("000[1-9]*.md"))

    assert len(records) >= 5
    for record in records:
        assert "**Status" in record.read_text(encoding="utf-8"), record.name
