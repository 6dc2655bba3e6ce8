"""Partners of the frame 4+8+N: who they are, meetings with them, agreements, what is owed."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class FramePartner(Moving):
    """One member of the frame, under the name it stands there with; who says so.

    A ministry, a province or another body that the register does not have has no
    `organisation`.
    """

    group = models.CharField(max_length=1)  # of rules.partners.GROUPS
    organisation = models.ForeignKey(
        "registry.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="in_frame_as",
    )
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)  # of rules.KINDS
    region = models.ForeignKey("registry.Region", models.PROTECT)
    since_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh"],
                condition=models.Q(state__in=["proposed", "in_frame"]),
                name="one_partner_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)

    @property
    def title(self) -> Text:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.pk])


class Agreement(Moving):
    """What partners and units agreed on, with its term; without units, the region itself."""

    number = models.CharField(max_length=30, unique=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    subject = models.TextField(blank=True)
    partners = models.ManyToManyField(FramePartner, related_name="agreements")
    units = models.ManyToManyField(
        "registry.Organisation", related_name="agreements", blank=True
    )
    signed_on = models.DateField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="an_agreement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement", args=[self.pk])


class Contact(models.Model):
    """A visit or a talk with a partner: when, where, who, about what, what comes next."""

    partner = models.ForeignKey(FramePartner, models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=20)  # of rules.partners.CONTACTS
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    people = models.CharField(max_length=400)
    subject = models.CharField(max_length=200)
    next_steps = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    host = models.ForeignKey(  # the unit of the region that took part, if one did
        "registry.Organisation", models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    agreement = models.ForeignKey(  # what it led to
        Agreement, models.PROTECT, null=True, blank=True, related_name="contacts"
    )

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.partner_id])


class Deliverable(Moving):
    """One thing an agreement promises by a day; when and by what evidence it was there."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="deliverables")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)  # of rules.partners.DELIVERABLES
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    deadline_on = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    people = models.PositiveSmallIntegerField(null=True, blank=True)  # who came with a team
    qualification = models.ForeignKey(  # the recognition of what was built
        "registry.Qualification", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="deliverables_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement", args=[self.agreement_id])
