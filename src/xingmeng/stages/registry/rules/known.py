"""Which details the registry keeps, in what words, and who reads them. No tables here."""

from xingmeng.core import codes
from xingmeng.engines.forms import Field
from xingmeng.engines.values import Text

LISTED = (("no", Text("未上市", "Not listed")), ("listed", Text("已上市", "Listed")))
TAXED = (
    ("accounts", Text("查账征收", "By the accounts")),
    ("assessed", Text("核定征收", "Assessed")),
)
SEXES = (("male", Text("男", "Male")), ("female", Text("女", "Female")))
ID_KINDS = (
    ("identity_card", Text("居民身份证", "Identity card")),
    ("passport", Text("护照", "Passport")),
    ("other", Text("其他证件", "Other")),
)
EDUCATION = (
    ("doctorate", Text("博士研究生", "Doctoral studies")),
    ("master", Text("硕士研究生", "Master studies")),
    ("bachelor", Text("大学本科", "Bachelor studies")),
    ("college", Text("大专及以下", "College or below")),
)
DEGREES = (
    ("doctor", Text("博士", "Doctor")),
    ("master", Text("硕士", "Master")),
    ("bachelor", Text("学士", "Bachelor")),
    ("none", Text("无", "None")),
)


def _text(name: str, zh: str, en: str, chars: int = 120) -> Field:
    return Field(name=name, kind="text", label=Text(zh, en), max_chars=chars)


def _said(name: str, kind: str, zh: str, en: str) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), required=False)


def _chosen(name: str, zh: str, en: str, options: tuple[tuple[str, Text], ...]) -> Field:
    return Field(name=name, kind="choice", label=Text(zh, en), options=options)


