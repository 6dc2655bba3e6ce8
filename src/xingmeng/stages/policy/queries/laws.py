"""What the law's own files say, made ready for pages: rules, parameters, clauses, citations."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from xingmeng import instruments
from xingmeng.core.actor import Actor
from xingmeng.engines.rulebook import Book, Quantity, Rule
from xingmeng.engines.values import Text
from xingmeng.law import book, dated, documents, wording
from xingmeng.law.documents import Clause, Document
from xingmeng.stages.policy import queries

SUBJECTS: dict[str, Text] = {
    "enterprise": Text("企业", "Enterprises"),
    "project": Text("项目预算", "Budgets of projects"),
    "challenge": Text("揭榜挂帅", "Open challenges"),
    "income": Text("转化收益", "Income from conversion"),
    "equity": Text("股权激励", "Equity incentives"),
    "technology_contract": Text("技术合同", "Technology contracts"),
}
UNITS: dict[str, Text] = {
    "fen": Text("元", "yuan"),
    "points": Text("分", "points"),
    "pct": Text("%", "%"),
}
CERTAINTY: dict[str, Text] = {
    "S": Text("见于公开来源", "Read in a public source"),
    "D": Text("由来源推算", "Worked out from a source"),
    "MH": Text("较可靠，待核对原文", "Well known, to be held against the text"),
    "ML": Text("待核对", "To be checked"),
    "U": Text("未见规定，由主管部门填写", "Not found; the authority's to set"),
}


def by_subject(on: date) -> list[dict[str, Any]]:
    """All rules that are results, by what they are about, with the parameters they rest on."""
    found = []
    for subject, held in book.whole(on).items():
        rules = [_rule_link(held[code]) for code in held.shown]
        found.append({"title": SUBJECTS[subject], "rules": rules})
    return found


def every_parameter(on: date) -> list[dict[str, Any]]:
    """All parameters with what they are on a day, as the files have them."""
    titles = dated.titles()
    return [
        _parameter_link(key, titles[key]) | {"value": _value_on(one, on)}
        for key, one in dated.quantities().items()
    ]


def rule(actor: Actor, code: str, on: date) -> dict[str, Any]:
    """One rule in words, with what it cites, rests on and is used by.

    Errors: LookupError if no rule of that code is in force on the day, or it is a mere step.
    """
    held = book.holding(code, on=on)
    one = held[code]
    if one.inner:
        raise LookupError(code)
    parts = held.parts(code)
    return {
        "rule": one,
        "says": _says(one, held),
        "steps": [_step(held[part], held) for part in _steps(held, code)],
        "certainty": CERTAINTY[one.confidence],
        "unit": UNITS.get(one.unit, ""),
        "cites": _cites(actor, one.source),
        "clauses": _clauses(actor, documents.applying(rule=code)),
        "parameters": [
            _parameter_row(held.quantities[k], on) for k in held.parameters_of(code)
        ],
        "facts": [held.facts[name] for name in held.facts_of(code)],
        "rests_on": [_rule_link(held[part]) for part in parts if not held[part].inner],
        "used_by": [_rule_link(held[user]) for user in sorted(_users(held, code))],
    }


def parameter(actor: Actor, key: str, on: date) -> dict[str, Any]:
    """One parameter with all its dated values, what it cites and which rules use it.

    Errors: LookupError if the law has no such parameter.
    """
    one = dated.quantities().get(key)
    if one is None:
        raise LookupError(key)
    users = [
        _rule_link(held[code])
        for held in book.whole(on).values()
        for code in held.shown
        if key in _own_parameters(held, code)
    ]
    steps = [{"since": day, "value": wording.amount(key, value)} for day, value in one.values]
    return {
        "key": key,
        "title": dated.titles()[key],
        "quantity": one,
        "value": _value_on(one, on),
        "steps": steps,
        "certainty": CERTAINTY[one.confidence],
        "cites": _cites(actor, one.source),
        "clauses": _clauses(actor, documents.applying(parameter=key)),
        "used_by": users,
    }


def clauses_of(number: str, on: date) -> list[dict[str, Any]]:
    """The clauses of a document of the law's file, each with who applies it."""
    try:
        one = documents.named(number)
    except LookupError:
        return []
    titles, known = dated.titles(), book.whole(on).values()
    rules = {code: held[code] for held in known for code in held.shown}
    return [
        {
            "clause": clause,
            "rules": [_rule_link(rules[code]) for code in clause.rules if code in rules],
            "parameters": [_parameter_link(key, titles[key]) for key in clause.parameters],
        }
        for clause in one.clauses
    ]


