"""Drafts of the law: saved in versions by one officer, seen by few, and nothing follows."""

from datetime import date

import pytest
from django.apps import apps
from django.http import Http404

from tests.factories import moment, refused, steps_of, who, who_sees
from xingmeng.law.amending import Amendment, Clause
from xingmeng.stages.policy import actions
from xingmeng.stages.policy.models import LawDraft
from xingmeng.stages.policy.queries import drafts
from xingmeng.stages.policy.rules import drafts as rules

pytestmark = pytest.mark.django_db
ON, SINCE = date(2021, 7, 1), date(2021, 1, 1)
STAFF = "technology_sme.staff_most"
FEWER = Amendment({STAFF: {SINCE: 300}})
OTHER = Amendment({STAFF: {SINCE: 300}}, {"technology_sme.business": Clause("waived", SINCE)})
TRAIL = {"core.Note", "core.TrailRow", "core.TrailHead", "policy.LawDraft"}


def save(draft=FEWER, username="officer", **said) -> LawDraft:
    given = {"name": "职工上限三百人", "on": ON, **said}
    with moment("2021-07-01"):
        return actions.save_draft(draft, actor=who(username), **given)


def counts() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.label not in TRAIL
    }


def test_a_draft_is_saved_in_versions_and_reads_as_it_was_written():
    row = save()
    same = save(pk=row.pk)
    changed = save(OTHER, pk=row.pk)

    assert (row.version, same.version, changed.version) == (1, 1, 2)
    assert LawDraft.objects.get().amendment == OTHER
    assert steps_of("law_draft", changed) == ["save", "save"]


def test_nothing_but_the_draft_is_written():
    who("officer")
    before = counts()

    row = save(OTHER)
    actions.drop_draft(row.pk, actor=who("officer"))

    assert counts() == before


def test_a_dropped_draft_is_on_no_list_any_more():
    row = save()

    actions.drop_draft(row.pk, actor=who("officer"))

    assert list(drafts.drafts_for(who("officer"))) == []
    assert steps_of("law_draft", row) == ["save", "drop"]


def test_drafts_are_seen_by_officers_the_chair_and_leaders():
    row = save()

    assert who_sees(drafts.drafts_for, row) == ["officer", "chair", "leader"]
    with pytest.raises(Http404):
        drafts.draft_for(who("bureau"), row.pk)


def test_only_officers_write_and_only_their_own():
    row = save()
    who("leader"), who("chair")

    assert refused(lambda: save(username="leader")) == ["not_your_move"]
    assert refused(lambda: save(username="leader", pk=row.pk)) == [
        "not_your_move",
        "draft_of_another",
    ]
    assert refused(lambda: actions.drop_draft(row.pk, actor=who("chair"))) == [
        "not_your_move",
        "draft_of_another",
    ]


def test_a_draft_is_refused_with_all_its_reasons():
    who("officer")
    wrong = Amendment({STAFF: {SINCE: -1}, "luck.much": {SINCE: 1}})

    assert refused(lambda: save(wrong, name=" ")) == [
        "answer_needed",
        "draft_out_of_range",
        "draft_no_parameter",
    ]
    assert refused(lambda: save(Amendment(), name="长" * 81)) == [
        "too_long",
        "draft_changes_nothing",
    ]
    assert LawDraft.objects.count() == 0


def test_a_page_is_read_as_it_is_written():
    money = Amendment(
        {
            STAFF: {SINCE: 300},
            "technology_sme.assets_most_fen": {ON: 1_500_000},
            "rd_subsidy.increase_bp": {ON: 1_250},
        },
        OTHER.clauses,
    )
    keys = dict.fromkeys((*money.values, "technology_sme.pass_points"), ON)

    found = rules.from_page(
        dict(rules.to_page(money)), keys=keys, codes=money.clauses, since=ON
    )

    assert found == (money, [])


def test_what_cannot_be_read_is_named_with_its_field():
    said = {
        f"value:{STAFF}": "三百",
        "value:technology_sme.assets_most_fen": "0.0000001",
        "value:rd_subsidy.increase_bp": "1.234",
        "value:technology_sme.pass_points": "1.5",
        "from:technology_sme.pass_points": "明年",
        "value:technology_sme.rights_points": "1,200",
        "how:technology_sme": "ends",
        "day:technology_sme": "2021-13-01",
    }
    keys = {n.partition(":")[2]: ON for n in said if n.startswith("value:")}

    draft, found = rules.from_page(said, keys=keys, codes={"technology_sme": None}, since=ON)

    assert draft == Amendment({"technology_sme.rights_points": {ON: 1200}})
    assert [(one.code, one.values["field"].partition(":")[0]) for one in found] == [
        ("not_a_number", "value"),
        ("not_money", "value"),
        ("not_a_percentage", "value"),
        ("not_a_date", "from"),
        ("not_a_number", "value"),
        ("not_a_date", "day"),
    ]
