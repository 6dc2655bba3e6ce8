"""The last minute of a call: everybody saves once more and hands in, over HTTP.

    python -m bench.deadline --database sqlite|postgresql [--applicants 5000] [--json]

Exits with 1 if anything promised was not kept.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.region import DAY
from tests.journeys.site import Site
from tests.postgresql import Server

DURABLE = {"unix_socket_directories": "", "listen_addresses": "127.0.0.1"}
CLIENTS, THREADS = 2, 64  # programs of the crowd, and how many people act at once in each
HEAD_START = 3.0  # seconds until the crowd is ready


def main() -> int:
    given = _arguments()
    with ExitStack() as stack:
        site = stack.enter_context(_region(given))
        people = _told(site, "bench.region", str(given.applicants))
        say(given, f"{len(people)} bids are written; the rush begins")
        site.on(DAY)
        befell = _rush(site, people, given)
        site.stop()
        verdict = _told(site, "bench.verdict", said=befell)
    report = _report(befell, verdict, given)
    _print(report, given)
    return 0 if report["ok"] else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.deadline", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--applicants", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=60, help="how long the rush lasts")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def say(given: argparse.Namespace, words: str) -> None:
    sys.stderr.write("" if given.json else f"{words}\n")


@contextmanager
def _region(given: argparse.Namespace) -> Iterator[Site]:
    """A site of its own that is served as in earnest, gone afterwards."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="xingmeng-bench-"))
        address = ""
        if given.database == "postgresql":
            server = Server(DURABLE)
            stack.callback(server.stop)
            address = server.url.rpartition("/")[0] + "/postgres"
        site = Site(Path(home), database=address, in_earnest=True, workers=given.workers)
        site.day = DAY
        stack.callback(site.stop)
        yield site


def _told(site: Site, module: str, *words: str, said: Any = None) -> Any:
    """What a program inside the region prints last."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**site.environment, "XINGMENG_TODAY": site.day},
        input=json.dumps(said),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{module}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def _rush(site: Site, people: list[dict[str, Any]], given: argparse.Namespace) -> list[dict]:
    """Everybody acts at a moment of the minute; what befell each of them."""
    moments = random.Random(2021)
    crowd = [{**one, "at": moments.uniform(0, given.seconds)} for one in people]
    start = time.time() + HEAD_START
    words = [site.url.removeprefix("http://"), str(THREADS), str(start)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.crowd", *words],
            env=site.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(CLIENTS)
    ]
    for number, program in enumerate(running):
        program.stdin.write(json.dumps(crowd[number::CLIENTS]))
        program.stdin.close()
    return [one for program in running for one in json.loads(program.stdout.read())]


def _report(befell: list[dict], verdict: dict[str, Any], given: argparse.Namespace) -> dict:
    submits = [one["submitting"] for one in befell if one["submitting"] >= 0]
    saves = [one["saving"] for one in befell if one["saving"] >= 0]
    took = max(one["ended"] for one in befell)
    kept = not verdict["faults"] and not verdict["twice"] and verdict["trail_ok"]
    return {
        "database": given.database,
        "applicants": len(befell),
        "processors": os.cpu_count(),
        "seconds": round(took, 1),
        "submits": len(submits),
        "submits_per_second": round(len(submits) / took, 1),
        "save": _spread(saves),
        "submit": _spread(submits),
        "failed": [one["fault"] for one in befell if one["fault"]][:5],
        **verdict,
        "ok": kept and len(submits) == len(befell) == verdict["sealed"] == verdict["receipts"],
    }


def _spread(waits: list[float]) -> dict[str, float]:
    """Units: seconds. Of one wait or none there is no spread."""
    if len(waits) < 2:
        return {}
    cuts = quantiles(waits, n=100, method="inclusive")
    return {f"p{pct}": round(cuts[pct - 1], 3) for pct in (50, 95, 99)}


def _print(report: dict[str, Any], given: argparse.Namespace) -> None:
    if given.json:
        sys.stdout.write(json.dumps(report) + "\n")
        return
    for name, value in report.items():
        sys.stdout.write(f"{name:20} {value}\n")


if __name__ == "__main__":
    sys.exit(main())
