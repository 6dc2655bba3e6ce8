"""What somebody else found a result to be worth, in five values."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving


class Evaluation(Moving):
    """One evaluation with its marks, 0 to 100, by value. `evaluator` is not who made it."""

    outcome = models.ForeignKey("outcomes.Outcome", models.PROTECT, related_name="evaluations")
    evaluator = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="evaluations"
    )
    capacity = models.CharField(max_length=10)  # "user", "agency" or "peers"
    klass = models.CharField(max_length=12)  # "basic", "applied" or "development"
    marks = models.JSONField(default=dict)
    text = models.TextField()
    stated_on = models.DateField()

    def __str__(self) -> str:
        return str(self.outcome)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:evaluation", args=[self.pk])
