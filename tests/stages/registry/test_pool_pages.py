"""Pages of the pool: the list and each expert, read and changed by whom they are for."""

import pytest

from tests import factories
from tests.factories import moment, who
from tests.stages.registry.test_pool import enrol, person, row
from xingmeng.stages.registry.models import ExpertProfile

pytestmark = pytest.mark.django_db
POOL = "/organisations/experts/"
FORM = {"skills": "萃取", "fields": ["450"], "languages": ["zh"], "most_load": "4"}


@pytest.fixture(autouse=True)
def today():
    with moment("2024-06-30"):
        yield


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("officer", 200), ("discipline", 200), ("chair", 200), ("expert", 404), ("issuer", 404),
        ("leader", 404), ("nobody", 302),
    ],
)  # fmt: skip
def test_the_list_is_for_who_organises_or_audits(username, status):
    assert factories.browser(username).get(POOL).status_code == status


def test_the_list_filters_searches_and_exports():
    enrol(row("new1"), row("new2", name="孟和", fields=["230"], languages=["zh"]))
    client = factories.browser("officer")

    def names(**asked):
        text = client.get(POOL, asked).content.decode()
        return [name for name in ("新人", "孟和") if name in text]

    assert names() == ["新人", "孟和"]
    assert names(field="230") == ["孟和"]
    assert names(language="en") == ["新人"]
    assert names(available="0") == names(area="11") == []
    assert names(area="31", q="晶界 扩散") == ["新人", "孟和"]
    assert client.get(POOL, {"format": "csv"}).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_three():
    enrol(row("new1"))
    one = factories.queries_of("officer", POOL)
    enrol(row("new2"), row("new3"))
    three = factories.queries_of("officer", POOL)

    assert one == three


@pytest.mark.parametrize(
    ("username", "page", "edit"),
    [
        ("expert", 200, 200), ("officer", 200, 200), ("discipline", 200, 404),
        ("expert2", 404, 404), ("bidder", 404, 404), ("nobody", 302, 302),
    ],
)  # fmt: skip
def test_an_expert_is_seen_by_themself_and_who_organises(username, page, edit):
    who("expert")
    address = person("expert").get_absolute_url()
    client = factories.browser(username)

    assert client.get(address).status_code == page
    assert client.get(f"{address}edit/").status_code == edit


def test_what_is_no_expert_is_not_found():
    client = factories.browser("officer")

    assert client.get(f"{POOL}0/").status_code == 404
    assert client.get(person("issuer").get_absolute_url()).status_code == 404
    assert client.get(f"{POOL}me/").status_code == 404


def test_an_expert_finds_their_page_and_changes_it():
    address = person("expert").get_absolute_url()
    client = factories.browser("expert")

    mine = client.get(f"{POOL}me/").content.decode()
    done = client.post(f"{address}edit/", FORM)
    shown = client.get(address).content.decode()

    assert f"{address}edit/" in mine
    assert done["Location"] == address
    assert [part in shown for part in ("萃取", "冶金工程技术", "暂不")] == [True] * 3


def test_too_much_is_refused_on_the_page():
    client = factories.browser("expert")
    many = {**FORM, "fields": ["110", "120", "140", "150", "170", "180"]}

    done = client.post(f"{person('expert').get_absolute_url()}edit/", many)

    assert done.status_code == 409
    assert "最多选 5 个学科" in done.content.decode()
    assert not ExpertProfile.objects.exists()


def test_works_are_shown_with_their_abstracts():
    (one,) = enrol(row("new1"))

    shown = factories.browser("officer").get(one.get_absolute_url()).content.decode()

    assert [part in shown for part in ("磁体", "矫顽力", "10.5555/a", "论文")] == [True] * 4
