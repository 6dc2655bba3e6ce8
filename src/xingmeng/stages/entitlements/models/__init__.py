"""What the law gives each enterprise: populations, runs over them, and each result's life."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text
from xingmeng.law.book import TITLES
from xingmeng.stages.entitlements.models.simulations import Simulation as Simulation


class Snapshot(models.Model):
    """The population of a year as it was known at a moment; the file lies sealed."""

    year = models.PositiveSmallIntegerField()
    as_of = models.DateTimeField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "-taken_at"], name="snapshots_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.digest[:8]}"


class SetParameter(models.Model):
    """A number that the law leaves to the authority, as it set it from a day on."""

    key = models.CharField(max_length=80)
    from_on = models.DateField()
    value = models.BigIntegerField()
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=2)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "from_on"], name="one_value_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.from_on}"


class Run(models.Model):
    """All rules over one snapshot, as the law stood on a day.

    `law` is a digest of all rules and numbers in force, `parameters` what the authority had
    set of them; `digest` is of all results in order, also of those that were known before.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="runs")
    on = models.DateField()
    law = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()
    found_again_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.snapshot.year} · {self.on.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("entitlements:run", args=[self.pk])


class Batch(Moving):
    """Entitlements of one kind and year, decided, published and paid or issued together."""

    number = models.CharField(max_length=30, unique=True)
    verdict = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    appropriation = models.ForeignKey(
        "funds.Appropriation", models.PROTECT, null=True, related_name="+"
    )
    count = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()
    document_number = models.CharField(max_length=60, blank=True)
    publicity_from = models.DateField(null=True)
    publicity_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.title.zh} {self.number}"

    @property
    def title(self) -> Text:
        named = TITLES[self.verdict]
        return Text(f"{self.year} 年度{named.zh}", f"{named.en}, {self.year}")

    def get_absolute_url(self) -> str:
        return reverse("entitlements:batch", args=[self.pk])


class Entitlement(Moving):
    """What one verdict of the law comes to for one enterprise and year. Units: fen.

    `current` is the last one; an older one stays as it was told.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="entitlements")
    organisation = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    amount_fen = models.BigIntegerField(null=True)
    rule_version = models.CharField(max_length=30)
    current = models.BooleanField(default=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="entitlements")
    certificate = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["verdict", "year", "outcome"], name="by_what_it_is")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "verdict"],
                condition=models.Q(current=True),
                name="one_current_entitlement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name_zh} · {self.title.zh}"

    @property
    def title(self) -> Text:
        named = TITLES[self.verdict]
        return Text(f"{self.year} 年度{named.zh}", f"{named.en}, {self.year}")

    def get_absolute_url(self) -> str:
        return reverse("entitlements:entitlement", args=[self.pk])


class Objection(Moving):
    """A named objection to one entitlement while its batch is before the public."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.entitlement)

    def get_absolute_url(self) -> str:
        return reverse("entitlements:objection", args=[self.pk])
