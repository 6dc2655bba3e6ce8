"""The case files themselves are in order."""

import tomllib
from pathlib import Path

import pytest

from tests.law.cases import FOLDER, PARTS

FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_case_has_a_name_a_source_what_is_given_and_what_follows(path: Path):
    found = tomllib.loads(path.read_text(encoding="utf-8"))["case"]

    assert all(set(case) == PARTS and all(case.values()) for case in found)
    assert len({case["name"] for case in found}) == len(found)
