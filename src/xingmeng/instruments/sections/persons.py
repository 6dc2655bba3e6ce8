"""What is asked of a person or a team that is recognised: talents, commissioners, laureates."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    declarations,
    figures,
    organisation,
    partners,
    people,
    planning,
    words,
)

FIELD = Field(
    name="field",
    kind="choice",
    label=Text("技术领域", "Field of technology"),
    options=words.FIELDS,
    filled_from=("earlier:field",),
)
CANDIDATE = Section(
    name="candidate",
    label=Text("申报事项", "What is applied for"),
    fields=(
        declarations.SECRECY,
        Field(
            name="title",
            kind="text",
            label=Text("研究方向或团队名称", "Direction or name of the team"),
            max_chars=60,
        ),
        FIELD,
        Field(
            name="contribution",
            kind="longtext",
            label=Text("代表性贡献", "What was contributed"),
            help=Text(
                "看实绩和贡献，不看论文、帽子、学历、奖项数量。",
                "What was achieved; not papers, titles, degrees or prizes counted.",
            ),
            max_chars=1200,
        ),
        Field(
            name="plan",
            kind="longtext",
            label=Text("三年工作计划", "Plan for three years"),
            max_chars=1200,
        ),
    ),
)
TALENT = (
    CANDIDATE,
    people.LEADER,
    organisation.UNIT_IN_SHORT,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)
TALENT_TEAM = (
    CANDIDATE,
    people.LEADER,
    people.TEAM_NOW,
    organisation.UNIT_IN_SHORT,
    figures.RECORD,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)

# --- field commissioners --------------------------------------------------------------------

SERVICE = Section(
    name="service",
    label=Text("服务意向", "The service"),
    help=Text(
        "双向选择后签三方协议；发布的需求见公告。",
        "A three-sided agreement follows when both sides have chosen; needs are in the call.",
    ),
    fields=(
        declarations.SECRECY,
        Field(
            name="title",
            kind="text",
            label=Text("服务内容", "What is offered"),
            max_chars=60,
        ),
        FIELD,
        Field(
            name="county",
            kind="text",
            label=Text("服务的旗县或企业", "County or enterprise to be served"),
            max_chars=80,
        ),
        Field(
            name="skills",
            kind="longtext",
            label=Text("能解决的问题", "Problems that can be solved"),
            max_chars=600,
            filled_from=("earlier:skills",),
        ),
        Field(
            name="days",
            kind="integer",
            label=Text("每年服务天数", "Days of service a year"),
            min_value=1,
            max_value=250,
            filled_from=("earlier:days",),
        ),
        Field(
            name="speaks_mongolian",
            kind="tick",
            label=Text("能用蒙古语服务", "Can serve in Mongolian"),
            required=False,
            filled_from=("earlier:speaks_mongolian",),
        ),
        Field(
            name="consents",
            kind="tick",
            label=Text("派出单位同意。", "The sending unit consents."),
        ),
    ),
)
COMMISSIONER = (
    SERVICE,
    people.LEADER_IN_SHORT,
    organisation.UNIT_IN_SHORT,
    declarations.PLEDGE,
)
COMMISSIONER_TEAM = (
    SERVICE,
    people.LEADER_IN_SHORT,
    people.TEAM_NOW,
    organisation.UNIT_IN_SHORT,
    planning.TARGETS_NOW,
    declarations.PLEDGE,
)
ENTERPRISE_COMMISSIONER = (
    SERVICE,
    people.LEADER_IN_SHORT,
    organisation.UNIT_IN_SHORT,
    Section(
        name="enterprise",
        label=Text("服务的企业", "The enterprise served"),
        fields=(
            Field(
                name="enterprise_code",
                kind="text",
                label=Text("企业信用代码", "Credit code of the enterprise"),
                max_chars=18,
            ),
            Field(
                name="enterprise_need",
                kind="longtext",
                label=Text("企业需求", "What the enterprise needs"),
                max_chars=600,
            ),
        ),
    ),
    declarations.PLEDGE,
)
SERVICE_RETURN = (
    Section(
        name="year_service",
        label=Text("年度服务", "The year's service"),
        fields=(
            Field(
                name="days_served",
                kind="integer",
                label=Text("服务天数", "Days served"),
                min_value=0,
                max_value=366,
            ),
            Field(
                name="people_trained",
                kind="integer",
                label=Text("培训人次", "People trained"),
                min_value=0,
                max_value=1_000_000,
            ),
            Field(
                name="techniques",
                kind="integer",
                label=Text("推广技术、品种", "Techniques and varieties spread"),
                min_value=0,
                max_value=1_000,
            ),
            Field(
                name="effect",
                kind="longtext",
                label=Text("任务完成与效益", "Tasks done and what they brought"),
                max_chars=800,
            ),
        ),
    ),
)

# --- prizes ---------------------------------------------------------------------------------

NOMINATION = (
    Section(
        name="nominated",
        label=Text("提名成果", "The result nominated"),
        fields=(
            declarations.SECRECY,
            Field(name="title", kind="text", label=Text("成果名称", "Result"), max_chars=60),
            Field(
                name="prize",
                kind="choice",
                label=Text("奖种", "Prize"),
                options=(
                    ("special", Text("特别贡献奖", "For special contribution")),
                    ("natural", Text("自然科学奖", "For natural science")),
                    ("invention", Text("技术发明奖", "For invention")),
                    ("progress", Text("科学技术进步奖", "For scientific progress")),
                    ("cooperation", Text("科学技术合作奖", "For cooperation")),
                ),
            ),
            FIELD,
            Field(
                name="nominator",
                kind="text",
                label=Text("提名者", "Nominated by"),
                help=Text("单位或三名以上专家。", "A unit, or three experts or more."),
                max_chars=120,
            ),
            Field(
                name="achievement",
                kind="longtext",
                label=Text("主要科技创新", "What is new in it"),
                max_chars=2500,
            ),
            Field(
                name="application_effect",
                kind="longtext",
                label=Text("应用情况与效益", "Use and what it brought"),
                max_chars=1200,
            ),
            Field(
                name="in_use_since",
                kind="integer",
                label=Text("应用起始年", "In use since"),
                min_value=1950,
                max_value=2100,
            ),
        ),
    ),
    people.LEADER_IN_SHORT,
    Section(
        name="finishers",
        label=Text("完成人和完成单位", "Who made it"),
        help=Text("按贡献排序。", "In order of contribution."),
        fields=(
            Table(
                name="members",
                label=Text("主要完成人", "People"),
                min_rows=0,
                max_rows=14,
                columns=(
                    people.MEMBER_ID,
                    Field(
                        name="name",
                        kind="text",
                        label=Text("姓名", "Name"),
                        max_chars=40,
                        filled_from=("member:name",),
                    ),
                    Field(
                        name="contribution",
                        kind="text",
                        label=Text("贡献", "Contribution"),
                        max_chars=120,
                    ),
                ),
            ),
            partners.PARTNERS_WITHOUT_MONEY,
        ),
    ),
    organisation.UNIT_IN_SHORT,
    Section(
        name="proofs",
        label=Text("支撑材料", "What it rests on"),
        fields=(figures.RIGHTS, figures.EARLIER_PROJECTS),
    ),
    declarations.PLEDGE,
)
