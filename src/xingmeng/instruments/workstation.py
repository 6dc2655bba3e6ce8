"""Workstation of academicians and experts 院士专家工作站."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, hosting, managing, platforms

INSTRUMENT = Instrument(
    code="workstation",
    title=Text("院士专家工作站", "Workstation of academicians and experts"),
    summary=Text(
        "单位引进院士专家团队开展合作的工作站。",
        "A station where a host works with academicians and experts.",
    ),
    cites=("中办发〔2019〕35号", "内党发〔2020〕17号"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": hosting.WORKSTATION,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="guests",
            label=Text("院士专家与合作基础", "Guests and what was done together"),
            weight=30,
        ),
        Criterion(name="tasks", label=Text("合作任务", "Tasks of the cooperation"), weight=30),
        Criterion(name="host", label=Text("建站单位条件", "Means of the host"), weight=25),
        Criterion(name="benefit", label=Text("预期效益", "Benefit"), weight=15),
    ),
    certificate=Certificate(
        title=Text("院士专家工作站", "Workstation"),
        number="YSZJ-{year}-{region}-{serial:04d}",
        stands_for="platform",
        valid_years=3,
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
        "certificate": "conditions, years and support are parameters",
        "eligibility": "stations per academician, months on site: parameters",
    },
)
