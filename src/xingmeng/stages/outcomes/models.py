"""What came out of a contract, who uses it, and the income it brings to those who made it."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving


class Outcome(Moving):
    """A result with its evidence and the contract it came from."""

    number = models.CharField(max_length=30, unique=True)
    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="outcomes")
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="outcomes"
    )
    title = models.CharField(max_length=80)
    form = models.CharField(max_length=20)
    description = models.TextField()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outcomes:outcome", args=[self.pk])


class TechnologyContract(Moving):
    """A technology contract, registered by the seller. Units: fen."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="technology_contracts")
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    seller = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="sold")
    buyer = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="bought")
    amount_fen = models.BigIntegerField()
    technology_fen = models.BigIntegerField()
    signed_on = models.DateField()
    registration_number = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(technology_fen__lte=models.F("amount_fen")),
                name="technology_within_amount",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return self.registration_number

    def get_absolute_url(self) -> str:
        return reverse("outcomes:technology_contract", args=[self.pk])


class Income(Moving):
    """Money received under a technology contract and the part of those who made the result."""

    technology_contract = models.ForeignKey(
        TechnologyContract, models.PROTECT, related_name="incomes"
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
