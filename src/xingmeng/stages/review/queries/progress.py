"""How far a round has come: who has handed in, who is late, where sheets lie far apart."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from xingmeng.core import clock
from xingmeng.stages.review import rules
from xingmeng.stages.review.models import Assignment, Candidate, Post, Round

OPEN = ("invited", "accepted")


@dataclass(slots=True, kw_only=True)
class Line:
    """One candidate or expert with their sheets. Units: `spread` in points."""

    about: Any
    sheets: list[Any] = field(default_factory=list)
    spread: float | None = None
    wide: bool = False
    elsewhere: int = 0  # open sheets of an expert in other rounds

    @property
    def done(self) -> int:
        return sum(a.state == "handed_in" for a in self.sheets)

    @property
    def late(self) -> int:
        return sum(is_late(a) for a in self.sheets)


def is_late(assignment: Assignment, on: date | None = None) -> bool:
    """Whether a sheet should have been accepted or handed in by now. Errors: none."""
    due = assignment.due_on
    return assignment.state in OPEN and due is not None and due < (on or clock.today())


def sheets_in(about: Round) -> QuerySet[Assignment]:
    """A round's live sheets with their people and points, by candidate."""
    return sheets_of(about).exclude(state="declined")


def sheets_of(about: Round) -> QuerySet[Assignment]:
    """Every sheet of a round with its person and points, also of who declined, by candidate."""
    rows = Assignment.objects.filter(candidate__round=about)
    rows = rows.select_related("candidate__round", "user").prefetch_related("marks")
    return rows.defer("answers", "stamps").order_by("candidate_id", "role", "pk")


def by_candidate(about: Round, hidden: Iterable[int] = ()) -> list[Line]:
    """A round's candidates with their sheets and how far these lie apart.

    Order:  as entered. `hidden` are candidates the reader is barred from. Errors: none.
    """
    rows = about.candidates.exclude(pk__in=list(hidden)).order_by("pk")
    lines = {c.pk: Line(about=c) for c in rows}
    for sheet in sheets_in(about):
        if sheet.candidate_id in lines:
            lines[sheet.candidate_id].sheets.append(sheet)
    gap = about.instrument.review.gap
    for line in lines.values():
        line.spread = spread_of(line.sheets)
        line.wide = line.spread is not None and line.spread > gap
    return list(lines.values())


def by_expert(about: Round, hidden: Iterable[int] = ()) -> list[Line]:
    """A round's experts with their sheets in it, and how many they have open elsewhere.

    Order:  who is late first, then by name. Errors: none.
    """
    hidden = set(hidden)
    lines: dict[int, Line] = {}
    for sheet in sheets_in(about):
        if sheet.user_id and sheet.candidate_id not in hidden:
            lines.setdefault(sheet.user_id, Line(about=sheet.user)).sheets.append(sheet)
    other = Assignment.objects.filter(user_id__in=lines, state__in=OPEN)
    counted = other.exclude(candidate__round=about).values_list("user_id").annotate(Count("pk"))
    for user_id, count in counted.order_by():
        lines[user_id].elsewhere = count
    return sorted(lines.values(), key=lambda x: (-x.late, x.about.get_full_name()))


def total_of(assignment: Assignment) -> str | None:
    """The weighted total of a sheet from the points that stand. Units: points, as text."""
    points = {mark.criterion: mark.points for mark in assignment.marks.all()}
    return rules.weighted(rules.criteria_of(assignment), points)


def spread_of(sheets: Iterable[Assignment]) -> float | None:
    """How far the experts' sheets that are in lie apart; None with fewer than two."""
    ins = [a for a in sheets if a.role == "expert" and a.state == "handed_in"]
    totals = [float(total) for a in ins if (total := total_of(a)) is not None]
    return round(max(totals) - min(totals), 2) if len(totals) > 1 else None


def far_apart(about: Round) -> list[Candidate]:
    """The candidates whose sheets lie further apart than the instrument allows."""
    return [line.about for line in by_candidate(about) if line.wide]


def unexplained(about: Round) -> list[Line]:
    """The candidates whose sheets lie too far apart, and nobody of either extreme said why.

    Where the instrument asks for no reasons there are none. Order: as entered. Errors: none.
    """
    if not about.instrument.review.explain:
        return []
    wide = [line for line in by_candidate(about) if line.wide]
    posts = Post.objects.filter(discussion__candidate__in=[line.about.pk for line in wide])
    said = set(posts.order_by().values_list("discussion__candidate_id", "by_id"))
    return [line for line in wide if not _explained(line, said)]


def _explained(line: Line, said: Collection[tuple[int, int]]) -> bool:
    ins = [a for a in line.sheets if a.role == "expert" and a.state == "handed_in"]
    totals = {a.user_id: float(total) for a in ins if (total := total_of(a)) is not None}
    speak = {user for user in totals if (line.about.pk, user) in said}
    return all(
        any(totals[user] == extreme for user in speak)
        for extreme in (min(totals.values()), max(totals.values()))
    )
