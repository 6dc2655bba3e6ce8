"""The pool of experts: 240 invented people of 60 invented units, put on record in one action."""

from typing import Any

from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import holdings
from xingmeng.demo.lists.pool_units import AWAY, HERE
from xingmeng.demo.lists.topics import TOPICS, Pair, Topic
from xingmeng.demo.people import register
from xingmeng.demo.registers import FIRST_DAY
from xingmeng.demo.stage import go, moment
from xingmeng.demo.unit import Unit
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

POOL = Text("评审专家库（演示，虚构）", "Pool of experts (demo, invented)")
A_TOPIC = 10  # experts of each topic; four of them work outside the region
OUTSIDE = frozenset({1, 3, 6, 8})
TITLES = ("研究员", "教授", "正高级工程师", "副研究员", "副教授", "高级工程师")
KINDS = ("paper", "paper", "patent", "project", "paper", "result", "paper", "patent")
FIRST_YEAR = 2012
MOST_WORKS = 8


def units() -> tuple[Unit, ...]:
    """The units of the pool: 36 of the region, 24 from twelve other provinces."""
    kinds = ("university", "institute", "enterprise")
    inside = [(place, kinds[n], name) for place, *all3 in HERE for n, name in enumerate(all3)]
    outside = [(place, kinds[n], name) for place, *two in AWAY for n, name in enumerate(two)]
    return tuple(
        Unit(
            key=f"pool_{number}",
            name_zh=f"{name}（演示）",
            name_en=f"{kind.capitalize()} No. {number} (demo)",
            kind=kind,
            region=place,
            place=f"{place[:4]}99",
            serial=f"M{'A' if kind == 'enterprise' else 'B'}0DM{number}",
            industry={"university": "83", "institute": "73", "enterprise": "75"}[kind],
            head=holdings.person_name(number),
            founded=f"{1990 + number % 25}-06-1{number % 10}",
        )
        for number, (place, kind, name) in enumerate(inside + outside, start=401)
    )


def gather() -> None:
    """Register the units, confirm them, take everybody into the pool."""
    with moment("2021-03-01", 11):
        source = sources.name("demo:pool", POOL, dated_on=FIRST_DAY)
        for unit in units():
            register(unit, source)
        known = registry_queries.by_credit_codes(unit.credit_code for unit in units())
        homes = [known[unit.credit_code].pk for unit in units()]
        for pk in homes:
            go("organisation", pk, "confirm", "officer")
        rows = [_expert(number, homes) for number in range(A_TOPIC * len(TOPICS))]
        registry.enrol_experts(rows, source=source, on=FIRST_DAY, actor=SYSTEM)


def _expert(number: int, homes: list[int]) -> dict[str, Any]:
    topic, place = TOPICS[number % len(TOPICS)], number // len(TOPICS)
    here, step = len(HERE) * 3, number * 5 + place
    home = here + step % (len(homes) - here) if place in OUTSIDE else step % here
    return {
        "username": f"pool{number:03d}",
        "name": _name(number),
        "title": TITLES[(number + place) % len(TITLES)],
        "email": f"pool{number:03d}@example.org",
        "organisation_id": homes[home],
        "skills": _skills(topic, place),
        "fields": topic.fields.split(","),
        "languages": ["zh", "en"] if _reads_english(number) else ["zh"],
        "most_load": 5 + number % 8,
        "available": number % 17 != 16,
        "works": _works(number, topic, place),
    }


def _name(number: int) -> str:
    """An invented name; no two of the pool share one."""
    given = holdings.GIVEN[(number // 20 + number * 3) % len(holdings.GIVEN)]
    return holdings.SURNAMES[number % len(holdings.SURNAMES)] + given


def _reads_english(number: int) -> bool:
    return number % 5 in (0, 2)


def _skills(topic: Topic, place: int) -> str:
    things, methods = (turned(words, place) for words in (topic.things, topic.methods))
    named = f"{things[0][0]}、{things[1][0]}的{methods[0][0]}和{methods[1][0]}"
    return f"从事{topic.name[0]}：{named}，{turned(topic.aims, place)[0][0]}。"


def turned(words: tuple[Pair, ...], by: int) -> tuple[Pair, ...]:
    """The same words, beginning with another. Errors: none."""
    return words[by % len(words) :] + words[: by % len(words)]


def _works(number: int, topic: Topic, place: int) -> list[dict[str, Any]]:
    """Three to eight works; one expert in twelve has none. Some wrote one with a colleague."""
    if number % 12 == 11:
        return []
    own = [_work(number, topic, place, turn) for turn in range(3 + number * 5 % 6)]
    if place % 2 and (number - len(TOPICS)) % 12 != 11:  # the first of the one before
        return [_work(number - len(TOPICS), topic, place - 1, 0), *own][:MOST_WORKS]
    return own


def _work(number: int, topic: Topic, place: int, turn: int) -> dict[str, Any]:
    kind = KINDS[turn % len(KINDS)]
    english = _reads_english(number) and kind == "paper" and turn > 0
    things = turned(topic.things, place + turn)
    methods = turned(topic.methods, place * 2 + turn * 3)
    aims = turned(topic.aims, place + turn // 2)
    told = _in_english if english else _in_chinese
    title, abstract = told(kind, topic, (things, methods, aims))
    year, serial = FIRST_YEAR + (number + turn) % 9, f"{number:03d}{turn}"
    numbers = {"paper": f"10.5555/demo.{serial}", "patent": f"演示ZL{year}{serial}"}
    return {
        "kind": kind,
        "number": numbers.get(kind, ""),
        "title": title,
        "abstract": abstract,
        "year": year,
    }


Words = tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Pair, ...]]


def _in_chinese(kind: str, topic: Topic, words: Words) -> tuple[str, str]:
    (one, other, *_), (way, check, *_), (aim, use, *_) = words
    title = {
        "paper": f"基于{way[0]}的{one[0]}{aim[0]}研究",
        "patent": f"一种{aim[0]}的{one[0]}{way[0]}方法",
        "project": f"{one[0]}{aim[0]}关键技术与示范",
        "result": f"{one[0]}{way[0]}技术及应用",
    }[kind]
    return title, (
        f"针对{one[0]}{aim[0]}的需要，采用{way[0]}，研究了参数与性能的关系；"
        f"以{other[0]}对照，用{check[0]}验证。结果可用于{topic.name[0]}中{use[0]}。"
    )


def _in_english(kind: str, topic: Topic, words: Words) -> tuple[str, str]:
    (one, other, *_), (way, check, *_), (aim, use, *_) = words
    title = f"{way[1][0].upper()}{way[1][1:]} for {one[1]}: {aim[1]}"
    return title, (
        f"For {aim[1]} we study {one[1]} by {way[1]}, beside {other[1]}, and check the "
        f"results with {check[1]}. They serve {use[1]} in the field of {topic.name[1]}."
    )
