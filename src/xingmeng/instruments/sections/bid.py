"""What a bidder writes to answer a challenge."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import declarations, tables, words

ROUTE = Section(
    name="solution",
    label=Text("技术方案", "The solution"),
    help=Text(
        "单位信息和榜单要求已从登记信息和榜单取得，无需填写。",
        "Your unit and the challenge's demands are known already.",
    ),
    fields=(
        declarations.SECRECY,
        Field(
            name="route",
            kind="longtext",
            label=Text("技术路线", "Technical route"),
            max_chars=3000,
        ),
        Field(
            name="innovation",
            kind="longtext",
            label=Text("创新点", "What is new"),
            max_chars=1000,
        ),
        Field(
            name="base",
            kind="longtext",
            label=Text("已有基础", "What exists"),
            max_chars=1500,
            filled_from=("earlier:base",),
        ),
        Field(
            name="readiness",
            kind="integer",
            label=Text("技术成熟度", "Technology readiness level"),
            help=Text(
                "1 为发现原理，9 为批量应用。", "1 is a principle seen, 9 is regular use."
            ),
            min_value=1,
            max_value=9,
        ),
        Table(
            name="promised",
            label=Text("承诺指标（逐项应答榜单）", "Promised values, target by target"),
            max_rows=12,
            columns=(tables.NAME, tables.PROMISED, tables.UNIT),
        ),
    ),
)
PLAN = Section(
    name="plan",
    label=Text("计划与报价", "Plan and price"),
    fields=(
        Table(
            name="schedule",
            label=Text("中期里程碑", "Milestones on the way"),
            help=Text(
                "启动与验收由任务书统一设定，这里只写中间节点。",
                "Start and acceptance are set by the contract; give those between.",
            ),
            min_rows=1,
            max_rows=1,
            columns=(
                Field(name="title", kind="text", label=Text("节点", "Milestone"), max_chars=60),
                Field(name="due_on", kind="date", label=Text("完成时间", "Due")),
                Field(
                    name="target",
                    kind="text",
                    label=Text("考核内容", "To be shown"),
                    max_chars=200,
                ),
            ),
        ),
        Field(name="price_fen", kind="money", label=Text("报价", "Price"), min_value=1),
        Field(
            name="conditions",
            kind="longtext",
            label=Text("需要发榜方提供的条件", "Conditions asked of the issuer"),
            max_chars=600,
            required=False,
        ),
        Field(
            name="ownership",
            kind="choice",
            label=Text("知识产权归属建议", "Ownership proposed"),
            options=words.OWNERSHIP,
        ),
    ),
)
TEAM = Section(
    name="team",
    label=Text("团队", "The team"),
    help=Text(
        "不限年龄、学历、职称和获奖经历。",
        "No limits on age, degree, title or earlier awards.",
    ),
    fields=(
        Field(
            name="leader_name",
            kind="text",
            label=Text("项目负责人", "Leader"),
            max_chars=40,
            filled_from=("person:name",),
        ),
        Field(
            name="leader_title",
            kind="text",
            label=Text("职称或职务", "Title or post"),
            max_chars=40,
            required=False,
            filled_from=("person:title",),
        ),
        Table(
            name="members",
            label=Text("主要成员", "Members"),
            min_rows=0,
            max_rows=30,
            filled_from=("earlier:members",),
            columns=(
                Field(name="name", kind="text", label=Text("姓名", "Name"), max_chars=40),
                Field(name="role", kind="text", label=Text("分工", "Task"), max_chars=80),
            ),
        ),
        Table(
            name="partners",
            label=Text("联合单位", "Partner organisations"),
            min_rows=0,
            max_rows=8,
            help=Text(
                "只填统一社会信用代码，单位名称和地区从登记信息取得。",
                "The credit code is enough; name and area come from the registry.",
            ),
            columns=(
                Field(
                    name="credit_code",
                    kind="text",
                    label=Text("统一社会信用代码", "Credit code"),
                    max_chars=18,
                ),
                Field(name="task", kind="text", label=Text("承担任务", "Task"), max_chars=120),
            ),
        ),
    ),
)
PLEDGE = Section(
    name="pledge",
    label=Text("附件与承诺", "Attachments and pledge"),
    fields=(
        Field(
            name="proposal",
            kind="file",
            label=Text("方案说明书", "Full proposal"),
            required=False,
        ),
        Field(
            name="unrelated",
            kind="tick",
            label=Text(
                "与发榜方无持股、无同一控制人关系。",
                "We hold no shares in the issuer and have no common controller.",
            ),
        ),
        Field(
            name="pledged",
            kind="tick",
            label=Text(
                "承诺材料真实，中榜后签订军令状。",
                "All is true; if chosen we will sign the pledge of result.",
            ),
        ),
    ),
)
BID = (ROUTE, PLAN, TEAM, PLEDGE)
