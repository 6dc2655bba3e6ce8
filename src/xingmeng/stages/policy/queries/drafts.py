"""Reading drafts of the law. Nothing is fetched without saying who is looking."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.policy.models import LawDraft
from xingmeng.stages.policy.rules import drafts as rules


def drafts_for(actor: Actor) -> QuerySet[LawDraft]:
    """Drafts that were not dropped, the last saved first: for those who may see them."""
    rows = LawDraft.objects.filter(dropped_at=None).select_related("author")
    if not rules.may_see(actor):
        return rows.none()
    return rows.filter(reach(Q(pk__gt=0), actor=actor, kind="law_draft")).order_by("-saved_at")


def draft_for(actor: Actor, pk: int) -> LawDraft:
    """One visible draft. Errors: Http404."""
    return get_object_or_404(drafts_for(actor), pk=pk)
