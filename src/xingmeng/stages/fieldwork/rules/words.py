"""The words of kinds, languages and sides, and what anybody is towards a place."""

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.registry.rules import staff_roles
from xingmeng.stages.registry.rules.pool import FIELDS as EVERY_FIELD

# Source: 国办发〔2016〕32号 (persons, teams, bodies); 内科发高字〔2021〕14号 (enterprises).
KINDS: dict[str, Text] = {
    "person": Text("自然人科技特派员", "Person"),
    "team": Text("科技特派员团队", "Team"),
    "body": Text("法人科技特派员", "Legal person"),
    "enterprise": Text("企业科技特派员", "Enterprise commissioner"),
}
PEOPLE = ("person", "enterprise")  # kinds that are one person each
OF_FARMING = ("210", "220", "230", "180", "550", "570", "610", "520", "460", "480", "630")
FIELDS: dict[str, Text] = {code: EVERY_FIELD[code] for code in OF_FARMING} | {
    code: EVERY_FIELD[code] for code in ("430", "440", "450", "470", "510", "530", "540")
}
COUNTY_DIGITS = 6  # of its code; leagues and cities have fewer that count
LANGUAGES: dict[str, Text] = {
    "zh": Text("汉语", "Chinese"),
    "mn": Text("蒙古语", "Mongolian"),
}


def counties_of(actor: Actor) -> tuple[str, ...]:
    """The counties an actor acts for: areas of six digits. Errors: none."""
    return tuple(area for area in actor.areas if len(area) == COUNTY_DIGITS)


def roles_at(actor: Actor, region_code: str) -> frozenset[str]:
    """What somebody is towards a county: its own bureau, that of the league or city, staff.

    Errors: none.
    """
    held = staff_roles(actor)
    above = [area for area in actor.areas if region_code.startswith(area)]
    if region_code in above:
        held |= {"county"}
    return held | {"recommender"} if any(a != region_code for a in above) else held
