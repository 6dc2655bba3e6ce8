"""A proposed assignment of experts: its rules, its pairs and the proof that none is better."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.review.models.rounds import Round


class Plan(Moving):
    """One proposal for one round, kept as it was made, also when it was not adopted.

    Shapes: pairs hold [candidate, user, score in millionths, why in zh, why in en]; table what
            the certificate is checked against: experts, candidates, scores, barred pairs,
            each expert's most, groups. Without pairs, `clash` names what cannot hold together.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()  # counted within the round
    rules = models.JSONField()
    pairs = models.JSONField(default=list)
    figures = models.JSONField(default=dict)  # value, floor, bound, gaps in points
    clash = models.JSONField(default=list)
    table = models.JSONField(default=dict)
    certificate = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_plan_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("review:plan", args=[self.pk])
