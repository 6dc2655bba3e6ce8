"""Mark sheets: who was asked to mark one candidate, what they wrote, and the points given."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving
from xingmeng.stages.review.models.rounds import Candidate


class Assignment(Moving):
    """One mark sheet: an expert's, or the issuer's own.

    `answers` holds it as it is written, by question of the sheet, also while it is faulty;
    `stamps` says of each who gave it when. Points that stand are in Mark.
    """

    writable_in = ("accepted",)

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments"
    )
    organisation_id = models.BigIntegerField(null=True)  # the issuer, for its own sheet
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)  # the first time
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "role", "user"], name="one_sheet_per_marker"
            )
        ]

    def __str__(self) -> str:
        return str(self.candidate)

    @property
    def comment(self) -> str:
        """What the sheet says on the whole."""
        return str(self.answers.get("comment") or "")

    @property
    def write_url(self) -> str:
        """Where it is written on; empty once it is out of its marker's hands."""
        open_ = self.state in self.writable_in
        return reverse("review:write", args=[self.pk]) if open_ else ""

    def get_absolute_url(self) -> str:
        return reverse("review:assignment", args=[self.pk])


class Mark(models.Model):
    """Points for one criterion. Units: 0 to 100."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_mark_each"),
            models.CheckConstraint(
                condition=models.Q(points__lte=100), name="a_mark_is_at_most_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
