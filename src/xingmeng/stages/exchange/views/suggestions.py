"""Pages about suggestions: offers for a need, needs for an offer, help while stating one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import answers, lists
from xingmeng.core.actor import Actor
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines import forms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.exchange import actions, queries, rules
from xingmeng.stages.exchange.facts import suggestions as facts
from xingmeng.stages.exchange.rules import offers as offer_rules
from xingmeng.stages.exchange.rules import suggestions as words

FIELD_WORDS, KIND_WORDS = dict(FIELDS), dict(offer_rules.KINDS)
FEW = 5  # lines of each kind of help
SHOWN = (
    *("kind", "theme", "field", "bottleneck", "targets", "deadline_on"),
    *("result_forms", "ownership", "partner_wish"),
)
LISTING = Listing(
    title=Text("公开的技术需求", "Needs on show"),
    columns=(
        Column(
            key="title",
            label=Text("需求", "Need"),
            value=str,
            sort=("title",),
            link=lambda n: reverse("exchange:shown", args=[n.pk]),
        ),
        Column(
            key="field",
            label=Text("技术领域", "Field"),
            value=lambda n: FIELD_WORDS.get(n.field, ""),
            sort=("field",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda n: n.organisation.region.name,
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda n: rules.NEED.state(n.state),
            kind="state",
        ),
    ),
    search=("title", "number"),
    order=("-pk",),
    filters=(
        Filter(
            name="field",
            label=Text("技术领域", "Field"),
            field="field",
            options=lambda: [("", Text("全部", "All")), *FIELDS],
        ),
    ),
    empty=Text("现在没有公开展示的需求。", "No needs are on show."),
)


@require_safe
def on_show(request: HttpRequest) -> HttpResponse:
    """Needs on show; whose they are is told to whom both sides agree to talk with."""
    other = (Text("技术供给", "Offers"), reverse("exchange:offers"), "bulb")
    rows = queries.suggestions.on_show(request.actor)
    return lists.respond(request, LISTING, rows, actions=[other])


@require_safe
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary of one need on show."""
    row = queries.suggestions.on_show(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    said = {name: row.answers.get(name) for name in SHOWN}
    context = {"need": row, "sections": answers.bind(rules.form_of(row), said)}
    context["field"] = FIELD_WORDS.get(row.field)
    return render(request, "exchange/shown.html", context)


@login_required
@require_POST
def show(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show the summary of one's need, or take it off again."""
    row = queries.get_for(request.actor, pk)
    act = {"show": actions.show, "hide": actions.hide}.get(name)
    if act is None:
        raise Http404
    act(row.pk, actor=request.actor)
    return redirect(row)


@login_required
@require_safe
def for_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Offers for a need, best first, with reasons; for its unit and officers."""
    need = queries.get_for(request.actor, pk)
    side = words.side_of(request.actor, need, need)
    if not side:
        raise Http404
    offers = queries.suggestions.candidate_offers(request.actor, need)
    told = queries.suggestions.verdicts_on_need(need, side)
    past = queries.introductions.past(request.actor)
    found = facts.offers_for(need, offers, told=told, past=past)
    known = _by_key(offers, found, told)
    lines = _lines(found, known, told, lambda offer: (need, offer), _about_offer)
    return _page(request, need, lines, known, told, compared=offers)


@login_required
@require_safe
def for_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Needs for an offer, best first, with reasons; for its unit and officers."""
    offer = queries.offers.get_for(request.actor, pk)
    side = words.side_of(request.actor, offer, offer)
    side = "offer" if side == "need" else side
    if not side or not offer_rules.stands(offer):
        raise Http404
    needs = queries.suggestions.candidate_needs(request.actor, offer.organisation_id)
    told = queries.suggestions.verdicts_on_offer(offer, side)
    found = facts.needs_for(facts.listing_of_offer(offer, {}), needs, told=told)
    known = _by_key(needs, found, told)
    about = _about_needs(request.actor, found)
    lines = _lines(found, known, told, lambda need: (need, offer), about)
    return _page(request, offer, lines, known, told, compared=needs)


def _by_key(
    rows: Any, found: Sequence[facts.Suggestion], told: Iterable[int] = ()
) -> dict[int, Any]:
    """The rows that are shown: those found, and those somebody said something of."""
    return rows.in_bulk([*(one.pk for one in found), *told])


def _lines(
    found: Iterable[facts.Suggestion], known: Mapping[int, Any], told, pair, about
) -> list[dict[str, Any]]:
    return [
        about(known[one.pk])
        | {
            "place": place,
            "reasons": one.reasons,
            "score": one.score,
            "verdict": told.get(one.pk, ""),
            "pair": pair(known[one.pk]),
        }
        for place, one in enumerate(found, start=1)
    ]


def _about_offer(offer) -> dict[str, Any]:
    told = [KIND_WORDS.get(offer.kind), FIELD_WORDS.get(offer.field), offer.organisation.name]
    told.append(offer.organisation.region.name)
    return {"title": offer.title, "url": offer.get_absolute_url(), "told": filter(None, told)}


def _about_needs(actor: Actor, found: Sequence[facts.Suggestion]) -> Callable[[Any], dict]:
    """How needs are told: in full where the reader may see them, else as they are shown."""
    seen = queries.visible_to(actor).filter(pk__in=[one.pk for one in found])
    full = set(seen.values_list("pk", flat=True))

    def about(need: Any) -> dict[str, Any]:
        told = [FIELD_WORDS.get(need.field), need.organisation.region.name]
        told += [need.organisation.name] if need.pk in full else []
        shown = reverse("exchange:shown", args=[need.pk])
        url = need.get_absolute_url() if need.pk in full else shown
        return {"title": str(need), "url": url, "told": filter(None, told)}

    return about


def _page(
    request: HttpRequest, about, lines, known: Mapping[int, Any], told, *, compared: Any
) -> HttpResponse:
    dropped = [pk for pk, said in told.items() if said == "not_relevant" and pk in known]
    context = {
        "about": about,
        "for_need": hasattr(about, "total_fen"),
        "lines": lines,
        "dropped": [known[pk] for pk in dropped],
        "fresh": queries.meanings.freshness(compared),
        "verdicts": words.VERDICTS,
    }
    return render(request, "exchange/suggestions.html", context)


@login_required
@require_POST
def judge(request: HttpRequest, need: int, offer: int) -> HttpResponse:
    """Say what one thinks of a suggested pair, then see the list again."""
    place = request.POST.get("place", "")
    side = actions.judge(
        need,
        offer,
        request.POST.get("verdict", ""),
        place=int(place) if place.isascii() and place.isdecimal() and len(place) < 6 else 0,
        actor=request.actor,
    )
    if side == "offer" or request.POST.get("from") == "offer":
        return redirect("exchange:suggested_needs", pk=offer)
    return redirect("exchange:suggested_offers", pk=need)


@login_required
@require_safe
def help_with(request: HttpRequest, pk: int) -> HttpResponse:
    """What the exchange knows that helps to state a need: among what its writer may see."""
    need = queries.get_for(request.actor, pk)
    if need.organisation_id not in request.actor.organisations:
        raise Http404
    needs = queries.suggestions.candidate_needs(request.actor).exclude(pk=need.pk)
    offers = queries.suggestions.candidate_offers(request.actor, need)
    alike = facts.needs_for(facts.listing_of_need(need), needs, told={}, most=FEW)
    answering = facts.offers_for(need, offers, told={}, past={}, most=FEW)
    needs_by, offers_by = _by_key(needs, alike), _by_key(offers, answering)
    votes = [(needs_by[one.pk].field, one.likeness) for one in alike]
    votes += [(offers_by[one.pk].field, one.likeness) for one in answering]
    field, asked = words.likely_field(votes), forms.questions(rules.form_of(need))
    solved = [one for one in answering if words.looks_solved(offers_by[one.pk], one.likeness)]
    about = _about_needs(request.actor, alike)
    context = {
        "need": need,
        "field": FIELD_WORDS.get(field),
        "field_differs": bool(field and field != need.field),
        "numbers": [asked[name].label for name in words.numbers_missing(need.answers)],
        "needs": [about(needs_by[one.pk]) | {"reasons": one.reasons} for one in alike],
        "solved": [_about_offer(offers_by[s.pk]) | {"reasons": s.reasons} for s in solved],
        "may_write": need.state == "draft",
    }
    return render(request, "exchange/help.html", context)
