"""The ledger under whatever happens in whatever order, through its own actions: no fen is lost.

Each step may be refused; what is asked is that the sums hold after every one of them.
"""

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import appropriation, moment, unit, who, with_role
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.core.models import TrailRow
from xingmeng.engines.values import yuan
from xingmeng.stages.funds import actions, queries
from xingmeng.stages.funds.actions import closing
from xingmeng.stages.funds.models import (
    Account,
    Appropriation,
    Authorisation,
    Payment,
    Recovery,
    Transfer,
)

pytestmark = pytest.mark.django_db
GRANTED = yuan(1_000)
DEEDS = ("grant", "commit", "release", "pay", "refuse", "again", "give_back", "demand")
DEEDS += ("confirm_return", "waive", "close_and_carry", "close_and_return")
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(1, GRANTED)),
    min_size=10,
    max_size=40,
)


class Purse:
    """Money of a first year on, and the deeds that move it."""

    def __init__(self) -> None:
        self.year, self.cases = 2021, 0
        self.payee = unit("shanghai").pk
        self.decision = TrailRow.objects.get(kind="appropriation", move="open").step_id

    def act(self, name: str, which: int, fen: int) -> None:
        with moment(f"{self.year}-06-01"):
            getattr(self, name)(which, fen)

    def grant(self, which: int, fen: int) -> None:
        facts = {"line": "2060402", "title_zh": "专项", "title_en": "Fund"}
        facts |= {"document_number": "内财教", "year": self.year, "amount_fen": fen}
        row = actions.propose_appropriation(actor=who("officer"), **facts)
        why = {"below_growth": "按预算安排"}
        move.make("appropriation", row.pk, "open", actor=who("finance"), details=why)

    def commit(self, which: int, fen: int) -> None:
        self.cases += 1
        terms = {"title": "项目", "payee_id": self.payee, "ceiling_fen": fen}
        about = {"kind": "contract", "subject_id": self.cases, "step": "start"}
        source = self._one(Appropriation, which)
        actions.commit(source.pk, decision=self.decision, **about, **terms)

    def release(self, which: int, fen: int) -> None:
        paper = self._one(Authorisation, which)
        about = {"kind": "contract", "subject_id": paper.subject_id, "step": paper.step}
        actions.release(actor=who("officer"), **about)

    def pay(self, which: int, fen: int) -> None:
        self._move("payment", Payment, which, "pay", slip_number="GK1")

    def refuse(self, which: int, fen: int) -> None:
        self._move("payment", Payment, which, "refuse")

    def again(self, which: int, fen: int) -> None:
        actions.order_again(self._one(Authorisation, which).pk, actor=who("officer"))

    def give_back(self, which: int, fen: int) -> None:
        paper = self._one(Authorisation, which)
        about = {"kind": "contract", "subject_id": paper.subject_id}
        actions.give_back(decision=self.decision, **about)

    def demand(self, which: int, fen: int) -> None:
        about = {"kind": "contract", "subject_id": self._one(Authorisation, which).subject_id}
        said = {"title": "项目", "grounds": "结余", "actor": who("officer")}
        actions.demand_back(amount_fen=fen, **about, **said)

    def confirm_return(self, which: int, fen: int) -> None:
        self._move("recovery", Recovery, which, "confirm_return", slip_number="HD1")

    def waive(self, which: int, fen: int) -> None:
        self._move("recovery", Recovery, which, "waive", username="chair")

    def close_and_carry(self, which: int, fen: int) -> None:
        self._close(carried=Appropriation.objects.values_list("pk", flat=True))

    def close_and_return(self, which: int, fen: int) -> None:
        self._close(carried=())

    def _close(self, *, carried: Any) -> None:
        """Drawn up and closed together, or neither."""
        with moment(f"{self.year + 1}-01-05"), transaction.atomic():
            row = closing.draw_up(self.year, carried=carried, actor=who("finance"))
            move.make("year_close", row.pk, "close", actor=who("chair"))
        self.year += 1

    def _move(self, kind: str, model: Any, which: int, name: str, **said: Any) -> None:
        username = said.pop("username", "finance")
        row = self._one(model, which)
        more = {"reason": "按规定", "details": said}
        move.make(kind, row.pk, name, actor=who(username), **more)

    def _one(self, model: Any, which: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        if not rows:
            raise Refused([])
        return rows[which % len(rows)]


def holds() -> None:
    """Every sum of the ledger, worked out another way."""
    assert queries.ledger_differs() == []
    assert Account.objects.aggregate(sum=Sum("balance_fen"))["sum"] == 0
    assert not Account.objects.filter(outside=False, balance_fen__lt=0).exists()
    steps = set(TrailRow.objects.values_list("step_id", flat=True))
    assert set(Transfer.objects.values_list("decision", flat=True)) <= steps
    for source in Appropriation.objects.filter(state="open"):
        money = queries.money_of(source)
        parts = ("available", "committed", "paid", "returned")
        assert money["granted"] == sum(money[part] for part in parts)
        assert min(money.values()) >= 0
    net = _sum(Payment.objects.filter(state="paid")) - _sum(
        Recovery.objects.filter(state="returned")
    )
    at_payees = Account.objects.filter(code__startswith="payee:")
    assert net == (at_payees.aggregate(sum=Sum("balance_fen"))["sum"] or 0)


def _sum(rows: Any) -> int:
    return rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0


@pytest.fixture
def purse() -> Purse:
    """One appropriation is open, and a second person does finance's work."""
    with_role("chair", "finance")
    appropriation(amount_fen=GRANTED)
    return Purse()


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(deeds)
def test_whatever_is_done_in_whatever_order_no_fen_is_lost(purse, done):
    purse.year = 2021
    with suppress(InterruptedError), transaction.atomic():
        for deed in done:
            with suppress(Refused), transaction.atomic():
                purse.act(*deed)
            holds()
        raise InterruptedError  # the next example begins as this one did


def test_one_long_story_in_which_every_deed_is_done(purse):
    story = [
        *(("commit", 0, n) for n in (101, 202, 303)), *(("release", n, 1) for n in (0, 1)),
        ("refuse", 0, 1), ("again", 0, 1), ("pay", 1, 1), ("pay", 2, 1), ("demand", 0, 77),
        ("demand", 1, 33), ("confirm_return", 0, 1), ("waive", 1, 1), ("give_back", 2, 1),
        ("grant", 0, 500), ("close_and_carry", 0, 1), ("commit", 0, 50), ("release", 3, 1),
        ("pay", 3, 1), ("close_and_return", 0, 1),
    ]  # fmt: skip

    for deed in story:
        purse.act(*deed)
        holds()

    purposes = set(Transfer.objects.values_list("purpose", flat=True))
    assert purposes == {"grant", "commit", "pay", "return", "recover", "carry", "hand_in"}
    assert sum(queries.money_of(row)["available"] for row in Appropriation.objects.all()) == 0
    assert {name for name, _, _ in story} == set(DEEDS)
