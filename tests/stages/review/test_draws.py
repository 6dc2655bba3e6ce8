"""Draws of review: who commits, who reveals, what is published, who may then be asked."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.http import Http404

from tests import factories, pool, thread
from tests.factories import browser, refused, who
from xingmeng.core import access, codes, move
from xingmeng.engines import draw as engine
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import AuditNote, Draw
from xingmeng.stages.review.rules import PlanRules

pytestmark = pytest.mark.django_db
WORD = "沪市收盘 3562.70"
ADDRESS = "/review/draws/"


@pytest.fixture
def story():
    told = thread.thread_until("round_open")
    for name in ("discipline", "chair", "expert", "finance", "expert4"):
        who(name)  # not made while something is refused
    with thread.on("round_open"):
        yield told


def commit(story, *, take: int = 3, outside_pct: int = 40, substitutes: int = 1) -> Draw:
    return actions.commit_pool(
        story.round.pk,
        {"430": take},
        outside_pct=outside_pct,
        substitutes=substitutes,
        actor=who("officer"),
    )


def reveal(row: Draw, by: str = "discipline", word: str = WORD) -> Draw:
    return move.make("draw", row.pk, "reveal", actor=who(by), details={"word": word})


# --- the pool -------------------------------------------------------------------------------


def test_a_pool_is_committed_to_then_drawn_and_anybody_can_repeat_it(story):
    users = pool.enrol(0, 6, pool.expert(90, away=True, field="520"))

    row = commit(story, take=2, outside_pct=100)
    before = json.loads(browser("officer").get(f"{ADDRESS}{codes.of(row)}/draw.json").content)
    noted = browser("nobody").get(row.get_absolute_url()).content.decode()
    done = reveal(row)
    early = factories.statuses(f"{ADDRESS}{codes.of(row)}/draw.json", "nobody", "chair")
    move.make("draw", row.pk, "publish", actor=who("discipline"))

    assert (row.state, done.state) == ("committed", "revealed")
    assert engine.verify(before) == (False, "not_revealed")
    assert len(before["pool"]) == 6
    assert before["commitment"] in noted
    assert before["pool"][0]["member"] not in noted
    assert early == {"nobody": 404, "chair": 404}
    response = browser("nobody").get(f"{ADDRESS}{codes.of(row)}/draw.json")
    assert engine.verify(json.loads(response.content), commitment=before["commitment"])[0]
    assert before["commitment"] == row.commitment == done.document["commitment"]
    assert done.document["seed"]["word"] == WORD
    assert factories.steps_of("draw", row) == ["begin", "reveal", "publish"]
    drawn = queries.drawn_pool(story.round)
    assert len(drawn) == 2
    assert set(drawn) <= set(users.values()) - {users["pool90"]}


def test_the_share_from_outside_is_rounded_up_and_each_part_has_its_substitutes(story):
    dairy = factories.unit("dairy").pk
    pool.enrol(0, 4, *(pool.expert(n, away=False, organisation_id=dairy) for n in (70, 71, 72)))

    row = commit(story)

    assert row.document["strata"] == [
        {"name": "430/inside", "take": 1, "substitutes": 1},
        {"name": "430/outside", "take": 2, "substitutes": 1},
    ]


def test_who_may_not_judge_or_has_no_room_is_not_in_the_pool(story):
    """Out: of a bidder's unit, not available, another field. In: the rest."""
    shanghai = factories.unit("shanghai").pk
    users = pool.enrol(
        0,
        3,
        pool.expert(80, away=True, organisation_id=shanghai),
        pool.expert(81, away=True, available=False),
        pool.expert(82, away=True, field="520"),
    )

    row = commit(story, take=1, outside_pct=100)

    assert {t.subject_id for t in row.tickets.all()} == {
        users[name] for name in ("pool0", "pool1", "pool2")
    }


def test_codes_hide_who_is_in_the_pool_and_differ_from_draw_to_draw(story):
    pool.enrol(0, 4)
    first = commit(story, take=1, outside_pct=100)
    move.make("draw", first.pk, "abandon", actor=who("officer"), reason="数量有误")

    second = commit(story, take=1, outside_pct=100)

    codes = [{t.code for t in row.tickets.all()} for row in (first, second)]
    assert codes[0].isdisjoint(codes[1])
    assert "库专家" not in json.dumps(second.document, ensure_ascii=False)
    assert queries.drawn_pool(story.round) is None


