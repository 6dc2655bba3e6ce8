"""Naming where a fact came from."""

from datetime import date

from xingmeng.core import door
from xingmeng.core.models import Source
from xingmeng.engines.values import Text


@door.change()
def name(code: str, title: Text, *, dated_on: date | None = None) -> Source:
    """The source of that code, made known on first use. Writes: at most one Source."""
    source, _ = Source.objects.get_or_create(
        code=code,
        defaults={"title_zh": title.zh, "title_en": title.en, "dated_on": dated_on},
    )
    return source
