"""Whether the law is in order: citations, units, dates without gaps or overlaps."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from xingmeng.engines.facts import Fact
from xingmeng.engines.readings import prove
from xingmeng.engines.rulebook import Book, Quantity, Rule, overlaps
from xingmeng.law import book, documents
from xingmeng.law.documents import Document, citations

ENDINGS = {
    "_pct": "percent",
    "_permille": "permille",
    "_bp": "basis points",
    "_fen": "fen",
    "_days": "days",
    "_months": "months",
    "_points": "points",
}
CONFIDENCE = ("S", "MH", "ML", "D", "U")
UNITS = ("", "fen", "points", "pct")


class Flaw(NamedTuple):
    """One thing that is not in order, for whoever keeps the law's files: a code, and where."""

    code: str
    values: dict[str, Any]


def of_quantities(quantities: Iterable[Quantity]) -> Iterator[Flaw]:
    """What is wrong with parameters: unit, source, confidence, dates. Errors: none."""
    for one in quantities:
        if len(one.source.strip()) < 5:
            yield Flaw("no_citation", {"of": one.key})
        if one.confidence not in CONFIDENCE or (one.confidence == "U") != one.owed:
            yield Flaw("confidence", {"of": one.key, "confidence": one.confidence})
        unit = next((u for end, u in ENDINGS.items() if one.key.endswith(end)), "")
        if not one.unit.strip() or not re.search(rf"\b{unit}\b" if unit else ".", one.unit):
            yield Flaw("unit", {"of": one.key, "unit": one.unit})
        if overlaps(one.values):
            yield Flaw("overlap", {"of": one.key})
        if one.until is not None and one.values and one.until <= one.values[-1][0]:
            yield Flaw("overlap", {"of": one.key, "until": one.until})
        if any(value < 0 for _, value in one.values):
            yield Flaw("below_nothing", {"of": one.key})


def of_rules(rules: Iterable[Rule]) -> Iterator[Flaw]:
    """What is wrong with rules: citation, unit, versions that overlap or leave a gap.

    Errors: none.
    """
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.code, []).append(rule)
        if len(rule.source.strip()) < 5:
            yield Flaw("no_citation", {"of": rule.code})
        if rule.confidence not in CONFIDENCE:
            yield Flaw("confidence", {"of": rule.code, "confidence": rule.confidence})
        if rule.unit not in UNITS or (
            rule.gives is not None and not rule.unit and not rule.inner
        ):
            yield Flaw("unit", {"of": rule.code, "unit": rule.unit})
    for those in versions.values():
        yield from _of_versions(sorted(those, key=lambda rule: rule.since))


def _of_versions(ordered: list[Rule]) -> Iterator[Flaw]:
    for one, other in pairwise(ordered):
        if one.until is None or one.until >= other.since:
            yield Flaw("overlap", {"of": one.code, "from": other.since})
        elif one.until + timedelta(days=1) < other.since:
            yield Flaw("gap", {"of": one.code, "from": one.until, "to": other.since})


def of_library() -> Iterator[Flaw]:
    """What is wrong with the law's own citations and with its library. Errors: none."""
    codes = {"issuers": tuple(documents.issuers()), "topics": tuple(documents.topics())}
    yield from of_citations(book.sources(inner=True))
    yield from of_documents(documents.every(), book.sources(), codes)


def of_citations(sources: Mapping[str, str]) -> Iterator[Flaw]:
    """Which sources, by what they stand at, cite a document that the library does not have.

    Errors: none.
    """
    for of, source in sources.items():
        for one in citations(source):
            if not one.resolves:
                yield Flaw("document_unknown", {"of": of, "cites": one.words})


def of_documents(
    library: Iterable[Document], cited: Mapping[str, str], codes: Mapping[str, Collection[str]]
) -> Iterator[Flaw]:
    """What is wrong with the library: days, what replaces a document, who applies a clause.

    `cited` are the sources by rule or parameter, `codes` the names of issuers and topics. A
    clause names only rules and parameters that cite its document, and every rule and parameter
    stands in a clause, unless its source says that no numbered document holds it.
    Errors: none.
    """
    held = list(library)
    numbers = [one.number for one in held]
    for one in held:
        yield from _of_document(one, numbers, codes)
        for clause in one.clauses:
            for name in (*clause.rules, *clause.parameters):
                if name not in cited:
                    yield Flaw("nothing_applies", {"of": one.number, "names": name})
                elif one.number not in {c.number for c in citations(cited[name])}:
                    yield Flaw("not_cited", {"of": one.number, "names": name})
    applied = {n for one in held for c in one.clauses for n in (*c.rules, *c.parameters)}
    for name, source in cited.items():
        if name not in applied and any(c.number for c in citations(source)):
            yield Flaw("no_clause", {"of": name})


def _of_document(
    one: Document, numbers: Sequence[str], codes: Mapping[str, Collection[str]]
) -> Iterator[Flaw]:
    spans = [(one.since, one.until), *((c.since, c.until) for c in one.clauses)]
    if any(since and until and until < since for since, until in spans):
        yield Flaw("overlap", {"of": one.number})
    if numbers.count(one.number) > 1:
        yield Flaw("number_twice", {"of": one.number})
    if one.replaced_by and one.replaced_by not in numbers:
        yield Flaw("document_unknown", {"of": one.number, "cites": one.replaced_by})
    if one.confidence not in CONFIDENCE:
        yield Flaw("confidence", {"of": one.number, "confidence": one.confidence})
    if one.topic not in codes["topics"] or set(one.issuers) - set(codes["issuers"]):
        yield Flaw("code_unknown", {"of": one.number})


def of_days(
    rules: tuple[Rule, ...], facts: Mapping[str, Fact], quantities: Mapping[str, Quantity]
) -> Iterator[Flaw]:
    """On which days the rules want something that is not in force, or would overflow.

    Every day on which anything changes is tried. Errors: none.
    """
    for day in changes(rules, quantities):
        try:
            prove(Book(rules, facts=facts, quantities=quantities, on=day))
        except (LookupError, ValueError, OverflowError) as fault:
            yield Flaw("gap", {"on": day, "of": str(fault.args[0])})


def changes(rules: Iterable[Rule], quantities: Mapping[str, Quantity]) -> list[date]:
    """The days on which a rule or a parameter begins or has ended, in order. Errors: none."""
    found = {rule.since for rule in rules}
    found |= {rule.until + timedelta(days=1) for rule in rules if rule.until}
    for one in quantities.values():
        found.update(day for day, _ in one.values)
        if one.until is not None:
            found.add(one.until + timedelta(days=1))
    return sorted(day for day in found if day > date.min)