def test_the_key_is_hidden_and_sealed_until_it_is_shown(story):
    pool.enrol(0, 4)

    row = commit(story, take=1, outside_pct=100)

    key = row.secret["key"]
    assert key not in json.dumps(row.document)
    assert key not in str(Draw.objects.filter(pk=row.pk).values_list("document", flat=True)[0])
    assert key not in browser("officer").get(row.get_absolute_url()).content.decode()
    reveal(row)
    assert key in browser("nobody").get(row.get_absolute_url()).content.decode()


def test_a_pool_is_refused_for_every_reason(story):
    pool.enrol(0, 2)

    def begin(username="officer", **said) -> list[str]:
        given = {"take": {"430": 1}, "outside_pct": 100, "substitutes": 0} | said
        take = given.pop("take")
        return refused(
            lambda: actions.commit_pool(story.round.pk, take, actor=who(username), **given)
        )

    assert begin("discipline", take={}) == ["not_your_move", "nothing_to_draw"]
    assert begin(take={"999": 1, "430": -1}) == ["not_an_option", "counts_out_of_range"]
    assert begin(outside_pct=101) == begin(substitutes=-1) == ["counts_out_of_range"]
    assert begin(take={"430": 3}) == ["pool_too_small"]
    assert begin(take={"430": 2}, substitutes=1) == ["pool_too_small"]
    assert not Draw.objects.exists()
    commit(story, take=1, outside_pct=100, substitutes=0)
    assert begin() == ["drawn_already"]


def test_the_second_key_is_another_persons_and_long_enough(story):
    pool.enrol(0, 2)
    row = commit(story, take=1, outside_pct=100, substitutes=1)
    both = factories.with_role("officer", "discipline")

    def second(username: str, word: str = WORD) -> list[str]:
        return refused(lambda: reveal(row, username, word))

    assert second("officer") == ["not_your_move", "same_person"]
    assert both.user_id == row.first_id
    for username in ("expert", "bidder", "finance"):
        assert "not_your_move" in second(username)
    assert second("chair", "1234567") == ["word_too_short"]
    assert second("chair", "") == ["answer_needed", "word_too_short"]
    row.refresh_from_db()
    assert (row.state, row.seed) == ("committed", None)
    reveal(row, "chair")
    assert second("chair") == ["wrong_state"]


def test_a_draw_is_given_up_with_a_reason_and_stays_on_the_list(story):
    pool.enrol(0, 2)
    row = commit(story, take=1, outside_pct=100, substitutes=0)

    def give_up(username: str, reason: str = "") -> list[str]:
        return refused(
            lambda: move.make("draw", row.pk, "abandon", actor=who(username), reason=reason)
        )

    assert give_up("officer") == ["reason_needed"]
    assert give_up("expert", "x") == ["not_your_move"]
    move.make("draw", row.pk, "abandon", actor=who("officer"), reason="数量有误")
    page = browser("nobody").get(ADDRESS).content.decode()
    assert row.number in page
    assert row.commitment in page


def test_only_who_was_drawn_is_asked_and_substitutes_step_in(story):
    users = pool.enrol(0, 4)
    row = reveal(commit(story, take=2, outside_pct=100, substitutes=1))
    tickets = list(row.tickets.filter(order__isnull=False).order_by("stands_by", "order"))
    first, second, substitute = (t.subject_id for t in tickets)
    (left_out,) = set(users.values()) - {first, second, substitute}
    bid = story.round.candidates.first()

    def ask(user: int) -> list[str]:
        return refused(lambda: actions.assign(bid.pk, user, actor=who("officer")))

    assert queries.drawn_pool(story.round) == [first, second]
    assert ask(left_out) == ask(substitute) == ["not_drawn"]
    sheet = actions.assign(bid.pk, first, actor=who("officer"))
    own = registry.actor_for(get_user_model().objects.get(pk=first))
    move.make("assignment", sheet.pk, "decline", actor=own, reason="出差")
    assert queries.drawn_pool(story.round) == [first, second, substitute]
    assert actions.assign(bid.pk, substitute, actor=who("officer")).state == "invited"


