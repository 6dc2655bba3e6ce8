"""Reading entitlements. Nothing is fetched without saying who is looking."""

import hashlib
import io
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl
from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from xingmeng.core import attachments, files, trail
from xingmeng.core.access import reach
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.core.asking import Answer
from xingmeng.engines.values import Text
from xingmeng.law.book import VERDICTS
from xingmeng.law.dated import Overlay
from xingmeng.stages.entitlements import rules
from xingmeng.stages.entitlements.models import (
    Batch,
    Entitlement,
    Objection,
    Run,
    SetParameter,
    Snapshot,
)
from xingmeng.stages.entitlements.rules import flows
from xingmeng.stages.registry import queries as registry

WORKED_OUT = Text("免申即享测算", "Entitlements worked out")
MOST = 100  # lines of a page that a list has all of
SEES_RUNS = rules.READERS | {"chair", "leader"}

# --- populations and the law ------------------------------------------------------------------


def frame_of(snapshot: Snapshot) -> pl.DataFrame:
    """The population of a snapshot, checked against its digest.

    Shapes: as `registry.queries.yearly.population`, by `organisation`.
    Errors: FileNotFoundError; ValueError or seal.Broken if it is not what was stored.
    """
    frame = _population(snapshot.digest)
    if frame.height != snapshot.rows:
        raise ValueError(f"snapshot {snapshot.pk} has {frame.height} rows")
    return frame


@lru_cache(maxsize=4)
def _population(digest: str) -> pl.DataFrame:
    content = files.read(digest)
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError(f"the stored population is not {digest}")
    return pl.read_parquet(io.BytesIO(content))


def latest_snapshot(year: int) -> Snapshot | None:
    """The population of a year that was taken last."""
    return Snapshot.objects.filter(year=year).order_by("-taken_at", "-pk").first()


def snapshots() -> QuerySet[Snapshot]:
    """Every population that was taken, the newest first."""
    return Snapshot.objects.order_by("-taken_at", "-pk")


def set_by_authority(on: date) -> Overlay:
    """What the authority had set by a day of what the law leaves to it, as an overlay."""
    found: dict[str, dict] = {}
    for row in SetParameter.objects.filter(from_on__lte=on).order_by("key", "from_on"):
        one = found.setdefault(row.key, {"values": {}})
        one["values"][row.from_on.isoformat()] = row.value
        one |= {"source": row.source, "confidence": row.confidence}
    return found


def latest_run(year: int) -> Run | None:
    """The last run over a year."""
    rows = Run.objects.filter(snapshot__year=year).select_related("snapshot")
    return rows.order_by("-pk").first()


def upheld_in(year: int) -> list[int]:
    """The entitlements of a year that wait to be worked out anew. Order: as written."""
    rows = Entitlement.objects.filter(year=year, current=True, state="recompute")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_run_anew(*, before: int) -> list[Run]:
    """The last run of each earlier year in which an entitlement waits. Order: by year."""
    rows = Entitlement.objects.filter(year__lt=before, current=True, state="recompute")
    waiting = sorted(set(rows.order_by().values_list("year", flat=True)))
    return [run for year in waiting if (run := latest_run(year))]


def runs_for(actor: Actor) -> QuerySet[Run]:
    """Runs with their counts: for those who examine, pay, audit, decide and lead."""
    rows = Run.objects.select_related("snapshot")
    return rows if actor.roles & SEES_RUNS else rows.none()


def run_for(actor: Actor, pk: int) -> Run:
    """One visible run. Errors: Http404."""
    return get_object_or_404(runs_for(actor), pk=pk)


def changed_by(actor: Actor, run: Run) -> list[Entitlement]:
    """What a run put in the place of an older result, as far as this reader may see it.

    Order: by organisation and verdict; the first MOST.
    """
    rows = visible_to(actor).filter(run=run).exclude(previous=None)
    return list(rows.select_related("previous").order_by("organisation_id", "verdict")[:MOST])


