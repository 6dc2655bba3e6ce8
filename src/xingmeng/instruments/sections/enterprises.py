"""What an enterprise confirms to be recognised: its figures and rights, known and marked."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import compliance, figures, organisation, project, words

TECH_FIELD = Field(
    name="tech_field",
    kind="choice",
    label=Text("技术领域", "Field of technology"),
    help=Text(
        "国家重点支持的高新技术领域；之后带出。", "One of the eight; kept for the next time."
    ),
    options=words.FIELDS,
    filled_from=("earlier:tech_field",),
    paper=("C.tech_field",),
)
ENTERPRISE = Section(
    name="unit",
    label=Text("企业", "The enterprise"),
    help=Text(
        "取自登记信息，请核对；有误可更正并说明理由。",
        "From the registers: please check; what is wrong can be corrected with a reason.",
    ),
    fields=(
        organisation.NAME,
        organisation.CREDIT_CODE,
        organisation.REGION,
        organisation.REGISTERED_ON,
        organisation.LEGAL_REPRESENTATIVE,
        organisation.KIND,
        organisation.CAPITAL,
        organisation.INDUSTRY,
        TECH_FIELD,
        organisation.POSTAL_ADDRESS,
        organisation.CONTACT_NAME,
        organisation.CONTACT_PHONE,
        organisation.CONTACT_EMAIL,
        Field(
            name="tax_mode",
            kind="choice",
            label=Text("税款征收方式", "Way of taxation"),
            options=(
                ("accounts", Text("查账征收", "By the accounts")),
                ("assessed", Text("核定征收", "Assessed")),
            ),
            filled_from=("organisation:tax_mode",),
            paper=("C.tax_mode",),
        ),
        Field(
            name="in_zone",
            kind="choice",
            label=Text("在国家高新区内", "In a national high-tech zone"),
            options=compliance.YES_NO,
            filled_from=("organisation:in_zone",),
            paper=("C.in_zone",),
        ),
        Field(
            name="listed",
            kind="choice",
            label=Text("上市情况", "Listed or not"),
            options=(
                ("no", Text("未上市", "Not listed")),
                ("listed", Text("已上市", "Listed")),
            ),
            filled_from=("organisation:listed",),
            paper=("C.listed",),
        ),
    ),
)
FISCAL_YEAR = Field(
    name="fiscal_year",
    kind="integer",
    label=Text("会计年度", "Fiscal year"),
    min_value=2000,
    max_value=2100,
    filled_from=("facts:year",),
    paper=("C.fiscal_year",),
)
REVENUE = Field(
    name="revenue_fen",
    kind="money",
    label=Text("销售收入", "Sales revenue"),
    min_value=0,
    filled_from=("facts:revenue_fen",),
    paper=("C.revenue",),
)
RD = Field(
    name="rd_fen",
    kind="money",
    label=Text("研发费用总额", "R&D expense"),
    min_value=0,
    filled_from=("facts:rd_fen",),
    paper=("C.rd",),
)
LAST_YEAR = Section(
    name="last_year",
    label=Text("上年度数据", "Last year's figures"),
    help=Text(
        "取自税务、财务和统计数据，比例自动计算。",
        "From tax, accounts and statistics; the shares follow.",
    ),
    fields=(
        FISCAL_YEAR,
        organisation.STAFF,
        organisation.ST_STAFF,
        Field(
            name="staff_share",
            kind="percent",
            label=Text("科技人员占比", "Share of S&T staff"),
            computed="staff_share_pct",
            paper=("C.tech_ratio",),
        ),
        REVENUE,
        Field(
            name="assets_fen",
            kind="money",
            label=Text("资产总额", "Total assets"),
            min_value=0,
            filled_from=("facts:assets_fen",),
            paper=("C.assets",),
        ),
        Field(
            name="net_assets_fen",
            kind="money",
            label=Text("净资产", "Net assets"),
            filled_from=("facts:net_assets_fen",),
            paper=("C.net_assets",),
        ),
        Field(
            name="cost_fen",
            kind="money",
            label=Text("成本费用支出", "Cost and expense"),
            min_value=0,
            filled_from=("facts:cost_fen",),
            paper=("C.cost",),
        ),
        Field(
            name="profit_fen",
            kind="money",
            label=Text("净利润", "Net profit"),
            filled_from=("facts:profit_fen",),
            paper=("C.profit",),
        ),
        Field(
            name="tax_fen",
            kind="money",
            label=Text("上缴税费", "Tax paid"),
            min_value=0,
            filled_from=("facts:tax_fen",),
            paper=("C.tax",),
        ),
        RD,
        Field(
            name="rd_of_revenue",
            kind="decimal",
            label=Text("研发费用占销售收入（%）", "R&D of revenue (%)"),
            computed="rd_of_revenue_pct",
            paper=("C.rd_rev",),
        ),
        Field(
            name="rd_of_cost",
            kind="decimal",
            label=Text("研发费用占成本费用（%）", "R&D of cost (%)"),
            computed="rd_of_cost_pct",
            paper=("C.rd_cost",),
        ),
        Field(
            name="rd_choice",
            kind="choice",
            label=Text("选用的研发投入指标", "R&D is marked by"),
            help=Text("自动取得分较高的一项。", "Whichever gives more points."),
            options=(
                ("revenue", Text("占销售收入", "Its share of revenue")),
                ("cost", Text("占成本费用", "Its share of cost")),
            ),
            computed="rd_choice",
            paper=("C.rd_choice",),
        ),
    ),
)
PROJECT_NUMBER = Field(
    name="number",
    kind="text",
    label=Text("编号", "Number"),
    max_chars=20,
    paper=("C.v_no", "D.v_no"),
)
PROJECT_TITLE = Field(
    name="title",
    kind="text",
    label=Text("研发项目名称", "R&D project"),
    max_chars=160,
    paper=("C.v_name", "D.v_name"),
)
SPENT = Field(
    name="spent_fen",
    kind="money",
    label=Text("本年支出", "Spent in the year"),
    min_value=0,
    paper=("C.v_exp", "D.v_exp"),
)
RD_PROJECTS = Table(
    name="rd_projects",
    label=Text("研发项目", "R&D projects"),
    min_rows=0,
    max_rows=60,
    filled_from=("organisation:rd_projects",),
    columns=(
        PROJECT_NUMBER,
        PROJECT_TITLE,
        Field(name="from_on", kind="date", label=Text("开始", "From"), paper=("C.v_from",)),
        Field(
            name="until_on",
            kind="date",
            label=Text("结束", "Until"),
            required=False,
            paper=("C.v_to",),
        ),
        SPENT,
        Field(
            name="field",
            kind="text",
            label=Text("技术领域", "Field"),
            required=False,
            max_chars=40,
            paper=("C.v_tech",),
        ),
    ),
)
RIGHTS = Table(
    name="rights",
    label=Text("知识产权", "Intellectual property"),
    help=Text(
        "类别由类型推出；须与主要产品有关、有效、无争议。",
        "The class follows from the kind; in force, undisputed, and tied to the product.",
    ),
    min_rows=0,
    max_rows=200,
    filled_from=("organisation:rights",),
    columns=(
        figures.RIGHT_KIND,
        figures.RIGHT_NUMBER,
        figures.RIGHT_TITLE,
        figures.GRANTED_ON,
        Field(
            name="way",
            kind="choice",
            label=Text("获得方式", "How obtained"),
            required=False,
            options=(
                ("own", Text("自主研发", "Own research")),
                ("bought", Text("受让", "Bought")),
                ("gift", Text("受赠", "Given")),
                ("merger", Text("并购", "By merger")),
            ),
            paper=("C.r_way",),
        ),
        Field(
            name="product",
            kind="text",
            label=Text("关联产品", "Product"),
            required=False,
            max_chars=120,
            paper=("C.r_product",),
        ),
    ),
)
ACTIVITY = Section(
    name="activity",
    label=Text("研发与成果", "R&D and results"),
    fields=(
        RD_PROJECTS,
        RIGHTS,
        Field(
            name="main_product",
            kind="text",
            label=Text("主要产品（服务）", "Main product or service"),
            max_chars=120,
            filled_from=("organisation:main_product", "earlier:main_product"),
            paper=("C.prod_name",),
        ),
        Field(
            name="product_income_fen",
            kind="money",
            label=Text("主要产品收入", "Income from it"),
            min_value=0,
            filled_from=("facts:product_income_fen",),
            paper=("C.prod_income",),
        ),
    ),
)
SCORE = Section(
    name="score",
    label=Text("自评得分", "Marks"),
    help=Text(
        "按国科发政〔2017〕115号第七条计算；60分以上且科技人员不为0分为合格。",
        "By article 7: 60 points, and more than none for staff, are enough.",
    ),
    fields=(
        project.FILLED_ON,
        Field(
            name="score_staff",
            kind="integer",
            label=Text("科技人员", "S&T staff"),
            computed="score_staff",
            paper=("C.score_staff",),
        ),
        Field(
            name="score_rd",
            kind="integer",
            label=Text("研发投入", "R&D"),
            computed="score_rd",
            paper=("C.score_rd",),
        ),
        Field(
            name="score_rights",
            kind="integer",
            label=Text("科技成果", "Rights"),
            computed="score_rights",
            paper=("C.score_ip",),
        ),
        Field(
            name="score_total",
            kind="integer",
            label=Text("总分", "Total"),
            computed="score_total",
            paper=("C.score_total",),
        ),
    ),
)
TECHNOLOGY_SME = (ENTERPRISE, LAST_YEAR, ACTIVITY, compliance.RECORD, SCORE)
