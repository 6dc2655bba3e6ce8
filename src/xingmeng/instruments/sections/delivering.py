"""The life of a milestone and of an acceptance."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.flows import FINDING

REPORT = Section(
    name="report",
    label=Text("进展报告", "Report"),
    fields=(
        Field(
            name="summary",
            kind="longtext",
            label=Text("完成情况", "What was done"),
            help=Text(
                "对照任务书的考核内容逐项说明；佐证请先在本页上传。",
                "Answer what the contract asks; upload the evidence on the page first.",
            ),
            max_chars=1500,
        ),
    ),
)
OPINION = Section(
    name="opinion",
    label=Text("用户意见", "The user's opinion"),
    fields=(
        Field(
            name="results",
            kind="longtext",
            label=Text("实测结果", "Measured results"),
            help=Text(
                "按发榜时固定的验收测试办法逐项填写。",
                "By the acceptance test fixed when the challenge was listed.",
            ),
            max_chars=1500,
        ),
        Field(
            name="verdict",
            kind="choice",
            label=Text("意见", "Opinion"),
            options=(
                ("met", Text("全部达到", "All met")),
                ("partly", Text("部分达到", "Partly met")),
                ("unmet", Text("未达到", "Not met")),
            ),
        ),
    ),
)
DILIGENCE = Section(
    name="diligence",
    label=Text("勤勉尽责认定", "Finding of due diligence"),
    fields=(
        Field(
            name="records_kept",
            kind="tick",
            label=Text(
                "原始记录完整，可以追溯。", "The original records are complete and traceable."
            ),
        ),
        Field(
            name="money_rightly_used",
            kind="tick",
            label=Text(
                "资金使用合规，没有弄虚作假。",
                "Money was used by the rules, nothing was forged.",
            ),
        ),
        Field(
            name="opinion",
            kind="longtext",
            label=Text("认定意见", "What was found"),
            help=Text(
                "做过哪些路线，为什么没有达到，还有什么价值。",
                "Which routes were tried, why they fell short, what remains of value.",
            ),
            max_chars=800,
        ),
    ),
)
PLANNED = State(name="planned", label=Text("待报告", "To be reported"), tone="neutral")
FIXING = State(name="fixing", label=Text("整改中", "To be mended"), tone="warn", days=20)
PASSED = State(name="passed", label=Text("已通过", "Passed"), tone="good", final=True)
FAILED = State(name="failed", label=Text("未通过", "Failed"), tone="bad", final=True)
LAPSED = State(name="lapsed", label=Text("已取消", "Lapsed"), tone="neutral", final=True)
SEND_BACK = Move(
    name="send_back",
    label=Text("要求整改", "Ask to mend"),
    before=("reported",),
    after="fixing",
    by=("officer",),
    tone="warn",
    reason=True,
)
PASS_BY_ACCEPTANCE = Move(
    name="pass_by_acceptance",
    label=Text("验收通过", "Accepted"),
    before=("planned",),
    after="passed",
    by=("system",),
)
FAIL_BY_ACCEPTANCE = Move(
    name="fail_by_acceptance",
    label=Text("验收未通过", "Not accepted"),
    before=("planned",),
    after="failed",
    by=("system",),
)
MILESTONE = Flow(
    kind="milestone",
    states=(
        PLANNED,
        State(name="reported", label=Text("待核查", "To be inspected"), days=10),
        FIXING,
        PASSED,
        FAILED,
        LAPSED,
    ),
    moves=(
        Move(
            name="report",
            label=Text("提交里程碑报告", "Report"),
            before=("planned", "fixing"),
            after="reported",
            by=("bidder",),
            tone="good",
            asks=(REPORT,),
            checks=("evidence_attached", "not_the_last"),
        ),
        Move(
            name="pass",
            label=Text("核查通过", "Pass"),
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
            label=Text("不通过", "Fail"),
            before=("reported", "planned", "fixing"),
            after="failed",
            by=("officer",),
            tone="bad",
            reason=True,
            checks=("reported_or_late",),
            explain=Text(
                "任务书随之终止，未拨付的资金退回；逾期未报告的也可由此终止。",
                "The contract ends and unpaid money returns; also for one who never reports.",
            ),
        ),
        Move(
            name="lapse",
            label=Text("取消", "Lapse"),
            before=("planned",),
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
        State(name="requested", label=Text("待用户意见", "For the user's opinion"), days=10),
        State(name="opined", label=Text("待验收结论", "For conclusion"), days=20),
        State(name="passed", label=Text("通过验收", "Accepted"), tone="good", final=True),
        State(
            name="exempted",
            label=Text("未达标，尽职免责", "Honest failure"),
            tone="warn",
            final=True,
        ),
        State(name="failed", label=Text("未通过", "Failed"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="give_opinion",
            label=Text("填写用户意见", "Give the user's opinion"),
            before=("requested",),
            after="opined",
            by=("issuer",),
            tone="good",
            confirm=True,
            signs="opinion",
            asks=(OPINION,),
        ),
        Move(
            name="accept",
            label=Text("通过验收", "Accept"),
            before=("opined",),
            after="passed",
            by=("officer",),
            tone="good",
            confirm=True,
            signs="acceptance",
            asks=(FINDING,),
            checks=("opinion_met",),
        ),
        Move(
            name="exempt",
            label=Text("尽职免责结题", "Close as honest failure"),
            before=("opined",),
            after="exempted",
            by=("chair",),
            confirm=True,
            signs="acceptance",
            reason=True,
            asks=(DILIGENCE,),
            checks=("target_missed",),
            explain=Text(
                "未拨付的资金退回，已按规定使用的不追回，不记入科研诚信。",
                "Unpaid money returns; what was rightly used stays; nothing is recorded.",
            ),
        ),
        Move(
            name="refuse",
            label=Text("不通过", "Refuse"),
            before=("opined",),
            after="failed",
            by=("officer",),
            tone="bad",
            confirm=True,
            signs="acceptance",
            reason=True,
        ),
    ),
)
