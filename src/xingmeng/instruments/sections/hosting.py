"""What only one kind of platform is asked: stations, institutions, consortia, zones."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    declarations,
    figures,
    organisation,
    partners,
    people,
    planning,
    platforms,
)

EXPERTS = Table(
    name="station_experts",
    label=Text("进站院士专家", "Academicians and experts of the station"),
    help=Text(
        "未退休院士只能在一个工作站，退休的不超过三个，每年在站不少于三个月。",
        "One station before retirement, three after; at least three months a year on site.",
    ),
    min_rows=1,
    max_rows=12,
    columns=(
        Field(name="name", kind="text", label=Text("姓名", "Name"), max_chars=40),
        Field(name="unit", kind="text", label=Text("所在单位", "Unit"), max_chars=100),
        Field(
            name="standing",
            kind="choice",
            label=Text("身份", "Standing"),
            options=(
                ("academician", Text("院士（未退休）", "Academician, not retired")),
                ("retired", Text("院士（已退休）", "Academician, retired")),
                ("professor", Text("正高级专家", "Expert of professor's rank")),
            ),
        ),
        Field(
            name="months",
            kind="integer",
            label=Text("每年在站月数", "Months a year on site"),
            min_value=1,
            max_value=12,
        ),
    ),
)
STATION = Section(
    name="station",
    label=Text("院士专家", "Academicians and experts"),
    fields=(
        EXPERTS,
        Field(
            name="agreement_years",
            kind="integer",
            label=Text("合作协议年限", "Years of the agreement"),
            min_value=1,
            max_value=20,
        ),
        Field(
            name="joint_project",
            kind="text",
            label=Text("合作项目", "Joint project"),
            max_chars=120,
        ),
    ),
)
WORKSTATION = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    people.LEADER_IN_SHORT,
    STATION,
    platforms.CONDITIONS,
    declarations.PLEDGE,
)
INVESTORS = Table(
    name="investors",
    label=Text("投资主体", "Investors"),
    min_rows=1,
    max_rows=12,
    share_column="share_pct",
    columns=(
        partners.CODE,
        partners.NAME,
        Field(
            name="share_pct",
            kind="integer",
            label=Text("占比（%）", "Share (%)"),
            min_value=0,
            max_value=100,
        ),
    ),
)
GOVERNANCE = Section(
    name="governance",
    label=Text("治理", "Governance"),
    fields=(
        INVESTORS,
        Field(
            name="governance",
            kind="longtext",
            label=Text("治理与用人机制", "Governance and employment"),
            help=Text(
                "理事会或董事会、市场化运行、灵活用人。",
                "Its board, how it lives by the market, how it employs people.",
            ),
            max_chars=1000,
        ),
    ),
)
INTENSITY = Section(
    name="intensity",
    label=Text("研发强度", "Weight of R&D"),
    help=Text("取自上年数据，比例自动计算。", "From last year's figures; shares follow."),
    fields=(
        organisation.STAFF,
        organisation.RD_STAFF,
        Field(
            name="rd_staff_share",
            kind="percent",
            label=Text("研发人员占比", "R&D staff of all staff"),
            computed="rd_staff_share_pct",
        ),
        Field(
            name="revenue_fen",
            kind="money",
            label=Text("年收入", "Income of the year"),
            min_value=0,
            filled_from=("facts:revenue_fen",),
        ),
        Field(
            name="rd_fen",
            kind="money",
            label=Text("研发支出", "R&D spending"),
            min_value=0,
            filled_from=("facts:rd_fen",),
        ),
        Field(
            name="rd_of_revenue",
            kind="decimal",
            label=Text("研发支出占收入（%）", "R&D of income (%)"),
            computed="rd_of_revenue_pct",
        ),
    ),
)
NEW_INSTITUTION = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    GOVERNANCE,
    INTENSITY,
    people.LEADER_IN_SHORT,
    people.TEAM_NOW,
    platforms.OUTPUT,
    declarations.PLEDGE,
)
FOUNDERS = Section(
    name="founders",
    label=Text("共建各方", "The founders"),
    fields=(
        partners.PARTNERS_WITHOUT_MONEY,
        Field(
            name="partner_group",
            kind="choice",
            label=Text("外方所属", "Where the partner belongs"),
            options=(
                ("4", Text("“4”：部区和省区市合作", "4: ministry and provinces")),
                ("8", Text("“8”：院所高校", "8: academies and universities")),
                ("n", Text("“N”：其他单位", "N: other units")),
            ),
        ),
        Field(
            name="agreement_number",
            kind="text",
            label=Text("合作协议", "Agreement"),
            max_chars=120,
        ),
        Field(
            name="own_input_fen",
            kind="money",
            label=Text("我方投入", "What our side puts in"),
            min_value=0,
        ),
        Field(
            name="partner_input_fen",
            kind="money",
            label=Text("对方投入", "What the partner puts in"),
            min_value=0,
        ),
        partners.AGREEMENT,
    ),
)
JOINT_PLATFORM = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    FOUNDERS,
    people.LEADER_IN_SHORT,
    platforms.CONDITIONS,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)
CONSORTIUM = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    partners.PARTNERSHIP_WITHOUT_MONEY,
    Section(
        name="consortium",
        label=Text("联合机制", "How it works together"),
        fields=(
            Field(
                name="chain",
                kind="text",
                label=Text("所属产业链", "Industry chain"),
                max_chars=60,
            ),
            Field(
                name="joint_problems",
                kind="longtext",
                label=Text("联合攻关的问题", "Problems to be solved together"),
                max_chars=1200,
            ),
            Field(
                name="sharing",
                kind="longtext",
                label=Text("投入与利益分配", "What each puts in and gets out"),
                max_chars=800,
            ),
        ),
    ),
    INTENSITY,
    people.LEADER_IN_SHORT,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)
OBSERVATION = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    people.LEADER_IN_SHORT,
    people.TEAM_NOW,
    Section(
        name="observation",
        label=Text("观测", "Observation"),
        fields=(
            Field(
                name="place",
                kind="text",
                label=Text("站点位置（旗县、经纬度）", "Place, with its coordinates"),
                max_chars=120,
            ),
            Field(
                name="ecosystem",
                kind="text",
                label=Text("生态类型或观测对象", "Ecosystem or object observed"),
                max_chars=80,
            ),
            Field(
                name="observed_since",
                kind="integer",
                label=Text("连续观测起始年", "Observed without break since"),
                min_value=1900,
                max_value=2100,
            ),
            Field(
                name="data_sharing",
                kind="longtext",
                label=Text("数据积累与共享", "Data kept and shared"),
                max_chars=800,
            ),
        ),
    ),
    platforms.CONDITIONS,
    figures.RECORD,
    declarations.PLEDGE,
)
