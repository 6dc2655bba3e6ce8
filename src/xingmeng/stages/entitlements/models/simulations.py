"""What a draft of the law would change over a population, as it was worked out and kept."""

from django.conf import settings
from django.db import models
from django.urls import reverse


class Simulation(models.Model):
    """One draft over one population, once: the changes, the law beside them, what came out.

    `changes`, `parameters` and `result` stand for themselves, whatever becomes of the draft.
    Units: `left_fen` is what the appropriation had left at that moment.
    """

    draft = models.ForeignKey("policy.LawDraft", models.PROTECT, related_name="+")
    draft_version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    snapshot = models.ForeignKey(
        "entitlements.Snapshot", models.PROTECT, related_name="simulations"
    )
    on = models.DateField()
    changes = models.JSONField()
    parameters = models.JSONField(default=dict)
    appropriation = models.ForeignKey(
        "funds.Appropriation", models.PROTECT, null=True, related_name="+"
    )
    left_fen = models.BigIntegerField(null=True)
    result = models.JSONField()
    decided = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="simulations_by_day")]

    def __str__(self) -> str:
        return f"{self.name} · {self.draft_version}"

    def get_absolute_url(self) -> str:
        return reverse("entitlements:simulation", args=[self.pk])

    @property
    def short_fen(self) -> int:
        """What was wanting where nothing was left."""
        return max(-(self.left_fen or 0), 0)
