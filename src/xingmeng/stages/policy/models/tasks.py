"""What somebody has to do for a plan by a day, and how it is supervised 督办 when late."""

from django.db import models
from django.urls import reverse

from xingmeng.core.models import Moving
from xingmeng.engines.values import Text


class Task(Moving):
    """One task: whose, until when, and with what evidence it was done.

    It belongs to an organisation, or to a role and, for bureaus, their area.
    """

    plan = models.ForeignKey("policy.ActionPlan", models.PROTECT, related_name="tasks")
    goal = models.ForeignKey(
        "policy.Goal", models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    number = models.CharField(max_length=40, unique=True)
    title_zh = models.CharField(max_length=160)
    title_en = models.CharField(max_length=240)
    owner_role = models.CharField(max_length=40, blank=True)
    owner_area = models.ForeignKey(
        "registry.Region", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(
        "registry.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    deadline_on = models.DateField()  # as planned; supervision sets a later `due_on`
    instrument = models.CharField(max_length=40, blank=True)  # whose calls serve it
    evidence = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)  # for the department
    documents = models.ManyToManyField("policy.Document", related_name="tasks", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) ^ ~models.Q(owner_role=""),
                name="a_task_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("policy:task", args=[self.pk])


class Supervision(Moving):
    """A note that a late task is supervised: what is asked, until when, the answer."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="supervisions")
    number = models.CharField(max_length=40, unique=True)
    asks = models.TextField()
    until_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.task.title_zh}"

    @property
    def title(self) -> Text:
        task = self.task.title
        return Text(f"督办：{task.zh}", f"Supervision: {task.en}")

    def get_absolute_url(self) -> str:
        return reverse("policy:supervision", args=[self.pk])
