"""The pages about ties: who reads them, recording, declaring, taking out of force."""

import pytest

from tests import factories
from tests.factories import browser, statuses, unit, who, wrote
from tests.stages.registry.test_ties import kin, person
from xingmeng.core import codes
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.models import Tie

pytestmark = pytest.mark.django_db
LIST = "/organisations/ties/"


def test_ties_are_read_by_those_who_keep_them_and_ones_own_by_oneself():
    row = kin()
    home = unit("rare").pk
    mine = actions.declare_interest(organisation_id=home, said="顾问费", actor=who("expert"))

    assert statuses(f"{LIST}{codes.of(row)}/", "nobody", "chair", "expert", "officer") == {
        "nobody": 302, "chair": 404, "expert": 404, "officer": 200,
    }  # fmt: skip
    page = browser("expert").get(LIST).content.decode()
    assert "顾问费" in page
    assert "近亲属" not in page.split("<tbody", 1)[-1]
    assert statuses(f"{LIST}{codes.of(mine)}/", "expert", "expert2") == {
        "expert": 200, "expert2": 404,
    }  # fmt: skip
    assert statuses(f"{LIST}4711-4711/", "officer") == {"officer": 404}
    client = browser("officer")
    assert not wrote(lambda: [client.get(LIST), client.get(f"{LIST}{codes.of(row)}/")])


def test_an_officer_records_a_tie_and_takes_it_out_of_force():
    client, name = browser("officer"), person("expert").name
    unit("rare")
    asked = {"kind": "shareholding", "person": name, "unit": unit("rare").credit_code}

    done = client.post(f"{LIST}new/", asked | {"share": "2.5"})

    row = Tie.objects.get()
    assert (done.status_code, row.share_bp, row.organisation_id) == (302, 250, unit("rare").pk)
    assert client.post(f"{LIST}{codes.of(row)}/retire/", {"why": ""}).status_code == 409
    assert client.post(f"{LIST}{codes.of(row)}/retire/", {"why": "有误"}).status_code == 302
    assert client.get(f"{LIST}{codes.of(row)}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"person": "查无此人", "kind": "kin", "other": "x"}, "找到 0 人"),
        ({"kind": "shareholding", "unit": "无此单位", "share": "1"}, "没有找到该单位"),
        ({"kind": "kin"}, "没有找到该单位"),
    ],
)
def test_what_cannot_be_told_apart_is_said_on_the_page(said, words):
    name = person("expert").name

    response = browser("officer").post(f"{LIST}new/", {"person": name} | said)

    assert response.status_code == 409
    assert words in response.content.decode()
    assert not Tie.objects.exists()


def test_only_those_who_keep_ties_record_them_and_an_expert_declares():
    unit("rare")

    assert statuses(f"{LIST}new/", "nobody", "expert", "chair", "discipline") == {
        "nobody": 302, "expert": 404, "chair": 404, "discipline": 200,
    }  # fmt: skip
    done = browser("expert").post(f"{LIST}declare/", {"unit": unit("rare").name_zh})
    assert done.status_code == 302
    assert Tie.objects.get().kind == "declared"


def test_the_list_takes_as_many_queries_for_three_as_for_one():
    kin()
    before = factories.queries_of("officer", LIST)
    kin()
    kin()

    assert factories.queries_of("officer", LIST) == before <= 12
