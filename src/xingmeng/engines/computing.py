"""Answers that nobody types: what follows from the other answers of a form.

A rule is given the answers in force, a table's as rows; a column's rule is given its row. It
says None where something it needs is missing or cannot be read; it never raises. Rules that
rest on an article of law stand in xingmeng.law.computing, which also has these.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

Answers = Mapping[str, object]
Rule = Callable[[Answers], object]
DIRECT = ("equipment", "operating", "labour")


def number(answers: Answers, name: str) -> int | None:
    """A whole number among the answers, or None. Errors: none."""
    value = answers.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day(answers: Answers, name: str) -> date | None:
    """A date among the answers, or None. Errors: none."""
    try:
        return date.fromisoformat(str(answers.get(name)))
    except ValueError:
        return None


def rows(answers: Answers, name: str) -> list[Answers]:
    """The rows of a table among the answers. Errors: none."""
    value = answers.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def total(answers: Answers, *names: str) -> int | None:
    """The sum of whole numbers, or None while one of them is missing. Errors: none."""
    found = [number(answers, name) for name in names]
    return None if None in found else sum(value for value in found if value is not None)


def remainder(answers: Answers, whole: str, *parts: str) -> int | None:
    """What is left of a sum after its parts; negative if they exceed it. Errors: none."""
    all_of_it, taken = number(answers, whole), total(answers, *parts)
    return None if all_of_it is None or taken is None else all_of_it - taken


def percentage(answers: Answers, part: str, whole: str) -> str | None:
    """A part of a whole in percent to two decimals, rounded half up; None of nothing.

    Errors: none.
    """
    top, under = number(answers, part), number(answers, whole)
    if top is None or not under or top < 0 or under < 0:
        return None
    hundredths = (top * 20_000 + under) // (2 * under)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def share_of(answers: Answers, part: str, *, whole: str, new: str) -> int | None:
    """A part as it becomes when the whole becomes another, rounded down.

    Units:  fen. Errors: none.
    """
    piece, before, after = (number(answers, name) for name in (part, whole, new))
    if piece is None or not before or after is None:
        return None
    return piece * after // before


def months_between(start: date, end: date) -> int:
    """Months from the first day to the last, both counted; a begun month is a month.

    Errors: ValueError if the end is before the start.
    """
    if end < start:
        raise ValueError("a time ends after it begins")
    after = end + timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return max(1, whole + (after.day > start.day))


def duration_months(answers: Answers) -> int | None:
    """The months of a project. Errors: none."""
    start, end = day(answers, "start_on"), day(answers, "end_on")
    return months_between(start, end) if start and end and start <= end else None


def year_ends(start: date, end: date, count: int) -> list[date]:
    """The days on which yearly milestones are due: after each full year, and the end.

    Order:  in time. Errors: ValueError if there are none or the end is before the start.
    """
    if count < 1 or end < start:
        raise ValueError("milestones lie between a start and an end")
    due = [min(_years_after(start, n), end) for n in range(1, count)]
    return [*due, end]


def _years_after(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(start.year + years, 2, 28)


def direct_fen(answers: Answers) -> int | None:
    """Direct costs of both sources. Units: fen. Errors: none."""
    names = [f"{line}_{source}_fen" for line in DIRECT for source in ("fiscal", "self")]
    return total(answers, *names)


def operating_fen(answers: Answers, source: str) -> int | None:
    """Operating costs: what the money of a source leaves after the other lines.

    Units:  fen; negative if the other lines exceed it. Errors: none.
    """
    whole = "requested_fen" if source == "fiscal" else "self_raised_fen"
    others = (f"{line}_{source}_fen" for line in ("equipment", "labour", "indirect"))
    return remainder(answers, whole, *others)


def approved_fen(answers: Answers, line: str) -> int | None:
    """A line of the budget in proportion to what was approved. Units: fen. Errors: none."""
    return share_of(answers, f"{line}_fiscal_fen", whole="requested_fen", new="approved_fen")


def approved_operating_fen(answers: Answers) -> int | None:
    """What the approved money leaves after the other lines. Units: fen. Errors: none."""
    names = ("equipment", "labour", "indirect")
    taken = [approved_fen(answers, line) for line in names]
    whole = number(answers, "approved_fen")
    if whole is None or None in taken:
        return None
    return whole - sum(part for part in taken if part is not None)


def line_sum_fen(row: Answers) -> int | None:
    """A quantity times its price. Units: fen. Errors: none."""
    quantity, price = number(row, "quantity"), number(row, "price_fen")
    return None if quantity is None or price is None else quantity * price


def inventions(answers: Answers) -> int:
    """How many of the rights are invention patents. Errors: none."""
    return sum(row.get("kind") == "invention" for row in rows(answers, "rights"))


def rights_total(answers: Answers) -> int:
    """How many rights there are. Errors: none."""
    return len(rows(answers, "rights"))


def cooperation(answers: Answers) -> str:
    """How a project is carried: alone, or with whom, by the kinds of its partners.

    Errors: none; a partner of unknown kind counts as an enterprise.
    """
    partners = rows(answers, "partners")
    if not partners:
        return "alone"
    academia = ("university", "institute", "hospital")
    kinds = [answers.get("unit_kind"), *(row.get("kind") for row in partners)]
    scholars = [kind in academia for kind in kinds]
    if all(scholars):
        return "among_academia"
    return "industry_academia" if any(scholars) else "among_enterprises"


def rd_base_fen(answers: Answers) -> int | None:
    """R&D as tax and statistics both have it, less public money; never below nothing.

    Units:  fen. Errors: none.
    """
    tax, said = number(answers, "rd_super_fen"), number(answers, "rd_stat_fen")
    public = number(answers, "rd_gov_fen")
    if tax is None or said is None or public is None:
        return None
    return max(0, min(tax, said) - public)


RULES: Mapping[str, Rule] = {
    "duration_months": duration_months,
    "total_fen": lambda a: total(a, "requested_fen", "self_raised_fen"),
    "direct_fen": direct_fen,
    "operating_fiscal_fen": lambda a: operating_fen(a, "fiscal"),
    "operating_self_fen": lambda a: operating_fen(a, "self"),
    "approved_equipment_fen": lambda a: approved_fen(a, "equipment"),
    "approved_operating_fen": approved_operating_fen,
    "approved_labour_fen": lambda a: approved_fen(a, "labour"),
    "approved_indirect_fen": lambda a: approved_fen(a, "indirect"),
    "line_sum_fen": line_sum_fen,
    "inventions": inventions,
    "rights_total": rights_total,
    "cooperation": cooperation,
    "rd_base_fen": rd_base_fen,
    "rd_increase_fen": lambda a: remainder(a, "rd_stat_fen", "rd_stat_before_fen"),
    "staff_share_pct": lambda a: percentage(a, "st_staff", "staff"),
    "rd_of_revenue_pct": lambda a: percentage(a, "rd_fen", "revenue_fen"),
    "rd_staff_share_pct": lambda a: percentage(a, "rd_staff", "staff"),
    "rd_of_cost_pct": lambda a: percentage(a, "rd_fen", "cost_fen"),
}
