"""What was promised by when, what was shown, and how it ended."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Milestone(Moving):
    """One milestone of a contract. Whether its share has been paid is the ledger's to say."""

    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    target = models.TextField()
    planned_on = models.DateField()
    share_pct = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()
    summary = models.TextField(blank=True)
    opinion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"], name="one_milestone_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract.title} · {self.title}"

    @property
    def instrument(self) -> Instrument:
        return self.contract.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:milestone", args=[self.pk])


class Acceptance(Moving):
    """The end of a contract: the user's measured results first, then the conclusion."""

    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="acceptances")
    summary = models.TextField()
    results = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    opinion = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.contract.title

    @property
    def instrument(self) -> Instrument:
        return self.contract.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:acceptance", args=[self.pk])
