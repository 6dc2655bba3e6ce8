"""What is known of units and people beside their names: details, rights, works, recognitions.

Every row names its source and the day it was true. What a person or a unit keeps to itself
is sealed in the database.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving, Source
from xingmeng.engines.values import Text


class _Told(models.Model):
    """Something that a source said on a day and that was put on record at a moment."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    dated_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class _Detail(_Told):
    """One value by its name; `value` holds JSON, sealed. A corrected one is retired."""

    name = models.CharField(max_length=40)
    value = EncryptedTextField()
    until_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class UnitDetail(_Detail):
    """One detail of an organisation, as one source has it."""

    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="details"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "source"], name="one_detail_per_source"
            )
        ]


class PersonDetail(_Detail):
    """One detail of a person, as one source has it."""

    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="details")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "source"], name="one_personal_detail_per_source"
            )
        ]


class Qualification(_Told):
    """A recognition of a unit or a person: certificate, platform, title; dated."""

    organisation = models.ForeignKey(
        "registry.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="qualifications",
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, blank=True, related_name="qualifications"
    )
    instrument_code = models.CharField(max_length=40, db_index=True)
    number = models.CharField(max_length=60)
    title_zh = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, default="valid")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument_code", "number"], name="one_qualification_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(organisation=None) ^ models.Q(person=None),
                name="a_qualification_has_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_zh or self.instrument_code} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("platforms:platform", args=[self.pk])


class Right(_Told):
    """An intellectual property right of a unit."""

    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="rights"
    )
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    granted_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=20, blank=True)  # own, bought, gift, merger
    state = models.CharField(max_length=20, default="valid")
    product = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "number"], name="one_right_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Work(_Told):
    """An earlier project, prize, result, paper or patent of a unit or a person.

    Who wrote a paper together each have a row with its kind and number (DOI, patent number).
    """

    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, null=True, blank=True, related_name="works"
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, blank=True, related_name="works"
    )
    kind = models.CharField(max_length=20)  # of rules.known.WORKS
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    abstract = models.TextField(blank=True)
    plan = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    amount_fen = models.BigIntegerField(default=0)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, blank=True)  # of a project: running, accepted

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind"]),
            models.Index(fields=["kind", "number"]),
        ]

    def __str__(self) -> str:
        return self.title


class YearlyProject(_Told):
    """One R&D project of a unit in one year, with what it cost that year."""

    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="yearly_projects"
    )
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    spent_fen = models.BigIntegerField()
    field = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=20, blank=True)  # own, commissioned, joint

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_project_a_number_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Correction(Moving):
    """A proposal to mend one value of the registry: the old beside the new, and why."""

    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="corrections"
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=60)  # as forms name it: "organisation:address"
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160)
    old = EncryptedTextField(blank=True)
    new = EncryptedTextField()
    said_by = models.CharField(max_length=200, blank=True)  # the source of the old value
    why = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.title_zh}"

    @property
    def title(self) -> Text:
        unit = self.organisation.name
        return Text(f"{unit.zh} · {self.title_zh}", f"{unit.en} · {self.title_en}")

    def get_absolute_url(self) -> str:
        return reverse("registry:correction", args=[self.pk])
