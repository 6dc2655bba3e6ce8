"""What calls of the programme bring: applications, recognitions, grants, returns."""

from django.db.models import Case, OuterRef, Subquery, When

from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.entitlements import queries as entitlements
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition

PROGRAMME = Text("申报、认定与奖补", "Applications, recognitions, grants")
OF_AWARD = {
    "area": "application__area",
    "fund": "application__call__appropriation_id",
    "instrument": "application__call__instrument_code",
}
OF_GRANT = {
    "amount": lambda row: row.kept_fen,
    "area": "payee__region__code",
    "fund": "appropriation_id",
    "instrument": "instrument",
}
OF_RETURN = {
    "area": "award__application__area",
    "instrument": "award__application__call__instrument_code",
}


def _returns(actor, at, *, evaluates: bool):
    return delivery.filed_until(at, actor).filter(evaluates=evaluates)


def _grants(actor, at):
    """Grants, each with the instrument that it comes from, applied for or not."""
    which = Case(
        When(kind="award", then=Subquery(awards.instrument_of(OuterRef("subject_id")))),
        default=Subquery(entitlements.instrument_of(OuterRef("subject_id"))),
    )
    return funds.granted_until(at, actor).annotate(instrument=which)


RECOGNITIONS: tuple[Definition, ...] = (
    Definition(
        code="applications_received",
        group=PROGRAMME,
        title=Text("收到的申报", "Applications received"),
        unit="count",
        explain=Text(
            "已提交、未撤回的申报数，揭榜书另计。",
            "Applications handed in and not withdrawn; bids are counted by themselves.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: applications.handed_in_until(at, actor).filter(
            challenge=None
        ),
        area="area",
        fund="call__appropriation_id",
        instrument="call__instrument_code",
        inside=True,
    ),
    Definition(
        code="recognitions",
        group=PROGRAMME,
        title=Text("认定数", "Recognitions"),
        unit="count",
        explain=Text(
            "颁发过证书的认定、入库和奖励数。", "Recognitions, entries and prizes certified."
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.recognised_until(at, actor),
        **OF_AWARD,
    ),
    Definition(
        code="recognitions_in_force",
        group=PROGRAMME,
        title=Text("有效的认定", "Recognitions in force"),
        unit="count",
        explain=Text(
            "其中当日有效、未到期也未撤销的。",
            "Of these, neither expired nor revoked that day.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.in_force_at(at, actor),
        **OF_AWARD,
    ),
    Definition(
        code="grants",
        group=PROGRAMME,
        title=Text("兑付的后补助", "Grants made"),
        unit="count",
        explain=Text(
            "确认、公示后安排兑付的后补助数，免申即享在内。",
            "Post-subsidies confirmed and granted, entitlements among them.",
        ),
        answers_for=DEPARTMENT,
        records=_grants,
        **OF_GRANT,
    ),
    Definition(
        code="grants_amount",
        group=PROGRAMME,
        title=Text("后补助金额", "Sum of the grants"),
        unit="fen",
        explain=Text(
            "安排兑付的后补助金额之和，免申即享在内。",
            "The sums of the grants made, entitlements among them.",
        ),
        answers_for=DEPARTMENT,
        records=_grants,
        column="kept_fen",
        **OF_GRANT,
    ),
    Definition(
        code="returns_accepted",
        group=PROGRAMME,
        title=Text("审核通过的年报", "Returns accepted"),
        unit="count",
        explain=Text(
            "平台和企业的年度填报中已审核通过的。", "Yearly returns that were accepted."
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: _returns(actor, at, evaluates=False),
        inside=True,
        **OF_RETURN,
    ),
    Definition(
        code="evaluations",
        group=PROGRAMME,
        title=Text("完成的评估", "Evaluations made"),
        unit="count",
        explain=Text(
            "已评定等次的评估和考核。", "Evaluations and appraisals that were graded."
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: _returns(actor, at, evaluates=True),
        inside=True,
        **OF_RETURN,
    ),
)
