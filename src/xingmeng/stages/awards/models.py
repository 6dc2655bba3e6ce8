"""The choice, the decision on it, objections, and the contract that follows."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Award(Moving):
    """One application chosen, in its call or for one challenge. Units: money in fen."""

    number = models.CharField(max_length=30, unique=True)
    challenge = models.ForeignKey(
        "calls.Challenge", models.PROTECT, null=True, related_name="awards"
    )
    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="awards"
    )
    title = models.CharField(max_length=200)
    agreed_fen = models.BigIntegerField()
    support_fen = models.BigIntegerField()
    support_rule = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
    reply_number = models.CharField(max_length=60, blank=True)  # from the authority above
    certificate = models.CharField(max_length=60, blank=True)  # the number of its recognition
    grade = models.CharField(max_length=20, blank=True)  # of a prize
    publicity_from = models.DateField(null=True)
    publicity_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(support_fen__lte=models.F("agreed_fen"), support_fen__gte=0),
                name="support_within_agreed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def call(self) -> Any:
        return self.application.call

    @property
    def answered(self) -> Any:
        """What the application answers: a challenge, or the call itself."""
        return self.challenge or self.call

    @property
    def issuer(self) -> Any:
        return self.challenge.issuer if self.challenge else None

    @property
    def issuer_id(self) -> int | None:
        return self.challenge.issuer_id if self.challenge else None

    @property
    def instrument(self) -> Instrument:
        return self.call.instrument

    def get_absolute_url(self) -> str:
        return reverse("awards:award", args=[self.pk])


class Objection(Moving):
    """A named objection during publicity."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.award.title}"

    def get_absolute_url(self) -> str:
        return reverse("awards:objection", args=[self.pk])


class Contract(Moving):
    """The contract with its pledge. `terms` was signed; `digest` is its fingerprint.

    `answers` are what a project's contract form asked beside what the application said.
    """

    writable_in = ("drafted",)

    number = models.CharField(max_length=30, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="contracts")
    title = models.CharField(max_length=200)
    agreed_fen = models.BigIntegerField()
    support_fen = models.BigIntegerField()
    deadline_on = models.DateField()
    stage = models.PositiveSmallIntegerField(default=0)  # of a race: 1 or 2; else 0, the whole
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    in_force_at = models.DateTimeField(null=True)
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    grade = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.award.instrument

    @property
    def issuer_id(self) -> int | None:
        return self.award.issuer_id

    @property
    def bidder_id(self) -> int:
        return self.award.application.organisation_id

    def get_absolute_url(self) -> str:
        return reverse("awards:contract", args=[self.pk])

    @property
    def write_url(self) -> str:
        """Where a project's contract is completed; empty for any other, and once it is."""
        open_ = self.state == "drafted" and "contract" in self.instrument.forms
        return reverse("awards:write_contract", args=[self.pk]) if open_ else ""
