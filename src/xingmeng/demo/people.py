"""The first chapters: who takes part, and the money that was granted."""

from datetime import date

from xingmeng.core import move, sources
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.demo.stage import moment, organisation, who
from xingmeng.engines.values import Text, yuan
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries


def people() -> None:
    with moment("2021-03-01"):
        registry.load_reference()
        title = Text("演示数据（虚构）", "Demo data (invented)")
        source = sources.name("demo", title, dated_on=date(2021, 3, 1))
        officer = SYSTEM
        for unit in cast.UNITS:
            row = registry.register_organisation(
                actor=officer,
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
            for year, staff, revenue, rd in ((2020, 240, 186_000_000, 9_400_000),):
                if unit.kind == "enterprise":
                    _facts(row.pk, year, staff, revenue, rd, source)
        for player in cast.PLAYERS:
            _join(player)
        for row in registry_queries.visible_to(who("officer")).filter(state="pending"):
            move.make("organisation", row.pk, "confirm", actor=who("officer"))


def _facts(pk: int, year: int, staff: int, revenue: int, rd: int, source) -> None:
    for name, value in (
        ("staff", staff),
        ("revenue_fen", yuan(revenue)),
        ("rd_fen", yuan(rd)),
    ):
        registry.record_fact(pk, year=year, name=name, value=value, source=source, actor=SYSTEM)


def _join(player: cast.Player) -> None:
    person = registry.open_account(
        username=player.username,
        name=player.name,
        password=cast.PASSWORD,
        email=f"{player.username}@example.org",
        title=player.title,
    )
    own_unit = organisation(player.unit) if player.unit else None
    own = player.role in ("applicant", "organisation_administrator")
    registry.give_role(
        person.user_id,
        player.role,
        actor=SYSTEM,
        organisation_id=own_unit if own else None,
        area=player.area,
    )
    if own_unit:
        registry.employ(person, own_unit, post="", from_on=date(2020, 1, 1))


def money() -> None:
    for day, year, amount, number in (
        ("2021-03-10", 2021, 60_000_000, "内财教〔2021〕演示1号"),
        ("2024-03-11", 2024, 30_000_000, "内财教〔2024〕演示1号"),
    ):
        with moment(day):
            row = funds.propose_appropriation(
                actor=who("officer"),
                year=year,
                line="2060402",
                title_zh=f"{year} 年揭榜挂帅专项",
                title_en=f"Open-challenge fund {year}",
                amount_fen=yuan(amount),
                document_number=number,
            )
        with moment(day, 15):
            move.make("appropriation", row.pk, "open", actor=who("finance"))
