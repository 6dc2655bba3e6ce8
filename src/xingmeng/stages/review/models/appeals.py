"""An appeal against how an application was reviewed: an object with a clock."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.review.models.rounds import Candidate


class Appeal(Moving):
    """What an applicant's unit holds against the procedure, and what became of it."""

    number = models.CharField(max_length=30, unique=True)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="appeals")
    organisation_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20)
    text = models.TextField()
    filed_at = models.DateTimeField()
    findings = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "state"])]

    def __str__(self) -> str:
        return f"{self.number} {self.candidate.title}"

    def get_absolute_url(self) -> str:
        return reverse("review:appeal", args=[self.pk])
