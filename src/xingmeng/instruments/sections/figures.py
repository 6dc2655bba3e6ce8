"""What a unit's accounts and registers say year by year: facts, works and rights."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import organisation, words

YEAR = Field(
    name="year", kind="integer", label=Text("年度", "Year"), min_value=1990, max_value=2100
)
YEARS = Table(
    name="years",
    label=Text("近三年主要数据", "The last three years"),
    help=Text(
        "取自税务、财务和统计数据，不用提交审计报告和纳税证明。",
        "From tax, accounts and statistics: no audit report and no tax statement is asked for.",
    ),
    min_rows=0,
    max_rows=3,
    filled_from=("facts:years",),
    columns=(
        YEAR,
        Field(
            name="revenue_fen",
            kind="money",
            label=Text("主营业务收入", "Revenue"),
            paper=("A.lead_revenue", "A.f_audit"),
        ),
        Field(
            name="profit_fen",
            kind="money",
            label=Text("净利润", "Net profit"),
            paper=("A.lead_profit",),
        ),
        Field(
            name="tax_fen",
            kind="money",
            label=Text("纳税总额", "Tax paid"),
            paper=("A.lead_tax", "A.f_tax"),
        ),
        Field(
            name="assets_fen",
            kind="money",
            label=Text("资产总额", "Total assets"),
            paper=("A.lead_assets",),
        ),
        Field(
            name="liabilities_fen",
            kind="money",
            label=Text("负债总额", "Total liabilities"),
            paper=("A.lead_liab",),
        ),
        Field(
            name="rd_fen",
            kind="money",
            label=Text("研发费用", "R&D expense"),
            paper=("A.lead_rd_exp",),
        ),
        Field(
            name="hightech_income_fen",
            kind="money",
            label=Text("高新技术产品收入", "High-tech income"),
            required=False,
            paper=("A.lead_hightech_inc",),
        ),
    ),
)
FIGURES = Section(
    name="figures",
    label=Text("单位数据", "The unit in figures"),
    fields=(
        organisation.STAFF,
        organisation.ST_STAFF,
        organisation.RD_STAFF,
        organisation.BACHELORS,
        organisation.SENIORS,
        YEARS,
    ),
)
RIGHT_KIND = Field(
    name="kind",
    kind="choice",
    label=Text("类型", "Kind"),
    options=words.RIGHTS,
    paper=("A.r_kind", "C.r_class"),
)
RIGHT_NUMBER = Field(
    name="number",
    kind="text",
    label=Text("授权号", "Number"),
    max_chars=60,
    paper=("A.r_no", "C.r_no"),
)
RIGHT_TITLE = Field(
    name="title",
    kind="text",
    label=Text("名称", "Title"),
    max_chars=160,
    paper=("A.r_name", "C.r_name"),
)
GRANTED_ON = Field(
    name="granted_on",
    kind="date",
    label=Text("授权日期", "Granted on"),
    required=False,
    paper=("A.r_date", "C.r_date"),
)
RIGHTS = Table(
    name="rights",
    label=Text("知识产权", "Intellectual property"),
    help=Text(
        "取自知识产权登记，不用提交证书；与本申报无关的可以删去。",
        "From the registers: no certificates. Delete what has nothing to do with this.",
    ),
    min_rows=0,
    max_rows=200,
    filled_from=("organisation:rights",),
    columns=(
        RIGHT_KIND,
        RIGHT_NUMBER,
        RIGHT_TITLE,
        GRANTED_ON,
        Field(
            name="owner",
            kind="text",
            label=Text("权利人", "Owner"),
            required=False,
            max_chars=200,
            paper=("A.r_owner",),
        ),
        Field(
            name="state",
            kind="text",
            label=Text("法律状态", "Legal state"),
            required=False,
            max_chars=20,
            paper=("A.r_state", "A.f_ip"),
        ),
    ),
)
INVENTIONS = Field(
    name="inventions",
    kind="integer",
    label=Text("有效发明专利数", "Valid invention patents"),
    computed="inventions",
    paper=("A.lead_invention",),
)
RIGHTS_TOTAL = Field(
    name="rights_total",
    kind="integer",
    label=Text("知识产权总数", "Valid rights in all"),
    computed="rights_total",
    paper=("A.lead_ip_total",),
)
PRIZES = Table(
    name="prizes",
    label=Text("成果与奖励", "Results and prizes"),
    min_rows=0,
    max_rows=30,
    filled_from=("organisation:prizes",),
    columns=(
        Field(
            name="title",
            kind="text",
            label=Text("成果或奖励名称", "Result or prize"),
            max_chars=160,
            paper=("A.w_name",),
        ),
        Field(
            name="level",
            kind="text",
            label=Text("级别等次", "Level and grade"),
            required=False,
            max_chars=60,
            paper=("A.w_level",),
        ),
        Field(
            name="year",
            kind="integer",
            label=Text("年度", "Year"),
            required=False,
            min_value=1950,
            max_value=2100,
            paper=("A.w_year",),
        ),
        Field(
            name="rank",
            kind="integer",
            label=Text("排名", "Rank"),
            required=False,
            min_value=1,
            max_value=99,
            paper=("A.w_rank",),
        ),
    ),
)
EARLIER_PROJECTS = Table(
    name="earlier_projects",
    label=Text("前期项目", "Earlier projects"),
    min_rows=0,
    max_rows=50,
    filled_from=("organisation:earlier_projects",),
    columns=(
        Field(
            name="number",
            kind="text",
            label=Text("项目编号", "Number"),
            required=False,
            max_chars=60,
            paper=("A.j_no",),
        ),
        Field(
            name="title",
            kind="text",
            label=Text("项目名称", "Title"),
            max_chars=160,
            paper=("A.j_name",),
        ),
        Field(
            name="plan",
            kind="text",
            label=Text("所属计划", "Plan"),
            required=False,
            max_chars=80,
            paper=("A.j_plan",),
        ),
        Field(
            name="role",
            kind="text",
            label=Text("角色", "Role"),
            required=False,
            max_chars=40,
            paper=("A.j_role",),
        ),
        Field(
            name="amount_fen",
            kind="money",
            label=Text("经费", "Money"),
            required=False,
            min_value=0,
            paper=("A.j_money",),
        ),
        Field(
            name="from_on",
            kind="date",
            label=Text("开始", "From"),
            required=False,
            paper=("A.j_period",),
        ),
        Field(name="until_on", kind="date", label=Text("结束", "Until"), required=False),
        Field(
            name="state",
            kind="text",
            label=Text("验收情况", "Acceptance"),
            required=False,
            max_chars=40,
            paper=("A.j_state",),
        ),
    ),
)
RUNNING_PROJECTS = Table(
    name="running_projects",
    label=Text("在研项目", "Running projects"),
    help=Text(
        "是否重复由系统比对，不用说明与本项目的关系。",
        "The system compares them with this one; no explanation is asked for.",
    ),
    min_rows=0,
    max_rows=30,
    filled_from=("organisation:running_projects",),
    columns=(
        Field(
            name="number",
            kind="text",
            label=Text("项目编号", "Number"),
            required=False,
            max_chars=60,
            paper=("A.c_no",),
        ),
        Field(
            name="title",
            kind="text",
            label=Text("项目名称", "Title"),
            max_chars=160,
            paper=("A.c_name",),
        ),
        Field(
            name="role",
            kind="text",
            label=Text("角色", "Role"),
            required=False,
            max_chars=40,
            paper=("A.c_role",),
        ),
        Field(
            name="until_on",
            kind="date",
            label=Text("终止时间", "Until"),
            required=False,
            paper=("A.c_end",),
        ),
    ),
)
RECORD = Section(
    name="record",
    label=Text("已有工作", "Earlier work"),
    help=Text(
        "取自项目、成果和知识产权登记，请核对。",
        "From the registers of projects, results and rights: please check.",
    ),
    fields=(
        EARLIER_PROJECTS,
        RUNNING_PROJECTS,
        RIGHTS,
        INVENTIONS,
        RIGHTS_TOTAL,
        PRIZES,
    ),
)
