"""A deciding meeting 厅务会 and what stands on its agenda."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving


class Meeting(Moving):
    """One meeting of those who decide. Its minutes' number is the awards' document number."""

    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=60)
    held_on = models.DateField()
    place = models.CharField(max_length=60)
    chair = models.CharField(max_length=40)
    attendees = models.TextField(blank=True)
    minutes_number = models.CharField(max_length=60, blank=True)
    remarks = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])


class Item(models.Model):
    """One award on the agenda, who presents it, and what became of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    award = models.ForeignKey("awards.Award", models.PROTECT, related_name="+")
    presenter = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "award"], name="an_award_once_an_agenda")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.award}"
