"""Major special project 重大专项: a strategic aim of the region, several units together."""

from xingmeng.engines.instrument import Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="major_project",
    title=Text("科技重大专项", "Major special project"),
    summary=Text(
        "围绕自治区战略目标组织的大型攻关，多单位协同，可分两步申报。",
        "Large joint efforts for a strategic aim; a call may be in two steps.",
    ),
    cites=(
        "内党发〔2020〕17号",
        "内科发〔2022〕4号（科技计划项目管理办法）",
        "国办发〔2021〕32号",
        "中华人民共和国科学技术进步法（2021年修订）",
    ),
    budget="categories",
    terms=Terms(
        min_open_days=30,
        publicity_working_days=7,
        contract_days=30,
        experts_per_application=7,
        line=70,
        longest_months=60,
    ),
    flows=programme.FLOWS,
    forms=programme.FORMS,
    eligibility=(
        "legal_person",
        "integrity_clean",
        "registered_in_region",
        "one_application_a_call",
    ),
    criteria=programme.CRITERIA,
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
    },
)
