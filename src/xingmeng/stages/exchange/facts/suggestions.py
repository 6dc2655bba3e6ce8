"""From needs and offers to suggestions with reasons: the bridge to the engines.

Everything is compared at the moment it is asked for, among what the asker may see: what was
published a second ago is found, and what is hidden weighs nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xingmeng.core.actor import prefix
from xingmeng.engines.writing import Writing
from xingmeng.stages.exchange.models import Need, Offer
from xingmeng.stages.exchange.rules import suggestions as rules
from xingmeng.stages.exchange.rules.suggestions import Profile, Suggestion

MOST = 3_000  # of the newest are compared at a time
TERMS_LOOKED_AT = 10  # before they are joined to words
SAID = ("bottleneck",)  # what a need on show tells everybody; reasons quote it


def of_need(need: Need) -> Profile:
    """A need as it is compared, from what it shows: its title, what is stuck, its targets."""
    told = [str(need.answers.get(name) or "") for name in SAID]
    rows = need.answers.get("targets")
    targets = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    told += [str(row.get("name") or "") for row in targets]
    unit = need.organisation
    return Profile(
        need.pk,
        Writing(need.title, "\n".join(told)),
        field=need.field,
        industry=unit.industry.section if unit.industry else "",
        area=_area(unit),
        conversion=need.answers.get("kind") == "conversion",
    )


def of_offer(offer: Offer, past: Mapping[int, int]) -> Profile:
    """An offer as it is compared, from what it shows; its confidential part is never read."""
    told = (offer.description_zh, offer.title_en, offer.description_en)
    return Profile(
        offer.pk,
        Writing(offer.title_zh, "\n".join(filter(None, told))),
        field=offer.field,
        industry=offer.industry,
        area=_area(offer.organisation),
        readiness=offer.readiness,
        past=past.get(offer.organisation_id, 0),
    )


def _area(unit: Any) -> str:
    """The city or league; outside the region the province."""
    return prefix(unit.region_id)[:4]


def ranked(
    one: Profile, others: Iterable[Profile], verdicts: Mapping[int, str], *, most: int = 10
) -> list[Suggestion]:
    """The others that fit one, with reasons; what was called not relevant is left out.

    Order:  the best first, equal ones the newest first. Errors: none.
    """
    kept = [p for p in others if verdicts.get(p.pk) != "not_relevant"]
    alike = likeness_of(one.text, [p.text for p in kept])
    found = [
        rules.fit(one, other, like, terms, verdicts.get(other.pk, ""))
        for other, (like, terms) in zip(kept, alike, strict=True)
        if like >= rules.LEAST
    ]
    return sorted(found, key=lambda s: (-s.score, -s.pk))[:most]


def likeness_of(one: Writing, others: Sequence[Writing]) -> list[tuple[float, tuple[str, ...]]]:
    """How like each of the others is to one, and the terms they share.

    Units:  0 to 1, rarer terms weighing more. Order: as given. Errors: none.
    """
    from xingmeng.engines.likeness import weigh  # noqa: PLC0415 -- a second to load
    from xingmeng.engines.terms import readable  # noqa: PLC0415 -- the same

    if not others:
        return []
    weights = weigh([one, *others])
    own = weights.matrix[0].toarray().ravel()
    found = []
    for row in range(1, len(others) + 1):
        start, end = weights.matrix.indptr[row : row + 2]
        columns = weights.matrix.indices[start:end]
        part = weights.matrix.data[start:end] * own[columns]
        order = [n for n in (-part).argsort(kind="stable") if part[n] > 0]
        names = [weights.names[columns[n]] for n in order]
        terms = readable([t for t in names if len(t) > 1][:TERMS_LOOKED_AT], one.whole)
        found.append((float(part.sum()), terms))
    return found
