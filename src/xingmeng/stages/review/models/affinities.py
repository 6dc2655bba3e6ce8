"""How well each expert of the pool fits a candidate, and what says so."""

from django.conf import settings
from django.db import models

from xingmeng.stages.review.models.rounds import Candidate


class Affinity(models.Model):
    """One expert's score on one candidate, as it was last computed. Higher is better."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="affinities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    score = models.FloatField()  # deviations of likeness; compares within one round alone
    grounds = models.JSONField(default=list)  # [{work, strength, terms}], the strongest first
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "user"], name="one_affinity_of_expert_and_candidate"
            )
        ]
        indexes = [models.Index(fields=["candidate", "-score"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.score}"
