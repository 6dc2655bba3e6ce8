"""The rules of bench/law.py in OpenFisca: run by a Python that has openfisca-core and numpy.

OpenFisca counts in 32-bit integers and floats; sums of money do not fit the first. What comes
out beside exact numbers is bench/law.py's to say.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from memory import peak_mib
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD, ON, REPEATS = "2024", 19_904, 3  # 2024-06-30 in days since 1970
PARTS = ("personnel", "direct", "depreciation", "amortisation", "design")
FIRM = build_entity(key="firm", plural="firms", label="a firm", is_person=True)
EXCLUDED = (16, 51, 52, 61, 62, 70, 71, 72, 90)


def variable(name, kind, work=None):
    """A variable that is given, or worked out."""
    parts = {
        "value_type": kind, "entity": FIRM, "definition_period": DateUnit.YEAR, "label": name,
    }  # fmt: skip
    if work is not None:
        parts["formula"] = lambda firm, period, parameters: work(lambda n: firm(n, period))
    return type(name, (Variable,), parts)


def band(share, lines):
    return np.select([share >= line / 100 for line, _ in lines], [p for _, p in lines], 0)


def part(one, whole):
    return np.where(whole > 0, one / np.where(whole > 0, whole, 1), -1)


def staff_score(of):
    lines = ((30, 20), (25, 16), (20, 12), (15, 8), (10, 4))
    return band(part(of("st_staff"), of("staff")), lines)


def rd_score(of):
    by_revenue = ((6, 50), (5, 40), (4, 30), (3, 20), (2, 10))
    by_cost = ((30, 50), (25, 40), (20, 30), (15, 20), (10, 10))
    return np.maximum(
        band(part(of("rd_fen"), of("revenue_fen")), by_revenue),
        band(part(of("rd_fen"), of("cost_fen")), by_cost),
    )


def score(of):
    rights = np.where(of("ip_class1") >= 1, 30, 6 * np.minimum(of("ip_class2"), 4))
    return of("staff_score") + of("rd_score") + rights


def sme(of):
    clean = ~(of("restricted_business") | of("major_incident") | of("untrustworthy"))
    small = (of("staff") <= 500) & (of("revenue_fen") <= 2e10) & (of("assets_fen") <= 2e10)
    direct = (of("hnte_valid_to") >= ON) | of("national_award")
    direct = direct | of("provincial_rd_institution") | of("standard_leader")
    enough = (of("score") >= 60) & (of("staff_score") > 0)
    return of("domestic") & clean & small & (direct | enough)


def base(of):
    five = sum(of(f"rd_{name}_fen") for name in PARTS)
    home = five + np.minimum(of("rd_other_fen"), five / 9) + 0.8 * of("rd_domestic_fen")
    abroad = np.minimum(0.8 * of("rd_overseas_fen"), home * 2 / 3)
    return home + np.where(of("year") >= 2018, abroad, 0)


def rate(of):
    year = of("year")
    general = np.select([year >= 2023, year >= 2018], [100, 75], 50)
    of_sme = np.select([year >= 2022, year >= 2017], [100, 75], 0)
    made = np.where(of("manufacturing") & (year >= 2021), 100, 0)
    return np.maximum(np.maximum(general, np.where(of("sme"), of_sme, 0)), made)


def extra(of):
    quarter = np.where(of("year") == 2022, of("base") / 4 * (100 - of("rate")), 0)
    allowed = of("domestic") & ~np.isin(of("industry"), EXCLUDED)
    return np.where(allowed, (of("base") * of("rate") + quarter) / 100, 0)


WORKED_OUT = {
    "staff_score": (int, staff_score), "rd_score": (int, rd_score), "score": (int, score),
    "sme": (bool, sme), "base": (float, base), "rate": (int, rate), "extra": (float, extra),
}  # fmt: skip


def system(facts):
    """The rules, with a variable for each fact."""
    made = TaxBenefitSystem([FIRM])
    for name, column in facts.items():
        kind = bool if column.dtype == bool else float if name.endswith("_fen") else int
        made.add_variable(variable(name, kind))
    for name, (kind, work) in WORKED_OUT.items():
        made.add_variable(variable(name, kind, work))
    return made


def run(rules, facts):
    """One simulation from columns to columns."""
    count = len(facts["year"])
    simulation = SimulationBuilder().build_default_simulation(rules, count)
    for name, column in facts.items():
        simulation.set_input(name, PERIOD, column)
    return {n: simulation.calculate(n, PERIOD) for n in ("sme", "score", "base", "extra")}


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--folder", type=Path, required=True)
    folder = asked.parse_args().folder
    with np.load(folder / "facts.npz") as stored:
        facts = {name: stored[name] for name in stored.files}
    rules, best = system(facts), float("inf")
    for _ in range(REPEATS):
        begun = time.perf_counter()
        found = run(rules, facts)
        best = min(best, time.perf_counter() - begun)
    np.savez(folder / "openfisca.npz", **found)
    told = {"seconds": round(best, 4), "peak_mib": peak_mib()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
