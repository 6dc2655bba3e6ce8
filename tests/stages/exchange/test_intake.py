"""Tables of needs and offers: looked at line by line, entered as a whole or not at all."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests import factories
from tests.factories import browser, moment, refused, statuses, who
from tests.stages.exchange.test_offers import SECRET, draft, offered
from xingmeng.core import codes, move
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import ExchangeIntake, Need, Offer
from xingmeng.stages.exchange.queries import intake as queries

pytestmark = pytest.mark.django_db
HEADS = [
    "供给类型",
    "名称",
    "简介",
    "技术领域",
    "技术成熟度",
    "合作方式",
    "有效期至",
    "公开范围",
]
HEADS += ["保密说明", "联系人", "联系电话"]
LINE = ["技术", "磁泥再生", "回收率 95%", "新材料", "7", "许可、联合开发", "2022-06-30", "open"]
LINE += [SECRET, "沈嘉禾", "0471-1"]
NEED_HEADS = ["credit_code", "需求名称", "榜单类型", "榜单金额（万元）", "期望达到的指标"]


@pytest.fixture(autouse=True)
def now():
    with moment("2021-07-05"):
        yield


def table(*lines: list[str], heads: list[str] = HEADS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *lines])
    return out.getvalue().encode()


def changed(**cells: str) -> list[str]:
    return [cells.get(head, said) for head, said in zip(HEADS, LINE, strict=True)]


def handed_in(content: bytes, name: str = "供给.csv", **said: Any) -> ExchangeIntake:
    usual = {"what": "offers", "organisation_id": factories.unit("shanghai").pk}
    usual["actor"] = who("colleague")
    return actions.take_in(name, content, **usual | said)


def enter(row: ExchangeIntake, username: str = "colleague") -> ExchangeIntake:
    return move.make("exchange_intake", row.pk, "enter", actor=who(username))


def faults(content: bytes, **said: Any) -> list[tuple]:
    found = queries.plan(handed_in(content, **said)).findings
    return [(f.code, f.values.get("row") or f.values.get("line")) for f in found]


def test_offers_of_ones_own_unit_are_entered_and_published_at_once():
    row = handed_in(table(LINE, changed(名称="高速缠绕")))
    assert (row.state, Offer.objects.count()) == ("read", 0)

    row = enter(row)

    assert (row.state, row.lines) == ("entered", 2)
    made = list(Offer.objects.order_by("pk"))
    assert [o.state for o in made] == ["published"] * 2
    assert [o.title_zh for o in made] == ["磁泥再生", "高速缠绕"]
    first = made[0]
    assert (first.kind, first.field, first.readiness) == ("technology", "materials", 7)
    assert (first.answers["terms"], first.answers["secret"]) == (["licence", "joint"], SECRET)
    assert factories.steps_of("offer", first) == ["begin", "publish"]


def test_a_workbook_says_the_same_as_its_csv():
    book = Workbook()
    for line in (HEADS, LINE):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)

    plan = queries.plan(handed_in(out.getvalue(), "供给.xlsx"))

    assert (plan.findings, plan.lines) == ([], queries.plan(handed_in(table(LINE))).lines)


def test_needs_an_officer_hands_in_wait_as_drafts_of_their_units():
    rare = factories.unit("rare")
    line = [rare.credit_code, "磁泥再生", "tackle", "1,200.5", "回收率|≥95|%；能耗|≤2|kWh/kg"]
    given = {"what": "needs", "organisation_id": None, "actor": who("officer")}

    row = enter(handed_in(table(line, heads=NEED_HEADS), **given), "officer")

    need = Need.objects.get()
    assert (row.lines, need.state, need.organisation) == (1, "draft", rare)
    assert need.answers["kind"] == "tackle"
    assert need.total_fen == 1_200_500_000
    assert need.answers["targets"][1] == {"name": "能耗", "value": "≤2", "unit": "kWh/kg"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (table(changed(联系电话=""), changed(名称="二", 技术成熟度="十")),
         [("answer_needed", 2), ("not_an_option", 3)]),
        (table(changed(有效期至="6月")), [("not_a_date", 2)]),
        (table(changed(有效期至="2021-07-05")), [("day_passed", 2)]),
        (table(LINE, LINE), [("stated_already", 3)]),
        (table(["x"], heads=["名字"]), [("column_unknown", None), ("column_missing", None)]),
        (table(), [("table_size", None)]),
    ],
)  # fmt: skip
def test_every_fault_names_its_line_and_nothing_is_entered(content, found):
    assert faults(content) == found

    row = ExchangeIntake.objects.get()
    assert set(refused(lambda: enter(row))) == {code for code, _ in found}


def test_what_a_unit_states_already_is_not_entered_again():
    offered(title_zh="磁泥再生")

    assert faults(table(LINE)) == [("stated_already", 2)]


def test_who_hands_in_for_others_is_not_told_of_their_drafts():
    draft(title_zh="磁泥再生")
    named = [["credit_code", *HEADS], [factories.unit("shanghai").credit_code, *LINE]]
    others = table(*named[1:], heads=named[0])

    assert faults(others, organisation_id=None, actor=who("officer")) == []
    assert faults(table(LINE)) == [("stated_already", 2)]


@pytest.mark.parametrize(("code", "found"), [("", 2), ("91150203MA0XXXXX00", 2)])
def test_a_unit_must_be_known_by_its_code(code, found):
    given = {"what": "needs", "organisation_id": None, "actor": who("officer")}

    content = table([code, "磁泥再生", "tackle", "1", "a|1|%"], heads=NEED_HEADS)

    assert faults(content, **given) == [("unit_unknown", found)]


def test_tables_are_handed_in_for_ones_own_unit_or_by_officers():
    rare, stranger, officer = factories.unit("rare").pk, who("stranger"), who("officer")
    content = table(LINE)

    def trying(**said: Any) -> list[str]:
        return refused(lambda: handed_in(content, **said))

    handed_in(content)
    assert trying(organisation_id=rare, actor=stranger) == ["not_your_move"]
    assert trying(organisation_id=None, actor=stranger) == ["not_your_move"]
    assert trying(organisation_id=rare, actor=officer) == ["not_your_move"]
    assert trying(what="people") == ["not_an_option"]
    row = ExchangeIntake.objects.get()
    assert refused(lambda: enter(row, "officer")) == ["not_your_move"]


def test_a_table_and_its_file_are_their_own_units_alone():
    row = handed_in(table(LINE))
    at = f"/exchange/intakes/{codes.of(row)}/"
    page = browser("colleague").get(at).content.decode()
    file = page.split('href="/files/')[1].split('"')[0]

    assert "磁泥再生" in page
    wanted = {"nobody": 302, "stranger": 404, "officer": 404, "colleague": 200}
    assert statuses(at, *wanted) == wanted
    assert statuses(f"/files/{file}", *wanted) == wanted | {"nobody": 404}
    pages = {"nobody": 302, "visitor": 404, "stranger": 200, "officer": 200}
    assert statuses("/exchange/intakes/", *pages) == pages
    assert statuses("/exchange/intakes/new/", *pages) == pages
    assert statuses("/exchange/intakes/4711-4711/", "officer") == {"officer": 404}
    assert statuses("/exchange/intakes/empty/people.csv", "officer") == {"officer": 404}


def test_a_table_is_handed_in_and_looked_at_from_its_pages():
    client, unit = browser("colleague"), factories.unit("shanghai")
    file = SimpleUploadedFile("供给.csv", table(changed(联系电话="")))
    said = {"what": "offers", "organisation": unit.pk, "file": file, "declared": "on"}

    place = client.post("/exchange/intakes/new/", said)["Location"]
    page = client.get(place).content.decode()

    assert "联系电话：第 2 行" in page
    assert "录入前预览" not in page
    heads = client.get("/exchange/intakes/empty/offers.csv").content.decode()
    assert all(head in heads for head in HEADS)


def test_the_list_takes_as_many_queries_for_many_as_for_one():
    row = handed_in(table(LINE))

    one = factories.queries_of("colleague", "/exchange/intakes/")
    factories.copies(row, 2)

    assert one == factories.queries_of("colleague", "/exchange/intakes/") <= 8
