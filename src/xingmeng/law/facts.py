"""The dictionary of facts about one enterprise in one year, as `xingmeng law facts` prints it.

The first of them are fixed: files of facts are made of them. Those that follow say more; what
nobody states of these is unknown as well, but for the few that are presumed, which say so.
"""

from typing import Any

from xingmeng.engines.facts import MOST_FEN, Fact, Kind
from xingmeng.engines.values import Text


def _fact(name: str, kind: Kind, zh: str, en: str, **more: Any) -> Fact:
    return Fact(name, kind, Text(zh, en), **more)


FIXED = (
    _fact("credit_code", "text", "统一社会信用代码", "Unified social credit code", effort=2),
    _fact("year", "year", "年度", "Fiscal and tax year", effort=2),
    _fact("region", "code", "注册地行政区划代码", "Region code, GB/T 2260", effort=2),
    _fact(
        "industry", "code", "所属行业代码", "Industry, GB/T 4754 division", high=99, effort=2
    ),
    _fact("registered_on", "date", "注册成立日期", "Registered on", effort=2),
    _fact("staff", "count", "职工总数", "Staff"),
    _fact("st_staff", "count", "科技人员数", "Scientific and technical staff", effort=0),
    _fact("revenue_fen", "fen", "年销售收入", "Sales revenue of the year"),
    _fact("cost_fen", "fen", "成本费用支出", "Cost and expense of the year"),
    _fact("assets_fen", "fen", "资产总额", "Total assets"),
    _fact("net_assets_fen", "fen", "净资产", "Net assets", low=-MOST_FEN),
    _fact("rd_fen", "fen", "研发费用总额", "R&D expense", effort=0),
    _fact("rd_personnel_fen", "fen", "人员人工费用", "R&D: personnel", effort=0),
    _fact("rd_direct_fen", "fen", "直接投入费用", "R&D: direct input", effort=0),
    _fact("rd_depreciation_fen", "fen", "折旧费用", "R&D: depreciation", effort=0),
    _fact("rd_amortisation_fen", "fen", "无形资产摊销", "R&D: amortisation", effort=0),
    _fact("rd_design_fen", "fen", "设计试验等费用", "R&D: design and trial", effort=0),
    _fact("rd_other_fen", "fen", "其他相关费用", "R&D: other", effort=0),
    _fact("rd_domestic_fen", "fen", "委托境内研发费用", "R&D commissioned in China", effort=0),
    _fact(
        "rd_overseas_fen", "fen", "委托境外机构研发费用", "R&D commissioned abroad", effort=0
    ),
    _fact("ip_class1", "count", "Ⅰ类知识产权件数", "Rights of class I", effort=0),
    _fact("ip_class2", "count", "Ⅱ类知识产权件数", "Rights of class II", effort=0),
    _fact("hnte_valid_to", "date", "高企证书有效期至", "High-tech certificate valid to"),
    _fact(
        "taxable_fen", "fen", "加计前应纳税所得额", "Taxable income before it", low=-MOST_FEN
    ),
    _fact(
        "domestic", "flag", "境内注册居民企业", "Resident enterprise registered here", effort=2
    ),
    _fact(
        "restricted_business", "flag", "属禁止限制淘汰类", "Forbidden or restricted", effort=2
    ),
    _fact(
        "major_incident",
        "flag",
        "重大安全质量事故、严重环境违法或科研失信",
        "Major accident, environment offence or misconduct",
        effort=2,
    ),
    _fact(
        "untrustworthy",
        "flag",
        "经营异常或严重违法失信名单",
        "In the list of abnormal or untrustworthy enterprises",
        effort=2,
    ),
    _fact("manufacturing", "flag", "制造业企业", "Main business is manufacturing", effort=2),
    _fact(
        "national_award",
        "flag",
        "近五年国家科技奖励前三",
        "National award, first three",
        effort=2,
    ),
    _fact(
        "provincial_rd_institution",
        "flag",
        "省部级以上研发机构",
        "R&D institution of provincial level or above",
        effort=2,
    ),
    _fact("standard_leader", "flag", "近五年主导制定标准", "Led a standard, 5 years", effort=2),
)

EARLIER = tuple(
    _fact(
        f"{name}_before{back}_fen",
        "fen",
        f"{zh}（前{years}年）",
        f"{en}, {back} year(s) before",
        before=(f"{name}_fen", back),
        low=-MOST_FEN if name == "net_assets" else 0,
        effort=2,
    )
    for name, zh, en in (
        ("revenue", "年销售收入", "Sales revenue"),
        ("rd", "研发费用总额", "R&D expense"),
        ("rd_overseas", "委托境外机构研发费用", "R&D commissioned abroad"),
        ("net_assets", "净资产", "Net assets"),
    )
    for back, years in ((1, "一"), (2, "二"))
)


def _panel(name: str, zh: str, en: str, most: int) -> Fact:
    return _fact(
        f"panel_{name}",
        "points",
        f"专家评分：{zh}",
        f"Panel: {en}",
        high=most,
        judged=True,
        effort=2,
    )


