"""Ties between people, and between people and units, that bear on who may judge whom.

A row that was wrong is retired, never deleted. Posts and works have tables of their own.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving, Source
from xingmeng.engines.values import Text


class Tie(models.Model):
    """One tie of a person to another person or to a unit, as a source has it.

    Of an adviser and a student, `person` is the adviser. `share_bp` is in basis points.
    """

    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="ties")
    other = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, blank=True, related_name="tied_by"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, null=True, blank=True, related_name="ties"
    )
    kind = models.CharField(max_length=20)
    share_bp = models.PositiveIntegerField(default=0)
    said = EncryptedTextField(blank=True)  # what sort of kin, what interest
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "kind"], name="ties_of_a_person"),
            models.Index(fields=["other", "kind"], name="ties_to_a_person"),
            models.Index(fields=["organisation", "kind"], name="ties_to_a_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other=None) ^ models.Q(organisation=None),
                name="a_tie_has_one_other_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="nobody_is_tied_to_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person} · {self.other or self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("registry:tie", args=[self.pk])


class PossibleDuplicate(Moving):
    """Two entries of the register that may be one person; each answers for the other's ties.

    `person` is the one entered first.
    """

    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other"], name="a_pair_is_suspected_once"
            ),
            models.CheckConstraint(
                condition=models.Q(person__lt=models.F("other")), name="first_entered_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.other}"

    @property
    def title(self) -> Text:
        said = f"{self.person.name}（{self.person_id}，{self.other_id}）"
        return Text(f"疑似同一人 · {said}", f"Perhaps one person · {said}")

    def get_absolute_url(self) -> str:
        return reverse("registry:duplicate", args=[self.pk])
