"""The policy library: documents known by number, their clauses, and who applies them.

A citation names a document by its number, or by another spelling of it, first; citations are
separated by semicolons. What starts with `house:` or `unknown:` says so and cites nothing;
what is known by its name alone stands among the `unnumbered` of the file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from xingmeng.engines.values import Text

MARKED = ("house:", "unknown:")
ARTICLE = re.compile(r"^art\. (\d{1,2})(?:\((\d{1,2})\))?$")
DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One article in our own words, and the rules and parameters that apply it."""

    article: str
    gist: Text
    rules: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document, known by its number. Days that are not known are None."""

    number: str
    title: Text
    summary: Text
    issuers: tuple[str, ...]
    topic: str
    confidence: str
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: str = ""
    address: str = ""
    also: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it is known to be in force on a day. Errors: none."""
        return status(self.since, self.until, day) == "in_force"


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of a source: the document it names, if any, and its words."""

    words: str
    number: str = ""
    marked: bool = False  # said to be the house's own, or unknown

    @property
    def resolves(self) -> bool:
        return bool(self.number) or self.marked


@cache
def _file() -> dict[str, Any]:
    text = resources.files("xingmeng.law").joinpath("documents.toml")
    return tomllib.loads(text.read_text(encoding="utf-8"))


@cache
def every() -> tuple[Document, ...]:
    """All documents, as the file has them. Errors: none."""
    return tuple(_document(said) for said in _file()["document"])


def issuers() -> Mapping[str, Text]:
    """Who issues documents, by code. Errors: none."""
    return {code: _text(said) for code, said in _file()["issuers"].items()}


def topics() -> Mapping[str, Text]:
    """What documents are about, by code. Errors: none."""
    return {code: _text(said) for code, said in _file()["topics"].items()}


def named(number: str) -> Document:
    """The document of that number. Errors: LookupError if the library does not have it."""
    for one in every():
        if one.number == number:
            return one
    raise LookupError(f"no document {number}")


def status(since: date | None, until: date | None, day: date) -> str:
    """in_force, ended, ahead, or unknown where the first day is not known. Errors: none."""
    if until is not None and day > until:
        return "ended"
    if since is None:
        return "unknown"
    return "in_force" if since <= day else "ahead"


def citations(source: str) -> list[Citation]:
    """What a source cites, in order. Errors: none."""
    parts = source.replace("；", ";").split(";")
    return [_citation(part.strip()) for part in parts if part.strip()]


def cited(source: str) -> Text:
    """A source in both languages: as it is written, and with the documents' own numbers.

    What it says beside them and the file has no Chinese for stands as written. Errors: none.
    """
    return Text("；".join(_in_chinese(one) for one in citations(source)), source)


def _in_chinese(one: Citation) -> str:
    remarks = _file()["remarks"]
    if one.words in remarks:
        return str(remarks[one.words])
    for name, number in _spellings():
        rest = one.words.removeprefix(name)
        if number == one.number and rest != one.words:
            remark = rest.strip(" ,:")
            said = ARTICLE.sub(_article, remarks.get(remark, remark))
            return f"{number} {said}".rstrip()
    return one.words


def _article(found: re.Match[str]) -> str:
    article, item = found.groups()
    return f"第{numeral(int(article))}条" + (f"（{numeral(int(item))}）" if item else "")


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals. Errors: none."""
    tens, ones = divmod(number, 10)
    return (f"{DIGITS[tens] if tens > 1 else ''}十" if tens else "") + DIGITS[ones]


def applying(*, rule: str = "", parameter: str = "") -> Iterator[tuple[Document, Clause]]:
    """The clauses that a rule or a parameter applies. Order: as the file. Errors: none."""
    for document in every():
        for clause in document.clauses:
            if rule in clause.rules or parameter in clause.parameters:
                yield document, clause


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """Every spelling with the number it stands for, the longest first."""
    found = [(name, one.number) for one in every() for name in (one.number, *one.also)]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _citation(words: str) -> Citation:
    if words.startswith(MARKED) or words.startswith(tuple(_file()["unnumbered"])):
        return Citation(words, marked=True)
    for name, number in _spellings():
        rest = words.removeprefix(name)
        if rest != words and not rest[:1].isdigit():
            return Citation(words, number)
    return Citation(words)


def _text(said: Mapping[str, str]) -> Text:
    return Text(said["zh"], said["en"])


def _document(said: Mapping[str, Any]) -> Document:
    given = dict(said)
    clauses = tuple(_clause(one) for one in given.pop("clause", ()))
    return Document(
        number=given.pop("number"),
        title=_text(given.pop("title")),
        summary=_text(given.pop("summary")),
        issuers=tuple(given.pop("issuers")),
        also=tuple(given.pop("also", ())),
        clauses=clauses,
        **given,
    )


def _clause(said: Mapping[str, Any]) -> Clause:
    given = dict(said)
    return Clause(
        gist=_text(given.pop("gist")),
        rules=tuple(given.pop("rules", ())),
        parameters=tuple(given.pop("parameters", ())),
        **given,
    )
