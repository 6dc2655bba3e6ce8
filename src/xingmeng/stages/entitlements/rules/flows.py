"""The lives of an entitlement, of a batch and of an objection to one, as data. No checks here.

The periods are this house's own choices, as no article sets them: ten working days to answer,
after which silence counts as consent; fifteen to decide what a firm contests; ten to examine
an objection, as for awards.
"""

from dataclasses import replace

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.flows import DECIDING
from xingmeng.stages.funds.rules import SLIP

TO_ANSWER, TO_DECIDE, TO_EXAMINE = 10, 15, 10
GROUNDS = Section(
    name="grounds",
    label=Text("异议内容", "What is contested"),
    fields=(
        Field(
            name="contested",
            kind="longtext",
            label=Text(
                "哪项数据或条款不对，应为多少", "Which fact or clause, and what it should be"
            ),
            max_chars=800,
        ),
        Field(
            name="evidence",
            kind="text",
            label=Text("依据的凭证", "What shows it"),
            help=Text(
                "写明凭证名称和编号；文件可在提出后上传。",
                "Name and number of the paper; the file can be added afterwards.",
            ),
            max_chars=200,
        ),
    ),
)

# --- states of an entitlement ---------------------------------------------------------------

COMPUTED = State(name="computed", label=Text("已测算", "Worked out"), tone="neutral")
NOTIFIED = State(
    name="notified", label=Text("待企业确认", "For the firm"), tone="warn", days=TO_ANSWER
)
KNOWN = State(name="notified", label=Text("已告知", "Told"), tone="good")
CONTESTED = State(
    name="contested", label=Text("异议核查中", "Contested"), tone="warn", days=TO_DECIDE
)
RECOMPUTE = State(name="recompute", label=Text("待重新测算", "To be worked out anew"))
CONFIRMED = State(name="confirmed", label=Text("已确认", "Confirmed"), tone="good")
DECLINED = State(
    name="declined", label=Text("企业放弃", "Declined"), tone="neutral", final=True
)
PUBLICITY = State(name="publicity", label=Text("公示中", "In publicity"), tone="warn")
GRANTED = State(name="granted", label=Text("待拨付", "To be paid"), tone="good")
PAID_OUT = State(name="paid", label=Text("已兑付", "Paid"), tone="good", final=True)
IN_FORCE = State(name="issued", label=Text("已取得编号", "Issued"), tone="good", final=True)
ANNULLED = State(
    name="annulled", label=Text("异议成立，撤销", "Annulled"), tone="bad", final=True
)
SUPERSEDED = State(
    name="superseded", label=Text("已被新测算取代", "Superseded"), tone="neutral", final=True
)

# --- moves of an entitlement ----------------------------------------------------------------

NOTIFY = Move(
    name="notify",
    label=Text("告知企业", "Tell the firm"),
    before=("computed", "recompute"),
    after="notified",
    by=("system",),
    checks=("gives_something",),
)
SETTLE = Move(
    name="settle",
    label=Text("重新测算，结果不变", "Worked out anew, the same"),
    before=("recompute",),
    after="computed",
    by=("system",),
    checks=("gives_nothing",),
)
CONFIRM = Move(
    name="confirm",
    label=Text("确认享受", "Confirm"),
    before=("notified",),
    after="confirmed",
    by=("applicant",),
    tone="good",
    explain=Text(
        "数据已由登记、税务、统计取得，不用另交材料。",
        "The facts are known already; nothing else is to be handed in.",
    ),
)
BE_SILENT = Move(
    name="confirm_by_silence",
    label=Text("期满未提异议，视同确认", "No answer in time: taken as confirmed"),
    before=("notified",),
    after="confirmed",
    by=("system",),
    checks=("time_to_answer_over",),
)
DECLINE = Move(
    name="decline",
    label=Text("放弃享受", "Decline"),
    before=("notified",),
    after="declined",
    by=("applicant",),
    tone="bad",
)
CONTEST = Move(
    name="contest",
    label=Text("对结果有异议", "Contest the result"),
    before=("computed", "notified"),
    after="contested",
    by=("applicant",),
    tone="warn",
    asks=(GROUNDS,),
)
UPHOLD = Move(
    name="uphold",
    label=Text("异议成立，重新测算", "Uphold: work it out anew"),
    before=("contested",),
    after="recompute",
    by=("officer",),
    tone="good",
    reason=True,
    explain=Text(
        "数据先在登记中更正，下一次测算给出新结果。",
        "The facts are corrected in the registry; the next run gives the new result.",
    ),
)
REJECT = Move(
    name="reject",
    label=Text("异议不成立，维持", "Reject: it stands"),
    before=("contested",),
    after="notified",
    by=("officer",),
    reason=True,
    checks=("gives_something",),
)
MAINTAIN = Move(
    name="maintain",
    label=Text("异议不成立，维持", "Reject: it stands"),
    before=("contested",),
    after="computed",
    by=("officer",),
    reason=True,
    checks=("gives_nothing",),
)
SUPERSEDE = Move(
    name="supersede",
    label=Text("被新测算取代", "A newer result takes its place"),
    before=("computed", "notified", "confirmed", "recompute"),
    after="superseded",
    by=("system",),
    checks=("not_gathered",),
)
PUBLICISE = Move(
    name="publicise",
    label=Text("公示", "Put before the public"),
    before=("confirmed",),
    after="publicity",
    by=("system",),
)
ANNUL = Move(
    name="annul",
    label=Text("异议成立，撤销", "Annul: objection upheld"),
    before=("publicity",),
    after="annulled",
    by=("system",),
)
GRANT = Move(
    name="grant",
    label=Text("公示无异议，安排兑付", "Grant after publicity"),
    before=("publicity",),
    after="granted",
    by=("system",),
)
PAY = Move(
    name="pay", label=Text("兑付", "Pay"), before=("granted",), after="paid", by=("system",)
)
ISSUE = Move(
    name="issue",
    label=Text("公示无异议，赋予编号", "Issue the number"),
    before=("publicity",),
    after="issued",
    by=("system",),
)
SUPERSEDE_TOLD = replace(SUPERSEDE, before=("computed", "notified", "recompute"))
CONTESTING = (CONTEST, UPHOLD, REJECT, MAINTAIN, SETTLE, SUPERSEDE)
ANSWERING = (NOTIFY, CONFIRM, BE_SILENT, DECLINE, *CONTESTING, PUBLICISE, ANNUL)
LASTING = (COMPUTED, NOTIFIED, CONTESTED, RECOMPUTE, CONFIRMED, DECLINED, PUBLICITY)
PAID = Flow(
    kind="entitlement",
    states=(*LASTING, GRANTED, PAID_OUT, ANNULLED, SUPERSEDED),
    moves=(*ANSWERING, GRANT, PAY),
)
ISSUED = Flow(
    kind="entitlement",
    states=(*LASTING, IN_FORCE, ANNULLED, SUPERSEDED),
    moves=(*ANSWERING, ISSUE),
)
TOLD = Flow(
    kind="entitlement",
    states=(COMPUTED, KNOWN, CONTESTED, RECOMPUTE, SUPERSEDED),
    moves=(NOTIFY, *(m for m in CONTESTING if m is not SUPERSEDE), SUPERSEDE_TOLD),
)
ENTITLEMENTS = (PAID, ISSUED, TOLD)

