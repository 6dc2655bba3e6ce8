"""Joint fund 联合基金: basic research that a partner pays for together with the region."""

from xingmeng.engines.instrument import Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="joint_fund",
    title=Text("联合基金项目", "Joint fund project"),
    summary=Text(
        "自治区与出资方共同设立，围绕约定方向开展基础研究。",
        "Basic research in agreed directions, paid by the region and a partner together.",
    ),
    cites=(
        "自治区自然科学基金联合基金申报通知（2025年）：每项10万元，厅3万元、联合方7万元",
        "内蒙古自治区本级财政科研项目经费“包干制+负面清单”管理办法（试行）",
        "国办发〔2021〕32号",
        "内政办发〔2022〕37号",
    ),
    budget="lump_sum",
    terms=Terms(
        min_open_days=30,
        publicity_working_days=5,
        contract_days=30,
        experts_per_application=5,
        longest_months=36,
    ),
    flows=programme.FLOWS,
    forms=programme.FUND_FORMS,
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=programme.FUND_CRITERIA,
    instalments=programme.FUND_INSTALMENTS,
    pledge=programme.FUND_PLEDGE,
    documents=programme.DOCUMENTS,
    indicators=(
        "applications_received",
        "agreements",
        "support_committed",
        "support_paid",
        "projects_accepted",
    ),
    paper_forms=("A", "B"),
    dropped=boxes.LUMP_SUM,
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "instalments": "shares are parameters of the authority",
        "eligibility": "the agreement of each joint fund says who may apply",
    },
)
