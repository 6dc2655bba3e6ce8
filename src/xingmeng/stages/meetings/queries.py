"""Reading meetings: for those who prepare, decide, pay and audit; not for the public."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.meetings import rules
from xingmeng.stages.meetings.models import Item, Meeting


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings, for staff who read awards before they are public."""
    seen = Q(pk__gt=0) if actor.roles & awards.READERS else Q(pk__in=[])
    return Meeting.objects.filter(reach(seen, actor=actor, kind="meeting"))


def get_for(actor: Actor, pk: int) -> Meeting:
    """One visible meeting. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def items_of(meeting: Meeting) -> QuerySet[Item]:
    """A meeting's agenda in its order, with the awards and their parties."""
    return meeting.items.select_related(
        "award__challenge__issuer",
        "award__application__call",
        "award__application__organisation",
    ).order_by("number", "pk")


def items_for(actor: Actor, meeting: Meeting) -> list[Item]:
    """The items of an agenda whose awards a reader may see: recusal hides the others.

    Order: as on the agenda, numbered anew, since a gap would tell.
    """
    seen = awards.visible_to(actor).order_by().values("pk")
    rows = list(items_of(meeting).filter(award__in=seen))
    for number, row in enumerate(rows, start=1):
        row.number = number
    return rows


def hidden_in(actor: Actor, meeting: Meeting) -> frozenset[int]:
    """The awards on an agenda that are hidden from somebody."""
    seen = {item.award_id for item in items_for(actor, meeting)}
    return frozenset(items_of(meeting).values_list("award_id", flat=True)) - seen


def hides(actor: Actor, meeting: Meeting) -> bool:
    """Whether an item's award is hidden from somebody, so that others decide on the whole."""
    return bool(hidden_in(actor, meeting))


def waiting(actor: Actor) -> list:
    """Visible awards that wait for a decision and stand on no open agenda, oldest first.

    Awards of a unit the actor acts for are left out: nobody prepares their own case.
    """
    on_agenda = Item.objects.filter(meeting__state__in=rules.OPEN).values("award_id")
    rows = awards.visible_to(actor).filter(state="chosen").exclude(pk__in=on_agenda)
    return [row for row in rows.order_by("pk") if not rules.is_party(actor, row)]


def open_agendas(actor: Actor) -> QuerySet[Meeting]:
    """Visible meetings whose agenda is still in the making, the soonest first."""
    return visible_to(actor).filter(state="planned").order_by("held_on", "pk")


def to_decide(actor: Actor) -> QuerySet[Meeting]:
    """Visible meetings with a fixed agenda that wait for their decisions, the soonest first."""
    return visible_to(actor).filter(state="fixed").order_by("held_on", "pk")


def items_about(actor: Actor, award_id: int) -> list[Item]:
    """Where an award stood or stands on the agenda of a visible meeting, the first first."""
    rows = visible_to(actor).filter(items__award_id=award_id).exclude(state="cancelled")
    items = [item for row in rows.order_by("items__pk") for item in items_for(actor, row)]
    return [item for item in items if item.award_id == award_id]
