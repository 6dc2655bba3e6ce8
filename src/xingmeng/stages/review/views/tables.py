"""A round's marks, conflicts, draws and assignments as tables, with names or without."""

from collections.abc import Callable, Iterable
from typing import Any

from xingmeng.core import clock, codes
from xingmeng.core.actor import Actor
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import facts, queries, rules
from xingmeng.stages.review.rules import draws

TITLES: dict[str, Text] = {
    "marks": Text("评分", "Marks"),
    "conflicts": Text("回避关系", "Conflicts"),
    "draws": Text("抽取", "Draws"),
    "assignments": Text("选派", "Assignments"),
}
Row = dict[str, Any]


class Namer:
    """What experts and candidates of one round are called: by name, or by a code."""

    def __init__(self, actor: Actor, about, *, named: bool) -> None:
        self.actor, self.about, self.named = actor, about, named
        self.rows = queries.candidates_for(actor, about)
        self._candidates = {
            c.pk: c.title if named else f"C{c.code or _lot(about.pk, 'candidate', c.pk)}"
            for c in self.rows
        }

    def knows(self, candidate_id: int) -> bool:
        """Whether a candidate is the reader's to see."""
        return candidate_id in self._candidates

    def expert(self, user_id: int | None, name: str) -> str:
        """An expert's name or code; the issuer's sheet has no expert."""
        if user_id is None:
            return "发榜方"
        return name if self.named else f"E{_lot(self.about.pk, 'expert', user_id)}"

    def candidate(self, pk: int) -> str:
        return self._candidates[pk]


def _lot(about: int, kind: str, pk: int) -> str:
    """Keyed, so that who knows a number cannot work out its code."""
    made = codes.keyed("review.table.code", f"{about}/{kind}/{pk}")
    return made.hex()[:8]


def table(actor: Actor, about, what: str, *, named: bool) -> tuple[Listing, list[Row]]:
    """The columns and rows of one of TITLES, as far as the reader may see the round.

    Errors: KeyError for another.
    """
    columns, rows = _TABLES[what](about, Namer(actor, about, named=named))
    return Listing(title=TITLES[what], columns=columns, search=(), order=()), list(rows)


def _column(key: str, zh: str, en: str, kind: str = "text") -> Column:
    return Column(key=key, label=Text(zh, en), value=lambda row: row.get(key), kind=kind)


CANDIDATE = _column("candidate", "评审对象", "Candidate")
EXPERT = _column("expert", "专家", "Expert")


def _marks(about, called: Namer) -> tuple[tuple[Column, ...], Iterable[Row]]:
    lines = tuple(_of_line(c.name, c.label) for c in about.criteria)
    total = _column("total", "加权得分", "Weighted total")
    rows = []
    for sheet in queries.sheets_in(about):
        if sheet.state != "handed_in" or not called.knows(sheet.candidate_id):
            continue
        points = {mark.criterion: mark.points for mark in sheet.marks.all()}
        who = sheet.user.get_full_name() if sheet.user else ""
        rows.append(
            points
            | {
                "candidate": called.candidate(sheet.candidate_id),
                "expert": called.expert(sheet.user_id, who),
                "total": queries.total_of(sheet),
            }
        )
    return (CANDIDATE, EXPERT, *lines, total), rows


def _of_line(name: str, label: Text) -> Column:
    return Column(key=name, label=label, value=lambda row: row.get(name), kind="number")


def _conflicts(about, called: Namer) -> tuple[tuple[Column, ...], Iterable[Row]]:
    """Of everybody who could be asked, with the path where names may stand."""
    pool = {p.user_id: p.name for p in registry.expert_profiles()}
    found = facts.conflicts(list(pool), called.rows, on=clock.today())
    kind, path = _column("kind", "关系", "Tie"), _column("path", "路径", "Path")
    rows = [
        {
            "candidate": called.candidate(candidate),
            "expert": called.expert(user, pool[user]),
            "kind": hit.label,
            "path": hit.told,
        }
        for (user, candidate), hits in found.items()
        for hit in hits
    ]
    return (CANDIDATE, EXPERT, kind, *((path,) if called.named else ())), rows


def _draws(about, called: Namer) -> tuple[tuple[Column, ...], Iterable[Row]]:
    columns = (
        _column("number", "编号", "Number"),
        _column("purpose", "用途", "Purpose"),
        _column("state", "状态", "State"),
        _column("commitment", "承诺值", "Commitment"),
        _column("stratum", "分层", "Stratum"),
        _column("member", "抽中", "Drawn"),
        _column("order", "次序", "Order", "number"),
        _column("stands_by", "候补", "Stands by"),
    )
    rows = [
        {
            "number": draw.number,
            "purpose": draws.PURPOSES[draw.purpose],
            "state": rules.DRAW.state(draw.state),
            "commitment": draw.commitment,
            "stratum": draws.words_of(ticket.stratum),
            "member": ticket.label if called.named else ticket.code,
            "order": ticket.order,
            "stands_by": Text("是", "yes") if ticket.stands_by else Text("否", "no"),
        }
        for draw in queries.draws_of(about)
        if queries.shows(called.actor, draw)
        for ticket in queries.drawn_in(draw)
    ]
    return columns, rows


def _assignments(about, called: Namer) -> tuple[tuple[Column, ...], Iterable[Row]]:
    columns = (
        CANDIDATE,
        EXPERT,
        _column("state", "状态", "State"),
        _column("due", "办理期限", "Due"),
        _column("handed_in", "交回时间", "Handed in"),
    )
    rows = []
    for sheet in queries.sheets_of(about):
        if not called.knows(sheet.candidate_id):
            continue
        who = sheet.user.get_full_name() if sheet.user else ""
        rows.append(
            {
                "candidate": called.candidate(sheet.candidate_id),
                "expert": called.expert(sheet.user_id, who),
                "state": rules.ASSIGNMENT.state(sheet.state),
                "due": sheet.due_on,
                "handed_in": sheet.handed_in_at,
            }
        )
    return columns, rows


_TABLES: dict[str, Callable[[Any, Namer], tuple[tuple[Column, ...], Iterable[Row]]]] = {
    "marks": _marks,
    "conflicts": _conflicts,
    "draws": _draws,
    "assignments": _assignments,
}
