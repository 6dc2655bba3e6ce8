"""The ledger: every row moves a sum between two accounts. Balances are the database's."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Account(models.Model):
    """Where money is held. A trigger keeps `balance_fen`; only the outside may be negative."""

    code = models.CharField(max_length=80, unique=True)
    outside = models.BooleanField(default=False)
    balance_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(balance_fen__gte=0) | Q(outside=True), name="no_account_overdrawn"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Appropriation(Moving):
    """Public money granted for a year and a line."""

    year = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160)
    amount_fen = models.BigIntegerField()
    document_number = models.CharField(max_length=60)
    below_growth = models.TextField(default="")  # why the line grows less than it must
    carried_to = models.PositiveSmallIntegerField(null=True)  # the year it was carried over to
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="an_appropriation_is_some"
            )
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("funds:appropriation", args=[self.pk])


class Authorisation(models.Model):
    """What a decision lets be paid: of which case, for which step, up to how much."""

    appropriation = models.ForeignKey(
        Appropriation, models.PROTECT, related_name="authorisations"
    )
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    payee = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="+")
    ceiling_fen = models.BigIntegerField()
    released = models.BooleanField(default=False)
    decision = models.CharField(max_length=32)  # the step on the trail that decided it
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "step"], name="one_authorisation_per_step"
            ),
            models.CheckConstraint(condition=Q(ceiling_fen__gt=0), name="a_ceiling_is_some"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funds:authorisation", args=[self.pk])


class Payment(Moving):
    """One order to pay out of an authorisation."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="payments")
    number = models.CharField(max_length=30, unique=True)
    amount_fen = models.BigIntegerField()
    paid_at = models.DateTimeField(null=True)
    slip_number = models.CharField(max_length=40, default="")  # the treasury's, once paid
    batch = models.ForeignKey(
        "PaymentBatch", models.PROTECT, null=True, related_name="payments"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="a_payment_is_some")
        ]

    def __str__(self) -> str:
        return f"{self.authorisation.title}"

    def get_absolute_url(self) -> str:
        return reverse("funds:payment", args=[self.pk])


class PaymentBatch(Moving):
    """Ordered payments that go to the treasury as one table."""

    number = models.CharField(max_length=30, unique=True)

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("funds:batch", args=[self.pk])


class BankAnswer(Moving):
    """What the treasury says became of a batch, as one table. The file is kept sealed."""

    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="answers")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.batch.number} · {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("funds:answer", args=[self.pk])


class AnswerLine(models.Model):
    """One line of an entered answer: what it said, and what came of it. Never changed."""

    answer = models.ForeignKey(BankAnswer, models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="answers")
    amount_fen = models.BigIntegerField()
    status = models.CharField(max_length=20)
    slip_number = models.CharField(max_length=40, default="")
    on = models.DateField(null=True)
    reason = models.TextField(default="")
    outcome = models.CharField(max_length=20)  # of rules.batches.OUTCOMES

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "line"], name="a_line_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class Transfer(models.Model):
    """One ledger row: debit one account, credit another, the same sum. Never changed."""

    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits")
    amount_fen = models.BigIntegerField()
    purpose = models.CharField(max_length=40)
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, null=True, related_name="transfers"
    )
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="transfers")
    decision = models.CharField(max_length=32)  # the step on the trail that decided it
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="a_transfer_is_some"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="a_transfer_moves"),
            models.CheckConstraint(
                condition=~Q(purpose="pay")
                | Q(authorisation__isnull=False, payment__isnull=False),
                name="no_pay_without_authorisation",
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="a_transfer_has_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount_fen}"


class Recovery(Moving):
    """Money paid for a case and demanded back: of whom, how much, on what grounds."""

    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=160)
    appropriation = models.ForeignKey(Appropriation, models.PROTECT, related_name="recoveries")
    payee = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    grounds = models.TextField()
    transfer = models.OneToOneField(
        Transfer, models.PROTECT, null=True, related_name="recovery"
    )
    returned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="a_recovery_is_some"),
            models.CheckConstraint(
                condition=Q(transfer=None) | Q(state="returned", returned_at__isnull=False),
                name="a_recovery_is_returned_with_its_row",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funds:recovery", args=[self.pk])


class YearClose(Moving):
    """The end of a budget year: what each appropriation leaves is carried over or returned."""

    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=~Q(state="withdrawn"),
                name="a_year_is_closed_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def title(self) -> Text:
        return Text(f"{self.year} 年度结转", f"Close of {self.year}")

    def get_absolute_url(self) -> str:
        return reverse("funds:close", args=[self.pk])


class YearLine(models.Model):
    """One appropriation at the end of a year. Its sums are kept when the year is closed."""

    close = models.ForeignKey(YearClose, models.PROTECT, related_name="lines")
    appropriation = models.ForeignKey(Appropriation, models.PROTECT, related_name="closes")
    carried = models.BooleanField()  # else returned to the treasury
    granted_fen = models.BigIntegerField(null=True)
    committed_fen = models.BigIntegerField(null=True)
    paid_fen = models.BigIntegerField(null=True)
    recovered_fen = models.BigIntegerField(null=True)
    left_fen = models.BigIntegerField(null=True)
    transfer = models.OneToOneField(Transfer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["close", "appropriation"], name="one_line_a_close")
        ]

    def __str__(self) -> str:
        return f"{self.close}: {self.appropriation}"
