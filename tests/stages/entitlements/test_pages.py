"""Pages of entitlements: who sees what, and that no page asks a query for each row."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import browser, moment
from tests.stages.entitlements import population as firms
from xingmeng import instruments
from xingmeng.stages.applications.facts import Knowledge, prefill
from xingmeng.stages.entitlements import queries
from xingmeng.stages.entitlements.models import Entitlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    found = firms.populate()
    firms.run()
    return found


def place_of(firm) -> str:
    return reverse("entitlements:firm", args=[firm.pk])


def status(username: str, address: str) -> int:
    return browser(username).get(address).status_code


def test_a_firm_reads_what_it_gets_why_and_what_is_missing(three):
    client = browser("issuer")
    home = client.get("/entitlements/")
    assert home.status_code == 302
    page = client.get(home.url).content.decode()

    assert "我能享受什么" in page
    assert "30.00 万元" in page
    assert "研发投入后补助" in page
    assert "测试文件〔2021〕1号" in page
    assert "待与原文核对" in page
    assert "演示数据" in page  # who stated a fact


def test_an_unknown_names_the_missing_fact_and_where_it_is_stated(three):
    page = browser("officer").get(place_of(three["hydrogen"]))

    text = page.content.decode()
    assert "缺什么" in text
    assert "人员人工费用" in text
    assert "企业所得税汇算清缴（税务部门提供）" in text


def test_a_no_says_the_smallest_change_in_a_sentence(three):
    page = browser("officer").get(place_of(three["dairy"])).content.decode()

    assert "差一点" in page
    assert "如果“研发费用总额”由100,000 元变为1,500,000 元，其他不变，即符合条件。" in page


def test_a_page_reads_in_english(three):
    client = browser("issuer")
    client.cookies["language"] = "en"

    page = client.get(place_of(three["rare"])).content.decode()

    assert "What you get" in page
    assert "R&amp;D post-subsidy" in page


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        ("nobody", 302), ("visitor", 404), ("stranger", 404), ("issuer", 200), ("bureau", 404),
        ("officer", 200), ("finance", 200), ("discipline", 200), ("chair", 404),
        ("leader", 404), ("admin", 404),
    ],
)  # fmt: skip
def test_who_reads_the_figures_of_a_firm(three, username, expected):
    assert status(username, place_of(three["rare"])) == expected
    row = firms.entitlement(three["rare"])
    page = browser(username).get(row.get_absolute_url())
    assert page.status_code == (200 if expected == 200 else 404)


def test_no_page_for_a_bad_id(three):
    for name in ("firm", "entitlement", "run", "batch", "objection"):
        assert status("officer", reverse(f"entitlements:{name}", args=[999_999])) == 404


def test_the_list_holds_what_a_reader_may_see_and_narrows(three):
    officer = browser("officer")
    assert officer.get("/entitlements/list/").context["page"]["total"] == 15
    unknown = officer.get("/entitlements/list/?outcome=unknown&verdict=rd_subsidy")
    assert unknown.context["page"]["total"] == 1
    assert browser("issuer").get("/entitlements/list/").context["page"]["total"] == 5
    assert browser("visitor").get("/entitlements/list/").context["page"]["total"] == 0
    table = officer.get("/entitlements/list/?format=csv&verdict=rd_subsidy").content.decode()
    assert "300000.00" in table


def test_sums_are_for_staff_and_bureaus_and_never_show_one_firm(three):
    lines = {
        name: browser(name).get("/entitlements/").context["lines"]
        for name in ("officer", "leader", "bureau")
    }
    given = [
        {
            (line["verdict"], line["outcome"]): (line["count"], line["amount_fen"])
            for line in lines[name]
        }
        for name in ("officer", "leader", "bureau")
    ]
    assert given[0]["rd_subsidy", "met"] == (2, 31_500_000)
    assert given[1]["rd_subsidy", "met"] == (2, None)  # fewer than three
    assert given[2]["rd_subsidy", "met"] == (1, None)  # Baotou alone
    assert status("visitor", "/entitlements/") == 302


def test_runs_are_for_those_who_examine_pay_audit_decide_and_lead(three):
    run = firms.run()
    for name in ("officer", "finance", "discipline", "chair", "leader"):
        assert status(name, "/entitlements/runs/") == 200
        assert status(name, run.get_absolute_url()) == 200
    for name in ("visitor", "issuer", "bureau", "admin"):
        assert status(name, "/entitlements/runs/") == 404
        assert status(name, run.get_absolute_url()) == 404


def test_a_run_shows_before_and_after_to_who_sees_firms(three):
    firms.state(three["rare"], {"rd_gov_fen": 100_000_000}, day="2021-07-10")
    run = firms.run("2021-07-11")

    page = browser("officer").get(run.get_absolute_url()).content.decode()
    assert "30.00 万元" in page
    assert "15.00 万元" in page
    assert "30.00 万元" not in browser("leader").get(run.get_absolute_url()).content.decode()


def test_a_form_for_a_subsidy_takes_what_the_law_worked_out(three):
    form = instruments.get("rd_subsidy").forms["application"]
    unit = Knowledge(organisation=three["rare"], on=date(2021, 7, 5))

    answers, stamps = prefill(form, unit)
    given = firms.entitlement(three["rare"])
    assert answers["requested_fen"] == given.amount_fen
    assert (stamps["requested_fen"]["source"], stamps["requested_fen"]["on"]) == (
        "免申即享测算",
        "2021-07-01",
    )
    firms.make(given, "decline", "issuer")
    assert "requested_fen" not in prefill(form, unit)[0]


def test_the_organisation_page_says_what_it_is_entitled_to_to_few(three):
    page = three["rare"].get_absolute_url()

    assert "免申即享：能享受什么" in browser("issuer").get(page).content.decode()
    assert "免申即享：能享受什么" in browser("officer").get(page).content.decode()
    assert "免申即享：能享受什么" not in browser("stranger").get(page).content.decode()
    assert "免申即享：能享受什么" not in browser("leader").get(page).content.decode()


def pages_of(run, firm) -> list[str]:
    listed = "/entitlements/list/"
    return [
        listed,
        f"{listed}?format=csv",
        "/entitlements/",
        run.get_absolute_url(),
        place_of(firm),
    ]


def test_pages_ask_as_many_queries_for_one_firm_as_for_three():
    rare = firms.populate("rare")["rare"]
    firms.run()
    firms.state(rare, {"rd_gov_fen": 100_000_000}, day="2021-07-10")
    run = firms.run("2021-07-11")
    one = [factories.queries_of("officer", page) for page in pages_of(run, rare)]

    others = [firms.firm(key, **firms.FULL) for key in ("dairy", "hydrogen")]
    firms.run("2021-07-12")
    for row in (rare, *others):
        firms.state(row, {"rd_gov_fen": 50_000_000}, day="2021-07-13")
    run = firms.run("2021-07-14")

    assert run.counts["changed"] == 3
    assert [factories.queries_of("officer", page) for page in pages_of(run, rare)] == one


def test_a_firms_page_asks_as_many_queries_for_one_result_as_for_three(three):
    rows = Entitlement.objects.filter(organisation=three["rare"])
    kept = list(rows.order_by("pk").values_list("pk", flat=True))
    asked = []
    for shown in (kept[:3], kept[:1]):
        rows.exclude(pk__in=shown).update(current=False)
        page = browser("issuer").get(place_of(three["rare"]))
        asked.append(factories.queries_of("issuer", place_of(three["rare"])))
        assert rows.filter(current=True).count() == len(shown)
        assert page.status_code == 200

    assert asked[0] == asked[1]


def test_a_file_of_the_list_says_what_the_page_says(three):
    client = browser("officer")

    page = client.get("/entitlements/list/").context["page"]
    lines = list(
        csv.reader(
            io.StringIO(
                client.get("/entitlements/list/?format=csv").content.decode("utf-8-sig")
            )
        )
    )

    assert len(lines) == 1 + page["total"] == 16
    for row, line in zip(page["rows"], lines[1:], strict=True):
        shown = [cell["value"] for cell in row["cells"] if isinstance(cell["value"], str)]
        assert set(shown) <= set(line)


def test_a_contested_one_takes_evidence_and_tells_its_words_to_few(three):
    row = firms.make(
        firms.entitlement(three["rare"]), "contest", "issuer",
        contested="政府资金应为零", evidence="拨款文件〔2020〕3号",
    )  # fmt: skip
    place = row.get_absolute_url()
    client = browser("issuer")

    sent = client.post(reverse("attach", args=[row]), {"evidence": factories.upload()})

    assert sent.status_code == 302
    assert "佐证.pdf" in browser("officer").get(place).content.decode()
    assert "政府资金应为零" in browser("discipline").get(place).content.decode()
    with moment("2021-07-06"):
        assert "异议核查中" in browser("officer").get("/desk/").content.decode()


def test_pages_open_on_the_last_year_of_which_most_is_known(three):
    Entitlement.objects.update(outcome="met")
    assert queries.opening_year() == 2020
    firms.run("2022-07-01", on=date(2022, 7, 1), year=2021)
    Entitlement.objects.filter(year=2021).update(outcome="unknown")

    assert queries.years() == [2021, 2020]
    assert queries.opening_year() == queries.opening_year(three["rare"].pk) == 2020
    for address in ("/entitlements/", place_of(three["rare"])):
        assert browser("officer").get(address).context["year"] == 2020
        assert browser("officer").get(f"{address}?year=2021").context["year"] == 2021
    Entitlement.objects.filter(year=2021).update(outcome="unmet")
    assert queries.opening_year() == 2021
