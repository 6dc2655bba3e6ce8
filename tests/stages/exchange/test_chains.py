"""Chains: what belongs to a link, bottlenecks and their life, who sees what, placings."""

from typing import Any

import pytest

from tests import factories, thread
from tests.factories import moment, refused, steps_of, who, who_sees
from xingmeng.core import move
from xingmeng.core.models import TrailRow
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Bottleneck, Chain, Link, Placing
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.stages.exchange.rules import chains as rules
from xingmeng.stages.registry import queries as registry

pytestmark = pytest.mark.django_db
SAID = {
    "title_zh": "高端抛光粉粒度控制",
    "title_en": "Grain of polishing powder",
    "missing_zh": "D50 波动大于 8%，高端牌号依赖进口。",
    "dependent_zh": "光学玻璃加工企业 12 家",
}
INSIDE = ["officer", "chair", "finance", "discipline", "leader", "admin"]


@pytest.fixture(autouse=True)
def now():
    with moment("2021-08-10"):
        actions.load_chains()
        yield


def link(code: str = "rare-earths-functional") -> Link:
    return Link.objects.get(code=code)


def recorded(sight: str = "public", **more: Any) -> Bottleneck:
    said = SAID | {"sight": sight} | more
    return actions.record_bottleneck(link().pk, actor=who("officer"), **said)


def go(row: Bottleneck, name: str, username: str = "officer", **said: Any) -> Bottleneck:
    return move.make("bottleneck", row.pk, name, actor=who(username), **said)


def submitted() -> Any:
    return thread.thread_until("need_submitted").need


def test_loading_again_changes_nothing():
    keys = list(Link.objects.order_by("pk").values_list("pk", "code", "place"))

    actions.load_chains()

    assert list(Link.objects.order_by("pk").values_list("pk", "code", "place")) == keys
    assert Chain.objects.count() == 6


# --- bottlenecks ------------------------------------------------------------------------------


def test_a_bottleneck_is_entered_tackled_and_overcome_on_record():
    row = recorded()
    row = go(row, "tackle", details={"tackled_by": "重点研发项目"})
    row = go(row, "overcome", details={"evidence": "验收意见 2021-1 号"})

    assert (row.state, row.shown, row.tackled_by) == ("overcome", True, "重点研发项目")
    assert str(row.overcome_on) == "2021-08-10"
    assert steps_of("bottleneck", row) == ["begin", "accept", "tackle", "overcome"]


def test_tackling_may_end_and_the_bottleneck_be_dropped():
    row = go(recorded(), "tackle", details={"tackled_by": "项目"})

    assert go(row, "reopen", reason="项目终止").state == "open"
    assert go(row, "drop", reason="重复").state == "dropped"
    assert refused(lambda: go(row, "tackle", details={"tackled_by": "项目"})) == ["wrong_state"]


def test_a_unit_proposes_its_own_need_and_an_officer_enters_it():
    need = submitted()
    row = actions.propose_bottleneck(link().pk, need.pk, actor=who("issuer"), **SAID)

    assert who_sees(queries.visible_to, row) == ["issuer", "bureau", *INSIDE]
    assert go(row, "accept", details={"sight": "inside"}).state == "open"
    assert not Bottleneck.objects.get().shown
    assert refused(lambda: actions.propose_bottleneck(
        link().pk, need.pk, actor=who("issuer"), **SAID
    )) == ["bottleneck_known"]  # fmt: skip


def test_a_proposal_is_declined_or_withdrawn():
    need = submitted()
    first = actions.propose_bottleneck(link().pk, need.pk, actor=who("issuer"), **SAID)
    go(first, "decline", reason="已有项目")
    second = actions.propose_bottleneck(link().pk, need.pk, actor=who("issuer"), **SAID)

    assert go(second, "withdraw", "issuer").state == "withdrawn"
    assert first.number != second.number


@pytest.mark.parametrize(
    ("username", "more", "codes"),
    [
        ("issuer", {}, ["not_your_move"]),
        ("officer", {"title_zh": " "}, ["answer_needed"]),
        ("officer", {"need_id": 4711}, ["not_an_option"]),
        ("officer", {"sight": "x"}, ["not_an_option"]),
    ],
)
def test_a_bottleneck_is_not_entered(username, more, codes):
    said = SAID | {"sight": "public", "actor": who(username)} | more

    def act() -> None:
        actions.record_bottleneck(link().pk, **said)

    assert refused(act) == codes
    assert not Bottleneck.objects.exists()


def test_nobody_proposes_anothers_need_or_one_that_is_no_more_handled():
    need = submitted()

    def act(username: str) -> list[str]:
        said = SAID | {"actor": who(username)}
        return refused(lambda: actions.propose_bottleneck(link().pk, need.pk, **said))

    assert act("visitor") == ["not_your_move"]
    move.make("need", need.pk, "withdraw", actor=who("issuer"))
    assert act("issuer") == ["wrong_state"]


