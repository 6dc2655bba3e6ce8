"""Natural science fund 自然科学基金: free inquiry with a lump sum."""

from xingmeng.engines.instrument import Instrument, Ranking, Review, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="science_fund",
    title=Text("自然科学基金项目", "Natural science fund project"),
    summary=Text(
        "自由探索的基础研究，经费包干，负责人自主使用，只守负面清单。",
        "Free basic research with a lump sum: the leader decides within the negative list.",
    ),
    cites=(
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
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "institution"),
    criteria=programme.FUND_CRITERIA,
    instalments=programme.FUND_INSTALMENTS,
    review=Review(double_blind=True, explain=True),
    ranking=Ranking(by="calibrated", lottery=True),
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
        "review": "double blind by correspondence as usual; its figures are parameters",
        "ranking": "calibrated scores and lots among ties are the authority's choice",
        "criteria": "demo weights, parameters of the authority",
        "instalments": "shares are parameters of the authority",
        "eligibility": "age limits and the region's negative list are parameters",
    },
)
