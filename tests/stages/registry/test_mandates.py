"""Mandates: who gives them, to whom, for how long; and who sees them."""

from datetime import date

import pytest

from tests import factories
from xingmeng.core import codes
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Mandate

pytestmark = pytest.mark.django_db
FACTS = {
    "scope": "签署任务书",
    "document_number": "授〔2022〕1号",
    "from_on": date(2022, 1, 1),
    "until_on": date(2022, 12, 31),
}


def give(giver: str, agent: str, **changed):
    unit, agent_id = factories.unit("shanghai"), factories.who(agent).user_id
    return actions.give_mandate(
        unit.pk, agent_id, actor=factories.who(giver), **(FACTS | changed)
    )


@pytest.mark.parametrize(
    ("giver", "agent", "changed", "codes"),
    [
        ("colleague", "bidder", {}, []),  # the legal representative, who is no administrator
        ("bidder", "colleague", {}, []),  # the unit's administrator
        ("bidder", "bidder", {}, ["mandate_for_oneself"]),
        ("officer", "bidder", {}, ["not_your_move"]),
        ("stranger", "bidder", {}, ["not_your_move"]),
        ("admin", "bidder", {}, ["not_your_move"]),
        ("colleague", "bidder2", {}, ["not_of_the_unit"]),
        ("colleague", "bidder", {"until_on": date(2021, 12, 31)}, ["ends_before_it_begins"]),
        ("colleague", "bidder", {"scope": " ", "document_number": ""}, ["answer_needed"] * 2),
    ],
)
def test_the_head_or_the_administrator_gives_a_dated_mandate_to_another(
    giver, agent, changed, codes
):
    factories.who(agent), factories.who(giver), factories.unit("shanghai")

    if codes:
        assert factories.refused(lambda: give(giver, agent, **changed)) == codes
    else:
        assert give(giver, agent, **changed).user_id == factories.who(agent).user_id
        assert "give_mandate" in factories.steps_of("organisation", factories.unit("shanghai"))


@pytest.mark.parametrize(
    ("username", "day", "capacity"),
    [
        ("bidder", "2021-12-31", None),
        ("bidder", "2022-01-01", "authorised_agent"),
        ("bidder", "2022-12-31", "authorised_agent"),
        ("bidder", "2023-01-01", None),
        ("colleague", "2023-01-01", "legal_representative"),
        ("stranger", "2022-06-01", None),
        ("officer", "2022-06-01", None),
    ],
)
def test_authority_is_a_registered_post_or_a_live_mandate(username, day, capacity):
    give("colleague", "bidder")

    found = queries.authority_to_sign(
        factories.who(username),
        factories.unit("shanghai"),
        party="bidder",
        on=date.fromisoformat(day),
    )

    assert (found and found.capacity) == capacity
    if capacity == "authorised_agent":
        assert "授〔2022〕1号" in found.words
        assert "2022-01-01至2022-12-31" in found.words


def test_a_namesake_outside_the_unit_does_not_represent_it():
    factories.unit("rare").__class__.objects.filter(pk=factories.unit("rare").pk).update(
        legal_representative="沈嘉禾"
    )

    found = queries.authority_to_sign(
        factories.who("colleague"),
        factories.unit("rare"),
        party="issuer",
        on=date(2022, 6, 1),
    )

    assert found is None


def test_a_mandate_ends_from_the_day_it_is_ended():
    row = give("colleague", "bidder")
    bidder, unit = factories.who("bidder"), factories.unit("shanghai")
    stranger = factories.who("stranger")

    with factories.moment("2022-03-01"):
        codes = factories.refused(lambda: actions.end_mandate(row.pk, actor=stranger))
        assert codes == ["not_your_move"]
        actions.end_mandate(row.pk, actor=factories.who("colleague"))

    def may(day: str) -> bool:
        on = date.fromisoformat(day)
        return queries.authority_to_sign(bidder, unit, party="bidder", on=on) is not None

    assert (may("2022-02-28"), may("2022-03-01")) == (True, False)
    with pytest.raises(LookupError):
        actions.end_mandate(row.pk + 1, actor=factories.who("colleague"))


def test_mandates_are_seen_by_the_unit_and_those_who_examine_contracts():
    give("colleague", "bidder")
    unit = factories.unit("shanghai")
    names = ("bidder", "colleague", "officer", "chair", "discipline", "finance", "stranger")

    seen = {n: queries.mandates_for(factories.who(n), unit).exists() for n in names}

    assert [name for name, may in seen.items() if may] == list(names[:5])


def test_a_mandate_is_given_and_ended_on_the_organisations_page():
    factories.who("bidder")
    unit = factories.unit("shanghai")
    client = factories.browser("colleague")
    said = {key: str(value) for key, value in FACTS.items()} | {"username": "bidder"}

    assert (
        client.post(f"/organisations/{codes.of(unit)}/mandates/new/", said).status_code == 302
    )
    row = Mandate.objects.get()
    with factories.moment("2022-06-01"):
        assert "授〔2022〕1号" in client.get(unit.get_absolute_url()).content.decode()
        client.post(f"/organisations/{codes.of(unit)}/mandates/{codes.of(row)}/end/")

    row.refresh_from_db()
    assert row.ended_on == date(2022, 6, 1)


@pytest.mark.parametrize(
    ("username", "status"),
    [("bidder", 200), ("colleague", 200), ("stranger", 404), ("officer", 404), ("nobody", 302)],
)
def test_the_page_to_give_a_mandate_is_for_who_may(username, status):
    factories.who("bidder")
    address = f"/organisations/{codes.of(factories.unit('shanghai'))}/mandates/new/"

    assert factories.statuses(address, username) == {username: status}


def test_a_faulty_mandate_is_told_on_the_page():
    unit = factories.unit("shanghai")
    said = {key: str(value) for key, value in FACTS.items()} | {"username": "ghost"}

    page = factories.browser("colleague").post(
        f"/organisations/{codes.of(unit)}/mandates/new/", said
    )

    assert page.status_code == 409
    assert "没有这个登录名" in page.content.decode()
