"""Random draws: what was committed to, what came out, and what an audit found."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving


class Draw(Moving):
    """One draw with two keys. `document` is public; `secret` holds the key until it is shown.

    `purpose` is pool (experts for a round), lottery (who ties at its line) or audit; (kind,
    subject_id) is what it is about. An audit draw's round is empty.
    """

    number = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=160)
    commitment = models.CharField(max_length=64)
    document = models.JSONField()
    secret = EncryptedJSONField()
    committed_at = models.DateTimeField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["purpose", "kind", "subject_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def seed(self) -> dict[str, Any] | None:
        """Key and word, once they are shown."""
        return self.document["seed"]

    def get_absolute_url(self) -> str:
        return reverse("review:draw", args=[self.pk])


class Ticket(models.Model):
    """One member of a pool behind its code; `order` and `stands_by` once it is drawn."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="tickets")
    code = models.CharField(max_length=32)
    stratum = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)  # expert (a user), candidate, application, payment
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    order = models.PositiveIntegerField(null=True)
    stands_by = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="one_ticket_a_code"),
            models.UniqueConstraint(
                fields=["draw", "kind", "subject_id"], name="one_ticket_a_member"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AuditNote(models.Model):
    """What a discipline officer found in one audited case. Never changed; more may follow."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="notes")
    finding = models.CharField(max_length=20)  # in_order, remark, irregular
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
