"""What was promised by when, what was shown, and how it ended."""

from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument


class Milestone(Moving):
    """One milestone of a contract. Whether its share has been paid is the ledger's to say."""

    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    target = models.TextField()
    planned_on = models.DateField()
    share_pct = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()
    summary = models.TextField(blank=True)
    spent_fen = models.BigIntegerField(null=True)  # public money spent so far, as reported
    opinion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"], name="one_milestone_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract.title} · {self.title}"

    @property
    def instrument(self) -> Instrument:
        return self.contract.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:milestone", args=[self.pk])


class Acceptance(Moving):
    """The end of a contract: the user's measured results first, then the conclusion."""

    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="acceptances")
    summary = models.TextField()
    spent_fen = models.BigIntegerField(null=True)
    shown_from = models.DateField(null=True)  # the final account, inside the unit
    shown_until = models.DateField(null=True)
    results = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    opinion = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.contract.title

    @property
    def instrument(self) -> Instrument:
        return self.contract.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:acceptance", args=[self.pk])


class Amendment(Moving):
    """A change of a running contract that was asked for; its kind says of what."""

    contract = models.ForeignKey("awards.Contract", models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField()
    until_on = models.DateField(null=True)  # of an extension
    reason = models.TextField()
    opinion = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.contract.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:amendment", args=[self.pk])


class Return(Moving):
    """What the holder of a recognition files: the yearly return, or for its evaluation."""

    writable_in = ("draft", "fixing")

    award = models.ForeignKey("awards.Award", models.PROTECT, related_name="returns")
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    evaluates = models.BooleanField(default=False)
    period_from = models.DateField()
    period_until = models.DateField()
    grade = models.CharField(max_length=20, blank=True)
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "evaluates", "period_from"], name="one_return_a_period"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return self.award.instrument

    def get_absolute_url(self) -> str:
        return reverse("delivery:return", args=[self.pk])

    @property
    def write_url(self) -> str:
        """Where it is written on; empty while it is in others' hands."""
        open_ = self.state in self.writable_in
        return reverse("delivery:write_return", args=[self.pk]) if open_ else ""
