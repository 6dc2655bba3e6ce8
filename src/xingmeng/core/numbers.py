"""Numbers without gaps or doubles, also when many ask at once."""

from django.db.models import F

from xingmeng.core import door
from xingmeng.core.models import Series


@door.change()
def following(series: str) -> int:
    """The next number of a series, from 1. Writes: the series; others wait until we are done.

    Errors: none.
    """
    Series.objects.get_or_create(name=series)
    Series.objects.filter(name=series).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(name=series)
