"""What changed in the law between two days: documents, clauses, numbers, old and new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xingmeng.engines.rulebook import Quantity
from xingmeng.engines.values import Text
from xingmeng.law import dated, documents
from xingmeng.law.documents import Document
from xingmeng.law.wording import amount

KINDS: dict[str, Text] = {
    "document": Text("文件", "Document"),
    "clause": Text("条款", "Clause"),
    "parameter": Text("参数", "Parameter"),
}
IN_FORCE, NOT_IN_FORCE = Text("生效", "in force"), Text("未生效", "not in force")
ENDED, NOTHING = Text("失效", "ended"), Text("无", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is other on `on` than the day before; `of` is its number or key."""

    on: date
    kind: str
    of: str
    name: Text
    old: Text
    new: Text
    source: str


def between(one: date, other: date) -> list[Change]:
    """All that changed after the first day, up to and including the second.

    Order: by day, then as the files. Errors: none; the days may stand in either order.
    """
    first, last = sorted((one, other))
    found = [change for change in _every() if first < change.on <= last]
    return sorted(found, key=lambda change: change.on)


def of_span(
    since: date | None, until: date | None, *, kind: str, of: str, name: Text, source: str
) -> Iterator[Change]:
    """How something begins and ends, where its days are known. Errors: none."""
    ends = None if until is None else until + timedelta(days=1)
    for day, old, new in ((since, NOT_IN_FORCE, IN_FORCE), (ends, IN_FORCE, ENDED)):
        if day is not None:
            yield Change(on=day, kind=kind, of=of, name=name, old=old, new=new, source=source)


def _every() -> Iterator[Change]:
    for one in documents.every():
        yield from _of_document(one)
    titles = dated.titles()
    for key, quantity in dated.quantities().items():
        yield from _of_quantity(quantity, titles[key])


def _of_document(one: Document) -> Iterator[Change]:
    yield from of_span(
        one.since, one.until, kind="document", of=one.number, name=one.title, source=one.number
    )
    for clause in one.clauses:
        name = Text(f"{one.title.zh} {clause.article}", f"{one.title.en}, {clause.article}")
        yield from of_span(
            clause.since,
            clause.until,
            kind="clause",
            of=one.number,
            name=name,
            source=one.number,
        )


def _of_quantity(one: Quantity, title: Text) -> Iterator[Change]:
    old = NOTHING
    for day, value in one.values:
        new = amount(one.key, value)
        if new != old:
            yield Change(
                on=day,
                kind="parameter",
                of=one.key,
                name=title,
                old=old,
                new=new,
                source=one.source,
            )
        old = new
    if one.until is not None and one.values:
        day = one.until + timedelta(days=1)
        yield Change(
            on=day,
            kind="parameter",
            of=one.key,
            name=title,
            old=old,
            new=NOTHING,
            source=one.source,
        )
