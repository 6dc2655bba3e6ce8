"""A region on the eve of a deadline: many units, each with one person and one bid half written.

Run as a program in a home of its own; prints who may act, as one line of JSON. What the rush
is about (the bids) is made by the actions; who writes them stands in plain copies.
"""

import json
import sys
from datetime import timedelta
from typing import Any

DAY = "2021-09-14"  # of the story in tests/thread.py: the challenge is listed
BATCH = 250
FIELD = "route"  # the answer that is saved once more in the rush


def main(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories import moment
    from tests.thread import thread_until
    from xingmeng.core import codes

    story = thread_until("listed", bidders=())
    with moment(DAY):
        people = _people(count)
        bids = _bids(story.challenge.pk, people)
    sessions = _sessions([user for user, _ in people])
    base = _version(bids[0])
    pairs = zip(bids, sessions, strict=True)
    found = [
        {"bid": bid, "code": codes.shown("application", bid), "session": session, "base": base}
        for bid, session in pairs
    ]
    sys.stdout.write(json.dumps(found) + "\n")


def _people(count: int) -> list[tuple[Any, int]]:
    """As many units as asked for, each with a person who may act for it."""
    from django.contrib.auth import get_user_model
    from stdnum.cn import uscc

    from tests.factories import copies, unit
    from xingmeng.core import clock
    from xingmeng.stages.registry.models import Membership, Organisation, Person

    users, since = get_user_model(), clock.today() - timedelta(days=30)
    stems = [f"91150299MA{n:05d}X0"[:17].ljust(17, "0") for n in range(count)]
    codes = [stem + uscc.calc_check_digit(stem) for stem in stems]
    units = copies(unit("shanghai"), count, credit_code="{n:018d}", name_zh="参评单位{n}")
    for row, code in zip(units, codes, strict=True):
        row.credit_code = code
    Organisation.objects.bulk_update(units, ["credit_code"], batch_size=500)
    people = users.objects.bulk_create(
        users(username=f"rush{n}", first_name=f"申报人{n}", password="!") for n in range(count)
    )
    Person.objects.bulk_create(Person(user=u, name=u.first_name) for u in people)
    Membership.objects.bulk_create(
        Membership(user=user, role="applicant", organisation=row, from_on=since)
        for user, row in zip(people, units, strict=True)
    )
    return [(user, row.pk) for user, row in zip(people, units, strict=True)]


def _bids(challenge: int, people: list[tuple[Any, int]]) -> list[int]:
    """Each unit's bid, complete but for the last words; the numbers that name them."""
    from tests.invariants import words
    from xingmeng.core import door
    from xingmeng.stages.applications import actions as applications
    from xingmeng.stages.registry.queries import actor_for

    bids = []
    for start in range(0, len(people), BATCH):
        with door.change():
            for user, unit in people[start : start + BATCH]:
                actor = actor_for(user)
                row = applications.begin(challenge, organisation_id=unit, actor=actor)
                applications.save_answers(row.pk, words.BID, actor=actor)
                bids.append(row.pk)
    return bids


def _version(bid: int) -> str:
    """What everybody's open page says of the answer: the version it was shown."""
    from xingmeng.core import stamps
    from xingmeng.stages.applications.models import Application

    return str(stamps.version(Application.objects.get(pk=bid), FIELD))


def _sessions(users: list[Any]) -> list[str]:
    """Each of them is signed in, as the sign-in page would leave them."""
    from django.conf import settings
    from django.contrib import auth
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    store, rows = SessionStore(), []
    for user in users:
        said = {
            auth.SESSION_KEY: str(user.pk),
            auth.BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            auth.HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        row = Session(session_key=store._get_new_session_key(), session_data=store.encode(said))
        row.expire_date = store.get_expiry_date()
        rows.append(row)
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


if __name__ == "__main__":
    main(int(sys.argv[1]))
