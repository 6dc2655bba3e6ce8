"""Ownership of a result, or its long use, granted to those who made it at work 赋权."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving


class RightGrant(Moving):
    """What unit and inventors agreed about a result. Units: percent, years."""

    outcome = models.ForeignKey("outcomes.Outcome", models.PROTECT, related_name="grants")
    form = models.CharField(max_length=10)  # "ownership" or "use"
    share_pct = models.PositiveSmallIntegerField(null=True)  # the team's, of the ownership
    years = models.PositiveSmallIntegerField(null=True)  # of use
    terms = models.JSONField(default=dict)  # who decides, who bears costs and upkeep
    agreement_number = models.CharField(max_length=60, blank=True)
    agreed_on = models.DateField(null=True)
    recorded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outcome"],
                condition=~Q(state="refused"),
                name="one_grant_an_outcome",
            )
        ]

    def __str__(self) -> str:
        return str(self.outcome)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:right_grant", args=[self.pk])


class RightHolder(models.Model):
    """One of those who made the result. The name is encrypted at rest. Units: percent."""

    grant = models.ForeignKey(RightGrant, models.PROTECT, related_name="holders")
    number = models.PositiveSmallIntegerField()
    name = EncryptedTextField(context="outcomes.rightholder.name")
    part_pct = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_holder_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.grant_id}-{self.number}"
