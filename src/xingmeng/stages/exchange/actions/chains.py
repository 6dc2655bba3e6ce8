"""Changing chains: bottlenecks entered and proposed, records put on a link by hand."""

import csv
from importlib import resources
from typing import Any

from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.models import Bottleneck, Chain, Link, Need, Placing
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.stages.exchange.queries import needs
from xingmeng.stages.exchange.rules import SHOWN_WHILE
from xingmeng.stages.exchange.rules import chains as rules
from xingmeng.stages.registry import queries as registry

SAID = ("title_zh", "missing_zh", "dependent_zh")
LONGEST = 200  # characters of a reason


@door.change()
def load_chains() -> None:
    """Bring chains and links up to the shipped lists; what officers wrote stays as it is.

    Writes: Chain and Link rows.
    """
    _load(Chain, _lines("chains.csv"))
    known = dict(Chain.objects.values_list("code", "pk"))
    lines = _lines("chain_links.csv")
    for line in lines:
        line["chain_id"] = known[line.pop("chain")]
    _load(Link, lines)


def _load(model: type[Chain] | type[Link], lines: list[dict[str, Any]]) -> None:
    for line in lines:
        line["place"] = int(line["place"])
    kept = {"id", "code", "own", "retired_on"}
    fields = [f.name for f in model._meta.concrete_fields if f.name not in kept]
    own = set(model._default_manager.filter(own=True).values_list("code", flat=True))
    model._default_manager.bulk_create(
        [model(**line) for line in lines if line["code"] not in own],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=fields,
    )


def _lines(name: str) -> list[dict[str, Any]]:
    path = resources.files("xingmeng.stages.exchange").joinpath("fixtures", name)
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@door.change()
def record_bottleneck(
    link_id: int, *, sight: str, actor: Actor, need_id: int | None = None, **said: Any
) -> Bottleneck:
    """Enter a bottleneck of a link; it is open at once. Writes: it, two steps.

    Errors: Refused without the right, for texts that are missing, for a need that the actor
            may not see or that stands for it already, or an unknown range of sight.
    """
    need = needs.visible_to(actor).filter(pk=need_id).first() if need_id else None
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if need_id and need is None:
        found.append(Finding("not_an_option", {"field": "need"}))
    row = _begun(link_id, need, said, found, actor)
    return move.make("bottleneck", row.pk, "accept", actor=actor, details={"sight": sight})


@door.change()
def propose_bottleneck(link_id: int, need_id: int, *, actor: Actor, **said: Any) -> Bottleneck:
    """Propose that one's own need is a bottleneck of a link. Writes: it, one step.

    Errors: Refused for another's need, one not being handled or that stands for it already,
            and for texts that are missing.
    """
    need = Need.objects.get(pk=need_id)
    found = [] if need.organisation_id in actor.organisations else [not_yours("applicant")]
    if need.state not in SHOWN_WHILE:
        found.append(Finding("wrong_state", {"state": need.state, "needed": [*SHOWN_WHILE]}))
    return _begun(link_id, need, said, found, actor)


def _begun(
    link_id: int, need: Need | None, said: dict[str, Any], found: list[Finding], actor: Actor
) -> Bottleneck:
    found = found + rules.unsaid(said, SAID)
    if need and queries.is_proposed(need.pk, link_id):
        found.append(Finding("bottleneck_known"))
    refuse_if(found)
    year = clock.today().year
    row = Bottleneck(
        number=numbers.drawn(
            f"bottleneck:{year}",
            lambda n: f"KD{year}{n}",
            taken=lambda name: Bottleneck.objects.filter(number=name).exists(),
        ),
        link_id=link_id,
        need=need,
        **said,
    )
    move.begin("bottleneck", row, actor=actor)
    return row


@door.change()
def revise_bottleneck(pk: int, *, sight: str, actor: Actor, **said: Any) -> Bottleneck:
    """Mend the texts of a bottleneck, or who may see it. Writes: it, one step.

    Errors: Refused without the right, once it is over, or for texts that are missing.
    """
    rows = Bottleneck.objects.select_for_update(of=("self",)).select_related("need")
    row = rows.get(pk=pk)
    allowed = "officer" in rules.bottleneck_roles(actor, row)
    found = [] if allowed else [not_yours("officer")]
    if row.state not in rules.LIVE:
        found.append(Finding("wrong_state", {"state": row.state, "needed": [*rules.LIVE]}))
    refuse_if(found + rules.unsaid(said, SAID))
    for name, value in said.items():
        setattr(row, name, value)
    row.shown = sight == "public"
    row.save()
    trail.record("bottleneck", pk, "change", actor=actor)
    return row


@door.change()
def place(
    link_id: int, kind: str, number: str, *, off: bool, why: str, actor: Actor
) -> Placing:
    """Put a record on a link, or keep it off, whatever its words say; the last one stands.

    Writes: the placing, one step of the link.
    Errors: Refused without the right, without a reason, or for a number that the actor knows
            no record of.
    """
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    row = _numbered(actor, kind, number.strip()) if kind in rules.PLACED else None
    if row is None:
        found.append(Finding("nothing_of_that_number", {"field": "number"}))
    found += rules.unsaid({"why": why}, ["why"])
    refuse_if(found)
    told = {"off": off, "why": why.strip()[:LONGEST], "by_id": actor.user_id}
    placed, _ = Placing.objects.update_or_create(
        link_id=link_id,
        kind=kind,
        subject_id=row.pk,
        defaults=told | {"at": clock.now()},
    )
    name = "keep_off" if off else "place"
    trail.record("link", link_id, name, actor=actor, details={kind: row.pk}, reason=why)
    return placed


def _numbered(actor: Actor, kind: str, number: str) -> Any:
    if kind == "platform":
        rows = registry.platforms_for(actor, rules.PLATFORMS, on=clock.today())
    else:
        rows = move.subject(kind).visible_to(actor)
    return rows.filter(**{rules.PLACED[kind][1]: number}).first()


@door.change()
def take_back(pk: int, *, actor: Actor) -> Link:
    """Take back what was put on a link or kept off it: its words speak again.

    Writes: the placing away, one step of the link. Errors: Refused without the right.
    """
    refuse_if([] if "officer" in actor.roles else [not_yours("officer")])
    row = Placing.objects.select_related("link__chain").get(pk=pk)
    details = {row.kind: row.subject_id}
    row.delete()
    trail.record("link", row.link_id, "take_back", actor=actor, details=details)
    return row.link


def _accept(step: Step) -> None:
    step.row.shown = step.details["sight"] == "public"
    step.row.save(update_fields=["shown"])


def _tackle(step: Step) -> None:
    step.row.tackled_by = step.details["tackled_by"]
    step.row.save(update_fields=["tackled_by"])


def _overcome(step: Step) -> None:
    step.row.evidence, step.row.overcome_on = step.details["evidence"], step.on
    step.row.save(update_fields=["evidence", "overcome_on"])


BOTTLENECK = move.register(
    move.Subject(
        kind="bottleneck",
        title=Text("产业链卡点", "Bottleneck"),
        model=Bottleneck,
        flow_of=lambda row: rules.BOTTLENECK,
        every_flow=lambda: [rules.BOTTLENECK],
        roles_of=rules.bottleneck_roles,
        visible_to=queries.visible_to,
        effects={"accept": _accept, "tackle": _tackle, "overcome": _overcome},
        related=("link", "need"),
    )
)
