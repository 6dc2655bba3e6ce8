"""Reading panels: organisers and members. How anybody voted is theirs alone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import trail
from xingmeng.core.access import reach
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.stages.review.models import Ballot, Candidate, Panel, PanelItem, Round, Seat
from xingmeng.stages.review.queries.discussions import hidden_from
from xingmeng.stages.review.queries.rounds import ORGANISERS


def panels_for(actor: Actor) -> QuerySet[Panel]:
    """Panels for those who organise or audit review, and for their members."""
    seen = Q(seats__user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    if actor.roles & ORGANISERS:
        seen = Q(pk__gt=0)
    mine = Panel.objects.filter(seen).order_by().values("pk")
    rows = Panel.objects.filter(reach(Q(pk__in=mine), actor=actor, kind="panel"))
    return rows.select_related("round", "chair").order_by("pk")


def panel_for(actor: Actor, pk: int) -> Panel:
    """One visible panel. Errors: Http404."""
    return get_object_or_404(panels_for(actor), pk=pk)


def panels_of(about: Round) -> QuerySet[Panel]:
    """The panels that follow a round, those called off left out."""
    return about.panels.exclude(state="cancelled").order_by("pk")


def items_for(actor: Actor, panel: Panel) -> list[PanelItem]:
    """What a panel votes on, with how many voted; without what is barred.

    Order: as before the panel, numbered anew, since a gap would tell.
    """
    rows = panel.items.exclude(candidate_id__in=hidden_from(actor))
    counted = rows.annotate(
        voted=Count("ballots", filter=Q(ballots__stepped_out=False)),
        out=Count("ballots", filter=Q(ballots__stepped_out=True)),
    )
    found = list(counted.select_related("candidate__round").order_by("number"))
    for number, row in enumerate(found, start=1):
        row.number = number
    return found


def seat_of(actor: Actor, panel: Panel) -> Seat | None:
    """The actor's seat on a panel, if they have one."""
    return panel.seats.filter(user_id=actor.user_id or -1).first()


def own_ballots(seat: Seat | None) -> dict[int, Ballot]:
    """How one member voted, by item; nobody asks this for another."""
    return {b.item_id: b for b in Ballot.objects.filter(seat=seat)} if seat else {}


def members_of(panel: Panel) -> QuerySet[Seat]:
    """Who sits on a panel, in the order seated."""
    return panel.seats.select_related("user").order_by("pk")


def stepped_out_of(panel: Panel, actor: Actor = NOBODY) -> list[Ballot]:
    """Who stepped out of which item, and why, in order; as far as a reader may know of it."""
    rows = Ballot.objects.filter(item__panel=panel, stepped_out=True)
    rows = rows.select_related("seat__user").order_by("item__number", "pk")
    shown = {item.pk: item for item in items_for(actor, panel)}
    found = [row for row in rows if row.item_id in shown]
    for row in found:
        row.item = shown[row.item_id]
    return found


def to_vote(actor: Actor) -> list[Panel]:
    """Panels whose voting is open and where this member has not voted on every item."""
    rows = panels_for(actor).filter(state="voting", seats__user_id=actor.user_id or -1)
    found = []
    for panel in rows:
        done = own_ballots(seat_of(actor, panel))
        if {item.pk for item in items_for(actor, panel)} - set(done):
            found.append(panel)
    return found


def names_of_members(panel: Panel) -> list[str]:
    """The names of a panel's members, in the order seated."""
    return [_name(seat.user) for seat in members_of(panel)]


def _name(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def verdicts(candidate_ids: Iterable[int]) -> dict[int, str]:
    """What panels that were counted made of these candidates. Shapes: {candidate: outcome}."""
    rows = PanelItem.objects.filter(candidate_id__in=list(candidate_ids)).exclude(outcome="")
    return dict(rows.order_by("pk").values_list("candidate_id", "outcome"))


def panel_said(candidate: Candidate | None) -> str:
    """What a panel made of a candidate: recommended, rejected, or nothing yet."""
    return verdicts([candidate.pk]).get(candidate.pk, "") if candidate else ""


def opens_panel(actor: Actor, panel: Panel) -> bool:
    """Who may open a panel's minutes on record, once there are some."""
    if panel.state not in ("counted", "minuted"):
        return False
    seated = panel.seats.filter(user_id=actor.user_id or -1).exists()
    return seated or bool(actor.roles & ORGANISERS)


def hidden_in(actor: Actor, panel: Panel) -> frozenset[int]:
    """The items before a panel that are barred to an actor."""
    rows = panel.items.filter(candidate_id__in=hidden_from(actor))
    return frozenset(rows.values_list("pk", flat=True))


def left_by(actor: Actor, panel: Panel) -> int:
    """How many items a member stepped out of; what they were never given is not told."""
    steps = trail.steps_of("panel", panel.pk)
    return sum(r.move == "step_out" and r.actor_id == actor.user_id for r, _ in steps)


def hides(actor: Actor, panel: Panel) -> bool:
    """Whether something before a panel is barred to an actor."""
    return bool(hidden_in(actor, panel))
