"""Technology innovation centre 技术创新中心: planned here, decided above."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, platforms, upward

INSTRUMENT = Instrument(
    code="technology_innovation_centre",
    title=Text("技术创新中心（上报）", "Technology innovation centre"),
    summary=Text(
        "方案论证后由自治区上报，国家批复后按年填报。",
        "Argued in the region, submitted upward, decided above; returns every year.",
    ),
    cites=("内党发〔2020〕17号", "中华人民共和国科学技术进步法（2021年修订）"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.UPWARD, awarding.SUBMISSION_UPWARD, managing.RETURN),
    forms={"application": upward.CENTRE, "return": platforms.RETURN},
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(name="need", label=Text("战略需求与定位", "Need and place"), weight=25),
        Criterion(
            name="base",
            label=Text("技术与产业基础", "Base in technology and industry"),
            weight=25,
        ),
        Criterion(name="team", label=Text("团队与共建单位", "Team and partners"), weight=25),
        Criterion(
            name="mechanism", label=Text("机制与保障", "How it is run and supported"), weight=25
        ),
    ),
    certificate=Certificate(
        title=Text("技术创新中心", "Technology innovation centre"),
        number="JSCX-{year}-{region}-{serial:04d}",
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
        "eligibility": "conditions are those of the authority above, not found",
        "certificate": "the reply gives the number; ours is for the register",
    },
)
