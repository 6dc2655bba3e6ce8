"""The showcase: registered outcomes as cards, with what was reached and whom to ask."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists
from xingmeng.core.actor import NOBODY
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.calls.views import ALL, areas
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.delivery.views import VERDICTS
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.rules import FORMS

FIELD_WORDS, FORM_WORDS = dict(FIELDS), dict(FORMS)
OWN = Text("单位自有", "The unit's own work")
CHALLENGE = "contract__award__challenge"
RELATED = (
    f"{CHALLENGE}__issuer__region",
    "contract__award__application__call",
    "contract__award__application__organisation__region",
    "organisation__region",
)
LISTING = Listing(
    title=Text("成果展示", "Showcase of outcomes"),
    columns=(
        Column(key="title", label=Text("成果", "Outcome"), value=str),
        Column(key="form", label=Text("形式", "Form"), value=lambda o: FORM_WORDS[o.form]),
        Column(
            key="field",
            label=Text("技术领域", "Field"),
            value=lambda o: field_of(o),
        ),
        Column(
            key="organisation",
            label=Text("完成单位", "Made by"),
            value=lambda o: o.organisation.name,
        ),
    ),
    search=("title", "description", "organisation__name_zh", "organisation__name_en"),
    order=("-since", "-pk"),
    filters=(
        Filter(
            name="form",
            label=Text("形式", "Form"),
            field="form",
            options=lambda: [ALL, *FORMS],
        ),
        Filter(
            name="field",
            label=Text("技术领域", "Field"),
            field=f"{CHALLENGE}__field",
            options=lambda: [ALL, *FIELDS],
        ),
        Filter(
            name="area",
            label=Text("使用地", "Used in"),
            field="contract__award__application__area__startswith",
            options=areas,
        ),
    ),
    empty=Text("还没有符合条件的成果。", "No such outcome yet."),
)


def _used_in(outcome: Any) -> Any:
    if outcome.contract is None:
        return outcome.organisation.region
    award = outcome.contract.award
    return (award.issuer or award.application.organisation).region


def field_of(outcome: Any) -> Text:
    """The field of the challenge it solves; of a project, the instrument it ran under."""
    if outcome.contract is None:
        return OWN
    award = outcome.contract.award
    return FIELD_WORDS[award.challenge.field] if award.challenge else award.instrument.title


@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Registered outcomes, whoever asks; as cards to read, as a list to take away."""
    rows = outcomes.known_until(clock.now(), NOBODY)
    found = lists.narrow(LISTING, rows, request.GET)
    part = Paginator(found.order_by(*LISTING.order), lists.PER_PAGE)
    cards = cards_of(part.get_page(request.GET.get("page")).object_list)
    return lists.respond(request, LISTING, rows, template="showcase.html", cards=cards)


def cards_of(found: Any) -> list[dict[str, Any]]:
    """The story of each outcome: from challenge and contract to its use. Order: as given."""
    rows = list(found.select_related(*RELATED))
    accepted = delivery.accepted_until(clock.now(), NOBODY)
    verdicts = dict(accepted.values_list("contract_id", "verdict"))
    sales = outcomes.sales_of([row.pk for row in rows], NOBODY)
    return [
        {
            "row": row,
            "answered": row.contract.award.answered if row.contract else None,
            "targets": row.contract.terms["targets"] if row.contract else [],
            "region": _used_in(row),
            "picture": outcomes.pictures(row).first(),
            "form": FORM_WORDS[row.form],
            "field": field_of(row),
            "verdict": VERDICTS.get(verdicts.get(row.contract_id, "")),
            "sold_fen": sales.get(row.pk, 0),
        }
        for row in rows
    ]
