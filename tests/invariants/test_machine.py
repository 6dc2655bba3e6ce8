"""Random people try random things at random times; the laws hold after each of them.

Each example lives in a savepoint of one test's transaction, so the region is built once.
"""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.invariants import deeds, laws, words, world
from tests.invariants.deeds import one
from tests.invariants.world import World
from xingmeng.core import clock, move, trail
from xingmeng.engines.instrument import Move
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.outcomes import actions as outcomes

DEPTHS = (3, 5, 7, 4, 6, 26, 4, 8, 6, 6, 8, 12)  # sensible steps before each round of examples
SETTINGS = hypothesis.settings(
    max_examples=5,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
names = st.sampled_from((*world.NAMES, *deeds.BUSY * 3))
picks = st.integers(0, 400)
sums = st.sampled_from((-1, 0, 1, 2, 3, 10, 999, 10**9, 2 * 10**9, 6 * 10**9, 10**15))
chances = st.integers(0, 3)


class Machine(RuleBasedStateMachine):
    """What may happen in a region; whatever is in order happens, the rest is refused."""

    def __init__(self, base: World) -> None:
        super().__init__()
        self.world = base.fork()
        self.seen: object = None
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        try:
            laws.check_for_everyone(self.world)
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @invariant()
    def the_laws_hold(self) -> None:
        now = (trail.head(), self.world.now)
        if now != self.seen:
            laws.check(self.world)
        self.seen = now

    def _case(self, kind: str, pick: int) -> Any:
        return one(self.world.rows(kind), pick)

    # --- the thread, and time ---

    @rule(steps=st.integers(1, 4))
    def things_go_on(self, steps: int) -> None:
        self.world.walk(steps)

    @rule(hours=st.one_of(st.integers(1, 48), st.integers(100, 1000)), worker=st.booleans())
    def time_passes(self, hours: int, worker: bool) -> None:
        self.world.now += timedelta(hours=hours)
        if worker:
            self.world.attempt(calls.close_what_is_over)

    # --- moves ---

    @rule(about=picks, pick=picks, which=picks, name=names, spoil=chances)
    def somebody_tries_a_move(
        self, about: int, pick: int, which: int, name: str, spoil: int
    ) -> None:
        subject = one(move.subjects(), about)
        if row := self._case(subject.kind, pick):
            step = one(list(subject.flow_of(row).moves), which)
            self._try(subject.kind, row, step, name, pick, spoil)

    @rule(pick=picks, which=picks, name=names, spoil=chances)
    def somebody_does_what_is_offered(
        self, pick: int, which: int, name: str, spoil: int
    ) -> None:
        offered = []
        with clock.at(self.world.now):
            actor = self.world.actors[name]
            for about in move.subjects():
                for row in about.visible_to(actor).order_by("-pk")[:3]:
                    steps = move.open_moves(about.kind, row, actor=actor)
                    offered += [(about.kind, row, step) for step in steps]
        if offered:
            self._try(*one(offered, which), name, pick, spoil)

    @rule(about=picks, pick=picks, which=picks, who=picks, spoil=chances)
    def the_right_person_moves(
        self, about: int, pick: int, which: int, who: int, spoil: int
    ) -> None:
        cases = [s.kind for s in move.subjects() if s.model._default_manager.exists()]
        kind = one(cases, about)
        row = self._case(kind, pick)
        with clock.at(self.world.now):
            offered = [
                (step, name)
                for name, actor in self.world.actors.items()
                for step in move.open_moves(kind, row, actor=actor)
            ]
        if offered:
            step = one(sorted({step.name for step, _ in offered}), which)
            able = [(s, n) for s, n in offered if s.name == step]
            found, name = one(able, who)
            self._try(kind, row, found, name, pick, spoil)

    def _try(self, kind: str, row: Any, step: Move, name: str, pick: int, spoil: int) -> None:
        actor = self.world.actors[name]
        if spoil and (prepare := world.PREPARE.get((kind, step.name))):
            prepare(self.world, row, actor)
        given = dict(words.DETAILS.get((kind, step.name), {}))
        if not spoil:
            value = words.JUNK[pick % len(words.JUNK)]
            given = words.spoiled(given, key=pick, value=value) if step.asks else given
        said = {"reason": "因故" if spoil else "", "details": given, "actor": actor}
        self.world.attempt(move.make, kind, row.pk, step.name, **said)

    # --- all that is not a move ---

    @rule(what=st.sampled_from(sorted(deeds.BEGUN)), name=names, pick=picks, other=picks)
    def somebody_begins(self, what: str, name: str, pick: int, other: int) -> None:
        deeds.BEGUN[what](self.world, self.world.actors[name], pick, other)

    @rule(what=st.sampled_from(sorted(deeds.ASKED)), name=names, pick=picks, sum_=sums)
    def somebody_asks(self, what: str, name: str, pick: int, sum_: int) -> None:
        deeds.ASKED[what](self.world, self.world.actors[name], pick, sum_)

    @rule(what=st.sampled_from(sorted(deeds.WRITTEN)), name=names, pick=picks, key=picks)
    def somebody_writes(self, what: str, name: str, pick: int, key: int) -> None:
        deeds.WRITTEN[what](self.world, self.world.actors[name], pick, key)

    @rule(
        pick=picks,
        received=st.integers(1, 10**12),
        costs=st.integers(0, 10**6),
        pct=st.integers(0, 100),
        cuts=st.lists(st.integers(1, 99), unique=True, max_size=9),
    )
    def the_seller_shares_any_income(
        self, pick: int, received: int, costs: int, pct: int, cuts: list[int]
    ) -> None:
        if row := self._case("technology_contract", pick):
            edges = [0, *sorted(cuts), 100]
            weights = [b - a for a, b in pairwise(edges)]
            given = {
                "received_fen": received,
                "costs_fen": costs,
                "unit_rule_pct": pct,
                "shares": [{"name": "某人", "weight": weight} for weight in weights],
            }
            actor = self.world.of(row.seller_id)
            self.world.attempt(outcomes.file_income, row.pk, given, actor=actor)


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_is_tried_the_laws_hold():
    world.found()
    base = World()

    for steps in DEPTHS:
        base.walk(steps)
        laws.check_for_everyone(base)
        run_state_machine_as_test(lambda: Machine(base), settings=SETTINGS)

    assert "shared" in {row.state for row in base.rows("income")}  # the thread was walked whole
