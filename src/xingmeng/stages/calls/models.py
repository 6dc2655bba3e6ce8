"""An instrument opened for a period with money, and the challenges on its list."""

from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse

from xingmeng import instruments
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument
from xingmeng.engines.values import Text


class Call(Moving):
    """One period in which an instrument takes applications."""

    number = models.CharField(max_length=30, unique=True)
    instrument_code = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_seconds = models.PositiveSmallIntegerField(default=0)  # to finish what had begun
    full_closes_at = models.DateTimeField(null=True)  # of the second step, if there are two
    appropriation = models.ForeignKey(
        "funds.Appropriation", models.PROTECT, null=True, related_name="calls"
    )

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def instrument(self) -> Instrument:
        return instruments.get(self.instrument_code)

    @property
    def takes_challenges(self) -> bool:
        return self.instrument.answers == "challenge"

    @property
    def is_two_step(self) -> bool:
        return self.full_closes_at is not None

    @property
    def stays_open_until(self) -> datetime:
        """When the last submit that began in time must be through."""
        return self.closes_at + timedelta(seconds=self.grace_seconds)

    def get_absolute_url(self) -> str:
        return reverse("calls:call", args=[self.pk])


class Direction(models.Model):
    """One direction of a call, which an application chooses."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="directions")
    code = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="a_direction_once_a_call")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_zh}"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)


class Quota(models.Model):
    """The most applications an area's bureau may recommend in a call."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="quotas")
    area = models.CharField(max_length=6)
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "area"], name="one_quota_an_area")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.most}"


class Challenge(Moving):
    """One problem on the list. Targets and test are fixed before it opens."""

    number = models.CharField(max_length=30, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="challenges")
    need = models.ForeignKey("exchange.Need", models.PROTECT, related_name="challenges")
    issuer = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="challenges"
    )
    kind = models.CharField(max_length=20)
    theme = models.CharField(max_length=20)
    field = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    background = models.TextField()
    targets = models.JSONField(default=list)
    acceptance_test = models.TextField()
    amount_fen = models.BigIntegerField()
    deadline_on = models.DateField()
    runners = models.PositiveSmallIntegerField(default=1)  # more than one: a horse race
    stage_fen = models.BigIntegerField(default=0)  # each runner's support in the first stage
    checkpoint_on = models.DateField(null=True)
    listed_at = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.call.instrument

    @property
    def is_race(self) -> bool:
        return self.runners > 1

    def get_absolute_url(self) -> str:
        return reverse("calls:challenge", args=[self.pk])
