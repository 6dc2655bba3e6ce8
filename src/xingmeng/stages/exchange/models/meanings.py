"""Vectors of meaning of needs and offers, filled in behind their words."""

from django.db import models


class Meaning(models.Model):
    """What one need or one offer means, by one encoder, as its text stood at one saving.

    `sealed` holds a digest of the text and its vector, which would tell of the text: only this
    server opens it. A new vector is a new row, so that its key says which one it is.
    """

    need = models.OneToOneField("exchange.Need", models.PROTECT, null=True)
    offer = models.OneToOneField("exchange.Offer", models.PROTECT, null=True)
    encoder = models.CharField(max_length=40)
    saved_at = models.DateTimeField()  # of the text
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(need=None) ^ models.Q(offer=None),
                name="meaning_of_a_need_or_an_offer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.encoder}: {self.need_id or self.offer_id}"