def instruments_citing(number: str) -> list[Text]:
    """The instruments that rest on a document."""
    return [
        one.title
        for one in instruments.every()
        if any(c.number == number for cited in one.cites for c in documents.citations(cited))
    ]


def address_of(number: str) -> str:
    """Where a document of the law's file was seen; nothing where that is not known."""
    try:
        return documents.named(number).address
    except LookupError:
        return ""


def _says(one: Rule, held: Book) -> list[tuple[Text, Text]]:
    """Whom it is about, what must hold, what it gives: those it has, in words."""
    said = (
        (Text("适用于", "About whom"), wording.scope(one, held)),
        (Text("条件", "Condition"), wording.condition(one, held)),
        (Text("计算", "What it gives"), wording.number(one, held)),
    )
    return [(label, text) for label, text in said if text is not None]


def _step(one: Rule, held: Book) -> dict[str, Any]:
    return {"title": one.title, "says": [text for _, text in _says(one, held)]}


def _steps(held: Book, code: str) -> list[str]:
    """The mere steps a rule rests on, those of the steps too, as they are worked out."""
    found: set[str] = set()
    left = [code]
    while left:
        inner = [part for part in held.parts(left.pop()) if held[part].inner]
        left += [part for part in inner if part not in found]
        found.update(inner)
    return [part for part in held.order if part in found]


def _own_parameters(held: Book, code: str) -> set[str]:
    """The parameters of a rule and of the mere steps it rests on."""
    return {
        key
        for part in (code, *_steps(held, code))
        for key in held.parameters_of(part, deep=False)
    }


def _users(held: Book, code: str) -> set[str]:
    """The results that rest on a rule directly, or by mere steps alone."""
    return {user for user in held.shown if code in held.parts(user)} | {
        user
        for user in held.shown
        for step in _steps(held, user)
        if code in held.parts(step) and user != code
    }


def _rule_link(one: Rule) -> dict[str, Any]:
    return {
        "title": one.title,
        "code": one.code,
        "url": reverse("policy:rule", args=[one.code]),
    }


def _parameter_link(key: str, title: Text) -> dict[str, Any]:
    return {"title": title, "code": key, "url": reverse("policy:parameter", args=[key])}


def _parameter_row(one: Quantity, on: date) -> dict[str, Any]:
    said = [(day, wording.amount(one.key, value)) for day, value in one.values]
    return _parameter_link(one.key, dated.titles()[one.key]) | {
        "value": _value_on(one, on),
        "steps": said,
        "certainty": CERTAINTY[one.confidence],
        "confidence": one.confidence,
    }


def _value_on(one: Quantity, on: date) -> Text:
    if one.owed:
        return Text("待主管部门填写", "The authority's to set")
    held = one.on(on)
    return wording.amount(one.key, held[1]) if held else Text("当日无规定", "None that day")


def _cites(actor: Actor, source: str) -> list[dict[str, Any]]:
    """Each citation with the address of its document, where it has one."""
    said = documents.citations(source)
    places = queries.addresses(actor, (one.number for one in said if one.number))
    return [
        {"words": documents.cited(one.words), "url": places.get(one.number, "")} for one in said
    ]


def _clauses(
    actor: Actor, applied: Iterable[tuple[Document, Clause]]
) -> Iterator[dict[str, Any]]:
    held = list(applied)
    places = queries.addresses(actor, (one.number for one, _ in held))
    for one, clause in held:
        yield {"document": one, "clause": clause, "url": places.get(one.number, "")}
