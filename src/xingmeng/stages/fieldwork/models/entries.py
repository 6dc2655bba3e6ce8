"""What was done in the field: a day's entry in the log, and a technique that was spread."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.stages.fieldwork.models.postings import ServiceAgreement


class ServiceEntry(Moving):
    """One visit. `client_key` is made on the device that wrote it: what is sent twice is one.

    Units:  half hours; degrees in hundredths, about a kilometre: no nearer position is kept.
    """

    agreement = models.ForeignKey(ServiceAgreement, models.PROTECT, related_name="entries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=36)
    served_on = models.DateField()
    kind = models.CharField(max_length=20)
    half_hours = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    place = models.CharField(max_length=60)
    latitude = models.SmallIntegerField(null=True, blank=True)
    longitude = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField()
    party = models.CharField(max_length=60)  # who was served
    code = models.CharField(max_length=10, unique=True)  # they confirm by it
    satisfied = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 5, by them
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], name="one_entry_a_client_key"
            )
        ]
        indexes = [models.Index(fields=["agreement", "served_on"])]

    def __str__(self) -> str:
        return f"{self.served_on:%Y-%m-%d} {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:entry", args=[self.pk])


class Technique(Moving):
    """A technique spread under an agreement. Units: tenths of a mu; fen."""

    agreement = models.ForeignKey(ServiceAgreement, models.PROTECT, related_name="techniques")
    region = models.ForeignKey("registry.Region", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    field = models.CharField(max_length=3)
    area_tenth_mu = models.PositiveBigIntegerField()
    farms = models.PositiveIntegerField()
    income_fen = models.BigIntegerField()
    effect = models.TextField()
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "year", "name"],
                condition=~models.Q(state="refused"),
                name="a_technique_a_year",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:technique", args=[self.pk])
