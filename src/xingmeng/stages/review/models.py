"""A round of review: candidates, sheets, marks, places. Its subject is any (kind, id)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng import instruments
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Round(Moving):
    """One comparison of candidates for one subject."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    instrument_code = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return instruments.get(self.instrument_code)

    def get_absolute_url(self) -> str:
        return reverse("review:round", args=[self.pk])


class Candidate(models.Model):
    """One thing to be marked. Place and score are set when the round is concluded."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="candidates")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField()
    place = models.PositiveIntegerField(null=True)
    score = models.PositiveIntegerField(null=True)  # hundredths of a point

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "subject_id"], name="a_candidate_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(Moving):
    """One mark sheet: an expert's, or the issuer's own."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments"
    )
    organisation_id = models.BigIntegerField(null=True)  # the issuer, for its own sheet
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "role", "user"], name="one_sheet_per_marker"
            )
        ]

    def __str__(self) -> str:
        return self.candidate.title

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
