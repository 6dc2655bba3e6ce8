"""Who must step aside from what, and why, for the record; lifted, never deleted."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedJSONField
from xingmeng.engines.values import Text


class Conflict(models.Model):
    """One tie of an account to one case under review, as it was found, with its path.

    `path` is [[zh, en], ...], sealed. It is lifted when the tie is mended or the case public.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    tie = models.CharField(max_length=20)
    path = EncryptedJSONField(default=list)
    found_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(max_length=20, blank=True)  # mended, published

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "subject_id", "lifted_at"], name="conflicts_of_a_case"
            ),
            models.Index(fields=["user", "lifted_at"], name="conflicts_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.tie}: {self.kind} {self.subject_id}"

    def get_absolute_url(self) -> str:
        return reverse(f"{self.kind}s:{self.kind}", args=[self.subject_id])

    @property
    def told(self) -> Text:
        """The whole path in one line."""
        return Text("；".join(s[0] for s in self.path), "; ".join(s[1] for s in self.path))
