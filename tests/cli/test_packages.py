"""`xingmeng archive verify`: a package is whole, has a fault that is named, or is none."""

import io
import json
from pathlib import Path

import pytest

from xingmeng import cli
from xingmeng.core import keys, packages, receipts

FILES = {"steps.json": b"[]", "papers/01-contract.pdf": b"%PDF-1.7"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole package of a server with a key of its own, which lies beside it."""
    monkeypatch.setattr(keys, "home", lambda: tmp_path)
    sealed = packages.as_json(receipts.sign(packages.manifest_of({}, FILES)))
    (tmp_path / "key.pem").write_text(keys.public_key_pem())
    return written(tmp_path / "whole.zip", FILES | {packages.MANIFEST: sealed})


def written(to: Path, files: dict[str, bytes]) -> Path:
    held = io.BytesIO()
    packages.write(held, files)
    to.write_bytes(held.getvalue())
    return to


def verified(*words: object, capsys: pytest.CaptureFixture) -> tuple[int, dict]:
    code = cli.main(["archive", "verify", *map(str, words)])
    return code, json.loads(capsys.readouterr().out)


def test_a_whole_package_is_valid_also_by_its_key(package: Path, capsys):
    whole = {"valid": True, "reason": "valid"}

    assert verified(package, capsys=capsys) == (cli.DONE, whole)
    key = package.with_name("key.pem")
    assert verified(package, "--key", key, capsys=capsys) == (cli.DONE, whole)


def test_the_first_fault_is_named_with_its_file(package: Path, tmp_path: Path, capsys):
    bare = written(tmp_path / "bare.zip", FILES)

    found = verified(bare, capsys=capsys)

    said = {"valid": False, "reason": "not_a_package", "file": ""}
    assert found == (cli.NEGATIVE, said)


@pytest.mark.parametrize("missing", ["package", "key"])
def test_a_file_that_is_not_there_is_bad_input(missing: str, package: Path, capsys):
    absent = package.with_name("absent")
    words = [absent] if missing == "package" else [package, "--key", absent]

    assert cli.main(["archive", "verify", *map(str, words)]) == cli.BAD_INPUT
    assert "读不出文件" in capsys.readouterr().err


def test_what_is_no_key_is_bad_input(package: Path, capsys):
    words = ["archive", "verify", str(package), "--key", str(package.with_name("no.pem"))]
    package.with_name("no.pem").write_text("a letter")

    assert cli.main(words) == cli.BAD_INPUT
    assert "公钥不可用" in capsys.readouterr().err
