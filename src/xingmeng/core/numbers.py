"""Numbers of cases without doubles, also when many ask at once.

Of what everybody may know of, they run on; of what somebody must not know of, they are drawn,
so that neither a number nor a gap tells how many there are.
"""

from collections.abc import Callable

from django.db.models import F

from xingmeng.core import chance, door
from xingmeng.core.models import Series

DIGITS = 6  # of a drawn number; more once half of them are given


@door.change()
def following(series: str, *, count: int = 1) -> int:
    """The next number of a series, from 1, or the first of the next `count` numbers.

    Writes: the series; others wait until we are done. Errors: ValueError for none.
    """
    if count < 1:
        raise ValueError("at least one number")
    Series.objects.get_or_create(name=series)
    Series.objects.filter(name=series).update(last=F("last") + count)
    return Series.objects.values_list("last", flat=True).get(name=series) - count + 1


@door.change()
def drawn(series: str, said: Callable[[str], str], *, taken: Callable[[str], bool]) -> str:
    """A number that nobody can foresee and that is not taken, as `said` of its digits.

    Writes: the series, which counts them; others wait until we are done.
    Errors: none.
    """
    given = following(series)
    digits = DIGITS + max(0, len(str(2 * given)) - DIGITS)
    while taken(number := said(f"{int(chance.key(), 16) % 10**digits:0{digits}d}")):
        pass
    return number
