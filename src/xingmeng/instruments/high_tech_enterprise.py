"""High-tech enterprise 高新技术企业: conditions, marks by experts, three years."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, high_tech, managing

INSTRUMENT = Instrument(
    code="high_tech_enterprise",
    title=Text("高新技术企业认定", "High-tech enterprise"),
    summary=Text(
        "八项条件和创新能力评价，专家评审，公示后颁证，三年有效。",
        "Eight conditions and marks for innovation; a certificate for three years.",
    ),
    cites=("国科发火〔2016〕32号", "国科发火〔2016〕195号"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30,
        publicity_working_days=10,
        contract_days=30,
        experts_per_application=5,
        line=71,
    ),
    flows=(applying.RECOGNISED_AFTER_REVIEW, awarding.RECOGNITION, managing.RETURN),
    forms={"application": high_tech.HIGH_TECH, "return": high_tech.YEAR_REPORT},
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "enterprise"),
    criteria=(
        Criterion(name="rights", label=Text("知识产权", "Intellectual property"), weight=30),
        Criterion(name="conversion", label=Text("科技成果转化能力", "Conversion"), weight=30),
        Criterion(
            name="management", label=Text("研发组织管理水平", "Management of R&D"), weight=20
        ),
        Criterion(name="growth", label=Text("企业成长性", "Growth"), weight=20),
    ),
    certificate=Certificate(
        title=Text("高新技术企业证书", "High-tech enterprise certificate"),
        number="GR{year}{region:.2}{serial:06d}",
        valid_years=3,
        return_every_months=12,
    ),
    pledge=(
        Text(
            "所填数据真实，知识产权有效且无争议。",
            "The figures are true; the rights are in force and undisputed.",
        ),
        Text(
            "每年五月底前填报发展情况，更名三个月内报告。",
            "A report by the end of May each year; a change of name within three months.",
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
    indicators=(
        "applications_received",
        "recognitions",
        "recognitions_in_force",
        "returns_accepted",
    ),
    uncertain={
        "terms": "publicity and panel are general knowledge",
        "certificate": "the number's pattern is general knowledge",
    },
)
