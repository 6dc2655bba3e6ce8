"""One invented organisation, one account, and how an invented code gets right check characters."""

from dataclasses import dataclass

from stdnum.cn import uscc

ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One invented organisation. `place` is six digits that no county has."""

    key: str
    name_zh: str
    name_en: str
    kind: str
    region: str
    place: str
    serial: str
    industry: str = ""
    head: str = ""
    founded: str = "2010-05-18"

    @property
    def credit_code(self) -> str:
        """18 characters with both check characters right. Source: GB 32100, GB 11714."""
        lead = {"enterprise": "91"}.get(self.kind, "12")
        stem = f"{lead}{self.place}{self.serial}{_organisation_check(self.serial)}"
        return stem + uscc.calc_check_digit(stem)


def _organisation_check(serial: str) -> str:
    total = sum(LETTERS.index(c) * w for c, w in zip(serial, ORG_WEIGHTS, strict=True))
    left = 11 - total % 11
    return {10: "X", 11: "0"}.get(left, str(left))


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One account: who, in which role, for which organisation or area.

    `what_zh` is what a newcomer tries with it on the demo's day; without it the account is
    not among the samples.
    """

    username: str
    name: str
    role: str
    unit: str = ""
    area: str = ""
    title: str = ""
    what_zh: str = ""
    what_en: str = ""
