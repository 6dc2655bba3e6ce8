"""What an expert of the pool says of themself: skills, fields, languages, how much to send."""

from django.db import models

MOST_LOAD = 10  # applications in one round, where an expert has not said


class ExpertProfile(models.Model):
    """One expert's own account of what they can judge, and how much of it."""

    person = models.OneToOneField(
        "registry.Person", models.PROTECT, related_name="expert_profile"
    )
    skills = models.TextField(blank=True)
    fields = models.CharField(max_length=80, blank=True)  # codes of GB/T 13745: "430,450"
    languages = models.CharField(max_length=20, default="zh")  # "zh,en"
    most_load = models.PositiveSmallIntegerField(default=MOST_LOAD)
    available = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)
