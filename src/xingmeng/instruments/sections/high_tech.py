"""What an enterprise shows to be a high-tech enterprise, and what it reports each year."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import compliance, declarations, enterprises, figures

THREE_YEARS = Section(
    name="three_years",
    label=Text("近三年数据", "The last three years"),
    help=Text("取自税务、财务和统计数据。", "From tax, accounts and statistics."),
    fields=(
        Table(
            name="years",
            label=Text("近三年数据", "The last three years"),
            min_rows=1,
            max_rows=3,
            filled_from=("facts:years",),
            columns=(
                figures.YEAR,
                Field(
                    name="revenue_fen", kind="money", label=Text("销售收入", "Sales revenue")
                ),
                Field(name="rd_fen", kind="money", label=Text("研发费用", "R&D expense")),
                Field(name="net_assets_fen", kind="money", label=Text("净资产", "Net assets")),
                Field(
                    name="hightech_income_fen",
                    kind="money",
                    label=Text("高新技术产品收入", "High-tech income"),
                    required=False,
                ),
            ),
        ),
    ),
)
TECHNIQUE = Section(
    name="technique",
    label=Text("技术与成果", "Technology and results"),
    fields=(
        Field(
            name="main_technology",
            kind="longtext",
            label=Text("主要产品的核心技术", "Core technology of the main product"),
            max_chars=800,
            filled_from=("earlier:main_technology",),
        ),
        enterprises.RIGHTS,
        enterprises.RD_PROJECTS,
        Table(
            name="conversions",
            label=Text("近三年成果转化", "Conversions in three years"),
            help=Text(
                "同一成果在国内外转化或转化为多个产品的，只算一项。",
                "One result counts once, however many products or markets it reaches.",
            ),
            min_rows=0,
            max_rows=60,
            columns=(
                Field(name="title", kind="text", label=Text("成果", "Result"), max_chars=120),
                Field(
                    name="form",
                    kind="text",
                    label=Text("转化成的产品、服务或样机", "Turned into"),
                    max_chars=120,
                ),
                Field(
                    name="year",
                    kind="integer",
                    label=Text("年度", "Year"),
                    min_value=2000,
                    max_value=2100,
                ),
            ),
        ),
        Field(
            name="management",
            kind="longtext",
            label=Text("研发组织管理", "How R&D is managed"),
            help=Text(
                "制度与辅助账、研发机构与产学研、转化激励与平台、人才制度。",
                "Rules and ledgers, body and partners, incentives and platform, people.",
            ),
            max_chars=1200,
            filled_from=("earlier:management",),
        ),
    ),
)
HIGH_TECH = (
    enterprises.ENTERPRISE,
    enterprises.LAST_YEAR,
    THREE_YEARS,
    TECHNIQUE,
    compliance.RECORD,
    declarations.PLEDGE,
)
YEAR_REPORT = (
    Section(
        name="year_report",
        label=Text("年度发展情况", "The year's development"),
        help=Text(
            "取自上年数据，请核对；每年五月底前填报。",
            "From last year's figures: please check. Due by the end of May.",
        ),
        fields=(
            enterprises.FISCAL_YEAR,
            enterprises.REVENUE,
            enterprises.RD,
            Field(
                name="hightech_income_fen",
                kind="money",
                label=Text("高新技术产品收入", "High-tech income"),
                min_value=0,
                filled_from=("facts:hightech_income_fen",),
            ),
            figures.RIGHTS,
        ),
    ),
)
