"""Answers that follow from others by an article of law, and all that engines.computing knows.

`RULES` is what a form is computed with. The day of the law is the day the form was filled in.
"""

from collections.abc import Mapping
from datetime import date

from xingmeng.engines import computing
from xingmeng.engines.computing import Answers, Rule, day, number, remainder, rows
from xingmeng.law import budget, sme_score

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


def score_staff(answers: Answers) -> int | None:
    """Marks for S&T staff. Units: points, 0 to 20. Errors: none."""
    on, some, all_of_them = _on(answers), number(answers, "st_staff"), number(answers, "staff")
    if on is None or some is None or all_of_them is None or min(some, all_of_them) < 0:
        return None
    return sme_score.staff_score(some, all_of_them, on=on)


def _rd_scores(answers: Answers) -> tuple[int, int] | None:
    on = _on(answers)
    found = [number(answers, name) for name in ("rd_fen", "revenue_fen", "cost_fen")]
    sums = [value for value in found if value is not None and value >= 0]
    if on is None or len(sums) < len(found):
        return None
    return sme_score.rd_scores(sums[0], revenue_fen=sums[1], cost_fen=sums[2], on=on)


def score_rd(answers: Answers) -> int | None:
    """Marks for R&D, the better of the two ways. Units: points, 0 to 50. Errors: none."""
    marks = _rd_scores(answers)
    return max(marks) if marks else None


def rd_choice(answers: Answers) -> str | None:
    """By what R&D is marked: revenue, or cost where that is better. Errors: none."""
    marks = _rd_scores(answers)
    if marks is None:
        return None
    return "revenue" if marks[0] >= marks[1] else "cost"


def score_rights(answers: Answers) -> int | None:
    """Marks for rights. Units: points, 0 to 30. Errors: none."""
    on = _on(answers)
    if on is None:
        return None
    first, second = classes_of(answers)
    return sme_score.rights_score(first, second, on=on)


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
