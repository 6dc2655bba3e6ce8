"""Reading tables of needs and offers: the list, one of them, what entering it would do."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import attachments, clock, files
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding
from xingmeng.stages.exchange.models import ExchangeIntake, Need, Offer
from xingmeng.stages.exchange.rules import intake as rules
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules.intake import LINE, MOST_FAULTS

FIELD = "table"  # under which the file is kept


class Line(NamedTuple):
    """One line of a table: its unit, and what it says as answers."""

    number: int
    organisation_id: int
    answers: dict[str, Any]


class Plan(NamedTuple):
    """What entering a table comes to, and what stands against it."""

    lines: list[Line]
    findings: list[Finding]


def intakes_for(actor: Actor) -> QuerySet[ExchangeIntake]:
    """Tables of one's own units, newest first; officers see those that officers handed in."""
    seen = Q(organisation_id__in=actor.organisations)
    if "officer" in actor.roles:
        seen |= Q(organisation=None)
    return (
        ExchangeIntake.objects.filter(seen).select_related("organisation", "by").order_by("-pk")
    )


def intake_for(actor: Actor, pk: int) -> ExchangeIntake:
    """One visible table. Errors: Http404."""
    return get_object_or_404(intakes_for(actor), pk=pk)


def plan(row: ExchangeIntake) -> Plan:
    """What entering it would do now, from the very file that was handed over.

    Errors: none; what stands against it is in `findings`.
    """
    kept = attachments.of("exchange_intake", row.pk, field=FIELD).first()
    if kept is None:
        return Plan([], [Finding("table_unreadable")])
    return plan_of(row, kept.name, files.read(kept.digest))


def plan_of(row: ExchangeIntake, name: str, content: bytes) -> Plan:
    """The same for a table at hand. Errors: none."""
    table = rules.read(row.what, name, content)
    if table.findings:
        return Plan([], list(table.findings))
    rows = table.rows.to_dicts()
    units = _units(row, rows)
    lines, found = [], []
    for said in rows:
        answers, number = rules.answers_of(row.what, said), said[LINE]
        unit = units.get(said.get("credit_code") or "")
        if unit is None:
            code = said.get("credit_code") or "—"
            found.append(Finding("unit_unknown", {"line": number, "code": code}))
        found += rules.faults_of(row.what, number, answers, clock.today())
        lines.append(Line(number, unit or 0, answers))
    found += _known_already(row, lines)
    return Plan(lines, found[:MOST_FAULTS])


def _units(row: ExchangeIntake, rows: list[dict[str, Any]]) -> dict[str, int]:
    """The keys of the units that lines may name; a unit's own table need not name it."""
    if row.organisation is not None:
        return dict.fromkeys(("", row.organisation.credit_code), row.organisation.pk)
    named = registry.by_credit_codes({said.get("credit_code") or "" for said in rows})
    return {code: unit.pk for code, unit in named.items() if unit.state == "confirmed"}


def _known_already(row: ExchangeIntake, lines: list[Line]) -> Iterator[Finding]:
    """A unit does not state the same twice: neither within a table nor beside what there is.

    Of drafts nobody but their unit is told.
    """
    title = rules.KINDS[row.what].title
    model = Offer if row.what == "offers" else Need
    rows = model.objects.filter(organisation_id__in={line.organisation_id for line in lines})
    rows = rows if row.organisation_id else rows.exclude(state="draft")
    there = set(rows.exclude(state="withdrawn").values_list("organisation_id", title))
    for line in lines:
        said = (line.organisation_id, line.answers.get(title))
        if said in there:
            yield Finding("stated_already", {"row": line.number, "title": said[1]})
        there.add(said)
