"""The library: who reads it, what is found, what was in force, what officers enter."""

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from tests.factories import browser, moment, refused, steps_of, who
from xingmeng.core import codes, move, trail
from xingmeng.law import documents as law
from xingmeng.stages.policy import actions, queries
from xingmeng.stages.policy.models import Document

pytestmark = pytest.mark.django_db
SAID = {
    "title_zh": "自治区概念验证中心管理办法",
    "title_en": "Measure on proof-of-concept centres",
    "issuer": "region_science",
    "topic": "platforms",
    "issued_on": date(2024, 3, 1),
    "since_on": date(2024, 4, 1),
}
STAFF_READERS = {"officer", "chair", "finance", "discipline", "leader", "admin"}


@pytest.fixture
def library():
    actions.load_law()


def entered(number: str = "内科发〔2024〕演示1号", **said) -> Document:
    with moment("2024-05-06"):
        return actions.enter_document(actor=who("officer"), number=number, **{**SAID, **said})


def numbers(response) -> list[str]:
    cells = [row["cells"] for row in response.context["page"]["rows"]]
    return [cell["value"] for row in cells for cell in row if "〔" in str(cell["value"])]


def found(**asked: str) -> list[str]:
    return numbers(browser("nobody").get("/policy/", asked))


def test_loading_the_law_twice_changes_nothing(library):
    before = list(Document.objects.order_by("number").values()), trail.head()

    actions.load_law()

    assert (list(Document.objects.order_by("number").values()), trail.head()) == before
    assert len(before[0]) >= 69 and all(row["of_law"] for row in before[0])


def test_the_documents_of_the_law_begin_and_end_on_the_trail(library):
    ended = Document.objects.get(number="国税发〔2008〕116号")
    standing = Document.objects.get(number="内科发〔2022〕4号")

    assert (ended.state, steps_of("policy_document", ended)) == ("ended", ["begin", "law_ends"])
    assert (standing.state, steps_of("policy_document", standing)) == ("kept", ["begin"])


def test_an_entered_document_becomes_the_laws_when_its_file_has_it():
    row = entered("国税发〔2008〕116号")

    actions.load_law()

    row.refresh_from_db()
    assert (row.of_law, row.state, row.topic) == (True, "ended", "rd_super_deduction")
    assert steps_of("policy_document", row) == ["begin", "change", "law_ends"]
    Document.objects.filter(pk=row.pk).update(until_on=None)
    actions.load_law()
    assert steps_of("policy_document", row)[3:] == ["change"]


def test_what_the_laws_file_no_longer_ends_is_in_the_library_again(library, monkeypatch):
    row = Document.objects.get(number="国税发〔2008〕116号")
    said = replace(law.named(row.number), until=None, replaced_by="")
    monkeypatch.setattr(law, "every", lambda: (said,))

    actions.load_law()

    row.refresh_from_db()
    assert (row.state, row.until_on) == ("kept", None)
    assert steps_of("policy_document", row) == ["begin", "law_ends", "change", "law_keeps"]


def strike_out(row: Document, username: str = "officer", reason: str = "文号录错"):
    return move.make(
        "policy_document", row.pk, "strike_out", actor=who(username), reason=reason
    )


def test_a_wrong_entry_is_struck_out_kept_for_staff_and_its_number_is_free_again():
    row, _ = entered(), who("leader")
    refusals = set(refused(lambda: strike_out(row, "leader")))
    refusals |= set(refused(lambda: strike_out(row, reason="")))

    strike_out(row)

    row.refresh_from_db()
    assert refusals == {"not_your_move", "reason_needed"}
    assert (row.state, steps_of("policy_document", row)) == (
        "struck_out",
        ["begin", "strike_out"],
    )
    assert set(factories.who_sees(queries.documents_for, row)) == STAFF_READERS
    address = row.get_absolute_url()
    assert factories.statuses(address, "nobody", "issuer", "leader") == {
        "nobody": 404,
        "issuer": 404,
        "leader": 200,
    }
    assert found() == [] and found(status="struck_out") == []
    assert numbers(browser("officer").get("/policy/", {"status": "struck_out"})) == [row.number]
    again = entered()
    assert queries.addresses(who("officer"), [row.number]) == {
        row.number: again.get_absolute_url()
    }
    changes = queries.entered_changes(who("officer"), date(2024, 1, 1), date(2024, 12, 31))
    assert len(changes) == 1


