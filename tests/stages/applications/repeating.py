"""Applications that repeat one another, for the tests of what is found and who sees it."""

from typing import Any

from tests.factories import copies, moment, time, unit, who
from tests.lifecycle.walk import Walk
from xingmeng.stages.applications import actions
from xingmeng.stages.applications.actions import repeats
from xingmeng.stages.applications.models import Application, Repeat

DAY = "2021-09-25"
SHARED = (
    "先在公斤级试验炉上确定工艺窗口，再做吨级验证，最后在示范线上连续运行三个月；"
    "废料来源混杂导致成分波动时，以入厂分选和批次数据库应对，全程惰性气体保护并设在线监测。"
)
FIRST = f"本项目面向磁体加工废料。{SHARED}由此建成百吨级示范线。"
SECOND = f"矿用构件报废后多按废铁处理。{SHARED}修复后装车考核。"
STRANGE = (
    "本土乳酸菌株冻干后活菌数不足，拟从菌株筛选、保护剂配方和预冻速率三方面改进，"
    "再以中试批次复验，并在两家乳企的酸奶和奶酪生产线上各试用两个季度。"
)


def first(route: str = FIRST) -> Any:
    """One application, written and handed in through the actions, now at the department."""
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    with moment("2021-09-11"):
        actions.save_answers(walk.application.pk, {"route": route}, actor=who(walk.head))
    walk.submit()
    with moment("2021-09-20"):
        walk.make("application", walk.application, "recommend", "bureau", opinion="材料齐全")
    return walk.fresh()


def another(row: Any, number: str, *, key: str = "local", route: str = SECOND) -> Any:
    """A bare copy of it by another unit, handed in two days later, with a text of its own."""
    [copy] = copies(row, 1, number=number)
    Application.objects.filter(pk=copy.pk).update(
        organisation=unit(key),
        answers=row.answers | {"route": route},
        submitted_at=time("2021-09-14"),
        content_digest=number,
    )
    return Application.objects.get(pk=copy.pk)


def compared(day: str = DAY) -> int:
    """Whatever waits is compared on a day."""
    with moment(day):
        return repeats.compare_what_waits()


def pair(*, key: str = "local") -> tuple[Any, Any, Repeat]:
    """An application, a later one that repeats a passage of it, and what was found."""
    one = first()
    other = another(one, "SB-2", key=key)
    compared()
    return one, other, Repeat.objects.get()
