"""Reading draws: the documents are for anybody, the names behind the codes are not."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import wholes
from xingmeng.core.access import hidden, reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.review.models import Assignment, Candidate, Draw, Round, Ticket
from xingmeng.stages.review.queries.recusal import steps_aside_in
from xingmeng.stages.review.queries.rounds import ORGANISERS, round_for, rounds_for, shown_to
from xingmeng.stages.review.rules.draws import CASES, DRAWN, Member


def draws_for(actor: Actor) -> QuerySet[Draw]:
    """Every draw, for everybody: number, case, commitment and keys; the rest, see `shows`.

    Lots that would not have been drawn without a case hidden from a reader are not theirs;
    before one of its round is published, that lots are drawn is for those who organise alone.
    """
    rows = Draw.objects.filter(reach(Q(pk__gt=0), actor=actor, kind="draw")).order_by("-pk")
    if actor.roles.isdisjoint(ORGANISERS | {"system"}):
        told = Draw.objects.filter(purpose="lottery", state="published").order_by()
        given_up = Q(state="abandoned", subject_id__in=told.values("subject_id"))
        return rows.filter(~Q(purpose="lottery") | Q(state="published") | given_up)
    hiding = _with_hidden(actor)
    known = Count("tickets", filter=~Q(tickets__in=hiding.values("pk")))
    lots = Draw.objects.filter(
        purpose="lottery", pk__in=hiding.values("draw_id"), state__in=("committed", "revealed")
    )
    alone = lots.annotate(known=known).filter(known__lt=2).order_by()
    return rows.exclude(pk__in=alone.values("pk"))


def shows(actor: Actor, draw: Draw) -> bool:
    """Whether a reader may know the pool and the result of a draw.

    Cases are drawn from, or bear on who may be drawn, so a draw is one whole: for who gave a
    key, who opened it on record, and once it is published for anybody.
    """
    return draw.state == "published" or wholes.is_open(actor, "draw", draw)


def opens_draw(actor: Actor, draw: Draw) -> bool:
    """Who may open a draw on record: who organises or audits review."""
    return draw.state != "published" and bool(actor.roles & ORGANISERS)


def steps_aside_from_draw(actor: Actor, draw: Draw) -> bool:
    """Whether a case that a draw is from, or draws experts for, is hidden from somebody."""
    if draw.purpose == "pool":
        return steps_aside_in(actor, Round.objects.get(pk=draw.subject_id))
    return _with_hidden(actor).filter(draw=draw).exists()


def hidden_tickets(actor: Actor, draw: Draw) -> frozenset[int]:
    """The tickets of a draw whose cases are hidden from a reader."""
    return frozenset(_with_hidden(actor).filter(draw=draw).values_list("pk", flat=True))


def _with_hidden(actor: Actor) -> QuerySet[Ticket]:
    """The tickets of cases that are hidden from a reader."""
    cases = hidden(actor, "application")
    of_them = Candidate.objects.filter(kind="application", subject_id__in=cases).values("pk")
    return Ticket.objects.filter(
        Q(kind="application", subject_id__in=cases)
        | Q(kind="candidate", subject_id__in=of_them)
    )


def draw_for(actor: Actor, pk: int) -> Draw:
    """One visible draw. Errors: Http404."""
    return get_object_or_404(draws_for(actor), pk=pk)


def reads_names(actor: Actor, draw: Draw) -> bool:
    """Whether a reader may know who stands behind the codes: organisers who see the round."""
    if actor.roles.isdisjoint(ORGANISERS) or not wholes.is_open(actor, "draw", draw):
        return False
    if draw.purpose == "audit":
        return "discipline" in actor.roles
    return rounds_for(actor).filter(pk=draw.subject_id).exists()


def drawn_in(draw: Draw) -> QuerySet[Ticket]:
    """Who or what was drawn, then who stands by, each in order."""
    rows = draw.tickets.filter(order__isnull=False).order_by("stands_by", "stratum", "order")
    return rows.prefetch_related("notes__by")


def draws_of(about: Round, *purposes: str) -> QuerySet[Draw]:
    """A round's own draws, the latest first."""
    own = Draw.objects.filter(kind="round", subject_id=about.pk)
    return own.filter(purpose__in=purposes or ("pool", "lottery")).order_by("-pk")


