"""Key R&D project 重点研发: the region's programme of directed research and development."""

from xingmeng.engines.instrument import Criterion, Instrument, Ranking, Review, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, programme

INSTRUMENT = Instrument(
    code="key_project",
    title=Text("自治区重点研发项目", "Key R&D project"),
    summary=Text(
        "按年度指南申报，盟市推荐、专家评审、公示立项，签订任务书，按节点拨款。",
        "By the yearly call: recommended, reviewed, under contract, paid in stages.",
    ),
    cites=("内科发〔2022〕4号", "国科发资〔2017〕152号", "国办发〔2021〕32号"),
    terms=Terms(
        min_open_days=30,
        publicity_working_days=5,
        contract_days=30,
        experts_per_application=3,
        line=60,
        longest_months=36,
    ),
    flows=programme.FLOWS,
    forms=programme.FORMS,
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(name="need", label=Text("必要性与需求", "Need"), weight=20),
        Criterion(name="innovation", label=Text("创新性", "What is new"), weight=25),
        Criterion(name="route", label=Text("技术路线可行性", "Feasibility"), weight=20),
        Criterion(name="team", label=Text("团队与条件", "Team and means"), weight=15),
        Criterion(name="use", label=Text("转化应用与效益", "Use and benefit"), weight=15),
        Criterion(name="budget", label=Text("经费合理性", "Budget"), weight=5),
    ),
    instalments=programme.INSTALMENTS,
    budget="categories",
    review=Review(double_blind=True, explain=True),
    ranking=Ranking(trim_from=7),
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
        "terms": "usual times, parameters of the authority",
        "review": "double blind by correspondence as usual; its figures are parameters",
        "ranking": "extremes left out from seven experts on, as usual; a parameter",
        "criteria": "demo weights, parameters of the authority",
        "instalments": "common pattern, a parameter of the authority",
    },
)
