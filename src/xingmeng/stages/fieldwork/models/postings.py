"""Who goes where: what both sides chose, the plan that was worked out, the agreement signed."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.fieldwork.models.demands import CountyDemand, PostingRound
from xingmeng.stages.fieldwork.models.people import Commissioner


class Choice(models.Model):
    """That a commissioner would like to answer a demand, or that a county would like them."""

    demand = models.ForeignKey(CountyDemand, models.PROTECT, related_name="choices")
    commissioner = models.ForeignKey(Commissioner, models.PROTECT, related_name="choices")
    side = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "commissioner", "side"], name="one_choice_a_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.commissioner_id} for {self.demand_id}"


class PostingPlan(Moving):
    """One proposal for one round, kept as it was made, also when it was not confirmed.

    Shapes: pairs hold [commissioner, demand, score in millionths, why in zh, why in en]; table
            what the certificate is checked against: commissioners by demands, the last column
            standing for no posting.
    """

    round = models.ForeignKey(PostingRound, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()  # counted within the round
    proposed_by_id = models.BigIntegerField()
    pairs = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    table = models.JSONField(default=dict)
    certificate = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_posting_plan_is_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:plan", args=[self.pk])


class ServiceAgreement(Moving):
    """What a commissioner, who sends them and who is served agreed on."""

    number = models.CharField(max_length=30, unique=True)
    demand = models.ForeignKey(
        CountyDemand, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    plan = models.ForeignKey(
        PostingPlan, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    commissioner = models.ForeignKey(Commissioner, models.PROTECT, related_name="agreements")
    region = models.ForeignKey("registry.Region", models.PROTECT, related_name="+")
    served = models.ForeignKey(  # an enterprise or a cooperative of the register
        "registry.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(max_length=3)
    tasks = models.TextField()
    days_a_year = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")), name="service_ends_late"
            ),
            models.UniqueConstraint(
                fields=["demand", "commissioner"],
                condition=~models.Q(state="declined"),
                name="one_agreement_a_demand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissioner} · {self.region}"

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:agreement", args=[self.pk])
