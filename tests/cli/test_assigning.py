"""`xingmeng assign`: files in, pairs and a proof out, and the check of both."""

import json
import re
from pathlib import Path

import pytest

from xingmeng import cli

SCORES = {("甲", "a1"): 1.0, ("乙", "a1"): 0.4, ("甲", "a2"): 0.45, ("乙", "a2"): 0.1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [f"{e},{a},{score}" for (e, a), score in SCORES.items()]
    text = "\n".join(["expert,application,score", *lines])
    (tmp_path / "scores.csv").write_text(text, encoding="utf-8")
    (tmp_path / "conflicts.csv").write_text("expert,application\n乙,a2\n丙,a1\n", "utf-8")
    return tmp_path


def run(folder: Path, *more: str, each: int = 1, most: int = 1) -> int:
    words = ["assign", "--scores", str(folder / "scores.csv")]
    words += ["--per-application", str(each), "--max-load", str(most)]
    return cli.main([*words, "--certificate", str(folder / "proof.json"), *more])


def made(folder: Path, *more: str, **rules: int) -> int:
    return run(folder, "--out", str(folder / "pairs.csv"), *more, **rules)


def checked(folder: Path, *more: str, **rules: int) -> int:
    return run(folder, "--check", str(folder / "pairs.csv"), "--json", *more, **rules)


def last(capsys: pytest.CaptureFixture) -> dict:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_fair_is_the_default_and_writes_pairs_and_certificate(
    folder: Path, capsys: pytest.CaptureFixture
):
    assert made(folder, "--json") == 0

    said = last(capsys)
    assert (folder / "pairs.csv").read_text("utf-8") == "expert,application\n乙,a1\n甲,a2\n"
    certificate = json.loads((folder / "proof.json").read_text("utf-8"))
    assert {"objective", "value", "rules", "seed", "potentials"} <= set(certificate)
    assert (certificate["objective"], certificate["value"]) == ("fair", 0.85)
    assert (said["feasible"], said["value"], said["floor"], said["gap"]) == (True, 0.85, 0.4, 0)
    assert checked(folder) == 0
    assert last(capsys) == {"valid": True, "reason": None}


def test_the_total_alone_may_be_sought_and_loads_have_a_least(
    folder: Path, capsys: pytest.CaptureFixture
):
    assert made(folder, "--objective", "total", most=2) == 0
    assert re.search(r"pairs=2 objective=total value=1.45 ", capsys.readouterr().out)
    assert made(folder, "--objective", "total", "--min-load", "1", "--json", most=2) == 0
    assert last(capsys)["value"] == 1.1
    assert checked(folder, most=2) == 0
    assert checked(folder, "--min-load", "0", most=2) == 1


def test_what_cannot_be_names_the_rules(folder: Path, capsys: pytest.CaptureFixture):
    conflicts = ("--conflicts", str(folder / "conflicts.csv"))

    assert made(folder, *conflicts, each=2, most=2) == 1
    assert last(capsys) == {"feasible": False, "rules": ["per_application", "conflicts"]}
    assert made(folder, each=2) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {
        "feasible": False,
        "rules": ["per_application", "max_load"],
    }
    assert "每份申报的专家数、每位专家的份数上限" in shown.err
    assert not (folder / "pairs.csv").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("pairs.csv", "乙,a1", "甲,a1", "max_load"),
        ("pairs.csv", "乙,a1\n", "", "per_application"),
        ("pairs.csv", "乙,a1", "丙,a1", "pairs"),
        ("proof.json", '"value": 0.85', '"value": 0.86', "value"),
        ("proof.json", '"min_load": 0', '"min_load": 1', "digest"),
        ("proof.json", '"max_load": 1', '"max_load": 2', "rules"),
        ("proof.json", '"rules"', '"rule"', "rules"),
        ("scores.csv", "乙,a2,0.1", "乙,a2,0.2", "digest"),
    ],
)
def test_what_was_changed_is_not_valid(
    folder: Path, capsys: pytest.CaptureFixture, file: str, old: str, new: str, reason: str
):
    made(folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")

    assert checked(folder) == 1
    assert last(capsys) == {"valid": False, "reason": reason}


def test_a_check_knows_the_conflicts(folder: Path, capsys: pytest.CaptureFixture):
    made(folder, "--objective", "total")

    conflicts = ("--conflicts", str(folder / "conflicts.csv"))
    assert checked(folder, *conflicts) == 1
    assert last(capsys)["reason"] == "rules"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ("expert,application\n甲,a1\n", "missing column score"),
        ("expert,application,score\n", "has no rows"),
        ("expert,application,score\n甲,a1,high\n", "high is no usable score"),
        ("expert,application,score\n甲,a1,nan\n", "nan is no usable score"),
        ("expert,application,score\n甲,a1,1\n甲,a1,2\n", "a pair is there twice"),
    ],
)
def test_scores_that_are_none_are_bad_input(
    folder: Path,
    scores: str,
    said: str,
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (folder / "scores.csv").write_text(scores, "utf-8")

    assert made(folder) == 2
    assert said in capsys.readouterr().err


def test_out_or_check_and_numbers_that_make_sense(folder: Path):
    assert run(folder) == 2
    assert made(folder, "--check", "x.csv") == 2
    assert made(folder, each=-1) == 2
    (folder / "proof.json").write_text("[]")
    (folder / "pairs.csv").write_text("expert,application\n")
    assert checked(folder) == 2
    (folder / "proof.json").write_text("{")
    assert checked(folder) == 2
    assert run(folder, "--out", str(folder / "pairs.csv"), "--certificate", "/no/p.json") == 2


def test_it_may_be_drawn_with_no_pair_certain(folder: Path, capsys: pytest.CaptureFixture):
    drawn = ("--most-chance", "0.5", "--seed", "秋")

    assert made(folder, *drawn, "--json") == 0
    assert last(capsys)["seed"] == "秋"
    assert checked(folder) == 0
    assert made(folder, "--most-chance", "0.5") == 2
    assert made(folder, "--most-chance", "1.5", "--seed", "a") == 2
    assert made(folder, "--most-chance", "0.25", "--seed", "a") == 1
    assert last(capsys)["rules"] == ["per_application", "chance"]
