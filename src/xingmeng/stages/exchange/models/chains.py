"""Industry chains: their links, what officers put on a link by hand, and bottlenecks."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Chain(models.Model):
    """One industry, from raw material to use. Reference data, known by its code.

    `own`: officers wrote it; the shipped lists leave it as it is.
    """

    code = models.CharField(max_length=20, unique=True)
    place = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    purpose_zh = models.CharField(max_length=200)
    purpose_en = models.CharField(max_length=300)
    own = models.BooleanField(default=False)
    retired_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name_zh

    def get_absolute_url(self) -> str:
        return reverse("chain", args=[self.code])

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)

    @property
    def purpose(self) -> Text:
        return Text(self.purpose_zh, self.purpose_en)


class Link(models.Model):
    """One step of a chain; it feeds the next. Reference data, known by its code.

    `own`: officers wrote it; the shipped lists leave it as it is.
    """

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="links")
    code = models.CharField(max_length=40, unique=True)  # also as a direction of a call
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12)  # of rules.chains.PARTS
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    industries = models.CharField(max_length=60)  # divisions of GB/T 4754, with ; between
    words = models.CharField(max_length=200)  # with ; between
    own = models.BooleanField(default=False)
    retired_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name_zh

    def get_absolute_url(self) -> str:
        return reverse("chain_link", args=[self.code])

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)

    @property
    def title(self) -> Text:
        chain = self.chain.name
        return Text(f"{chain.zh} · {self.name_zh}", f"{chain.en}: {self.name_en}")


class Placing(models.Model):
    """That an officer put a record on a link, or kept it off, whatever the words say."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="placings")
    kind = models.CharField(max_length=20)  # of rules.chains.PLACED
    subject_id = models.BigIntegerField()
    off = models.BooleanField(default=False)
    why = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "kind", "subject_id"], name="one_placing_a_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} on {self.link_id}"


class Bottleneck(Moving):
    """What a link lacks: recorded by an officer, or proposed from a need by its unit."""

    number = models.CharField(max_length=30, unique=True)
    link = models.ForeignKey(Link, models.PROTECT, related_name="bottlenecks")
    need = models.ForeignKey(
        "exchange.Need", models.PROTECT, null=True, related_name="bottlenecks"
    )
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=120, blank=True)
    missing_zh = models.TextField()
    missing_en = models.TextField(blank=True)
    dependent_zh = models.CharField(max_length=200)
    dependent_en = models.CharField(max_length=300, blank=True)
    shown = models.BooleanField(default=False)  # to everybody; else to the department
    tackled_by = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    overcome_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en or self.title_zh)

    @property
    def missing(self) -> Text:
        return Text(self.missing_zh, self.missing_en or self.missing_zh)

    @property
    def dependent(self) -> Text:
        return Text(self.dependent_zh, self.dependent_en or self.dependent_zh)

    def get_absolute_url(self) -> str:
        return reverse("exchange:bottleneck", args=[self.pk])
