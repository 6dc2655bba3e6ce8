"""Tables of registers: looked at line by line, entered as a whole or not at all."""

import io
from datetime import date
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from tests import factories
from tests.factories import browser, moment, queries_of, refused, statuses, who
from xingmeng.core import attachments, move, trail
from xingmeng.demo import firms
from xingmeng.demo.unit import Unit
from xingmeng.engines.facts import days
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import (
    Industry,
    Intake,
    Organisation,
    Qualification,
    YearlyFact,
)
from xingmeng.stages.registry.rules import intake as rules

pytestmark = pytest.mark.django_db
CODE = Unit(key="", name_zh="", name_en="", kind="enterprise", region="150203",
                  place="150299", serial="MAQ00001").credit_code  # fmt: skip
HEADS = "credit_code,year,name_zh,region,industry_code,registered_on,rd_fen,domestic"
LINE = f"{CODE},2020,包头市恒禾机械有限公司（演示）,150203,C39,2015-03-02,12300,是"
DAY = date(2021, 5, 31)


@pytest.fixture(autouse=True)
def places():
    factories.regions()
    said = {"section": "C", "name_zh": "电子", "name_en": "Electronics"}
    Industry.objects.get_or_create(code="39", defaults=said)
    with moment("2021-06-15"):
        yield


def table(*lines: str, heads: str = HEADS) -> bytes:
    return "\n".join((heads, *lines)).encode()


def handed_in(content: bytes, name: str = "汇算清缴.csv", **changed: Any) -> Intake:
    said = {"what": "figures", "provider": "tax", "dated_on": DAY, "actor": who("officer")}
    return actions.take_in(name, content, **said | changed)


def entered(content: bytes, **changed: Any) -> Intake:
    row = handed_in(content, **changed)
    return move.make("intake", row.pk, "enter", actor=who("officer"))


def faults(content: bytes, what: str = "figures", name: str = "a.csv") -> list[tuple]:
    found = queries.intake.plan_of(what, name, content).findings
    return [(f.code, f.values.get("line"), f.values.get("said")) for f in found]


def figures() -> dict[tuple[int, str], int]:
    rows = YearlyFact.objects.filter(retired_on=None)
    return {(row.year, row.name): row.value for row in rows}


# --- entering ---------------------------------------------------------------------------------


def test_a_table_waits_until_an_officer_enters_all_of_it():
    row = handed_in(table(LINE))

    assert (row.state, row.source.code, Organisation.objects.count()) == (
        "read",
        "register:tax",
        0,
    )

    row = move.make("intake", row.pk, "enter", actor=who("officer"))

    firm = Organisation.objects.get(credit_code=CODE)
    assert (firm.state, firm.kind, firm.industry_id) == ("confirmed", "enterprise", "39")
    assert firm.registered_on == date(2015, 3, 2)
    assert figures() == {(2020, "rd_fen"): 12300, (2020, "domestic"): 1}
    assert (row.state, row.lines, row.units_entered, row.rows_entered) == ("entered", 1, 1, 2)


def test_the_trail_has_the_digest_the_source_and_who_entered_it():
    row = entered(table(LINE))

    steps = {
        step.move: (step.actor_id, note) for step, note in trail.steps_of("intake", row.pk)
    }
    assert list(steps) == ["begin", "attach", "enter"]
    assert steps["begin"][1].details == {"source": "register:tax", "what": "figures"}
    assert steps["attach"][1].details["digest"] == row.digest
    assert steps["enter"][0] == who("officer").user_id
    assert attachments.of("intake", row.pk).get().digest == row.digest


def test_what_the_source_said_before_is_retired_and_stays():
    entered(table(LINE))
    again = entered(table(LINE.replace("12300", "45600")))

    assert figures()[2020, "rd_fen"] == 45600
    old = YearlyFact.objects.exclude(retired_on=None).get()
    assert (old.value, old.retired_on) == (12300, date(2021, 6, 15))
    assert (again.units_entered, again.rows_entered) == (0, 1)


def test_one_wrong_line_and_nothing_is_entered():
    wrong = f"{CODE},2019,,,,,-5,maybe"
    row = handed_in(table(LINE, wrong))

    assert refused(lambda: move.make("intake", row.pk, "enter", actor=who("officer"))) == [
        "line_wrong"
    ]
    assert not Organisation.objects.exists()


