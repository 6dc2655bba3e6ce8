"""One verdict of the law for one firm in words: what it rests on, what lacks, what would do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xingmeng.engines.explanation import Explained, explain
from xingmeng.engines.facts import EPOCH, Fact
from xingmeng.engines.rulebook import Book
from xingmeng.engines.values import Text
from xingmeng.law.dated import titles
from xingmeng.law.documents import cited
from xingmeng.law.wording import amount, condition, number
from xingmeng.stages.registry.queries.yearly import Said

OUTCOMES: Mapping[str, tuple[Text, str]] = {  # words and tone
    "met": (Text("符合", "Met"), "good"),
    "unmet": (Text("不符合", "Not met"), "bad"),
    "unknown": (Text("缺数据", "A fact is missing"), "warn"),
    "needs_person": (Text("待专家评判", "A panel must judge"), "active"),
    "not_applicable": (Text("不适用", "Does not apply"), "neutral"),
}
YES, NO, UNSAID = Text("是", "Yes"), Text("否", "No"), Text("未掌握", "Not known")
NONE = Text("无", "None")
UNSET = Text("主管部门尚未设定", "Not yet set by the authority")
NAMES = titles()  # of the law's numbers
PANEL = Text("由专家评审认定", "Found by a panel of experts")
TAX = Text(
    "企业所得税汇算清缴（税务部门提供）；有误可提出异议",
    "The annual tax return, from the tax authority; contest it here if it is wrong",
)
STATISTICS = Text(
    "研发活动统计年报（统计部门提供）；有误可提出异议",
    "The yearly R&D statistics; contest it here if it is wrong",
)
REGISTER = Text(
    "单位页面的登记信息，可在那里提出更正",
    "What is on record on the organisation's page, where it can be corrected",
)
OWED = Text(
    "这是主管部门应设定的参数，企业无需办理",
    "A number that the authority has still to set; nothing for the firm to do",
)
OF_STATISTICS = frozenset({"rd_stat_fen", "rd_gov_fen", "staff", "st_staff", "conversions"})
OF_REGISTERS = frozenset(
    {"region", "industry", "registered_on", "ip_class1", "ip_class2", "hnte_valid_to"}
    | {"sme_registered", "bought_rights_only", "audited_accounts"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact or a number of the law as a page shows it."""

    label: Text
    value: Any
    kind: str  # as the pages write values: money, number, date, text
    source: Text | None = None
    on: date | None = None
    doubtful: bool = False  # not yet held against the official text
    presumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One rule of the tree: its article, its outcome, and all it rests on."""

    title: Text
    article: str
    words: Text | None  # what the rule says
    doubtful: bool
    outcome: Text
    tone: str
    value: Any
    kind: str
    facts: tuple[Line, ...]
    parameters: tuple[Line, ...]
    children: tuple["Clause", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What is missing that is stated in one place, and where that is."""

    labels: tuple[Text, ...]
    where: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A verdict with its tree. `unmet` are the parts that fail; `change` what would do."""

    clause: Clause
    version: str
    missing: tuple[Lack, ...]
    unmet: tuple[Text, ...]
    change: Text | None


def told(law: Book, verdict: str, said: Mapping[str, Any], sources: Mapping[str, Said]) -> Told:
    """Why a verdict comes out as it does for what is said, with the smallest change that was
    tried and found to do. Errors: KeyError for no such rule."""
    found = explain(law, verdict, said, parts=False)
    return Told(
        clause=_clause(law, found, sources),
        version=found.version,
        missing=tuple(_lacks(law, found.missing)),
        unmet=tuple(c.rule.title for c in found.children if c.outcome == "unmet"),
        change=_sentence(law, found),
    )


def _clause(law: Book, found: Explained, sources: Mapping[str, Said]) -> Clause:
    words, tone = OUTCOMES[found.outcome]
    value, kind = _given(found)
    return Clause(
        title=found.rule.title,
        article=found.rule.source,
        words=condition(found.rule, law) or number(found.rule, law),
        doubtful=found.rule.needs_check,
        outcome=words,
        tone=tone,
        value=value,
        kind=kind,
        facts=tuple(_facts(law, found, sources)),
        parameters=tuple(_parameter(one) for one in found.parameters),
        children=tuple(_clause(law, child, sources) for child in found.children),
    )


def _given(found: Explained) -> tuple[Any, str]:
    """What a rule gives, once it is settled."""
    settled = found.least == found.most and found.outcome in ("met", "unmet")
    if found.rule.gives is None or not settled:
        return None, "text"
    return (found.least, "money") if found.rule.unit == "fen" else (found.least, "number")


def _facts(law: Book, found: Explained, sources: Mapping[str, Said]) -> Iterator[Line]:
    for name, value in found.facts.items():
        fact, by = law.facts[name], sources.get(name)
        presumed = name in found.presumed
        shown, kind = shown_as(fact, fact.presumed if presumed else value)
        yield Line(
            label=fact.label,
            value=shown,
            kind=kind,
            source=by.source if by and value is not None else None,
            on=by.dated_on if by and value is not None else None,
            presumed=presumed,
        )


def shown_as(fact: Fact, value: int | None) -> tuple[Any, str]:
    """A fact's number as pages write it, with its kind. Errors: none."""
    if value is None:
        return UNSAID, "text"
    if fact.kind == "date":
        none = value <= fact.ends[0]
        return (NONE, "text") if none else (EPOCH + timedelta(days=value), "date")
    if fact.kind == "flag":
        return YES if value else NO, "text"
    if fact.kind in ("code", "year", "text"):
        return str(value), "text"
    return value, "money" if fact.kind == "fen" else "number"


