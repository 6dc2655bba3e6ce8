"""The industry chains: bottlenecks entered, tackled, overcome; one proposed from a need."""

from typing import Any

from xingmeng.demo import texts
from xingmeng.demo.lists import chains as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.exchange import queries


def tell(script: Script) -> None:
    """Note the bottlenecks with what became of them, a proposal, and what is put by hand."""
    for told in said.BOTTLENECKS:
        script.at(told.on, _record, told, hour=9)
        for day, name, words in told.then:
            script.at(day, _step, told, name, words, hour=9)
    script.at("2024-06-26", _place, hour=16)
    script.at("2024-06-28", _propose, hour=16)
    script.at("2024-06-29", _accept, hour=9)


def _key(code: str) -> int:
    return queries.chains.links().get(code=code).pk


def _record(told: said.Told) -> None:
    actor = who("officer")
    exchange.record_bottleneck(_key(told.link), sight=told.sight, actor=actor, **told.said)


def _found(title: str) -> Any:
    return queries.chains.visible_to(who("officer")).get(title_zh=title)


def _step(told: said.Told, name: str, words: dict[str, str]) -> None:
    go("bottleneck", _found(told.said["title_zh"]).pk, name, "officer", **words)


def _place() -> None:
    actor = who("officer")
    rows = {
        "contract": awards.contracts_for(actor),
        "offer": queries.offers.visible_to(actor),
    }
    for link, kind, title, off, why in said.PLACED:
        column = "title" if kind == "contract" else "title_zh"
        number = rows[kind].get(**{column: title}).number
        exchange.place(_key(link), kind, number, off=off, why=why, actor=actor)


def _propose() -> None:
    actor = who("hydrogen")
    need = queries.visible_to(actor).get(title=texts.VALVE["title"])
    exchange.propose_bottleneck(_key(said.VALVE_LINK), need.pk, actor=actor, **said.VALVE)


def _accept() -> None:
    go("bottleneck", _found(said.VALVE["title_zh"]).pk, "accept", "officer", sight="public")
