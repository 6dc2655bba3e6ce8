"""`xingmeng expertise`: files in, all pairs out, with what made each score."""

import csv
import json
from pathlib import Path

import pytest

from xingmeng import cli

EXPERTS = [
    {"id": "甲", "works": [{"title": "磁体晶界扩散", "abstract": "矫顽力"}, {"title": "乳清"}]},
    {"id": "乙", "works": [{"title": "肉牛基因组选择", "abstract": None}]},
    {"id": "丙", "works": []},
    {"id": "丁", "works": [{"title": "Grain boundary diffusion of magnets", "abstract": ""}]},
]
CALL = [
    {"id": "a1", "title": "钕铁硼磁体晶界扩散", "abstract": "提高矫顽力"},
    {"id": "a2", "title": "肉牛全基因组选择", "abstract": ""},
]


def lines(rows: list[dict]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "experts.jsonl").write_text(lines(EXPERTS), "utf-8")
    (tmp_path / "applications.jsonl").write_text(lines(CALL), "utf-8")
    return tmp_path


def run(folder: Path, *more: str, experts: str = "experts.jsonl", out: str = "out.csv") -> int:
    words = ["expertise", "--experts", str(folder / experts), "--out", str(folder / out)]
    return cli.main([*words, "--applications", str(folder / "applications.jsonl"), *more])


def test_all_pairs_are_written_and_who_wrote_on_it_comes_first(folder: Path, capsys):
    assert run(folder, "--json") == 0

    with (folder / "out.csv").open(encoding="utf-8", newline="") as out:
        rows = list(csv.DictReader(out))
    score = {(r["expert"], r["application"]): float(r["score"]) for r in rows}
    assert list(rows[0]) == ["expert", "application", "score"]
    assert len(score) == len(rows) == 8
    first = sorted("甲乙丙丁", key=lambda e: -score[e, "a1"])
    assert first[:2] == ["甲", "丁"]  # who wrote on it, in the same language and in another
    assert max("甲乙丙丁", key=lambda e: score[e, "a2"]) == "乙"
    assert score["丁", "a1"] > score["丁", "a2"]
    assert json.loads(capsys.readouterr().out) == {
        "experts": 4, "applications": 2, "pairs": 8,
    }  # fmt: skip


def test_jsonl_by_extension_and_reasons_beside(folder: Path):
    assert run(folder, "--reasons", str(folder / "why.jsonl"), out="out.jsonl") == 0

    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    why = [json.loads(line) for line in (folder / "why.jsonl").read_text("utf-8").splitlines()]
    first = next(w for w in why if (w["expert"], w["application"]) == ("甲", "a1"))
    assert {type(row["score"]) for row in rows} == {float}
    assert first["reasons"][0]["work"] == "磁体晶界扩散"
    assert "磁体晶界扩散" in first["reasons"][0]["terms"]


def test_experts_as_csv_hold_their_works_as_json(folder: Path):
    with (folder / "experts.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "works"])
        for row in EXPERTS:
            table.writerow([row["id"], json.dumps(row["works"])])

    assert run(folder, experts="experts.csv", out="b.csv") == run(folder) == 0
    assert (folder / "b.csv").read_text() == (folder / "out.csv").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "甲"}', "works"),
        ('{"id": "甲", "works": [], "h": 1}', "h"),
        ('{"id": "甲", "works": "x"}', "no list"),
        ('{"id": "甲", "works": [{"abstract": "x"}]}', "title and abstract alone"),
        ('{"id": "甲", "works": [{"title": "x", "doi": "y"}]}', "title and abstract alone"),
        ('{"id": "甲", "works": []}\n{"id": "甲", "works": []}', "stands twice"),
        ("not json", "not a whole row"),
        ("", "has no rows"),
    ],
)
def test_bad_input_is_named(folder: Path, text: str, said: str, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    (folder / "experts.jsonl").write_text(text, "utf-8")

    assert run(folder) == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_is_bad_input(folder: Path, capsys):
    assert run(folder, experts="none.jsonl") == 2
    assert capsys.readouterr().err
