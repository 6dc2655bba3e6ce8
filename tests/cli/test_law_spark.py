"""`xingmeng law run --engine spark` beside Polars: needs requirements-spark.lock and Java."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.test_law import EMPTY, FIRM, written
from tests.law import firms
from xingmeng import cli

pytestmark = pytest.mark.slow


def test_without_pyspark_the_reason_is_said(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)  # not to be imported
    facts = written(tmp_path / "f.csv", FIRM)
    given = ["law", "run", "--on", "2024-06-30", "--facts", str(facts), "--engine", "spark"]

    assert cli.main([*given, "--out", str(tmp_path / "o.csv")]) == 2
    assert "requirements-spark.lock" in capsys.readouterr().err


# Py4J leaves the sockets of its gateway to the end of the process.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_and_polars_say_the_same_to_the_fen(tmp_path: Path):
    pytest.importorskip("pyspark", reason="requirements-spark.lock is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    drawn = [{**EMPTY, "credit_code": f"C{n:03}", **f} for n, f in enumerate(firms.many(8, 80))]
    blank = [{**row, "credit_code": f"D{n:03}", "staff": None, "rd_fen": None, "core_ip": None}
             for n, row in enumerate(drawn)]  # fmt: skip
    names = dict.fromkeys(name for row in drawn for name in row)
    rows = [
        {n: "" if row.get(n) is None else row[n] for n in names} for row in (*drawn, *blank)
    ]
    facts = written(tmp_path / "f.csv", *rows)
    said = []

    for engine in ("polars", "spark"):
        out = tmp_path / f"{engine}.csv"
        given = ["law", "run", "--on", firms.ON.isoformat(), "--facts", str(facts)]
        assert cli.main([*given, "--engine", engine, "--out", str(out)]) == 0
        said.append(out.read_bytes())

    assert said[0] == said[1]
