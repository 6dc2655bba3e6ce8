"""Numbers without gaps or doubles, also when many ask at once."""

from django.db.models import F

from xingmeng.core import door
from xingmeng.core.models import Series


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
