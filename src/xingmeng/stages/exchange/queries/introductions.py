"""Reading introductions. Each side knows of the other what it has shown, until both agree."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from xingmeng.core import attachments, clock, move, trail
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.exchange.models import Introduction, Message
from xingmeng.stages.exchange.rules import SHOWN_WHILE
from xingmeng.stages.exchange.rules import introductions as rules
from xingmeng.stages.exchange.rules import offers as offer_rules

ABOUT = {"need_id": "need", "offer_id": "offer"}
RELATED = ("need__organisation__region", "offer__organisation__region", "officer")
FIELD_WORDS, KIND_WORDS = dict(FIELDS), dict(offer_rules.KINDS)


def visible_to(actor: Actor) -> QuerySet[Introduction]:
    """Introductions of one's own units; for staff all of them."""
    own = actor.organisations
    seen = Q(need__organisation_id__in=own) | Q(offer__organisation_id__in=own)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    known = reach(seen, actor=actor, kind="introduction", about=ABOUT)
    return Introduction.objects.filter(known).select_related(*RELATED)


def get_for(actor: Actor, pk: int) -> Introduction:
    """One visible introduction. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def is_inside(actor: Actor, row: Introduction) -> bool:
    """Whether somebody reads what is written in it: both sides, and officers in the middle."""
    return bool(rules.side_of(actor, row))


def need_told(actor: Actor, row: Introduction) -> tuple[Text, str, Text | str]:
    """Of the need: its title, where it is read, whose it is; each only if it may be known."""
    need, own = row.need, row.need.organisation_id in actor.organisations
    named = own or actor.is_staff or row.need_agreed_at is not None
    shown = need.shown and need.state in SHOWN_WHILE
    if own or actor.is_staff or row.state in rules.TOGETHER:
        url = need.get_absolute_url()
    else:
        url = reverse("exchange:shown", args=[need.pk]) if shown else ""
    title = Text(str(need), str(need)) if named or shown else _a_need(need.field)
    return title, url, need.organisation.name if named else ""


def _a_need(field: str) -> Text:
    word = FIELD_WORDS.get(field, Text("技术", "technology"))
    return Text(f"一项“{word.zh}”领域的需求", f"A need in: {word.en}")


def offer_told(actor: Actor, row: Introduction) -> tuple[Text, str, Text | str]:
    """Of the offer: its title, where it is read, whose it is; each only if it may be known."""
    offer, own = row.offer, row.offer.organisation_id in actor.organisations
    shown = offer.openness == offer_rules.OPEN and offer.state == "published"
    if own or actor.is_staff or shown or row.state in rules.TOGETHER:
        return offer.title, offer.get_absolute_url(), offer.organisation.name
    if row.offer_agreed_at is not None:
        return offer.title, "", offer.organisation.name
    kind = KIND_WORDS.get(offer.kind, Text("供给", "offer"))
    return Text(f"一项未公开的供给（{kind.zh}）", f"An offer not shown ({kind.en})"), "", ""


def messages_for(actor: Actor, row: Introduction) -> list[dict[str, Any]]:
    """What was written, oldest first, with its files: for both sides and officers alone."""
    if not is_inside(actor, row):
        return []
    files: dict[str, list[Any]] = {}
    for file in attachments.of("introduction", row.pk):
        files.setdefault(file.field, []).append(file)
    return [
        {
            "who": rules.SIDES[one.side],
            "name": one.by.get_full_name(),
            "at": one.at,
            "text": one.text,
            "files": files.get(one.files_field, []),
        }
        for one in row.messages.select_related("by").order_by("pk")
    ]


def is_under_way(need_id: int, offer_id: int) -> bool:
    """Whether this pair is being introduced, or has agreed."""
    rows = Introduction.objects.filter(need_id=need_id, offer_id=offer_id)
    return rows.filter(state__in=(*rules.BEGUN, "agreed")).exists()


def has_agreed(need_id: int) -> bool:
    """Whether an introduction of this need has come to a result."""
    return Introduction.objects.filter(need_id=need_id, state="agreed").exists()


def late(on: date) -> list[int]:
    """The keys of introductions whose day is over. Order: by key."""
    rows = Introduction.objects.filter(state__in=rules.BEGUN, due_on__lt=on)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def open_for(actor: Actor) -> QuerySet[Introduction]:
    """Visible introductions that have not come to an end, the nearest day first."""
    return visible_to(actor).filter(state__in=rules.BEGUN).order_by("due_on", "pk")


def silent_since(moment: datetime, actor: Actor) -> QuerySet[Introduction]:
    """Visible talks, on at a moment, in which nobody has written since. Order: oldest first."""
    told = Message.objects.filter(at__gt=moment).values("introduction_id")
    rows = visible_to(actor).filter(state="talks", met_at__lte=moment)
    return rows.exclude(pk__in=told).order_by("met_at", "pk")


def begun_until(moment: datetime, actor: Actor) -> QuerySet[Introduction]:
    """Visible introductions that had begun by a moment."""
    return visible_to(actor).filter(begun_on__lte=clock.local_day(moment))


def agreed_until(moment: datetime, actor: Actor) -> QuerySet[Introduction]:
    """Visible introductions that had come to a result by a moment."""
    rows = visible_to(actor).filter(state="agreed")
    return rows.filter(pk__in=trail.cases("introduction", "conclude", until=moment))


def result_by_number(actor: Actor, kind: str, number: str) -> Any:
    """The result of that kind and number, if this actor may see it; None otherwise."""
    if kind not in rules.RESULTS or not number:
        return None
    column = rules.RESULTS[kind][1]
    return move.subject(kind).visible_to(actor).filter(**{column: number}).first()


def result_for(actor: Actor, row: Introduction) -> Any:
    """What an introduction led to, if this reader may see it; None otherwise."""
    if not row.result_kind:
        return None
    return move.subject(row.result_kind).visible_to(actor).filter(pk=row.result_id).first()


def past(actor: Actor) -> dict[int, int]:
    """How many visible introductions to each unit's offers came to something."""
    rows = visible_to(actor).filter(state="agreed")
    counted = rows.order_by().values_list("offer__organisation_id").annotate(Count("pk"))
    return dict(counted)


def yearly(actor: Actor) -> list[dict[str, Any]]:
    """What came of the visible introductions, by the year they began, the newest first."""

    def count(**how: Any) -> Count:
        return Count("pk", filter=Q(**how))

    rows = visible_to(actor).order_by().values("begun_on__year")
    found = rows.annotate(
        begun=Count("pk"),
        met=count(met_at__isnull=False),
        agreed=count(state="agreed"),
        open=count(state__in=rules.BEGUN),
        over=count(state__in=("ended", "declined", "lapsed")),
        **{kind: count(state="agreed", result_kind=kind) for kind in rules.RESULTS},
    )
    return [row | {"year": row["begun_on__year"]} for row in found.order_by("-begun_on__year")]
