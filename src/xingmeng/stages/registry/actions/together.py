"""Many units, agreements and promises in one go: what the single actions write, row for row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import Source
from xingmeng.engines.values import Finding
from xingmeng.stages.registry import queries, rules
from xingmeng.stages.registry.models import Agreement, Deliverable, Organisation
from xingmeng.stages.registry.rules import partners as partner_rules

Told = Mapping[str, Any]


@door.change()
def register_organisations(
    units: Sequence[Told], *, source: Source, actor: Actor
) -> list[Organisation]:
    """Enter organisations that a register has; each is confirmed afterwards.

    Writes: as `register_organisation`, for each. Order: as given.
    Errors: Refused for others than officers, for a code that does not hold, is taken or comes
            twice, or an unknown kind: then nothing is entered.
    """
    found = [] if rules.may_record(actor) else [not_yours("officer")]
    codes = [unit["credit_code"] for unit in units]
    taken = set(queries.registered(*codes).values_list("credit_code", flat=True))
    taken |= {code for code in codes if codes.count(code) > 1}
    for unit in units:
        code = unit["credit_code"]
        found += rules.credit_code_holds(code)
        if code in taken:
            found.append(Finding("credit_code_taken", {"field": "credit_code", "code": code}))
        if unit["kind"] not in rules.KINDS:
            found.append(Finding("not_an_option", {"field": "kind"}))
    refuse_if(found)
    rows = [Organisation(source=source, **unit) for unit in units]
    move.begin_all("organisation", rows, actor=actor)
    return rows


@door.change()
def draft_agreements(drafts: Sequence[Told], *, actor: Actor) -> list[Agreement]:
    """Begin agreements that are in talks.

    Said:   of each, partners, units, from_on, until_on, title_zh, title_en, subject.
    Writes: as `draft_agreement`, for each; no contact leads to them. Order: as given.
    Errors: Refused for others than officers, without a partner, or for a term out of order.
    """
    found = [] if partner_rules.keeps_frame(actor) else [not_yours("officer")]
    for one in drafts:
        found += partner_rules.in_order(one.get("from_on"), one.get("until_on"))
        if not one["partners"]:
            found.append(Finding("agreement_without_partner", {"field": "partners"}))
    refuse_if(found)
    year = clock.today().year
    rows = []
    for one in drafts:
        said = {name: value for name, value in one.items() if name not in ("partners", "units")}
        number = f"HZ{year}{numbers.following(f'agreement:{year}'):03d}"
        rows.append(Agreement(number=number, **said))
    move.begin_all("agreement", rows, actor=actor)
    _join("partners", "framepartner_id", rows, drafts)
    _join("units", "organisation_id", rows, drafts)
    return rows


def _join(name: str, column: str, rows: Sequence[Agreement], drafts: Sequence[Told]) -> None:
    through = getattr(Agreement, name).through
    pairs = zip(rows, drafts, strict=True)
    through.objects.bulk_create(
        through(agreement_id=row.pk, **{column: pk}) for row, one in pairs for pk in one[name]
    )


@door.change()
def add_deliverables(
    agreement_ids: Iterable[int], promises: Mapping[int, Sequence[Told]], *, actor: Actor
) -> list[Deliverable]:
    """Add what agreements promise by a day.

    Said:   of each promise, kind, deadline_on, title_zh, title_en.
    Writes: as `add_deliverable`, for each. Order: by agreement as given, then as promised.
    Errors: Refused for others than officers, once an agreement is over, for an unknown kind,
            or a day beyond its term.
    """
    found = [] if partner_rules.keeps_frame(actor) else [not_yours("officer")]
    abouts = Agreement.objects.select_for_update().in_bulk(list(agreement_ids))
    rows = []
    for pk, about in abouts.items():
        first = about.deliverables.count() + 1
        found += [f for one in promises[pk] for f in _promise_fits(about, **one)]
        rows += [
            Deliverable(agreement=about, number=number, **one)
            for number, one in enumerate(promises[pk], start=first)
        ]
    refuse_if(found)
    move.begin_all("deliverable", rows, actor=actor)
    return rows


def _promise_fits(about: Agreement, *, kind: str, deadline_on: date, **_: Any) -> list[Finding]:
    found = []
    if about.state not in partner_rules.OPEN:
        said = {"state": about.state, "needed": list(partner_rules.OPEN)}
        found.append(Finding("wrong_state", said))
    if kind not in partner_rules.DELIVERABLES:
        found.append(Finding("not_an_option", {"field": "kind"}))
    return found + partner_rules.within_term(about, deadline_on)