def test_an_officer_may_discard_a_table_with_a_reason():
    row = handed_in(table(LINE))
    discarded = move.make("intake", row.pk, "discard", actor=who("officer"), reason="重复")

    assert (discarded.state, Organisation.objects.count()) == ("discarded", 0)


def test_certificates_are_entered_by_number_and_brought_up_to_date():
    home = factories.unit("rare")
    heads = "credit_code,recognition,number,from_on,until_on"
    line = f"{home.credit_code},high_tech_enterprise,GR2020150001,2020-12-04,2023-12-04"
    for until in ("2023-12-04", "2024-12-04"):
        content = table(line.replace("2023-12-04", until), heads=heads)
        entered(content, what="certificates", provider="recognitions")

    held = Qualification.objects.get()
    assert (held.organisation_id, held.until_on) == (home.pk, date(2024, 12, 4))
    assert (held.title_zh, held.dated_on) == ("高新技术企业", DAY)


@pytest.mark.parametrize("name", ["issuer", "chair", "finance", "discipline", "admin"])
def test_only_officers_hand_tables_in_and_enter_them(name):
    row, actor = handed_in(table(LINE)), who(name)

    assert refused(lambda: handed_in(table(LINE), actor=actor)) == ["not_your_move"]
    found = refused(lambda: move.make("intake", row.pk, "enter", actor=actor))
    assert found == ["not_your_move"]


def test_an_unknown_kind_a_day_to_come_and_a_false_file_are_refused():
    wrong = {"what": "moods", "dated_on": date(2021, 6, 16), "actor": who("officer")}

    assert refused(lambda: handed_in(table(LINE), **wrong)) == ["not_an_option", "day_to_come"]
    assert refused(lambda: handed_in(factories.PDF, "a.csv")) == ["file_type_mismatch"]


# --- reading ----------------------------------------------------------------------------------


def test_each_fault_names_its_line():
    lines = (
        f"{CODE},2020,名,150203,C39,2015-02-30,12300,是",
        f"{CODE},2020,名,150203,C39,2015-03-02,1.5,maybe",
        ",2020,名,150203,C39,2015-03-02,1,1",
    )

    assert faults(table(*lines)) == [
        ("line_wrong", 2, "2015-02-30"),
        ("line_wrong", 3, "1.5"),
        ("line_wrong", 3, "maybe"),
        ("line_empty", 4, None),
        ("line_twice", 3, None),
    ]
    assert faults(table(f"{CODE},1066,名,150203,C39,2015-03-02,1,1")) == [
        ("line_wrong", 2, "1066")
    ]


def test_new_enterprises_need_a_name_a_place_that_exists_and_a_code_that_holds():
    line = f"{CODE[:-1]}!,2020,,159999,C99,2015-03-02,1,1"
    nowhere = f"{CODE},2020,名,,C39,2015-03-02,1,1"

    assert faults(table(line, nowhere)) == [
        ("line_empty", 2, None),
        ("region_unknown", 2, "159999"),
        ("industry_unknown", 2, "C99"),
        ("line_wrong", 2, f"{CODE[:-1]}!"),
        ("line_empty", 3, None),
    ]


def test_units_that_wait_and_units_unknown_to_a_list_are_told():
    waiting = factories.organisation(unit=factories.UNITS["rare"], confirmed=False)
    heads = "credit_code,recognition,number,from_on,until_on"
    lines = (
        f"{CODE},high_tech_enterprise,GR1,2020-12-04,2023-12-04",
        f"{waiting.credit_code},prize,GR2,2020-12-04,2019-12-04",
        f"{waiting.credit_code},technology_sme,GR3,none,none",
    )

    assert faults(table(*lines, heads=heads), "certificates") == [
        ("unit_waits", None, None),
        ("unit_unknown", 2, None),
        ("recognition_unknown", 3, "prize"),
        ("line_wrong", 3, date(2020, 12, 4)),
        ("line_wrong", 4, ""),
    ]


def test_columns_must_be_known_there_and_single():
    found = queries.intake.plan_of(
        "figures", "a.csv", b"year,mood,\xe5\xb9\xb4\xe5\xba\xa6\n1,2,3"
    )

    assert [(f.code, f.values["name"]) for f in found.findings] == [
        ("column_unknown", "mood"),
        ("column_twice", "year"),
        ("column_missing", "credit_code"),
    ]