def test_what_the_laws_file_holds_is_not_struck_out_here(library):
    row, _ = Document.objects.get(number="内科发〔2022〕4号"), who("officer")

    assert refused(lambda: strike_out(row)) == ["not_your_move"]


def test_anybody_reads_the_library():
    assert factories.who_sees(queries.documents_for, entered()) == list(factories.READERS)


@pytest.mark.parametrize("words", ["特", "特派", "科技特派员", "commissioners", "〔2021〕14号"])
def test_chinese_is_found_by_one_letter_two_or_more(library, words):
    assert "内科发高字〔2021〕14号" in found(q=words)
    assert found(q=words + "龘") == []


def test_the_list_narrows_by_issuer_topic_and_status_on_a_day(library):
    by_issuer = found(issuer=",region_science,", topic="subsidies")
    in_force = found(topic="rd_super_deduction", status="in_force", on="2019-06-30")
    ended = found(topic="rd_super_deduction", status="ended", on="2019-06-30")

    assert by_issuer == ["内科发成字〔2021〕12号"]
    assert {"财税〔2015〕119号", "财税〔2018〕99号", "财税〔2017〕34号"} <= set(in_force)
    assert set(ended) == {"国税发〔2008〕116号", "财税〔2013〕70号"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 200, "issuer": 200, "officer": 200}),
        ("?on=2019-06-30", {"nobody": 200}),
        ("?on=2019-06-31", {"nobody": 404}),
        ("?on=soon", {"nobody": 404}),
        ("?format=csv", {"nobody": 200}),
        ("documents/{pk}/", {"nobody": 200, "officer": 200}),
        ("documents/4711-4711/", {"nobody": 404, "officer": 404}),
        ("documents/new/", {"nobody": 302, "issuer": 404, "leader": 404, "officer": 200}),
        ("rules/", {"nobody": 200}),
        ("rules/technology_sme.staff_score/", {"nobody": 200}),
        ("rules/technology_sme.nothing/", {"nobody": 404}),
        ("rules/rd_super_deduction.base_540/", {"nobody": 404}),
        ("parameters/technology_sme.staff_most/", {"nobody": 200}),
        ("parameters/technology_sme.nothing/", {"nobody": 404}),
        ("changes/", {"nobody": 200}),
        ("changes/?from=x", {"nobody": 404}),
        ("changes/?from=2020-01-01&to=2021-01-01&format=csv", {"nobody": 200}),
    ],
)
def test_each_page_is_for_its_readers(library, address, expected):
    code = codes.of(Document.objects.get(number="国科发政〔2017〕115号"))

    assert factories.statuses(f"/policy/{address.format(pk=code)}", *expected) == expected


def test_a_clause_leads_to_its_rules_and_they_lead_back(library):
    reader, measure = browser("nobody"), Document.objects.get(number="国科发政〔2017〕115号")

    page = reader.get(measure.get_absolute_url()).content.decode()
    rule = reader.get("/policy/rules/technology_sme.enough_points/").content.decode()
    number = reader.get("/policy/parameters/technology_sme.pass_points/").content.decode()

    assert "/policy/rules/technology_sme.enough_points/" in page
    assert "/policy/parameters/technology_sme.pass_points/" in page
    for back in (rule, number):
        assert measure.get_absolute_url() in back
        assert "第六条（五）" in back
    assert "/policy/parameters/technology_sme.pass_points/" in rule
    assert "/policy/rules/technology_sme.enough_points/" in number


def test_a_rule_is_used_by_those_that_rest_on_it_also_through_steps(library):
    page = browser("nobody").get("/policy/rules/rd_super_deduction.industry/")

    assert "rd_super_deduction" in [one["code"] for one in page.context["used_by"]]
    assert [fact.name for fact in page.context["facts"]][0] == "excluded_income_fen"


