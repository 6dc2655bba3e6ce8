"""Changing which chains and links there are, what they are called, where they stand."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.exchange.models import Chain, Link
from xingmeng.stages.exchange.rules import arranging as rules
from xingmeng.stages.exchange.rules.chains import LIVE, unsaid
from xingmeng.stages.registry import queries as registry

LONGEST = 200  # characters of a reason


@door.change()
def add_chain(code: str, *, place: int, why: str, actor: Actor, **said: str) -> Chain:
    """Add a chain, without links as yet. Writes: it, the order of the others, one step.

    Said:   name_zh, name_en, purpose_zh, purpose_en. Units: place, from 1.
    Errors: Refused without the right, without a reason, for texts that are missing, for a code
            that is taken or fits no address.
    """
    said = rules.tidy(said)
    taken = Chain.objects.filter(code=code).exists()
    found = _against(actor, why) + rules.chain_fits(said)
    refuse_if(found + rules.code_fits(code, taken=taken))
    row = Chain.objects.create(code=code, place=0, own=True, **said)
    return _kept(row, "add", dict.fromkeys(said, ""), Chain.objects, place, why, actor)


@door.change()
def change_chain(pk: int, *, place: int, why: str, actor: Actor, **said: str) -> Chain:
    """Change what a chain is called and for, or where it stands. Writes and Errors: as above;
    its code stays."""
    said = rules.tidy(said)
    refuse_if(_against(actor, why) + rules.chain_fits(said))
    row = Chain.objects.select_for_update().get(pk=pk)
    return _kept(row, "change", _laid(row, said), Chain.objects, place, why, actor)


@door.change()
def add_link(
    chain_id: int, code: str, *, place: int, why: str, actor: Actor, **said: str
) -> Link:
    """Add a link to a chain. Writes: it, the order of the others, one step.

    Said:   name_zh, name_en, part, industries, words. Units: place, from 1.
    Errors: Refused without the right, without a reason, for texts that are missing, industries
            nobody knows, words too short, a code that is taken or fits no address.
    """
    chain, said = Chain.objects.select_for_update().get(pk=chain_id), rules.tidy(said)
    whole = f"{chain.code}-{code}"
    taken = Link.objects.filter(code=whole).exists()
    found = _against(actor, why) + rules.link_fits(said, _industries())
    refuse_if(found + rules.code_fits(code, taken=taken))
    row = Link.objects.create(chain=chain, code=whole, place=0, own=True, **said)
    return _kept(row, "add", dict.fromkeys(said, ""), chain.links, place, why, actor)


@door.change()
def change_link(pk: int, *, place: int, why: str, actor: Actor, **said: str) -> Link:
    """Change what a link is called, by which industries and words records belong to it, or
    where it stands. Writes and Errors: as above; its code stays."""
    said = rules.tidy(said)
    refuse_if(_against(actor, why) + rules.link_fits(said, _industries()))
    row = Link.objects.select_for_update().get(pk=pk)
    return _kept(row, "change", _laid(row, said), row.chain.links, place, why, actor)


@door.change()
def retire(kind: str, pk: int, *, why: str, actor: Actor) -> Chain | Link:
    """Keep a chain or a link no more; its page, its calls and its past stay.

    Writes: it, one step.
    Errors: Refused without the right, without a reason, for a link with bottlenecks that are
            not overcome, for a chain with links, or for what is kept no more already.
    """
    row = _model(kind).objects.select_for_update().get(pk=pk)
    found = _against(actor, why) + _standing(row, retired=False)
    if isinstance(row, Link):
        count = row.bottlenecks.filter(state__in=LIVE).count()
        found += [Finding("bottlenecks_open", {"count": count})] if count else []
    else:
        count = row.links.filter(retired_on=None).count()
        found += [Finding("links_remain", {"count": count})] if count else []
    refuse_if(found)
    row.retired_on, row.own = clock.today(), True
    row.save(update_fields=["retired_on", "own"])
    trail.record(kind, pk, "retire", actor=actor, reason=why.strip()[:LONGEST])
    return row


@door.change()
def restore(kind: str, pk: int, *, why: str, actor: Actor) -> Chain | Link:
    """Keep a chain or a link again. Writes: it, one step.

    Errors: Refused without the right, without a reason, or for what is kept.
    """
    row = _model(kind).objects.select_for_update().get(pk=pk)
    refuse_if(_against(actor, why) + _standing(row, retired=True))
    row.retired_on = None
    row.save(update_fields=["retired_on"])
    trail.record(kind, pk, "restore", actor=actor, reason=why.strip()[:LONGEST])
    return row


def _model(kind: str) -> Any:
    return {"chain": Chain, "link": Link}[kind]


def _industries() -> frozenset[str]:
    return frozenset(registry.industries().values_list("code", flat=True))


def _against(actor: Actor, why: str) -> list[Finding]:
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    return found + unsaid({"why": why}, ["why"])


def _standing(row: Chain | Link, *, retired: bool) -> list[Finding]:
    wrong = (row.retired_on is not None) != retired
    return [Finding("kept_otherwise")] if wrong else []


def _laid(row: Chain | Link, said: dict[str, str]) -> dict[str, Any]:
    """Put what is said into a row; what stood there before, of what changed."""
    before = {name: getattr(row, name) for name in said if getattr(row, name) != said[name]}
    for name in before:
        setattr(row, name, said[name])
    return before


def _kept(  # noqa: PLR0913 -- a change has this many sides
    row: Any,
    name: str,
    before: dict[str, Any],
    others: QuerySet,
    place: int,
    why: str,
    actor: Actor,
) -> Any:
    """Save a row at its place among the others, with one step that tells what changed."""
    if row.place != place:
        before = before | {"place": row.place or ""}
    row.own = True
    row.save()
    row.place = _arranged(
        row, list(others.filter(retired_on=None).order_by("place", "pk")), place
    )
    details = {field: [was, getattr(row, field)] for field, was in before.items()}
    told = {"details": details, "reason": why.strip()[:LONGEST]}
    trail.record(row._meta.model_name, row.pk, name, actor=actor, **told)
    return row


def _arranged(row: Any, rows: Sequence[Any], place: int) -> int:
    """Number all from 1 with this one at its place, or last; the place it has now."""
    order = [one for one in rows if one.pk != row.pk]
    order.insert(max(place, 1) - 1, row)
    for number, one in enumerate(order, start=1):
        if one.place != number:
            one.place, one.own = number, True
            one.save(update_fields=["place", "own"])
    return row.place
