"""Whose account does what: who acts for a unit, who signs for it, who recommends in an area.

Beside the samples of the cast stand the people whom the story needs; nobody signs in as them.
"""

from functools import cache

from xingmeng.demo import cast
from xingmeng.demo.lists import every
from xingmeng.demo.unit import Player, Unit

BUREAUS = (
    ("150100", "韩雪梅"), ("150300", "康铁军"), ("150400", "丁玉兰"), ("150500", "包力军"),
    ("150700", "孟和"), ("150800", "樊大河"), ("150900", "燕小平"), ("152200", "吴金泉"),
    ("152500", "萨仁"), ("152900", "陶格斯"),
)  # fmt: skip
EXPERTS = (
    ("expert_f1", "滕云鹤", "研究员"), ("expert_f2", "谷雨晴", "教授"), ("expert_f3", "于海涛", "正高级畜牧师"),
    ("expert_s1", "简素心", "研究员"), ("expert_s2", "郎天佑", "教授"), ("expert_s3", "费清泉", "正高级工程师"),
)  # fmt: skip
PANELS = {
    "high_tech": ("expert", "expert2", "expert3"),
    "farming": ("expert_f1", "expert_f2", "expert_f3"),
    "social": ("expert_s1", "expert_s2", "expert_s3"),
}


def unit_of(key: str) -> Unit:
    """The unit of that key. Errors: KeyError."""
    return _units()[key]


@cache
def _units() -> dict[str, Unit]:
    return {unit.key: unit for unit in cast.UNITS}


@cache
def others() -> tuple[Player, ...]:
    """The people beside the samples: heads of units, leaders of projects, bureaus, experts."""
    heads = [_head(unit) for unit in cast.UNITS if not _sample(unit.key, unit.head)]
    named = {(p.unit, p.name) for p in (*cast.PLAYERS, *heads)}
    leaders = [
        Player(username=f"{bid.unit}_lead", name=bid.leader, role="applicant", unit=bid.unit)
        for bid in {b.unit: b for it in every() for b in it.bids if b.leader}.values()
        if (bid.unit, bid.leader) not in named
    ]
    bureaus = [
        Player(username=f"bureau_{area[:4]}", name=name, role="recommender", area=area)
        for area, name in BUREAUS
    ]
    experts = [
        Player(username=username, name=name, role="expert", unit="experts", title=title)
        for username, name, title in EXPERTS
    ]
    return (*heads, *leaders, *bureaus, *experts)


def _head(unit: Unit) -> Player:
    role = "organisation_administrator"
    return Player(username=f"{unit.key}_head", name=unit.head, role=role, unit=unit.key)


def _sample(unit: str, name: str) -> Player | None:
    return next((p for p in cast.PLAYERS if (p.unit, p.name) == (unit, name)), None)


def head_of(unit: str) -> str:
    """The account of a unit's legal representative."""
    sample = _sample(unit, unit_of(unit).head)
    return sample.username if sample else f"{unit}_head"


def acting_for(unit: str) -> str:
    """The account that does a unit's daily work: a sample where there is one."""
    sample = next((p for p in cast.PLAYERS if p.unit == unit), None)
    return sample.username if sample else f"{unit}_head"


def named(unit: str, name: str) -> str:
    """The account of a person of a unit. Errors: StopIteration if there is none."""
    people = (*cast.PLAYERS, *others())
    return next(p.username for p in people if (p.unit, p.name) == (unit, name))


def bureau_of(unit: str) -> str:
    """The account of the bureau of a unit's league or city."""
    area = unit_of(unit).region[:4]
    people = (*cast.PLAYERS, *others())
    wanted = area + "00"
    return next(p.username for p in people if p.role == "recommender" and p.area == wanted)
