"""The pages of the frame 4+8+N: each for its readers; what is entered from them."""

import pytest

from tests import factories
from tests.factories import browser, moment, unit, who
from tests.stages.registry.test_partners import (
    contact,
    drafted,
    make,
    partner,
    promised,
    signed,
)
from xingmeng.core import codes
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.models import Agreement, Contact, Deliverable, FramePartner

pytestmark = pytest.mark.django_db
DAY = "2021-06-01"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 200, "officer": 200}),
        ("agreements/", {"nobody": 200, "issuer": 200}),
        ("deliverables/", {"nobody": 200}),
        ("contacts/", {"nobody": 302, "issuer": 200}),
        ("new/", {"nobody": 302, "bureau": 404, "leader": 404, "officer": 200}),
        ("{partner}/", {"nobody": 200, "stranger": 200}),
        ("{proposed}/", {"nobody": 404, "issuer": 404, "bureau": 200, "leader": 200}),
        ("4711-4711/", {"officer": 404}),
        ("{partner}/edit/", {"nobody": 302, "bureau": 404, "officer": 200}),
        ("{partner}/contacts/new/", {"nobody": 302, "issuer": 404, "bureau": 200}),
        ("{partner}/agreements/new/", {"nobody": 302, "leader": 404, "bureau": 200}),
        (
            "contacts/{contact}/edit/",
            {"nobody": 302, "issuer": 404, "ordos": 404, "bureau": 200},
        ),
        ("agreements/{signed}/", {"nobody": 200, "stranger": 200}),
        ("agreements/{talks}/", {"nobody": 404, "stranger": 404, "ordos": 404, "issuer": 200}),
        ("agreements/4711-4711/", {"officer": 404}),
        ("agreements/{signed}/deliverables/new/", {"nobody": 302, "ordos": 404, "bureau": 200}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    row = partner()
    keys = {
        "partner": row,
        "proposed": partner("shanghai", confirmed=False),
        "contact": contact(row, host_id=unit("rare").pk),
        "talks": drafted(row),
        "signed": signed(row),
    }
    address = address.format(**{name: codes.of(one) for name, one in keys.items()})

    assert factories.statuses(f"/partners/{address}", *expected) == expected


def test_an_officer_goes_from_partner_to_deliverable_on_the_pages():
    officer, rare, beijing = browser("officer"), unit("rare"), unit("beijing")
    said = {"unit": "无此单位", "group": "8", "source": "测试文件"}
    with moment(DAY):
        assert officer.post("/partners/new/", said).status_code == 409
        assert officer.post("/partners/new/", said | {"unit": ""}).status_code == 200
        page = officer.post("/partners/new/", said | {"unit": beijing.credit_code}).url
        make("frame_partner", FramePartner.objects.get(), "confirm")
        changed = {"group": "N", "since_on": "2020-12-11", "source": "新文件"}
        assert officer.post(f"{page}edit/", changed).url == page
        met = {"kind": "visit", "held_on": "2021-05-20", "place": "北京", "people": "负责人"}
        met |= {"subject": "共建", "host": rare.name_zh}
        assert officer.post(f"{page}contacts/new/", met).url == page
        contact_code = codes.of(Contact.objects.get())
        title = {"title_zh": "共建协议", "title_en": "Agreement"}
        parties = {"partners": beijing.name_zh, "units": rare.credit_code}
        wrong = {"partners": "无此伙伴"}
        new = f"{page}agreements/new/"
        assert officer.post(new, title | parties | wrong).status_code == 409
        about = officer.post(new, title | parties | {"contacts": [contact_code]}).url
        item = {"kind": "platform", "title_zh": "实验室", "title_en": "Lab"}
        item |= {"deadline_on": "2021-12-31"}
        assert officer.post(f"{about}deliverables/new/", item).url == about
        edit = f"/partners/contacts/{contact_code}/edit/"
        assert officer.get(edit).context["form"].initial["host"] == rare.name_zh
        assert officer.post(edit, met | {"place": "呼和浩特"}).url == page
        shown = officer.get(about).content.decode()

    row = Agreement.objects.get()
    assert (row.units.get(), row.partners.get().group) == (rare, "N")
    assert Contact.objects.get().place == "呼和浩特"
    assert Deliverable.objects.get().agreement == row
    assert "实验室" in shown and "/move/agreement/" in shown


def test_a_place_of_the_frame_is_for_bodies_by_name_too():
    factories.regions()
    who("officer")
    said = {"name_zh": "测试部", "name_en": "Ministry", "kind": "agency", "region": "110000"}
    with moment(DAY):
        answer = browser("officer").post(
            "/partners/new/", {**said, "group": "4", "source": "测试文件"}
        )

    assert answer.url == FramePartner.objects.get(name_zh="测试部").get_absolute_url()


def test_the_lists_warn_of_what_is_overdue_and_of_a_term_that_is_over():
    row = promised(signed(partner()))
    with moment("2022-01-01"):
        lists = [browser("nobody").get(f"/partners/{name}") for name in ("", "agreements/")]
        found = [page.context["page"]["rows"][0]["cells"] for page in lists]
        listed = browser("nobody").get("/partners/deliverables/?format=csv")
    with moment("2023-06-01"):
        page = browser("nobody").get(row.get_absolute_url()).content.decode()

    late = [[c["value"].label.zh for c in cells if c["kind"] == "state"] for cells in found]
    assert [words[0] for words in late] == ["1 项逾期", "1 项逾期"]
    assert "逾期" in listed.content.decode()
    assert "请登记延长或终止" in page


def test_pages_cost_as_many_queries_for_one_row_as_for_three():
    row = partner()
    about = signed(row)
    promised(about)
    addresses = ("/partners/", "/partners/agreements/", "/partners/deliverables/")
    addresses += (row.get_absolute_url(), about.get_absolute_url())
    with moment(DAY):
        before = {a: factories.queries_of("nobody", a) for a in addresses}
        inside = {a: factories.queries_of("officer", a) for a in addresses}
    for _ in range(2):
        promised(about)
        promised(signed(row, units=[unit("rare").pk, unit("hydrogen").pk]))
    partner("shanghai")

    with moment(DAY):
        assert {a: factories.queries_of("nobody", a) for a in addresses} == before
        assert {a: factories.queries_of("officer", a) for a in addresses} == inside
    assert max(before.values()) <= 14


def test_an_organisation_and_the_search_lead_to_its_agreements_and_partner():
    row = partner()
    about = signed(row)

    with moment(DAY):
        page = browser("nobody").get(unit("rare").get_absolute_url()).content.decode()
        found = browser("nobody").get("/search/", {"q": row.name_zh[:4]}).content.decode()

    assert about.get_absolute_url() in page
    assert row.get_absolute_url() in found


def test_places_are_chosen_by_their_names_in_the_readers_language():
    actions.load_reference()
    client = browser("officer")
    client.cookies["language"] = "en"

    page = client.get("/partners/new/").content.decode()

    assert "Beijing</option>" in page
    assert "北京市</option>" not in page
