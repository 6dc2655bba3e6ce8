"""What an applicant writes. State changes only through core.move."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField, EncryptedTextField
from xingmeng.core.models import Moving
from xingmeng.engines.instrument import Instrument
from xingmeng.engines.values import Text

SHORT, FULL = 1, 2  # the steps of a call in two steps; any other call has the full one alone


class Application(Moving):
    """An answer to a call, or to one challenge of it: then a bid.

    While a bid is sealed its answers exist only encrypted; keys are field names. `stamps` says
    of each answer who gave it when, and where it was known from. What lists filter by stands in
    columns of its own, kept from the answers on each save.
    """

    writable_in = ("draft", "returned", "short_listed")

    number = models.CharField(max_length=30, unique=True)
    call = models.ForeignKey("calls.Call", models.PROTECT, related_name="applications")
    challenge = models.ForeignKey(
        "calls.Challenge", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="applications"
    )
    leader = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    lead_writer = models.ForeignKey(  # none: whoever acts for the unit
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=6)  # the region whose bureau recommends
    direction = models.CharField(max_length=40, blank=True)
    requested_fen = models.BigIntegerField(null=True)
    step = models.PositiveSmallIntegerField(default=FULL)
    answers = EncryptedJSONField(default=dict)
    stamps = EncryptedJSONField(default=dict)
    sealed = models.BinaryField(null=True)
    content_digest = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True, blank=True)  # its award, to anybody
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["challenge", "organisation"]),
            models.Index(fields=["call", "state", "direction"]),
            models.Index(fields=["area", "state"]),
            models.Index(fields=["title"]),
            models.Index(fields=["submitted_at"], name="applications_by_arrival"),
            models.Index(  # counts and searches read it alone, never the answers beside it
                fields=[
                    *("state", "area", "organisation", "challenge"),
                    *("call", "direction", "title", "number"),
                ],
                name="applications_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.heading.zh

    @property
    def heading(self) -> Text:
        """Whose it is and what for, as it stands above its pages."""
        unit, call = self.organisation.name, self.call.title
        return Text(
            f"{unit.zh} · {self.title or call.zh}", f"{unit.en} · {self.title or call.en}"
        )

    @property
    def instrument(self) -> Instrument:
        return self.call.instrument

    @property
    def issuer_id(self) -> int | None:
        return self.challenge.issuer_id if self.challenge else None

    def get_absolute_url(self) -> str:
        return reverse("applications:application", args=[self.pk])

    @property
    def write_url(self) -> str:
        """Where it is written on; empty while it is in others' hands."""
        open_ = self.state in self.writable_in
        return reverse("applications:write", args=[self.pk]) if open_ else ""


class Partner(models.Model):
    """A unit that joins an opened bid. Written when the bid is opened, from its answers."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="joined"
    )
    task = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation"], name="a_partner_joins_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name_zh} · {self.task}"


class Participant(models.Model):
    """Somebody of the registry who leads an application or takes part; kept as partners are."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="participants")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="joined")
    role = models.CharField(max_length=20)  # leader, member

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="a_person_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


class Collaborator(models.Model):
    """Somebody who writes along by invitation, until they or the unit end it.

    `basis` says why they may: a person of a partner, an agent of the unit while a mandate
    holds, or whoever had the invitation sent to their address.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="collaborators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = EncryptedTextField(blank=True)
    role = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    code = models.CharField(max_length=32, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"],
                condition=models.Q(ended_at=None),
                name="one_collaboration_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.application)

    due_on = None  # nobody presses for an answer

    def get_absolute_url(self) -> str:
        return reverse("invitation", args=[self.code])


class Fingerprint(models.Model):
    """What an application's text was when it was compared: digests, no words.

    `prints` are numbers made of some of its windows of twelve letters (engines/fingerprints),
    sealed, since who holds them can tell whether a known sentence stands in the text.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="fingerprint")
    content_digest = models.CharField(max_length=64)  # of what was handed in
    digest = models.CharField(max_length=64)  # of the prose compared
    prints = EncryptedTextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.application)


class Repeat(models.Model):
    """Passages that an application shares with an earlier one: places, no words.

    `passages` are [[a0, a1, b0, b1]] in code points of the two proses, `a` being the later.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="repeats")
    other = models.ForeignKey(Application, models.PROTECT, related_name="repeated_in")
    share = models.PositiveSmallIntegerField()  # of the shorter text, hundredths of a per cent
    characters = models.PositiveIntegerField()
    passages = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "other"], name="a_pair_stands_once"),
            models.CheckConstraint(
                condition=models.Q(share__lte=10_000), name="a_share_is_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.other}"

    def get_absolute_url(self) -> str:
        return reverse("applications:repeat", args=[self.pk])
