"""Ties by what was made together: papers, patents, projects, applications, in their windows."""

from collections import defaultdict
from datetime import date
from itertools import product

from xingmeng.law import recusal as law
from xingmeng.stages.applications.queries import behind as applications
from xingmeng.stages.registry.queries import ties
from xingmeng.stages.registry.queries.ties import Made
from xingmeng.stages.review.facts.within import Graph
from xingmeng.stages.review.rules import recusal as rules


def together(graph: Graph, *, on: date) -> None:
    """Add a hit for each work a judge shares with somebody of a case within its window.

    A work without any date counts, as does a project that still runs. Errors: none.
    """
    since = {kind: law.window(name, on=on).since for kind, name in law.WORKS.items()}
    shared: dict[tuple[str, str], tuple[list[Made], list[Made]]] = defaultdict(lambda: ([], []))
    for work in ties.works_together(graph.judges | graph.parties.keys()):
        if work.last_on is not None and work.last_on < since[work.kind]:
            continue
        sides = shared[work.kind, work.key]
        if work.person_id in graph.judges:
            sides[0].append(work)
        if work.person_id in graph.parties:
            sides[1].append(work)
    for mine, theirs in shared.values():
        for one, other in product(mine, theirs):
            _meet(graph, one, other)
    _applied(graph, since["project"])


def _meet(graph: Graph, one: Made, other: Made) -> None:
    if one.person_id == other.person_id:
        return
    told = rules.made_together(
        one.kind, graph.name(one.person_id), graph.name(other.person_id), one.title, one.last_on
    )
    kind = rules.OF_WORKS[one.kind]
    graph.meet(kind, told, judge=one.person_id, party=other.person_id)


def _applied(graph: Graph, since: date) -> None:
    """Both took part in another application."""
    numbers = {case.number for case in graph.cases.values()}
    parties = list(graph.parties)
    for one, other, _, number in applications.joint(graph.judges, parties, since=since):
        if one != other and number not in numbers:
            told = rules.applied_together(graph.name(one), graph.name(other), number)
            graph.meet("coproject", told, judge=one, party=other)
