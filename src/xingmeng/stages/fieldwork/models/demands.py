"""What a county asks for in a year, and the round in which demands are answered together."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class PostingRound(Moving):
    """One year's demands, published together; who serves where is worked out for all."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()  # counted within the year
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="a_posting_round_a_number")
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def heading(self) -> Text:
        return Text(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:round", args=[self.pk])


class CountyDemand(Moving):
    """What one county needs in one field. Units: `people` commissioners of one kind."""

    number = models.CharField(max_length=30, unique=True)
    round = models.ForeignKey(
        PostingRound, models.PROTECT, null=True, blank=True, related_name="demands"
    )
    region = models.ForeignKey("registry.Region", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=3)
    techniques = models.TextField()
    language = models.CharField(max_length=2)
    people = models.PositiveSmallIntegerField()
    villages = models.PositiveIntegerField()
    farms = models.PositiveIntegerField()
    days_a_year = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")), name="demand_ends_late"
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=1), name="demand_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:demand", args=[self.pk])
