"""From the registry to the pool of a draw: which experts may be drawn."""

from collections import Counter
from collections.abc import Iterable

from xingmeng.core import clock
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries.pool import Profile
from xingmeng.stages.registry.rules.pool import FIELDS
from xingmeng.stages.review.facts.recusal import conflicts
from xingmeng.stages.review.models import Assignment, Round
from xingmeng.stages.review.rules.draws import AWAY, HERE, Member
from xingmeng.stages.review.rules.recusal import Hit
from xingmeng.stages.review.rules.rounds import seen_by

OPEN = ("invited", "accepted")
WHOLLY = frozenset({"party", "own_bid", "duplicate"})  # who takes part judges nothing here


def experts_for(about: Round, fields: Iterable[str], actor: Actor = NOBODY) -> list[Member]:
    """The experts who may be drawn for a round: available, with room, free to judge part of it.

    Each stands under the first of their fields that is asked for, and by whether they are of
    the region. Who takes part in the call, or must step aside from every candidate, is left
    out; with an actor, as far as that actor may know of the candidates. Order: by user.
    """
    asked = list(fields)
    found = []
    for expert in _free(about, _with_room(registry.expert_profiles()), actor):
        field = next((code for code in expert.fields if code in asked), None)
        if field:
            place = AWAY if expert.outside else HERE
            found.append(Member("expert", expert.user_id, expert.name, f"{field}/{place}"))
    return found


def _with_room(pool: Iterable[Profile]) -> list[Profile]:
    """Who has fewer sheets open than they take in a round."""
    experts = list(pool)
    rows = Assignment.objects.filter(state__in=OPEN, role="expert").order_by()
    load = Counter(rows.values_list("user_id", flat=True))
    return [e for e in experts if load[e.user_id] < e.most_load]


def _free(about: Round, pool: list[Profile], actor: Actor) -> list[Profile]:
    candidates = list(seen_by(about, actor))
    hits = conflicts([e.user_id for e in pool], candidates, on=clock.today())
    return [e for e in pool if _judges_some(e.user_id, [c.pk for c in candidates], hits)]


def _judges_some(user: int, candidates: list[int], hits: dict[tuple[int, int], list[Hit]]):
    against = [hits.get((user, pk), []) for pk in candidates]
    takes_part = any(hit.kind in WHOLLY for own in against for hit in own)
    return not takes_part and not all(against)


def fields_of(about: Round, actor: Actor) -> list[tuple[str, Text, int, int]]:
    """Fields in which experts could be drawn for a round: code, words, how many in and out."""
    count = Counter(m.stratum for m in experts_for(about, FIELDS, actor))
    found = []
    for code, words in FIELDS.items():
        here, away = count[f"{code}/{HERE}"], count[f"{code}/{AWAY}"]
        if here or away:
            found.append((code, words, here, away))
    return found
