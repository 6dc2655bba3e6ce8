"""What a recognised platform has: its people, its equipment, who booked what and when."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class PlatformMember(models.Model):
    """One person's place in a platform. It is ended, never deleted."""

    platform = models.ForeignKey(
        "registry.Qualification", models.PROTECT, related_name="members"
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="platforms")
    role = models.CharField(max_length=20)  # of rules.platforms.MEMBERS
    duty = models.CharField(max_length=200, blank=True)
    is_retired = models.BooleanField(default=False)  # of an academician
    months = models.PositiveSmallIntegerField(default=0)  # on site, full time, a year
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "person"],
                condition=models.Q(until_on=None),
                name="one_place_in_a_platform",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Equipment(models.Model):
    """An instrument of a platform; if shared, anybody's unit may ask for its hours."""

    platform = models.ForeignKey(
        "registry.Qualification", models.PROTECT, related_name="equipment"
    )
    number = models.CharField(max_length=30, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    make = models.CharField(max_length=80, blank=True)  # maker and type
    place = models.CharField(max_length=120)
    value_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField(default=0)  # an hour
    is_shared = models.BooleanField(default=True)
    opens = models.PositiveSmallIntegerField(default=8)  # hours of the day
    closes = models.PositiveSmallIntegerField(default=18)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens"), closes__lte=24),
                name="equipment_opens_before_it_closes",
            )
        ]

    def __str__(self) -> str:
        return self.name_zh

    def get_absolute_url(self) -> str:
        return reverse("platforms:equipment", args=[self.pk])

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)


class Booking(Moving):
    """A unit asks for hours of an instrument; its host confirms, refuses, notes their use."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="bookings")
    number = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="bookings"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    first = models.PositiveSmallIntegerField()  # the hour it begins
    last = models.PositiveSmallIntegerField()  # the hour it ends
    purpose = models.CharField(max_length=300)
    fee_fen = models.BigIntegerField()  # an hour, as it was when asked
    used_hours = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["equipment", "on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gt=models.F("first"), last__lte=24),
                name="a_booking_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.equipment} · {self.on} {self.hours}"

    @property
    def title(self) -> Text:
        zh, en = self.equipment.name_zh, self.equipment.name_en
        return Text(f"{zh} · {self.on} {self.hours}", f"{en} · {self.on} {self.hours}")

    def get_absolute_url(self) -> str:
        return reverse("platforms:booking", args=[self.pk])

    @property
    def hours(self) -> str:
        return f"{self.first:02d}:00–{self.last:02d}:00"