def drawn_pool(about: Round) -> list[int] | None:
    """The users that may be asked to review a round, if its experts were drawn; else None.

    For each drawn expert who declined, the next substitute of the same stratum is in.
    Order: as drawn.
    """
    draw = draws_of(about, "pool").filter(state__in=DRAWN).first()
    if draw is None:
        return None
    rows = list(draw.tickets.filter(order__isnull=False).order_by("stratum", "order"))
    left = _declined(about)
    found = [t.subject_id for t in rows if not t.stands_by]
    for stratum in sorted({t.stratum for t in rows}):
        own = [t for t in rows if t.stratum == stratum]
        gone = sum(t.subject_id in left for t in own if not t.stands_by)
        for ticket in (t for t in own if t.stands_by):
            if gone:
                found.append(ticket.subject_id)
                gone -= ticket.subject_id not in left
    return found


def _declined(about: Round) -> Collection[int]:
    rows = Assignment.objects.filter(candidate__round=about, state="declined", role="expert")
    return set(rows.values_list("user_id", flat=True))


def lottery_order(about: Round) -> list[int] | None:
    """The candidates of a round's last lottery, as drawn; None where there was none."""
    draw = draws_of(about, "lottery").filter(state__in=DRAWN).first()
    rows = draw.tickets.filter(order__isnull=False).order_by("order") if draw else ()
    return [t.subject_id for t in rows] if draw else None


def audited_for(actor: Actor) -> QuerySet[Ticket]:
    """Every case drawn for audit with its notes, for discipline officers; newest draw first.

    Of the draws that they gave a key to or opened, and that hide nothing from them.
    """
    seen = draws_for(actor).filter(purpose="audit", pk__in=wholes.opened(actor, "draw"))
    seen = seen.exclude(pk__in=_with_hidden(actor).values("draw_id")).order_by().values("pk")
    rows = Ticket.objects.filter(draw__in=seen, order__isnull=False)
    rows = rows.select_related("draw").prefetch_related("notes__by").order_by("-draw", "order")
    return rows if "discipline" in actor.roles else rows.none()


def ticket_for(actor: Actor, pk: int) -> Ticket:
    """One audited case. Errors: Http404."""
    return get_object_or_404(audited_for(actor), pk=pk)


def cases_of(actor: Actor, kind: str, subject_id: int) -> tuple[str, list[Member]]:
    """The cases that an audit may draw from, and what they are the cases of.

    Shapes: kind is call (its applications), round (its candidates) or payments (of a year).
    Errors: LookupError for another kind; Http404 for what the actor may not see.
    """
    if kind == "call":
        call = calls.get_for(actor, subject_id)
        rows = applications.visible_to(actor).filter(call_id=call.pk).order_by("pk")
        cases = [Member("application", a.pk, f"{a.number} {a}"[:200], CASES) for a in rows]
        return say_zh(call.title), cases
    if kind == "round":
        about = round_for(actor, subject_id)
        ranked = about.candidates.filter(shown_to(actor)).order_by("pk")
        return about.title, [Member("candidate", c.pk, c.title, CASES) for c in ranked]
    if kind == "payments":
        paid = funds.visible_to(actor).filter(state="paid", paid_at__year=subject_id)
        cases = [
            Member("payment", p.pk, f"{p.number} {p}"[:200], CASES) for p in paid.order_by("pk")
        ]
        return f"{subject_id} 年拨付", cases
    raise LookupError(f"no audit of {kind}")


def say_zh(title: Text | str) -> str:
    """A title as records keep it. Errors: none."""
    return title if isinstance(title, str) else title.zh
