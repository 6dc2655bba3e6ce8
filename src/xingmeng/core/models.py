"""The tables every stage needs and no stage owns."""

from django.conf import settings
from django.db import models

from xingmeng.core.fields import EncryptedJSONField


class Moving(models.Model):
    """A case that has a state. It changes only through `core.move`."""

    state = models.CharField(max_length=40, editable=False, db_index=True)
    since = models.DateTimeField(editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class TrailRow(models.Model):
    """One step, chained to the one before. Holds identifiers and digests, no personal data."""

    position = models.BigIntegerField(primary_key=True)
    step_id = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    cause = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    move = models.CharField(max_length=60)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    facts_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id", "position"])]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind} {self.subject_id} {self.move}"


class TrailHead(models.Model):
    """How many rows the trail has and the last one's hash: finds a removed last row."""

    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.count}: {self.hash}"


class Note(models.Model):
    """What was said and given at a step. May be deleted by rule; the trail keeps its digest."""

    step_id = models.CharField(max_length=32, unique=True)
    salt = models.CharField(max_length=32)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.step_id


class Access(models.Model):
    """A reader's relation to one record that a later stage decided: a grant or a bar."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    barred = models.BooleanField(default=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "kind", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "relation", "kind", "subject_id", "barred"],
                name="one_access_per_relation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.relation} of {self.kind} {self.subject_id}"


class Series(models.Model):
    """The last number given in one series of numbers, such as the needs of a year."""

    name = models.CharField(max_length=60, unique=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Source(models.Model):
    """Where a fact came from: a register, a form, a document, with its date."""

    code = models.CharField(max_length=80, unique=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    dated_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title_zh


class Outgoing(models.Model):
    """A message to send, written in the same transaction as its reason."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)  # by the worker that sends it
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class File(models.Model):
    """An uploaded file: its content lies sealed outside the web root under its digest."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"])]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """Signed proof that something was handed in, with the head of the trail at that moment."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    number = models.CharField(max_length=40, unique=True)
    document = models.JSONField()
    at = models.DateTimeField()
    trail_count = models.BigIntegerField()
    trail_hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"])]

    def __str__(self) -> str:
        return self.number


class Paper(models.Model):
    """An official document as it was issued: all that its PDF shows, and never changed."""

    paper = models.CharField(max_length=40)
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField()
    by_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id", "paper"])]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Signature(models.Model):
    """Who signed which paper for which party, in what capacity and on what authority."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=20)
    unit = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    capacity = models.CharField(max_length=40)
    authority = models.CharField(max_length=300)
    at = models.DateTimeField()
    document = models.JSONField()
    service = models.CharField(max_length=60)
    code = models.CharField(max_length=32, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "party"], name="one_signature_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"


class LetterText(models.Model):
    """One version of the text of a letter, as an officer wrote it; older ones stay."""

    letter = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    body = models.TextField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "version"], name="one_text_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.version}"


class Revision(models.Model):
    """What a form had been answered with at a moment; sealed, kept, never changed."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    answers = EncryptedJSONField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "number"], name="one_revision_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}: {self.number}"


class KeptText(models.Model):
    """What somebody wrote and could not be saved in its place: theirs alone to read."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=80)
    value = EncryptedJSONField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    why = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "subject_id", "by_id"], name="kept_texts_of_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}: {self.field}"
