"""What an enterprise states as its technical need, and how the department refines it."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import tables, words

PROBLEM = Section(
    name="problem",
    label=Text("技术需求", "The need"),
    help=Text(
        "单位名称、信用代码、地区、行业和联系人已从登记信息取得，无需填写。",
        "Name, credit code, area, industry and contact are known from the registry.",
    ),
    fields=(
        Field(name="title", kind="text", label=Text("需求名称", "Title"), max_chars=60),
        Field(name="kind", kind="choice", label=Text("榜单类型", "Kind"), options=words.KINDS),
        Field(
            name="theme", kind="choice", label=Text("领域大类", "Theme"), options=words.THEMES
        ),
        Field(
            name="field",
            kind="choice",
            label=Text("技术领域", "Field of technology"),
            options=words.FIELDS,
        ),
        Field(
            name="bottleneck",
            kind="longtext",
            label=Text("技术瓶颈与应用背景", "Bottleneck and background"),
            help=Text(
                "现在卡在哪里、在什么场景使用、解决后带来什么。",
                "Where it is stuck, where it will be used, what solving it brings.",
            ),
            max_chars=1500,
        ),
        Field(
            name="present_level",
            kind="longtext",
            label=Text("现有水平", "Present level"),
            max_chars=800,
        ),
        Table(
            name="targets",
            label=Text("期望达到的指标", "Targets"),
            help=Text("每项都要能测量。", "Each must be measurable."),
            max_rows=12,
            columns=(tables.NAME, tables.VALUE, tables.UNIT),
        ),
    ),
)
OFFER = Section(
    name="offer",
    label=Text("条件与投入", "What is offered"),
    fields=(
        Field(
            name="total_fen",
            kind="money",
            label=Text("榜单金额", "Amount of the challenge"),
            help=Text("计划用于解决该需求的研发总投入。", "All R&D money meant for this need."),
            min_value=1,
        ),
        Field(
            name="own_fen",
            kind="money",
            label=Text("其中自有资金", "Of which own money"),
            min_value=0,
        ),
        Field(name="deadline_on", kind="date", label=Text("完成期限", "To be solved by")),
        Field(
            name="site",
            kind="longtext",
            label=Text("可提供的场地、设备和数据", "Site, equipment and data offered"),
            max_chars=600,
        ),
        Field(
            name="result_forms",
            kind="choices",
            label=Text("预期成果形式", "Expected forms of result"),
            options=words.RESULT_FORMS,
        ),
        Field(
            name="ownership",
            kind="choice",
            label=Text("知识产权归属意向", "Ownership of results"),
            options=words.OWNERSHIP,
        ),
        Field(
            name="partner_wish",
            kind="text",
            label=Text("对合作单位的希望", "Wished-for partner"),
            max_chars=200,
            required=False,
        ),
    ),
)
PLEDGE = Section(
    name="pledge",
    label=Text("附件与承诺", "Attachments and pledge"),
    fields=(
        Field(
            name="attachments",
            kind="file",
            label=Text("佐证材料", "Supporting documents"),
            required=False,
        ),
        Field(
            name="secrecy",
            kind="choice",
            label=Text("密级", "Classification"),
            help=Text(
                "本平台只受理公开内容；涉密事项请勿填写。",
                "Only open matters are accepted here; never enter classified matter.",
            ),
            options=words.SECRECY,
        ),
        Field(
            name="pledged",
            kind="tick",
            label=Text(
                "承诺需求真实，并按所报金额投入。",
                "We pledge that the need is real and the stated money will be spent.",
            ),
        ),
    ),
)
REFINED = Section(
    name="refined",
    label=Text("凝练后的榜单", "The refined challenge"),
    fields=(
        Field(name="refined_title", kind="text", label=Text("榜单名称", "Title"), max_chars=60),
        Table(
            name="refined_targets",
            label=Text("考核指标", "Measurable targets"),
            max_rows=12,
            columns=(tables.NAME, tables.VALUE, tables.UNIT),
        ),
        Field(
            name="acceptance_test",
            kind="longtext",
            label=Text("验收测试办法", "Acceptance test"),
            help=Text(
                "谁在何处、用什么方法、测多少次；发榜后不再改变。",
                "Who tests where, how and how often; fixed once listed.",
            ),
            max_chars=1200,
        ),
        Field(
            name="refined_total_fen",
            kind="money",
            label=Text("榜单金额", "Amount"),
            min_value=1,
        ),
        Field(name="refined_deadline_on", kind="date", label=Text("完成期限", "Deadline")),
    ),
)
RACE = Section(
    name="race",
    label=Text("赛马（可选）", "Horse race (optional)"),
    help=Text(
        "留空则只选一家揭榜方。填写后由几家同时攻关，到比选节点择优进入第二阶段。",
        "Leave empty for a single bidder. Otherwise several run until a checkpoint.",
    ),
    fields=(
        Field(
            name="runners",
            kind="integer",
            label=Text("同时攻关的家数", "Number of runners"),
            required=False,
            min_value=2,
            max_value=4,
        ),
        Field(
            name="stage_fen",
            kind="money",
            label=Text("第一阶段每家财政支持", "Support for each in the first stage"),
            required=False,
            min_value=1,
        ),
        Field(
            name="checkpoint_on",
            kind="date",
            label=Text("比选节点", "Checkpoint"),
            required=False,
        ),
    ),
)
NEED = (PROBLEM, OFFER, PLEDGE)
