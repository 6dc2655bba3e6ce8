"""Field observation station 野外科学观测研究站."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, hosting, managing, platforms

INSTRUMENT = Instrument(
    code="field_station",
    title=Text("野外科学观测研究站", "Field observation station"),
    summary=Text(
        "草原、沙地、湿地等长期定位观测，数据共享。",
        "Long observation in place: grassland, sand, wetland; data are shared.",
    ),
    cites=("内党发〔2020〕17号",),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": hosting.OBSERVATION,
        "return": platforms.RETURN,
        "evaluation": platforms.EVALUATION,
    },
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="site",
            label=Text("区位与生态代表性", "Site and what it stands for"),
            weight=30,
        ),
        Criterion(
            name="records",
            label=Text("观测积累与数据质量", "Records and their quality"),
            weight=30,
        ),
        Criterion(name="team", label=Text("团队", "Team"), weight=20),
        Criterion(name="openness", label=Text("开放共享", "Openness"), weight=20),
    ),
    certificate=Certificate(
        title=Text("野外科学观测研究站", "Field observation station"),
        number="YWZ-{year}-{region}-{serial:04d}",
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
        "certificate": "no rule found; cycle and grades are parameters",
    },
)
