"""A panel shows what its reader may see, in wired order, and nothing where there is nothing."""

import pytest

from tests import factories, thread
from xingmeng.core import panels
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Text


@pytest.fixture
def wired():
    before = dict(panels._slots)
    yield panels.wire
    panels.wire(before)


def test_panels_stand_in_wired_order_without_the_empty_ones(wired):
    first, last = Panel(title=Text("一", "1")), Panel(title=Text("二", "2"))
    offers = [lambda a, r: first, lambda a, r: None, lambda a, r: last]
    wired({"call": offers})

    assert panels.of("call", actor=factories.NOBODY, record=None) == [first, last]
    assert panels.of("other", actor=factories.NOBODY, record=None) == []


def test_a_panel_is_told_who_looks_and_at_what(wired):
    seen = []
    wired({"call": [lambda actor, record: seen.append((actor, record))]})

    panels.of("call", actor=factories.NOBODY, record="this")

    assert seen == [(factories.NOBODY, "this")]


def titles(kind: str, row, username: str) -> list[str]:
    actor = factories.who(username)
    return [panel.title.zh for panel in panels.of(kind, actor=actor, record=row)]


@pytest.mark.django_db
def test_the_panels_of_a_challenge_are_for_those_who_may_see_what_they_list():
    story = thread.thread_until("ranked")

    found = {
        name: titles("challenge", story.challenge, name)
        for name in ("nobody", "stranger", "bidder", "issuer", "expert", "officer", "chair")
    }

    assert found == {
        "nobody": [],
        "stranger": [],
        "bidder": ["揭榜书"],
        "issuer": ["揭榜书"],
        "expert": ["揭榜书"],
        "officer": ["评审", "揭榜书"],
        "chair": ["评审", "揭榜书"],
    }


@pytest.mark.django_db
def test_the_panels_of_a_finished_contract_are_public_but_not_its_sheets():
    story = thread.thread_until("shared")

    assert titles("contract", story.contract, "nobody") == ["里程碑与拨付", "验收", "成果"]
    assert titles("outcome", story.outcome, "nobody") == ["技术合同"]
    assert titles("technology_contract", story.sold, "nobody") == ["转化收益"]
    assert titles("application", story.bids["bidder"], "bidder") == ["立项"]
