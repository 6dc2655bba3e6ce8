"""Which yearly figures the registry keeps, and which facts of the law each of them makes."""

from collections.abc import Iterator

from xingmeng.engines.values import Text
from xingmeng.law.facts import EARLIER, ENTERPRISE
from xingmeng.stages.registry.rules.known import FACTS, YES_NO

OTHERWISE = frozenset(  # what the registry knows from elsewhere than yearly figures
    {"credit_code", "year", "region", "industry", "registered_on", "hnte_valid_to"}
    | {"sme_registered"}
    | {fact.name for fact in EARLIER}
)
YEARLY: dict[str, Text] = FACTS | {
    fact.name: fact.label
    for fact in ENTERPRISE.values()
    if fact.name not in OTHERWISE and fact.name not in FACTS
}
TRUTHS = YES_NO | {
    fact.name for fact in ENTERPRISE.values() if fact.kind == "flag" and fact.name in YEARLY
}
LISTS = ("abnormal_operation", "research_misconduct")  # whoever is on one is not trusted
DISTRUST = ("untrustworthy", *LISTS)
ACCEPTED, ACCEPTED_BEFORE = "rd_super_fen", "rd_accepted_before_fen"
LAGS: dict[tuple[str, int], str] = {
    fact.before: fact.name for fact in EARLIER if fact.before is not None
} | {(ACCEPTED, 1): ACCEPTED_BEFORE}
MOST_LAG = 2  # years


def made_of(name: str, *, back: int) -> Iterator[str]:
    """The facts of the law that a figure of so many years before makes. Errors: none."""
    if back == 0 and name in DISTRUST:
        yield "untrustworthy"
    elif back == 0 and name in ENTERPRISE:
        yield name
    elif (name, back) in LAGS:
        yield LAGS[name, back]


def asked(back: int) -> list[str]:
    """The figures of so many years before that make facts of the law. Errors: none."""
    return sorted(name for name in YEARLY if any(made_of(name, back=back)))
