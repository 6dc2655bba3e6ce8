"""From handed-in sheets to everything there is to say of places, by the round's own rule."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from django.contrib.auth import get_user_model

from xingmeng.core import receipts
from xingmeng.core.access import hidden
from xingmeng.core.actor import Actor
from xingmeng.engines import scoring
from xingmeng.engines.scoring import Outcome, Rule, Standing
from xingmeng.engines.stability import Line
from xingmeng.stages.review.models import Assignment, Candidate, Round
from xingmeng.stages.review.queries.draws import lottery_order
from xingmeng.stages.review.queries.rounds import best_of, candidates_of, place_of, shown_to
from xingmeng.stages.review.queries.sheets import marks_of


def rule_of(about: Round) -> Rule:
    """What decides in a round: a race by its own line and the raw mean, as its rule says."""
    criteria = tuple(c.name for c in about.criteria)
    if about.is_race and about.instrument.race:
        return Rule(Line(about.instrument.race.line), tie_break=criteria)
    ranking = about.instrument.ranking
    return Rule(
        Line(about.instrument.terms.line, about.places),
        by=ranking.by,
        level=ranking.level_pct / 100,
        tie_break=criteria,
        trim_from=ranking.trim_from,
    )


def outcome_of(about: Round, only: Collection[int] | None = None) -> Outcome:
    """Raw and calibrated scores, chance and band of every candidate of a round, or of some.

    The seed of the resampling is the digest of the marks: nobody chooses it.
    Order: best first by what decides. Errors: ValueError while a candidate lacks marks.
    """
    marks = marks_of(about)
    sheets = Assignment.objects.filter(candidate__round=about, role="expert")
    if only is not None:
        marks = {key: points for key, points in marks.items() if int(key[0]) in only}
        sheets = sheets.filter(candidate__in=only)
    reviewers = {str(pk): str(user) for pk, user in sheets.values_list("pk", "user_id")}
    said = sorted([*key, points] for key, points in marks.items())
    return scoring.stand(
        marks,
        {c.name: c.weight for c in about.criteria},
        reviewers=reviewers,
        rule=rule_of(about),
        seed=sha256(receipts.canonical(said)).digest(),
    )


def counted_in(about: Round) -> frozenset[int]:
    """The sheets of a round whose marks count: extremes are left out as its rule says."""
    sheets = Assignment.objects.filter(candidate__round=about, role="expert")
    reviewers = {str(pk): str(user) for pk, user in sheets.values_list("pk", "user_id")}
    weights = {c.name: c.weight for c in about.criteria}
    least = rule_of(about).trim_from
    kept = scoring.trimmed(marks_of(about), weights, reviewers, least=least)
    return frozenset(int(sheet) for _, sheet, _ in kept)


def severity_in(outcome: Outcome) -> dict[str, dict[str, int]]:
    """How strict and how wide each expert marks, by account. Units: hundredths; percent."""
    return {
        user: {
            "severity": round(100 * known.severity),
            "scale_pct": round(100 * known.scale),
            "shared": known.shared,
        }
        for user, known in sorted(outcome.reviewers.items())
    }


def set_figures(candidate: Candidate, place: int, one: Standing, *, by: str) -> None:
    """Put place and figures on a candidate's row, without saving it."""
    candidate.place = place
    candidate.score = one.calibrated if by == "calibrated" else one.raw
    candidate.raw, candidate.calibrated = one.raw, one.calibrated
    candidate.chance, candidate.in_band = one.chance, one.in_band


def standing_for(
    actor: Actor, about: Round
) -> tuple[list[Candidate], dict[str, dict[str, int]]]:
    """A round's candidates save those a reader must step aside from, and how experts mark.

    Where one is hidden, all is worked out anew from the others: a gap among the places, or a
    figure that leans on hidden marks, would tell of it.
    """
    rows = list(candidates_of(about).filter(shown_to(actor)))
    whole = not actor.user_id or len(rows) == about.candidates.count()
    if whole or about.state != "concluded" or not rows:
        return rows, about.severity
    by_key = {row.pk: row for row in rows}
    outcome = outcome_of(about, only=by_key)
    band = band_of(about, outcome)
    lots = [pk for pk in (lottery_order(about) or []) if pk in band] if band else []
    for place, one in placed(about, outcome, lots):
        set_figures(by_key[int(one.application)], place, one, by=rule_of(about).by)
    rows.sort(key=lambda row: (row.place or 0, row.pk))
    return rows, severity_in(outcome)


def candidates_for(actor: Actor, about: Round) -> list[Candidate]:
    """A round's candidates as a reader may know of them: by place once ranked."""
    return standing_for(actor, about)[0]


def places_for(actor: Actor, kind: str, subject_id: int) -> list[Candidate]:
    """The ranked candidates of a subject's latest round as a reader may know of them."""
    rows = list(best_of(kind, subject_id).select_related("round"))
    if not rows or sees_all(actor):
        return rows
    return [row for row in candidates_for(actor, rows[0].round) if row.place is not None]


def place_for(actor: Actor, kind: str, subject_id: int) -> Candidate | None:
    """How a thing came out of its latest concluded round, as a reader may know of it."""
    last = place_of(kind, subject_id)
    if last is None or sees_all(actor):
        return last
    rows = candidates_for(actor, last.round)
    return next((row for row in rows if row.pk == last.pk), None)


def sees_all(actor: Actor) -> bool:
    """Whether no application is hidden from an actor now."""
    return not actor.user_id or not hidden(actor, "application").exists()


def band_of(about: Round, outcome: Outcome) -> list[int]:
    """The candidates that a lottery is to order, if the instrument says so. Order: by key."""
    if not about.instrument.ranking.lottery or about.is_race:
        return []
    return sorted(int(s.application) for s in outcome.standings if s.in_band)


def placed(about: Round, outcome: Outcome, lots: list[int]) -> list[tuple[int, Standing]]:
    """Standings with their final places: who is in the band stands as the lots say.

    Order:  best first. Errors: none.
    """
    if not lots:
        return [(s.place, s) for s in outcome.standings]
    band = {int(s.application): s for s in outcome.standings if int(s.application) in lots}
    rest = [s for s in outcome.standings if int(s.application) not in band]
    within = about.places or 0
    inside = [s for s in outcome.standings[:within] if int(s.application) not in band]
    order = [*inside, *(band[pk] for pk in lots), *(s for s in rest if s not in inside)]
    return list(enumerate(order, start=1))


def names_by_user(user_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Users with their full names. Errors: none."""
    users = get_user_model().objects.filter(pk__in=list(user_ids))
    return [(user.pk, user.get_full_name()) for user in users]


def marks_known(actor: Actor, about: Round) -> bool:
    """Whether somebody may know a mark of a round, as far as a reader may know: a sheet is in.

    Errors: none.
    """
    sheets = Assignment.objects.filter(candidate__round=about, state="handed_in")
    sheets = sheets.filter(shown_to(actor, "candidate__"))
    return about.state == "concluded" or sheets.exists()
