"""Every kind of form tells its page the versions it shows: a later visit is no clash."""

import pytest

from tests import factories, thread
from tests.factories import browser
from tests.lifecycle.walk import until_decided
from xingmeng.core import codes, stamps, written
from xingmeng.engines import forms
from xingmeng.stages.awards.models import Contract

pytestmark = pytest.mark.django_db


def shown_versions(kind: str, row) -> dict[str, int]:
    return {b.field.name: b.version for s in written.find(kind).bound(row) for b in s.answers}


def stamped(row) -> dict[str, int]:
    return {name: stamp["v"] for name, stamp in row.stamps.items()}


def test_the_kinds_that_are_written():
    assert [
        kind
        for kind in ("need", "application", "contract", "return", "award")
        if written.find(kind)
    ] == ["need", "application", "contract", "return"]


def test_a_need_and_an_application_show_the_versions_they_have():
    story = thread.thread_until("bids_drafted", bidders=("bidder",))
    bid = type(story.bids["bidder"]).objects.get(pk=story.bids["bidder"].pk)

    for kind, row in (("need", story.fresh("need")), ("application", bid)):
        found = shown_versions(kind, row)
        assert stamped(row)
        assert stamped(row).items() <= found.items()


def test_a_contract_saved_on_a_second_visit_is_no_clash():
    walk = until_decided("key_project")
    contract = Contract.objects.get(award=walk.award)
    asked = forms.questions(written.find("contract").form_of(contract))
    name = next(
        n for n, q in asked.items() if q.kind in ("text", "longtext") and not q.computed
    )
    client, address = browser(walk.head), f"/awards/contracts/{codes.of(contract)}/write/"
    first = {
        "_field": name,
        name: "第一次",
        "_base": stamps.version(contract, name),
        "_tab": "a",
    }

    with factories.moment("2021-12-20"):
        saved = client.post(address, first).json()
        page = client.get(address)
        bases = {b.field.name: b.version for s in page.context["sections"] for b in s.answers}
        again = {"_field": name, name: "第二次", "_base": bases[name], "_tab": "b"}
        answer = client.post(address, again).json()

    assert saved["version"] == bases[name]
    assert "clash" not in answer
    assert Contract.objects.get(pk=contract.pk).answers[name] == "第二次"
