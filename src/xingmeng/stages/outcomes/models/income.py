"""What a converted result brings, what each person gets of it, and objections to that."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving


class Income(Moving):
    """What one conversion brought and the part of those who made the result.

    Money under a technology contract, shares that the result became, or the operating profit
    of a year in which its unit used it. Units: fen; percent of `net_fen`.
    """

    way = models.CharField(max_length=10, default="sale")  # of law.conversion.WAYS
    outcome = models.ForeignKey("outcomes.Outcome", models.PROTECT, related_name="incomes")
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="incomes"
    )
    technology_contract = models.ForeignKey(
        "outcomes.TechnologyContract", models.PROTECT, null=True, related_name="incomes"
    )
    profit_year = models.PositiveSmallIntegerField(null=True)  # the first year of use is 1
    received_fen = models.BigIntegerField()
    costs_fen = models.BigIntegerField()
    net_fen = models.BigIntegerField()
    unit_rule_pct = models.PositiveSmallIntegerField()
    agreed_pct = models.PositiveSmallIntegerField(null=True)
    ownership_pct = models.PositiveSmallIntegerField(null=True)
    regional_min_pct = models.PositiveSmallIntegerField(null=True)
    stated_on = models.DateField()
    team_pct = models.PositiveSmallIntegerField()
    team_fen = models.BigIntegerField()
    shared_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "profit_year"],
                condition=~models.Q(state="cancelled") & ~models.Q(profit_year=None),
                name="one_share_in_profit_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(way="sale") ^ models.Q(technology_contract=None),
                name="a_sale_has_a_contract",
            ),
        ]

    def __str__(self) -> str:
        return str(self.technology_contract or self.outcome)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:income", args=[self.pk])


class Share(models.Model):
    """One person's part of an income. The name is encrypted at rest."""

    income = models.ForeignKey(Income, models.PROTECT, related_name="shares")
    number = models.PositiveSmallIntegerField()
    name = EncryptedTextField(context="outcomes.share.name")
    role = models.CharField(max_length=10, default="member")  # or "main"
    weight = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["income", "number"], name="one_share_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.income_id}-{self.number}"


class IncomeObjection(Moving):
    """An objection of somebody of the unit to how an income is shared, while it is shown."""

    income = models.ForeignKey(Income, models.PROTECT, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = EncryptedTextField(context="outcomes.incomeobjection.text")

    def __str__(self) -> str:
        return str(self.income)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:income_objection", args=[self.pk])
