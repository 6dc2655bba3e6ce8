"""Joint platform 共建平台: built with a partner from outside under 4+8+N."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, hosting, managing, platforms

INSTRUMENT = Instrument(
    code="joint_platform",
    title=Text("联合共建平台", "Joint platform"),
    summary=Text(
        "与区外大院大所、高校和省市共建的研发平台。",
        "Built together with an academy, university or province from outside.",
    ),
    cites=("内党发〔2020〕17号",),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": hosting.JOINT_PLATFORM,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="partner",
            label=Text("合作方水平与投入", "The partner and what it brings"),
            weight=30,
        ),
        Criterion(
            name="fit", label=Text("与自治区产业的契合", "Fit with the region"), weight=25
        ),
        Criterion(name="conditions", label=Text("共建条件", "Conditions"), weight=20),
        Criterion(name="output", label=Text("合作产出", "Output"), weight=25),
    ),
    certificate=Certificate(
        title=Text("联合共建平台", "Joint platform"),
        number="GJPT-{year}-{region}-{serial:04d}",
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
        "eligibility": "the list of partners is an editable table",
    },
)
