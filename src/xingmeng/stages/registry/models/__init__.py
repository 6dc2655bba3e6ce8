"""Who and where: regions, industries, organisations, people, roles, dated facts."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving, Source
from xingmeng.engines.values import Text
from xingmeng.stages.registry.models.intake import Intake as Intake
from xingmeng.stages.registry.models.known import Correction as Correction
from xingmeng.stages.registry.models.known import PersonDetail as PersonDetail
from xingmeng.stages.registry.models.known import Qualification as Qualification
from xingmeng.stages.registry.models.known import Right as Right
from xingmeng.stages.registry.models.known import UnitDetail as UnitDetail
from xingmeng.stages.registry.models.known import Work as Work
from xingmeng.stages.registry.models.known import YearlyProject as YearlyProject
from xingmeng.stages.registry.models.partners import Agreement as Agreement
from xingmeng.stages.registry.models.partners import Contact as Contact
from xingmeng.stages.registry.models.partners import Deliverable as Deliverable
from xingmeng.stages.registry.models.partners import FramePartner as FramePartner
from xingmeng.stages.registry.models.platforms import Booking as Booking
from xingmeng.stages.registry.models.platforms import Equipment as Equipment
from xingmeng.stages.registry.models.platforms import PlatformMember as PlatformMember
from xingmeng.stages.registry.models.pool import ExpertProfile as ExpertProfile
from xingmeng.stages.registry.models.ties import PossibleDuplicate as PossibleDuplicate
from xingmeng.stages.registry.models.ties import Tie as Tie


class Region(models.Model):
    """A division of the country. Source: GB/T 2260."""

    code = models.CharField(max_length=6, primary_key=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)


class Industry(models.Model):
    """A section or division of the economy. Source: GB/T 4754-2017."""

    code = models.CharField(max_length=4, primary_key=True)
    section = models.CharField(max_length=1)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)


class Organisation(Moving):
    """A unit with a checked 统一社会信用代码."""

    credit_code = models.CharField(max_length=18)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20)
    region = models.ForeignKey(Region, models.PROTECT)
    industry = models.ForeignKey(Industry, models.PROTECT, null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    legal_representative = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["credit_code"])]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~models.Q(state="refused"),
                name="one_live_registration_a_code",
            )
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en or self.name_zh)

    @property
    def number(self) -> str:
        return self.credit_code

    def get_absolute_url(self) -> str:
        return reverse("registry:organisation", args=[self.pk])


class YearlyFact(models.Model):
    """One figure of one organisation for one year, with its source and date."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="facts")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    value = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT)
    recorded_at = models.DateTimeField()
    retired_on = models.DateField(null=True, blank=True)  # when it was corrected

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "name", "source"],
                condition=models.Q(retired_on=None),
                name="one_fact_in_force_a_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} {self.name}"


class Person(models.Model):
    """Someone known to the platform. Identifiers are encrypted at rest."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=40, blank=True)
    phone = EncryptedTextField(context="registry.person.phone", blank=True)
    id_number = EncryptedTextField(context="registry.person.id_number", blank=True)
    id_digest = models.CharField(max_length=64, blank=True, db_index=True)  # keyed, to find by

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registry:expert", args=[self.pk])


class Affiliation(models.Model):
    """Where a person works or worked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    post = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"


class Membership(models.Model):
    """A role somebody holds: for an organisation, for an area, or for the whole region."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    area = models.CharField(max_length=6, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "until_on"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Mandate(models.Model):
    """A dated authorisation 授权委托书: who may sign for a unit, beside its representative."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    scope = models.CharField(max_length=120)
    document_number = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="mandate_ends_late"
            )
        ]

    def __str__(self) -> str:
        return self.document_number


class Engagement(models.Model):
    """What an organisation took part in, told by the stage where it happened."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    amount_fen = models.BigIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject_id", "role"], name="one_engagement"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Integrity(models.Model):
    """A decision on misconduct. A live ban blocks; an expired one only informs."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="integrity")
    kind = models.CharField(max_length=40)
    decision_number = models.CharField(max_length=60)
    measure = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    grounds = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT)

    def __str__(self) -> str:
        return self.decision_number
