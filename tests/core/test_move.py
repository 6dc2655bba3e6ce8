"""One door for every change of state: all reasons at once, and nothing written on a refusal."""

import pytest

from tests import factories, thread
from xingmeng.core import events, move, trail
from xingmeng.core.errors import Refused
from xingmeng.core.events import Moved
from xingmeng.core.models import TrailRow

pytestmark = pytest.mark.django_db


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_make_gives_every_reason_at_once_and_writes_nothing():
    with factories.moment("2021-07-05"):
        need = factories.need(answers={"title": "只有题目"})
        visitor = factories.who("visitor")
    before = factories.counts()

    with pytest.raises(Refused) as refusal:
        move.make("need", need.pk, "return", actor=visitor)

    assert codes(refusal) == ["wrong_state", "not_your_move", "reason_needed"]
    need.refresh_from_db()
    assert need.state == "draft"
    assert factories.counts() == before


def test_make_joins_the_reasons_of_flow_form_and_checks():
    story = thread.thread_until("reported")
    story.move("milestone", story.milestone(1), "send_back", "officer", reason="补检测报告")

    with pytest.raises(Refused) as refusal:
        row = story.milestone(3)
        move.make("milestone", row.pk, "report", actor=factories.who("stranger"))

    assert codes(refusal) == [
        "not_your_move",
        "answer_needed",
        "evidence_missing",
        "by_acceptance",
    ]


def test_make_changes_state_time_and_deadline_and_puts_one_step_on_the_trail():
    with factories.moment("2021-07-05"):
        need = factories.need()
    steps = TrailRow.objects.count()

    with factories.moment("2021-07-06"):
        row = move.make("need", need.pk, "submit", actor=factories.who("issuer"))

    assert (row.state, row.since) == ("submitted", factories.time("2021-07-06"))
    assert row.due_on.isoformat() == "2021-07-13"  # five working days
    step = TrailRow.objects.get(position=steps + 1)
    said = (step.kind, step.subject_id, step.move, step.before, step.after, step.actor_id)
    issuer = factories.who("issuer").user_id
    assert said == ("need", need.pk, "submit", "draft", "submitted", issuer)
    assert TrailRow.objects.count() == steps + 1


def test_make_keeps_what_was_said_beside_the_trail():
    story = thread.thread_until("need_submitted")

    story.move("need", story.need, "return", "bureau", reason="缺少指标")

    step, note = trail.steps_of("need", story.need.pk)[-1]
    assert (step.move, note.reason, note.details) == ("return", "缺少指标", {})


@pytest.mark.parametrize(
    ("kind", "name", "there"),
    [("nothing", "submit", True), ("need", "fly", True), ("need", "submit", False)],
)
def test_make_knows_its_kinds_moves_and_cases(kind, name, there):
    with factories.moment("2021-07-05"):
        need = factories.need()

    with pytest.raises(LookupError):
        pk = need.pk if there else need.pk + 1000
        move.make(kind, pk, name, actor=factories.who("issuer"))


def test_a_blank_reason_is_no_reason():
    story = thread.thread_until("need_submitted")

    with pytest.raises(Refused) as refusal:
        story.move("need", story.need, "return", "bureau", reason=" \n ")

    assert codes(refusal) == ["reason_needed"]


def test_details_that_are_not_asked_for_are_kept_but_change_nothing():
    story = thread.thread_until("need_submitted")

    said = {"opinion": "建议", "state": "raised", "title": "别的"}
    row = story.move("need", story.need, "endorse", "bureau", **said)

    _, note = trail.steps_of("need", row.pk)[-1]
    row.refresh_from_db()
    assert (row.state, row.title) == ("endorsed", story.need.title)
    assert note.details["opinion"] == "建议"


def test_a_reaction_that_is_refused_undoes_the_move():
    story = thread.thread_until("need_submitted")
    told = dict(events._reactions)

    def refuse(event: Moved) -> None:
        move.make("need", event.pk, "confirm", actor=event.system)

    events.wire({Moved: [refuse]})
    try:
        with pytest.raises(Refused):
            story.move("need", story.need, "endorse", "bureau", opinion="建议")
    finally:
        events.wire(told)

    assert story.state("need") == "submitted"
    assert trail.verify().ok
    assert factories.steps_of("need", story.need) == ["begin", "submit"]


