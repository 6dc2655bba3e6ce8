"""Working out how well the pool of experts fits a round."""

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.review import queries
from xingmeng.stages.review.facts.expertise import expertise_of
from xingmeng.stages.review.models import Affinity, Round


@door.change()
def compute_expertise(round_id: int, *, actor: Actor) -> int:
    """Score everybody available, or who was drawn, on each candidate, in place of earlier ones.

    Writes: one row an expert and candidate, with its grounds; one step with the counts.
    Errors: Refused without the right to, once the round is concluded, without experts, or for
            who must step aside from a candidate.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if about.state == "concluded":
        found.append(Finding("wrong_state", {"state": about.state}))
    refuse_if(found)
    refuse_if(queries.aside_from(actor, about))
    scored = list(expertise_of(about, queries.drawn_pool(about) or ()))
    refuse_if([] if scored else [Finding("pool_is_empty")])
    Affinity.objects.filter(candidate__round=about).delete()
    at = clock.now()
    Affinity.objects.bulk_create(
        (Affinity(computed_at=at, **one._asdict()) for one in scored), batch_size=1000
    )
    said = {"pairs": len(scored), "experts": len({one.user_id for one in scored})}
    trail.record("round", about.pk, "compute_expertise", actor=actor, details=said)
    return len(scored)
