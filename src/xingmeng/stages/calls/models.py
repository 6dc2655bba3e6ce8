"""An instrument opened for a period with money, and the challenges on its list."""

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
    appropriation = models.ForeignKey(
        "funds.Appropriation", models.PROTECT, related_name="calls"
    )

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def instrument(self) -> Instrument:
        return instruments.get(self.instrument_code)

    def get_absolute_url(self) -> str:
        return reverse("calls:call", args=[self.pk])


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
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.call.instrument

    def get_absolute_url(self) -> str:
        return reverse("calls:challenge", args=[self.pk])
