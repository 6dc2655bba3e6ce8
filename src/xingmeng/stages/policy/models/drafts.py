"""What somebody would have the law say: saved, looked at; nothing follows from it."""

from django.conf import settings
from django.db import models

from xingmeng.law.amending import Amendment, read


class LawDraft(models.Model):
    """Values of parameters and changes of clauses, laid over the law of a day.

    `changes` is as `law.amending.said` writes it; every save of other changes is a version.
    """

    name = models.CharField(max_length=80)
    on = models.DateField()
    changes = models.JSONField()
    version = models.PositiveSmallIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-saved_at"], name="drafts_by_day")]

    def __str__(self) -> str:
        return f"{self.name} · {self.version}"

    @property
    def amendment(self) -> Amendment:
        return read(self.changes)
