"""What a draft changes, laid out in lines with words; no sum for who may not read it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.difference import KINDS, Difference, Part
from xingmeng.engines.values import Text
from xingmeng.law.book import TITLES
from xingmeng.stages.entitlements.rules import PAID
from xingmeng.stages.entitlements.rules import simulating as rules
from xingmeng.stages.registry import queries as registry

UNSAID = Text("未注明", "Not stated")
Words = Mapping[str, Mapping[Any, Text]]


def words() -> Words:
    """What the groups are called. Two queries."""
    return {
        "area": {int(one.code): one.name for one in registry.regions()},
        "section": {one.code: one.name for one in registry.industries() if one.code.isalpha()},
        "size": rules.SIZES,
    }


def _named(name: str, key: Any, known: Words) -> Text:
    if key is None:
        return UNSAID
    found = known[name].get(key)
    if found is None:
        return Text(f"区外（{key}）", f"Elsewhere ({key})")
    return Text(f"{key} {found.zh}", f"{key} {found.en}") if name == "section" else found


def lines(found: Sequence[Difference], actor: Actor) -> list[dict[str, Any]]:
    """Each verdict that differs: whole and by group, the groups in which nothing does last."""
    known, firms = words(), rules.sees_firms(actor)
    return [_verdict(one, known, set() if firms else rules.too_few(one)) for one in found]


def _verdict(one: Difference, known: Words, hidden: set[tuple[str, Any]]) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": TITLES[one.code],
        "pays": one.code in PAID,
        **_part(one.whole, hidden=("whole", None) in hidden),
        "kinds": [
            {"code": kind, "label": rules.WORDS[kind], "value": one.whole.firms[kind]}
            for kind in KINDS
            if one.whole.firms[kind]
        ],
        "by": [
            {"label": rules.BY[name], "name": name, "rows": _rows(name, parts, known, hidden)}
            for name, parts in one.by.items()
        ],
    }


def _rows(
    name: str, parts: Mapping[Any, Part], known: Words, hidden: set[tuple[str, Any]]
) -> list[dict[str, Any]]:
    most = max((max(p.better, p.worse) for p in parts.values()), default=0) or 1
    rows = [
        {
            "label": _named(name, key, known),
            **_part(part, hidden=(name, key) in hidden),
            "up": 100 * part.better // most,
            "down": 100 * part.worse // most,
        }
        for key, part in parts.items()
    ]
    return sorted(rows, key=lambda row: not row["differing"])


def _part(part: Part, *, hidden: bool) -> dict[str, Any]:
    return {
        "firms": sum(part.firms.values()),
        "better": part.better,
        "worse": part.worse,
        "open": part.firms["opened"],
        "differing": part.differing,
        "hidden": hidden,
        "money": None if hidden else part.money,
    }


# --- side by side -----------------------------------------------------------------------------


def beside(rows: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    """Several simulations verdict by verdict, whole and by area; nothing where one has none."""
    known, firms = words(), rules.sees_firms(actor)
    found = [{one.code: one for one in rules.read(row.result)} for row in rows]
    codes = dict.fromkeys(code for one in found for code in one)
    return [
        {
            "title": TITLES[code],
            "lines": list(_beside([one.get(code) for one in found], known, firms=firms)),
        }
        for code in codes
    ]


def _beside(
    sides: Sequence[Difference | None], known: Words, *, firms: bool
) -> Iterator[dict[str, Any]]:
    hidden = [set() if firms or one is None else rules.too_few(one) for one in sides]
    pairs = list(zip(sides, hidden, strict=True))
    wholes = [one and _part(one.whole, hidden=("whole", None) in hid) for one, hid in pairs]
    yield {"label": Text("全部", "All"), "parts": wholes}
    areas = dict.fromkeys(key for one in sides if one for key in one.by["area"])
    for key in areas:
        parts = [
            _part(one.by["area"][key], hidden=("area", key) in hid)
            if one and key in one.by["area"]
            else None
            for one, hid in pairs
        ]
        if any(part and part["differing"] for part in parts):
            yield {"label": _named("area", key, known), "parts": parts}


# --- as a file --------------------------------------------------------------------------------

TABLE = Listing(
    title=Text("政策模拟", "Simulation"),
    columns=(
        Column(key="verdict", label=Text("政策", "Verdict"), value=lambda r: r["verdict"]),
        Column(key="by", label=Text("分组", "By"), value=lambda r: r["by"]),
        Column(key="group", label=Text("组", "Group"), value=lambda r: r["label"]),
        Column(key="firms", label=Text("企业数", "Firms"), value=lambda r: r["firms"]),
        Column(key="better", label=Text("受益企业数", "Gain"), value=lambda r: r["better"]),
        Column(key="worse", label=Text("受损企业数", "Lose"), value=lambda r: r["worse"]),
        Column(key="open", label=Text("变为待定", "Become open"), value=lambda r: r["open"]),
        *(
            Column(
                key=name,
                label=label,
                value=lambda r, name=name: r["money"] and getattr(r["money"], name),
                kind="money",
            )
            for name, label in (
                ("before_fen", Text("现行金额（元）", "Now, CNY")),
                ("after_fen", Text("草案金额（元）", "Draft, CNY")),
                ("gained_fen", Text("增加（元）", "Gained, CNY")),
                ("lost_fen", Text("减少（元）", "Lost, CNY")),
            )
        ),
    ),
    search=(),
    order=(),
)


def table(shown: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines of all verdicts and groups, as a file has them."""
    for one in shown:
        all_of_it = {"by": Text("全部", "All"), "label": Text("全部", "All")}
        yield {**one, "verdict": one["title"], **all_of_it}
        for group in one["by"]:
            for row in group["rows"]:
                yield {**row, "verdict": one["title"], "by": group["label"]}
