"""Answers that follow from others by an article of law, and all that engines.computing knows.

`RULES` is what a form is computed with. The day of the law is the day the form was filled in.
"""

from collections.abc import Mapping
from datetime import date

from xingmeng.engines import computing
from xingmeng.engines.computing import Answers, Rule, day, number, remainder, rows
from xingmeng.engines.readings import settled
from xingmeng.law import budget
from xingmeng.law.book import standing

RD = ("rd_fen", "revenue_fen", "cost_fen")
CLASS_ONE = frozenset({"invention", "plant_variety", "crop_variety", "layout", "drug"})


def indirect_cap_fen(answers: Answers) -> int | None:
    """The cap on indirect costs. Units: fen. Errors: none. Source: law.budget."""
    on = day(answers, "filled_on")
    base = remainder(answers, "direct_fen", "equipment_purchase_fen")
    if on is None or base is None or base < 0:
        return None
    try:
        return budget.indirect_cap(base, on=on)
    except LookupError:
        return None


def indirect_room_fen(answers: Answers) -> int | None:
    """What the cap leaves; negative if it is exceeded. Units: fen. Errors: none."""
    return remainder(answers, "indirect_cap_fen", "indirect_fiscal_fen", "indirect_self_fen")


def classes_of(answers: Answers) -> tuple[int, int]:
    """How many rights of class I and of class II are listed. Errors: none.

    Source: Guokefazheng [2017] 115, art. 7.
    """
    kinds = [row.get("kind") for row in rows(answers, "rights")]
    first = sum(kind in CLASS_ONE for kind in kinds)
    return first, len(kinds) - first


def _on(answers: Answers) -> date | None:
    on = day(answers, "filled_on")
    return on if on and on >= date(2017, 5, 3) else None


def _said(answers: Answers, *names: str) -> dict[str, int | None] | None:
    """Facts among the answers, none of them missing or below nothing."""
    said = {name: number(answers, name) for name in names}
    if any(value is None or value < 0 for value in said.values()):
        return None
    return said


def _score(answers: Answers, part: str, said: dict[str, int | None] | None) -> int | None:
    on = _on(answers)
    if on is None or said is None:
        return None
    return settled(standing(on), f"technology_sme.{part}", said)


def score_staff(answers: Answers) -> int | None:
    """Marks for S&T staff. Units: points, 0 to 20. Errors: none."""
    return _score(answers, "staff_score", _said(answers, "st_staff", "staff"))


def score_rd(answers: Answers) -> int | None:
    """Marks for R&D, the better of the two ways. Units: points, 0 to 50. Errors: none."""
    return _score(answers, "rd_score", _said(answers, *RD))


def rd_choice(answers: Answers) -> str | None:
    """By what R&D is marked: revenue, or cost where that is better. Errors: none."""
    by_revenue = _score(answers, "rd_score_by_revenue", _said(answers, *RD))
    better = score_rd(answers)
    if better is None:
        return None
    return "revenue" if by_revenue == better else "cost"


def score_rights(answers: Answers) -> int | None:
    """Marks for rights. Units: points, 0 to 30. Errors: none."""
    first, second = classes_of(answers)
    return _score(answers, "ip_score", {"ip_class1": first, "ip_class2": second})


def score_total(answers: Answers) -> int | None:
    """All marks. Units: points, 0 to 100. Errors: none."""
    return computing.total(answers, "score_staff", "score_rd", "score_rights")


RULES: Mapping[str, Rule] = {
    **computing.RULES,
    "indirect_cap_fen": indirect_cap_fen,
    "indirect_room_fen": indirect_room_fen,
    "score_staff": score_staff,
    "score_rd": score_rd,
    "rd_choice": rd_choice,
    "score_rights": score_rights,
    "score_total": score_total,
}
