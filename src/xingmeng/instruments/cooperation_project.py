"""Cooperation project 科技兴蒙合作: with one of the partners 4+8+N."""

from xingmeng.engines.instrument import Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="cooperation_project",
    title=Text("科技兴蒙合作项目", "Cooperation project"),
    summary=Text(
        "与“4+8+N”合作方联合实施的引导项目，须有区外合作单位。",
        "Done together with a partner from outside the region under the 4+8+N agreements.",
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
        "eligibility": "the list of partners is not published; officers judge it",
    },
)