def test_reactions_carry_the_step_that_caused_them():
    thread.thread_until("opened")

    key = TrailRow.objects.get(move="turn_second_key")
    opened = TrailRow.objects.filter(move="unseal")
    assert {step.cause for step in opened} == {key.step_id}
    assert {step.actor_id for step in opened} == {0}
    assert all(step.position > key.position for step in opened)


def test_begin_enters_the_first_state_of_the_flow():
    with factories.moment("2021-07-05"):
        need = factories.need()

    assert need.state == "draft"
    assert factories.steps_of("need", need) == ["begin"]


def offers(kind: str, row, username: str) -> list[str]:
    row.refresh_from_db()
    return [m.name for m in move.open_moves(kind, row, actor=factories.who(username))]


def test_open_moves_are_what_this_reader_may_do_now():
    story = thread.thread_until("need_submitted")

    offered = {
        name: [
            m.name
            for m in move.open_moves("need", story.fresh("need"), actor=factories.who(name))
        ]
        for name in ("nobody", "stranger", "issuer", "bureau", "ordos", "officer", "chair")
    }

    assert offered == {
        "nobody": [],
        "stranger": [],
        "issuer": ["withdraw"],
        "bureau": ["endorse", "return"],
        "ordos": [],
        "officer": ["return", "decline"],
        "chair": [],
    }


def test_a_move_that_is_too_early_is_not_offered():
    story = thread.thread_until("sealed")
    officer = factories.who("officer")

    with factories.moment("2021-10-01"):
        early = [
            m.name
            for m in move.open_moves("challenge", story.fresh("challenge"), actor=officer)
        ]
    with factories.moment("2021-10-09"):
        late = [
            m.name
            for m in move.open_moves("challenge", story.fresh("challenge"), actor=officer)
        ]

    assert (early, late) == ([], ["turn_first_key"])


def test_two_tables_cannot_share_a_kind():
    need, call = move.subject("need"), move.subject("call")

    with pytest.raises(ValueError, match="two tables"):
        move.register(move.Subject(**{**_parts(call), "kind": need.kind}))
    assert move.subject("need") is need


def _parts(subject: move.Subject) -> dict:
    return {name: getattr(subject, name) for name in move.Subject.__dataclass_fields__}


def test_make_all_moves_every_case_as_make_does_and_puts_each_on_the_trail():
    with factories.moment("2021-07-05"):
        rows = [factories.need() for _ in range(3)]
    steps, told, wired = TrailRow.objects.count(), [], dict(events._reactions)
    events.wire({Moved: [told.append]})

    try:
        with factories.moment("2021-07-06"):
            pks = [row.pk for row in reversed(rows)]
            done = move.make_all("need", pks, "submit", actor=factories.who("issuer"))
    finally:
        events.wire(wired)

    assert [row.pk for row in done] == [row.pk for row in rows]
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.due_on.isoformat()) == ("submitted", "2021-07-13")
        assert trail.steps_of("need", row.pk)[-1][0].move == "submit"
    assert [(e.pk, e.before, e.after) for e in told] == [
        (row.pk, "draft", "submitted") for row in rows
    ]
    assert TrailRow.objects.count() == steps + 3
    assert trail.verify().ok


def test_make_all_refuses_all_where_one_is_not_in_order_and_names_it():
    with factories.moment("2021-07-05"):
        good = factories.need()
        poor = factories.need(answers={"title": "只有题目"})
    before = factories.counts()

    with pytest.raises(Refused) as refusal:
        both = [good.pk, poor.pk]
        move.make_all("need", both, "submit", actor=factories.who("issuer"))

    assert {f.values["case"] for f in refusal.value.findings} == {"只有题目"}
    good.refresh_from_db()
    assert good.state == "draft"
    assert factories.counts() == before


def test_make_all_knows_its_cases_and_leaves_signatures_to_make():
    with pytest.raises(LookupError):
        move.make_all("need", [999_999], "submit", actor=factories.who("issuer"))
    story = thread.thread_until("confirmed")
    with pytest.raises(ValueError, match="signs a paper"):
        pk = story.contract.pk
        move.make_all("contract", [pk], "sign_as_leader", actor=factories.who("bidder"))
