"""Writing together: invited, each in their part, until it ends; the lead writer hands in."""

import pytest
from django.core import mail
from django.http import Http404

from tests import factories, thread
from tests.factories import browser, refused, unit, who, with_role
from xingmeng.core import attachments, codes, move, outbox
from xingmeng.core.errors import Refused
from xingmeng.stages.applications import actions, queries, rules
from xingmeng.stages.applications.actions import sharing
from xingmeng.stages.applications.models import Application, Collaborator
from xingmeng.stages.registry import actions as registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A bid of the bidder that names the unit of the second one as its partner."""
    told = thread.thread_until("bids_drafted", bidders=("bidder",))
    with thread.on("bids_drafted"):
        code = unit("beijing").credit_code
        partners = [{"credit_code": code, "task": "试制"}]
        actions.save_answers(
            told.bids["bidder"].pk, {"partners": partners}, actor=who("bidder")
        )
        yield told


@pytest.fixture
def bid(story):
    return story.bids["bidder"]


def invite(bid, whom: str = "bidder2", role: str = "contributor") -> Collaborator:
    return sharing.invite(bid.pk, whom=whom, role=role, actor=who("bidder"))


def joined(bid, whom: str = "bidder2", role: str = "contributor") -> Collaborator:
    who(whom)
    return sharing.accept(invite(bid, whom, role).code, actor=who(whom))


def parts(name: str, bid) -> frozenset[str]:
    return rules.roles_of(who(name), Application.objects.get(pk=bid.pk))


def sees(name: str, bid) -> bool:
    return queries.visible_to(who(name)).filter(pk=bid.pk).exists()


def test_an_invitation_gives_nothing_before_it_is_accepted(bid):
    who("bidder2")
    made = invite(bid)

    assert (sees("bidder2", bid), parts("bidder2", bid)) == (False, frozenset())
    assert list(queries.invitations_for(who("bidder2"))) == [made]
    assert factories.steps_of("application", bid)[-1] == "invite"

    sharing.accept(made.code, actor=who("bidder2"))

    assert (sees("bidder2", bid), parts("bidder2", bid)) == (True, {"contributor"})
    assert factories.steps_of("application", bid)[-1] == "join"
    with pytest.raises(Http404):
        queries.invitation(who("bidder2"), made.code)


def test_a_contributor_writes_and_never_hands_in(bid):
    joined(bid)

    assert actions.save_answers(bid.pk, {"route": "合写"}, actor=who("bidder2")) == []
    with pytest.raises(Refused) as refusal:
        move.make("application", bid.pk, "submit", actor=who("bidder2"))

    assert [f.code for f in refusal.value.findings] == ["not_your_move"]
    assert Application.objects.get(pk=bid.pk).stamps["route"]["by"] == who("bidder2").user_id


def test_finance_writes_the_money_alone_and_a_reader_nothing(bid):
    joined(bid, role="finance_writer")

    assert actions.save_answers(bid.pk, {"price_fen": 5}, actor=who("bidder2")) == []
    with pytest.raises(Refused):
        actions.save_answers(bid.pk, {"route": "不该写"}, actor=who("bidder2"))
    posted = {"_field": "proposal", "proposal": factories.upload("不该传.pdf")}
    assert (
        browser("bidder2").post(f"/applications/{codes.of(bid)}/write/", posted).status_code
        == 409
    )
    assert attachments.of("application", bid.pk).count() == 1

    Collaborator.objects.update(role="reader")
    with pytest.raises(Refused):
        actions.save_answers(bid.pk, {"price_fen": 6}, actor=who("bidder2"))
    assert Application.objects.get(pk=bid.pk).answers["price_fen"] == 5
    address = f"/applications/{codes.of(bid)}/"
    assert browser("bidder2").get(address).status_code == 200
    assert browser("bidder2").get(f"{address}write/")["Location"] == address


def test_an_agent_writes_while_the_mandate_holds(bid):
    visitor = registry.open_account(
        username="agent",
        name="经办",
        password=factories.PASSWORD,
        email="a@example.org",
        title="",
    )
    registry.employ(visitor, bid.organisation_id, post="", from_on=factories.clock.today())
    agent = factories.registry_queries.actor_for(visitor.user)
    made = sharing.invite(bid.pk, whom="agent", role="contributor", actor=who("bidder"))
    sharing.accept(made.code, actor=agent)

    assert made.basis == "agent"
    assert not queries.visible_to(agent).exists()

    with_role("bidder", "organisation_administrator", organisation_id=bid.organisation_id)
    mandate = registry.give_mandate(
        bid.organisation_id,
        agent.user_id,
        scope="填报",
        document_number="授〔2021〕9",
        from_on=factories.clock.today(),
        until_on=factories.date(2021, 12, 31),
        actor=who("bidder"),
    )
    assert rules.roles_of(agent, bid) == {"contributor"}
    with factories.moment("2022-01-01"):
        assert rules.roles_of(agent, bid) == frozenset()
        assert not queries.visible_to(agent).exists()
    registry.end_mandate(mandate.pk, actor=who("bidder"))
    assert rules.roles_of(agent, bid) == frozenset()


@pytest.mark.parametrize(
    ("whom", "role", "code"),
    [
        ("nobody-of-that-name", "contributor", "not_of_unit_or_partner"),
        ("stranger", "contributor", "not_of_unit_or_partner"),
        ("officer", "reader", "not_of_unit_or_partner"),
        ("colleague", "contributor", "writes_already"),
        ("bidder2", "lead", "not_an_option"),
    ],
)
def test_who_is_not_asked(bid, whom, role, code):
    if whom in factories.PLAYERS:
        who(whom)

    assert refused(lambda: invite(bid, whom, role)) == [code]


def test_nobody_is_asked_twice_nor_by_another_nor_once_it_is_handed_in(bid):
    joined(bid)

    assert refused(lambda: invite(bid)) == ["writes_already"]
    again = lambda name: sharing.invite(  # noqa: E731 -- one line for two names
        bid.pk, whom="x@example.org", role="reader", actor=who(name)
    )
    assert refused(lambda: again("bidder2")) == ["not_your_move"]
    with pytest.raises(Http404):
        again("stranger")
    move.make("application", bid.pk, "submit", actor=who("bidder"))
    assert refused(lambda: invite(bid, "x@example.org")) == ["wrong_state"]
    assert sees("bidder2", bid)


def test_an_address_is_sent_the_way_in_and_whoever_has_it_joins_once(bid):
    made = invite(bid, "new@example.org", "reader")
    outbox.deliver()
    who("visitor")

    assert mail.outbox[-1].to == ["new@example.org"]
    assert made.code in mail.outbox[-1].body
    assert refused(lambda: sharing.accept(made.code, actor=who("officer"))) == [
        "serves_the_region"
    ]
    sharing.accept(made.code, actor=who("visitor"))
    assert parts("visitor", bid) == {"reader"}
    with pytest.raises(Http404):
        sharing.accept(made.code, actor=who("stranger"))


def test_declined_or_ended_it_is_over(bid):
    who("stranger"), who("bidder2")
    sharing.decline(invite(bid).code, actor=who("bidder2"))
    made = joined(bid)
    assert refused(lambda: sharing.withdraw(made.pk, actor=who("stranger"))) == [
        "not_your_move"
    ]

    sharing.withdraw(made.pk, actor=who("bidder"))

    assert not sees("bidder2", bid)
    with pytest.raises(LookupError):
        sharing.withdraw(made.pk, actor=who("bidder"))
    made = joined(bid)
    sharing.withdraw(made.pk, actor=who("bidder2"))
    assert not sees("bidder2", bid)


def test_once_a_lead_writer_is_named_the_others_of_the_unit_write_along(bid):
    who("colleague")
    lead = who("bidder").user_id
    sharing.name_lead_writer(bid.pk, user_id=lead, actor=who("colleague"))

    assert parts("colleague", bid) == {"contributor"}
    assert "applicant" in parts("bidder", bid)
    take = lambda: sharing.name_lead_writer(  # noqa: E731 -- tried by two
        bid.pk, user_id=who("colleague").user_id, actor=who("colleague")
    )
    assert refused(take) == ["not_your_move"]
    outside = who("bidder2").user_id
    assert refused(
        lambda: sharing.name_lead_writer(bid.pk, user_id=outside, actor=who("bidder"))
    ) == ["not_of_the_unit"]


def test_the_pages_of_writing_together(bid):
    who("bidder2")
    page, address = browser("bidder"), f"/applications/{codes.of(bid)}/people/"

    assert page.post(address, {"whom": "bidder2", "role": "contributor"}).status_code == 302
    assert page.post(address, {"whom": "no such", "role": "reader"}).status_code == 409
    made = Collaborator.objects.get()
    guest = browser("bidder2")
    assert str(made.code) in guest.get("/invitations/").content.decode()
    assert guest.get(address).status_code == 404
    assert guest.post(f"/invitations/{made.code}/", {"accept": "1"}).status_code == 302
    assert guest.get(address).status_code == 200
    assert guest.post(f"{address}{codes.of(made)}/end/").status_code == 302
    assert guest.get(address).status_code == 404
    assert page.post(f"{address}{codes.of(made)}/end/").status_code == 404
    chosen = {"user": who("bidder").user_id}
    assert page.post(f"{address}lead/", chosen).status_code == 302


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 302), ("officer", 404), ("stranger", 404), ("bidder", 200)]
)
def test_who_writes_along_is_for_those_who_do(bid, name, status):
    who(name) if name != "nobody" else None
    assert browser(name).get(f"/applications/{codes.of(bid)}/people/").status_code == status
    assert browser(name).get("/applications/0000-0000/people/").status_code in (302, 404)
