"""What must hold after every step, whatever was tried. Each law names itself when broken."""

from collections import Counter
from collections.abc import Callable

from django.db.models import Sum
from django.http import Http404

from tests.invariants import words
from tests.invariants.world import NAMES, World
from xingmeng.core import attachments, clock, move, receipts, trail
from xingmeng.core.actor import Actor
from xingmeng.core.models import File, TrailRow
from xingmeng.stages.applications import queries as application_queries
from xingmeng.stages.applications.models import Application
from xingmeng.stages.awards.models import Award, Contract
from xingmeng.stages.calls.models import Challenge
from xingmeng.stages.funds import queries as fund_queries
from xingmeng.stages.funds.models import (
    Account,
    Appropriation,
    Authorisation,
    Payment,
    Recovery,
)
from xingmeng.stages.meetings.models import Item
from xingmeng.stages.outcomes.models import Income
from xingmeng.web.panels import bids_of_challenge

CLOSED = ("draft", "sealed", "withdrawn")
GONE = ("rejected", "annulled", "no_agreement")
READERS_IN_TURN = 7
KEYS = ("turn_first_key", "turn_second_key")


# --- money ----------------------------------------------------------------------------------


def no_account_but_the_outside_is_negative(world: World) -> None:
    low = Account.objects.filter(balance_fen__lt=0, outside=False)
    assert not low.exists(), list(low)


def the_balances_sum_to_nothing(world: World) -> None:
    assert Account.objects.aggregate(sum=Sum("balance_fen"))["sum"] == 0


def the_balances_are_their_ledger_rows(world: World) -> None:
    assert fund_queries.ledger_differs() == []


def paid_is_within_authorised(world: World) -> None:
    for paper in Authorisation.objects.all():
        moved = Counter()
        for row in paper.transfers.all():
            moved[row.purpose] += row.amount_fen
        paid = Payment.objects.filter(authorisation=paper, state="paid")
        assert moved["commit"] == paper.ceiling_fen
        assert moved["pay"] == sum(p.amount_fen for p in paid), paper
        assert moved["pay"] + moved["return"] <= paper.ceiling_fen, paper


def recovered_is_within_paid(world: World) -> None:
    for row in Recovery.objects.all():
        assert fund_queries.recoverable(row.kind, row.subject_id) >= 0, row
        assert (row.transfer is not None) == (row.state == "returned"), row
        if row.transfer:
            assert row.transfer.amount_fen == row.amount_fen, row
            assert row.transfer.credit_id == row.appropriation.account_id, row


def authorised_is_within_appropriated(world: World) -> None:
    for source in Appropriation.objects.all():
        sums = Counter()
        for paper in source.authorisations.prefetch_related("transfers"):
            for row in paper.transfers.all():
                sums[row.purpose] += row.amount_fen
        granted = source.amount_fen if source.account_id else 0
        assert sums["commit"] - sums["return"] <= granted, source
        money = fund_queries.money_of(source)
        assert money["available"] + money["committed"] + money["paid"] == money["granted"]
        back = source.recoveries.filter(state="returned")
        assert money["recovered"] == sum(row.amount_fen for row in back)
        assert money["paid"] == sums["pay"] - money["recovered"], source


def milestones_share_out_the_support(world: World) -> None:
    for contract in Contract.objects.exclude(milestones=None):
        rows = list(contract.milestones.all())
        assert sum(row.share_pct for row in rows) == 100, contract
        assert sum(row.amount_fen for row in rows) == contract.support_fen, contract


def shares_lose_no_fen(world: World) -> None:
    for income in Income.objects.all():
        assert sum(s.amount_fen for s in income.shares.all()) == income.team_fen, income


# --- states and the trail -------------------------------------------------------------------


def every_state_is_declared_and_on_the_trail(world: World) -> None:
    last = {}
    rows = TrailRow.objects.exclude(after="").order_by("position")
    for kind, pk, after in rows.values_list("kind", "subject_id", "after"):
        last[kind, pk] = after
    for about in move.subjects():
        declared = {state.name for flow in about.every_flow() for state in flow.states}
        rows = about.model._default_manager.values_list("pk", "state")
        for pk, state in rows:
            assert last.get((about.kind, pk)) == state, (about.kind, pk, state)
            assert state in declared, (about.kind, state)


def the_trail_is_whole(world: World) -> None:
    assert trail.verify().ok, trail.verify()


def one_live_award_a_challenge(world: World) -> None:
    live = Award.objects.exclude(state__in=GONE).values_list("challenge_id", flat=True)
    assert max(Counter(live).values(), default=0) <= 1


