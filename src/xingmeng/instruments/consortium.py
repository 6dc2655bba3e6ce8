"""Innovation consortium 创新联合体: enterprises lead, institutes join, one chain."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, hosting, managing, platforms

INSTRUMENT = Instrument(
    code="consortium",
    title=Text("创新联合体", "Innovation consortium"),
    summary=Text(
        "龙头企业牵头，产业链上下游与院所高校组成的攻关联合体。",
        "Led by a leading enterprise, joined by its chain and by institutes.",
    ),
    cites=("内党发〔2020〕17号", "中华人民共和国科学技术进步法（2021年修订）"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": hosting.CONSORTIUM,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "enterprise"),
    criteria=(
        Criterion(
            name="leader",
            label=Text("牵头企业带动力", "Pull of the leading enterprise"),
            weight=25,
        ),
        Criterion(
            name="members", label=Text("成员协同", "How the members work together"), weight=25
        ),
        Criterion(name="tasks", label=Text("攻关任务", "Tasks"), weight=30),
        Criterion(
            name="sharing",
            label=Text("利益共享与成果归属", "Sharing of gain and rights"),
            weight=20,
        ),
    ),
    certificate=Certificate(
        title=Text("创新联合体", "Innovation consortium"),
        number="CXLHT-{year}-{region}-{serial:04d}",
        stands_for="platform",
        return_every_months=12,
        evaluate_every_years=3,
    ),
    pledge=platforms.PLEDGE,
    documents=(
        "application",
        "receipt",
        "review_report",
        "publicity",
        "recognition",
        "certificate",
        "case_archive",
    ),
    indicators=(
        "applications_received",
        "recognitions",
        "recognitions_in_force",
        "returns_accepted",
        "evaluations",
    ),
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "certificate": "no rule found: number, cycle and grades are parameters",
    },
)
