"""Who already knows the answers of a form: filled once, with its source, never silently."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import moment, source, who
from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text, yuan
from xingmeng.instruments.sections import figures, organisation, partners, people
from xingmeng.stages.applications import facts
from xingmeng.stages.applications.facts import Knowledge
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person

pytestmark = pytest.mark.django_db
TODAY, SAID_ON = date(2024, 6, 30), date(2024, 3, 1)
ID = "15020319800101123X"


@pytest.fixture
def home():
    with moment("2024-06-30"):
        yield factories.unit("rare")


def tell(home, by=None, on=SAID_ON, **given):
    registry.record_details(home.pk, given, source=by or source(), on=on, actor=SYSTEM)


def leader(**given) -> Person:
    person = Person.objects.get(user_id=who("batel").user_id)
    registry.record_person(person.pk, given, source=source(), on=SAID_ON, actor=SYSTEM)
    return person


def form(*questions) -> tuple[Section, ...]:
    return (Section(name="one", label=Text("一", "One"), fields=questions),)


def ask(*names: str, kind: str = "text", **more) -> Field:
    return Field(name="it", kind=kind, label=Text("它", "It"), filled_from=names, **more)


def filled(home, *questions, **known):
    knowledge = Knowledge(organisation=home, on=TODAY, **known)
    return facts.prefill(form(*questions), knowledge, by=7, at="2024-06-30T10:00:00+08:00")


def test_what_the_registry_holds_is_filled_with_its_source_and_day(home):
    tell(home, contact_name="其其格")

    answers, stamps = filled(home, organisation.NAME, organisation.CONTACT_NAME)

    assert answers == {"unit_name": home.name_zh, "contact_name": "其其格"}
    assert stamps["contact_name"] == {
        "v": 1, "r": 1, "tab": "", "by": 7, "at": "2024-06-30T10:00:00+08:00",
        "origin": "known", "source": "演示数据", "source_en": "Demo data", "on": "2024-03-01",
    }  # fmt: skip


def test_nothing_is_filled_where_nobody_knows(home):
    assert filled(home, organisation.CONTACT_NAME, organisation.PLATFORMS) == ({}, {})


def test_two_sources_that_disagree_are_both_shown_and_none_is_chosen(home):
    other = sources.name("bank", Text("开户行回执", "The bank"))
    tell(home, bank="甲银行")
    tell(home, bank="乙银行", by=other, on=date(2024, 5, 1))

    answers, stamps = filled(home, ask("organisation:bank"))

    assert answers == {}
    hints = stamps["it"]["hints"]
    assert [(h["value"], h["source"]) for h in hints] == [
        ("乙银行", "开户行回执"),
        ("甲银行", "演示数据"),
    ]


def test_two_sources_that_agree_are_one(home):
    other = sources.name("bank", Text("开户行回执", "The bank"))
    tell(home, bank="甲银行")
    tell(home, bank="甲银行", by=other)

    assert filled(home, ask("organisation:bank"))[0] == {"it": "甲银行"}


@pytest.mark.parametrize(("fresh_days", "expected"), [(121, {"it": "139"}), (120, {})])
def test_an_answer_too_old_is_shown_and_not_filled(home, fresh_days, expected):
    tell(home, contact_phone="139")

    asked = ask("organisation:contact_phone", fresh_days=fresh_days)
    answers, stamps = filled(home, asked)

    assert answers == expected
    if not expected:
        assert [(h["value"], h["stale"]) for h in stamps["it"]["hints"]] == [("139", True)]


def test_an_answer_that_is_over_is_not_filled(home):
    registry.record_details(
        home.pk, {"park": "稀土高新区"}, source=source(), on=SAID_ON,
        until=date(2024, 6, 29), actor=SYSTEM,
    )  # fmt: skip

    answers, stamps = filled(home, organisation.PARK)

    assert answers == {}
    assert stamps["park"]["hints"][0]["until"] == "2024-06-29"


def test_the_second_who_knows_is_asked_where_the_first_does_not(home):
    tell(home, address="甲路 1 号")

    assert filled(home, organisation.POSTAL_ADDRESS)[0] == {"postal_address": "甲路 1 号"}


def test_a_value_that_is_no_answer_to_the_question_is_not_filled(home):
    tell(home, introduction="长" * 30)

    assert filled(home, ask("organisation:introduction", max_chars=20)) == ({}, {})
    assert filled(home, ask("organisation:introduction", kind="integer")) == ({}, {})


def test_codes_become_words_where_words_are_asked_and_stay_codes_elsewhere(home):
    options = (("enterprise", Text("企业", "Enterprise")),)

    assert filled(home, ask("organisation:kind"))[0] == {"it": "企业"}
    chosen = ask("organisation:kind", kind="choice", options=options)
    assert filled(home, chosen)[0] == {"it": "enterprise"}
    assert filled(home, organisation.REGION)[0] == {"region": "地区150200地区150203"}


def test_figures_are_the_latest_of_their_name_and_age_from_the_end_of_their_year(home):
    given = {2021: {"staff": 8}, 2022: {"staff": 10}, 2023: {"staff": 12, "rd_fen": yuan(5)}}
    registry.record_facts(home.pk, given, source=source(), actor=SYSTEM)

    answers, stamps = filled(home, organisation.STAFF, figures.YEARS)
    before = filled(home, ask("facts:staff:-1", kind="integer"))[0]

    assert (answers["staff"], before) == (12, {"it": 10})
    assert stamps["staff"]["on"] == "2023-12-31"
    assert [(r["year"], r["rd_fen"]) for r in answers["years"]] == [
        (2023, yuan(5)), (2022, None), (2021, None),
    ]  # fmt: skip


def test_a_fact_of_yes_and_no_answers_a_tick_and_a_choice(home):
    registry.record_facts(home.pk, {2023: {"domestic": 0}}, source=source(), actor=SYSTEM)
    options = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))

    ticked = ask("facts:domestic", kind="tick", required=False)
    assert filled(home, ticked)[0] == {"it": False}
    assert filled(home, ask("facts:domestic", kind="choice", options=options))[0] == {
        "it": "no"
    }


def test_tables_come_row_by_row_with_the_columns_that_are_asked(home):
    given = {"source": source(), "on": SAID_ON, "actor": SYSTEM}
    right = {
        "kind": "invention", "number": "ZL1", "title": "扩散", "granted_on": date(2022, 5, 1),
    }  # fmt: skip
    registry.record_rights(home.pk, [right], **given)
    works = [
        {"kind": "project", "title": "旧项目", "state": "accepted", "amount_fen": yuan(3)},
        {"kind": "project", "title": "新项目", "state": "running", "until_on": TODAY},
        {"kind": "prize", "title": "科技进步奖", "level": "二等", "year": 2021, "rank": 1},
    ]
    registry.record_works(works, organisation_id=home.pk, **given)
    platform = {
        "instrument_code": "rd_centre", "number": "NM1", "title": Text("企业研发中心", "RDC"),
        "organisation_id": home.pk, "from_on": date(2022, 1, 1), "source": source(),
    }  # fmt: skip
    registry.record_qualification(**platform, actor=SYSTEM)

    answers, _ = filled(
        home, figures.RIGHTS, figures.EARLIER_PROJECTS, figures.RUNNING_PROJECTS,
        figures.PRIZES, organisation.PLATFORMS,
    )  # fmt: skip

    assert answers["rights"] == [
        {"kind": "invention", "number": "ZL1", "title": "扩散", "granted_on": "2022-05-01",
         "owner": home.name_zh, "state": "有效"},
    ]  # fmt: skip
    assert [r["title"] for r in answers["earlier_projects"]] == ["旧项目"]
    assert [r["title"] for r in answers["running_projects"]] == ["新项目"]
    assert answers["prizes"] == [
        {"title": "科技进步奖", "level": "二等", "year": 2021, "rank": 1}
    ]
    assert answers["platforms"] == [{"name": "企业研发中心", "level": None, "number": "NM1"}]


def test_a_certificate_is_known_while_it_holds(home):
    said = {"instrument_code": "high_tech_enterprise", "number": "GR1", "source": source()}
    days = {"from_on": date(2021, 7, 1), "until_on": date(2024, 6, 30)}
    registry.record_qualification(**said, **days, organisation_id=home.pk, actor=SYSTEM)

    asked = (organisation.HNTE_NUMBER, organisation.HNTE_VALID_ON)
    assert filled(home, *asked)[0] == {"hnte_number": "GR1", "hnte_valid_on": "2024-06-30"}
    later = Knowledge(organisation=home, on=date(2024, 7, 1))
    assert facts.prefill(form(*asked), later) == ({}, {})


def test_a_leader_is_filled_once_they_are_chosen(home):
    person = leader(id_number=ID, degree="doctor", title="研究员")

    asked = (people.LEADER_NAME, people.LEADER_ID, people.LEADER_DEGREE, people.LEADER_EMAIL)
    assert filled(home, *asked)[0] == {}
    assert filled(home, *asked, person=person)[0] == {
        "leader_name": "巴特尔",
        "leader_id": ID,
        "leader_degree": "doctor",
        "leader_email": "batel@example.org",
    }


def test_a_number_brings_the_rest_of_its_row_and_no_more(home):
    leader(id_number=ID, title="研究员", phone="139")
    rows = [{"person_id": ID, "role": "总体", "months": 6}, {"person_id": "nobody"}]
    code = [{"credit_code": home.credit_code.lower(), "task": "中试", "name": "已写"}]

    asked = form(people.MEMBERS, partners.PARTNERS)
    changed = facts.complete_rows(asked, {"members": rows, "partners": code})

    line = changed["members"][0]
    assert (line["name"], line["title"], line["employer"]) == (
        "巴特尔",
        "研究员",
        home.name_zh,
    )
    assert "phone" not in line and changed["members"][1] == {"person_id": "nobody"}
    assert (changed["partners"][0]["name"], changed["partners"][0]["kind"]) == (
        "已写",
        "enterprise",
    )
    assert facts.complete_rows(asked, {"members": [{"role": "x"}], "partners": "?"}) == {}


def test_the_call_answers_for_itself(home):
    call = SimpleNamespace(
        number="KJT-2024-1", title_zh="重点研发", instrument_code="key_project",
        instrument=SimpleNamespace(title=Text("重点研发计划", "Key projects")),
        opens_at=factories.time("2024-06-01"), closes_at=factories.time("2024-07-15", 17),
    )  # fmt: skip

    found = facts.known(
        ("call:number", "call:closes_at", "call:category", "system:today", "call:mood"),
        organisation=home, call=call, on=TODAY,
    )  # fmt: skip

    assert [found[name].value for name in found] == [
        "KJT-2024-1", "2024-07-15", "key_project", "2024-06-30",
    ]  # fmt: skip


def test_a_whole_form_takes_a_handful_of_queries(home):
    tell(home, contact_name="其其格", introduction="企业")
    registry.record_facts(home.pk, {2023: {"staff": 12}}, source=source(), actor=SYSTEM)
    person = leader(title="研究员")
    knowledge = Knowledge(organisation=home, person=person, on=TODAY)
    asked = (organisation.UNIT, organisation.STANDING, figures.FIGURES, figures.RECORD)

    with CaptureQueriesContext(connection) as seen:
        facts.prefill((*asked, people.LEADER), knowledge)

    assert len(seen) <= 16


def test_a_table_that_asks_nothing_the_row_knows_stays_empty(home):
    registry.record_facts(home.pk, {2023: {"staff": 12}}, source=source(), actor=SYSTEM)
    asked = Table(
        name="years", label=Text("年", "Years"), filled_from=("facts:years",),
        columns=(Field(name="mood", kind="text", label=Text("?", "?")),),
    )  # fmt: skip

    assert filled(home, asked) == ({}, {})


def test_projects_of_the_platform_itself_are_earlier_or_running_ones(home):
    for pk, until in ((1, date(2023, 1, 1)), (2, date(2025, 1, 1))):
        registry.record_engagement(
            [home.pk], kind="contract", subject_id=pk, role="bidder", title=f"项目 {pk}",
            amount_fen=yuan(7), from_on=date(2022, 1, 1), until_on=until, source=source(),
        )  # fmt: skip

    answers, _ = filled(home, figures.EARLIER_PROJECTS, figures.RUNNING_PROJECTS)

    assert [(r["title"], r["role"]) for r in answers["earlier_projects"]] == [
        ("项目 1", "揭榜方")
    ]
    assert [r["title"] for r in answers["running_projects"]] == ["项目 2"]
