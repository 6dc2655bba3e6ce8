"""The book of law about enterprises, as it stood on a day."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from xingmeng.engines.facts import Fact
from xingmeng.engines.readings import prove
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.law import (
    budget,
    conversion,
    equity,
    high_tech_enterprise,
    income_tax,
    open_challenge,
    rd_super_deduction,
    subsidies,
    technology_contract,
    technology_sme,
)
from xingmeng.law.dated import Overlay, quantities
from xingmeng.law.facts import ENTERPRISE

RULES = (
    *technology_sme.RULES,
    *high_tech_enterprise.RULES,
    *rd_super_deduction.RULES,
    *income_tax.RULES,
    *subsidies.RULES,
)
VERDICTS = (
    "technology_sme",
    "high_tech_enterprise",
    "rd_super_deduction",
    "rd_subsidy",
    "trade_subsidy",
)
TITLES = {rule.code: rule.title for rule in RULES if rule.code in VERDICTS}  # of any version


@lru_cache(maxsize=16)
def _standing(on: date) -> Book:
    return with_parameters(on, {})


def standing(on: date) -> Book:
    """All rules about enterprises in force on a day. Errors: as `Book`; OverflowError."""
    return _standing(on)


def with_parameters(on: date, overlay: Overlay) -> Book:
    """The same with parameters of an authority or a draft, by `topic.name`.

    Errors: as `law.dated.quantities`, and OverflowError where its numbers would not fit.
    """
    book = Book(RULES, facts=ENTERPRISE, quantities=quantities(overlay), on=on)
    prove(book)
    return book


@lru_cache(maxsize=16)
def whole(on: date) -> dict[str, Book]:
    """All rules in force on a day, by what they are about. Errors: as `Book`."""
    numbers = quantities()
    return {
        subject: Book(rules, facts=facts, quantities=numbers, on=on)
        for subject, (rules, facts) in subjects().items()
    }


def holding(code: str, *, on: date) -> Book:
    """The book that has a rule on a day. Errors: LookupError if none has."""
    for held in whole(on).values():
        if code in held:
            return held
    raise LookupError(f"no rule {code} on {on}")


def sources(*, inner: bool = False) -> dict[str, str]:
    """What every rule and every parameter of the law cites, by its name.

    Steps that are no results of their own only where asked for. Errors: none.
    """
    rules = [rule for those, _ in subjects().values() for rule in those]
    found = {rule.code: rule.source for rule in rules if inner or not rule.inner}
    return found | {key: one.source for key, one in quantities().items()}


def subjects() -> dict[str, tuple[tuple[Rule, ...], Mapping[str, Fact]]]:
    """All rules and facts of the law, by what they are about. Errors: none."""
    return {
        "enterprise": (RULES, ENTERPRISE),
        "project": (budget.RULES, budget.FACTS),
        "challenge": (open_challenge.RULES, open_challenge.FACTS),
        "income": (conversion.RULES, conversion.FACTS),
        "equity": (equity.RULES, equity.FACTS),
        "technology_contract": (technology_contract.RULES, technology_contract.FACTS),
    }
