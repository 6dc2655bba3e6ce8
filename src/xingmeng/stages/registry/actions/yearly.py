"""Putting yearly figures on record. What a source said before is retired, never overwritten."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from xingmeng.core import clock
from xingmeng.core.models import Source
from xingmeng.stages.registry.models import YearlyFact

AT_ONCE = 5_000  # rows of one statement


class Figure(NamedTuple):
    """One figure of one enterprise. Units: fen, numbers, 1 or 0."""

    organisation_id: int
    year: int
    name: str
    value: int


def keep_figures(figures: Iterable[Figure], *, source: Source) -> int:
    """Put figures on record as one source has them today, within a change; how many are new.

    Writes: a row for each that the source has not said before; its older ones are retired. A
            figure it repeats stays as it is: also where a correction has retired it since.
    """
    given = {figure[:3]: figure.value for figure in figures}
    before = _last_said(given, source)
    outdated = [b.pk for key, b in before.items() if b.value != given[key]]
    for some in _parts(outdated):
        rows = YearlyFact.objects.filter(pk__in=some, retired_on=None)
        rows.update(retired_on=clock.today())
    now = clock.now()
    fresh = [
        YearlyFact(
            organisation_id=pk,
            year=year,
            name=name,
            value=value,
            source=source,
            recorded_at=now,
        )
        for (pk, year, name), value in given.items()
        if (pk, year, name) not in before or before[pk, year, name].value != value
    ]
    YearlyFact.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return len(fresh)


def _last_said(keys: Iterable[tuple[int, int, str]], source: Source) -> dict[tuple, YearlyFact]:
    """What the source said last of each of these, retired or not."""
    wanted = set(keys)
    found: dict[tuple, YearlyFact] = {}
    for some in _parts(sorted({key[0] for key in wanted})):
        rows = YearlyFact.objects.filter(source=source, organisation_id__in=some)
        for row in rows.filter(year__in={key[1] for key in wanted}).order_by("pk"):
            if (key := (row.organisation_id, row.year, row.name)) in wanted:
                found[key] = row
    return found


def _parts(whole: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))
