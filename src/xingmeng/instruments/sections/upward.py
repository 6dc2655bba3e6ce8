"""What is argued upward: a national centre or a zone, and the return it files each year."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    declarations,
    hosting,
    organisation,
    partners,
    people,
    planning,
    platforms,
)

ARGUMENT = Section(
    name="argument",
    label=Text("论证", "The argument"),
    fields=(
        Field(
            name="need",
            kind="longtext",
            label=Text("建设必要性", "Why it is needed"),
            max_chars=1500,
        ),
        Field(
            name="base",
            kind="longtext",
            label=Text("建设基础", "What exists already"),
            max_chars=1500,
        ),
        Field(
            name="layout",
            kind="longtext",
            label=Text("总体布局与建设内容", "Layout and what is built"),
            max_chars=2000,
        ),
        Field(
            name="support",
            kind="longtext",
            label=Text("地方支持与保障", "Support of the region"),
            max_chars=1000,
        ),
        Field(
            name="plan_file",
            kind="file",
            label=Text("建设方案（规划）", "The plan"),
            required=False,
        ),
    ),
)
CENTRE = (
    platforms.ABOUT,
    organisation.UNIT_IN_SHORT,
    partners.PARTNERSHIP_WITHOUT_MONEY,
    ARGUMENT,
    hosting.INTENSITY,
    people.LEADER_IN_SHORT,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)
ZONE_FIGURES = Section(
    name="zone_figures",
    label=Text("园区数据", "The zone in figures"),
    help=Text("上一自然年数据。", "Of the last calendar year."),
    fields=(
        Field(
            name="area_hectares",
            kind="integer",
            label=Text("规划面积", "Area"),
            unit=Text("公顷", "ha"),
            min_value=0,
            max_value=1_000_000,
            filled_from=("earlier:area_hectares",),
        ),
        Field(
            name="enterprises",
            kind="integer",
            label=Text("入统企业", "Enterprises on the return"),
            min_value=0,
            max_value=100_000,
        ),
        Field(
            name="high_tech_enterprises",
            kind="integer",
            label=Text("高新技术企业", "High-tech enterprises"),
            min_value=0,
            max_value=100_000,
        ),
        Field(
            name="zone_staff",
            kind="integer",
            label=Text("从业人员", "Staff"),
            min_value=0,
            max_value=10_000_000,
        ),
        Field(
            name="zone_revenue_fen",
            kind="money",
            label=Text("营业收入", "Revenue"),
            min_value=0,
        ),
        Field(
            name="zone_rd_fen",
            kind="money",
            label=Text("研发经费", "R&D spending"),
            min_value=0,
        ),
        Field(
            name="zone_inventions",
            kind="integer",
            label=Text("有效发明专利", "Valid invention patents"),
            min_value=0,
            max_value=1_000_000,
        ),
        Field(
            name="incubators",
            kind="integer",
            label=Text("孵化器、众创空间", "Incubators and maker spaces"),
            min_value=0,
            max_value=10_000,
        ),
    ),
)
ZONE_ABOUT = Section(
    name="about",
    label=Text("园区", "The zone"),
    fields=(
        declarations.SECRECY,
        Field(name="title", kind="text", label=Text("园区名称", "Name"), max_chars=60),
        Field(
            name="chains",
            kind="text",
            label=Text("主导产业", "Leading industries"),
            help=Text("不超过三个。", "Three at most."),
            max_chars=60,
        ),
    ),
)
ZONE = (
    ZONE_ABOUT,
    organisation.UNIT_IN_SHORT,
    ZONE_FIGURES,
    ARGUMENT,
    people.LEADER_IN_SHORT,
    declarations.PLEDGE,
)
ZONE_RETURN = (
    ZONE_FIGURES,
    Section(
        name="year_return",
        label=Text("年度填报", "Yearly return"),
        fields=(
            Field(
                name="summary",
                kind="longtext",
                label=Text("主要进展与问题", "Progress and problems"),
                max_chars=1000,
            ),
        ),
    ),
)
