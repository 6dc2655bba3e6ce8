"""What an applicant declares, attaches and pledges. Signatures are made by the moves."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

SECRECY = Field(
    name="secrecy",
    kind="choice",
    label=Text("密级", "Classification"),
    help=Text(
        "本平台只受理公开内容；涉密事项请勿填写，先确认再动笔。",
        "Only open matters are accepted here: confirm it before you write.",
    ),
    options=words.SECRECY,
    paper=("A.secret_level", "B.t_secret"),
)
SENSITIVE = Field(
    name="sensitive",
    kind="choices",
    label=Text("是否涉及", "Does it touch on"),
    options=(
        ("none", Text("都不涉及", "None of these")),
        ("ethics", Text("科技伦理审查", "Research ethics")),
        ("biosafety", Text("生物安全", "Biosafety")),
        ("genetic", Text("人类遗传资源", "Human genetic resources")),
        ("export", Text("出口管制", "Export control")),
    ),
    paper=("A.d_ethics", "A.d_genetic", "A.d_export"),
)
ETHICS_NUMBER = Field(
    name="ethics_number",
    kind="text",
    label=Text("伦理批件号", "Number of the ethics approval"),
    max_chars=60,
    only_if=("sensitive", ("ethics", "biosafety", "genetic")),
    paper=("A.d_ethics_no",),
    identifying=True,
)
ETHICS_FILE = Field(
    name="ethics_approval",
    kind="file",
    label=Text("伦理审查批件", "Ethics approval"),
    required=False,
    only_if=("sensitive", ("ethics", "biosafety", "genetic")),
    paper=("A.f_ethics",),
)
EXCLUDED = Table(
    name="excluded_experts",
    label=Text("申请回避的专家", "Experts to keep away"),
    help=Text(
        "最多三人，不必说明理由；不对专家公开。",
        "Three at most, no reason asked; experts never see it.",
    ),
    min_rows=0,
    max_rows=3,
    identifying=True,  # whom the applicant fears says who the applicant is
    columns=(
        Field(
            name="name",
            kind="text",
            label=Text("姓名", "Name"),
            max_chars=40,
            paper=("A.x_name",),
            personal=True,
        ),
        Field(
            name="unit",
            kind="text",
            label=Text("单位", "Unit"),
            max_chars=100,
            paper=("A.x_org",),
        ),
    ),
)
PLEDGED = Field(
    name="pledged",
    kind="tick",
    label=Text(
        "承诺内容真实、不涉密、未重复申报，遵守科研诚信和科技伦理要求。",
        "All is true, unclassified and applied for once; integrity and ethics are kept.",
    ),
    paper=("A.d_integrity",),
)
DECLARATIONS = Section(
    name="declarations",
    label=Text("声明与承诺", "Declarations"),
    help=Text(
        "签字盖章由系统完成：负责人和单位确认提交即为签署。",
        "No paper to sign or stamp: handing in is the signature of leader and unit.",
    ),
    fields=(SENSITIVE, ETHICS_NUMBER, ETHICS_FILE, EXCLUDED, PLEDGED),
)
SUPPORTING = Field(
    name="supporting",
    kind="file",
    label=Text("佐证材料", "Supporting documents"),
    required=False,
)
PLEDGE = Section(
    name="pledge",
    label=Text("附件与承诺", "Attachments and pledge"),
    fields=(
        SUPPORTING,
        Field(
            name="pledged",
            kind="tick",
            label=Text(
                "承诺所填内容真实、不涉密，愿意接受核查。",
                "All that is stated is true, nothing is classified, and may be checked.",
            ),
        ),
    ),
)
