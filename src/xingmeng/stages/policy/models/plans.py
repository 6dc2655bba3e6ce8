"""An action plan and its goals."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class ActionPlan(Moving):
    """A three-year action, a campaign, a doubling drive: what is to be reached by when."""

    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=20)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    summary_zh = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    notes = models.TextField(blank=True)  # for the department
    documents = models.ManyToManyField("policy.Document", related_name="plans", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_plan_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def summary(self) -> Text:
        return Text(self.summary_zh, self.summary_en)

    def get_absolute_url(self) -> str:
        return reverse("policy:plan", args=[self.pk])


class Goal(models.Model):
    """One thing to be reached: a number by a day, from a known one; its source.

    Units:  `base` and `target` in hundredths of `unit`; `per` is how many of the indicator's
            own unit make one of these: 10 billion fen make 100 million yuan.
    """

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text_zh = models.CharField(max_length=160)
    text_en = models.CharField(max_length=240)
    indicator = models.CharField(max_length=60, blank=True)  # its code, where one exists
    instrument = models.CharField(max_length=40, blank=True)  # which part of it, if not all
    per = models.BigIntegerField(default=1)
    base = models.BigIntegerField(null=True, blank=True)
    base_on = models.DateField(null=True, blank=True)
    target = models.BigIntegerField(null=True, blank=True)
    target_on = models.DateField()
    unit_zh = models.CharField(max_length=20, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="goals_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text_zh}"

    @property
    def text(self) -> Text:
        return Text(self.text_zh, self.text_en)

    @property
    def base_said(self) -> Text:
        return self.said(self.base)

    @property
    def target_said(self) -> Text:
        return self.said(self.target)

    def said(self, value: int | None) -> Text:
        """A number of this goal in its unit. Units: hundredths; nothing where it is None."""
        if value is None:
            return Text("", "")
        number = f"{value // 100:,}" + f"{value % 100 / 100:.2f}"[1:].rstrip("0").rstrip(".")
        return Text(f"{number}{self.unit_zh}", f"{number} {self.unit_en}".strip())
