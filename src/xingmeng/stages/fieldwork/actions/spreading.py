"""Reporting techniques that were spread; the county confirms them."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.core import door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.fieldwork.actions.posting import locked
from xingmeng.stages.fieldwork.models import ServiceAgreement, Technique
from xingmeng.stages.fieldwork.rules import entries as rules
from xingmeng.stages.fieldwork.rules.people import is_behind

Given = Mapping[str, Any]
SERVED = ("in_force", "finished")


@door.change()
def report(agreement_id: int, given: Given, *, actor: Actor) -> Technique:
    """A commissioner reports a technique spread under an agreement.

    Units:  mu as said, kept in tenths; fen. Writes: the technique, one step.
    Errors: Refused as `report_all`; Http404.
    """
    return report_all([(queries.agreement_for(actor, agreement_id), given)], actor=actor)[0]


@door.change()
def report_all(
    lines: Sequence[tuple[ServiceAgreement, Given]], *, actor: Actor
) -> list[Technique]:
    """Report many techniques, each under its agreement, or none of them.

    Order:  as given. Writes: what `report` writes, for each.
    Errors: Refused for faulty answers, a year outside the agreement, one never in force or
            another's, or a technique reported before.
    """
    held = locked({agreement.pk for agreement, _ in lines})
    lines = [(held[agreement.pk], given) for agreement, given in lines]
    found = [f for agreement, given in lines for f in _wrong(agreement, given, actor)]
    refuse_if(found or _twice(lines))
    rows = [
        Technique(
            agreement=agreement,
            region_id=agreement.region_id,
            area_tenth_mu=rules.tenths(given["area_mu"]),
            **{name: given[name] for name in STORED},
        )
        for agreement, given in lines
    ]
    move.begin_all("technique", rows, actor=actor)
    return rows


STORED = ("name", "year", "field", "farms", "income_fen", "effect")


def _wrong(agreement: ServiceAgreement, given: Given, actor: Actor) -> list[Finding]:
    found = forms.check_all(rules.TECHNIQUE_FORM, given)
    if not is_behind(actor, agreement.commissioner):
        found.append(not_yours("commissioner"))
    if agreement.state not in SERVED:
        values = {"state": agreement.state, "needed": list(SERVED)}
        found.append(Finding("wrong_state", values))
    years = range(agreement.from_on.year, agreement.until_on.year + 1)
    if isinstance(given.get("year"), int) and given["year"] not in years:
        said = {"field": "year", "from": agreement.from_on, "until": agreement.until_on}
        found.append(Finding("outside_the_term", said))
    return found


def _twice(lines: Sequence[tuple[ServiceAgreement, Given]]) -> list[Finding]:
    said = [(agreement.pk, g["year"], g["name"]) for agreement, g in lines]
    kept = Technique.objects.filter(agreement__in={pk for pk, *_ in said})
    known = kept.exclude(state="refused").values_list("agreement_id", "year", "name")
    twice = len(set(said)) < len(said) or not set(known).isdisjoint(said)
    return [Finding("reported_already", {"field": "name"})] if twice else []


def _confirm(step: Step) -> None:
    step.row.confirmed_on = step.on
    step.row.save(update_fields=["confirmed_on"])


TECHNIQUE = move.register(
    move.Subject(
        kind="technique",
        title=Text("推广技术", "Technique spread"),
        model=Technique,
        flow_of=lambda row: rules.TECHNIQUE,
        every_flow=lambda: [rules.TECHNIQUE],
        roles_of=rules.roles_in,
        visible_to=queries.techniques_for,
        effects={"confirm": _confirm},
        files_open=lambda actor, row: bool(rules.roles_in(actor, row)),
        related=("agreement__commissioner__person", "agreement__region"),
    )
)
