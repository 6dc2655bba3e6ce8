"""The first chapters: who takes part, and the money that was granted."""

from datetime import date

from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.core.models import Source
from xingmeng.demo import cast, registers
from xingmeng.demo.accounts import others
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, moment, organisation, who
from xingmeng.demo.unit import Player, Unit
from xingmeng.engines.values import Text, yuan
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds import queries as fund_queries
from xingmeng.stages.policy import actions as policy
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

GRANTS = (
    ("2021-03-10", 2021, 90_000_000, "内财教〔2021〕演示1号"),
    ("2022-03-14", 2022, 40_000_000, "内财教〔2022〕演示1号"),
    ("2024-03-04", 2024, 45_000_000, "内财教〔2024〕演示1号"),
)
BELOW = {2022: "上年资金跨年滚动使用，尚有结余，当年按进度安排。"}


def people() -> None:
    with moment("2021-03-01"):
        registry.load_reference()
        exchange.load_chains()
        policy.load_law()
        title = Text("演示数据（虚构）", "Demo data (invented)")
        source = sources.name("demo", title, dated_on=date(2021, 3, 1))
        for unit in cast.UNITS:
            register(unit, source)
        for player in cast.PLAYERS:
            _join(player, cast.PASSWORD)
        for player in others():
            _join(player, None)
        registers.tell_beginning()
        waiting = registry_queries.visible_to(who("officer")).filter(state="pending")
        for row in waiting.order_by("pk"):
            go("organisation", row.pk, "confirm", "officer")


def register(unit: Unit, source: Source) -> None:
    """Put one unit on record; an officer confirms it later."""
    registry.register_organisation(
        actor=SYSTEM,
        credit_code=unit.credit_code,
        source=source,
        name_zh=unit.name_zh,
        name_en=unit.name_en,
        kind=unit.kind,
        region_id=unit.region,
        industry_id=unit.industry or None,
        registered_on=date.fromisoformat(unit.founded),
        legal_representative=unit.head,
    )


def _join(player: Player, password: str | None) -> None:
    person = registry.open_account(
        username=player.username,
        name=player.name,
        password=password,
        email=f"{player.username}@example.org",
        title=player.title,
    )
    own_unit = organisation(player.unit) if player.unit else None
    own = player.role in ("applicant", "organisation_administrator")
    if player.role:
        registry.give_role(
            person.user_id,
            player.role,
            actor=SYSTEM,
            organisation_id=own_unit if own else None,
            area=player.area,
        )
    if own_unit:
        registry.employ(person, own_unit, post="", from_on=date(2020, 1, 1))


def tell_grants(script: Script) -> None:
    """Note each appropriation: proposed by an officer, opened by finance the same day."""
    for grant in GRANTS:
        script.at(grant[0], _propose, *grant[1:])
        script.at(grant[0], _open_all, hour=15)


def money() -> None:
    """All appropriations, one after the other."""
    script = Script()
    tell_grants(script)
    script.play((("", "9999"),), lambda title: None, lambda percent: None)


def _propose(year: int, amount: int, number: str) -> None:
    funds.propose_appropriation(
        actor=who("officer"),
        year=year,
        line="2060402",
        title_zh=f"{year} 年揭榜挂帅专项",
        title_en=f"Open-challenge fund {year}",
        amount_fen=yuan(amount),
        document_number=number,
    )


def _open_all() -> None:
    proposed = fund_queries.appropriations_for(who("finance")).filter(state="proposed")
    for row in proposed.order_by("pk"):
        why = {"below_growth": BELOW.get(row.year, "")}
        go("appropriation", row.pk, "open", "finance", **why)
