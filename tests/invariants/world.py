"""A small region: its people, its clock, and what they would sensibly do next."""

from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone

from tests.invariants import words
from xingmeng.core import attachments, clock, move
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.core.errors import Refused
from xingmeng.core.models import TrailRow
from xingmeng.demo import cast, people
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import queries as application_queries
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.funds import queries as fund_queries
from xingmeng.stages.meetings import actions as meetings
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as review_queries

BEGINS = timezone.make_aware(datetime.fromisoformat("2024-06-03T09:00"))
BIDDERS = ("bidder", "bidder2", "bidder3")
EXPERTS = ("expert", "expert2", "expert3")
NAMES = (*(player.username for player in cast.PLAYERS), "nobody")


def found() -> None:
    """Organisations, people and two opened appropriations, as the demo begins."""
    people.people()
    people.money()


class World:
    """One run: who is there, what time it is, and every step through the real actions."""

    def __init__(self) -> None:
        self.now = BEGINS
        with clock.at(self.now):
            self.actors = {name: self._actor(name) for name in NAMES}
        self.present: set[tuple[str, str]] = set()
        self.turn = 0

    @staticmethod
    def _actor(name: str) -> Actor:
        return NOBODY if name == "nobody" else registry.actor_named(name)

    def fork(self) -> "World":
        """The same moment, to go another way from here."""
        other = copy(self)
        other.turn = 0
        return other

    def attempt(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Whether it was done; refused and unseen are fine, anything else is a fault."""
        try:
            with clock.at(self.now):
                action(*args, **kwargs)
        except (Refused, Http404):
            return False
        return True

    def wait_until(self, moment: datetime) -> None:
        self.now = max(self.now, moment)

    def rows(self, kind: str, **filters: Any) -> list[Any]:
        model = move.subject(kind).model
        return list(model._default_manager.filter(**filters).order_by("pk"))

    def waiting(self, kind: str, state: str, **filters: Any) -> list[Any]:
        """The cases in a state; no query where the trail knows of none."""
        known = (kind, state) in self.present
        return self.rows(kind, state=state, **filters) if known else []

    def of(self, organisation_id: int) -> Actor:
        """Somebody who acts for an organisation."""
        actors = self.actors.values()
        return next((a for a in actors if organisation_id in a.organisations), NOBODY)

    def step(self) -> bool:
        """Take the next sensible step, the deepest case first; False where all must wait."""
        self.present = set(TrailRow.objects.values_list("kind", "after"))
        with clock.at(self.now):
            return any(sensible(self) for sensible in STEPS)

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            self.step()

    def list_of(self, money: Any) -> dict[str, Any]:
        """The facts of a call, as dated from now."""
        return {
            "instrument_code": "open_challenge",
            "title_zh": "榜单",
            "title_en": "List",
            "opens_at": self.now,
            "closes_at": self.now + timedelta(days=35),
            "appropriation": money,
        }


# --- one sensible step ----------------------------------------------------------------------


def takes(kind: str, **moves: str) -> tuple[Callable[[World], bool], ...]:
    """For each state, its move: some case in it takes that move, by whoever may."""

    def taking(state: str, name: str) -> Callable[[World], bool]:
        return lambda world: any(
            _made(world, kind, row, name) for row in world.waiting(kind, state)
        )

    return tuple(taking(state, name) for state, name in moves.items())


def _made(world: World, kind: str, row: Any, name: str) -> bool:
    for actor in dict.fromkeys(world.actors.values()):
        names = [m.name for m in move.open_moves(kind, row, actor=actor)]
        if name not in names:
            continue
        if prepare := PREPARE.get((kind, name)):
            prepare(world, row, actor)
        given = words.DETAILS.get((kind, name), {})
        said = {"actor": actor, "reason": "有理由", "details": given}
        if world.attempt(move.make, kind, row.pk, name, **said):
            return True
    return False


def attach(world: World, kind: str, pk: int, field: str, actor: Actor) -> bool:
    upload = SimpleUploadedFile("evidence.txt", "检测报告".encode(), content_type="text/plain")
    said = {"kind": kind, "subject_id": pk, "field": field, "actor": actor}
    return world.attempt(attachments.add, upload, **said)


def _write_need(world: World, row: Any, actor: Actor) -> None:
    world.attempt(exchange.save_answers, row.pk, words.NEED, actor=actor)


def _write_bid(world: World, row: Any, actor: Actor) -> None:
    said = words.BID | {"leader_name": actor.name}
    world.attempt(applications.save_answers, row.pk, said, actor=actor)
    attach(world, "application", row.pk, "proposal", actor)


def _show_evidence(world: World, row: Any, actor: Actor) -> None:
    attach(world, "milestone", row.pk, "evidence", actor)


def _mark(world: World, row: Any, actor: Actor) -> None:
    lines = row.candidate.round.instrument.criteria
    best = row.candidate.organisation_id in world.actors["bidder"].organisations
    own = {c.name: 90 if best else 70 for c in lines if c.by == row.role}
    world.attempt(review.mark, row.pk, own, "可行", actor=actor)


def _date_anew(world: World, row: Any, actor: Actor) -> None:
    if row.closes_at < world.now + timedelta(days=31):
        facts = world.list_of(row.appropriation)
        world.attempt(calls.change_call, row.pk, actor=actor, **facts)


PREPARE = {
    ("need", "submit"): _write_need,
    ("application", "submit"): _write_bid,
    ("milestone", "report"): _show_evidence,
    ("assignment", "hand_in"): _mark,
    ("call", "publish"): _date_anew,
}


def _file_income(world: World) -> bool:
    return any(
        world.attempt(outcomes.file_income, row.pk, words.INCOME, actor=world.of(row.seller_id))
        for row in world.waiting("technology_contract", "registered", incomes=None)
    )


def _sell_outcome(world: World) -> bool:
    said = words.SALE | {"buyer": next(u for u in cast.UNITS if u.key == "magnet").credit_code}
    sell = outcomes.file_technology_contract
    return any(
        world.attempt(sell, row.pk, said, actor=world.of(row.organisation_id))
        for row in world.waiting("outcome", "registered", technology_contracts=None)
    )


def _file_outcome(world: World) -> bool:
    file, said = outcomes.file_outcome, words.OUTCOME
    return any(
        world.attempt(file, row.pk, said, actor=world.of(row.bidder_id))
        for row in world.waiting("contract", "completed", outcomes=None)
    )


def _prove_outcome(world: World) -> bool:
    return any(
        attach(world, "outcome", row.pk, "evidence", world.of(row.organisation_id))
        for row in world.waiting("outcome", "filed")
        if not attachments.of("outcome", row.pk).exists()
    )


def _ask_for_acceptance(world: World) -> bool:
    ask = delivery.request_acceptance
    return any(
        world.attempt(ask, row.pk, summary="完成", actor=world.of(row.bidder_id))
        for row in world.waiting("contract", "in_force")
    )


def _meet(world: World) -> bool:
    """The next meeting decides all that wait, in one sitting."""
    if not world.waiting("award", "chosen"):
        return False
    officer, chair = world.actors["officer"], world.actors["chair"]
    said = {"place": "厅", "chair": "主席", "attendees": "厅领导", "actor": officer}
    world.attempt(meetings.plan, held_on=clock.local_day(world.now), **said)
    row = world.rows("meeting")[-1]
    world.attempt(meetings.add_waiting, row.pk, actor=officer)
    world.attempt(move.make, "meeting", row.pk, "fix_agenda", actor=officer)
    given = {item.pk: meetings.Verdict("approved") for item in row.items.all()}
    return world.attempt(meetings.decide, row.pk, given, actor=chair)


def _choose(world: World) -> bool:
    for row in world.waiting("challenge", "ranked"):
        issuer = world.of(row.issuer_id)
        for best in review_queries.best_of("challenge", row.pk):
            said = {"agreed_fen": row.amount_fen, "reason": "最好", "actor": issuer}
            if world.attempt(awards.choose, best.subject_id, **said):
                return True
    return False


def _assign(world: World) -> bool:
    for about in world.waiting("round", "assigning"):
        for candidate in review_queries.candidates_of(about):
            for name in EXPERTS:
                officer, expert = world.actors["officer"], world.actors[name].user_id
                if world.attempt(review.assign, candidate.pk, expert, actor=officer):
                    return True
    return False


def _open_round(world: World) -> bool:
    officer = world.actors["officer"]
    return any(
        world.attempt(review.open_round, row.pk, actor=officer)
        for row in world.waiting("challenge", "opened")
        if not application_queries.in_state(row.pk, "opened", "recommended").exists()
    )


def _bid(world: World) -> bool:
    for row in world.waiting("challenge", "listed"):
        for name in BIDDERS:
            actor = world.actors[name]
            own = min(actor.organisations)
            if application_queries.live_of(row.pk, actor.organisations).exists():
                continue
            if world.attempt(applications.begin, row.pk, organisation_id=own, actor=actor):
                return True
    return False


def _list_need(world: World) -> bool:
    officer = world.actors["officer"]
    for need in world.waiting("need", "confirmed"):
        for call in world.waiting("call", "draft"):
            if world.attempt(calls.raise_challenge, call.pk, need.pk, actor=officer):
                return True
        money = fund_queries.open_appropriations(clock.local_day(world.now)).first()
        if world.attempt(calls.draft_call, actor=officer, **world.list_of(money)):
            return True
    return False


def _wait(world: World) -> bool:
    """Nothing to do now: the clock moves to what comes next."""
    day = timedelta(days=1)
    comes = [c.closes_at for c in world.waiting("call", "open")]
    comes += [
        timezone.make_aware(datetime.combine(a.publicity_until, datetime.min.time())) + day
        for a in world.waiting("award", "publicity")
    ]
    comes += [i.since + 17 * day for i in world.waiting("income", "publicity")]
    later = [moment for moment in comes if moment > world.now]
    if later:
        world.wait_until(min(later))
    return bool(later)


def _state_need(world: World) -> bool:
    actor = world.actors["issuer"]
    own = min(actor.organisations)
    return world.attempt(exchange.begin, organisation_id=own, actor=actor)


STEPS: tuple[Callable[[World], bool], ...] = (
    *takes("income", publicity="share"),
    _file_income,
    *takes("technology_contract", filed="register"),
    _sell_outcome,
    *takes("outcome", filed="register"),
    _prove_outcome,
    _file_outcome,
    *takes("payment", ordered="pay"),
    *takes("acceptance", opined="accept", requested="give_opinion"),
    *takes("milestone", reported="pass", fixing="report", planned="report"),
    _ask_for_acceptance,
    *takes(
        "contract",
        issuer_signed="sign_as_department",
        bidder_signed="sign_as_issuer",
        pledged="sign_as_bidder",
        drafted="sign_as_leader",
    ),
    *takes("award", publicity="confirm", decided="publicise"),
    _meet,
    *takes("award", chosen="decide"),
    _choose,
    *takes("challenge", no_agreement="next_bidder"),
    *takes("round", marking="conclude"),
    *takes("assignment", accepted="hand_in", invited="accept"),
    _assign,
    *takes("round", assigning="start_marking"),
    _open_round,
    *takes("application", recommended="admit", opened="recommend"),
    *takes("challenge", unsealing="turn_second_key"),
    *takes("application", draft="submit"),
    _bid,
    *takes("challenge", listed="turn_first_key"),
    *takes("call", draft="publish"),
    _list_need,
    *takes("need", refined="confirm", endorsed="refine", submitted="endorse", draft="submit"),
    *takes("challenge", no_bid="relist"),
    *takes("meeting", drafted="approve_minutes", held="draft_minutes"),
    _wait,
    *takes("appropriation", proposed="open"),
    _state_need,
)
