"""`xingmeng screen` on files: what it reads, writes, refuses."""

import json
import random
from pathlib import Path

import pytest

from xingmeng import cli

HEAD = "a,b,share,passages"


def prose(seed: int, length: int) -> str:
    dice = random.Random(seed)
    return "".join(chr(0x4E00 + dice.randrange(3000)) for _ in range(length))


def written(path: Path, texts: dict) -> Path:
    lines = [json.dumps({"id": key, "text": text}) for key, text in texts.items()]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def screened(tmp_path: Path, *more: str) -> tuple[int, list[dict]]:
    out = tmp_path / "out.jsonl"
    documents = str(tmp_path / "documents.jsonl")
    code = cli.main(["screen", "--documents", documents, "--out", str(out), *more])
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return code, [json.loads(line) for line in lines]


def test_what_documents_share_is_written_with_its_places(tmp_path: Path, capsys):
    planted = prose(1, 300)
    texts = {"x": prose(2, 500), 7: prose(3, 100) + planted, "z": planted + "。" + prose(4, 99)}
    written(tmp_path / "documents.jsonl", texts)

    code, rows = screened(tmp_path, "--json")

    assert code == 0
    assert rows == [{"a": 7, "b": "z", "share": 0.75, "passages": [[100, 400, 0, 300]]}]
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said == {"documents": 3, "against": 0, "repeats": 1}


def test_new_documents_are_compared_with_earlier_ones_but_not_with_themselves(tmp_path: Path):
    text = prose(1, 300)
    written(tmp_path / "documents.jsonl", {"new": text, "again": text})
    earlier = written(tmp_path / "earlier.jsonl", {"old": text + prose(2, 300), "new": text})

    code, rows = screened(tmp_path, "--against", str(earlier))

    assert code == 0
    assert [(r["a"], r["b"], r["share"]) for r in rows] == [
        ("new", "old", 1.0),
        ("again", "old", 1.0),
        ("again", "new", 1.0),
    ]


def test_a_csv_is_read_and_written_too_with_long_texts(tmp_path: Path, capsys):
    text = prose(1, 200_000)
    (tmp_path / "d.csv").write_text(f"text,id\n{text},1\n{text},2\n", encoding="utf-8")
    out = tmp_path / "out.csv"

    code = cli.main(["screen", "--documents", str(tmp_path / "d.csv"), "--out", str(out)])

    assert code == 0
    expected = f'{HEAD}\n1,2,1.0,"[[0, 200000, 0, 200000]]"\n'
    assert out.read_text(encoding="utf-8") == expected
    assert capsys.readouterr().out == f"1 → {out}\n"


def test_nothing_found_leaves_a_table_without_rows(tmp_path: Path):
    written(tmp_path / "documents.jsonl", {"x": prose(1, 300), "y": prose(2, 300), "z": ""})

    assert screened(tmp_path) == (0, [])


def test_what_counts_can_be_set(tmp_path: Path):
    planted = prose(1, 300)
    texts = {n: planted + prose(n + 2, 700) for n in range(3)}
    written(tmp_path / "documents.jsonl", texts)

    assert len(screened(tmp_path)[1]) == 3
    assert screened(tmp_path, "--least", "0.4") == (0, [])
    assert screened(tmp_path, "--most", "2") == (0, [])


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        ('{"id": 1}\n', [], "line 1: missing column text"),
        ('{"id": 1, "text": 2}\n', [], "document 1: its id or text is no text."),
        ('{"id": "", "text": "x"}\n', [], "document 1: its id or text is no text."),
        ('{"id": 1, "text": ""}\n' * 2, [], "id 1 stands twice."),
        ('{"id": 1, "text": ""}\n', ["--least", "2"], "--least is 0 to 1, --most at least 1."),
        ('{"id": 1, "text": ""}\n', ["--most", "0"], "--least is 0 to 1, --most at least 1."),
        ('{"id": 1, "text": ""}\n', ["--against", "gone.jsonl"], "Cannot read gone.jsonl"),
    ],
)
def test_bad_input_is_named(content, more, said, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "documents.jsonl").write_text(content, encoding="utf-8")

    assert screened(tmp_path, *more) == (2, [])

    assert said in capsys.readouterr().err