JUDGED = (
    _fact(
        "core_ip",
        "flag",
        "知识产权支撑主要产品",
        "Rights support the product",
        judged=True,
        effort=2,
    ),
    _fact(
        "tech_field", "flag", "属国家重点支持领域", "In a listed field", judged=True, effort=2
    ),
    _panel("ip_advanced", "技术先进程度", "advancedness", 8),
    _panel("ip_core", "核心支持作用", "core support", 8),
    _panel("ip_number", "知识产权数量", "number of rights", 8),
    _panel("ip_way", "获得方式", "way obtained", 6),
    _panel("ip_standard", "参与标准制定（加分）", "standards, bonus", 2),
    _panel("conversion", "科技成果转化能力", "conversion of results", 30),
    _panel("rd_system", "研发管理制度", "R&D system and ledger", 6),
    _panel("rd_body", "研发机构与产学研", "R&D body and cooperation", 6),
    _panel("rd_incentive", "转化激励与创新平台", "incentives and platform", 4),
    _panel("rd_talent", "人才培养与绩效", "training and performance", 4),
    _panel("net_assets_growth", "净资产增长率", "net-asset growth", 10),
    _panel("sales_growth", "销售收入增长率", "sales growth", 10),
    _fact("arms_length", "flag", "关联交易经核查认可", "Deal checked", judged=True, effort=2),
    _fact(
        "service_standard_met",
        "flag",
        "技术转移服务达标",
        "Service standard met",
        judged=True,
        effort=2,
    ),
)

FURTHER = (
    _fact(
        "conversions", "count", "近三年成果转化项数", "Results converted in 3 years", effort=0
    ),
    _fact(
        "bought_rights_only",
        "flag",
        "知识产权均为受让取得",
        "Rights all bought",
        presumed=False,
    ),
    _fact("hightech_income_fen", "fen", "高新技术产品（服务）收入", "High-tech income"),
    _fact("total_income_fen", "fen", "总收入（扣除不征税收入）", "Total income"),
    _fact("audited_accounts", "flag", "查账征收", "Taxed on accounts", presumed=True, effort=2),
    _fact(
        "excluded_income_fen",
        "fen",
        "负面清单行业收入",
        "Income from excluded industries",
        effort=2,
    ),
    _fact(
        "test_income_fen",
        "fen",
        "收入总额减不征税收入和投资收益",
        "Income less non-taxable and investment income",
        effort=2,
    ),
    _fact("special_income_fen", "fen", "特殊收入", "Special income", presumed=0, effort=2),
    _fact(
        "nontaxable_rd_fen",
        "fen",
        "不征税收入用于研发",
        "R&D from non-taxable money",
        presumed=0,
        effort=2,
    ),
    _fact(
        "rd_other_accepted_fen",
        "fen",
        "分项目核定的其他费用",
        "Other, as accepted by project",
        effort=2,
    ),
    _fact(
        "rd_fourth_quarter_fen",
        "fen",
        "第四季度实际研发费用",
        "Base of the fourth quarter",
        presumed=0,
        effort=2,
    ),
    _fact(
        "listed_chips",
        "flag",
        "集成电路或工业母机清单企业",
        "Listed chips or machine tools",
        presumed=False,
        effort=2,
    ),
    _fact(
        "encouraged_west",
        "flag",
        "西部鼓励类产业企业",
        "Encouraged western industry",
        presumed=False,
        effort=2,
    ),
    _fact("sme_registered", "flag", "已入库科技型中小企业", "Entered technology SME", effort=2),
    _fact("rd_stat_fen", "fen", "统计口径研发经费", "R&D in statistics", effort=2),
    _fact("rd_gov_fen", "fen", "其中政府资金", "Government money in it", presumed=0, effort=2),
    _fact(
        "rd_accepted_before_fen",
        "fen",
        "上年核定研发费用",
        "Accepted R&D of last year",
        effort=2,
    ),
    _fact("trade_bought_fen", "fen", "期内购买技术实付", "Paid for technology", effort=0),
    _fact("trade_sold_fen", "fen", "期内出让技术实收", "Paid to it for technology", effort=0),
    _fact("trade_registered", "flag", "合同已认定登记", "Contract registered", presumed=True),
    _fact(
        "trade_in_window", "flag", "在受理期内", "Paid in the window", presumed=True, effort=2
    ),
    _fact(
        "related_party", "flag", "关联交易", "Between related parties", presumed=False, effort=2
    ),
    _fact(
        "transfer_agency",
        "flag",
        "备案技术转移机构",
        "Transfer agency",
        presumed=False,
        effort=2,
    ),
)
ENTERPRISE = {fact.name: fact for fact in (*FIXED, *EARLIER, *FURTHER, *JUDGED)}
SECTIONS = {  # GB/T 4754: a letter alone is enough where all of it is excluded, or none
    **{"A": 1, "B": 6, "D": 44, "E": 47, "F": 51, "G": 53, "H": 61, "I": 63, "J": 66},
    **{"K": 70, "L": 71, "M": 73, "N": 76, "O": 80, "P": 83, "Q": 84, "S": 91, "T": 97},
}
