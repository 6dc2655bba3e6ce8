"""The life of a sealed application, and what is asked at decisions."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text

DECIDING = Section(
    name="deciding",
    label=Text("决定", "Decision"),
    fields=(
        Field(
            name="document_number",
            kind="text",
            label=Text("会议纪要或发文字号", "Minutes or document number"),
            max_chars=60,
        ),
    ),
)
FINDING = Section(
    name="finding",
    label=Text("核查意见", "Finding"),
    fields=(
        Field(
            name="opinion",
            kind="longtext",
            label=Text("核查意见", "What was found"),
            max_chars=800,
        ),
    ),
)
SEALED_APPLICATION = Flow(
    kind="application",
    states=(
        State(name="draft", label=Text("填写中", "Draft"), tone="neutral"),
        State(name="sealed", label=Text("已密封", "Sealed"), tone="active"),
        State(name="opened", label=Text("待盟市形式审查", "At the bureau"), days=5),
        State(name="recommended", label=Text("待厅形式审查", "At the department"), days=10),
        State(name="admitted", label=Text("通过形式审查", "Admitted")),
        State(name="in_review", label=Text("专家评审中", "In review")),
        State(name="ranked", label=Text("评审完成", "Ranked")),
        State(name="chosen", label=Text("拟中榜", "Chosen")),
        State(
            name="contracted", label=Text("已签约", "Under contract"), tone="good", final=True
        ),
        State(
            name="not_chosen", label=Text("未中榜", "Not chosen"), tone="neutral", final=True
        ),
        State(name="screened_out", label=Text("形审不通过", "Refused"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="submit",
            label=Text("提交揭榜书", "Submit the bid"),
            before=("draft",),
            after="sealed",
            by=("applicant",),
            tone="good",
            explain=Text(
                "提交后内容加密，截止前只有本单位可读；您将得到带签名的回执。",
                "Encrypted; until closing only your unit reads it. You get a signed receipt.",
            ),
            checks=("before_closing", "complete", "eligible"),
        ),
        Move(
            name="take_back",
            label=Text("取回修改", "Take back to edit"),
            before=("sealed",),
            after="draft",
            by=("applicant",),
            checks=("before_closing",),
        ),
        Move(
            name="withdraw",
            label=Text("撤回揭榜", "Withdraw"),
            before=("draft", "sealed"),
            after="withdrawn",
            by=("applicant",),
            tone="bad",
            checks=("before_closing",),
        ),
        Move(
            name="unseal",
            label=Text("开启", "Unseal"),
            before=("sealed",),
            after="opened",
            by=("system",),
        ),
        Move(
            name="recommend",
            label=Text("形式审查通过并推荐", "Pass and recommend"),
            before=("opened",),
            after="recommended",
            by=("recommender",),
            tone="good",
            asks=(FINDING,),
        ),
        Move(
            name="admit",
            label=Text("受理", "Admit"),
            before=("recommended",),
            after="admitted",
            by=("officer",),
            tone="good",
            checks=("eligible",),
        ),
        Move(
            name="screen_out",
            label=Text("不予受理", "Refuse"),
            before=("opened", "recommended"),
            after="screened_out",
            by=("recommender", "officer"),
            tone="bad",
            reason=True,
        ),
        Move(
            name="enter_review",
            label=Text("进入评审", "Enter review"),
            before=("admitted",),
            after="in_review",
            by=("system",),
        ),
        Move(
            name="leave_review",
            label=Text("完成评审", "Reviewed"),
            before=("in_review",),
            after="ranked",
            by=("system",),
        ),
        Move(
            name="be_chosen",
            label=Text("选定", "Chosen"),
            before=("ranked", "not_chosen"),
            after="chosen",
            by=("system",),
        ),
        Move(
            name="be_passed_over",
            label=Text("未选定", "Passed over"),
            before=("ranked",),
            after="not_chosen",
            by=("system",),
        ),
        Move(
            name="lose_award",
            label=Text("立项未成", "Award lost"),
            before=("chosen",),
            after="not_chosen",
            by=("system",),
        ),
        Move(
            name="be_contracted",
            label=Text("签约生效", "Contract in force"),
            before=("chosen",),
            after="contracted",
            by=("system",),
        ),
    ),
)
