"""Money that a converted result brings, and what each person gets of it."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving


class Income(Moving):
    """Money received under a technology contract and the part of those who made the result."""

    technology_contract = models.ForeignKey(
        "outcomes.TechnologyContract", models.PROTECT, related_name="incomes"
    )
    received_fen = models.BigIntegerField()
    costs_fen = models.BigIntegerField()
    net_fen = models.BigIntegerField()
    unit_rule_pct = models.PositiveSmallIntegerField()
    team_pct = models.PositiveSmallIntegerField()
    team_fen = models.BigIntegerField()
    shared_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.technology_contract.title

    def get_absolute_url(self) -> str:
        return reverse("outcomes:income", args=[self.pk])


class Share(models.Model):
    """One person's part of an income. The name is encrypted at rest."""

    income = models.ForeignKey(Income, models.PROTECT, related_name="shares")
    number = models.PositiveSmallIntegerField()
    name = EncryptedTextField(context="outcomes.share.name")
    weight = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["income", "number"], name="one_share_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.income_id}-{self.number}"
