"""Conversion project 成果转化: a ripe result becomes a product in the region."""

from xingmeng.engines.instrument import Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="conversion_project",
    title=Text("科技成果转化项目", "Conversion project"),
    summary=Text(
        "支持成熟度较高的成果在区内落地转化，企业承接。",
        "A ripe result is put to use in the region by an enterprise.",
    ),
    cites=(
        "内蒙古自治区促进科技成果转化条例（2018年修订）",
        "内财科规〔2018〕11号",
        "内科发〔2022〕4号（科技计划项目管理办法）",
        "国办发〔2021〕32号",
        "中华人民共和国科学技术进步法（2021年修订）",
    ),
    budget="categories",
    terms=Terms(
        min_open_days=30,
        publicity_working_days=5,
        contract_days=30,
        experts_per_application=5,
        longest_months=36,
    ),
    flows=programme.FLOWS,
    forms=programme.FORMS,
    eligibility=(
        "legal_person",
        "integrity_clean",
        "registered_in_region",
        "enterprise",
        "one_application_a_call",
    ),
    criteria=(
        Criterion(name="ripeness", label=Text("技术成熟度", "Ripeness"), weight=25),
        Criterion(name="market", label=Text("市场前景", "Market"), weight=25),
        Criterion(name="plan", label=Text("转化方案", "Plan"), weight=20),
        Criterion(name="host", label=Text("承接能力", "Ability of the host"), weight=20),
        Criterion(name="benefit", label=Text("效益", "Benefit"), weight=10),
    ),
    instalments=programme.INSTALMENTS,
    pledge=programme.PLEDGE,
    documents=programme.DOCUMENTS,
    indicators=(
        "applications_received",
        "agreements",
        "support_committed",
        "support_paid",
        "projects_accepted",
    ),
    paper_forms=("A", "B"),
    dropped=boxes.PROJECT,
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "instalments": "shares are parameters of the authority",
        "eligibility": "the least readiness at the start is a parameter",
    },
)
