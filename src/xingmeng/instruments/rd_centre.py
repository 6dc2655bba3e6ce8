"""Enterprise R&D centre 企业研发中心: the R&D body of an enterprise, certified."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, platforms

INSTRUMENT = Instrument(
    code="rd_centre",
    title=Text("自治区企业研发中心", "Enterprise R&D centre"),
    summary=Text(
        "企业内设的研发机构，认定后按年填报、定期评估。",
        "The research body of an enterprise: certified, reporting yearly, evaluated.",
    ),
    cites=("内党发〔2020〕17号", "内政办发〔2021〕35号"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": platforms.PLATFORM,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "enterprise"),
    criteria=(
        Criterion(
            name="conditions",
            label=Text("研发条件与投入", "Conditions and spending"),
            weight=30,
        ),
        Criterion(name="team", label=Text("研发队伍", "Team"), weight=25),
        Criterion(name="output", label=Text("技术成果与转化", "Results and use"), weight=30),
        Criterion(name="management", label=Text("研发管理", "Management of R&D"), weight=15),
    ),
    certificate=Certificate(
        title=Text("自治区企业研发中心", "Enterprise R&D centre"),
        number="QYYF-{year}-{region}-{serial:04d}",
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
        "certificate": "grades and cycle of evaluation are parameters",
        "eligibility": "least staff and R&D of the host are parameters",
    },
)
