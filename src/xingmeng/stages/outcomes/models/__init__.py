"""What came out of a project, who uses it, and what it brings: one file for each part."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.outcomes.models.equity import EquityLine, EquityPlan
from xingmeng.stages.outcomes.models.evaluation import Evaluation
from xingmeng.stages.outcomes.models.granting import RightGrant, RightHolder
from xingmeng.stages.outcomes.models.income import Income, IncomeObjection, Share

__all__ = [
    "EquityLine",
    "EquityPlan",
    "Evaluation",
    "Income",
    "IncomeObjection",
    "Outcome",
    "RightGrant",
    "RightHolder",
    "Share",
    "TechnologyContract",
]


class Outcome(Moving):
    """A result with its evidence; of a contract, or a unit's own where no contract paid it.

    `identifier` is the number it goes by in one way of writing; `said` are the answers of its
    form that no column has.
    """

    number = models.CharField(max_length=30, unique=True)
    contract = models.ForeignKey(
        "awards.Contract", models.PROTECT, null=True, related_name="outcomes"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="outcomes"
    )
    title = models.CharField(max_length=80)
    form = models.CharField(max_length=20)
    description = models.TextField()
    identifier = models.CharField(max_length=100, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "identifier"],
                condition=~Q(identifier="") & ~Q(state="refused"),
                name="one_outcome_an_identifier",
            )
        ]

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
    term_years = models.PositiveSmallIntegerField(default=0)  # of a licence
    is_part = models.BooleanField(default=False)  # advice within a transfer or development
    registration_number = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(technology_fen__lte=models.F("amount_fen")),
                name="technology_within_amount",
            ),
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~Q(registration_number=""),
                name="one_contract_a_registration_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return self.registration_number

    def get_absolute_url(self) -> str:
        return reverse("outcomes:technology_contract", args=[self.pk])
