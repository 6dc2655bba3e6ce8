"""What becomes of tasks: reported, confirmed, overdue, supervised, answered."""

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import SYSTEM
from xingmeng.core.move import Step
from xingmeng.engines.values import Text
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.models import Supervision, Task
from xingmeng.stages.policy.rules import tasks as rules


@door.change()
def find_overdue() -> int:
    """Let every task fall overdue whose day has passed; return how many did.

    Writes: their states, one step each; their owners are told. Run once a day.
    """
    late = Task.objects.filter(
        state__in=("open", "supervised"),
        due_on__lt=clock.today(),
        plan__state="in_force",
    )
    keys = list(late.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        move.make("task", pk, "fall_overdue", actor=SYSTEM)
    return len(keys)


def _due(task: Task) -> None:
    """A task that is not done keeps its day: supervision's, else as planned."""
    last = task.supervisions.order_by("-until_on").first()
    task.due_on = max(last.until_on, task.deadline_on) if last else task.deadline_on
    task.save(update_fields=["due_on"])


def _keep_day(step: Step) -> None:
    _due(step.row)


def _report(step: Step) -> None:
    step.row.evidence, step.row.done_on = step.details["evidence"], step.on
    step.row.save(update_fields=["evidence", "done_on"])


def _send_back(step: Step) -> None:
    step.row.done_on = None
    step.row.save(update_fields=["done_on"])
    _due(step.row)


def _supervise(step: Step) -> None:
    task: Task = step.row
    year = step.on.year
    row = Supervision(
        task=task,
        number=f"DB{year}{numbers.following(f'supervision:{year}'):04d}",
        asks=step.details["asks"],
        until_on=step.details["until_on"],
    )
    move.begin("supervision", row, actor=step.actor)
    row.refresh_from_db()
    _set_day(row)
    _due(task)


def _set_day(row: Supervision) -> None:
    row.due_on = row.until_on
    row.save(update_fields=["due_on"])


def _answer(step: Step) -> None:
    step.row.answer, step.row.answered_on = step.details["answer"], step.on
    step.row.save(update_fields=["answer", "answered_on"])


def _ask_again(step: Step) -> None:
    _set_day(step.row)


TASK = move.register(
    move.Subject(
        kind="task",
        title=Text("行动任务", "Task"),
        model=Task,
        flow_of=lambda row: rules.TASK,
        every_flow=lambda: [rules.TASK],
        roles_of=rules.task_roles,
        visible_to=queries.tasks_for,
        checks={
            "plan_in_force": rules.plan_in_force,
            "another_reported": rules.another_reported,
            "past_its_day": rules.past_its_day,
            "a_day_ahead": rules.a_day_ahead,
        },
        effects={
            "report": _report,
            "send_back": _send_back,
            "fall_overdue": _keep_day,
            "supervise": _supervise,
        },
        related=("plan",),
    )
)
SUPERVISION = move.register(
    move.Subject(
        kind="supervision",
        title=Text("督办", "Supervision"),
        model=Supervision,
        flow_of=lambda row: rules.SUPERVISION,
        every_flow=lambda: [rules.SUPERVISION],
        roles_of=rules.supervision_roles,
        visible_to=queries.supervisions_for,
        effects={"answer": _answer, "ask_again": _ask_again},
        related=("task__plan",),
    )
)
