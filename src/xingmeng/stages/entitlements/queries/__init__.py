"""Reading entitlements. Nothing is fetched without saying who is looking."""

import hashlib
import io
from datetime import date
from functools import lru_cache

import polars as pl
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import files
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
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
from xingmeng.stages.registry import queries as registry

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


def runs_for(actor: Actor) -> QuerySet[Run]:
    """Runs with their counts: for those who examine, pay, audit, decide and lead."""
    rows = Run.objects.select_related("snapshot")
    return rows if actor.roles & SEES_RUNS else rows.none()


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


def of_firm(actor: Actor, organisation_id: int, year: int) -> list[Entitlement]:
    """What the law gives one firm for a year now, in the order of the book.

    Order: as the book names the verdicts; none for who may not read the firm's figures.
    """
    if not rules.reads_figures(actor, organisation_id):
        return []
    rows = visible_to(actor).filter(organisation_id=organisation_id, year=year, current=True)
    order = {code: n for n, code in enumerate(VERDICTS)}
    return sorted(rows, key=lambda row: order[row.verdict])


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
