"""How a commissioner's year was judged."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.fieldwork.models.people import Commissioner


class Appraisal(Moving):
    """One commissioner's year.

    Units:  points of 100 in hundredths; days in halves.
    Shapes: found holds what the log says, {name: number}; points the parts of the score.
    """

    commissioner = models.ForeignKey(Commissioner, models.PROTECT, related_name="appraisals")
    region = models.ForeignKey("registry.Region", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    found = models.JSONField(default=dict)
    tasks_pct = models.PositiveSmallIntegerField(null=True, blank=True)
    remarks = models.TextField(blank=True)
    points = models.JSONField(default=dict)
    score = models.PositiveIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=20, blank=True)
    graded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commissioner", "year"], name="one_appraisal_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commissioner} · {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:appraisal", args=[self.pk])
