"""What instruments of the programme share: lives, forms, criteria, instalments, pledges."""

from xingmeng.engines.instrument import Criterion, Instalment
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, project, undertaking

FLOWS = (
    applying.REVIEWED,
    awarding.AWARD,
    undertaking.PROJECT,
    managing.MILESTONE,
    managing.ACCEPTANCE,
    managing.AMENDMENT,
)
DOCUMENTS = (
    "application",
    "receipt",
    "review_report",
    "publicity",
    "project_decision",
    "project_contract",
    "project_acceptance",
    "archive",
)
FORMS = {
    "application": project.PROJECT_APPLICATION,
    "contract": project.PROJECT_CONTRACT,
    "midterm": project.MIDTERM,
    "acceptance": project.ACCEPTANCE_REPORT,
    "amendment": project.AMENDMENT,
}
FUND_FORMS = {
    "application": project.LUMP_SUM_APPLICATION,
    "contract": project.LUMP_SUM_CONTRACT,
    "midterm": project.MIDTERM,
    "acceptance": project.LUMP_SUM_ACCEPTANCE,
    "amendment": project.AMENDMENT,
}
CRITERIA = (
    Criterion(
        name="need", label=Text("需求与指南契合度", "Need and fit with the call"), weight=20
    ),
    Criterion(name="target", label=Text("目标与考核指标", "Objective and targets"), weight=20),
    Criterion(name="route", label=Text("技术路线与创新", "Route and innovation"), weight=25),
    Criterion(name="team", label=Text("团队与基础", "Team and base"), weight=20),
    Criterion(name="budget", label=Text("预算合理性", "Reason of the budget"), weight=5),
    Criterion(name="use", label=Text("应用与效益", "Use and benefit"), weight=10),
)
FUND_CRITERIA = (
    Criterion(name="value", label=Text("科学价值", "Scientific value"), weight=40),
    Criterion(name="innovation", label=Text("创新性", "Innovation"), weight=25),
    Criterion(name="plan", label=Text("研究方案", "Plan"), weight=20),
    Criterion(name="ability", label=Text("研究能力", "Ability"), weight=15),
)
INSTALMENTS = (
    Instalment(number=1, label=Text("启动", "Start"), share_pct=50, milestone="start"),
    Instalment(number=2, label=Text("中期", "Midway"), share_pct=30, milestone="midway"),
    Instalment(
        number=3, label=Text("验收", "Acceptance"), share_pct=20, milestone="acceptance"
    ),
)
FUND_INSTALMENTS = (
    Instalment(number=1, label=Text("启动", "Start"), share_pct=80, milestone="start"),
    Instalment(
        number=2, label=Text("验收", "Acceptance"), share_pct=20, milestone="acceptance"
    ),
)
PLEDGE = (
    Text(
        "按任务书完成全部考核指标，不擅自变更。",
        "All targets of the contract are met and none is changed without consent.",
    ),
    Text(
        "经费专款专用，接受检查和审计。",
        "The money is used for the project alone and may be checked and audited.",
    ),
    Text(
        "恪守科研诚信和科技伦理，成果按规定登记和报告。",
        "Integrity and ethics are kept; results are registered and reported.",
    ),
)
FUND_PLEDGE = (
    Text(
        "经费全部用于本项目研究，不触负面清单。",
        "All money goes into this research and none into what the negative list forbids.",
    ),
    Text(
        "结题前在单位内公示决算，接受抽查审计。",
        "The final account is shown inside the unit before the end and may be audited.",
    ),
    Text("恪守科研诚信和科技伦理。", "Integrity and ethics are kept."),
)
