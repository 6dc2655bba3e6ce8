"""An application begins filled: leader, row keys, the second step, the second application."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, source, unit, who
from tests.lifecycle.walk import Walk
from xingmeng import instruments
from xingmeng.core import codes, move
from xingmeng.core.actor import SYSTEM
from xingmeng.core.drafts import Given, How
from xingmeng.stages.applications import actions, facts, rules
from xingmeng.stages.applications.actions.mending import offer_correction
from xingmeng.stages.applications.models import Application
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person

pytestmark = pytest.mark.django_db
ID = "15029919800101123X"


def person(username: str) -> Person:
    return Person.objects.get(user_id=who(username).user_id)


@pytest.fixture
def walk():
    made = Walk("key_project")
    made.begin()
    made.open_call()
    told = {"source": source(), "on": date(2021, 9, 1), "actor": SYSTEM}
    home = unit("rare")
    registry.record_details(home.pk, {"contact_name": "其其格", "park": "高新区"}, **told)
    registry.record_person(person("batel").pk, {"id_number": ID, "title": "研究员"}, **told)
    return made


def begin(walk, *, leader: str = "batel", day: str = "2021-09-10") -> Application:
    with moment(day):
        return actions.apply(
            walk.call.pk,
            organisation_id=unit("rare").pk,
            leader_id=person(leader).pk,
            actor=who("issuer"),
        )


def test_what_is_known_stands_in_the_form_with_its_source(walk):
    row = Application.objects.get(pk=begin(walk).pk)

    assert row.answers["unit_name"] == unit("rare").name_zh
    assert (row.answers["contact_name"], row.answers["leader_title"]) == ("其其格", "研究员")
    assert row.stamps["contact_name"]["source"] == "演示数据"
    assert row.stamps["contact_name"]["origin"] == "known"
    assert "need" not in row.answers


def test_a_leader_is_somebody_of_the_unit(walk):
    for username in ("stranger", "issuer"):
        who(username)

    assert refused(lambda: begin(walk, leader="stranger")) == ["not_of_the_unit"]


def test_a_key_brings_its_row_and_the_stamp_says_so(walk):
    row = begin(walk)
    with moment("2021-09-10"):
        rows = [{"person_id": ID, "role": "总体", "months": 6}]
        actions.save_answers(row.pk, {"members": rows}, actor=who("issuer"))

    row.refresh_from_db()
    assert (row.answers["members"][0]["name"], row.stamps["members"]["filled"]) == (
        "巴特尔",
        1,
    )
    with moment("2021-09-11"):
        actions.save_answers(row.pk, {"members": row.answers["members"]}, actor=who("issuer"))
    row.refresh_from_db()
    assert row.stamps["members"]["v"] == 2


def test_what_somebody_has_answered_or_cleared_is_not_filled_again(walk):
    row = begin(walk)
    with moment("2021-09-10"):
        actions.save_answers(row.pk, {"contact_name": ""}, actor=who("issuer"))
    row.refresh_from_db()

    facts.fill(row, rules.form_of(row), by=1)

    assert not row.answers["contact_name"]


def test_the_second_application_knows_what_the_first_was_told(walk):
    first = begin(walk)
    with moment("2021-09-12"):
        said = {"introduction": "专做磁体", "leader_months": 6, "need": "必要"}
        actions.save_answers(first.pk, said, actor=who("issuer"))
    Application.objects.filter(pk=first.pk).update(
        state="submitted", submitted_at=factories.time("2021-09-13")
    )

    earlier = facts.Knowledge(organisation=unit("rare"), on=date(2022, 3, 1))

    found = facts.known(
        ("earlier:introduction", "earlier:leader_months", "earlier:mood"),
        organisation=unit("rare"),
        on=date(2022, 3, 1),
    )
    assert [one.value for one in found.values()] == ["专做磁体", 6]
    assert found["earlier:introduction"].source.zh == f"贵单位的申报 {first.number}"
    form = instruments.get("key_project").forms["application"]
    answers, stamps = facts.prefill(form, earlier)
    assert (answers["introduction"], stamps["introduction"]["origin"]) == (
        "专做磁体",
        "carried",
    )
    assert "need" not in answers


def corrected(walk) -> Application:
    row = begin(walk)
    with moment("2021-09-10"):
        how = How(whys={"contact_name": "6 月起换人"})
        given = Given({"contact_name": "斯琴"}, how)
        actions.save_answers(row.pk, given, actor=who("issuer"))
    return row


def test_a_corrected_answer_is_offered_to_the_registry_with_its_reason(walk):
    row = corrected(walk)

    with moment("2021-09-10"):
        pk = offer_correction(row.pk, "contact_name", actor=who("issuer"))
        done = move.make("correction", pk, "accept", actor=who("officer"))

    assert (done.name, done.why, done.said_by) == (
        "organisation:contact_name",
        "6 月起换人",
        "演示数据",
    )
    told = facts.known(
        ("organisation:contact_name",), organisation=unit("rare"), on=date(2021, 9, 11)
    )
    assert [one.value for one in told.values()] == ["斯琴"]


def test_only_the_units_own_corrections_are_offered(walk):
    row = corrected(walk)
    officer, stranger = who("officer"), who("stranger")

    def offer(actor, field="contact_name"):
        return refused(lambda: offer_correction(row.pk, field, actor=actor))

    assert offer(officer) == offer(stranger) == ["not_your_move"]
    assert offer(who("issuer"), "park") == ["not_mended_here"]


def test_the_page_of_an_application_offers_what_was_corrected(walk):
    row = corrected(walk)
    client = factories.browser("issuer")

    before = client.get(row.get_absolute_url()).content.decode()
    sent = client.post(f"/applications/{codes.of(row)}/mend/contact_name/")
    after = client.get(row.get_absolute_url()).content.decode()

    assert "6 月起换人" in before and "请登记处一并更正" in before
    assert sent.status_code == 302 and "已提交核对" in after


def test_a_project_that_goes_on_carries_its_words_but_not_its_money(walk):
    former = begin(walk)
    with moment("2021-09-12"):
        said = {"title": "磁体", "need": "必要", "requested_fen": 5, "start_on": "2021-12-01"}
        actions.save_answers(former.pk, said, actor=who("issuer"))
    rows = Application.objects.filter(pk=former.pk)
    home, actor = unit("rare"), who("issuer")

    def goes_on():
        with moment("2021-09-20"):
            given = {"organisation_id": home.pk, "continues_id": former.pk, "actor": actor}
            return actions.apply(walk.call.pk, **given)

    assert refused(goes_on) == ["not_of_the_unit"]  # a draft is nothing to go on from
    rows.update(state="submitted", submitted_at=factories.time("2021-09-13"))

    row = Application.objects.get(pk=goes_on().pk)

    assert (row.answers["title"], row.answers["need"]) == ("磁体", "必要")
    assert row.stamps["need"]["origin"] == "carried"
    assert not {"requested_fen", "start_on", "pledged"} & set(row.answers)
    assert row.title == "磁体"
