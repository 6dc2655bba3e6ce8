"""The marks of an enterprise in the evaluation of technology SMEs: the form's own arithmetic.

Whether it passes is more than its marks: no limit of size and no direct pass is weighed here.
"""

from datetime import date

from xingmeng.law.dated import parameter

STAFF_STEP, STAFF_BAND = 5, 4  # percent of staff between bands, points of a band
REVENUE_STEP, COST_STEP, RD_BAND = 1, 5, 10
SECOND_CLASS_EACH, SECOND_CLASS_MOST = 6, 4


def banded(part: int, whole: int, *, first_pct: int, step_pct: int, bands: int) -> int:
    """How many bands a share reaches: all of them from `first_pct` on, one fewer a step below.

    Units:  part and whole alike; percent. Errors: ValueError for a negative part or whole.
    """
    if part < 0 or whole < 0:
        raise ValueError("a share is of something and not negative")
    if whole == 0:
        return 0
    lines = (first_pct - step_pct * below for below in range(bands))
    return sum(part * 100 >= line * whole for line in lines)


def staff_score(st_staff: int, staff: int, *, on: date) -> int:
    """Marks for the share of S&T staff. Units: points, 0 to 20.

    Errors: ValueError for a negative number; LookupError before 2017-05-03.
    Source: Guokefazheng [2017] 115, art. 7.
    """
    most = parameter("technology_sme", "staff_points", on=on).value
    first = parameter("technology_sme", "staff_first_pct", on=on).value
    bands = most // STAFF_BAND
    reached = banded(st_staff, staff, first_pct=first, step_pct=STAFF_STEP, bands=bands)
    return reached * STAFF_BAND


def rd_scores(rd_fen: int, *, revenue_fen: int, cost_fen: int, on: date) -> tuple[int, int]:
    """Marks for R&D by revenue and by cost; the enterprise may choose the better.

    Units:  fen in; points, 0 to 50 each.
    Errors: ValueError for a negative sum; LookupError before 2017-05-03.
    Source: Guokefazheng [2017] 115, art. 7.
    """
    most = parameter("technology_sme", "rd_points", on=on).value
    by = (("revenue", revenue_fen, REVENUE_STEP), ("cost", cost_fen, COST_STEP))
    marks = [
        RD_BAND
        * banded(
            rd_fen,
            whole,
            first_pct=parameter("technology_sme", f"rd_of_{name}_first_pct", on=on).value,
            step_pct=step,
            bands=most // RD_BAND,
        )
        for name, whole, step in by
    ]
    return marks[0], marks[1]


def rights_score(class_one: int, class_two: int, *, on: date) -> int:
    """Marks for rights: the best band reached, not a sum. Units: points, 0 to 30.

    Errors: ValueError for a negative number; LookupError before 2017-05-03.
    Source: Guokefazheng [2017] 115, art. 7.
    """
    if class_one < 0 or class_two < 0:
        raise ValueError("rights are counted from nought")
    if class_one:
        return parameter("technology_sme", "rights_points", on=on).value
    return min(class_two, SECOND_CLASS_MOST) * SECOND_CLASS_EACH
