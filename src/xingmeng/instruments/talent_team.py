"""Talent team 草原英才产业创新团队."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, persons

INSTRUMENT = Instrument(
    code="talent_team",
    title=Text("草原英才（团队）", "Grassland talent team"),
    summary=Text(
        "带头人和骨干稳定合作的产业创新创业团队。",
        "A leader and their people who have worked together for long.",
    ),
    cites=("“草原英才”工程（自治区人才计划）",),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION),
    forms={"application": persons.TALENT_TEAM},
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(
            name="contribution",
            label=Text("实绩与贡献", "Achievement and contribution"),
            weight=40,
        ),
        Criterion(name="ability", label=Text("能力与潜力", "Ability and promise"), weight=30),
        Criterion(name="plan", label=Text("工作计划", "Plan"), weight=30),
    ),
    certificate=Certificate(
        title=Text("草原英才团队", "Grassland talent team"),
        number="CYTD-{year}-{region}-{serial:04d}",
        stands_for="talent",
        valid_years=3,
    ),
    pledge=(
        Text("所填内容真实，接受核查。", "All that is stated is true and may be checked."),
        Text(
            "在培养期内履行工作计划，按年报告。",
            "The plan is carried out and reported on every year.",
        ),
    ),
    documents=(
        "application",
        "receipt",
        "review_report",
        "publicity",
        "recognition",
        "certificate",
        "case_archive",
    ),
    indicators=("applications_received", "recognitions", "recognitions_in_force"),
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "cites": "the programme's own text was not found",
        "certificate": "years and support are parameters",
    },
)
