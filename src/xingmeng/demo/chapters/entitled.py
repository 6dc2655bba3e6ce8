"""What the law gave without an application: a night, and the R&D subsidies of 2021 to payment."""

from xingmeng.core import clock
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.stages.entitlements import actions as entitlements
from xingmeng.stages.entitlements import queries as entitlement_queries
from xingmeng.stages.funds import actions as funds

YEAR, SUBSIDY, SME = 2020, "rd_subsidy", "technology_sme"
DECISION = {"document_number": "内科厅纪〔2021〕演示12号"}
SLIP = {"slip_number": "国库演示20211230-1"}


def tell(script: Script) -> None:
    """Note one night, a batch from confirmation to payment, and a result that is contested."""
    kept: dict[str, int] = {}
    script.at("2021-11-30", _propose, kept, hour=9)
    script.at("2021-11-30", _open, kept, hour=15)
    script.at("2021-12-01", _night, hour=2)  # the panels have judged
    script.at("2021-12-02", _confirm, "issuer", "rare")
    script.at("2021-12-16", entitlements.take_silence_for_consent, hour=2)
    script.at("2021-12-16", _gather, kept)
    script.at("2021-12-17", _step, kept, "decide", "chair", DECISION)
    script.at("2021-12-20", _step, kept, "publicise", "officer", {})
    script.at("2021-12-28", _step, kept, "grant", "officer2", {})
    script.at("2021-12-30", _step, kept, "pay", "finance", SLIP)
    script.at("2024-06-27", _contest, "dairy", "dairy")


def _night() -> None:
    """The law as it stands that day over what is known of the year."""
    entitlements.carry_out(YEAR, on=clock.today())


def _propose(kept: dict[str, int]) -> None:
    row = funds.propose_appropriation(
        actor=who("officer"),
        year=2021,
        line="2060404",
        title_zh="研发投入后补助资金（演示）",
        title_en="R&D post-subsidies (demo)",
        amount_fen=9_000_000_000,
        document_number="内财教〔2021〕演示3号",
    )
    kept["money"] = row.pk


def _open(kept: dict[str, int]) -> None:
    go("appropriation", kept["money"], "open", "finance")


def _mine(unit: str, verdict: str, year: int) -> int:
    """The key of what a verdict comes to for a unit now."""
    rows = entitlement_queries.visible_to(who("officer")).filter(current=True)
    return rows.get(organisation_id=organisation(unit), verdict=verdict, year=year).pk


def _confirm(username: str, unit: str) -> None:
    go("entitlement", _mine(unit, SUBSIDY, YEAR), "confirm", username)


def _contest(username: str, unit: str) -> None:
    said = {
        "contested": "科技人员少计了检测中心的 9 人，他们全年从事研发，请按花名册核对后重新测算。",
        "evidence": "2020 年科技人员花名册及个税明细",
    }
    go("entitlement", _mine(unit, SME, YEAR), "contest", username, **said)


def _gather(kept: dict[str, int]) -> None:
    given = {"actor": who("officer"), "appropriation_id": kept["money"]}
    kept["batch"] = entitlements.gather(SUBSIDY, YEAR, **given).pk


def _step(kept: dict[str, int], name: str, username: str, said: dict[str, str]) -> None:
    go("entitlement_batch", kept["batch"], name, username, **said)
