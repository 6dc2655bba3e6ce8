"""The machine and its laws are no empty words: faults are planted, and found."""

from collections.abc import Callable

import hypothesis
import pytest
from hypothesis import Phase
from hypothesis.stateful import run_state_machine_as_test

from tests.invariants import laws, world
from tests.invariants.test_machine import SETTINGS, Machine
from tests.invariants.world import World
from xingmeng.core import move, trail
from xingmeng.engines import ledger
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import rules as application_rules

Patch = pytest.MonkeyPatch
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.earnest]


def _finds_nothing(patch: Patch, kind: str, check: str) -> None:
    patch.setitem(move.subject(kind).checks, check, lambda step: [])


def one_officer_turns_both_keys(patch: Patch) -> None:
    _finds_nothing(patch, "challenge", "another_officer")


def bids_open_before_closing(patch: Patch) -> None:
    _finds_nothing(patch, "challenge", "closing_time_passed")
    _finds_nothing(patch, "call", "closing_time_over")


def everyone_reads_bids(patch: Patch) -> None:
    patch.setattr(application_rules, "CLOSED_TO_OTHERS", ())


def bids_are_not_sealed(patch: Patch) -> None:
    patch.setitem(move.subject("application").effects, "submit", lambda step: None)


def receipts_name_another_digest(patch: Patch) -> None:
    signed = applications.receipts.sign

    def sign(body: dict) -> dict:
        return signed(body | {"digest": "0" * 64})

    patch.setattr(applications.receipts, "sign", sign)


def splits_lose_fen(patch: Patch) -> None:
    def split(total_fen: int, weights: list[int]) -> list[int]:
        return [total_fen * weight // (sum(weights) + 1) for weight in weights]

    patch.setattr(ledger, "split", split)


def steps_are_lost(patch: Patch) -> None:
    hold = trail._hold
    patch.setattr(trail, "_hold", lambda row: None if row.move == "refine" else hold(row))


def rows_are_not_chained(patch: Patch) -> None:
    chain = trail._chain

    def loosely(rows: list) -> None:
        with Patch.context() as short:
            short.setattr(trail, "hash_of", lambda row: "0" * 64)
            chain(rows)

    patch.setattr(trail, "_chain", loosely)


def payments_move_no_money(patch: Patch) -> None:
    patch.setitem(move.subject("payment").effects, "pay", lambda step: None)


def a_meeting_decides_in_its_own_way(patch: Patch) -> None:
    made = move.make

    def make(kind: str, pk: int, name: str, **given: object) -> object:
        return None if (kind, name) == ("award", "decide") else made(kind, pk, name, **given)

    patch.setattr(move, "make", make)


def an_issuer_chooses_twice(patch: Patch) -> None:
    made = move.make

    def make(kind: str, pk: int, name: str, **given: object) -> object:
        return (
            None if (kind, name) == ("challenge", "choose") else made(kind, pk, name, **given)
        )

    patch.setattr(move, "make", make)


def a_unit_bids_twice(patch: Patch) -> None:
    nothing = applications.queries.Application.objects.none()
    patch.setattr(applications.queries, "live_of", lambda challenge, units: nothing)


@pytest.mark.parametrize(
    ("plant", "law"),
    [
        (one_officer_turns_both_keys, laws.bids_are_opened_by_two_officers_after_closing),
        (bids_open_before_closing, laws.bids_are_opened_by_two_officers_after_closing),
        (everyone_reads_bids, laws.check_for_everyone),
        (bids_are_not_sealed, laws.a_sealed_bid_is_closed_and_receipted),
        (receipts_name_another_digest, laws.a_sealed_bid_is_closed_and_receipted),
        (splits_lose_fen, laws.milestones_share_out_the_support),
        (steps_are_lost, laws.every_state_is_declared_and_on_the_trail),
        (rows_are_not_chained, laws.the_trail_is_whole),
        (payments_move_no_money, laws.paid_is_within_authorised),
        (a_meeting_decides_in_its_own_way, laws.a_meeting_decides_all_or_nothing),
        (an_issuer_chooses_twice, laws.one_live_award_a_challenge),
        (a_unit_bids_twice, laws.one_live_bid_a_unit),
    ],
    ids=lambda given: given.__name__,
)
def test_a_planted_fault_breaks_its_law(
    plant: Callable, law: Callable, monkeypatch: Patch
) -> None:
    world.found()
    base = World()
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        for _ in range(100):
            base.step()
            law(base)


@pytest.mark.parametrize("plant", [one_officer_turns_both_keys, everyone_reads_bids])
def test_the_machine_itself_finds_a_planted_fault(plant: Callable, monkeypatch: Patch) -> None:
    world.found()
    base = World()
    base.walk(14)
    plant(monkeypatch)
    only = hypothesis.settings(SETTINGS, phases=[Phase.generate], max_examples=60)

    with pytest.raises(AssertionError, match="both keys|closed bid"):
        run_state_machine_as_test(lambda: Machine(base), settings=only)
