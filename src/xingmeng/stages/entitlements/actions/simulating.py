"""Working out what a draft would change, and keeping it. Nothing real changes by it.

Populations stay in memory, a few at a time, so that a second look takes no time for reading.
"""

from datetime import date
from typing import Any, NamedTuple

import polars as pl

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.engines.values import Finding, Text
from xingmeng.law import amending
from xingmeng.law.amending import Amendment, amended, read
from xingmeng.law.dated import Overlay
from xingmeng.stages.entitlements import facts, queries
from xingmeng.stages.entitlements.models import Simulation, Snapshot
from xingmeng.stages.entitlements.queries import simulations
from xingmeng.stages.entitlements.rules import simulating as rules
from xingmeng.stages.policy import actions as policy


class Asked(NamedTuple):
    """Against which appropriation, and whose next version it is, if any."""

    appropriation: Any = None
    draft_pk: int | None = None


class Worked(NamedTuple):
    """What a draft comes to over a population, and which decisions it would have changed."""

    fares: rules.Fares
    decided: list[rules.Decided]


def work_out(snapshot: Snapshot, draft: Amendment, *, on: date, overlay: Overlay) -> Worked:
    """What a draft would change over a stored population.

    Errors: as `queries.frame_of` and `law.amending.amended`.
    """
    firms, law = queries.frame_of(snapshot), facts.law_of(on, overlay)
    fares = rules.work_out(firms, law, amended(on, draft, overlay=overlay))
    taken = simulations.decisions(snapshot.year, [one.code for one in fares.differences])
    return Worked(fares, rules.decided_otherwise(firms, fares.rows, taken))


def firms_of(row: Simulation, verdict: str, *, kind: str = "") -> list[dict] | None:
    """Which firms fare otherwise in a kept simulation, worked out anew; None for no such rule.

    Order: as the population. Errors: as `work_out`.
    """
    if verdict not in {one["code"] for one in row.result}:
        return None
    firms = queries.frame_of(row.snapshot)
    worked = work_out(row.snapshot, read(row.changes), on=row.on, overlay=row.parameters)
    lot = worked.fares.rows[verdict]
    both = firms.select("organisation", "credit_code", "name_zh", "name_en").hstack(lot)
    wanted = pl.col("kind") == kind if kind in rules.WORDS else pl.col("kind") != "unchanged"
    return [
        {
            "organisation": one["organisation"],
            "code": one["credit_code"],
            "name": Text(one["name_zh"], one["name_en"]),
            "kind": one["kind"],
            "before_fen": one["before_fen"],
            "after_fen": one["after_fen"],
        }
        for one in both.filter(wanted).iter_rows(named=True)
    ]


def simulate(
    draft: Amendment,
    *,
    actor: Actor,
    name: str,
    on: date,
    snapshot: Snapshot | None,
    asked: Asked,
) -> Simulation:
    """Save a draft, work out what it would change, and keep both.

    It is worked out before anything is locked.
    Writes: the draft and its simulation, a step each; nothing where the same was kept last.
    Errors: Refused as `policy.actions.save_draft`, or where no population is stored.
    """
    overlay = queries.set_by_authority(on)
    if snapshot is None:
        raise Refused([Finding("no_population")])
    found = None
    if not amending.faults(on, draft, overlay=overlay):
        found = work_out(snapshot, draft, on=on, overlay=overlay)
    with door.change():
        row = policy.save_draft(
            draft, actor=actor, name=name, on=on, pk=asked.draft_pk, overlay=overlay
        )
        assert found is not None  # what cannot be worked out was refused
        cost = simulations.cost_of(found.fares.differences, asked.appropriation, snapshot.year)
        return _keep(
            Simulation(
                draft=row,
                draft_version=row.version,
                name=row.name,
                snapshot=snapshot,
                on=on,
                changes=row.changes,
                parameters=overlay,
                appropriation=asked.appropriation if cost else None,
                left_fen=cost.left_fen if cost else None,
                result=rules.told(found.fares.differences),
                decided=[list(one) for one in found.decided],
                by_id=actor.user_id,
                at=clock.now(),
            ),
            actor=actor,
        )


def _keep(made: Simulation, *, actor: Actor) -> Simulation:
    last = Simulation.objects.filter(draft=made.draft_id).order_by("-pk").first()
    if last is not None and _same(last, made):
        return last
    made.save()
    trail.record("simulation", made.pk, "keep", actor=actor, details={"draft": made.draft_id})
    return made


SAME = (
    *("draft_version", "snapshot_id", "on", "parameters", "appropriation_id", "left_fen"),
    *("result", "decided"),
)


def _same(one: Simulation, other: Simulation) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SAME)
