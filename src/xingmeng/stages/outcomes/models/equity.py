"""An equity incentive plan of a state technology enterprise, and what each person gets."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving


class EquityPlan(Moving):
    """A plan with the facts its caps rest on. `facts` are numbers by the names of the law."""

    number = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="equity_plans"
    )
    title = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    total_bp = models.PositiveIntegerField()
    people = models.PositiveSmallIntegerField()
    stated_on = models.DateField()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outcomes:equity_plan", args=[self.pk])


class EquityLine(models.Model):
    """One person of a plan. The name is encrypted at rest. Units: basis points, fen."""

    plan = models.ForeignKey(EquityPlan, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    name = EncryptedTextField(context="outcomes.equityline.name")
    post = models.CharField(max_length=20)
    way = models.CharField(max_length=10)
    bp = models.PositiveIntegerField()
    years = models.PositiveSmallIntegerField()
    award_fen = models.BigIntegerField(default=0)
    bought_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_equity_line_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}-{self.number}"