def _parameter(one: Mapping[str, Any]) -> Line:
    key, value = str(one["name"]), one["value"]
    return Line(
        label=NAMES[key],
        value=UNSET if value is None else amount(key, value),
        kind="text",
        source=cited(str(one["source"])),
        on=date.fromisoformat(one["since"]) if one["since"] else None,
        doubtful=bool(one["needs_check"]),
    )


def _lacks(law: Book, names: Iterable[str]) -> Iterator[Lack]:
    """What is missing, by where it is stated. Order: as the rules name it."""
    found: dict[Text, list[Text]] = {}
    for name in names:
        fact = law.facts.get(name)
        where = where_stated(fact) if fact else OWED
        found.setdefault(where, []).append(fact.label if fact else NAMES[name])
    for where, labels in found.items():
        yield Lack(labels=tuple(labels), where=where)


def where_stated(fact: Fact) -> Text:
    """Who states a fact, and where a firm turns to if it is missing. Errors: none."""
    if fact.judged:
        return PANEL
    if fact.name in OF_REGISTERS:
        return REGISTER
    return STATISTICS if fact.name in OF_STATISTICS else TAX


# --- the smallest change ----------------------------------------------------------------------


def _sentence(law: Book, found: Explained) -> Text | None:
    """The smallest change as a plain sentence. The engine has tried it."""
    if not found.nearest:
        return None
    zh, en = [], []
    for change in found.nearest:
        fact = law.facts[change.fact]
        now, then = _in_words(fact, change.now), _in_words(fact, change.then)
        zh.append(f"“{fact.label.zh}”由{now.zh}变为{then.zh}")
        en.append(f"{fact.label.en} were {then.en} (now {now.en})")
    return Text(
        f"如果{'，'.join(zh)}，其他不变，即符合条件。",
        f"If {' and '.join(en)}, all else as it is, the conditions would be met.",
    )


def _in_words(fact: Fact, value: int | None) -> Text:
    shown, kind = shown_as(fact, value)
    if isinstance(shown, Text):
        return shown
    if kind == "money":
        yuan = f"{shown // 100:,}.{shown % 100:02d}".removesuffix(".00")
        return Text(f"{yuan} 元", f"CNY {yuan}")
    if kind == "date":
        return Text(shown.isoformat(), shown.isoformat())
    number = f"{shown:,}" if isinstance(shown, int) else str(shown)
    return Text(f" {number} ", number)