@pytest.mark.parametrize(
    "name, content, code",
    [
        ("a.csv", b"credit_code,year\n", "table_size"),
        ("a.csv", b"credit_code,year\n1,2,3,4", "table_unreadable"),
        ("a.csv", b"\xff\xff\xff", "table_unreadable"),
        ("a.xlsx", b"no workbook", "table_unreadable"),
        ("a.csv", b"", "table_unreadable"),
    ],
)
def test_what_is_no_table_is_told(name, content, code):
    assert [fault[0] for fault in faults(content, name=name)] == [code]


def test_money_in_yuan_chinese_heads_and_grouped_digits_come_to_the_same_fen():
    heads = "统一社会信用代码,年度,企业名称,行政区划代码,研发费用总额(万元),职工总数"
    heads += ",年销售收入（元）"
    line = f'{CODE},2020,名,150203,12.3456,30,"1,234,567.8"'

    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        content = table(line, heads=heads).decode().encode(encoding)
        rows = rules.read("figures", "a.csv", content).rows
        assert rows.select("rd_fen", "staff", "revenue_fen").row(0) == (12345600, 30, 123456780)


def test_a_workbook_says_the_same_as_a_text():
    book = Workbook()
    book.active.append(HEADS.split(","))
    cells = LINE.split(",")
    cells[1:2], cells[5], cells[6] = [2020], date(2015, 3, 2), 12300.0
    book.active.append(cells)
    out = io.BytesIO()
    book.save(out)

    told = rules.read("figures", "a.xlsx", out.getvalue())

    assert told.findings == ()
    assert told.rows.row(0) == rules.read("figures", "a.csv", table(LINE)).rows.row(0)
    assert told.rows["registered_on"].item() == days(date(2015, 3, 2))


# --- pages ------------------------------------------------------------------------------------


def test_tables_are_for_officers_alone():
    row = handed_in(table(LINE))
    address = row.get_absolute_url()

    names = ("officer", "chair", "discipline", "finance", "bureau", "issuer", "admin")
    for at in (address, "/organisations/intakes/", "/organisations/intakes/new/",
               "/organisations/intakes/empty/figures.csv"):  # fmt: skip
        assert statuses(at, *names) == dict.fromkeys(names, 404) | {"officer": 200}
        assert statuses(at, "nobody") == {"nobody": 302}
    assert statuses("/organisations/intakes/4711/", "officer") == {"officer": 404}
    assert statuses("/organisations/intakes/empty/moods.csv", "officer") == {"officer": 404}


def test_a_page_shows_what_entering_would_do_and_then_what_it_did():
    client = browser("officer")
    given = {"what": "figures", "provider": "tax", "dated_on": "2021-05-31"}
    file = factories.upload("表.csv", table(LINE))

    answer = client.post("/organisations/intakes/new/", given | {"file": file}, follow=True)

    page = answer.content.decode()
    assert "包头市恒禾机械有限公司（演示）" in page
    assert "新登记企业 1 家" in page
    assert "123.00 元" in page and "<td>是" in page
    row = Intake.objects.get()
    move.make("intake", row.pk, "enter", actor=who("officer"))
    assert "新登记企业" in client.get(row.get_absolute_url()).content.decode()


def test_a_page_names_the_lines_that_are_wrong():
    row = handed_in(table(f"{CODE},2020,名,150203,C39,2015-03-02,1,maybe"))

    page = browser("officer").get(row.get_absolute_url()).content.decode()

    assert "第 2 行" in page and "maybe" in page


def test_the_list_takes_as_many_queries_for_one_as_for_three():
    row = handed_in(table(LINE))
    once = queries_of("officer", "/organisations/intakes/")
    factories.copies(row, 2)

    assert queries_of("officer", "/organisations/intakes/") == once


def test_many_enterprises_are_entered_in_a_few_queries(django_assert_max_num_queries):
    def lines(count: int) -> bytes:
        made = firms.invent(count, Random(1))
        return table(*(LINE.replace(CODE, firm.credit_code) for firm in made))

    one, many = handed_in(lines(1)), handed_in(lines(300))
    move.make("intake", one.pk, "enter", actor=who("officer"))
    with django_assert_max_num_queries(30):
        move.make("intake", many.pk, "enter", actor=who("officer"))
    assert Organisation.objects.count() == 300
