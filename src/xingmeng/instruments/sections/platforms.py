"""What is asked of a platform: a laboratory, a centre, a station, an institution, a zone."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    declarations,
    figures,
    organisation,
    partners,
    people,
    words,
)

TITLE = Field(name="title", kind="text", label=Text("平台名称", "Name"), max_chars=60)
FIELD = Field(
    name="field",
    kind="choice",
    label=Text("技术领域", "Field of technology"),
    options=words.FIELDS,
)
PURPOSE = Field(
    name="purpose",
    kind="longtext",
    label=Text("方向与任务", "What it is for"),
    help=Text(
        "研究方向、服务的产业和三年内要解决的问题。",
        "Its directions, the industry it serves, the problems of the next three years.",
    ),
    max_chars=1500,
)
SITE = Field(
    name="site",
    kind="text",
    label=Text("场所地址", "Site"),
    max_chars=200,
    filled_from=("organisation:address",),
)
FLOOR = Field(
    name="floor_area",
    kind="integer",
    label=Text("科研用房", "Floor area for research"),
    unit=Text("平方米", "m²"),
    min_value=0,
    max_value=1_000_000,
)
EQUIPMENT = Field(
    name="equipment_fen",
    kind="money",
    label=Text("科研仪器设备原值", "Research equipment at cost"),
    min_value=0,
)
RESEARCHERS = Field(
    name="researchers",
    kind="integer",
    label=Text("固定研究人员", "Permanent researchers"),
    min_value=0,
    max_value=10_000,
    filled_from=("facts:rd_staff",),
)
RUNNING = Field(
    name="running",
    kind="longtext",
    label=Text("运行与开放共享机制", "How it is run and shared"),
    max_chars=1000,
)
ABOUT = Section(
    name="about",
    label=Text("平台", "The platform"),
    fields=(declarations.SECRECY, TITLE, FIELD, PURPOSE),
)
CONDITIONS = Section(
    name="conditions",
    label=Text("条件", "Conditions"),
    fields=(SITE, FLOOR, EQUIPMENT, RESEARCHERS, RUNNING),
)
OUTPUT = Section(
    name="output",
    label=Text("产出", "Output"),
    help=Text(
        "取自项目、成果和知识产权登记，请核对。",
        "From the registers of projects, results and rights: please check.",
    ),
    fields=(figures.RIGHTS, figures.INVENTIONS, figures.PRIZES, figures.RUNNING_PROJECTS),
)
PLATFORM = (
    ABOUT,
    organisation.UNIT_IN_SHORT,
    people.LEADER_IN_SHORT,
    people.TEAM_NOW,
    partners.PARTNERSHIP_WITHOUT_MONEY,
    CONDITIONS,
    OUTPUT,
    declarations.PLEDGE,
)

# --- yearly return and evaluation -----------------------------------------------------------

SAID = Field(
    name="summary",
    kind="longtext",
    label=Text("本年度做了什么", "What was done this year"),
    max_chars=1000,
)
SERVED = Field(
    name="served_units",
    kind="integer",
    label=Text("服务的单位数", "Units served"),
    min_value=0,
    max_value=100_000,
)
SPENT = Field(
    name="rd_spent_fen",
    kind="money",
    label=Text("本年研发投入", "R&D money of the year"),
    min_value=0,
    filled_from=("facts:rd_fen",),
)
STAFF_NOW = Field(
    name="researchers",
    kind="integer",
    label=Text("研究人员", "Researchers"),
    min_value=0,
    max_value=10_000,
    filled_from=("facts:rd_staff",),
)
YEAR_RETURN = Section(
    name="year_return",
    label=Text("年度填报", "Yearly return"),
    help=Text(
        "人员、投入和知识产权从登记数据带出，请核对。",
        "Staff, money and rights come from the registers: please check.",
    ),
    fields=(SAID, STAFF_NOW, SPENT, SERVED, figures.RIGHTS, figures.PRIZES),
)
RETURN = (YEAR_RETURN,)
EVALUATED = Section(
    name="evaluated",
    label=Text("评估材料", "For the evaluation"),
    help=Text(
        "以历年填报为基础，只补充自评和代表性成果。",
        "The yearly returns are the ground; add only the self-evaluation and the best results.",
    ),
    fields=(
        Field(
            name="self_evaluation",
            kind="longtext",
            label=Text("自评", "Self-evaluation"),
            max_chars=2000,
        ),
        Table(
            name="best_results",
            label=Text("代表性成果", "Best results"),
            help=Text("不超过五项。", "Five at most."),
            min_rows=1,
            max_rows=5,
            columns=(
                Field(name="title", kind="text", label=Text("成果", "Result"), max_chars=120),
                Field(
                    name="effect",
                    kind="text",
                    label=Text("水平与应用", "Level and use"),
                    max_chars=300,
                ),
            ),
        ),
        Field(
            name="outlook",
            kind="longtext",
            label=Text("下一周期打算", "Plans for the next period"),
            max_chars=1000,
        ),
        figures.RIGHTS,
        figures.PRIZES,
    ),
)
EVALUATION = (EVALUATED,)
PLEDGE = (
    Text("所填内容真实，接受核查。", "All that is stated is true and may be checked."),
    Text(
        "按年填报运行情况，按期参加评估；不参加的取消资格。",
        "The platform files a return every year and takes part in evaluations, or loses it.",
    ),
)
