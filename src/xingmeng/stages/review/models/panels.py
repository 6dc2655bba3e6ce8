"""A panel meeting after a round by correspondence: who sits, what is voted on, how."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving
from xingmeng.stages.review.models.rounds import Candidate, Round


class Panel(Moving):
    """One meeting that votes on the best candidates of a round.

    `quorum` is how many votes each candidate needs; fixed when the voting opens.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="panels")
    title = models.CharField(max_length=140)
    held_on = models.DateField()
    place = models.CharField(max_length=60)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quorum = models.PositiveSmallIntegerField()
    remarks = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("review:panel", args=[self.pk])


class Seat(models.Model):
    """One member of a panel."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="one_seat_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.user_id}"


class PanelItem(models.Model):
    """One candidate before a panel; the counts are set when the voting closes."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="items")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="panel_items")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, blank=True)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    stepped_out = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "candidate"], name="a_candidate_once_a_panel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.candidate.title}"


class Ballot(models.Model):
    """How one member voted on one candidate, sealed; or that they stepped out, and why."""

    item = models.ForeignKey(PanelItem, models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ballots")
    stepped_out = models.BooleanField(default=False)
    choice = EncryptedTextField(blank=True)
    reason = EncryptedTextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="one_ballot_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.seat_id}"
