"""What enterprises need; offers stand beside. State changes only through core.move."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving
from xingmeng.stages.exchange.models.chains import Bottleneck as Bottleneck
from xingmeng.stages.exchange.models.chains import Chain as Chain
from xingmeng.stages.exchange.models.chains import Link as Link
from xingmeng.stages.exchange.models.chains import Placing as Placing
from xingmeng.stages.exchange.models.intake import ExchangeIntake as ExchangeIntake
from xingmeng.stages.exchange.models.introductions import Introduction as Introduction
from xingmeng.stages.exchange.models.introductions import Message as Message
from xingmeng.stages.exchange.models.meanings import Meaning as Meaning
from xingmeng.stages.exchange.models.offers import Offer as Offer
from xingmeng.stages.exchange.models.suggestions import Feedback as Feedback


class Need(Moving):
    """One technical need. Keys of the answers are the form's field names."""

    number = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="needs"
    )
    instrument_code = models.CharField(max_length=40)
    title = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    field = models.CharField(max_length=20, blank=True)
    total_fen = models.BigIntegerField(default=0)
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField()
    shown = models.BooleanField(default=False)  # a summary, without the unit's name

    def __str__(self) -> str:
        return self.title or self.number

    def get_absolute_url(self) -> str:
        return reverse("exchange:need", args=[self.pk])

    @property
    def write_url(self) -> str:
        """Where a draft is written on; empty once it is handed in."""
        return reverse("exchange:write", args=[self.pk]) if self.state == "draft" else ""
