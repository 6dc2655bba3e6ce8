"""Cases of the law are data, cases/*.toml, for a lawyer to read: sums are in yuan."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"
MONEY = {
    *("rd_super_deduction", "rd_super_deduction.base", "rd_super_deduction.notional_25"),
    *("rd_super_deduction.effective", "rd_super_deduction.carried"),
    *("rd_subsidy", "rd_subsidy.stock", "trade_subsidy"),
    *("technology_contract.exempt", "technology_contract.taxable_income"),
}
PARTS = {"name", "source", "given", "expected"}


def of(rule: str) -> list:
    """The cases of one rule, each a pytest parameter; every sum in fen, exactly."""
    found = tomllib.loads(
        (FOLDER / f"{rule}.toml").read_text(encoding="utf-8"), parse_float=Decimal
    )["case"]
    return [
        pytest.param(_fen(c["given"]), _sums(_fen(c["expected"])), id=c["name"]) for c in found
    ]


def _fen(values: dict[str, object]) -> dict[str, object]:
    return dict(_in_fen(name, value) for name, value in values.items())


def _sums(values: dict[str, object]) -> dict[str, object]:
    """What rules are expected to give: money where they give money, in yuan as in `given`."""
    return {n: _amount(v) if n in MONEY else v for n, v in values.items()}


def _amount(value: object) -> object:
    return value if isinstance(value, str) else _in_fen("_yuan", value)[1]


def _in_fen(name: str, value: object) -> tuple[str, object]:
    if not name.endswith("_yuan"):
        return name, value
    amount = Decimal(str(value)) * 100
    assert amount == int(amount), f"{name} = {value} is no whole number of fen"
    return name.removesuffix("_yuan") + "_fen", int(amount)
