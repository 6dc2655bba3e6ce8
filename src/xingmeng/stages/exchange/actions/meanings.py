"""Encoding what needs and offers mean, behind their words. A worker asks again and again."""

from xingmeng.core import clock, door, seal
from xingmeng.stages.exchange.facts import meanings as facts
from xingmeng.stages.exchange.facts.listings import text_of
from xingmeng.stages.exchange.models import Meaning
from xingmeng.stages.exchange.queries.meanings import MODELS, left_over, waiting
from xingmeng.stages.exchange.rules import meanings as rules


def fill_in_meanings(*, most: int = rules.MOST) -> int:
    """Encode what is compared and has no vector of its present text, the newest first.

    What was withdrawn, taken or declined since loses its vector. Only what a need or an offer
    shows is encoded: what is compared by words.
    Writes: one sealed vector each, in a change of its own; nothing on the trail, for whoever
            encodes again finds the same.
    Errors: none; what no longer opens is left waiting. Returns how many were encoded.
    """
    for kind in MODELS:
        _tidy(kind)
    found = [
        (kind, pk)
        for kind in MODELS
        for pk in waiting(kind).values_list("pk", flat=True)[:most]
    ]
    return sum(_filled(kind, pk) for kind, pk in found[:most])


@door.change()
def _tidy(kind: str) -> None:
    left_over(kind).delete()


def _filled(kind: str, pk: int) -> bool:
    """The text is read and encoded before anything is locked: a change meanwhile shows in
    `saved_at`, and its turn comes again."""
    try:
        row = MODELS[kind].objects.select_related("organisation").get(pk=pk)
        text = text_of(row)
    except seal.Broken:
        return False
    sealed = facts.closed(text, facts.encoded(text))
    with door.change():
        list(MODELS[kind].objects.select_for_update(of=("self",)).filter(pk=pk))
        Meaning.objects.filter(**{kind: row}).delete()
        Meaning.objects.create(
            **{kind: row},
            encoder=rules.ENCODER,
            saved_at=row.saved_at,
            sealed=sealed,
            at=clock.now(),
        )
    return True