def test_a_plan_asks_the_drawn_experts_alone(story):
    pool.enrol(0, 6)
    row = reveal(commit(story, take=3, outside_pct=100, substitutes=1))
    rules = PlanRules(per_application=2, most=5, one_per_unit=False)

    plan = actions.propose(story.round.pk, rules, actor=who("officer"))

    drawn = set(queries.drawn_pool(story.round))
    assert {user for _, user, *_ in plan.pairs} <= drawn
    assert len(plan.pairs) == 4
    assert set(plan.table["experts"]) == drawn
    row.tickets.filter(stands_by=False).update(order=None)  # as if others had been drawn
    assert refused(lambda: move.make("plan", plan.pk, "adopt", actor=who("officer"))) == [
        "not_drawn"
    ]


# --- pages ----------------------------------------------------------------------------------


def test_draws_are_public_and_names_are_not(story):
    pool.enrol(0, 3)
    row = reveal(commit(story, take=1, outside_pct=100, substitutes=1))
    address = row.get_absolute_url()

    assert factories.statuses(address, "nobody", "bidder", "expert", "officer") == {
        "nobody": 200, "bidder": 200, "expert": 200, "officer": 200,
    }  # fmt: skip
    assert factories.opens("chair", "draw", row) == 302
    assert factories.opens("bidder", "draw", row) == 404
    named = {
        name: "库专家" in browser(name).get(address).content.decode()
        for name in ("nobody", "bidder", "expert", "finance", "officer", "chair", "discipline")
    }
    assert [name for name, seen in named.items() if seen] == ["officer", "chair", "discipline"]
    assert factories.statuses(f"{ADDRESS}4711-4711/", "nobody") == {"nobody": 404}
    assert factories.statuses(f"{ADDRESS}4711-4711/draw.json", "nobody") == {"nobody": 404}
    assert not factories.wrote(lambda: browser("officer").get(address))


def test_an_officer_commits_on_the_page_and_keeps_what_was_typed(story):
    pool.enrol(0, 3)
    address, client = f"/review/rounds/{codes.of(story.round)}/draw/", browser("officer")

    shown = client.get(address).content.decode()
    said = {"take-430": "9", "outside_pct": "100", "substitutes": "1"}
    wrong = client.post(address, said)
    typed = client.post(address, said | {"take-430": "x"})
    done = client.post(address, said | {"take-430": "2"})

    assert "材料科学" in shown
    assert (wrong.status_code, typed.status_code, done.status_code) == (409, 409, 302)
    assert 'value="9"' in wrong.content.decode()
    assert Draw.objects.get().get_absolute_url() == done["Location"]
    others = factories.statuses(address, "nobody", "discipline", "expert")
    assert others == {"nobody": 302, "discipline": 404, "expert": 404}
    assert factories.statuses("/review/rounds/4711-4711/draw/", "officer") == {"officer": 404}


def test_the_list_of_draws_takes_as_many_queries_for_many_as_for_one(story):
    pool.enrol(0, 2)
    row = commit(story, take=1, outside_pct=100, substitutes=0)

    one = factories.queries_of("officer", ADDRESS)
    factories.copies(row, 2, number="x{n}")
    three = factories.queries_of("officer", ADDRESS)

    assert one == three <= 8


# --- audit ----------------------------------------------------------------------------------


def test_cases_are_drawn_for_audit_and_what_was_found_is_written_down(story):
    row = actions.commit_audit("round", story.round.pk, take=1, actor=who("discipline"))
    row = reveal(row, "officer")
    ticket = row.tickets.get(order=1)

    note = actions.note_audit(ticket.pk, "remark", "评语过短。", actor=who("discipline"))

    assert engine.verify(row.document) == (True, "valid")
    assert (note.finding, note.text, note.by_id) == (
        "remark", "评语过短。", who("discipline").user_id,
    )  # fmt: skip
    assert factories.steps_of("draw", row) == ["begin", "reveal", "note"]
    assert [t.pk for t in queries.audited_for(who("discipline"))] == [ticket.pk]
    assert not queries.audited_for(who("officer"))


