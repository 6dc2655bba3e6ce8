"""Finding who must step aside, keeping it on record, and hiding the case from them.

What is found bars sight until the award is before the public; nobody lifts it by hand.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from xingmeng.core import access, clock, door, move, trail
from xingmeng.core.actor import Actor
from xingmeng.core.events import Moved, PeopleChanged
from xingmeng.stages.applications.queries import behind as applications
from xingmeng.stages.registry.queries import ties
from xingmeng.stages.review import facts
from xingmeng.stages.review.models import Assignment, Conflict
from xingmeng.stages.review.rules.recusal import Hit

RELATION = "conflict"
Pairs = dict[tuple[int, int], list[Hit]]


@door.change()
def check(
    application_ids: Collection[int], *, actor: Actor, user_ids: Iterable[int] | None = None
) -> int:
    """Look who must step aside from these applications: all who serve the region, or some.

    Writes: a row and a step for each tie found anew, its end for each that is gone; bars where
            there is one, and their end where there is none; a sheet of who must step aside is
            taken back. Returns how many ties were found anew.
    """
    serving = ties.serving_region()
    users = serving if user_ids is None else serving & frozenset(user_ids)
    cases = applications.behind(application_ids) if users and application_ids else {}
    if not cases:
        return 0
    found = facts.ties_to(sorted(users), cases, on=clock.today())
    live: dict[tuple[int, int], list[Conflict]] = defaultdict(list)
    known = Conflict.objects.filter(kind="application", lifted_at=None)
    for row in known.filter(subject_id__in=cases, user_id__in=users).order_by("pk"):
        live[row.user_id, row.subject_id].append(row)
    return sum(
        _settle(pair, found.get(pair, []), live.get(pair, []), actor)
        for pair in sorted({*found, *live})
    )


def _settle(pair: tuple[int, int], hits: list[Hit], rows: list[Conflict], actor: Actor) -> int:
    """Bring the record of one account and one application up to what was found."""
    held = {(row.tie, row.told.zh): row for row in rows}
    said = {(hit.kind, hit.told.zh): hit for hit in hits}
    for key in held.keys() - said.keys():
        _lift(held[key], "mended", actor)
    fresh = [hit for key, hit in said.items() if key not in held]
    for hit in fresh:
        _put_down(pair, hit, actor)
    user, subject = pair
    if hits and not rows:
        access.bar(user, RELATION, kind="application", subject_id=subject)
        _take_back(user, subject, actor)
    if rows and not hits:
        access.end(user, RELATION, kind="application", subject_id=subject)
    return len(fresh)


def _put_down(pair: tuple[int, int], hit: Hit, actor: Actor) -> None:
    row = Conflict.objects.create(
        user_id=pair[0],
        kind="application",
        subject_id=pair[1],
        tie=hit.kind,
        path=[[step.zh, step.en] for step in hit.path],
        found_at=clock.now(),
    )
    trail.record("conflict", row.pk, "find", actor=actor, details={"tie": hit.kind})


def _lift(row: Conflict, why: str, actor: Actor) -> None:
    Conflict.objects.filter(pk=row.pk).update(lifted_at=clock.now(), lifted_why=why)
    trail.record("conflict", row.pk, why, actor=actor)


def _take_back(user_id: int, subject_id: int, actor: Actor) -> None:
    """Sheets that were given out before the tie was known count no longer."""
    sheets = Assignment.objects.filter(role="expert", user_id=user_id)
    sheets = sheets.filter(candidate__kind="application", candidate__subject_id=subject_id)
    live = sheets.exclude(state="declined").exclude(candidate__round__state="concluded")
    for pk in list(live.order_by("pk").values_list("pk", flat=True)):
        move.make("assignment", pk, "step_aside", actor=actor)


@door.change()
def publish(application_id: int, *, actor: Actor) -> None:
    """An application's award is before the public: recusal hides it from nobody any more.

    Writes: the end of each bar and tie, a step each.
    """
    rows = Conflict.objects.filter(kind="application", subject_id=application_id)
    for row in rows.filter(lifted_at=None).order_by("pk"):
        _lift(row, "published", actor)
        access.end(row.user_id, RELATION, kind="application", subject_id=application_id)


def check_application(event: Moved) -> None:
    """Reaction: an application that others get to see is checked before they do."""
    if event.kind == "application" and applications.comes_open(event.before, event.after):
        check([event.pk], actor=event.system)


def check_people(event: PeopleChanged) -> None:
    """Reaction: whoever something new is known of is checked anew, at either end of a tie."""
    people = ties.same_people(event.person_ids)
    everyone = {pk for group in people.values() for pk in group}
    users = ties.users_of_people(everyone) | event.user_ids
    waiting = applications.under_wraps() if users else []
    check(waiting, actor=event.system, user_ids=users)
    if everyone:
        check(applications.under_wraps(person_ids=everyone), actor=event.system)
