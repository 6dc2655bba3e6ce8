"""The issuer's choice, the decision on it, objections, and the contract that follows."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Award(Moving):
    """One bid chosen for one challenge. Units: money in fen."""

    number = models.CharField(max_length=30, unique=True)
    challenge = models.ForeignKey("calls.Challenge", models.PROTECT, related_name="awards")
    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="awards"
    )
    title = models.CharField(max_length=60)
    agreed_fen = models.BigIntegerField()
    support_fen = models.BigIntegerField()
    support_rule = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
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
    def instrument(self) -> Instrument:
        return self.challenge.instrument

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
    """The contract with its pledge 军令状. `terms` was signed; `digest` is its fingerprint."""

    number = models.CharField(max_length=30, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="contracts")
    title = models.CharField(max_length=60)
    agreed_fen = models.BigIntegerField()
    support_fen = models.BigIntegerField()
    deadline_on = models.DateField()
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    in_force_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.award.instrument

    @property
    def issuer_id(self) -> int:
        return self.award.challenge.issuer_id

    @property
    def bidder_id(self) -> int:
        return self.award.application.organisation_id

    def get_absolute_url(self) -> str:
        return reverse("awards:contract", args=[self.pk])


class Signature(models.Model):
    """Who signed for which party, when, and over what."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "party"], name="a_party_signs_once")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"
