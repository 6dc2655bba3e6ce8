"""Commissioners: a person, a team, a body, or a person sent to an enterprise."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving


class Commissioner(Moving):
    """Who serves. A person stands behind a natural or enterprise one, and leads a team.

    Shapes: fields and languages hold codes joined by commas.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(  # who sends them, or the body itself
        "registry.Organisation", models.PROTECT, related_name="+"
    )
    fields = models.CharField(max_length=40)
    skills = models.TextField()
    languages = models.CharField(max_length=20)
    since_on = models.DateField(null=True, blank=True)  # the day of registration
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(state__in=["filed", "registered"], person__isnull=False),
                name="a_person_serves_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:commissioner", args=[self.pk])


class TeamMember(models.Model):
    """A commissioner who works in a team."""

    team = models.ForeignKey(Commissioner, models.PROTECT, related_name="members")
    member = models.ForeignKey(Commissioner, models.PROTECT, related_name="teams")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "member"], name="in_a_team_once"),
            models.CheckConstraint(
                condition=~models.Q(team=models.F("member")), name="no_team_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.team_id}"
