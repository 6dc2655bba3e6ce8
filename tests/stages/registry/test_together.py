"""Many in one go: row for row what the single actions write, and all of it or nothing."""

from datetime import date
from typing import Any

import pytest

from tests.factories import moment, refused, unit, who
from tests.stages.registry.test_partners import DAY, partner
from xingmeng.core import sources
from xingmeng.core.models import Note, TrailRow
from xingmeng.demo.chapters.cooperation import institutes
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.models import Agreement, Deliverable, Organisation

pytestmark = pytest.mark.django_db
PROMISES = [
    {
        "kind": "platform",
        "title_zh": "平台",
        "title_en": "P",
        "deadline_on": date(2021, 12, 31),
    },
    {"kind": "team", "title_zh": "团队", "title_en": "T", "deadline_on": date(2022, 12, 31)},
]


@pytest.fixture(autouse=True)
def everybody() -> None:
    for name in ("officer", "bureau", "issuer"):
        who(name)
    for key in ("rare", "beijing", "shanghai"):
        unit(key)


def told() -> list[dict[str, Any]]:
    """Two invented institutes, as a register tells of them."""
    found = [one for one in institutes() if one.region in ("110000", "310000")]
    return [
        {
            "credit_code": one.credit_code,
            "name_zh": one.name_zh,
            "name_en": one.name_en,
            "kind": one.kind,
            "region_id": one.region,
            "registered_on": date(2010, 5, 18),
        }
        for one in found[:2]
    ]


def drafts(*partners: int) -> list[dict[str, Any]]:
    return [
        {
            "title_zh": f"协议{n}",
            "title_en": f"Agreement {n}",
            "subject": "共建",
            "partners": list(partners),
            "units": [unit("rare").pk, unit("shanghai").pk][:n],
        }
        for n in (1, 2)
    ]


def rows(model: Any, *, after: int, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What stands in the columns of what came after, but keys."""
    left_out = {"id", "number", "agreement_id", *without}
    found = model.objects.filter(pk__gt=after).order_by("pk").values()
    return [{k: v for k, v in row.items() if k not in left_out} for row in found]


def last(model: Any) -> int:
    return max(model.objects.values_list("pk", flat=True), default=0)


def steps(kind: str, *, after: int) -> list[tuple[str, ...]]:
    found = TrailRow.objects.filter(kind=kind, position__gt=after).order_by("position")
    said = Note.objects.filter(step_id__in=found.values("step_id")).count()
    return [*found.values_list("actor_id", "move", "before", "after"), (said,)]


def written(model: Any, kind: str, act: Any) -> tuple[Any, Any]:
    """The rows and steps that an act writes."""
    pk, position = last(model), last(TrailRow)
    with moment(DAY):
        act()
    return rows(model, after=pk, without=("credit_code", "name_zh")), steps(
        kind, after=position
    )


def test_units_of_a_register_are_entered_as_one_by_one():
    with moment(DAY):
        source = sources.name("demo:test", Text("登记", "Register"), dated_on=date(2021, 5, 1))
    officer, (one, other) = who("officer"), told()
    same = {k: v for k, v in one.items() if k not in ("credit_code", "name_zh")}
    other |= same

    def single() -> None:
        actions.register_organisation(actor=officer, source=source, **one)

    def many() -> None:
        actions.register_organisations([other], source=source, actor=officer)

    assert written(Organisation, "organisation", single) == written(
        Organisation, "organisation", many
    )


def test_agreements_and_what_they_promise_are_entered_as_one_by_one():
    officer, about = who("officer"), partner()

    def single() -> None:
        for one in drafts(about.pk):
            row = actions.draft_agreement(actor=officer, **one)
            for promise in PROMISES:
                actions.add_deliverable(row.pk, actor=officer, **promise)

    def many() -> None:
        made = actions.draft_agreements(drafts(about.pk), actor=officer)
        keys = [row.pk for row in made]
        actions.add_deliverables(keys, dict.fromkeys(keys, PROMISES), actor=officer)

    first = written(Agreement, "agreement", single)
    promised = rows(Deliverable, after=0)
    mark = last(Deliverable)
    assert written(Agreement, "agreement", many) == first
    assert rows(Deliverable, after=mark) == promised
    made = Agreement.objects.order_by("pk")
    parties = [({*row.partners.all()}, {*row.units.all()}) for row in made]
    assert parties[:2] == parties[2:]
    numbers = [list(row.deliverables.values_list("number", flat=True)) for row in made]
    assert numbers == [[1, 2]] * 4
    assert len({row.number for row in made}) == 4


def test_one_that_cannot_stand_refuses_all():
    officer, about = who("officer"), partner()
    one, other = told()
    with moment(DAY):
        source = sources.name("demo:test", Text("登记", "Register"), dated_on=date(2021, 5, 1))
    bad = {**other, "credit_code": one["credit_code"]}

    def entered(units: list[dict[str, Any]], by: Any = officer) -> list[str]:
        return refused(lambda: actions.register_organisations(units, source=source, actor=by))

    assert entered([one, bad]) == ["credit_code_taken"] * 2
    assert entered([one, other | {"kind": "x"}]) == ["not_an_option"]
    assert entered([one], who("issuer")) == ["not_your_move"]
    made = drafts(about.pk)
    assert refused(
        lambda: actions.draft_agreements([made[0], made[1] | {"partners": []}], actor=officer)
    ) == ["agreement_without_partner"]
    assert refused(lambda: actions.draft_agreements(made, actor=who("bureau"))) == [
        "not_your_move"
    ]
    with moment(DAY):
        row = actions.draft_agreement(
            actor=officer, until_on=date(2022, 6, 1), **drafts(about.pk)[0]
        )
    assert refused(
        lambda: actions.add_deliverables([row.pk], {row.pk: PROMISES}, actor=officer)
    ) == ["outside_the_term"]
