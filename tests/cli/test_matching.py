"""`xingmeng match`: files in, the best few or given pairs out, with reasons."""

import csv
import json
from pathlib import Path

import pytest

from xingmeng import cli

NEEDS = [
    {"id": "n1", "title": "高矫顽力钕铁硼磁体", "description": "晶界扩散", "readiness": 6},
    {"id": "n2", "title": "肉牛快速育种", "description": None, "field": "agriculture"},
]
OFFERS = [
    {"id": "o1", "title": "钕铁硼磁体晶界扩散工艺", "readiness": "7"},
    {"id": "o2", "title": "肉牛育种的基因组选择", "field": "agriculture"},
    {"id": "o3", "title": "Breeding of beef cattle"},
    {"id": "o4", "title": "磁体切割"},
]


def lines(rows: list[dict]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    (tmp_path / "needs.jsonl").write_text(lines(NEEDS), "utf-8")
    (tmp_path / "offers.jsonl").write_text(lines(OFFERS), "utf-8")
    return tmp_path


def run(folder: Path, *more: str, needs: str = "needs.jsonl", out: str = "out.csv") -> int:
    words = ["match", "--needs", str(folder / needs), "--offers", str(folder / "offers.jsonl")]
    return cli.main([*words, "--out", str(folder / out), *more])


def written(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as out:
        return list(csv.DictReader(out))


def test_the_best_of_each_need_come_first_with_reasons_in_plain_words(folder: Path, capsys):
    assert run(folder, "--json") == 0

    rows = written(folder / "out.csv")
    assert list(rows[0]) == ["need", "offer", "score", "reasons"]
    found = {n: [r for r in rows if r["need"] == n] for n in ("n1", "n2")}
    assert found["n1"][0]["offer"] == "o1"
    assert [r["offer"] for r in found["n2"]] == ["o3", "o2"]  # the same words in English
    assert json.loads(found["n1"][0]["reasons"])[0].startswith("Shared terms: ")
    assert "Readiness level reached" in json.loads(found["n1"][0]["reasons"])
    assert "Same field" in json.loads(found["n2"][1]["reasons"])
    assert "Near in meaning across languages" in json.loads(found["n2"][0]["reasons"])
    counts = {"needs": 2, "offers": 4, "matches": len(rows)}
    assert json.loads(capsys.readouterr().out) == counts


def test_so_many_and_no_more_and_pairs_once_each(folder: Path):
    asked = [{"need": "n1", "offer": o} for o in ("o3", "o2", "o1", "o2")]
    (folder / "pairs.jsonl").write_text(lines(asked), "utf-8")

    assert run(folder, "--top", "1") == 0
    assert [(r["need"], r["offer"]) for r in written(folder / "out.csv")] == [
        ("n1", "o1"), ("n2", "o3"),
    ]  # fmt: skip
    assert run(folder, "--pairs", str(folder / "pairs.jsonl"), out="out.jsonl") == 0

    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(r["need"], r["offer"]) for r in rows] == [("n1", o) for o in ("o3", "o2", "o1")]
    assert rows[2]["score"] > max(rows[0]["score"], rows[1]["score"])


def test_verdicts_leave_out_and_lift(folder: Path):
    (folder / "told.csv").write_text("need,offer,verdict\nn1,o1,not_relevant\n", "utf-8")

    assert run(folder, "--feedback", str(folder / "told.csv")) == 0
    assert "o1" not in {r["offer"] for r in written(folder / "out.csv") if r["need"] == "n1"}


@pytest.mark.parametrize(
    ("name", "text", "more", "said"),
    [
        ("needs.jsonl", '{"id": "n1"}', (), "missing column title"),
        ("needs.jsonl", '{"id": "n1", "title": "x", "h": 1}', (), "unknown column h"),
        ("needs.jsonl", '{"id": "n1", "title": 5}', (), "title is no text"),
        ("needs.jsonl", '{"id": "", "title": "x"}', (), "row 1: its id is empty"),
        (
            "needs.jsonl",
            '{"id": 1, "title": "x"}\n{"id": "1", "title": "x"}',
            (),
            "stands twice",
        ),
        ("offers.jsonl", '{"id": 1, "title": "x", "readiness": 0}', (), "from 1 to 9"),
        ("offers.jsonl", '{"id": 1, "title": "x", "succeeded": "many"}', (), "succeeded is a"),
        ("offers.jsonl", "", (), "has no rows"),
        ("pairs.csv", "need,offer\nn1,o9\n", ("--pairs",), "row 1: there is no o9"),
        ("told.csv", "need,offer,verdict\nn1,o1,bad\n", ("--feedback",), "verdict is one of"),
        ("needs.jsonl", '{"id": "n", "title": "x"}', ("--top", "0"), "at least 1"),
    ],
)
def test_bad_input_is_named(
    folder: Path, name: str, text: str, more: tuple[str, ...], said: str, capsys
):
    (folder / name).write_text(text, "utf-8")
    more = (*more, str(folder / name)) if len(more) == 1 else more

    assert run(folder, *more) == 2
    assert said in capsys.readouterr().err
