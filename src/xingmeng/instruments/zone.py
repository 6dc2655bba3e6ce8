"""Zone 高新区和其他创新园区: plan, argument, submission upward, reply, yearly return."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, platforms, upward

INSTRUMENT = Instrument(
    code="zone",
    title=Text("高新区（创新园区）", "Zone"),
    summary=Text(
        "规划、论证、上报、批复，之后按年填报并比较排名。",
        "Plan, argument, submission upward, reply; then a return every year, and a ranking.",
    ),
    cites=("内政发〔2021〕13号", "内党发〔2020〕17号"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.UPWARD, awarding.SUBMISSION_UPWARD, managing.RETURN),
    forms={"application": upward.ZONE, "return": upward.ZONE_RETURN},
    eligibility=("legal_person", "integrity_clean"),
    criteria=(
        Criterion(name="plan", label=Text("规划与定位", "Plan and place"), weight=25),
        Criterion(name="innovation", label=Text("创新能力", "Ability to innovate"), weight=30),
        Criterion(name="industry", label=Text("产业基础", "Base in industry"), weight=25),
        Criterion(
            name="governance", label=Text("体制机制与保障", "Governance and support"), weight=20
        ),
    ),
    certificate=Certificate(
        title=Text("高新区", "Zone"),
        number="YQ-{year}-{region}-{serial:04d}",
        stands_for="platform",
        return_every_months=12,
    ),
    pledge=platforms.PLEDGE,
    documents=("application", "receipt", "recognition", "certificate", "case_archive"),
    indicators=(
        "applications_received",
        "recognitions",
        "recognitions_in_force",
        "returns_accepted",
    ),
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "certificate": "the reply gives the number; ours is for the register",
        "eligibility": "the national conditions are those of the authority above",
    },
)
