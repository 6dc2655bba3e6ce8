"""Three firms whose facts make each outcome, and the rates that an authority set for them."""

from datetime import date
from typing import Any

from tests import factories
from tests.factories import moment, source, who
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.engines.values import yuan
from xingmeng.stages.entitlements import actions
from xingmeng.stages.entitlements.models import Entitlement, Run
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Industry, Organisation

YEAR, ON = 2020, date(2021, 7, 1)
RATES = {
    "rd_subsidy.stock_edge_fen": yuan(10_000_000),
    "rd_subsidy.stock_first_bp": 500,
    "rd_subsidy.stock_above_bp": 200,
    "rd_subsidy.increase_bp": 1000,
    "rd_subsidy.cap_high_tech_fen": yuan(3_000_000),
    "rd_subsidy.cap_technology_sme_fen": yuan(2_000_000),
    "rd_subsidy.cap_other_fen": yuan(1_000_000),
    "rd_subsidy.least_fen": yuan(10_000),
}
PARTS = ("personnel", "direct", "depreciation", "amortisation", "design", "other")
ZERO = {f"rd_{name}_fen": 0 for name in (*PARTS, "domestic", "overseas")}
FULL: dict[str, Any] = {
    **ZERO,
    "rd_personnel_fen": yuan(2_000_000),
    "rd_fen": yuan(2_000_000),
    "rd_stat_fen": yuan(2_100_000),
    "rd_gov_fen": 0,
    "revenue_fen": yuan(30_000_000),
    "cost_fen": yuan(20_000_000),
    "assets_fen": yuan(40_000_000),
    "net_assets_fen": yuan(20_000_000),
    "taxable_fen": yuan(5_000_000),
    "staff": 60,
    "st_staff": 20,
    "domestic": 1,
    "restricted_business": 0,
    "major_incident": 0,
    "untrustworthy": 0,
    "manufacturing": 1,
    "national_award": 0,
    "provincial_rd_institution": 0,
    "standard_leader": 0,
    "audited_accounts": 1,
}
FIRMS = {
    "rare": FULL,  # gets the subsidy
    "dairy": FULL | {"rd_personnel_fen": yuan(100_000), "rd_fen": yuan(100_000)},  # too little
    "hydrogen": {k: v for k, v in FULL.items() if k != "rd_personnel_fen"},  # a fact is missing
}


def rates(values: dict[str, int] | None = None, day: str = "2021-01-01") -> dict[str, Any]:
    """What an authority sets, as an overlay."""
    return {
        key: {"values": {day: value}, "source": "测试文件〔2021〕1号", "confidence": "U"}
        for key, value in (values or RATES).items()
    }


def firm(key: str, **changed: Any) -> Organisation:
    """A registered enterprise with its facts of 2020, and nothing spent the year before."""
    row = factories.unit(key)
    Industry.objects.get_or_create(
        code="39", defaults={"section": "C", "name_zh": "电子", "name_en": "Electronics"}
    )
    Organisation.objects.filter(pk=row.pk).update(industry_id="39")
    state(row, FIRMS[key] | changed)
    state(row, {"rd_super_fen": 0, "rd_overseas_fen": 0}, year=2019)
    return row


def state(row: Organisation, figures: dict[str, Any], *, year: int = YEAR, day="2021-05-10"):
    with moment(day):
        registry.record_facts(row.pk, {year: figures}, source=source(), actor=SYSTEM)


def populate(*keys: str) -> dict[str, Organisation]:
    """The firms, and the rates set."""
    firms = {key: firm(key) for key in keys or FIRMS}
    with moment("2021-01-01"):
        actions.set_parameters(rates(), actor=SYSTEM)
    return firms


def run(day: str = "2021-07-01", *, on: date = ON, year: int = YEAR) -> Run:
    with moment(day, 2):
        return actions.carry_out(year, on=on)


def entitlement(row: Organisation, verdict: str = "rd_subsidy") -> Entitlement:
    return Entitlement.objects.get(organisation=row, verdict=verdict, current=True)


def make(row: Any, name: str, username: str, *, day: str = "2021-07-05", **said: Any) -> Any:
    kind = {"Entitlement": "entitlement", "Batch": "entitlement_batch"}.get(
        type(row).__name__, "entitlement_objection"
    )
    reason = said.pop("reason", "")
    with moment(day):
        actor = who(username)
        return move.make(kind, row.pk, name, actor=actor, reason=reason, details=said)
