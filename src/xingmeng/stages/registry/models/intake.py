"""Tables that registers handed over: from whom, of which day, and what became of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving, Source
from xingmeng.engines.values import Text


class Intake(Moving):
    """One table, read and waiting, or entered as a whole. The file itself is kept sealed."""

    what = models.CharField(max_length=20)  # of rules.intake.KINDS
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    dated_on = models.DateField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    lines = models.PositiveIntegerField(default=0)
    units_entered = models.PositiveIntegerField(default=0)
    rows_entered = models.PositiveIntegerField(default=0)  # figures, or certificates
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> Text:
        told = f"{self.dated_on.isoformat()} · {self.name}"
        return Text(f"{self.source.title_zh} · {told}", f"{self.source.title_en} · {told}")

    def get_absolute_url(self) -> str:
        return reverse("registry:intake", args=[self.pk])
