"""Tables of needs and offers that were handed over: by whom, for whom, what became of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving


class ExchangeIntake(Moving):
    """One table, read and waiting, or entered as a whole. The file itself is kept sealed."""

    what = models.CharField(max_length=20)  # of rules.intake.KINDS
    organisation = models.ForeignKey(  # none: an officer's, which names its units by code
        "registry.Organisation", models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    lines = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:intake", args=[self.pk])