def held_by(actor: Actor, run: Run) -> QuerySet[Entitlement]:
    """What a run would have changed and left, because it is being decided or was."""
    return visible_to(actor).filter(pk__in=run.counts["held"]).order_by("pk")[:MOST]


# --- entitlements -----------------------------------------------------------------------------


def visible_to(actor: Actor) -> QuerySet[Entitlement]:
    """One's own; all for officers, finance and discipline; for others what was published."""
    seen = Q(organisation_id__in=actor.organisations) | Q(state__in=rules.PUBLIC)
    if actor.roles & rules.READERS:
        seen = Q(pk__gt=0)
    found = Entitlement.objects.filter(reach(seen, actor=actor, kind="entitlement"))
    return found.select_related("organisation__region", "batch", "run__snapshot")


def get_for(actor: Actor, pk: int) -> Entitlement:
    """One visible entitlement. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def instrument_of(pk: Any) -> QuerySet:
    """The code of the instrument that an entitlement is given by, for a subquery."""
    return Entitlement.objects.filter(pk=pk).values("verdict")


def of_firm(actor: Actor, organisation_id: int, year: int) -> list[Entitlement]:
    """What the law gives one firm for a year now, in the order of the book.

    Order: as the book names the verdicts; none for who may not read the firm's figures.
    """
    if not rules.reads_figures(actor, organisation_id):
        return []
    rows = visible_to(actor).filter(organisation_id=organisation_id, year=year, current=True)
    order = {code: n for n, code in enumerate(VERDICTS)}
    return sorted(rows, key=lambda row: order[row.verdict])


def years() -> list[int]:
    """The years that were worked out, the last first."""
    found = Snapshot.objects.order_by().values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def years_of(organisation_id: int) -> list[int]:
    """The years for which something was worked out for a firm, the last first."""
    rows = Entitlement.objects.filter(organisation_id=organisation_id, current=True)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def opening_year(organisation_id: int | None = None) -> int | None:
    """The year that pages open on: the last one of which most results are known.

    Of a firm, or of all of them; the last one worked out where none is known so well.
    """
    rows = Entitlement.objects.filter(current=True).order_by("-year")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    known = Count("pk", filter=~Q(outcome="unknown"))
    found = list(rows.values_list("year").annotate(all=Count("pk"), known=known))
    well = [year for year, count, said in found if 2 * said >= count]
    return (well or [year for year, _, _ in found] or [None])[0]


def sums_for(actor: Actor, year: int) -> list[dict[str, Any]]:
    """How many firms each verdict came out for, and the sums: staff's, a bureau's of its area.

    Units:  fen; `amount_fen` is None where it would show one firm to who may not see it.
    Order:  as the book names the verdicts, then by outcome.
    """
    within = Q(pk__gt=0) if actor.is_staff else Q(pk__in=[])
    for area in actor.areas:
        within |= Q(organisation__region__code__startswith=area)
    rows = Entitlement.objects.filter(within, year=year, current=True).order_by()
    found = rows.values("verdict", "outcome").annotate(count=Count("pk"), sum=Sum("amount_fen"))
    fewest = 1 if actor.roles & rules.READERS else rules.FEWEST
    order = {code: n for n, code in enumerate(VERDICTS)}
    lines = [
        {
            "verdict": one["verdict"],
            "outcome": one["outcome"],
            "count": one["count"],
            "amount_fen": one["sum"] if one["count"] >= fewest else None,
        }
        for one in found
    ]
    return sorted(lines, key=lambda one: (order[one["verdict"]], one["outcome"]))


def files_of(entitlement: Entitlement) -> list[Any]:
    """The evidence a firm put to what it contests."""
    return list(attachments.of("entitlement", entitlement.pk))


def known_amount(verdict: str, organisation_id: int, on: date) -> Answer | None:
    """What a verdict last came to for a unit, for the unit's own form. Units: fen.

    None where nothing is given, or it was given already.
    """
    rows = Entitlement.objects.filter(
        organisation_id=organisation_id, verdict=verdict, current=True, outcome=rules.MET
    )
    rows = rows.filter(run__on__lte=on, amount_fen__gt=0).exclude(state__in=rules.GIVEN)
    row = rows.select_related("run").order_by("-year").first()
    if row is None:
        return None
    return Answer(value=row.amount_fen, source=WORKED_OUT, on=row.run.on)


# --- batches and objections -------------------------------------------------------------------


def batches_for(actor: Actor) -> QuerySet[Batch]:
    """Batches that were published for everyone; earlier ones for staff."""
    seen = Q(state__in=("publicity", "granted", "paid", "issued"))
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Batch.objects.filter(reach(seen, actor=actor, kind="entitlement_batch"))
    return found.select_related("appropriation__account")


def batch_for(actor: Actor, pk: int) -> Batch:
    """One visible batch. Errors: Http404."""
    return get_object_or_404(batches_for(actor), pk=pk)


def objections_for(actor: Actor) -> QuerySet[Objection]:
    """One's own; all for those who examine and decide."""
    seen = Q(by_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    if actor.roles & {"officer", "chair", "discipline"}:
        seen = Q(pk__gt=0)
    found = Objection.objects.filter(reach(seen, actor=actor, kind="entitlement_objection"))
    return found.select_related("entitlement__organisation", "entitlement__batch")


def objection_for(actor: Actor, pk: int) -> Objection:
    """One visible objection. Errors: Http404."""
    return get_object_or_404(objections_for(actor), pk=pk)


def objection_register() -> list[dict[str, Any]]:
    """Every objection to a public entitlement, without its author and text; newest first.

    Each has the `row` it is about, its `state`, and the moments it was filed and decided.
    """
    public = visible_to(NOBODY).values("pk")
    rows = Objection.objects.filter(entitlement__in=public).defer("name", "text")
    filed = trail.when("entitlement_objection", "begin")
    return [
        {
            "row": one.entitlement,
            "state": (state := flows.OBJECTION.state(one.state)),
            "filed_at": filed[one.pk],
            "decided_at": one.since if state.final else None,
        }
        for one in rows.select_related("entitlement__organisation", "entitlement__batch")
    ]


def to_gather(verdict: str, year: int) -> QuerySet[Entitlement]:
    """What is confirmed and stands in no batch yet, by primary key."""
    rows = Entitlement.objects.filter(verdict=verdict, year=year, state="confirmed")
    return rows.filter(batch=None, current=True).order_by("pk")


def pks_of(batch: Batch) -> list[int]:
    """The keys of the entitlements of a batch."""
    return list(batch.entitlements.order_by("pk").values_list("pk", flat=True))


def holders(verdict: str, *, on: date) -> frozenset[int]:
    """The units that hold a recognition of that kind on a day."""
    held = registry.known.qualified(verdict, on=on).exclude(organisation=None)
    return frozenset(held.values_list("organisation_id", flat=True))


def ready_to_gather() -> list[tuple[str, int, int]]:
    """What could be gathered now: verdict, year and how many. Order: by year and verdict."""
    rows = Entitlement.objects.filter(state="confirmed", batch=None, current=True).order_by()
    found = rows.values_list("verdict", "year").annotate(Count("pk"))
    return sorted(found, key=lambda one: (one[1], one[0]))


def lines_of(actor: Actor, batch: Batch) -> list[Entitlement]:
    """The entitlements of a batch, by name of the unit: all of them once it was published."""
    rows = batch.entitlements.select_related("organisation__region")
    rows = rows.order_by("organisation__name_zh", "pk")
    if batch.state in ("proposed", "decided", "rejected") and "chair" not in actor.roles:
        rows = rows.filter(pk__in=visible_to(actor).values("pk"))
    return list(rows)