def one_live_bid_a_unit(world: World) -> None:
    live = Application.objects.exclude(state="withdrawn")
    pairs = Counter(live.values_list("challenge_id", "organisation_id"))
    assert max(pairs.values(), default=0) <= 1


def a_meeting_decides_all_or_nothing(world: World) -> None:
    for item in Item.objects.select_related("meeting", "award"):
        held = item.meeting.state in ("held", "drafted", "approved")
        assert bool(item.outcome) == held == bool(item.meeting.minutes_number), item
        if item.outcome == "approved":
            assert item.award.document_number == item.meeting.minutes_number, item
            assert item.award.state not in ("chosen", "rejected"), item
        if item.outcome == "rejected":
            assert item.award.state == "rejected", item


# --- the seal -------------------------------------------------------------------------------


def bids_are_opened_by_two_officers_after_closing(world: World) -> None:
    opened = Application.objects.exclude(state__in=CLOSED).values("challenge_id")
    for challenge in Challenge.objects.filter(pk__in=opened).select_related("call"):
        turned = TrailRow.objects.filter(
            kind="challenge", subject_id=challenge.pk, move__in=KEYS
        )
        assert [row.move for row in turned.order_by("position")] == list(KEYS)
        assert len({row.actor_id for row in turned}) == 2, "one person turned both keys"
        assert all(row.at >= challenge.call.closes_at for row in turned), "opened too early"


def a_sealed_bid_is_closed_and_receipted(world: World) -> None:
    for bid in Application.objects.filter(state="sealed"):
        assert bid.answers == {}
        assert bid.sealed is not None
        assert words.SECRET.encode() not in bytes(bid.sealed)
        proof = application_queries.receipts_of(bid).first()
        assert receipts.verify(proof.document, trusted_pem=None) == (True, "valid")
        assert proof.document["body"]["digest"] == bid.content_digest


def nobody_else_reads_a_closed_bid(world: World) -> None:
    """A few readers each time, one after the other: asking all of them takes long."""
    world.turn += 1
    turn = world.turn % READERS_IN_TURN
    for name in NAMES[turn::READERS_IN_TURN] if _closed() else ():
        reads_no_closed_bid(world, name)


def _closed() -> list[Application]:
    return list(Application.objects.filter(state__in=CLOSED).select_related("challenge"))


def reads_no_closed_bid(world: World, name: str) -> None:
    actor = world.actors[name]
    bids = [b for b in _closed() if b.organisation_id not in actor.organisations]
    with clock.at(world.now):
        _sees_none(actor, bids)


def _sees_none(actor: Actor, bids: list[Application]) -> None:
    pks = {bid.pk for bid in bids}
    seen = application_queries.visible_to(actor).filter(pk__in=pks) if bids else ()
    assert not list(seen), f"{actor.name} sees a closed bid"
    urls = {bid.get_absolute_url() for bid in bids}
    for challenge in {bid.challenge for bid in bids}:
        panel = bids_of_challenge(actor, challenge)
        shown = {link["url"] for link in panel.context["links"]} if panel else set()
        assert not shown & urls, f"a panel shows {actor.name} a closed bid"
    files = File.objects.filter(kind="application", subject_id__in=pks) if bids else ()
    for file in files[:1]:
        assert not _opens(actor, file.pk), f"{actor.name} opens a file of a closed bid"


def _opens(actor: Actor, pk: int) -> bool:
    try:
        attachments.get_for(actor, pk)
    except Http404:
        return False
    return True


LAWS: tuple[Callable[[World], None], ...] = (
    no_account_but_the_outside_is_negative,
    the_balances_sum_to_nothing,
    the_balances_are_their_ledger_rows,
    paid_is_within_authorised,
    recovered_is_within_paid,
    authorised_is_within_appropriated,
    milestones_share_out_the_support,
    shares_lose_no_fen,
    every_state_is_declared_and_on_the_trail,
    the_trail_is_whole,
    one_live_award_a_challenge,
    one_live_bid_a_unit,
    a_meeting_decides_all_or_nothing,
    bids_are_opened_by_two_officers_after_closing,
    a_sealed_bid_is_closed_and_receipted,
    nobody_else_reads_a_closed_bid,
)


def check(world: World) -> None:
    """Errors: AssertionError, from the law that is broken."""
    for law in LAWS:
        law(world)


def check_for_everyone(world: World) -> None:
    """As `check`, with every reader looking. Errors: AssertionError."""
    check(world)
    for name in NAMES if _closed() else ():
        reads_no_closed_bid(world, name)
