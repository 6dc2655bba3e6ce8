"""Running the law over a population: what is new is written, what stands stays untouched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, outbox, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.law.dated import quantities
from xingmeng.stages.entitlements import facts, queries, rules
from xingmeng.stages.entitlements.facts import Worked
from xingmeng.stages.entitlements.models import Entitlement, Run, SetParameter, Snapshot
from xingmeng.stages.registry import queries as registry

Key = tuple[int, str]  # of an organisation and a verdict
IN_ONE_GO = 500


@door.change()
def take_snapshot(year: int) -> Snapshot:
    """Store what is known now of every enterprise for a year.

    Writes: one sealed file and its row; nothing where nothing has changed since the last.
    """
    moment = clock.now()
    digest, rows = facts.keep(year, as_of=moment)
    last = queries.latest_snapshot(year)
    if last is not None and last.digest == digest:
        return last
    return Snapshot.objects.create(
        year=year, as_of=moment, digest=digest, rows=rows, taken_at=moment
    )


@door.change()
def set_parameters(
    given: Mapping[str, Mapping[str, Any]], *, actor: Actor
) -> list[SetParameter]:
    """Set what the law leaves to the authority, from days on: an overlay as `law` reads it.

    Each entry: `values` by first day, `source` (the document that sets it), `confidence`.
    Writes: one row a value, one step. A value once set is not overwritten.
    Errors: Refused without the right, for a number that the law does not have, one without a
            source, or one that is set already for that day.
    """
    found = [] if actor.roles & {"chair", "system"} else [not_yours("chair")]
    known = quantities()
    found += [Finding("no_parameter", {"key": key}) for key in given if key not in known]
    found += [
        Finding("answer_needed", {"field": f"{key}.source"})
        for key, one in given.items()
        if not str(one.get("source", "")).strip()
    ]
    rows = [row for key, one in given.items() for row in _values(key, one)]
    days = {(row.key, row.from_on) for row in rows}
    taken = SetParameter.objects.filter(key__in={key for key, _ in days})
    found += [
        Finding("set_already", {"key": row.key, "on": row.from_on})
        for row in taken
        if (row.key, row.from_on) in days
    ]
    refuse_if(found)
    SetParameter.objects.bulk_create(rows)
    said = {"set": [f"{row.key} {row.from_on.isoformat()} {row.value}" for row in rows]}
    trail.record("law", 0, "set_parameters", actor=actor, details=said)
    return rows


def _values(key: str, one: Mapping[str, Any]) -> Iterable[SetParameter]:
    for day, value in dict(one.get("values", {})).items():
        yield SetParameter(
            key=key,
            from_on=date.fromisoformat(str(day)),
            value=value,
            source=str(one.get("source", "")),
            confidence=str(one.get("confidence", "U")),
            set_at=clock.now(),
        )


@door.change()
def carry_out(year: int, *, on: date) -> Run:
    """Run all verdicts over what is known of a year now, as the law stands on a day.

    What comes out as before is left as it is; what differs is written anew and takes the
    older one's place, and the firm is told once. What was decided, or is being decided, stays;
    the run names it.
    Writes: a snapshot, the run with one step, new entitlements with their steps, one message
            a firm; where the last run found the very same, `found_again_at`, and what was
            contested stands again.
    """
    snapshot = take_snapshot(year)
    overlay = queries.set_by_authority(on)
    law = facts.law_of(on, overlay)
    worked = facts.work_out(queries.frame_of(snapshot), law)
    said = {"law": facts.digest_of(law), "digest": facts.results_digest(worked)}
    last = queries.latest_run(year)
    if last is not None and last.snapshot_id == snapshot.pk and _is(last, said):
        last.found_again_at = clock.now()
        last.save(update_fields=["found_again_at"])
        _settle(queries.upheld_in(year), actor=SYSTEM)
        return last
    run = Run(snapshot=snapshot, on=on, parameters=overlay, at=clock.now(), **said)
    _write(run, worked)
    return run


def _is(run: Run, said: Mapping[str, str]) -> bool:
    return all(getattr(run, name) == value for name, value in said.items())


def repeat(run: Run) -> str:
    """Work a run out anew from its snapshot and its law; the digest of what comes out.

    Writes: nothing. Errors: as `queries.frame_of`.
    """
    law = facts.law_of(run.on, run.parameters)
    return facts.results_digest(facts.work_out(queries.frame_of(run.snapshot), law))


def _write(run: Run, worked: Sequence[Worked]) -> None:
    year = run.snapshot.year
    rows = Entitlement.objects.filter(year=year, current=True)
    now: dict[Key, Entitlement] = {(r.organisation_id, r.verdict): r for r in rows}
    found: dict[Key, Worked] = {(w.organisation_id, w.verdict): w for w in worked}
    changed = {k: w for k, w in found.items() if k in now and _differs(now[k], w)}
    held = {k for k in changed if not _may_change(now[k])}
    kept = [r.pk for k, r in now.items() if r.state == "recompute" and k not in changed]
    old = {k: now[k] for k in changed if k not in held}
    new = [w for k, w in found.items() if k not in now or k in old]
    run.counts = {
        "enterprises": len({w.organisation_id for w in worked}),
        "results": len(worked),
        "new": len(new) - len(old),
        "changed": len(old),
        "stood": len(found) - len(new),
        "held": sorted(now[k].pk for k in held),
    }
    run.save()
    said = {"digest": run.digest, "law": run.law, "snapshot": run.snapshot.digest}
    step = trail.record("entitlement_run", run.pk, "carry_out", actor=SYSTEM, details=said)
    system = SYSTEM.because_of(step)
    _replace(old.values(), actor=system)
    _add(run, new, {k: row.pk for k, row in old.items()}, actor=system)
    _settle(kept, actor=system)


def _differs(row: Entitlement, one: Worked) -> bool:
    return (row.outcome, row.amount_fen) != (one.outcome, one.amount_fen)


def _may_change(row: Entitlement) -> bool:
    declined = row.state == "declined"
    return declined or (row.state in rules.OPEN and row.batch_id is None)


def _replace(rows: Iterable[Entitlement], *, actor: Actor) -> None:
    """The older ones make room. What a firm declined stays so, and is no longer current."""
    every = list(rows)
    open_ = [row.pk for row in every if row.state != "declined"]
    move.make_all("entitlement", open_, "supersede", actor=actor)
    pks = [row.pk for row in every]
    for start in range(0, len(pks), IN_ONE_GO):
        part = Entitlement.objects.filter(pk__in=pks[start : start + IN_ONE_GO])
        part.update(current=False)


def _add(run: Run, new: Sequence[Worked], before: Mapping[Key, int], *, actor: Actor) -> None:
    """Write what is new; the run's own step stands for their beginning, with its digest."""
    moment = clock.now()
    rows = [
        Entitlement(
            run=run,
            year=run.snapshot.year,
            state="computed",
            since=moment,
            previous_id=before.get((one.organisation_id, one.verdict)),
            **one._asdict(),
        )
        for one in new
    ]
    Entitlement.objects.bulk_create(rows, batch_size=IN_ONE_GO)
    move.make_all("entitlement", _to_tell(rows), "notify", actor=actor)
    _tell(rows, run)


