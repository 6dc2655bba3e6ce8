"""New-type research institution 新型研发机构: independent, many investors, market-run."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, hosting, managing, platforms

INSTRUMENT = Instrument(
    code="new_institution",
    title=Text("新型研发机构", "New-type research institution"),
    summary=Text(
        "投资主体多元、管理现代、运行市场化、用人灵活的独立法人。",
        "An independent legal person with several investors, run by the market.",
    ),
    cites=("国科发政〔2019〕313号", "内党发〔2020〕17号"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": hosting.NEW_INSTITUTION,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="mechanism", label=Text("体制机制", "How it is built and run"), weight=30
        ),
        Criterion(name="team", label=Text("团队", "Team"), weight=25),
        Criterion(
            name="ability", label=Text("研发条件与投入", "Conditions and spending"), weight=25
        ),
        Criterion(name="conversion", label=Text("孵化转化", "Conversion"), weight=20),
    ),
    certificate=Certificate(
        title=Text("新型研发机构", "New-type research institution"),
        number="XXYF-{year}-{region}-{serial:04d}",
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
        "eligibility": "shares of R&D staff and spending are parameters",
        "certificate": "evaluation every three years is usual",
    },
)
