"""Money demanded back: who may, how much, where it goes, who sees it, what the ledger holds."""

import pytest
from django.db import DatabaseError, transaction

from tests import factories
from tests.factories import moment, refused, steps_of, who, with_role
from tests.stages.funds.test_ledger import transfer
from tests.thread import thread_until
from xingmeng.core import clock, codes, move
from xingmeng.engines.values import yuan
from xingmeng.stages.funds import actions, queries
from xingmeng.stages.funds.models import Account, Appropriation, Payment, Recovery, Transfer

pytestmark = pytest.mark.django_db
SLIP = {"slip_number": "HD1"}
STAFF = ["officer", "chair", "finance", "discipline", "leader", "admin"]


@pytest.fixture
def story():
    return thread_until("paid")


def demand(story, *, username: str = "officer", amount_fen: int = yuan(1_000_000), **said):
    given = {
        "kind": "contract",
        "subject_id": story.contract.pk,
        "title": story.contract.title,
        "grounds": "结余未用",
    }
    with moment("2022-04-01"):
        return actions.demand_back(actor=who(username), amount_fen=amount_fen, **given | said)


def came_back(row, *, username: str = "finance"):
    with moment("2022-04-20"):
        return move.make(
            "recovery", row.pk, "confirm_return", actor=who(username), details=SLIP
        )


def test_what_comes_back_goes_from_the_payee_to_the_appropriation(story):
    source = Appropriation.objects.get()
    before, paid = queries.money_of(source), Payment.objects.get().amount_fen

    row = came_back(demand(story))

    after = queries.money_of(Appropriation.objects.get())
    assert (row.state, row.transfer.amount_fen) == ("returned", yuan(1_000_000))
    assert row.transfer.decision == steps_of_id(row)
    assert after["available"] == before["available"] + yuan(1_000_000)
    assert after["paid"] == before["paid"] - yuan(1_000_000)
    assert (before["recovered"], after["recovered"]) == (0, yuan(1_000_000))
    payee = Account.objects.get(code=f"payee:{row.payee_id}")
    assert payee.balance_fen == paid - yuan(1_000_000)
    assert queries.ledger_differs() == []
    assert steps_of("recovery", row) == ["begin", "confirm_return"]


def steps_of_id(row) -> str:
    from xingmeng.core import trail

    return trail.steps_of("recovery", row.pk)[-1][0].step_id


def test_paid_stays_gross_and_what_came_back_is_a_figure_of_its_own(story):
    from xingmeng.stages.indicators import queries as indicators

    row = came_back(demand(story))

    with moment("2022-05-01"):
        now = clock.now()
        figures = {
            code: int(indicators.figure(who("nobody"), code, as_of=now)[0])
            for code in ("support_paid", "support_recovered")
        }
    assert figures == {"support_paid": 228_000_000, "support_recovered": row.amount_fen}
    assert queries.returned_by_appropriation() == {row.appropriation_id: row.amount_fen}
    before = indicators.figure(
        who("officer"), "support_recovered", as_of=factories.time("2022-04-19")
    )
    assert before[0] == 0


@pytest.mark.parametrize("amount", [0, -1, 228_000_001, 10**18])
def test_at_most_what_was_paid_is_demanded(story, amount):
    assert refused(lambda: demand(story, amount_fen=amount)) == ["more_than_paid"]


def test_what_is_demanded_or_back_is_not_demanded_again_and_what_was_waived_is(story):
    whole = 228_000_000
    first = demand(story, amount_fen=whole - 10)
    assert refused(lambda: demand(story, amount_fen=11)) == ["more_than_paid"]
    second = demand(story, amount_fen=10)
    came_back(first)
    assert queries.recoverable("contract", story.contract.pk) == 0

    with moment("2022-04-21"):
        move.make("recovery", second.pk, "waive", actor=who("chair"), reason="已用于试验")

    assert queries.recoverable("contract", story.contract.pk) == 10
    assert demand(story, amount_fen=10).state == "demanded"


def test_a_demand_needs_an_officer_and_grounds(story):
    assert refused(lambda: demand(story, username="finance", grounds=" ", amount_fen=0)) == [
        "not_your_move",
        "more_than_paid",
        "reason_needed",
    ]


def test_nobody_demands_of_their_own_unit(story):
    with_role("officer", "applicant", organisation_id=story.challenge.issuer_id)

    assert refused(lambda: demand(story)) == ["own_case"]


def test_nothing_is_demanded_where_nothing_was_paid():
    story = thread_until("passed")

    assert refused(lambda: demand(story)) == ["more_than_paid"]


