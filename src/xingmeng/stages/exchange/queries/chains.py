"""Reading chains and bottlenecks, and which records belong to which link."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.exchange.models import Bottleneck, Chain, Feedback, Link, Need, Placing
from xingmeng.stages.exchange.queries import introductions, suggestions
from xingmeng.stages.exchange.rules import chains as rules
from xingmeng.stages.exchange.rules.introductions import BEGUN

ABOUT = {"need_id": "need"}
SOLVING = ("good", "taken")  # verdicts that say that an offer fits


def chains() -> QuerySet[Chain]:
    """The chains that are kept, in order; they are public."""
    return Chain.objects.filter(retired_on=None).order_by("place", "pk")


def chain_by_code(code: str) -> Chain | None:
    """The chain of that code, if there is one; also one that is kept no more."""
    return Chain.objects.filter(code=code).first()


def retired_chains() -> QuerySet[Chain]:
    """Chains that are kept no more, in order."""
    return Chain.objects.exclude(retired_on=None).order_by("place", "pk")


def links(chain: Chain | None = None) -> QuerySet[Link]:
    """The links of a chain, or of all chains that are kept, in order; they are public."""
    rows = _every_link().filter(retired_on=None)
    return rows.filter(chain=chain) if chain else rows.filter(chain__retired_on=None)


def _every_link() -> QuerySet[Link]:
    return Link.objects.select_related("chain").order_by("chain__place", "place", "pk")


def link_by_code(code: str) -> Link | None:
    """The link of that code, if there is one; also one that is kept no more."""
    return _every_link().filter(code=code).first()


def retired_links(chain: Chain) -> QuerySet[Link]:
    """Links of a chain that are kept no more, in order."""
    return _every_link().filter(chain=chain).exclude(retired_on=None)


def visible_to(actor: Actor) -> QuerySet[Bottleneck]:
    """Bottlenecks entered for everybody; all for staff; one's own, and those of one's area.

    Who may not see the need one comes from may not see the bottleneck either.
    """
    seen = Q(shown=True, state__in=rules.PUBLIC)
    seen |= Q(need__organisation_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(need__organisation__region__code__startswith=area)
    known = reach(seen, actor=actor, kind="bottleneck", about=ABOUT)
    return Bottleneck.objects.filter(known).select_related("link__chain", "need__organisation")


def get_for(actor: Actor, pk: int) -> Bottleneck:
    """One visible bottleneck. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def unsolved(actor: Actor) -> QuerySet[Bottleneck]:
    """Visible bottlenecks that are not overcome, the newest first."""
    return visible_to(actor).filter(state__in=rules.UNSOLVED).order_by("-pk")


def is_proposed(need_id: int, link_id: int) -> bool:
    """Whether a need stands for a bottleneck of that link already."""
    rows = Bottleneck.objects.filter(need_id=need_id, link_id=link_id)
    return rows.filter(state__in=rules.LIVE).exists()


def without_offers(actor: Actor) -> QuerySet[Need]:
    """Needs this reader may know of that are being handled and that nothing meets yet.

    Nothing: as far as this reader may know, no introduction is under way or agreed, and
    nobody of the need's side or the department called a suggested offer good.
    """
    met = introductions.visible_to(actor).filter(state__in=(*BEGUN, "agreed")).order_by()
    fits = Feedback.objects.filter(verdict__in=SOLVING, side__in=("need", "officer"))
    if not actor.is_staff:
        fits = fits.filter(need__organisation_id__in=actor.organisations, side="need")
    rows = suggestions.candidate_needs(actor)
    return rows.exclude(pk__in=met.values("need_id")).exclude(pk__in=fits.values("need_id"))


def placings_of(found: Collection[Link]) -> dict[tuple[int, str], dict[int, bool]]:
    """What was put on these links by hand, or kept off: {(link, kind): {record: off}}."""
    placed: dict[tuple[int, str], dict[int, bool]] = defaultdict(dict)
    rows = Placing.objects.filter(link__in=[link.pk for link in found])
    for row in rows:
        placed[row.link_id, row.kind][row.subject_id] = row.off
    return placed


def placings_for(actor: Actor, link: Link) -> list[Placing]:
    """What was put on a link by hand: for staff, the newest first."""
    rows = link.placings.select_related("by").order_by("-at", "-pk")
    return list(rows) if actor.is_staff else []


def is_placed(pk: int) -> bool:
    """Whether that placing stands."""
    return Placing.objects.filter(pk=pk).exists()


def bottlenecks_by_link(actor: Actor, found: Collection[Link]) -> dict[int, int]:
    """How many visible bottlenecks of each link are not overcome."""
    rows = unsolved(actor).filter(link__in=[link.pk for link in found]).order_by()
    return dict(rows.values_list("link_id").annotate(Count("pk")))


def attributed(  # noqa: PLR0913 -- the columns by which a kind of record is known
    rows: QuerySet,
    found: Sequence[Link],
    *,
    kind: str,
    texts: Sequence[str],
    placed: Mapping[tuple[int, str], Mapping[int, bool]],
    industry: str = "",
    direction: str = "",
) -> dict[int, list[int]]:
    """Which of these rows belong to which link, by words, direction and by hand.

    Shapes: {link: keys}, each link has its list. Order: as the rows. One query.
    """
    by_hand = {link.pk: placed.get((link.pk, kind), {}) for link in found}
    put = {pk for one in by_hand.values() for pk, off in one.items() if not off}
    directions, worded = {link.code for link in found}, _worded(found)
    held: dict[int, list[int]] = {link.pk: [] for link in found}
    names = {"industry": industry, "direction": direction}
    columns = [*texts, *filter(None, names.values())]
    for pk, *cells in rows.prefetch_related(None).values_list("pk", *columns).iterator():
        said = " ".join(filter(None, cells[: len(texts)]))
        more = zip(filter(names.get, names), cells[len(texts) :], strict=True)
        asked = {name: value or "" for name, value in more}
        if not (pk in put or asked.get("direction") in directions or worded(said.casefold())):
            continue
        for link in found:
            off = by_hand[link.pk].get(pk)
            if off is False or (off is None and rules.belongs(link, said, **asked)):
                held[link.pk].append(pk)
    return held


def _worded(found: Collection[Link]) -> Callable[[str], Any]:
    """Whether a text has any word of any of these links: one look for hundreds of words."""
    words = {word.casefold() for link in found for word in rules.listed(link.words)}
    return re.compile("|".join(re.escape(word) for word in sorted(words)) or "$.").search