def test_what_changed_names_old_new_and_source_and_entered_documents(library):
    entered()

    page = browser("nobody").get("/policy/changes/", {"from": "2022-12-31", "to": "2024-04-01"})

    lines = {
        (line["change"].of, line["change"].old.zh, line["change"].new.zh)
        for line in page.context["lines"]
    }
    assert ("rd_super_deduction.general_pct", "75%", "100%") in lines
    assert ("内科发〔2024〕演示1号", "未生效", "生效") in lines
    days = [line["change"].on for line in page.context["lines"]]
    assert days == sorted(days) and days[0] > date(2022, 12, 31)


def test_an_officer_enters_a_document_once():
    row = entered(" 内科发〔2024〕 演示1号")

    assert (row.number, row.state, row.of_law) == ("内科发〔2024〕演示1号", "kept", False)
    assert steps_of("policy_document", row) == ["begin"]
    assert refused(lambda: entered()) == ["number_taken"]


def test_what_is_wrong_with_a_document_is_said_at_once():
    issuer = who("issuer")

    def wrong():
        actions.enter_document(
            actor=issuer,
            number="1号",
            **{**SAID, "issuer": "nobody", "topic": "weather", "until_on": date(2024, 3, 31)},
        )

    assert refused(wrong) == [
        "not_your_move",
        "not_an_option",
        "not_an_option",
        "ends_before_it_starts",
    ]


def test_an_officer_records_the_end_and_takes_it_back():
    row, said = entered(), {"until_on": "2024-12-31", "replaced_by": "内科发〔2025〕1号"}
    who("issuer")

    def make(name: str, username: str = "officer", **details):
        with moment("2025-01-06"):
            return move.make(
                "policy_document",
                row.pk,
                name,
                actor=who(username),
                reason="新办法印发",
                details=details,
            )

    assert refused(lambda: make("end", "issuer", **said)) == ["not_your_move"]
    assert refused(lambda: make("end", until_on="2024-03-31")) == ["ends_before_it_starts"]
    assert refused(lambda: make("end", until_on="x")) == ["not_a_date"]
    himself = {"until_on": "2024-12-31", "replaced_by": row.number}
    assert refused(lambda: make("end", **himself)) == ["replaces_itself"]
    ended = make("end", **said)
    ended.refresh_from_db()
    assert (ended.state, ended.until_on, ended.replaced_by) == (
        "ended",
        date(2024, 12, 31),
        "内科发〔2025〕1号",
    )
    make("reopen")
    row.refresh_from_db()
    assert (row.state, row.until_on, row.replaced_by) == ("kept", None, "")


def test_what_the_laws_file_holds_is_not_moved_here(library):
    row, officer = Document.objects.get(number="内科发〔2022〕4号"), who("officer")

    def end():
        with moment("2025-01-06"):
            move.make(
                "policy_document",
                row.pk,
                "end",
                actor=officer,
                reason="-",
                details={"until_on": "2024-12-31"},
            )

    assert refused(end) == ["not_your_move"]


def test_the_page_to_enter_keeps_what_was_said_and_tells_what_is_wrong():
    officer = browser("officer")
    said = {**SAID, "number": "内科发〔2024〕2号", "summary_zh": "", "summary_en": ""}

    assert officer.post("/policy/documents/new/", said | {"number": ""}).status_code == 200
    done = officer.post("/policy/documents/new/", said)
    assert done.url == Document.objects.get().get_absolute_url()
    again = officer.post("/policy/documents/new/", said)
    assert again.status_code == 409
    assert "内科发〔2024〕2号" in again.content.decode()


def test_the_library_costs_as_many_queries_for_one_document_as_for_three():
    entered()
    one = factories.queries_of("nobody", "/policy/")
    entered("内科发〔2024〕2号")
    entered("内科发〔2024〕3号")

    assert factories.queries_of("nobody", "/policy/") == one <= 4


def test_the_search_of_the_site_finds_documents_and_what_applies_to_them(library):
    page = browser("nobody").get("/search/", {"q": "特派员"})

    group = next(g for g in page.context["groups"] if g["label"].en == "Policy documents")
    assert group["count"] >= 3
    assert {item["url"] for item in group["items"]} <= {
        row.get_absolute_url() for row in Document.objects.filter(topic="commissioners")
    }
