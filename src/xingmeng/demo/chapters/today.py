"""What a newcomer finds waiting on the demo's day, beside the lists of 2024."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.demo import texts
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.demo.unit import Unit
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.exchange import queries as exchange_queries
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

NEWCOMER = Unit(
    key="newcomer",
    name_zh="包头市云驰矿用传感器有限公司（演示）",
    name_en="Yunchi Mine Sensors, Baotou (demo)",
    kind="enterprise",
    region="150204",
    place="150299",
    serial="MA0DM901",
    industry="40",
    head="韩云驰",
    founded="2022-04-18",
)


def tell(script: Script) -> None:
    """Note needs half written, handed in, recommended, and a unit that has just registered."""
    script.at("2024-06-27", _register)
    script.at("2024-06-20", _state, "bidder3", "local", texts.INSULATION)
    script.at("2024-06-24", _write, "dairy", "dairy", texts.DAIRY)
    script.at("2024-06-26", _state, "issuer", "rare", texts.POWDER)
    script.at("2024-06-27", _state, "hydrogen", "hydrogen", texts.VALVE)
    script.at("2024-06-28", _endorse_insulation)


def _register() -> None:
    """A newcomer enters its unit; the bureau has not confirmed it yet."""
    account = {"username": "newcomer", "name": NEWCOMER.head, "password": None}
    person = registry.open_account(**account)
    registry.register_organisation(
        actor=registry_queries.actor_for(person.user),
        credit_code=NEWCOMER.credit_code,
        name_zh=NEWCOMER.name_zh,
        name_en=NEWCOMER.name_en,
        kind=NEWCOMER.kind,
        region_id=NEWCOMER.region,
        industry_id=NEWCOMER.industry,
        registered_on=date.fromisoformat(NEWCOMER.founded),
        legal_representative=NEWCOMER.head,
    )


def _write(username: str, unit: str, answers: Mapping[str, Any]) -> int:
    actor = who(username)
    row = exchange.begin(organisation_id=organisation(unit), actor=actor)
    exchange.save_answers(row.pk, answers, actor=actor)
    return row.pk


def _state(username: str, unit: str, answers: Mapping[str, Any]) -> None:
    go("need", _write(username, unit, answers), "submit", username)


def _endorse_insulation() -> None:
    waiting = exchange_queries.visible_to(who("bureau")).filter(state="submitted")
    row = waiting.get(title=texts.INSULATION["title"])
    said = "企业有试验段，需求明确，建议凝练后发榜。"
    go("need", row.pk, "endorse", "bureau", opinion=said)
