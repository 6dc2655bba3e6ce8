"""Who could judge and what could be judged, indexed both ways for the search for ties."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from xingmeng.engines.values import Text
from xingmeng.stages.applications.queries.behind import Behind
from xingmeng.stages.registry.queries import ties
from xingmeng.stages.review.rules import recusal as rules
from xingmeng.stages.review.rules.recusal import Hit

Places = dict[int, list[tuple[int, str]]]  # {unit or person: [(case, its part in it)]}


class Graph:
    """People and cases by one another; each person stands with all who may be the same."""

    def __init__(self, user_ids: Collection[int], cases: Mapping[int, Behind]) -> None:
        self.user_ids, self.cases = list(user_ids), cases
        self.person_of = ties.people_of_users(user_ids)
        named = {pk for case in cases.values() for pk in case.people}
        alike = ties.same_people(named | set(self.person_of.values()))
        self.users_of: dict[int, list[int]] = defaultdict(list)
        for user, person in self.person_of.items():
            for pk in alike[person]:
                self.users_of[pk].append(user)
        self.judges = frozenset(self.users_of)
        self.units: Places = defaultdict(list)
        self.parties: Places = defaultdict(list)
        self._stands_for: dict[tuple[int, int], int] = {}  # who of a group the case names
        self.excluded: dict[tuple[str, str], list[int]] = defaultdict(list)
        for key, case in cases.items():
            self._place(key, case, alike)
        self.found: dict[tuple[int, int], set[Hit]] = defaultdict(set)
        self.posts: set[tuple[int, int]] = set()  # accounts by the units that were found
        self._names = ties.names_of(self.judges | self.parties.keys() | named)
        self._units: dict[int, tuple[str, str]] = {}

    def _place(self, key: int, case: Behind, alike: Mapping[int, frozenset[int]]) -> None:
        for unit, part in case.units.items():
            self.units[unit].append((key, part))
        for person, part in case.people.items():
            for pk in alike[person]:
                if pk == person or pk not in case.people:
                    self.parties[pk].append((key, part))
                    self._stands_for[key, pk] = person
        for line in case.excluded:
            self.excluded[line].append(key)

    def name(self, person: int) -> str:
        """The name of a person of either side."""
        return self._names.get(person, "")

    def name_of_user(self, user: int) -> str:
        """The name behind an account; empty where there is none."""
        person = self.person_of.get(user)
        return self.name(person) if person else ""

    def unit_name(self, unit: int) -> tuple[str, str]:
        """The name of a unit of a case, in both languages."""
        if unit not in self._units:
            self._units = ties.unit_names(self.units)
        return self._units[unit]

    def hit(self, kind: str, told: Text, *, judge: int, case: int) -> None:
        """Put down a tie of a judge to a case itself, for whoever the judge may be."""
        for user in self.users_of.get(judge, ()):
            self.found[user, case].add(Hit(kind, (*self._is_one(user, judge), told)))

    def meet(self, kind: str, told: Text, *, judge: int, party: int) -> None:
        """Put down a tie of a judge to somebody of a case, with who may be whom at each end."""
        for user in self.users_of.get(judge, ()):
            before = (*self._is_one(user, judge), told)
            for case, _ in self.parties.get(party, ()):
                self.found[user, case].add(Hit(kind, before + self._part(case, party)))

    def _is_one(self, user: int, judge: int) -> tuple[Text, ...]:
        own = self.person_of[user]
        if own == judge:
            return ()
        return (rules.may_be(self.name(own), own, self.name(judge), judge),)

    def _part(self, case: int, party: int) -> tuple[Text, ...]:
        named = self._stands_for[case, party]
        about = self.cases[case]
        last = rules.takes_part(self.name(named), about.number, about.people[named])
        if named == party:
            return (last,)
        return (rules.may_be(self.name(party), party, self.name(named), named), last)
