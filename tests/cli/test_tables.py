"""Tables as files: read and written by extension, what is wrong is named."""

from pathlib import Path

import pytest

from xingmeng.cli import tables
from xingmeng.cli.answer import BadInput

ROWS = [("e1", "申请一", 0.5), ("e2", "a,2", 1)]


@pytest.mark.parametrize("kind", [".csv", ".jsonl"])
def test_what_is_written_is_read_again_in_the_order_asked_for(kind: str, tmp_path: Path):
    file = tmp_path / f"t{kind}"

    tables.write(file, ["expert", "application", "score"], ROWS)
    read = list(tables.read(file, ["score", "expert"], optional=["application", "note"]))

    assert [(float(s), e, a, n) for s, e, a, n in read] == [
        (0.5, "e1", "申请一", None),
        (1.0, "e2", "a,2", None),
    ]


def test_a_jsonl_keeps_what_is_inside_and_a_csv_carries_it_as_json(tmp_path: Path):
    rows = [("a", [{"title": "甲"}])]

    tables.write(tmp_path / "t.jsonl", ["id", "works"], rows)
    tables.write(tmp_path / "t.csv", ["id", "works"], rows)

    kept = list(tables.read_objects(tmp_path / "t.jsonl", ["id", "works"]))
    carried = list(tables.read_objects(tmp_path / "t.csv", ["id", "works"]))
    assert kept == [{"id": "a", "works": [{"title": "甲"}]}]
    assert carried == [{"id": "a", "works": '[{"title": "甲"}]'}]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", "expert,mark\n1,2\n", "line 1: missing column score; unknown column mark"),
        ("t.csv", "", "line 1: missing column expert; missing column score"),
        ("t.csv", "expert,score\n1,2\n1\n", "line 3: not a whole row."),
        ("t.csv", "expert,score,score\n1,2,3\n", ": two columns have one name."),
        (
            "t.jsonl",
            '{"expert": 1, "score": 2}\n\n{"expert": 1}',
            "line 3: missing column score",
        ),
        ("t.jsonl", "[1]\n", "line 1: not a whole row."),
        ("t.jsonl", "{", "line 1: not a whole row."),
        (
            "t.parquet",
            "",
            ": this installation has no library for .parquet; use .csv or .jsonl.",
        ),
        ("t.xls", "", ": unknown extension; .csv and .jsonl are read and written."),
    ],
)
def test_what_cannot_be_read_is_named(
    name: str, content: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(BadInput) as refused:
        list(tables.read(tmp_path / name, ["expert", "score"]))

    assert str(refused.value).endswith(said)


def test_a_file_that_is_not_there_or_no_text_is_bad_input(tmp_path: Path):
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00")

    for path in (tmp_path / "t.csv", tmp_path / "none.csv"):
        with pytest.raises(BadInput):
            list(tables.read(path, ["a"]))
    with pytest.raises(BadInput):
        tables.write(tmp_path / "no" / "t.csv", ["a"], [("1",)])
