"""What a project states when it asks for acceptance, and when something changes."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text

SUMMARY = Field(
    name="summary",
    kind="longtext",
    label=Text("完成情况总结（对照考核指标）", "Summary against the targets"),
    max_chars=4000,
)
SPENT = Field(
    name="spent_fen",
    kind="money",
    label=Text("财政经费实际支出", "Public money spent"),
    help=Text(
        "通过验收的，结余留归单位继续用于科研。",
        "If accepted, what is left stays with the unit for research.",
    ),
    min_value=0,
)
ACCEPTANCE = Section(
    name="request",
    label=Text("验收申请", "Request for acceptance"),
    help=Text(
        "目标、指标和经费已从任务书带出，不用重写。",
        "Objective, targets and money are in the contract; they are not written again.",
    ),
    fields=(SUMMARY, SPENT),
)
ACCOUNT_SHOWN = Section(
    name="account_shown",
    label=Text("决算内部公示", "The account shown inside the unit"),
    fields=(
        Field(
            name="shown_from_on",
            kind="date",
            label=Text("决算内部公示开始", "Account shown from"),
        ),
        Field(
            name="shown_until_on",
            kind="date",
            label=Text("决算内部公示截止", "Account shown until"),
        ),
    ),
)
CHANGE = Section(
    name="change",
    label=Text("变更", "Change"),
    fields=(
        Field(
            name="kind",
            kind="choice",
            label=Text("变更事项", "What changes"),
            help=Text(
                "成员、预算科目和设备由单位自主调整，备案即可。",
                "Members, budget lines and equipment are the unit's to change: put on file.",
            ),
            options=(
                ("leader", Text("变更项目负责人", "Another leader")),
                ("unit", Text("变更承担单位", "Another lead organisation")),
                ("partner", Text("变更合作单位", "Other partners")),
                ("target", Text("调整考核指标", "Other targets")),
                ("extension", Text("延期", "Extension")),
                ("stop", Text("终止项目", "End the project")),
                ("member", Text("调整团队成员", "Other members")),
                ("budget", Text("调整预算科目", "Budget lines")),
                ("equipment", Text("调整设备购置", "Equipment")),
            ),
        ),
        Field(
            name="before",
            kind="longtext",
            label=Text("变更前", "Before"),
            required=False,
            max_chars=2000,
        ),
        Field(name="after", kind="longtext", label=Text("变更后", "After"), max_chars=2000),
        Field(name="reason", kind="longtext", label=Text("理由", "Why"), max_chars=2000),
        Field(
            name="until_on",
            kind="date",
            label=Text("延期至", "Extended until"),
            help=Text("只延一次，不超过一年。", "Once, and for a year at most."),
            only_if=("kind", ("extension",)),
        ),
    ),
)
