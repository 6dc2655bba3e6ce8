"""The life of a sealed application, of an award and of a contract."""

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
            before=("ranked", "chosen"),
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
AWARD = Flow(
    kind="award",
    states=(
        State(name="chosen", label=Text("待厅务会决定", "For decision"), days=10),
        State(name="decided", label=Text("待公示", "Decided"), days=3),
        State(name="publicity", label=Text("公示中", "In publicity"), tone="warn"),
        State(name="confirmed", label=Text("已立项", "Confirmed"), tone="good", days=20),
        State(
            name="contracted", label=Text("已签约", "Under contract"), tone="good", final=True
        ),
        State(name="rejected", label=Text("未通过", "Rejected"), tone="bad", final=True),
        State(
            name="annulled", label=Text("异议成立，撤销", "Annulled"), tone="bad", final=True
        ),
        State(
            name="no_agreement",
            label=Text("未达成合作", "No agreement"),
            tone="bad",
            final=True,
        ),
    ),
    moves=(
        Move(
            name="decide",
            label=Text("同意立项", "Approve"),
            before=("chosen",),
            after="decided",
            by=("chair",),
            tone="good",
            confirm=True,
            asks=(DECIDING,),
        ),
        Move(
            name="reject",
            label=Text("不同意", "Reject"),
            before=("chosen",),
            after="rejected",
            by=("chair",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="publicise",
            label=Text("开始公示", "Publish for objection"),
            before=("decided",),
            after="publicity",
            by=("officer",),
            tone="good",
        ),
        Move(
            name="confirm",
            label=Text("公示无异议，确认立项", "Confirm after publicity"),
            before=("publicity",),
            after="confirmed",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection"),
        ),
        Move(
            name="annul",
            label=Text("异议成立，撤销", "Annul: objection upheld"),
            before=("publicity",),
            after="annulled",
            by=("chair",),
            tone="bad",
            reason=True,
            checks=("objection_upheld",),
        ),
        Move(
            name="give_up",
            label=Text("未达成合作", "No agreement reached"),
            before=("confirmed",),
            after="no_agreement",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="be_contracted",
            label=Text("签约生效", "Contract in force"),
            before=("confirmed",),
            after="contracted",
            by=("system",),
        ),
    ),
)
CONTRACT = Flow(
    kind="contract",
    states=(
        State(name="drafted", label=Text("待揭榜方签署", "For the bidder to sign"), days=20),
        State(
            name="bidder_signed", label=Text("待发榜方签署", "For the issuer to sign"), days=10
        ),
        State(name="issuer_signed", label=Text("待科技厅签署", "For the department"), days=5),
        State(name="in_force", label=Text("执行中", "In force"), tone="good"),
        State(name="completed", label=Text("已完成", "Completed"), tone="good", final=True),
        State(name="ended", label=Text("已终止", "Ended"), tone="bad", final=True),
        State(name="void", label=Text("未生效", "Void"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="sign_as_bidder",
            label=Text("签署任务书和军令状", "Sign contract and pledge"),
            before=("drafted",),
            after="bidder_signed",
            by=("bidder",),
            tone="good",
            confirm=True,
            checks=("signs_once", "award_stands"),
            cites=("domain 5.4",),
        ),
        Move(
            name="sign_as_issuer",
            label=Text("签署任务书", "Sign the contract"),
            before=("bidder_signed",),
            after="issuer_signed",
            by=("issuer",),
            tone="good",
            confirm=True,
            checks=("signs_once", "award_stands"),
        ),
        Move(
            name="sign_as_department",
            label=Text("签署生效", "Sign, in force"),
            before=("issuer_signed",),
            after="in_force",
            by=("officer",),
            tone="good",
            confirm=True,
            checks=("signs_once", "award_stands", "money_available"),
            explain=Text(
                "签署后从专项资金中锁定支持额度，并生成里程碑。",
                "The support is committed out of the appropriation and milestones are set.",
            ),
        ),
        Move(
            name="void",
            label=Text("作废", "Void"),
            before=("drafted", "bidder_signed", "issuer_signed"),
            after="void",
            by=("system",),
        ),
        Move(
            name="complete",
            label=Text("完成", "Complete"),
            before=("in_force",),
            after="completed",
            by=("system",),
        ),
        Move(
            name="end",
            label=Text("终止", "End"),
            before=("in_force",),
            after="ended",
            by=("system",),
        ),
    ),
)
