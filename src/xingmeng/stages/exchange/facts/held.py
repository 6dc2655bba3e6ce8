"""The indices that this process holds: in line with what an asker may see before it is asked.

Each process holds one index of needs and one of offers. They are brought in line one by one:
what was published a second ago is found, and what is hidden is in no score, no order and no
count. Vectors of meaning are put beside the words as they come from the worker; one of another
text than the one that is held is left out.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, When

from xingmeng.stages.exchange.facts import meanings
from xingmeng.stages.exchange.models import Meaning
from xingmeng.stages.exchange.rules.meanings import FRESH

AT_ONCE = 500  # rows that are read together

Reader = Callable[[list[int]], Iterable[tuple[int, Any]]]
Ask = Callable[[Any], Any]


class There(NamedTuple):
    """All that an asker may see, by key: its version, and the key of its vector, if any."""

    versions: dict[str, tuple[Any, ...]]
    meant: dict[str, int]


@dataclass(slots=True)
class _Held:
    """An index, and which version and which vector of what stands in it."""

    index: Any = None
    versions: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    meant: dict[str, int] = field(default_factory=dict)

    def is_old(self, key: str, there: There) -> bool:
        """Whether what stands under a key has gone, or has another text or vector by now."""
        if there.versions.get(key) != self.versions[key]:
            return True
        return key in self.meant and there.meant.get(key) != self.meant[key]


_held = {"offers": _Held(), "needs": _Held()}
_lock = threading.Lock()


def key_of(pk: int) -> str:
    """What a row is called in the index: in order as rows came, whatever their number is."""
    return f"{pk:019d}"


def there(
    rows: QuerySet[Any], columns: Collection[str], version: Callable[..., tuple[Any, ...]]
) -> There:
    """What an asker may see of the exchange, in one query; `version` is made of the columns."""
    fresh = rows.order_by().annotate(vector=Case(When(FRESH, then=F("meaning__pk"))))
    versions, meant = {}, {}
    for pk, vector, *more in fresh.values_list("pk", "vector", *columns):
        versions[key_of(pk)] = version(*more)
        if vector is not None:
            meant[key_of(pk)] = vector
    return There(versions, meant)


def ask(holds: str, seen: There, read: Reader, question: Ask) -> Any:
    """What a question says to the index with exactly these versions and vectors in it."""
    with _lock:
        return question(_in_line(_held[holds], holds, seen, read))


def _in_line(held: _Held, holds: str, seen: There, read: Reader) -> Any:
    from xingmeng.engines.exchange import Index  # noqa: PLC0415 -- a second to load

    if held.index is None:
        held.index = Index(holds=holds)
    gone = [key for key in held.versions if held.is_old(key, seen)]
    held.index.remove(gone)
    for key in gone:
        del held.versions[key]
        held.meant.pop(key, None)
    new = [int(key) for key in seen.versions if key not in held.versions]
    for start in range(0, len(new), AT_ONCE):
        listings = {key_of(pk): one for pk, one in read(new[start : start + AT_ONCE])}
        held.index.put(listings)
        held.versions |= {key: seen.versions[key] for key in listings}
    _give_meaning(held, seen.meant)
    return held.index


def _give_meaning(held: _Held, meant: Mapping[str, int]) -> None:
    """Put the vectors that are new beside the words they belong to."""
    new = {
        pk: key for key, pk in meant.items() if key in held.versions and key not in held.meant
    }
    keys = list(new)
    for start in range(0, len(keys), AT_ONCE):
        vectors = {}
        for row in Meaning.objects.filter(pk__in=keys[start : start + AT_ONCE]):
            text = held.index.encodable(new[row.pk])
            vectors[new[row.pk]] = meanings.opened(row, text)
        held.index.place({key: one for key, one in vectors.items() if one is not None})
    held.meant |= {key: pk for pk, key in new.items()}
