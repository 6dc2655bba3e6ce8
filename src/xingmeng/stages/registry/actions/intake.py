"""Entering whole tables: enterprises, yearly figures, certificates. All of it, or nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.core import attachments, clock, door, move, sources
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import Source
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.actions.yearly import AT_ONCE, Figure, keep_figures
from xingmeng.stages.registry.models import Intake, Organisation, Qualification
from xingmeng.stages.registry.queries import intake as queries
from xingmeng.stages.registry.rules import intake as rules
from xingmeng.stages.registry.rules.platforms import KINDS

TITLES = {  # of what is certified, where a list names it by its code
    "high_tech_enterprise": Text("高新技术企业", "High-tech enterprise"),
    "technology_sme": Text("科技型中小企业", "Technology SME"),
} | KINDS


@door.change()
def take_in(  # noqa: PLR0913 -- a table is handed over with this much
    name: str,
    content: bytes,
    *,
    what: str,
    provider: str,
    dated_on: date,
    actor: Actor,
    source: Source | None = None,
) -> Intake:
    """Take a table in: it is kept as it is and waits to be entered; nothing is entered yet.

    Writes: the intake, the sealed file, two steps with its digest, source and day.
    Errors: Refused without the right, for an unknown kind or provider, or for a file that may
            not be kept. What is wrong inside is told on its page.
    """
    found = [] if rules.reads_intakes(actor) else [not_yours("officer")]
    if what not in rules.KINDS or provider not in rules.PROVIDERS:
        found.append(Finding("not_an_option", {"field": "what"}))
    if dated_on > clock.today():
        found.append(Finding("day_to_come", {"field": "dated_on"}))
    refuse_if(found)
    known = source or sources.name(f"register:{provider}", rules.PROVIDERS[provider])
    row = Intake(what=what, source=known, dated_on=dated_on, name=name[:120])
    row.by_id, row.at = actor.user_id or None, clock.now()
    move.begin("intake", row, actor=actor, details={"source": known.code, "what": what})
    upload = SimpleUploadedFile(name, content)
    kept = attachments.add(
        upload, kind="intake", subject_id=row.pk, field=queries.FIELD, actor=actor
    )
    row.digest = kept.digest
    row.save(update_fields=["digest"])
    return row


def _in_order(step: Step) -> list[Finding]:
    return queries.plan(step.row).findings


def _enter(step: Step) -> None:
    """Put all lines on record; the move's step names the intake, its page the rest."""
    row: Intake = step.row
    plan = queries.plan(row)
    if row.what == "figures":
        known = plan.known | _register(plan.fresh, row.source)
        entered = keep_figures(_figures(plan.rows, known), source=row.source)
        row.units_entered = plan.fresh.height
    else:
        entered = _certify(plan.rows, plan.known, row)
    row.lines, row.rows_entered = plan.rows.height, entered
    row.save(update_fields=["lines", "units_entered", "rows_entered"])


def _register(fresh: pl.DataFrame, source: Source) -> dict[str, int]:
    """Enter enterprises that the register of firms has: confirmed by it. {code: key}."""
    now = clock.now()
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                credit_code=line["credit_code"],
                name_zh=line["name_zh"][:100],
                name_en=(line.get("name_en") or "")[:160],
                kind="enterprise",
                region_id=line["region"],
                industry_id=_industry(line.get("industry_code")),
                registered_on=queries.day_of(line.get("registered_on")),
                source=source,
                state="confirmed",
                since=now,
            )
            for line in fresh.iter_rows(named=True)
        ],
        batch_size=AT_ONCE,
    )
    return {row.credit_code: row.pk for row in made}


def _industry(said: str | None) -> str | None:
    return queries.division_of(said) if said else None


def _figures(rows: pl.DataFrame, known: dict[str, int]) -> Iterator[Figure]:
    """Every cell that says something, as a figure."""
    names = [name for name in rows.columns if name in rules.FIGURES]
    told = rows.select(
        pl.col("credit_code").replace_strict(known, return_dtype=pl.Int64), "year", *names
    )
    cells = told.with_columns(pl.col(names).cast(pl.Int64)).unpivot(
        names, index=["credit_code", "year"], variable_name="name"
    )
    return (Figure(*line) for line in cells.drop_nulls("value").iter_rows())


def _certify(rows: pl.DataFrame, known: dict[str, int], intake: Intake) -> int:
    """One row per recognition and number, brought up to date as the list has it."""
    said = {"source": intake.source, "dated_on": intake.dated_on, "recorded_at": clock.now()}
    made = [_certificate(line, known) for line in rows.iter_rows(named=True)]
    told = ["organisation", "from_on", "until_on", "state", "ended_on", *said]
    Qualification.objects.bulk_create(
        [Qualification(**one, **said) for one in made],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["instrument_code", "number"],
        update_fields=told,
    )
    return len(made)


def _certificate(line: dict[str, Any], known: dict[str, int]) -> dict[str, Any]:
    title = TITLES[line["recognition"]]
    return {
        "organisation_id": known[line["credit_code"]],
        "instrument_code": line["recognition"],
        "number": line["number"],
        "title_zh": title.zh,
        "title_en": title.en,
        "from_on": queries.day_of(line["from_on"]),
        "until_on": queries.day_of(line["until_on"]),
        "state": "valid",
        "ended_on": None,
    }


INTAKE = move.register(
    move.Subject(
        kind="intake",
        title=Text("登记数据表", "Table of a register"),
        model=Intake,
        flow_of=lambda row: rules.FLOW,
        every_flow=lambda: [rules.FLOW],
        roles_of=lambda actor, row: actor.roles & {"officer", "system", "administrator"},
        visible_to=queries.intakes_for,
        checks={"in_order": _in_order},
        effects={"enter": _enter},
        related=("source",),
    )
)