# --- batches --------------------------------------------------------------------------------

DECIDE_BATCH = Move(
    name="decide",
    label=Text("同意", "Approve"),
    before=("proposed",),
    after="decided",
    by=("chair",),
    tone="good",
    confirm=True,
    asks=(DECIDING,),
    checks=("another_person",),
)
REJECT_BATCH = Move(
    name="reject",
    label=Text("不同意", "Reject"),
    before=("proposed",),
    after="rejected",
    by=("chair",),
    tone="bad",
    reason=True,
)
PUBLICISE_BATCH = Move(
    name="publicise",
    label=Text("开始公示", "Publish for objection"),
    before=("decided",),
    after="publicity",
    by=("officer",),
    tone="good",
)
GRANT_BATCH = Move(
    name="grant",
    label=Text("公示期满，安排兑付", "Grant after publicity"),
    before=("publicity",),
    after="granted",
    by=("officer",),
    tone="good",
    checks=("publicity_over", "no_open_objection", "money_available"),
    explain=Text(
        "逐户锁定资金并生成支付单，由财务拨付。",
        "Each sum is committed and its payment ordered; finance pays.",
    ),
)
PAY_BATCH = Move(
    name="pay",
    label=Text("整批支付", "Pay the batch"),
    before=("granted",),
    after="paid",
    by=("finance",),
    tone="good",
    confirm=True,
    asks=(SLIP,),
    checks=("all_ordered",),
)
COMPLETE_BATCH = Move(
    name="complete",
    label=Text("全部支付完毕", "All is paid"),
    before=("granted",),
    after="paid",
    by=("system",),
)
ISSUE_BATCH = Move(
    name="issue",
    label=Text("公示期满，赋予编号", "Issue the numbers"),
    before=("publicity",),
    after="issued",
    by=("officer",),
    tone="good",
    checks=("publicity_over", "no_open_objection"),
)
PROPOSED = State(name="proposed", label=Text("待厅务会决定", "For decision"), days=10)
DECIDED = State(name="decided", label=Text("待公示", "Decided"), days=3)
REJECTED = State(name="rejected", label=Text("未通过", "Rejected"), tone="bad", final=True)
DECIDING_MOVES = (DECIDE_BATCH, REJECT_BATCH, PUBLICISE_BATCH)
PAID_BATCH = Flow(
    kind="entitlement_batch",
    states=(PROPOSED, DECIDED, PUBLICITY, GRANTED, PAID_OUT, REJECTED),
    moves=(*DECIDING_MOVES, GRANT_BATCH, PAY_BATCH, COMPLETE_BATCH),
)
ISSUED_BATCH = Flow(
    kind="entitlement_batch",
    states=(PROPOSED, DECIDED, PUBLICITY, IN_FORCE, REJECTED),
    moves=(*DECIDING_MOVES, ISSUE_BATCH),
)
BATCHES = (PAID_BATCH, ISSUED_BATCH)

# --- objections -----------------------------------------------------------------------------

OBJECTION = Flow(
    kind="entitlement_objection",
    states=(
        State(
            name="filed",
            label=Text("待核查", "To be examined"),
            tone="warn",
            days=TO_EXAMINE,
        ),
        State(name="upheld", label=Text("成立", "Upheld"), tone="bad", final=True),
        State(name="refused", label=Text("不成立", "Refused"), tone="neutral", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="uphold",
            label=Text("异议成立", "Uphold"),
            before=("filed",),
            after="upheld",
            by=("discipline",),
            tone="bad",
            reason=True,
            explain=Text("此项权益撤销。", "The entitlement is annulled."),
        ),
        Move(
            name="refuse",
            label=Text("异议不成立", "Refuse"),
            before=("filed",),
            after="refused",
            by=("discipline",),
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回异议", "Withdraw"),
            before=("filed",),
            after="withdrawn",
            by=("objector",),
        ),
    ),
)
