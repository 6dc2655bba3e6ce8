"""Many applications go back at once, each by itself and with its own reason."""

import pytest

from tests.factories import browser, copies, moment, steps_of, who
from tests.lifecycle.walk import Walk
from xingmeng.core import codes, trail
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.actions.returning import Why, return_many
from xingmeng.stages.applications.models import Application

pytestmark = pytest.mark.django_db
WHY = Why(grounds="figures", reason="请核对经费。")


@pytest.fixture
def rows():
    """Three applications of one unit: one at its bureau, one at the department, one a draft."""
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    row = walk.fresh()
    Application.objects.filter(pk=row.pk).update(state="at_department")
    row.refresh_from_db()
    at_bureau, draft = copies(row, 2, number="SB-{n}")
    for copy, state in ((at_bureau, "at_bureau"), (draft, "draft")):
        Application.objects.filter(number=copy.number).update(state=state)
    with moment("2021-09-21"):
        yield [row, *Application.objects.filter(number__startswith="SB-").order_by("number")]


def state(row) -> str:
    return Application.objects.get(pk=row.pk).state


def test_each_goes_back_with_its_own_reason_whatever_becomes_of_the_others(rows):
    first, second, draft = rows
    own = Why(grounds="other", reason="请补签章页。")

    results = return_many({first.pk: WHY, second.pk: own}, actor=who("officer"))
    again = return_many({first.pk: WHY, 0: WHY}, actor=who("officer"))

    assert results == [(first.pk, ()), (second.pk, ())]
    assert [(pk, [f.code for f in found]) for pk, found in again] == [
        (first.pk, ["wrong_state", "returned_before"])
    ]
    assert [state(row) for row in rows] == ["returned", "returned", "draft"]
    step, note = trail.steps_of("application", second.pk)[-1]
    assert (step.move, note.reason, note.details["grounds"]) == (
        *("return_to_applicant", "请补签章页。", "other"),
    )


def test_what_is_refused_is_not_half_done(rows):
    first = rows[0]
    before = steps_of("application", first)

    results = return_many({first.pk: Why(grounds="nothing", reason="")}, actor=who("officer"))

    assert {f.code for f in results[0][1]} == {"reason_needed", "not_an_option"}
    assert (state(first), steps_of("application", first)) == ("at_department", before)


def test_everybody_returns_what_is_theirs_alone(rows):
    first, second, _ = rows

    assert list(queries.returnable(who("officer"))) == [first, second]
    assert second in queries.returnable(who("bureau"))
    assert list(queries.returnable(who("ordos"))) == []
    assert list(queries.returnable(who("issuer"))) == []
    assert return_many({first.pk: WHY}, actor=who("ordos")) == []


def test_the_page_says_what_went_back_and_why_the_rest_did_not(rows):
    first, second, draft = rows
    client = browser("officer")
    page = client.get("/applications/return/").content.decode()
    said = {"grounds": "figures", f"reason-{codes.of(second)}": "另见函"}
    said["pk"] = [codes.of(first), codes.of(second)]

    answer = client.post("/applications/return/", said)
    again = client.post(
        "/applications/return/", {**said, "pk": [codes.of(first), codes.of(draft), "x"]}
    )

    assert first.number in page and draft.number not in page
    assert answer.context["returned"] == 2
    assert (again.context["returned"], again.context["refused"]) == (0, 1)
    notes = [trail.steps_of("application", row.pk)[-1][1].reason for row in (first, second)]
    assert notes == ["经费或指标前后不一致", "另见函"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("nobody", 302), ("stranger", 404), ("expert", 404), ("bureau", 200), ("officer", 200)],
)
def test_who_may_send_many_back(name, status):
    who(name)
    assert browser(name).get("/applications/return/").status_code == status
