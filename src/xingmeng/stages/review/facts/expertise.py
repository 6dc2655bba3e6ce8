"""From works and applications to scores with their grounds: the bridge to the engine."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from xingmeng.engines.writing import Writing
from xingmeng.stages.applications.queries.subjects import subjects
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review.models import Round

UNTITLED = ""  # the title of what experts say of themselves, where a work has one


class Found(NamedTuple):
    """One expert on one candidate. Shapes: grounds [{"work", "strength", "terms"}]."""

    candidate_id: int
    user_id: int
    score: float
    grounds: list[dict[str, Any]]


def expertise_of(about: Round, drawn: Collection[int] = ()) -> Iterator[Found]:
    """How well everybody available in the pool fits each candidate of a round; once experts
    were drawn for it, how well these do.

    Order:  by candidate, then by user. Errors: none; without a pool there is nothing.
    """
    from xingmeng.engines import encoder, matching  # noqa: PLC0415 -- a second to load

    experts = _experts(registry.expert_profiles(drawn or None))
    candidates = {str(pk): text for pk, text in _candidates(about)}
    found = matching.expertise(experts, candidates, encode=encoder.encode)
    works = list(experts.values())
    for column, candidate in enumerate(found.applications):
        scores = found.scores[:, column].tolist()
        named = matching.grounds(found, column)
        for user, score, own, grounds in zip(found.experts, scores, works, named, strict=True):
            said = [
                {"work": own[g.work].title, "strength": g.strength, "terms": list(g.terms)}
                for g in grounds
            ]
            yield Found(int(candidate), int(user), round(score, 4), said)


def _experts(profiles: Iterable[registry.Profile]) -> dict[str, list[Writing]]:
    """Everybody's works, and what they say they know."""
    known = list(profiles)
    works = registry.works_of_persons(p.person_id for p in known)
    return {
        str(p.user_id): [
            *(Writing(work.title, work.abstract) for work in works.get(p.person_id, [])),
            *([Writing(UNTITLED, p.skills)] if p.skills else []),
        ]
        for p in known
    }


def _candidates(about: Round) -> Iterator[tuple[int, Writing]]:
    """What each candidate is about; runners of a race are about its challenge."""
    rows = list(about.candidates.order_by("pk"))
    told = subjects([row.subject_id for row in rows if row.kind == "application"])
    for row in rows:
        subject = told.get(row.subject_id) if row.kind == "application" else None
        text = Writing(subject.title, subject.text) if subject else Writing(about.title)
        yield row.pk, text
