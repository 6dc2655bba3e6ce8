"""Who opened marks that are not their own."""

from django.conf import settings
from django.db import models

from xingmeng.stages.review.models.rounds import Candidate, Round


class Opening(models.Model):
    """Somebody who is not their author opened marks, or took a file of a round out."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="openings")
    candidate = models.ForeignKey(Candidate, models.PROTECT, null=True, related_name="openings")
    what = models.CharField(max_length=20)  # sheets, or the name of an export
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "round", "at"])]

    def __str__(self) -> str:
        return f"{self.what} {self.round_id}"

    def get_absolute_url(self) -> str:
        return self.round.get_absolute_url()
