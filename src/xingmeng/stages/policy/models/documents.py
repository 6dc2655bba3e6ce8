"""What the library holds: the law's documents as its file has them, and entered ones."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Document(Moving):
    """One document, known by its number. Those of the law's file are never edited here.

    `issuers` and `topic` are codes of the law's file; the codes of issuers stand between
    commas, so that one of them can be asked for. An unknown day is null. A wrong entry that
    was struck out is kept, and its number can be entered again.
    """

    number = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=160)
    title_en = models.CharField(max_length=240)
    summary_zh = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    issuers = models.CharField(max_length=160)
    topic = models.CharField(max_length=40)
    issued_on = models.DateField(null=True, blank=True)
    since_on = models.DateField(null=True, blank=True)  # its first day in force
    until_on = models.DateField(null=True, blank=True)  # its last one
    replaced_by = models.CharField(max_length=80, blank=True)  # a number
    confidence = models.CharField(max_length=2)
    of_law = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(state="struck_out"),
                name="one_document_a_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_zh}（{self.number}）"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def summary(self) -> Text:
        return Text(self.summary_zh, self.summary_en)

    def get_absolute_url(self) -> str:
        return reverse("policy:document", args=[self.pk])