def test_applications_of_a_call_and_payments_of_a_year_are_audited_too(story):
    call = story.challenge.call
    row = actions.commit_audit("call", call.pk, take=2, actor=who("discipline"))

    assert {t.subject_id for t in row.tickets.all()} == {b.pk for b in story.bids.values()}
    assert refused(
        lambda: actions.commit_audit("payments", 2021, take=1, actor=who("discipline"))
    ) == ["pool_too_small"]


def test_an_audit_is_refused_for_every_reason(story):
    def begin(username="discipline", kind="round", pk=story.round.pk, take=1) -> list[str]:
        return refused(lambda: actions.commit_audit(kind, pk, take=take, actor=who(username)))

    assert begin("officer", take=0) == ["not_your_move", "counts_out_of_range"]
    assert begin(take=3) == ["pool_too_small"]
    with pytest.raises(LookupError, match="no audit of gossip"):
        begin(kind="gossip")
    with pytest.raises(Http404):
        begin(pk=4711)


def test_a_note_is_refused_for_every_reason(story):
    row = actions.commit_audit("round", story.round.pk, take=1, actor=who("discipline"))
    ticket = row.tickets.first()

    def note(username="discipline", finding="remark", text="x") -> list[str]:
        return refused(
            lambda: actions.note_audit(ticket.pk, finding, text, actor=who(username))
        )

    assert note("officer", "fun", " ") == [
        "not_your_move", "not_audited", "not_an_option", "answer_needed",
    ]  # fmt: skip
    assert note() == ["not_audited"]
    assert not AuditNote.objects.exists()


def test_who_must_step_aside_from_a_case_opens_no_draw_that_could_give_it(story):
    who("leader")
    row = reveal(
        actions.commit_audit("round", story.round.pk, take=1, actor=who("discipline")),
        "officer",
    )
    bid = story.bids["bidder"].pk

    access.bar(who("chair").user_id, "conflict", kind="application", subject_id=bid)
    access.bar(who("discipline").user_id, "conflict", kind="application", subject_id=bid)

    page, file = row.get_absolute_url(), f"{ADDRESS}{codes.of(row)}/draw.json"
    code = row.tickets.get(order=1).code
    assert factories.opens("chair", "draw", row) == 409
    shown = {
        name: code in browser(name).get(page).content.decode()
        for name in ("nobody", "chair", "discipline", "officer")
    }
    assert shown == {"nobody": False, "chair": False, "discipline": False, "officer": True}
    assert factories.statuses(file, "nobody", "chair", "discipline", "officer") == {
        "nobody": 404, "chair": 404, "discipline": 404, "officer": 200,
    }  # fmt: skip
    assert not queries.audited_for(who("discipline"))
    aside = refused(lambda: move.make("draw", row.pk, "publish", actor=who("discipline")))
    assert aside == ["steps_aside"]


def test_the_desk_of_audit_is_for_discipline_officers(story):
    client = browser("discipline")
    said = {"of": f"round:{codes.of(story.round)}", "take": "1"}

    done = client.post(f"{ADDRESS}audit/", said)
    row = reveal(Draw.objects.get(), "officer")
    ticket = row.tickets.get(order=1)
    noted = client.post(
        f"{ADDRESS}cases/{codes.of(ticket)}/", {"finding": "in_order", "text": "无误"}
    )

    assert (done.status_code, noted.status_code) == (302, 302)
    page = client.get("/audit/").content.decode()
    assert row.number in page
    assert "未见异常" in page
    assert "无误" in client.get(row.get_absolute_url()).content.decode()
    assert "无误" not in browser("officer").get(row.get_absolute_url()).content.decode()
    assert factories.statuses("/audit/", "nobody", "officer", "expert", "discipline") == {
        "nobody": 302, "officer": 404, "expert": 404, "discipline": 200,
    }  # fmt: skip
    assert browser("officer").post(f"{ADDRESS}audit/", said).status_code == 409
    assert client.post(f"{ADDRESS}audit/", {"of": "gossip:1", "take": "1"}).status_code == 404
    assert browser("officer").post(f"{ADDRESS}cases/{codes.of(ticket)}/").status_code == 404
