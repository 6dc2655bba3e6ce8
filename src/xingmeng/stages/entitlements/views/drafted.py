"""A draft as a page's form: each parameter and clause with what holds now; and read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest, QueryDict

from xingmeng.core import clock
from xingmeng.engines.values import Finding, Text
from xingmeng.law import amending, dated, wording
from xingmeng.law.amending import Amendment
from xingmeng.law.dated import Overlay
from xingmeng.law.documents import cited
from xingmeng.stages.entitlements import queries
from xingmeng.stages.entitlements.queries import simulations
from xingmeng.stages.policy.rules import drafts as rules

TOPICS: dict[str, Text] = {
    "rd_subsidy": Text("研发投入后补助", "R&D post-subsidy"),
    "trade_subsidy": Text("技术交易后补助", "Technology-trade post-subsidy"),
    "technology_sme": Text("科技型中小企业", "Technology SME"),
    "high_tech_enterprise": Text("高新技术企业", "High-tech enterprise"),
    "rd_super_deduction": Text("研发费用加计扣除", "R&D super-deduction"),
    "income_tax": Text("企业所得税", "Enterprise income tax"),
}
SURE: dict[str, Text] = {
    "S": Text("有公开出处", "Read in a source"),
    "D": Text("由出处推算", "Worked out from a source"),
    "MH": Text("较可信，待核对", "Likely, to be checked"),
    "ML": Text("待核对", "To be checked"),
    "U": Text("由主管部门设定", "The authority's to set"),
}
WAYS: dict[str, Text] = {
    "": Text("不变", "As it is"),
    amending.ENDS: Text("停止施行", "Ends"),
    amending.WAIVED: Text("免除此条件", "Not asked any more"),
    amending.BEGINS: Text("改为自此日施行", "Begins on this day instead"),
}
OWED = Text("尚未设定", "Not set yet")
NOT_THEN = Text("当日不适用", "Not in force that day")


@dataclass(frozen=True)
class Asked:
    """What a page was sent: the draft, and over whom, on which day, against what."""

    draft: Amendment
    name: str
    on: date
    snapshot: Any
    since: date
    fund_pk: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Finding] = ()

    @classmethod
    def of(cls, request: HttpRequest, populations: Sequence[Any], base: Any) -> "Asked":
        """From what was typed; from a draft where nothing was yet."""
        typed: Mapping[str, str] = request.POST if request.method == "POST" else _begun(base)
        wanted = typed.get("population", "")
        snapshot = next((s for s in populations if str(s.pk) == wanted), None)
        snapshot = snapshot or next(iter(populations), None)
        on, faults = _day(typed.get("on", ""))
        since = date(snapshot.year, 1, 1) if snapshot else on
        days = amending.first_days(since.year, on, queries.set_by_authority(on))
        draft, more = rules.from_page(
            typed, keys=days, codes=amending.conditions(), since=since
        )
        return cls(
            draft=draft,
            name=typed.get("name", ""),
            on=on,
            snapshot=snapshot,
            since=since,
            fund_pk=typed.get("fund", ""),
            fields=typed.dict() if isinstance(typed, QueryDict) else typed,
            faults=[*faults, *more],
        )

    def fund(self, actor: Any) -> Any:
        """The appropriation that was chosen, if it may be."""
        rows = simulations.appropriations(actor, clock.today())
        return rows.filter(pk=self.fund_pk).first() if self.fund_pk.isdecimal() else None


def _begun(base: Any) -> dict[str, str]:
    if base is None:
        return {}
    return {"name": base.name, "on": base.on.isoformat(), **dict(rules.to_page(base.amendment))}


def _day(typed: str) -> tuple[date, list[Finding]]:
    try:
        return (date.fromisoformat(typed) if typed else clock.today()), []
    except ValueError:
        return clock.today(), [Finding("not_a_date", {"field": "on"})]


# --- the form ---------------------------------------------------------------------------------


def form(asked: Asked) -> list[dict[str, Any]]:
    """The groups of the form: each parameter and clause with what it says on the day."""
    numbers = dated.quantities(queries.set_by_authority(asked.on))
    return [
        {
            "name": topic,
            "title": title,
            "open": any(_is_of(name, topic) for name in asked.draft.values)
            or any(_is_of(code, topic) for code in asked.draft.clauses),
            "parameters": [
                _parameter(key, numbers[key], asked)
                for key in amending.parameters()
                if _is_of(key, topic)
            ],
            "clauses": [
                _clause(rule, asked)
                for code, rule in amending.conditions().items()
                if _is_of(code, topic)
            ],
        }
        for topic, title in TOPICS.items()
    ]


def _is_of(name: str, topic: str) -> bool:
    return name.partition(".")[0] == topic


def _parameter(key: str, of: Any, asked: Asked) -> dict[str, Any]:
    held = of.on(asked.on)
    now = wording.amount(key, held[1]) if held else (OWED if of.owed else NOT_THEN)
    return {
        "key": key,
        "id": key.replace(".", "-"),
        "title": _titles()[key],
        "now": now,
        "since": held[0] if held else None,
        "unit": _unit(key),
        "source": cited(of.source),
        "sure": SURE[of.confidence],
        "value": asked.fields.get(f"value:{key}", ""),
        "day": asked.fields.get(f"from:{key}", ""),
    }


@cache
def _titles() -> dict[str, Text]:
    return dated.titles()


UNITS = {
    "_fen": Text("万元", "CNY 10,000"),
    "_pct": Text("%", "%"),
    "_permille": Text("‰", "‰"),
    "_bp": Text("%", "%"),
    "_days": Text("天", "days"),
    "_months": Text("个月", "months"),
    "_points": Text("分", "points"),
}


def _unit(key: str) -> Text:
    return next((said for end, said in UNITS.items() if key.endswith(end)), Text("", ""))


def _clause(rule: Any, asked: Asked) -> dict[str, Any]:
    ways = [way for way in WAYS if way != amending.WAIVED or amending.may_be_waived(rule)]
    said = asked.fields.get(f"how:{rule.code}", "")
    return {
        "code": rule.code,
        "id": rule.code.replace(".", "-"),
        "title": rule.title,
        "source": rule.source,
        "ways": [(way, WAYS[way], way == said) for way in ways],
        "day": asked.fields.get(f"day:{rule.code}", ""),
    }


# --- in words ---------------------------------------------------------------------------------


def titles(names: Iterable[str]) -> list[Text]:
    """What parameters and clauses are called."""
    known = _titles() | {code: one.title for code, one in amending.conditions().items()}
    return [known[name] for name in names]


def changes(kept: Mapping[str, Any], overlay: Overlay, on: date) -> list[dict[str, Any]]:
    """A draft that was kept, change by change, with what held beside it."""
    draft, numbers = amending.read(kept), dated.quantities(overlay)
    found = []
    for key, values in draft.values.items():
        held = numbers[key].on(on)
        for day, value in values.items():
            now = wording.amount(key, held[1]) if held else OWED
            after = wording.amount(key, value)
            found.append({"title": _titles()[key], "now": now, "after": after, "day": day})
    rules_now = amending.conditions()
    for code, one in draft.clauses.items():
        found.append(
            {
                "title": rules_now[code].title,
                "now": WAYS[""],
                "after": WAYS[one.how],
                "day": one.day,
            }
        )
    return found