def test_texts_and_sight_are_mended_while_it_lives():
    row = recorded(sight="inside")

    actions.revise_bottleneck(
        row.pk, sight="public", actor=who("officer"), **SAID | {"title_zh": "粒度"}
    )

    row.refresh_from_db()
    assert (row.title_zh, row.shown) == ("粒度", True)
    assert steps_of("bottleneck", row)[-1] == "change"


def test_only_officers_mend_and_only_while_it_lives():
    row = recorded()

    def act(username: str, **more: Any) -> list[str]:
        given = SAID | {"sight": "public", "actor": who(username)} | more
        return refused(lambda: actions.revise_bottleneck(row.pk, **given))

    assert act("leader") == ["not_your_move"]
    assert act("officer", missing_zh="") == ["answer_needed"]
    go(row, "drop", reason="重复")
    assert act("officer") == ["wrong_state"]


def test_what_is_for_the_department_is_seen_by_staff_alone():
    assert who_sees(queries.visible_to, recorded("inside")) == INSIDE
    assert "nobody" in who_sees(queries.visible_to, recorded())


# --- what belongs to a link -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "more", "expected"),
    [
        ("稀土抛光粉一致性", {}, True),
        ("稀土抛光粉一致性", {"industry": "32"}, True),
        ("稀土抛光粉一致性", {"industry": "14"}, False),
        ("稀土抛光粉一致性", {"industry": ""}, True),
        ("别的题目", {"direction": "rare-earths-functional"}, True),
        ("别的题目", {"direction": ""}, False),
    ],
)
def test_words_within_the_industries_or_a_direction_put_a_record_on_a_link(
    said, more, expected
):
    assert rules.belongs(link(), said, **more) is expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "calm"),
        ({"organisation": 3, "contract": 1}, "calm"),
        ({"bottleneck": 1}, "thin"),
        ({"need": 2, "organisation": 9}, "thin"),
        ({"need": 2, "platform": 1}, "covered"),
        ({"bottleneck": 1, "contract": 1}, "covered"),
    ],
)
def test_a_link_is_thin_where_something_is_asked_and_nothing_covers_it(counts, expected):
    assert rules.standing(counts).name == expected


def firms(username: str = "officer") -> dict[str, list[str]]:
    """The firms on each link that has any."""
    rows, found = registry.visible_to(who(username)), list(queries.links())
    held = queries.attributed(
        rows,
        found,
        kind="organisation",
        texts=("name_zh", "name_en"),
        placed=queries.placings_of(found),
        industry="industry_id",
    )
    names = dict(rows.values_list("pk", "name_zh"))
    codes = {one.pk: one.code for one in found}
    return {codes[pk]: [names[key] for key in keys] for pk, keys in held.items() if keys}


def test_what_an_officer_says_of_a_firm_stands_above_its_words():
    rare, milk = factories.unit("rare"), factories.unit("dairy")
    dairy, magnets = link("dairy-processing"), link("rare-earths-magnets")
    assert firms() == {magnets.code: [rare.name_zh], dairy.code: [milk.name_zh]}

    officer = {"actor": who("officer"), "why": "主营不同"}
    actions.place(magnets.pk, "organisation", rare.credit_code, off=True, **officer)
    added = actions.place(dairy.pk, "organisation", rare.credit_code, off=False, **officer)
    assert firms() == {dairy.code: [rare.name_zh, milk.name_zh]}

    actions.take_back(added.pk, actor=who("officer"))
    assert firms() == {dairy.code: [milk.name_zh]}
    steps = TrailRow.objects.filter(kind="link").order_by("position")
    assert [step.move for step in steps] == ["keep_off", "place", "take_back"]


@pytest.mark.parametrize(
    ("username", "kind", "number", "why", "codes"),
    [
        ("issuer", "need", "{need}", "理由", ["not_your_move"]),
        ("officer", "need", "{need}", " ", ["answer_needed"]),
        ("officer", "need", "XQ1", "理由", ["nothing_of_that_number"]),
        ("officer", "payment", "{need}", "理由", ["nothing_of_that_number"]),
        ("officer", "platform", "X", "理由", ["nothing_of_that_number"]),
    ],
)
def test_nothing_is_put_on_a_link(username, kind, number, why, codes):
    number, actor = number.format(need=submitted().number), who(username)

    def act() -> None:
        actions.place(link().pk, kind, number, off=False, why=why, actor=actor)

    assert refused(act) == codes
    assert not Placing.objects.exists()


def test_only_officers_take_back_what_was_placed():
    need = submitted()
    officer = {"actor": who("officer"), "why": "理由"}
    row, leader = (
        actions.place(link().pk, "need", need.number, off=False, **officer),
        who("leader"),
    )

    assert refused(lambda: actions.take_back(row.pk, actor=leader)) == ["not_your_move"]
    assert [one.pk for one in queries.placings_for(leader, link())] == [row.pk]
    assert queries.placings_for(who("issuer"), link()) == []


def test_a_need_is_without_offers_until_an_introduction_or_a_verdict():
    need = submitted()

    def without(username: str) -> list[int]:
        return list(queries.without_offers(who(username)).values_list("pk", flat=True))

    assert (without("officer"), without("issuer"), without("visitor")) == (
        [need.pk], [need.pk], [],
    )  # fmt: skip
