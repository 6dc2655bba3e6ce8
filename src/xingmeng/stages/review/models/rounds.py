"""A round of review and its candidates. Its subject is any (kind, id)."""

from django.db import models
from django.urls import reverse

from xingmeng import instruments
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Criterion, Instrument

RACE = "race"  # the kind of a round that compares the runners of one challenge
ANEW = "appeal"  # of a round that judges one candidate anew, because its appeal was upheld


class Round(Moving):
    """One comparison of candidates for one subject.

    `blind` is what the instrument said when the round was opened: experts get an anonymous
    copy and know candidates by their codes.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    instrument_code = models.CharField(max_length=40)
    blind = models.BooleanField(default=False)
    places = models.PositiveIntegerField(null=True)  # how many stand above the line, if limited
    severity = models.JSONField(default=dict)  # of each expert, once concluded

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        return instruments.get(self.instrument_code)

    @property
    def is_race(self) -> bool:
        return self.kind == RACE

    @property
    def is_anew(self) -> bool:
        return self.kind == ANEW

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The lines of its sheets: a race at its checkpoint is marked by its own."""
        race = self.instrument.race
        return race.criteria if self.is_race and race else self.instrument.criteria

    def get_absolute_url(self) -> str:
        return reverse("review:round", args=[self.pk])


class Candidate(models.Model):
    """One thing to be marked. What follows `organisation_id` is set as the round concludes.

    Units: scores in hundredths of a point, `score` the one that decided; `chance` of standing
    above the line in hundredths of a percent.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="candidates")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=8, blank=True)  # in a blind round all that experts know
    organisation_id = models.BigIntegerField()
    place = models.PositiveIntegerField(null=True)
    score = models.IntegerField(null=True)
    raw = models.PositiveIntegerField(null=True)
    calibrated = models.IntegerField(null=True)
    chance = models.PositiveIntegerField(null=True)
    in_band = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "subject_id"], name="a_candidate_stands_once"
            )
        ]

    def __str__(self) -> str:
        """As experts know it: by its code alone where the round is blind."""
        return self.code if self.round.blind else self.title
