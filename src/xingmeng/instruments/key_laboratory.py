"""Key laboratory 重点实验室: certified, and evaluated every three years."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, platforms

INSTRUMENT = Instrument(
    code="key_laboratory",
    title=Text("自治区重点实验室", "Key laboratory"),
    summary=Text(
        "依托单位建设的研究基地，认定后按年填报，三年评估，优胜劣汰。",
        "A research base of a host: certified, reporting yearly, evaluated every three years.",
    ),
    cites=("内蒙古自治区重点实验室评估规则（试行）", "内党发〔2020〕17号"),
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
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="conditions", label=Text("研究条件与能力", "Conditions and ability"), weight=25
        ),
        Criterion(
            name="level", label=Text("研究水平与贡献", "Level and contribution"), weight=30
        ),
        Criterion(name="team", label=Text("队伍建设与人才", "Team and talents"), weight=25),
        Criterion(
            name="openness", label=Text("开放交流与运行管理", "Openness and running"), weight=20
        ),
    ),
    certificate=Certificate(
        title=Text("自治区重点实验室", "Key laboratory"),
        number="ZDSYS-{year}-{region}-{serial:04d}",
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
        "certificate": "three years are known; grades are parameters",
    },
)
