"""Comparing what applications say with all others. Finds and keeps places, never judges."""

from typing import Any

from django.db.models import Q

from xingmeng.core import clock, door, seal
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.stages.applications.facts import repeats as facts
from xingmeng.stages.applications.models import Application, Fingerprint, Repeat
from xingmeng.stages.applications.queries.repeats import to_compare
from xingmeng.stages.applications.rules import repeats as rules

MOST = 100  # in one round of a worker


@door.change()
def compare(pk: int, *, actor: Actor) -> int:
    """Compare one application with all that were compared before; says how many it repeats.

    Writes: its fingerprints and its repeats in place of the earlier ones; nothing on the trail,
            for whoever compares again finds the same.
    Errors: Refused for what was not handed in or opened, or without the right.
    """
    row = Application.objects.select_related("call", "challenge").get(pk=pk)
    found = [] if "officer" in rules.roles_of(actor, row) else [not_yours("officer")]
    refuse_if(found + rules.is_fixed(row))
    return _compare(pk, facts.Known())


def compare_what_waits() -> int:
    """Compare what was handed in or opened since, each in a change of its own.

    Writes: fingerprints and repeats. Returns how many were compared; a hundred at most.
    Errors: none; one whose answers no longer open is left waiting.
    """
    known = facts.Known()
    waiting = to_compare().order_by("submitted_at", "pk").values_list("pk", flat=True)
    return sum(_compared(pk, known) for pk in list(waiting[:MOST]))


def _compared(pk: int, known: facts.Known) -> bool:
    try:
        with door.change():
            _compare(pk, known)
    except seal.Broken:
        return False
    return True


def _compare(pk: int, known: facts.Known) -> int:
    """One at a time: whoever compares holds the first application, so no pair is missed."""
    rows = Application.objects.select_for_update(of=("self",))
    rows.only("pk").order_by("pk").first()
    row = rows.select_related("call", "challenge").get(pk=pk)
    if rules.is_fixed(row):
        return 0  # taken back meanwhile
    text = facts.prose_of(facts.parts_of(row))
    prints = facts.prints_of(text)
    known.catch_up()
    Repeat.objects.filter(Q(application=row) | Q(other=row)).delete()
    Fingerprint.objects.filter(application=row).delete()
    found = [
        one for other in _others(row, known, prints) if (one := _pair(row, text, other, known))
    ]
    Repeat.objects.bulk_create(found)
    Fingerprint.objects.create(
        application=row,
        content_digest=row.content_digest,
        digest=facts.digest_of(text),
        prints=facts.packed(prints),
        at=clock.now(),
    )
    return sum(one.application_id == row.pk for one in found)


def _others(row: Application, known: facts.Known, prints: Any) -> list[Application]:
    """The nearest ones that stand as they were compared; a changed one waits for its turn."""
    near = known.near(prints, but=row.pk)
    rows = Application.objects.filter(pk__in=near).exclude(state__in=rules.UNFIXED)
    return list(rows.select_related("call", "challenge", "fingerprint").order_by("pk"))


def _pair(row: Application, text: str, other: Application, known: facts.Known) -> Repeat | None:
    """What the two share, told of the later one."""
    its = facts.prose_of(facts.parts_of(other))
    if facts.digest_of(its) != other.fingerprint.digest:
        return None
    later, earlier = (row, text), (other, its)
    if _came(other) > _came(row):
        later, earlier = earlier, later
    found = known.shared(later[1], earlier[1])
    if found is None:
        return None
    return Repeat(
        application=later[0],
        other=earlier[0],
        share=found.share,
        characters=found.characters,
        passages=[list(one) for one in found.passages],
        at=clock.now(),
    )


def _came(row: Application) -> tuple[Any, int]:
    return row.submitted_at, row.pk
