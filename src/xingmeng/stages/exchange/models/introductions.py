"""Needs and offers brought together: who agreed, what was written, what came of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Introduction(Moving):
    """One need and one offer. Its name is its number: a title would tell of the other side."""

    number = models.CharField(max_length=30, unique=True)
    need = models.ForeignKey("exchange.Need", models.PROTECT, related_name="introductions")
    offer = models.ForeignKey("exchange.Offer", models.PROTECT, related_name="introductions")
    begun_by = models.CharField(max_length=10)  # need, offer or officer
    begun_on = models.DateField()
    officer = models.ForeignKey(  # in the middle
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    need_agreed_at = models.DateTimeField(null=True)
    offer_agreed_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    result_kind = models.CharField(max_length=40, blank=True)
    result_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.number

    @property
    def heading(self) -> Text:
        return Text(f"供需对接 {self.number}", f"Introduction {self.number}")

    def get_absolute_url(self) -> str:
        return reverse("exchange:introduction", args=[self.pk])


class Message(models.Model):
    """What one side wrote while they talk; sealed. Its files are kept under its number."""

    introduction = models.ForeignKey(Introduction, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10)
    text = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.side}"

    @property
    def files_field(self) -> str:
        """Under what the files of this message are kept."""
        return f"message-{self.pk}"
