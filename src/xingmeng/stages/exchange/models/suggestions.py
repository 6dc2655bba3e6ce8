"""What people say of suggested pairs of need and offer."""

from django.db import models


class Feedback(models.Model):
    """One side's verdict on one pair; the last stands. `place` is where it stood, from 1."""

    need = models.ForeignKey("exchange.Need", models.PROTECT, related_name="feedback")
    offer = models.ForeignKey("exchange.Offer", models.PROTECT, related_name="feedback")
    side = models.CharField(max_length=10)  # need, offer or officer
    verdict = models.CharField(max_length=20)  # of rules.suggestions.VERDICTS
    place = models.PositiveIntegerField(default=0)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "offer", "side"], name="one_verdict_a_side_and_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.verdict}"
