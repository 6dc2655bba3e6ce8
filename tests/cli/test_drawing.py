"""`xingmeng draw verify`: yes, no and not a file, without a database."""

import json
from pathlib import Path
from typing import Any

import pytest

from xingmeng import cli
from xingmeng.engines import draw
from xingmeng.engines.draw import Stratum

KEY = "5e" * 32
POOL = {f"e{n}": "农业" for n in range(6)}


def published() -> dict[str, Any]:
    strata, about = [Stratum("农业", 2, 1)], {"purpose": "pool", "number": "CQ20240001"}
    commitment = draw.commit(KEY, POOL, strata, about=about)
    before = draw.sealed(POOL, strata, about=about, commitment=commitment)
    return draw.revealed(before, key=KEY, word="沪市收盘 2967.40")


def written(folder: Path, document: Any) -> str:
    path = folder / "draw.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def said(capsys) -> dict[str, Any]:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_published_draw_is_repeated(tmp_path: Path, capsys):
    document = published()
    file = written(tmp_path, document)

    assert cli.main(["draw", "verify", file, "--json"]) == 0
    assert said(capsys) == {"valid": True, "reason": "valid"}
    assert cli.main(["draw", "verify", file]) == 0
    assert capsys.readouterr().out == "valid=True reason=valid\n"
    assert cli.main(["draw", "verify", file, "--commitment", document["commitment"]]) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"commitment": "0" * 64}, "altered"),
        ({"drawn": []}, "altered"),
        ({"seed": None}, "altered"),
        ({"pool": []}, "unreadable"),
        ({"note": ""}, "unreadable"),
    ],
)
def test_a_changed_file_is_a_negative_finding(tmp_path: Path, capsys, change, reason: str):
    assert cli.main(["draw", "verify", written(tmp_path, published() | change), "--json"]) == 1
    assert said(capsys) == {"valid": False, "reason": reason}


def test_a_draw_made_anew_is_not_the_one_that_was_announced(tmp_path: Path, capsys):
    noted, file = "ab" * 32, written(tmp_path, published())

    assert cli.main(["draw", "verify", file, "--commitment", noted, "--json"]) == 1
    assert said(capsys)["reason"] == "other_commitment"


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"a":1,"a":2}', b"[" * 9999])
def test_what_is_no_document_is_unreadable(tmp_path: Path, capsys, content: bytes):
    path = tmp_path / "x.json"
    path.write_bytes(content)

    assert cli.main(["draw", "verify", str(path), "--json"]) == 1
    assert said(capsys) == {"valid": False, "reason": "unreadable"}


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    assert cli.main(["draw", "verify", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.startswith("Cannot read the file: ")