def _to_tell(rows: Sequence[Entitlement]) -> list[int]:
    """What gives something, but for numbers that the unit holds already."""
    held = {code: queries.holders(code, on=clock.today()) for code in rules.ISSUED}
    return [
        row.pk
        for row in rows
        if row.outcome == rules.MET and row.organisation_id not in held.get(row.verdict, ())
    ]


def _tell(rows: Sequence[Entitlement], run: Run) -> None:
    """One message for each firm about which something is new and that has people here."""
    about = {row.organisation_id for row in rows if row.outcome != "not_applicable"}
    for organisation_id in sorted(about & registry.with_members()):
        outbox.enqueue("entitled", organisation=organisation_id, run=run.pk)


def _settle(pks: Sequence[int], *, actor: Actor) -> None:
    """A contest was upheld, and the new result is the old one: it stands again."""
    rows = list(Entitlement.objects.filter(pk__in=pks))
    given = [row.pk for row in rows if row.outcome == rules.MET]
    move.make_all("entitlement", given, "notify", actor=actor)
    rest = [row.pk for row in rows if row.outcome != rules.MET]
    move.make_all("entitlement", rest, "settle", actor=actor)


@door.change()
def take_silence_for_consent(*, year: int | None = None) -> int:
    """Confirm what firms left unanswered beyond the time to answer. Returns how many.

    Writes: each one's state and step, as the system.
    """
    rows = Entitlement.objects.filter(state="notified", due_on__lt=clock.today())
    rows = rows.exclude(verdict__in=rules.TOLD)
    rows = rows if year is None else rows.filter(year=year)
    late = list(rows.values_list("pk", flat=True))
    move.make_all("entitlement", late, "confirm_by_silence", actor=SYSTEM)
    return len(late)


def run_nightly() -> Run | None:
    """Once a day: silence is taken for consent, and the law run over the last closed year.

    An earlier year in which a contest was upheld is run again by the law of its own last run.
    Writes: as `carry_out`; nothing when today has been run already.
    """
    today = clock.today()
    last = queries.latest_run(today.year - 1)
    if last is not None and clock.local_day(last.found_again_at or last.at) >= today:
        return None
    take_silence_for_consent()
    for run in queries.to_run_anew(before=today.year - 1):
        carry_out(run.snapshot.year, on=run.on)
    return carry_out(today.year - 1, on=today)
