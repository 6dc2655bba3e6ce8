"""Reading tables that were handed over: the list, one of them, what entering it would do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import attachments, files
from xingmeng.core.actor import Actor
from xingmeng.engines.facts import EPOCH
from xingmeng.engines.values import Finding
from xingmeng.stages.registry.models import Industry, Intake, Organisation, Region
from xingmeng.stages.registry.queries.yearly import OF_CERTIFICATE
from xingmeng.stages.registry.rules import credit_code_holds
from xingmeng.stages.registry.rules import intake as rules
from xingmeng.stages.registry.rules.platforms import CODES

CERTIFIED = [*OF_CERTIFICATE, *CODES]  # what a list of certificates may hold
FIELD = "table"  # under which the file is kept
NEW = ("name_zh", "region")  # said of every unit that is not registered yet


class Plan(NamedTuple):
    """What entering a table comes to: values by line, units by code, what stands against it."""

    rows: pl.DataFrame
    known: dict[str, int]
    fresh: pl.DataFrame  # the first line of each unit that is not registered yet
    findings: list[Finding]


def intakes_for(actor: Actor) -> QuerySet[Intake]:
    """Tables that were handed over, newest first: for officers alone."""
    rows = Intake.objects.select_related("source", "by").order_by("-pk")
    return rows if rules.reads_intakes(actor) else rows.none()


def intake_for(actor: Actor, pk: int) -> Intake:
    """One visible table. Errors: Http404."""
    return get_object_or_404(intakes_for(actor), pk=pk)


def plan(row: Intake) -> Plan:
    """What entering it would do now, from the very file that was handed over.

    Errors: none; what stands against it is in `findings`.
    """
    kept = attachments.of("intake", row.pk, field=FIELD).first()
    if kept is None:
        return Plan(pl.DataFrame(), {}, pl.DataFrame(), [Finding("table_unreadable")])
    return plan_of(row.what, kept.name, files.read(kept.digest))


def plan_of(what: str, name: str, content: bytes) -> Plan:
    """The same for a table at hand. Errors: none."""
    table = rules.read(what, name, content)
    if table.findings:
        return Plan(table.rows, {}, pl.DataFrame(), list(table.findings))
    codes = table.rows["credit_code"].unique().to_list()
    held = Organisation.objects.filter(credit_code__in=codes).exclude(state="refused")
    states = {
        code: (pk, state) for code, pk, state in held.values_list("credit_code", "pk", "state")
    }
    known = {code: pk for code, (pk, state) in states.items() if state == "confirmed"}
    waiting = [code for code, (_, state) in states.items() if state != "confirmed"]
    first = table.rows.unique("credit_code", keep="first", maintain_order=True)
    fresh = first.filter(~pl.col("credit_code").is_in(list(states)))
    found = [Finding("unit_waits", {"code": code}) for code in sorted(waiting)]
    found += list(
        _against_units(fresh) if what == "figures" else _against_lists(table.rows, fresh)
    )
    return Plan(table.rows, known, fresh, found[: rules.MOST_FAULTS])


def _against_units(fresh: pl.DataFrame) -> Iterator[Finding]:
    """Units that are not registered yet are named, have a place, and a code that holds."""
    regions = set(Region.objects.values_list("code", flat=True))
    industries = set(Industry.objects.values_list("code", flat=True))
    for line in fresh.iter_rows(named=True):
        about = {"line": line[rules.LINE]}
        for name in NEW:
            if not line.get(name):
                label = rules.KINDS["figures"].columns[name].label
                yield Finding("line_empty", about | {"column": label})
        if line.get("region") and line["region"] not in regions:
            yield Finding("region_unknown", about | {"said": line["region"]})
        if line.get("industry_code") and division_of(line["industry_code"]) not in industries:
            yield Finding("industry_unknown", about | {"said": line["industry_code"]})
        if credit_code_holds(line["credit_code"]):
            said = {"said": line["credit_code"], "wanted": "GB 32100"}
            yield Finding("line_wrong", about | {"column": rules.CODE.label} | said)


def _against_lists(rows: pl.DataFrame, fresh: pl.DataFrame) -> Iterator[Finding]:
    """A certificate is of a registered unit, the law's or a platform's; it has a beginning."""
    for line, code in fresh.select(rules.LINE, "credit_code").iter_rows():
        yield Finding("unit_unknown", {"line": line, "code": code})
    strange = rows.filter(~pl.col("recognition").is_in(CERTIFIED))
    for line, said in strange.select(rules.LINE, "recognition").iter_rows():
        yield Finding("recognition_unknown", {"line": line, "said": said})
    begins = rules.KINDS["certificates"].columns["from_on"].label
    endless = pl.col("from_on") <= rules.NO_DAY
    ended = (pl.col("until_on") < pl.col("from_on")) & (pl.col("until_on") > rules.NO_DAY)
    for line, on in rows.filter(endless | ended).select(rules.LINE, "from_on").iter_rows():
        said = {"said": day_of(on) or "", "wanted": "ISO 8601"}
        yield Finding("line_wrong", {"line": line, "column": begins} | said)


def division_of(said: str) -> str:
    """An industry as the registry writes it: 39 for C39, C for C. Errors: none."""
    return said[1:3] if said[:1].isalpha() and len(said) > 1 else said[:2]


def day_of(days: int | None) -> date | None:
    """A day of a table as a date; None for none. Errors: none."""
    return None if days is None or days <= rules.NO_DAY else EPOCH + timedelta(days=days)


def first_lines(rows: pl.DataFrame, most: int = 20) -> dict[str, Any]:
    """The first lines as they would be entered, the columns that say something first."""
    said = [name for name in rows.columns if not rows[name].is_null().all()]
    return {"heads": said, "lines": rows.select(said).head(most).rows()}
