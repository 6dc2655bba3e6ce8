"""The rush of a deadline in small: the measurement runs, and what it promises is kept."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
FEW = 12


@pytest.mark.slow
def test_a_small_rush_loses_nothing():
    words = ["--database", connection.vendor, "--applicants", str(FEW), "--seconds", "1"]

    done = subprocess.run(
        [sys.executable, "-m", "bench.deadline", "--json", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["submits"], found["sealed"], found["receipts"]) == (FEW, FEW, FEW)
    assert (found["faults"], found["twice"], found["trail_ok"]) == (0, 0, True)
    assert set(found["submit"]) == {"p50", "p95", "p99"}
