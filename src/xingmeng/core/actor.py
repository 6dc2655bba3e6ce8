"""Who is asking: a person with dated grants, nobody, or the system itself."""

from dataclasses import dataclass, replace
from typing import Self

STAFF = frozenset({"officer", "chair", "finance", "discipline", "leader", "administrator"})


@dataclass(frozen=True, slots=True)
class Grant:
    """One role someone holds: for an organisation, for an area, or for the whole region."""

    role: str
    organisation_id: int | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One reader or doer. `cause` names the step of the trail that made the system act."""

    user_id: int = 0
    person_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    cause: str = ""

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        return not STAFF.isdisjoint(self.roles)

    @property
    def organisations(self) -> frozenset[int]:
        """The organisations this actor may act for."""
        return frozenset(g.organisation_id for g in self.grants if g.organisation_id)

    @property
    def areas(self) -> tuple[str, ...]:
        """Code prefixes of the areas this actor recommends for."""
        return tuple(prefix(g.area) for g in self.grants if g.role == "recommender" and g.area)

    def recommends(self, region_code: str) -> bool:
        return region_code.startswith(self.areas) if self.areas else False

    def because_of(self, step_id: str) -> Self:
        return replace(self, cause=step_id)


def prefix(area: str) -> str:
    """The digits that every code inside an area begins with: 150200 gives 1502.

    Errors: none.
    """
    while area.endswith("00"):
        area = area[:-2]
    return area


def codes_above(code: str) -> tuple[str, ...]:
    """A region's code and those of the areas it lies in: county, city, province.

    Order:  the widest first. Errors: none. Source: GB/T 2260.
    """
    return tuple(dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)))


NOBODY = Actor()
SYSTEM = Actor(grants=(Grant("system"),))