@pytest.mark.parametrize(
    ("name", "username", "codes"),
    [
        ("confirm_return", "officer", ["not_your_move", "same_person"]),
        ("confirm_return", "issuer", ["not_your_move"]),
        ("waive", "finance", ["not_your_move"]),
        ("waive", "officer", ["not_your_move", "same_person"]),
    ],
)
def test_another_person_confirms_and_only_a_chair_waives(story, name, username, codes):
    row = demand(story)

    def act():
        move.make("recovery", row.pk, name, actor=who(username), reason="x", details=SLIP)

    assert refused(act) == codes


def test_a_return_needs_its_slip_and_happens_once(story):
    row = demand(story)
    finance = who("finance")

    assert refused(lambda: move.make("recovery", row.pk, "confirm_return", actor=finance)) == [
        "answer_needed"
    ]
    came_back(row)
    assert refused(lambda: came_back(row)) == ["wrong_state"]
    assert Transfer.objects.filter(purpose="recover").count() == 1


def test_a_demand_is_for_staff_and_the_payee_and_what_came_back_for_everyone(story):
    row = demand(story)
    assert factories.who_sees(queries.recoveries_for, row) == ["issuer", *STAFF]

    came_back(row)
    assert factories.who_sees(queries.recoveries_for, row) == list(factories.READERS)


def test_the_grounds_stay_inside(story):
    row = came_back(demand(story))
    page = f"/funds/recoveries/{codes.of(row)}/"

    shown = {
        name: "结余未用" in factories.browser(name).get(page).content.decode()
        for name in ("nobody", "bidder", "issuer", "officer", "finance")
    }

    assert shown == {
        "nobody": False, "bidder": False, "issuer": True, "officer": True, "finance": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("recoveries/", {"nobody": 200, "officer": 200}),
        ("recoveries/{pk}/", {"nobody": 404, "bidder": 404, "issuer": 200, "leader": 200}),
        ("recoveries/4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(story, address, expected):
    row = demand(story)

    assert (
        factories.statuses(f"/funds/{address.format(pk=codes.of(row))}", *expected) == expected
    )


def test_the_list_takes_as_many_queries_for_many_as_for_one(story):
    row, page = demand(story), "/funds/recoveries/?sort=payee"

    one = factories.queries_of("officer", page)
    factories.copies(row, 2, number="a{n}")

    assert factories.queries_of("officer", page) == one <= 8


@pytest.mark.parametrize(
    ("username", "what"), [("issuer", "按通知退回资金"), ("finance", "确认到账")]
)
def test_a_demand_is_on_the_desk_of_who_returns_and_who_confirms_it(story, username, what):
    from xingmeng.core.words import say
    from xingmeng.web import waiting

    def desk() -> set[str]:
        groups = waiting.groups(who(username))
        items = [item for group in groups for item in group["items"]]
        return {choice for item in items for choice in say(item["what"]).split(" / ")}

    row = demand(story)
    assert what in desk()
    came_back(row)
    assert what not in desk()


def test_the_payee_is_told_by_mail(story):
    from xingmeng.core.models import Outgoing

    row = came_back(demand(story))

    told = Outgoing.objects.filter(payload__kind="recovery").order_by("pk")
    assert [m.payload["move"] for m in told] == ["begin", "confirm_return"]
    assert {m.payload["pk"] for m in told} == {row.pk}


# --- what the database itself guarantees ------------------------------------------------------


def test_what_is_recovered_goes_from_a_payee_to_an_appropriation(story):
    outside = Account.objects.get(code="outside")
    payee = Account.objects.get(code__startswith="payee:")
    home = Appropriation.objects.get().account
    for sides in (
        {"debit": payee, "credit": outside},
        {"debit": outside, "credit": home},
        {"debit": home, "credit": payee},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            transfer(purpose="recover", **sides).save()

    transfer(purpose="recover", debit=payee, credit=home).save()
    assert queries.ledger_differs() == []


def test_a_recovery_is_the_sum_of_its_row(story):
    row = came_back(demand(story))
    other = demand(story, amount_fen=5)
    pay = Transfer.objects.get(purpose="pay")

    for changed in ({"amount_fen": 1}, {"transfer": pay}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Recovery.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recovery.objects.filter(pk=other.pk).update(transfer=pay, state="returned")


# --- the payment that finance sent back -------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "offered"), [("officer", True), ("finance", False), ("issuer", False)]
)
def test_a_payment_sent_back_offers_officers_to_order_it_again(username, offered):
    story = thread_until("passed")
    payment = Payment.objects.get()
    story.move("payment", payment, "refuse", "finance", reason="账号有误")
    page, again = (
        f"/funds/payments/{codes.of(payment)}/",
        f"/funds/payments/{codes.of(payment)}/again/",
    )

    assert (again in factories.browser(username).get(page).content.decode()) is offered
    if offered:
        assert factories.browser(username).post(again).status_code == 302
        assert again not in factories.browser(username).get(page).content.decode()
