"""What is late or stuck, and what falls due soon: figures that should be acted upon."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from xingmeng.core import clock, move
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition
from xingmeng.stages.policy import queries as policy
from xingmeng.stages.registry import queries as registry

AHEAD = timedelta(days=60)
SILENT = timedelta(days=30)  # talks in which nothing is written
UNREPORTED = ("planned", "fixing")
RUNNING = ("in_force", "advanced", "continued")
LATE = Text("预警", "Alerts")
SOON = Text("近期期限", "Deadlines ahead")
STAGES: dict[str, Text] = {
    "organisation": Text("单位登记", "Registrations"),
    "need": Text("技术需求", "Needs"),
    "introduction": Text("供需对接", "Introductions"),
    "challenge": Text("榜单", "Challenges"),
    "application": Text("揭榜书", "Bids"),
    "award": Text("立项", "Awards"),
    "objection": Text("异议", "Objections"),
    "contract": Text("任务书", "Contracts"),
    "milestone": Text("里程碑核查", "Inspections of milestones"),
    "acceptance": Text("验收", "Acceptances"),
    "payment": Text("拨付", "Payments"),
    "task": Text("行动任务", "Tasks of action plans"),
    "supervision": Text("督办", "Supervision"),
}


def _past_due(kind: str):
    def records(actor: Actor, at: datetime) -> QuerySet:
        rows = move.subject(kind).visible_to(actor)
        return rows.filter(due_on__lt=clock.local_day(at)).order_by("due_on", "pk")

    return records


def _unreported(actor: Actor, at: datetime) -> QuerySet:
    rows = delivery.visible_to(actor).filter(state__in=UNREPORTED)
    return rows.filter(planned_on__lt=clock.local_day(at)).order_by("planned_on", "pk")


def _between(at: datetime, name: str) -> dict:
    """From a moment or its day to the end of the time looked ahead."""
    if name.endswith("_at"):
        return {f"{name}__gt": at, f"{name}__lte": at + AHEAD}
    day = clock.local_day(at)
    return {f"{name}__gte": day, f"{name}__lte": day + AHEAD}


ALERTS: tuple[Definition, ...] = (
    Definition(
        code="milestones_overdue",
        group=LATE,
        title=Text("里程碑逾期未报", "Milestones not reported in time"),
        unit="count",
        explain=Text(
            "已过计划日期、仍未提交报告的里程碑。",
            "Milestones past their planned day that have not been reported.",
        ),
        answers_for=DEPARTMENT,
        records=_unreported,
        amount=lambda row: row.amount_fen,
        day=lambda row: row.planned_on,
    ),
    Definition(
        code="challenges_without_bid",
        group=LATE,
        title=Text("无人揭榜", "Challenges without a bid"),
        unit="count",
        explain=Text(
            "截止时没有有效揭榜、尚未重新发榜或撤榜的榜单。",
            "Challenges that closed without a valid bid and were not yet listed again.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: calls.challenges_for(actor).filter(
            state="no_bid", since__lte=at
        ),
        amount=lambda row: row.amount_fen,
        day=lambda row: row.due_on,
    ),
    Definition(
        code="challenges_without_agreement",
        group=LATE,
        title=Text("未达成合作", "Challenges without agreement"),
        unit="count",
        explain=Text(
            "选定后未能签约、尚未转下一名或重新发榜的榜单。",
            "Challenges whose bidder did not sign and that wait for the next step.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: calls.challenges_for(actor).filter(
            state="no_agreement", since__lte=at
        ),
        amount=lambda row: row.amount_fen,
        day=lambda row: row.due_on,
    ),
    Definition(
        code="talks_silent",
        group=LATE,
        title=Text("对接洽谈无进展", "Talks gone silent"),
        unit="count",
        explain=Text(
            "双方同意后 30 天内没有任何消息、也没有结果的供需对接。",
            "Introductions in talks where nobody has written for 30 days.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.introductions.silent_since(at - SILENT, actor),
        day=lambda row: row.due_on,
        inside=True,
    ),
    Definition(
        code="deliverables_overdue",
        group=LATE,
        title=Text("协议成果逾期", "Promised by agreements and overdue"),
        unit="count",
        explain=Text(
            "生效中的合作协议约定、已过期限仍未登记完成的成果。",
            "What agreements in force promised by a day that has passed, and is not on record.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: registry.partners.overdue_for(actor, clock.local_day(at)),
        day=lambda row: row.deadline_on,
    ),
    Definition(
        code="objections_open",
        group=LATE,
        title=Text("待核查的异议", "Objections open"),
        unit="count",
        explain=Text("已提出、尚未作出结论的异议。", "Objections not yet decided."),
        answers_for=Text("纪检监察", "Discipline office"),
        records=lambda actor, at: awards.objections_for(actor).filter(
            state="filed", since__lte=at
        ),
        day=lambda row: row.due_on,
        inside=True,
    ),
    *(
        Definition(
            code=f"overdue_{kind}",
            group=LATE,
            title=Text(f"{title.zh}超期未办", f"{title.en} past their due day"),
            unit="count",
            explain=Text(
                "已过办理期限、仍停留在同一环节的事项。",
                "Cases that stay at one step past the day it should be done by.",
            ),
            answers_for=DEPARTMENT,
            records=_past_due(kind),
            day=lambda row: row.due_on,
        )
        for kind, title in STAGES.items()
    ),
)
DEADLINES: tuple[Definition, ...] = (
    Definition(
        code="calls_closing",
        group=SOON,
        title=Text("揭榜截止", "Calls closing"),
        unit="count",
        explain=Text("60 天内截止的榜单批次。", "Calls that close within 60 days."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: calls.visible_to(actor).filter(
            state="open", **_between(at, "closes_at")
        ),
        day=lambda row: clock.local_day(row.closes_at),
    ),
    Definition(
        code="introductions_due",
        group=SOON,
        title=Text("供需对接期限", "Introductions due"),
        unit="count",
        explain=Text(
            "60 天内到期、双方尚未都同意或尚未登记结果的供需对接；过期即终止。",
            "Introductions that lapse within 60 days unless something is done.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.introductions.open_for(actor).filter(
            **_between(at, "due_on")
        ),
        day=lambda row: row.due_on,
        inside=True,
    ),
    Definition(
        code="publicity_ending",
        group=SOON,
        title=Text("公示期满", "Publicity ends"),
        unit="count",
        explain=Text("60 天内期满的公示。", "Publicity that ends within 60 days."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.visible_to(actor).filter(
            state="publicity", **_between(at, "publicity_until")
        ),
        amount=lambda row: row.agreed_fen,
        day=lambda row: row.publicity_until,
    ),
    Definition(
        code="milestones_due",
        group=SOON,
        title=Text("里程碑到期", "Milestones due"),
        unit="count",
        explain=Text("60 天内应完成的里程碑。", "Milestones planned within 60 days."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: delivery.visible_to(actor).filter(
            state__in=UNREPORTED, **_between(at, "planned_on")
        ),
        amount=lambda row: row.amount_fen,
        day=lambda row: row.planned_on,
    ),
    Definition(
        code="acceptances_due",
        group=SOON,
        title=Text("验收办理期限", "Acceptances due"),
        unit="count",
        explain=Text("60 天内应办结的验收。", "Acceptances to be dealt with in 60 days."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: delivery.acceptances_for(actor).filter(
            **_between(at, "due_on")
        ),
        day=lambda row: row.due_on,
    ),
    Definition(
        code="deliverables_due",
        group=SOON,
        title=Text("协议成果到期", "Promised by agreements and due"),
        unit="count",
        explain=Text(
            "60 天内到期、尚未完成的合作协议成果。",
            "What agreements in force promise within 60 days.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: registry.partners.awaited_for(
            actor, clock.local_day(at), clock.local_day(at) + AHEAD
        ),
        day=lambda row: row.deadline_on,
    ),
    Definition(
        code="tasks_due",
        group=SOON,
        title=Text("行动任务到期", "Tasks due"),
        unit="count",
        explain=Text(
            "60 天内到期的行动任务。", "Tasks of action plans that are due within 60 days."
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: policy.tasks_for(actor).filter(**_between(at, "due_on")),
        day=lambda row: row.due_on,
    ),
    Definition(
        code="contracts_ending",
        group=SOON,
        title=Text("任务书到期", "Contracts ending"),
        unit="count",
        explain=Text("60 天内到期的任务书。", "Contracts whose deadline is within 60 days."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.contracts_for(actor).filter(
            state__in=RUNNING, **_between(at, "deadline_on")
        ),
        amount=lambda row: row.agreed_fen,
        day=lambda row: row.deadline_on,
    ),
)