# The details of a unit. Source: domain facts, section 6.3 A2 and 6.5 C1.
OF_UNITS: dict[str, Field] = {
    field.name: field
    for field in (
        _text("legal_representative", "法定代表人", "Legal representative", 40),
        _text("legal_id", "法定代表人证件号码", "ID of the legal representative", 40),
        _said("registered_on", "date", "成立日期", "Registered on"),
        _said("registered_capital_fen", "money", "注册资本", "Registered capital"),
        _text("address", "注册地址", "Registered address", 200),
        Field(
            name="scope", kind="longtext", label=Text("经营范围", "Business"), max_chars=1000
        ),
        _text("postal_address", "通讯地址", "Postal address", 200),
        _text("postcode", "邮政编码", "Postcode", 6),
        _text("contact_name", "联系人", "Contact", 40),
        _text("contact_phone", "联系电话", "Contact's phone", 40),
        _text("contact_email", "联系邮箱", "Contact's e-mail", 80),
        _text("bank", "开户银行", "Bank", 80),
        _text("bank_account", "银行账号", "Bank account", 40),
        _text("bank_account_name", "账户名称", "Name of the account", 100),
        _text("finance_head", "财务负责人", "Head of finance", 40),
        _text("finance_phone", "财务电话", "Finance phone", 40),
        _text("park", "所在高新区（园区）", "High-tech zone or park", 80),
        _text("credit_standing", "信用状况", "Credit standing", 80),
        Field(
            name="introduction",
            kind="longtext",
            label=Text("单位简介", "Introduction"),
            max_chars=2000,
        ),
        _chosen("tax_mode", "税款征收方式", "Way of taxation", TAXED),
        _chosen("listed", "上市情况", "Listed or not", LISTED),
        _said("in_zone", "tick", "在国家高新区内", "In a national high-tech zone"),
        _text("main_product", "主要产品（服务）", "Main product or service", 120),
    )
}
# The details of a person. Source: domain facts, section 6.3 A4.
OF_PEOPLE: dict[str, Field] = {
    field.name: field
    for field in (
        _chosen("id_kind", "证件类型", "Kind of ID", ID_KINDS),
        _text("id_number", "证件号码", "ID number", 40),
        _chosen("sex", "性别", "Sex", SEXES),
        _said("born_on", "date", "出生日期", "Born on"),
        _text("ethnic_group", "民族", "Ethnic group", 20),
        _text("nationality", "国籍", "Nationality", 40),
        _chosen("education", "学历", "Education", EDUCATION),
        _chosen("degree", "学位", "Degree", DEGREES),
        _text("degree_country", "学位授予国别", "Country of the degree", 40),
        _text("school", "毕业院校", "School", 80),
        _text("major", "所学专业", "Field of study", 60),
        _text("title", "职称", "Professional title", 60),
        _text("post", "职务", "Post", 60),
        _text("field", "现从事专业", "Present field", 60),
        _text("phone", "手机", "Mobile", 40),
        _text("email", "电子邮箱", "E-mail", 80),
        _text("talent_programmes", "入选人才计划", "Talent programmes", 200),
        Field(name="cv", kind="longtext", label=Text("学习工作简历", "Career"), max_chars=2000),
        Field(
            name="results",
            kind="longtext",
            label=Text("代表性成果", "Representative results"),
            max_chars=2000,
        ),
        _said("paid", "tick", "有工资性收入", "Has wage income"),
    )
}
PUBLIC = frozenset(  # what the public registers say of a unit to anybody
    {"legal_representative", "registered_on", "registered_capital_fen", "address", "scope"}
    | {"postal_address", "postcode", "park", "credit_standing", "introduction", "listed"}
    | {"in_zone"}
)
PERSONAL = frozenset(  # of somebody of the unit: for the unit itself alone
    {"legal_id", "contact_name", "contact_phone", "contact_email"}
    | {"finance_head", "finance_phone"}
)
COLUMNS = frozenset(  # that an Organisation has itself
    {"legal_representative", "registered_on", "address"}
)
FACTS: dict[str, Text] = {
    "staff": Text("职工总数", "Staff"),
    "st_staff": Text("科技人员", "S&T staff"),
    "rd_staff": Text("研发人员", "R&D staff"),
    "bachelor": Text("本科以上人员", "Staff with a bachelor's degree or above"),
    "senior": Text("高级职称人员", "Staff with a senior title"),
    "revenue_fen": Text("营业收入", "Revenue"),
    "profit_fen": Text("净利润", "Net profit"),
    "tax_fen": Text("纳税总额", "Tax paid"),
    "assets_fen": Text("资产总额", "Total assets"),
    "net_assets_fen": Text("净资产", "Net assets"),
    "liabilities_fen": Text("负债总额", "Total liabilities"),
    "cost_fen": Text("成本费用", "Cost and expense"),
    "rd_fen": Text("研发费用", "R&D expense"),
    "hightech_income_fen": Text("高新技术产品收入", "High-tech product income"),
    "product_income_fen": Text("主要产品收入", "Income from the main product"),
    "rd_personnel_fen": Text("人员人工费用", "R&D personnel"),
    "rd_direct_fen": Text("直接投入费用", "R&D direct input"),
    "rd_depreciation_fen": Text("折旧费用", "R&D depreciation"),
    "rd_amortisation_fen": Text("无形资产摊销", "R&D amortisation"),
    "rd_design_fen": Text("设计试验等费用", "R&D design and trial"),
    "rd_other_fen": Text("其他相关费用", "Other R&D expense"),
    "rd_domestic_fen": Text("委托境内研发", "R&D commissioned in China"),
    "rd_overseas_fen": Text("委托境外研发", "R&D commissioned abroad"),
    "rd_super_fen": Text("加计扣除口径研发费用", "R&D accepted for super deduction"),
    "rd_stat_fen": Text("统计口径研发经费", "R&D in statistics"),
    "rd_gov_fen": Text("其中政府资金", "R&D from public money"),
    "rd_fte": Text("研发人员折合全时当量", "R&D staff, full-time equivalent"),
    "taxable_fen": Text("应纳税所得额", "Taxable income"),
    "ip_class1": Text("Ⅰ类知识产权数", "Class I rights"),
    "ip_class2": Text("Ⅱ类知识产权数", "Class II rights"),
    "domestic": Text("居民企业", "Resident enterprise"),
    "restricted_business": Text("禁止、限制或淘汰类业务", "Restricted business"),
    "major_incident": Text("重大事故或环境违法", "Major accident or offence"),
    "untrustworthy": Text("严重违法失信", "On the list of serious offenders"),
    "abnormal_operation": Text("经营异常名录", "On the list of abnormal operation"),
    "research_misconduct": Text("严重科研失信", "Serious research misconduct"),
    "manufacturing": Text("制造业企业", "Manufacturer"),
    "national_award": Text("近五年国家科技奖励", "National award within five years"),
    "provincial_rd_institution": Text("省部级以上研发机构", "Provincial R&D institution"),
    "standard_leader": Text("主导制定标准", "Led a standard"),
}
YES_NO = frozenset(  # facts that are 1 or 0
    {"domestic", "restricted_business", "major_incident", "untrustworthy", "manufacturing"}
    | {"abnormal_operation", "research_misconduct", "national_award", "standard_leader"}
    | {"provincial_rd_institution"}
)
RIGHTS: dict[str, Text] = {
    "invention": Text("发明专利", "Invention patent"),
    "utility_model": Text("实用新型", "Utility model"),
    "design": Text("外观设计", "Design"),
    "software": Text("软件著作权", "Software copyright"),
    "plant_variety": Text("植物新品种", "Plant variety"),
    "crop_variety": Text("国家级农作物品种", "National crop variety"),
    "layout": Text("集成电路布图设计", "Circuit layout"),
    "drug": Text("国家新药", "National new drug"),
}
CLASS_ONE = frozenset({"invention", "plant_variety", "crop_variety", "layout", "drug"})
WORKS: dict[str, Text] = {
    "project": Text("项目", "Project"),
    "prize": Text("奖励", "Prize"),
    "result": Text("成果", "Result"),
    "standard": Text("标准", "Standard"),
    "paper": Text("论文", "Paper"),
    "patent": Text("专利", "Patent"),
}


def class_of(kind: str) -> str:
    """The class of a right: "I" or "II". Errors: none. Source: 国科发政〔2017〕115号."""
    return "I" if kind in CLASS_ONE else "II"


def id_digest(number: str) -> str:
    """What stands for an ID number where it must be found again; keyed with the server's key.

    Errors: none; an empty number has none.
    """
    said = number.strip().upper()
    made = codes.keyed("registry.person.id", said)
    return made.hex() if said else ""


def asked_as(name: str) -> Field | None:
    """The question behind a name as forms write it ("organisation:address"); None if none.

    Errors: none.
    """
    kind, _, rest = name.partition(":")
    if kind == "organisation":
        return OF_UNITS.get(rest)
    if kind == "person":
        return OF_PEOPLE.get(rest)
    fact, _, year = rest.partition(":")
    if kind == "facts" and fact in FACTS and year.isdecimal():
        asked = "money" if fact.endswith("_fen") else "integer"
        return Field(name=rest, kind=asked, label=FACTS[fact])
    return None


def label_of(name: str) -> Text:
    """The words for a name as forms write it, with the year of a figure. Errors: none."""
    asked, year = asked_as(name), name.rpartition(":")[2]
    if asked is None:
        return Text(name, name)
    if name.startswith("facts:"):
        return Text(f"{year} 年{asked.label.zh}", f"{asked.label.en}, {year}")
    return asked.label
