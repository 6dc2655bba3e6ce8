"""Reading what applications share: only of those whose both sides the reader may see."""

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.actor import Actor
from xingmeng.stages.applications.models import Application, Fingerprint, Repeat
from xingmeng.stages.applications.queries import visible_to
from xingmeng.stages.applications.rules.repeats import READERS, UNFIXED

HEAVY = ("answers", "stamps", "sealed")  # what no list reads


def to_compare() -> QuerySet[Application]:
    """What was handed in or opened and whose text was not compared as it stands now."""
    new = Q(fingerprint=None) | ~Q(fingerprint__content_digest=F("content_digest"))
    rows = Application.objects.exclude(state__in=UNFIXED)
    return rows.filter(new, sealed=None, submitted_at__isnull=False)


def repeats_for(actor: Actor) -> QuerySet[Repeat]:
    """Repeats of which the actor may see both sides, as an official and in neither's case."""
    if actor.roles.isdisjoint(READERS):
        return Repeat.objects.none()
    own = Q(organisation_id__in=actor.organisations)
    own |= Q(partners__organisation_id__in=actor.organisations)
    seen = visible_to(actor).order_by()
    if actor.organisations:
        seen = seen.exclude(pk__in=Application.objects.filter(own).values("pk"))
    rows = Repeat.objects.filter(application__in=seen.values("pk"), other__in=seen.values("pk"))
    return rows.select_related(
        "application__call",
        "application__challenge",
        "application__organisation",
        "other__call",
        "other__challenge",
        "other__organisation",
    ).defer(*(f"{side}__{name}" for side in ("application", "other") for name in HEAVY))


def repeat_for(actor: Actor, pk: int) -> Repeat:
    """One repeat, both sides of which the actor may see. Errors: Http404 otherwise."""
    return get_object_or_404(repeats_for(actor), pk=pk)


def repeats_of(actor: Actor, application: Application) -> QuerySet[Repeat]:
    """The repeats of one application, either way, the largest share first."""
    rows = repeats_for(actor).filter(Q(application=application) | Q(other=application))
    rows = rows.prefetch_related("application__partners", "other__partners")
    return rows.order_by("-share", "pk")


def compared(application: Application) -> Fingerprint | None:
    """When an application that was found visible was last compared, if it was."""
    return Fingerprint.objects.filter(application=application).defer("prints").first()
