"""Batches: gathered, decided, published, objected to, paid or issued; every refusal."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import appropriation, browser, moment, who
from tests.stages.entitlements import population as firms
from xingmeng.core import access, move, trail
from xingmeng.core.actor import NOBODY, SYSTEM
from xingmeng.core.errors import Refused
from xingmeng.core.models import TrailRow
from xingmeng.engines.values import yuan
from xingmeng.stages.entitlements import actions, queries
from xingmeng.stages.entitlements.models import Batch, Entitlement, Objection
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds import queries as ledger
from xingmeng.stages.funds.models import Authorisation, Payment
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Qualification
from xingmeng.web import moneyflow

pytestmark = pytest.mark.django_db
SUM = yuan(300_000 + 15_000)


@pytest.fixture
def three():
    found = firms.populate()
    firms.run()
    firms.make(firms.entitlement(found["rare"]), "confirm", "issuer")
    with moment("2021-07-16"):
        actions.take_silence_for_consent(year=2020)
    return found


def gathered(verdict: str = "rd_subsidy") -> Batch:
    money = appropriation() if verdict == "rd_subsidy" else None
    with moment("2021-07-20"):
        return actions.gather(
            verdict, 2020, actor=who("officer"), appropriation_id=money.pk if money else None
        )


def published(verdict: str = "rd_subsidy") -> Batch:
    batch = gathered(verdict)
    number = "内科厅纪〔2021〕8号"
    firms.make(batch, "decide", "chair", day="2021-07-21", document_number=number)
    return firms.make(batch, "publicise", "officer", day="2021-07-22")


def codes(refusal) -> list[str]:
    return [f.code for f in refusal.value.findings]


def test_gathering_takes_all_that_is_confirmed_and_names_it_on_the_trail(three):
    batch = gathered()

    assert (batch.count, batch.amount_fen, batch.state) == (2, SUM, "proposed")
    _, note = trail.steps_of("entitlement_batch", batch.pk)[0]
    assert note.details["entitlements"] == queries.pks_of(batch)
    assert queries.ready_to_gather() == [("technology_sme", 2020, 2)]


def test_gathering_gives_every_reason_against_it():
    with pytest.raises(Refused) as refusal:
        actions.gather("rd_super_deduction", 2020, actor=who("finance"))
    assert codes(refusal) == ["not_your_move", "settled_elsewhere", "nothing_confirmed"]

    with pytest.raises(Refused) as refusal:
        actions.gather("rd_subsidy", 2020, actor=who("officer"), appropriation_id=99)
    assert codes(refusal) == ["nothing_confirmed", "appropriation_needed"]


def test_a_batch_that_is_not_approved_lets_go(three):
    batch = gathered()

    firms.make(batch, "reject", "chair", day="2021-07-21", reason="金额待核")

    assert queries.ready_to_gather()[0] == ("rd_subsidy", 2020, 2)
    assert not Entitlement.objects.filter(batch=batch).exists()


def test_who_gathered_does_not_decide(three):
    factories.with_role("officer", "chair")
    batch = gathered()

    with pytest.raises(Refused) as refusal:
        firms.make(batch, "decide", "officer", document_number="1")

    assert "same_person" in codes(refusal)


def test_nobody_acts_on_a_batch_with_their_own_unit_in_it(three):
    batch = gathered()
    factories.with_role("chair", "applicant", organisation_id=three["rare"].pk)

    with pytest.raises(Refused) as refusal:
        firms.make(batch, "decide", "chair", document_number="1")

    assert codes(refusal) == ["not_your_move"]


def test_publicity_is_public_and_lasts_as_long_as_the_instrument_says(three):
    batch = published()

    assert batch.publicity_until == date(2021, 7, 29)  # five working days
    rows = Entitlement.objects.filter(batch=batch)
    assert {row.state for row in rows} == {"publicity"}
    page = browser("nobody").get(batch.get_absolute_url()).content.decode()
    assert three["rare"].name_zh in page
    assert "300,000.00 元" in page
    shown = browser("nobody").get(rows[0].get_absolute_url())
    assert shown.context["why"] is None
    assert "逐条说明" not in shown.content.decode()
    assert browser("nobody").get("/entitlements/batches/").context["page"]["total"] == 1
    assert browser("nobody").get("/entitlements/batches/gather/").status_code == 302
    assert browser("finance").get("/entitlements/batches/gather/").status_code == 404


def test_the_public_pages_show_batches_once_they_are_published_and_where_to_object(three):
    batch, client = gathered(), browser("nobody")
    for address in ("/results/", "/objections/"):
        assert batch.number not in client.get(address).content.decode()
    firms.make(batch, "decide", "chair", day="2021-07-21", document_number="1")
    firms.make(batch, "publicise", "officer", day="2021-07-22")
    row = firms.entitlement(three["dairy"])
    asked = [factories.queries_of("nobody", a) for a in ("/results/", "/objections/")]
    with moment("2021-07-23"):
        for name in ("visitor", "stranger"):
            actions.file_objection(row.pk, name="王某人", text="数据不实", actor=who(name))

        results, page = (client.get(a).content.decode() for a in ("/results/", "/objections/"))
        opened = client.get(row.get_absolute_url()).content.decode()

    for text in (results, page):
        assert f'href="{batch.get_absolute_url()}"' in text and batch.number in text
        assert "王某人" not in text and "数据不实" not in text
    assert page.count(f'href="{row.get_absolute_url()}"') == 2  # the register's lines
    assert reverse("entitlements:object", args=[row.pk]) in opened
    assert [factories.queries_of("nobody", a) for a in ("/results/", "/objections/")] == asked
    firms.make(Objection.objects.first(), "refuse", "discipline", day="2021-07-26", reason="-")
    assert "不成立" in client.get("/objections/").content.decode()


def test_a_batch_before_its_publicity_is_for_staff(three):
    batch = gathered()

    for name, status in (("visitor", 404), ("issuer", 404), ("chair", 200), ("leader", 200)):
        assert browser(name).get(batch.get_absolute_url()).status_code == status
    assert browser("leader").get(batch.get_absolute_url()).context["lines"] == []
    assert len(browser("chair").get(batch.get_absolute_url()).context["lines"]) == 2


def test_a_batchs_page_asks_as_many_queries_for_one_entitlement_as_for_more(three):
    batch = published()
    rows, address = Entitlement.objects.filter(batch=batch), batch.get_absolute_url()
    more = {name: factories.queries_of(name, address) for name in ("nobody", "officer")}
    assert rows.count() == 2

    rows.filter(pk=rows.first().pk).update(batch=None)

    assert {name: factories.queries_of(name, address) for name in more} == more


def test_granting_waits_for_the_last_day_and_for_objections(three):
    batch = published()
    row = firms.entitlement(three["dairy"])
    with moment("2021-07-23"):
        filed = actions.file_objection(
            row.pk, name="王某", text="数据不实", actor=who("visitor")
        )

    with pytest.raises(Refused) as refusal:
        firms.make(batch, "grant", "officer", day="2021-07-29")
    assert codes(refusal) == ["publicity_running", "objection_open"]

    firms.make(filed, "uphold", "discipline", day="2021-07-28", reason="核实为重复享受")
    batch = firms.make(batch, "grant", "officer", day="2021-07-30")

    row.refresh_from_db()
    assert row.state == "annulled"
    assert firms.entitlement(three["rare"]).state == "granted"
    assert Authorisation.objects.filter(kind="entitlement").count() == 1
    assert ledger.money_of(batch.appropriation)["committed"] == yuan(300_000)


def test_an_objection_needs_a_period_a_name_and_grounds(three):
    batch = published()
    row = firms.entitlement(three["dairy"])

    with moment("2021-07-30"), pytest.raises(Refused) as refusal:
        actions.file_objection(row.pk, name=" ", text="", actor=who("visitor"))
    assert codes(refusal) == ["not_in_publicity", "answer_needed", "answer_needed"]

    with moment("2021-07-26"):
        client = browser("visitor")
        place = reverse("entitlements:object", args=[row.pk])
        sent = client.post(place, {"name": "王某", "text": "数据不实"})
        assert client.get(sent.url).status_code == 200
        assert browser("stranger").get(sent.url).status_code == 404
        assert browser("discipline").get(sent.url).status_code == 200
        assert sent.url in browser("discipline").get("/audit/").content.decode()
    assert batch.state == "publicity"


def test_money_must_be_there_for_the_whole_batch(three):
    batch = published()
    with moment("2021-07-23"):
        funds.commit(
            batch.appropriation_id, kind="other", subject_id=1, step="x", decision="d" * 32,
            title="别处", payee_id=three["rare"].pk, ceiling_fen=yuan(59_900_000),
        )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        firms.make(batch, "grant", "officer", day="2021-07-30")

    assert codes(refusal) == ["not_enough_appropriated"]
    assert not Payment.objects.exists()


def granted() -> Batch:
    return firms.make(published(), "grant", "officer", day="2021-07-30")


def test_a_batch_is_paid_at_once_each_sum_on_its_own_authorisation(three):
    batch = granted()
    number = [p.number for p in Payment.objects.order_by("pk")]
    assert number == ["ZF202100001", "ZF202100002"]

    batch = firms.make(batch, "pay", "finance", day="2021-08-02", slip_number="国库 8-02-1")

    assert batch.state == "paid"
    rows = Entitlement.objects.filter(batch=batch)
    assert {row.state for row in rows} == {"paid"}
    paid = Payment.objects.filter(state="paid")
    assert {p.authorisation.subject_id for p in paid} == {row.pk for row in rows}
    assert ledger.money_of(batch.appropriation)["paid"] == SUM
    assert ledger.ledger_differs() == []
    assert trail.verify().ok
    first = firms.entitlement(three["rare"])
    steps = TrailRow.objects.filter(kind="entitlement", subject_id=first.pk)
    names = [s.move for s in steps.order_by("position")]
    assert names == ["notify", "confirm", "publicise", "grant", "pay"]


def flow_of_money(username: str, day: str) -> list[int]:
    return [step["fen"] for step in moneyflow.page(who(username), factories.time(day))["steps"]]


def test_what_was_given_without_an_application_goes_through_every_step_of_the_money(three):
    batch = granted()
    assert flow_of_money("nobody", "2021-07-29") == [yuan(60_000_000), 0, 0, 0]
    assert flow_of_money("nobody", "2021-07-31") == [yuan(60_000_000), SUM, SUM, 0]

    firms.make(batch, "pay", "finance", day="2021-08-02", slip_number="1")

    for name in ("nobody", "officer", "issuer"):
        assert flow_of_money(name, "2021-08-03") == [yuan(60_000_000), SUM, SUM, SUM]
    counted, rows = indicators.figure(NOBODY, "grants", as_of=factories.time("2021-08-03"))
    assert (counted, {row.instrument for row in rows}) == (2, {"rd_subsidy"})
    (row, _) = rows.order_by("pk")
    opened = browser("nobody").get(row.get_absolute_url())
    assert opened.url == Entitlement.objects.get(pk=row.subject_id).get_absolute_url()


def test_a_case_hidden_from_a_reader_is_none_of_their_authorisations(three):
    granted()
    row, actor = Authorisation.objects.order_by("pk").first(), who("leader")

    access.bar(actor.user_id, "aside", kind="entitlement", subject_id=row.subject_id)

    assert row not in ledger.authorisations_for(actor)
    assert browser("leader").get(row.get_absolute_url()).status_code == 404
    assert browser("chair").get(row.get_absolute_url()).status_code == 302


def test_payments_made_one_by_one_complete_the_batch(three):
    batch = granted()
    first, second = Payment.objects.order_by("pk")
    slip = {"slip_number": "1"}
    with moment("2021-08-02"):
        move.make("payment", first.pk, "pay", actor=who("finance"), details=slip)
        batch.refresh_from_db()
        assert batch.state == "granted"
        move.make("payment", second.pk, "pay", actor=who("finance"), details=slip)

    batch.refresh_from_db()
    assert batch.state == "paid"
    assert set(batch.entitlements.values_list("state", flat=True)) == {"paid"}


def test_a_payment_sent_back_keeps_the_batch_from_being_paid_as_a_whole(three):
    batch = granted()
    first = Payment.objects.order_by("pk").first()
    with moment("2021-08-02"):
        move.make("payment", first.pk, "refuse", actor=who("finance"), reason="账号有误")

    with pytest.raises(Refused) as refusal:
        firms.make(batch, "pay", "finance", day="2021-08-02", slip_number="1")

    assert codes(refusal) == ["payments_sent_back"]


def test_an_entitlement_is_paid_once(three):
    batch = granted()

    with pytest.raises(Refused):
        firms.make(batch, "grant", "officer", day="2021-08-02")
    with pytest.raises(Refused) as refusal:
        funds.release_all(
            queries.pks_of(batch), kind="entitlement", step="entitlement", actor=SYSTEM
        )
    assert codes(refusal) == ["already_released"]
    assert Payment.objects.count() == 2


def test_a_batch_of_entries_issues_numbers_in_the_instruments_series_that_expire(three):
    batch = published("technology_sme")
    assert batch.publicity_until == date(2021, 8, 5)  # ten working days

    batch = firms.make(batch, "issue", "officer", day="2021-08-06")

    rows = Qualification.objects.filter(instrument_code="technology_sme").order_by("number")
    assert [row.number for row in rows] == ["202115020300000001", "202115060300000002"]
    assert {row.until_on for row in rows} == {date(2022, 3, 31)}
    assert {row.state for row in Entitlement.objects.filter(batch=batch)} == {"issued"}


def test_who_holds_a_number_already_gets_no_second_one(three):
    batch = published("technology_sme")
    row = firms.entitlement(three["rare"], "technology_sme")
    with moment("2021-08-01"):
        registry.record_qualification(
            organisation_id=row.organisation_id, instrument_code="technology_sme",
            number="2021A", from_on=date(2021, 8, 1), until_on=date(2022, 3, 31),
            source=factories.source(), actor=SYSTEM,
        )  # fmt: skip

    firms.make(batch, "issue", "officer", day="2021-08-06")

    row.refresh_from_db()
    assert (row.state, row.certificate) == ("issued", "")
    assert Qualification.objects.filter(organisation_id=row.organisation_id).count() == 1


def test_gathering_from_the_page(three):
    money = appropriation()
    with moment("2021-07-20"):
        client = browser("officer")
        page = client.get("/entitlements/batches/gather/")
        sent = client.post(
            "/entitlements/batches/gather/",
            {"what": "rd_subsidy:2020", "appropriation": str(money.pk)},
        )
        again = client.post(
            "/entitlements/batches/gather/",
            {"what": "technology_sme:2020", "appropriation": ""},
        )

    assert "研发投入后补助（2 户）" in page.content.decode()
    assert sent.status_code == again.status_code == 302
    assert Batch.objects.count() == 2
