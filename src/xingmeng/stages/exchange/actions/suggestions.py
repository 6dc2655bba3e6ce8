"""What people do with suggestions: judge one, show a need for others to find."""

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.exchange.models import Feedback, Need, Offer
from xingmeng.stages.exchange.queries import needs, suggestions
from xingmeng.stages.exchange.queries import offers as offer_queries
from xingmeng.stages.exchange.rules import NEED, SHOWN_WHILE
from xingmeng.stages.exchange.rules import suggestions as rules


@door.change()
def judge(need_id: int, offer_id: int, verdict: str, *, place: int, actor: Actor) -> str:
    """Keep what one side thinks of a pair; an empty verdict takes it back. Returns the side.

    Units:  `place` in the list it was judged in, from 1.
    Writes: one verdict, one step on the trail of that side's own case.
    Errors: Refused for who has no side, for a pair they may not see, or an unknown verdict.
    """
    need, offer = pair(need_id, offer_id, actor)
    side = rules.side_of(actor, need, offer)
    found = [] if side else [not_yours("applicant", "officer")]
    if verdict and verdict not in rules.VERDICTS:
        found.append(Finding("not_an_option", {"field": "verdict"}))
    refuse_if(found)
    told = {"need": need, "offer": offer, "side": side}
    if verdict:
        said = {"verdict": verdict, "place": max(place, 0), "by_id": actor.user_id}
        Feedback.objects.update_or_create(**told, defaults=said | {"at": clock.now()})
    else:
        Feedback.objects.filter(**told).delete()
    kind, row = ("offer", offer) if side == "offer" else ("need", need)
    details = {"need": need.pk, "offer": offer.pk, "verdict": verdict}
    trail.record(kind, row.pk, "judge", actor=actor, details=details)
    return side


def pair(need_id: int, offer_id: int, actor: Actor) -> tuple[Need, Offer]:
    """A need and an offer, if this actor may know of both.

    Errors: Refused otherwise, in the same words for what is hidden and what is not there.
    """
    need = (
        needs.visible_to(actor).filter(pk=need_id).first()
        or suggestions.on_show(actor).filter(pk=need_id).first()
    )
    offer = offer_queries.visible_to(actor).filter(pk=offer_id).first()
    if need is None or offer is None:
        refuse_if([Finding("pair_unknown")])
    return need, offer


@door.change()
def show(pk: int, *, actor: Actor) -> Need:
    """Show a summary of a need on the exchange, without the unit's name.

    Writes: the need, one step. Errors: Refused for another's need, or one not being handled.
    """
    row = _own(pk, actor, now=False)
    row.shown = True
    return _kept(row, "show", actor)


@door.change()
def hide(pk: int, *, actor: Actor) -> Need:
    """Take the summary of a need off the exchange.

    Writes: the need, one step. Errors: Refused for another's need, or one not on show.
    """
    row = _own(pk, actor, now=True)
    row.shown = False
    return _kept(row, "hide", actor)


def _own(pk: int, actor: Actor, *, now: bool) -> Need:
    row = Need.objects.select_for_update(of=("self",)).get(pk=pk)
    found = [] if row.organisation_id in actor.organisations else [not_yours("applicant")]
    if row.state not in SHOWN_WHILE or row.shown != now:
        label = NEED.state(row.state).label
        found.append(Finding("not_to_be_shown", {"state_now": label}))
    refuse_if(found)
    return row


def _kept(row: Need, name: str, actor: Actor) -> Need:
    row.save(update_fields=["shown"])
    trail.record("need", row.pk, name, actor=actor)
    return row
