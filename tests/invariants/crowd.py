"""Many at once on one database: run as a program in a home of its own, prints what came of it.

On SQLite each person is a process, on PostgreSQL a thread with a connection of its own.
"""

import json
import multiprocessing
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

CROWD = 16


def main(scene: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    prepare = {"submits": _drafts, "payments": _ordered, "orders": _sent_back}
    prepare |= {"begins": _open_challenge, "overdraw": _two_ordered, "commits": _signed_twice}
    prepare |= {"acceptances": _milestones_passed, "choices": _ranked, "slots": _asked_for}
    work = prepare[scene]()
    connections.close_all()
    outcomes = _at_once(work)
    sys.stdout.write(json.dumps({"outcomes": outcomes, **_found()}) + "\n")


def _at_once(work: list[Callable[[], Any]]) -> dict[str, int]:
    """All of them from one starting signal; how many ended in which way."""
    from django.db import connection

    if connection.vendor == "sqlite":
        context = multiprocessing.get_context("fork")
        barrier, told = context.Barrier(len(work)), context.SimpleQueue()
        crowd = [context.Process(target=_one, args=(w, barrier, told)) for w in work]
    else:
        barrier, told = threading.Barrier(len(work)), multiprocessing.SimpleQueue()
        crowd = [threading.Thread(target=_one, args=(w, barrier, told)) for w in work]
    for person in crowd:
        person.start()
    outcomes = Counter(told.get() for _ in crowd)
    for person in crowd:
        person.join()
    return dict(outcomes)


def _one(work: Callable[[], Any], barrier: Any, told: Any) -> None:
    from django.db import connection

    from xingmeng.core.errors import Refused

    try:
        connection.ensure_connection()
        barrier.wait(60)
        work()
        told.put("done")
    except Refused as refused:
        told.put("refused: " + ", ".join(f.code for f in refused.findings))
    except Exception as fault:
        traceback.print_exc()
        told.put(f"fault: {type(fault).__name__}")
    finally:
        connection.close()


# --- before -----------------------------------------------------------------------------------


def _world() -> Any:
    from django.contrib.auth import get_user_model

    from tests.invariants import world

    if not get_user_model().objects.exists():
        world.found()
    return world.World()


def _moving(region: Any, kind: str, pk: int, name: str, who: str, **details: Any) -> Callable:
    from xingmeng.core import clock, move

    def work() -> None:
        with clock.at(region.now):
            move.make(kind, pk, name, actor=region.actors[who], details=details)

    return work


def _until(region: Any, kind: str, state: str) -> Any:
    """Walk the thread until a case of that kind is in that state."""
    for _ in range(120):
        if rows := region.rows(kind, state=state):
            return rows[-1]
        region.step()
    raise AssertionError(f"no {kind} became {state}")


def _bidders(region: Any) -> list[tuple[int, Any]]:
    """As many organisations as the crowd has heads, each with a person who bids for it."""
    from stdnum.cn import uscc

    from xingmeng.core import clock, move
    from xingmeng.core.actor import SYSTEM, Actor, Grant
    from xingmeng.stages.registry import actions as registry

    found = []
    with clock.at(region.now):
        for number in range(CROWD):
            stem = f"91150299MA0C{number:02d}AA0X"[:17]
            row = registry.register_organisation(
                actor=SYSTEM,
                credit_code=stem + uscc.calc_check_digit(stem),
                name_zh=f"单位{number}",
                kind="enterprise",
                region_id="150203",
            )
            move.make("organisation", row.pk, "confirm", actor=region.actors["officer"])
            person = registry.open_account(
                username=f"crowd{number}", name=f"甲{number}", password="x" * 12
            )
            grants = (Grant("applicant", row.pk),)
            found.append((row.pk, Actor(user_id=person.user_id, name="甲", grants=grants)))
    return found


def _beginning(region: Any, challenge: int, unit: int, actor: Any) -> Callable:
    from xingmeng.core import clock
    from xingmeng.stages.applications import actions as applications

    def work() -> Any:
        with clock.at(region.now):
            return applications.begin(challenge, organisation_id=unit, actor=actor)

    return work


def _open_challenge() -> list[Callable]:
    """Each bidder begins a bid, and each of them twice at once."""
    region = _world()
    challenge = _until(region, "challenge", "listed")
    crowd = _bidders(region)[: CROWD // 2] * 2
    return [_beginning(region, challenge.pk, unit, actor) for unit, actor in crowd]


def _drafts() -> list[Callable]:
    from tests.invariants import words
    from xingmeng.core import clock
    from xingmeng.stages.applications import actions as applications

    region = _world()
    challenge = _until(region, "challenge", "listed")
    crowd = []
    for unit, actor in _bidders(region):
        bid = _beginning(region, challenge.pk, unit, actor)()
        with clock.at(region.now):
            applications.save_answers(bid.pk, words.BID, actor=actor)
        region.actors[f"of {unit}"] = actor
        crowd.append(_moving(region, "application", bid.pk, "submit", f"of {unit}"))
    return crowd


def _finance(region: Any) -> None:
    from dataclasses import replace

    first = region.actors["finance"]
    other = region.actors["leader"].user_id
    region.actors["finance2"] = replace(first, user_id=other)


def _paying(region: Any, pk: int, who: str) -> Callable:
    return _moving(region, "payment", pk, "pay", who, slip_number="GK1")


def _ordered() -> list[Callable]:
    """Two finance officers, each with a hasty hand, pay the same payment."""
    region = _world()
    payment = _until(region, "payment", "ordered")
    _finance(region)
    return [_paying(region, payment.pk, who) for who in ("finance", "finance2") * 4]


def _sent_back_payment(region: Any) -> Any:
    payment = _until(region, "payment", "ordered")
    from xingmeng.core import clock, move

    with clock.at(region.now):
        said = {"actor": region.actors["finance"], "reason": "账号有误"}
        move.make("payment", payment.pk, "refuse", **said)
    return payment


def _ordering(region: Any, authorisation: int, who: str) -> Callable:
    from xingmeng.core import clock
    from xingmeng.stages.funds import actions as funds

    def work() -> None:
        with clock.at(region.now):
            funds.order_again(authorisation, actor=region.actors[who])

    return work


def _sent_back() -> list[Callable]:
    """Two officers order anew what finance sent back."""
    region = _world()
    payment = _sent_back_payment(region)
    crowd = ("officer", "officer2") * 4
    return [_ordering(region, payment.authorisation_id, who) for who in crowd]


def _two_ordered() -> list[Callable]:
    """Twice the whole sum is ordered behind the actions' back; both are paid at once."""
    from xingmeng.core import clock, door, move
    from xingmeng.stages.funds.models import Payment

    region = _world()
    first = _until(region, "payment", "ordered")
    _finance(region)
    with clock.at(region.now), door.change():
        twin = Payment(
            authorisation_id=first.authorisation_id, number="ZF-2", amount_fen=first.amount_fen
        )
        move.begin("payment", twin, actor=region.actors["officer"])
    pairs = ((first.pk, "finance"), (twin.pk, "finance2"))
    return [_paying(region, pk, who) for pk, who in pairs * 4]


def _signed_twice() -> list[Callable]:
    """More is committed at once than the appropriation holds."""
    from xingmeng.core import clock
    from xingmeng.stages.funds import actions as funds
    from xingmeng.stages.funds.models import Appropriation

    region = _world()
    money = Appropriation.objects.get(year=2024)
    payee = min(region.actors["issuer"].organisations)
    terms = {"title": "支持", "payee_id": payee, "ceiling_fen": money.amount_fen // 3}

    def committing(number: int) -> Callable:
        def work() -> None:
            said = {"kind": "contract", "subject_id": number, "step": "start"}
            with clock.at(region.now):
                funds.commit(money.pk, decision="a" * 32, **said, **terms)

        return work

    return [committing(number) for number in range(8)]


def _milestones_passed() -> list[Callable]:
    """The bidder asks for acceptance with a hasty hand."""
    from xingmeng.core import clock
    from xingmeng.stages.delivery import actions as delivery

    region = _world()
    while len(passed := region.rows("milestone", state="passed")) < 2:
        region.step()

    def work() -> None:
        bidder = region.of(passed[0].contract.bidder_id)
        with clock.at(region.now):
            delivery.request_acceptance(passed[0].contract_id, summary="完成", actor=bidder)

    return [work] * 8


def _ranked() -> list[Callable]:
    """People of the issuer choose at once, not all of them the same bid."""
    from xingmeng.core import clock
    from xingmeng.stages.awards import actions as awards

    region = _world()
    challenge = _until(region, "challenge", "ranked")
    said = {"agreed_fen": 10**9, "reason": "可行", "actor": region.of(challenge.issuer_id)}

    def choosing(bid: int) -> Callable:
        def work() -> None:
            with clock.at(region.now):
                awards.choose(bid, **said)

        return work

    return [choosing(bid.pk) for bid in region.rows("application") for _ in range(3)]


def _asked_for() -> list[Callable]:
    """Several units ask for the same hours of an instrument, and the host confirms them all."""
    from xingmeng.core import clock, sources
    from xingmeng.core.actor import SYSTEM
    from xingmeng.engines.values import Text
    from xingmeng.stages.registry import actions as registry

    region = _world()
    host, guest = region.actors["issuer"], region.actors["bidder"]
    day = clock.local_day(region.now)
    with clock.at(region.now):
        platform = registry.record_qualification(
            actor=SYSTEM,
            instrument_code="key_laboratory",
            number="L-1",
            organisation_id=min(host.organisations),
            from_on=day,
            source=sources.name("crowd", Text("名单", "List")),
        )
        said = {
            "name_zh": "电镜",
            "name_en": "Microscope",
            "place": "一号楼",
            "is_shared": True,
        }
        hours = {"value_fen": 1, "fee_fen": 0, "opens": 8, "closes": 18}
        one = registry.enter_equipment(platform.pk, actor=host, **said, **hours)
        asked = {"organisation_id": min(guest.organisations), "purpose": "测试"}
        asked |= {"on": day + timedelta(days=7), "first": 9, "last": 12}
        rows = [registry.book(one.pk, actor=guest, **asked) for _ in range(8)]
    return [_moving(region, "booking", row.pk, "confirm", "issuer") for row in rows]


# --- after ------------------------------------------------------------------------------------


def _found() -> dict[str, Any]:
    from django.db.models import Count

    from xingmeng.core import trail
    from xingmeng.core.models import Receipt, TrailRow
    from xingmeng.stages.applications.models import Application
    from xingmeng.stages.awards.models import Award
    from xingmeng.stages.delivery.models import Acceptance
    from xingmeng.stages.funds import queries as funds
    from xingmeng.stages.funds.models import Account, Payment, Transfer

    live = Application.objects.exclude(state="withdrawn").order_by()
    doubles = live.values("challenge", "organisation").annotate(n=Count("pk")).filter(n__gt=1)
    submits = TrailRow.objects.filter(kind="application", move="submit")
    negative = Account.objects.filter(balance_fen__lt=0, outside=False)
    return {
        "states": dict(Counter(Application.objects.values_list("state", flat=True))),
        "numbers": len(set(Application.objects.values_list("number", flat=True))),
        "doubles": doubles.count(),
        "submits": len(set(submits.values_list("subject_id", flat=True))),
        "steps": submits.count(),
        "receipts": Receipt.objects.count(),
        "receipted": len(set(Receipt.objects.values_list("subject_id", flat=True))),
        "trail": trail.verify().ok,
        "differs": funds.ledger_differs(),
        "negative": negative.count(),
        "payments": dict(Counter(Payment.objects.values_list("state", flat=True))),
        "awards": Award.objects.count(),
        "acceptances": Acceptance.objects.count(),
        "paid": Transfer.objects.filter(purpose="pay").count(),
        "committed": Transfer.objects.filter(purpose="commit").count(),
    }


if __name__ == "__main__":
    main(sys.argv[1])
