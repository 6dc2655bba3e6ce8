"""The life of what a running project or a recognition must show: reports, changes, returns."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.delivering import (
    FAIL_BY_ACCEPTANCE,
    FAILED,
    FIXING,
    LAPSED,
    PASS_BY_ACCEPTANCE,
    PASSED,
    PLANNED,
    SEND_BACK,
)
from xingmeng.instruments.sections.flows import FINDING

REPORTED = Section(
    name="report",
    label=Text("进展报告", "Report"),
    fields=(
        Field(
            name="summary",
            kind="longtext",
            label=Text("完成情况", "What was done"),
            help=Text(
                "对照任务书的考核指标逐项说明；佐证请先在本页上传。",
                "Answer the targets one by one; upload the evidence on the page first.",
            ),
            max_chars=1500,
        ),
        Field(
            name="spent_fen",
            kind="money",
            label=Text("累计支出财政经费", "Public money spent so far"),
            min_value=0,
        ),
    ),
)
CONCLUSION = Section(
    name="conclusion",
    label=Text("验收结论", "Conclusion"),
    fields=(
        Field(
            name="verdict",
            kind="choice",
            label=Text("考核指标", "Targets"),
            options=(
                ("met", Text("全部达到", "All met")),
                ("partly", Text("部分达到", "Partly met")),
                ("unmet", Text("未达到", "Not met")),
            ),
        ),
        Field(
            name="opinion",
            kind="longtext",
            label=Text("专家组意见", "The panel's opinion"),
            max_chars=1200,
        ),
    ),
)
MILESTONE = Flow(
    kind="milestone",
    states=(
        PLANNED,
        State(name="reported", label=Text("待检查", "To be examined"), days=10),
        FIXING,
        PASSED,
        FAILED,
        LAPSED,
    ),
    moves=(
        Move(
            name="report",
            label=Text("提交报告", "Report"),
            before=("planned", "fixing"),
            after="reported",
            by=("holder",),
            tone="good",
            asks=(REPORTED,),
            checks=("evidence_attached", "not_the_last"),
        ),
        Move(
            name="pass",
            label=Text("检查通过", "Pass"),
            before=("reported",),
            after="passed",
            by=("officer",),
            tone="good",
            asks=(FINDING,),
            explain=Text(
                "通过后按任务书比例形成拨付授权。",
                "The instalment of the contract is then authorised.",
            ),
        ),
        SEND_BACK,
        Move(
            name="fail",
            label=Text("不通过，终止项目", "Fail, end the project"),
            before=("reported", "planned", "fixing"),
            after="failed",
            by=("officer",),
            tone="bad",
            reason=True,
            checks=("reported_or_late",),
        ),
        Move(
            name="pass_on_signing",
            label=Text("签约即拨", "Paid on signing"),
            before=("planned",),
            after="passed",
            by=("system",),
            cites=("国办发〔2021〕32号：任务书签订后30日内拨付首笔",),
        ),
        Move(
            name="lapse",
            label=Text("取消", "Lapse"),
            before=("planned", "reported", "fixing"),
            after="lapsed",
            by=("system",),
        ),
        PASS_BY_ACCEPTANCE,
        FAIL_BY_ACCEPTANCE,
    ),
)
ACCEPTANCE = Flow(
    kind="acceptance",
    states=(
        State(name="requested", label=Text("待组织验收", "To be examined"), days=30),
        State(name="fixing", label=Text("补充材料", "To be completed"), tone="warn", days=20),
        State(name="passed", label=Text("通过验收", "Accepted"), tone="good", final=True),
        State(name="closed", label=Text("结题", "Closed short of it"), tone="warn", final=True),
        State(name="failed", label=Text("不通过", "Failed"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="accept",
            label=Text("通过验收", "Accept"),
            before=("requested",),
            after="passed",
            by=("officer",),
            tone="good",
            confirm=True,
            signs="project_acceptance",
            asks=(CONCLUSION,),
            checks=("all_met", "account_in_order"),
        ),
        Move(
            name="ask_for_more",
            label=Text("要求补充", "Ask for more"),
            before=("requested",),
            after="fixing",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="complete_request",
            label=Text("补充后重新申请", "Ask again"),
            before=("fixing",),
            after="requested",
            by=("holder",),
            tone="good",
            asks=(
                Section(
                    name="more",
                    label=Text("补充说明", "What was added"),
                    fields=(
                        Field(
                            name="summary",
                            kind="longtext",
                            label=Text("补充说明", "What was added"),
                            max_chars=1500,
                        ),
                    ),
                ),
            ),
        ),
        Move(
            name="close",
            label=Text("结题", "Close short of the targets"),
            before=("requested",),
            after="closed",
            by=("officer",),
            confirm=True,
            signs="project_acceptance",
            reason=True,
            asks=(CONCLUSION,),
            checks=("account_in_order",),
            explain=Text(
                "未达到全部指标但已尽责：未拨付的资金退回，已按规定使用的不追回。",
                "Short of its targets despite diligence: unpaid money returns, the rest stays.",
            ),
        ),
        Move(
            name="refuse",
            label=Text("不通过", "Refuse"),
            before=("requested",),
            after="failed",
            by=("officer",),
            tone="bad",
            confirm=True,
            signs="project_acceptance",
            reason=True,
            asks=(CONCLUSION,),
        ),
    ),
)
AMENDMENT = Flow(
    kind="amendment",
    states=(
        State(name="filed", label=Text("待审批", "To be decided"), days=15),
        State(name="approved", label=Text("已批准", "Approved"), tone="good", final=True),
        State(name="noted", label=Text("已备案", "On file"), tone="good", final=True),
        State(name="refused", label=Text("未批准", "Refused"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="approve",
            label=Text("批准", "Approve"),
            before=("filed",),
            after="approved",
            by=("officer",),
            tone="good",
            asks=(FINDING,),
            checks=("needs_approval", "extension_allowed"),
        ),
        Move(
            name="note",
            label=Text("备案", "Put on file"),
            before=("filed",),
            after="noted",
            by=("system",),
        ),
        Move(
            name="refuse",
            label=Text("不批准", "Refuse"),
            before=("filed",),
            after="refused",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("filed",),
            after="withdrawn",
            by=("holder",),
        ),
    ),
)
GRADES = (  # of an evaluation; source: domain 10.2
    ("excellent", Text("优秀", "Excellent")),
    ("good", Text("良好", "Good")),
    ("passed", Text("合格", "Passed")),
    ("failed", Text("不合格", "Failed")),
)
EVALUATED = Section(
    name="evaluated",
    label=Text("评估结论", "Evaluation"),
    fields=(
        Field(
            name="grade",
            kind="choice",
            label=Text("等次", "Grade"),
            options=GRADES,
        ),
        Field(
            name="opinion",
            kind="longtext",
            label=Text("评估意见", "What was found"),
            max_chars=1200,
        ),
    ),
)
RETURN = Flow(  # the yearly return and the evaluation of what was recognised
    kind="return",
    states=(
        State(name="draft", label=Text("待填报", "To be filed"), tone="warn"),
        State(name="filed", label=Text("待审核", "To be examined"), days=15),
        State(name="fixing", label=Text("退回补正", "To be corrected"), tone="warn", days=10),
        State(name="accepted", label=Text("已审核", "Accepted"), tone="good", final=True),
        State(name="lapsed", label=Text("已取消", "Lapsed"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="file",
            label=Text("提交", "File"),
            before=("draft", "fixing"),
            after="filed",
            by=("applicant",),
            tone="good",
            checks=("complete",),
        ),
        Move(
            name="accept",
            label=Text("审核通过", "Accept"),
            before=("filed",),
            after="accepted",
            by=("officer",),
            tone="good",
            checks=("no_evaluation",),
        ),
        Move(
            name="grade",
            label=Text("评定等次", "Grade"),
            before=("filed",),
            after="accepted",
            by=("officer",),
            tone="good",
            confirm=True,
            asks=(EVALUATED,),
            checks=("is_evaluation",),
            explain=Text(
                "末档的，资格随之撤销。", "The lowest grade takes the recognition away."
            ),
        ),
        Move(
            name="send_back",
            label=Text("退回补正", "Return for correction"),
            before=("filed",),
            after="fixing",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
        Move(
            name="lapse",
            label=Text("取消", "Lapse"),
            before=("draft", "fixing", "filed"),
            after="lapsed",
            by=("system",),
        ),
    ),
)
