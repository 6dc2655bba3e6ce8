"""Reading evaluations: those that stand for everyone, others for both sides and staff."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.outcomes.models import Evaluation, Outcome


def visible_to(actor: Actor) -> QuerySet[Evaluation]:
    """Evaluations that stand for everyone; others for evaluator, maker and staff."""
    own = actor.organisations
    seen = Q(state="stands") | Q(evaluator_id__in=own) | Q(outcome__organisation_id__in=own)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    rows = Evaluation.objects.filter(reach(seen, actor=actor, kind="evaluation"))
    return rows.select_related("outcome__organisation", "evaluator")


def get_for(actor: Actor, pk: int) -> Evaluation:
    """One visible evaluation. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def may_read_files(actor: Actor, row: Evaluation) -> bool:
    """What an evaluation rests on is for evaluator, maker and staff."""
    own = {row.evaluator_id, row.outcome.organisation_id}
    return actor.is_staff or bool(own & set(actor.organisations))


def has_evaluated(outcome: Outcome, evaluator_id: int) -> bool:
    """Whether that unit's evaluation stands or is under way. Errors: none."""
    rows = outcome.evaluations.filter(evaluator_id=evaluator_id)
    return rows.exclude(state="struck").exists()
