"""Published figures to hold computed ones against. Computed figures are never stored here."""

from django.db import models


class Published(models.Model):
    """One figure as it was published, with its source and how it may be computed."""

    code = models.CharField(max_length=10, unique=True)
    mechanism_zh = models.CharField(max_length=80)
    mechanism_en = models.CharField(max_length=120)
    figure_zh = models.CharField(max_length=200)
    figure_en = models.CharField(max_length=300)
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=40)
    comparator = models.CharField(max_length=2)
    precision = models.CharField(max_length=40)
    period = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    note_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.figure_zh}"
