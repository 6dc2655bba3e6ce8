"""What experts and officers say about one candidate after the marks."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from xingmeng.core.fields import EncryptedTextField
from xingmeng.core.models import Moving
from xingmeng.stages.review.models.rounds import Candidate


class Discussion(Moving):
    """The talk about one candidate: open until the round is concluded."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="discussion")

    def __str__(self) -> str:
        return str(self.candidate)

    def get_absolute_url(self) -> str:
        return reverse("review:discussion", args=[self.pk])


class Post(models.Model):
    """One message of a discussion, as it was said; never changed.

    `asks` marks an officer's request for reasons, where sheets lie far apart.
    """

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="posts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    text = EncryptedTextField()
    asks = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.discussion_id}: {self.pk}"
