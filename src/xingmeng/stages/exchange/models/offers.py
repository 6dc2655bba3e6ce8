"""What units offer: technologies, results, instruments, people; answers are sealed."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Offer(Moving):
    """One offer. Keys of the answers are the form's field names; columns are for lists."""

    number = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="offers"
    )
    kind = models.CharField(max_length=20, blank=True)
    title_zh = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    field = models.CharField(max_length=20, blank=True)
    industry = models.CharField(max_length=4, blank=True)
    readiness = models.PositiveSmallIntegerField(null=True)
    openness = models.CharField(max_length=10, blank=True)
    valid_until = models.DateField(null=True)
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField()
    source_kind = models.CharField(max_length=40, blank=True)  # the case it comes from, if any
    source_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "openness", "valid_until"])]

    def __str__(self) -> str:
        return self.title_zh or self.number

    @property
    def title(self) -> Text:
        return Text(str(self), self.title_en or str(self))

    def get_absolute_url(self) -> str:
        return reverse("exchange:offer", args=[self.pk])

    @property
    def write_url(self) -> str:
        """Where a draft is written on; empty once it is published."""
        return reverse("exchange:write_offer", args=[self.pk]) if self.state == "draft" else ""
