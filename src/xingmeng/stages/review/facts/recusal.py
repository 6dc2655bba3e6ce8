"""Ties between people who would judge and applications, found from the registry's graph.

Everything is read in sets, one query a table, and joined here; nothing asks pair by pair.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from xingmeng.law import recusal as law
from xingmeng.stages.applications.queries import behind as applications
from xingmeng.stages.applications.queries.behind import Behind, plain
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries import ties
from xingmeng.stages.review.facts.together import together
from xingmeng.stages.review.facts.within import Graph
from xingmeng.stages.review.models import ANEW, Appeal, Assignment, Candidate, Round
from xingmeng.stages.review.rules import recusal as rules
from xingmeng.stages.review.rules.recusal import Hit

WHO = ("user", "candidate__round")


def conflicts(
    user_ids: Collection[int], candidates: Iterable[Candidate], *, on: date
) -> dict[tuple[int, int], list[Hit]]:
    """Why each of these people must step aside from each of these candidates.

    Shapes: {(user, candidate): hits}; pairs without any are left out.
    Order:  hits by kind as declared, then by path; pairs by user, then candidate.
    """
    rows = list(candidates)
    firsts = first_rounds({row.round_id for row in rows})
    compared = _compared({firsts.get(row.round_id, row.round_id) for row in rows})
    beside = _beside(rows, compared)
    known = applications.behind([c.subject_id for c in beside if c.kind == "application"])
    cases = {
        c.pk: known[c.subject_id]
        if c.kind == "application" and c.subject_id in known
        else _of_units(c)
        for c in beside
    }
    rivals: dict[int, dict[int, str]] = defaultdict(dict)
    for row in beside:
        rivals[row.round_id] |= dict.fromkeys(cases[row.pk].units, "rival")
    asked = {}
    for row in rows:
        units = dict(cases[row.pk].units)
        if (group := firsts.get(row.round_id, row.round_id)) in compared:
            units = rivals[group] | units
        asked[row.pk] = cases[row.pk]._replace(units=units)
    return _with_first(ties_to(user_ids, asked, on=on), set(user_ids), rows, firsts)


def first_rounds(rounds: Collection[int]) -> dict[int, int]:
    """Of rounds that judge anew, the round whose review was appealed against. Errors: none."""
    anew = Round.objects.filter(pk__in=rounds, kind=ANEW).values_list("pk", "subject_id")
    if not (appeals := dict(anew)):
        return {}
    rows = Appeal.objects.filter(pk__in=appeals.values())
    of = dict(rows.values_list("pk", "candidate__round_id"))
    return {pk: of[appeal] for pk, appeal in appeals.items()}


def _with_first(
    found: dict[tuple[int, int], list[Hit]],
    users: set[int],
    rows: list[Candidate],
    firsts: Mapping[int, int],
) -> dict[tuple[int, int], list[Hit]]:
    """Who was asked in the first review of a candidate does not judge it anew."""
    if not firsts:
        return found
    asked = Assignment.objects.filter(
        candidate__round_id__in=firsts.values(), role="expert", user_id__in=users
    ).exclude(state="declined")
    judged = {(a.candidate.round_id, a.user_id): a for a in asked.select_related(*WHO)}
    for (first, user), sheet in judged.items():
        told = rules.judged_first(sheet.user.get_full_name(), sheet.candidate.round.title)
        for row in rows:
            if firsts.get(row.round_id) == first:
                found.setdefault((user, row.pk), []).append(Hit("first_review", (told,)))
    return dict(sorted(found.items()))


def _compared(rounds: Collection[int]) -> frozenset[int]:
    """Rounds about one challenge: who competes there judges no rival either."""
    found = Round.objects.filter(pk__in=rounds).exclude(kind__in=("call", ANEW))
    return frozenset(found.values_list("pk", flat=True))


def _beside(rows: list[Candidate], rounds: frozenset[int]) -> list[Candidate]:
    """The candidates themselves, and all that compete with them for one challenge."""
    others = Candidate.objects.filter(round_id__in=rounds).order_by("pk") if rounds else ()
    return [row for row in rows if row.round_id not in rounds] + list(others)


def _of_units(row: Candidate) -> Behind:
    """A runner of a race: the units of its contract; people are known of applications."""
    units = dict.fromkeys(registry.engaged_in(row.kind, [row.subject_id]), "partner")
    units[row.organisation_id] = "applicant"
    return Behind(number=row.title, call_id=0, units=units, people={})


def ties_to(
    user_ids: Collection[int], cases: Mapping[int, Behind], *, on: date
) -> dict[tuple[int, int], list[Hit]]:
    """Why each of these people must step aside from each of these cases, by the cases' keys.

    Shapes, Order: as of `conflicts`.
    """
    graph = Graph(user_ids, cases)
    for look in (_by_posts, _by_roles, _by_ties, _by_names, together):
        look(graph, on=on)
    _by_part(graph)
    _by_rivalry(graph)
    places = list(rules.KINDS)
    return {
        pair: sorted(hits, key=lambda hit: (places.index(hit.kind), hit.told.zh))
        for pair, hits in sorted(graph.found.items())
    }


def _by_posts(graph: Graph, *, on: date) -> None:
    """Works or lately worked in a unit of the case."""
    since = law.window("same_unit_months", on=on).since
    for post in ties.posts_of(graph.judges, since=since, on=on):
        for case, part in graph.units.get(post.organisation_id, ()):
            unit, name = graph.unit_name(post.organisation_id), graph.name(post.holder)
            told = rules.works_at(name, unit, _past(post.until, on), part)
            graph.hit("same_unit", told, judge=post.holder, case=case)
            graph.posts |= {(u, post.organisation_id) for u in graph.users_of[post.holder]}


def _past(until: date | None, on: date) -> date | None:
    return until if until and until < on else None


def _by_roles(graph: Graph, *, on: date) -> None:
    """Acts or lately acted for a unit of the case without a post there."""
    since = law.window("same_unit_months", on=on).since
    for role in ties.roles_in_units(graph.user_ids, since=since, on=on):
        if (role.holder, role.organisation_id) in graph.posts:
            continue
        for case, part in graph.units.get(role.organisation_id, ()):
            unit, until = graph.unit_name(role.organisation_id), _past(role.until, on)
            told = rules.acts_for(graph.name_of_user(role.holder), unit, until, part)
            graph.found[role.holder, case].add(Hit("same_unit", (told,)))


def _by_ties(graph: Graph, *, on: date) -> None:
    """Kin, advisers and students, shares held, interests declared."""
    least = law.least_share_bp(on=on).value
    for row in ties.ties_touching(graph.judges | graph.parties.keys(), on=on):
        if row.organisation_id is None:
            told = rules.tied(row.kind, graph.name(row.person_id), graph.name(row.other_id))
            graph.meet(row.kind, told, judge=row.person_id, party=row.other_id)
            graph.meet(row.kind, told, judge=row.other_id, party=row.person_id)
        elif row.kind != "shareholding" or row.share_bp >= least:
            for case, part in graph.units.get(row.organisation_id, ()):
                unit = graph.unit_name(row.organisation_id)
                told = rules.tied_to_unit(graph.name(row.person_id), row, unit, part)
                graph.hit(row.kind, told, judge=row.person_id, case=case)


def _by_names(graph: Graph, *, on: date) -> None:
    """Named by the applicant: the name, with a unit they were ever in or that is not known."""
    named: dict[str, list[int]] = defaultdict(list)
    for person in graph.judges if graph.excluded else ():
        named[plain(graph.name(person))].append(person)
    suspects = {p for name, _ in graph.excluded for p in named.get(name, ())}
    if not suspects:
        return
    posts = ties.posts_of(suspects, since=date.min, on=on)
    units = ties.unit_names({post.organisation_id for post in posts})
    homes = {(p.holder, plain(n)) for p in posts for n in units[p.organisation_id]}
    registered = ties.units_named({unit for _, unit in graph.excluded})
    for (name, unit), cases in graph.excluded.items():
        for person in named.get(name, ()):
            if (person, unit) in homes or unit not in registered:
                for case in cases:
                    told = rules.kept_away(name, unit)
                    graph.hit("excluded", told, judge=person, case=case)


def _by_part(graph: Graph) -> None:
    """Takes part oneself, or is perhaps the one who does."""
    own = set(graph.person_of.values())
    for person, cases in graph.parties.items():
        for case, part in cases:
            number, people = graph.cases[case].number, graph.cases[case].people
            if person not in people:
                continue
            told = rules.takes_part(graph.name(person), number, part)
            kind = "party" if person in own else "duplicate"
            graph.hit(kind, told, judge=person, case=case)


def _by_rivalry(graph: Graph) -> None:
    """Takes part in another application to the same call."""
    by_call: dict[int, list[int]] = defaultdict(list)
    for case, one in graph.cases.items():
        if one.call_id:
            by_call[one.call_id].append(case)
    for person, call, number in applications.rivals(graph.judges, list(by_call)):
        told = rules.applies_too(graph.name(person), number)
        for case in by_call[call]:
            if graph.cases[case].number != number:
                graph.hit("own_bid", told, judge=person, case=case)
