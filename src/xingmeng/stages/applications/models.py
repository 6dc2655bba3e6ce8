"""What an applicant writes. State changes only through core.move."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Application(Moving):
    """One bid. While sealed its answers exist only encrypted; keys are field names."""

    number = models.CharField(max_length=30, unique=True)
    challenge = models.ForeignKey(
        "calls.Challenge", models.PROTECT, related_name="applications"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="applications"
    )
    answers = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    content_digest = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["challenge", "organisation"])]

    def __str__(self) -> str:
        return f"{self.organisation.name_zh} · {self.challenge.title}"

    @property
    def instrument(self) -> Instrument:
        return self.challenge.instrument

    def get_absolute_url(self) -> str:
        return reverse("applications:application", args=[self.pk])
