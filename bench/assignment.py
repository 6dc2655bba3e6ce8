"""Assignment at size, beside OR-Tools on the whole graph and HiGHS.

Each size and each method runs in a process of its own, whose largest memory is its figure.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import numpy as np

SIZES = ((500, 300), (2_000, 1_000), (5_000, 2_500), (10_000, 5_000))
SEATS, MOST = 3, 6
FITS = {"ours": 10**9, "fair": 2_000_000, "ortools": 13_000_000, "highs": 160_000}  # pairs
PUBLIC = Path(__file__).parents[2] / "shared" / "data" / "assignment"
SECONDS, MEGABYTES = 20, 1_000  # the target at the largest size


def drawn(rows: int, columns: int, kind: str = "chance") -> tuple[Any, Any]:
    """Scores in millionths, of mere chance or of topics, and pairs barred: 5 %."""
    from xingmeng.engines import seats

    dice = np.random.default_rng(2024)
    scores = np.empty((rows, columns), np.int32)
    experts = dice.dirichlet(np.full(8, 0.3), columns).T.astype(np.float32)
    for start in range(0, rows, 256):
        height = min(256, rows - start)
        points = dice.random((height, columns), dtype=np.float32)
        if kind == "topics":
            points *= 0.1
            points += dice.dirichlet(np.full(8, 0.3), height).astype(np.float32) @ experts
        seats.whole(points, out=scores[start : start + height])
    return scores, dice.integers(0, (rows, columns), (rows * columns // 20, 2), np.int32)


def problem_of(rows: int, columns: int, kind: str) -> Any:
    from xingmeng.engines import seats

    scores, barred = drawn(rows, columns, kind)
    made = seats.Problem(scores, SEATS, MOST)
    return seats.barred(made, barred[:, 0], barred[:, 1])


def ours(problem: Any, objective: str = "total") -> dict[str, Any]:
    """Solve, then check what came out, each with its time."""
    from xingmeng.engines import assignment, proofs

    start = time.perf_counter(), time.process_time()
    plan = assignment.assign(problem, objective)
    solved = time.perf_counter(), time.process_time()
    proofs.check(problem, plan.pairs, plan.certificate)
    figures = {name: plan.certificate[name] for name in ("value", "floor", "gap")}
    figures["floor_gap"] = plan.certificate.get("floor_gap")
    return figures | {
        "seconds": solved[0] - start[0],
        "cpu_seconds": solved[1] - start[1],
        "check_seconds": time.perf_counter() - solved[0],
        "valid": True,
    }


def fair(problem: Any) -> dict[str, Any]:
    return ours(problem, "fair")


def ortools(problem: Any) -> dict[str, Any]:
    """Min-cost flow over every pair at once."""
    from ortools.graph.python import min_cost_flow

    from xingmeng.engines.seats import BLOCKED, MILLION

    rows, columns = problem.shape
    start = time.perf_counter(), time.process_time()
    a, e = np.nonzero(problem.scores != BLOCKED)
    solver = min_cost_flow.SimpleMinCostFlow()
    cost = -problem.scores[a, e].astype(np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(a, e + rows, np.ones(len(a), int), cost)
    experts = np.arange(columns) + rows
    solver.add_arcs_with_capacity_and_unit_cost(
        experts,
        np.full(columns, rows + columns),
        np.full(columns, MOST),
        np.zeros(columns, int),
    )
    supply = np.concatenate([np.full(rows, SEATS), np.zeros(columns, int), [-SEATS * rows]])
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("no optimum")
    return {"value": -solver.optimal_cost() / MILLION} | _since(start)


def highs(problem: Any) -> dict[str, Any]:
    """The linear program over every pair."""
    import highspy
    from scipy import sparse

    from xingmeng.engines.seats import BLOCKED, MILLION

    rows, columns = problem.shape
    start = time.perf_counter(), time.process_time()
    a, e = np.nonzero(problem.scores != BLOCKED)
    each = np.arange(len(a))
    lines = sparse.csc_array(
        (np.ones(2 * len(a)), (np.concatenate([a, e + rows]), np.tile(each, 2))),
        shape=(rows + columns, len(a)),
    )
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(a), rows + columns
    lp.col_cost_ = -problem.scores[a, e] / MILLION
    lp.col_lower_, lp.col_upper_ = np.zeros(len(a)), np.ones(len(a))
    lp.row_lower_ = np.concatenate([np.full(rows, float(SEATS)), np.zeros(columns)])
    lp.row_upper_ = np.concatenate([np.full(rows, float(SEATS)), np.full(columns, float(MOST))])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = lines.indptr, lines.indices
    lp.a_matrix_.value_ = lines.data
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    solver.run()
    return {"value": -solver.getInfo().objective_function_value} | _since(start)


def _since(start: tuple[float, float]) -> dict[str, float]:
    return {
        "seconds": time.perf_counter() - start[0],
        "cpu_seconds": time.process_time() - start[1],
    }


METHODS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ours": ours,
    "fair": fair,
    "ortools": ortools,
    "highs": highs,
}


def public(objective: str) -> dict[str, Any]:
    """MIDL 2019: 118 papers, 177 reviewers, 3 reviewers each, 4 papers at most."""
    from xingmeng.engines import seats

    points = np.load(PUBLIC / "midl_scores.npy").T.astype(np.float64)
    wanted, most = (np.load(PUBLIC / f"midl_{name}.npy") for name in ("covs", "loads"))
    problem = seats.Problem(seats.whole(points), int(wanted[0]), int(most[0]))
    return {"rows": len(points), "columns": points.shape[1]} | ours(problem, objective)


def apart(rows: int, columns: int, kind: str, method: str) -> dict[str, Any]:
    """One method on one problem, in a process of its own."""
    words = ["-m", "bench.assignment", "--one", str(rows), str(columns), kind, method]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    line: dict[str, Any] = {
        "applications": rows,
        "experts": columns,
        "scores": kind,
        "method": method,
    }
    if done.returncode:
        return line | {"failed": done.stderr.strip().splitlines()[-1:]}
    return line | json.loads(done.stdout.splitlines()[-1])


def one(rows: str, columns: str, kind: str, method: str) -> None:
    found = METHODS[method](problem_of(int(rows), int(columns), kind))
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(sys.stdout, json.dumps(found))


def _say(where: TextIO, line: str) -> None:
    where.write(line + "\n")
    where.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on the last line")
    parser.add_argument("--largest", type=int, default=10_000, help="applications at most")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(*given.one)
        return 0
    lines = []
    for rows, columns in SIZES:
        for kind in ("chance", "topics"):
            for method, most in FITS.items():
                if rows <= given.largest and rows * columns <= most:
                    lines.append(apart(rows, columns, kind, method))
                    _say(sys.stderr, shown(lines[-1]))
    report: dict[str, Any] = {"lines": lines, "public": None, "skipped": None}
    if PUBLIC.is_dir():
        report["public"] = {name: public(name) for name in ("total", "fair")}
        _say(sys.stderr, json.dumps(report["public"]))
    else:
        report["skipped"] = f"the public data are not at {PUBLIC}"
        _say(sys.stderr, report["skipped"])
    report["kept"] = kept(lines)
    if given.json:
        _say(sys.stdout, json.dumps(report))
    return 0 if report["kept"] else 1


def shown(line: dict[str, Any]) -> str:
    figures = {k: round(v, 3) if isinstance(v, float) else v for k, v in line.items()}
    return " ".join(f"{name}={value}" for name, value in figures.items())


def kept(lines: list[dict[str, Any]]) -> bool:
    """Every peer reaches the same total; proofs are valid; the largest size is in time."""
    best = {
        (line["applications"], line["scores"]): line["value"]
        for line in lines
        if line["method"] == "ours" and "value" in line
    }
    same = all(
        abs(line["value"] - best.get((line["applications"], line["scores"]), -1)) < 1e-4
        for line in lines
        if line["method"] in ("ortools", "highs") and "value" in line
    )
    proven = all(line.get("valid") for line in lines if line["method"] in ("ours", "fair"))
    quick = all(
        line.get("seconds", 0) <= SECONDS and line.get("megabytes", 0) <= MEGABYTES
        for line in lines
        if line["method"] == "ours"
    )
    return same and proven and quick


if __name__ == "__main__":
    sys.exit(main())
