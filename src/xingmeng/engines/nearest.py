"""The smallest change that turns a no into a yes, found by trying it.

One fact alone if one alone can do it: what the subject works on before what it grows by, before
what it cannot change by itself; of these the one that changes least in proportion. Else
several.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from xingmeng.engines.arithmetic import Span, span
from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Number, Parameter
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, UNMET, Book, within
from xingmeng.engines.scales import Within

Said = Mapping[str, int | None]
TRIES = 40  # ways tried to move several facts; in a thousand firms of the tests six were enough


@dataclass(frozen=True, slots=True)
class Change:
    """One fact, what it is and what it would have to be."""

    fact: str
    now: int | None
    then: int


class _Free(One):
    """A reading in which some facts may be anything, whatever is said of them."""

    def __init__(self, book: Book, said: Said, free: Collection[str]) -> None:
        super().__init__(book, said)
        self.free = free

    def fact(self, name: str) -> Span:
        return span(*self.book.facts[name].ends) if name in self.free else super().fact(name)

    def missing(self, name: str) -> bool:
        return name in self.free or super().missing(name)


def nearest(book: Book, code: str, said: Said) -> tuple[Change, ...]:
    """The changes that make an unmet rule met; none where it is not unmet, or nothing
    can, or nothing was found in as many TRIES.

    Order:  as the book names the facts. Errors: KeyError for no such rule.
    """
    if One(book, said).outcome(code) != UNMET:
        return ()
    names = [n for n in book.facts_of(code) if book.facts[n].kind != "text" and n != "year"]
    alone = [
        change
        for name in names
        if _may(book, code, said, {name}) and (change := _moved(book, code, said, name, ()))
    ]
    if alone:
        return (min(alone, key=lambda change: _cost(book.facts[change.fact], change)),)
    return _together(book, code, said, names, iter(range(TRIES)))


def flips(book: Book, code: str, said: Said, changes: Collection[Change]) -> bool:
    """Whether the rule is met once the changes are made. Errors: KeyError."""
    changed = {**said, **{change.fact: change.then for change in changes}}
    return bool(One(book, changed).outcome(code) == MET)


def _may(book: Book, code: str, said: Said, free: Collection[str]) -> bool:
    return bool(_Free(book, said, free).ruling(code).high)


def _together(
    book: Book, code: str, said: Said, names: list[str], tries: Iterator[int]
) -> tuple[Change, ...]:
    """Hold facts to what they are while the rule can still be met; move the rest."""
    free = set(names)
    if next(tries, None) is None or not _may(book, code, said, free):
        return ()
    for name in sorted(names, key=lambda name: -book.facts[name].effort):
        if _may(book, code, said, free - {name}):
            free.remove(name)
    changes: list[Change] = []
    changed = dict(said)
    for name in [name for name in names if name in free]:
        free.remove(name)
        change = _moved(book, code, changed, name, free)
        if change is None:
            rest = [n for n in names if n != name]
            return _pinned(book, code, said, name, rest, tries)
        changes.append(change)
        changed[name] = change.then
    return _needed(book, code, said, changes) if flips(book, code, said, changes) else ()


def _needed(book: Book, code: str, said: Said, changes: list[Change]) -> tuple[Change, ...]:
    """The changes without those that the others can do without, the hardest let go first."""
    kept = list(changes)
    for change in sorted(changes, key=lambda one: -book.facts[one.fact].effort):
        fewer = [one for one in kept if one != change]
        if flips(book, code, said, fewer):
            kept = fewer
    return tuple(kept)


def _pinned(
    book: Book, code: str, said: Said, name: str, names: list[str], tries: Iterator[int]
) -> tuple[Change, ...]:
    """The same where a fact pulls several ways at once: with each of its values in turn."""
    start = _start(book.facts[name], said)
    ways = _ways(book, code, book.facts[name], start)
    for value in sorted((v for way in ways for v in way), key=lambda v: (abs(v - start), v)):
        change, pinned = Change(name, said.get(name), value), {**said, name: value}
        if flips(book, code, said, (change,)):
            return (change,)
        rest = _together(book, code, pinned, names, tries)
        if rest:
            return (change, *rest)
    return ()


def _start(fact: Fact, said: Said) -> int:
    """Where the search begins: what is said, or presumed, or the least it can be."""
    now = said.get(fact.name)
    now = fact.presumed if now is None else now
    return int(fact.ends[0]) if now is None else int(now)


def _moved(
    book: Book, code: str, said: Said, name: str, free: Collection[str]
) -> Change | None:
    """The nearest value of one fact with which the rule can be met."""
    start = _start(book.facts[name], said)

    def does(value: int) -> bool:
        changed = {**said, name: value}
        if free:
            return _may(book, code, changed, free)
        return bool(One(book, changed).outcome(code) == MET)

    ways = [_first(does, start, way) for way in _ways(book, code, book.facts[name], start)]
    found = [value for value in ways if value is not None]
    if not found:
        return None
    return Change(
        name, said.get(name), min(found, key=lambda value: (abs(value - start), value))
    )


def _first(does: Callable[[int], bool], start: int, way: list[int]) -> int | None:
    """The first value on a way that will do, between a probe that will and the one before."""
    short = start
    for probe in way:
        if does(probe):
            good, bad = probe, short
            while abs(good - bad) > 1:
                middle = (good + bad) // 2
                good, bad = (middle, bad) if does(middle) else (good, middle)
            return good
        short = probe
    return None


def _ways(book: Book, code: str, fact: Fact, start: int) -> Iterator[list[int]]:
    """The values worth trying, up and down: the numbers of the rules, and the ends."""
    low, high = fact.ends
    near = {int(low), int(low) + 1, int(high)}
    if fact.kind != "flag":
        near |= {n + d for n in _numbers(book, code) for d in (-1, 0, 1)}
        near |= {start + 10**k for k in range(16)} | {start - 10**k for k in range(16)}
    tried = sorted(n for n in near if low <= n <= high)
    yield [n for n in tried if n > start]
    yield [n for n in reversed(tried) if n < start]


def _numbers(book: Book, code: str) -> set[int]:
    found: set[int] = set()
    for name in (code, *_deep(book, code)):
        rule = book[name]
        for formula in (rule.holds, rule.gives, rule.applies):
            for node in within(formula) if formula is not None else ():
                if isinstance(node, Number):
                    found.add(node.value)
                elif isinstance(node, Within):
                    found.update(end for ends in node.ranges for end in ends)
                elif isinstance(node, Parameter):
                    found.update(value for _, value in book.quantities[node.key].values)
    return found


def _deep(book: Book, code: str) -> Iterator[str]:
    for part in book.parts(code):
        yield part
        yield from _deep(book, part)


def _cost(fact: Fact, change: Change) -> tuple[int, Fraction, str]:
    """Less is better: what the subject works on, then by least in proportion."""
    now = change.now if change.now is not None else (fact.presumed or 0)
    return fact.effort, Fraction(abs(change.then - now), max(abs(now), 1)), fact.name
