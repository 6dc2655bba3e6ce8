"""The life of an award: to a contract, a certificate, a payment or a submission upward."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.flows import DECIDING

CHOSEN = State(name="chosen", label=Text("待厅务会决定", "For decision"), days=10)
DECIDED = State(name="decided", label=Text("待公示", "Decided"), days=3)
PUBLICITY = State(name="publicity", label=Text("公示中", "In publicity"), tone="warn")
REJECTED = State(name="rejected", label=Text("未通过", "Rejected"), tone="bad", final=True)
ANNULLED = State(
    name="annulled", label=Text("异议成立，撤销", "Annulled"), tone="bad", final=True
)
DECIDE = Move(
    name="decide",
    label=Text("同意", "Approve"),
    before=("chosen",),
    after="decided",
    by=("chair",),
    tone="good",
    confirm=True,
    asks=(DECIDING,),
)
REJECT = Move(
    name="reject",
    label=Text("不同意", "Reject"),
    before=("chosen",),
    after="rejected",
    by=("chair",),
    tone="bad",
    reason=True,
)
PUBLICISE = Move(
    name="publicise",
    label=Text("开始公示", "Publish for objection"),
    before=("decided",),
    after="publicity",
    by=("officer",),
    tone="good",
)
ANNUL = Move(
    name="annul",
    label=Text("异议成立，撤销", "Annul: objection upheld"),
    before=("publicity",),
    after="annulled",
    by=("chair",),
    tone="bad",
    reason=True,
    checks=("objection_upheld",),
)
AWARD = Flow(  # decision, publicity, contract
    kind="award",
    states=(
        CHOSEN,
        DECIDED,
        PUBLICITY,
        State(name="confirmed", label=Text("已立项", "Confirmed"), tone="good", days=20),
        State(
            name="contracted", label=Text("已签约", "Under contract"), tone="good", final=True
        ),
        REJECTED,
        ANNULLED,
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
        REJECT,
        PUBLICISE,
        Move(
            name="confirm",
            label=Text("公示无异议，确认立项", "Confirm after publicity"),
            before=("publicity",),
            after="confirmed",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection"),
        ),
        ANNUL,
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
RECOGNITION = Flow(  # decision, publicity, certificate
    kind="award",
    states=(
        CHOSEN,
        DECIDED,
        PUBLICITY,
        State(name="recognised", label=Text("已认定", "Recognised"), tone="good", final=True),
        REJECTED,
        ANNULLED,
    ),
    moves=(
        DECIDE,
        REJECT,
        PUBLICISE,
        Move(
            name="recognise",
            label=Text("公示无异议，予以认定", "Recognise after publicity"),
            before=("publicity",),
            after="recognised",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection"),
            explain=Text("登记资格并签发证书。", "Registered, and a certificate is issued."),
        ),
        ANNUL,
    ),
)
PAYMENT = Flow(  # decision, publicity, one payment
    kind="award",
    states=(
        CHOSEN,
        DECIDED,
        PUBLICITY,
        State(name="granted", label=Text("已兑付", "Granted"), tone="good", final=True),
        REJECTED,
        ANNULLED,
    ),
    moves=(
        DECIDE,
        REJECT,
        PUBLICISE,
        Move(
            name="grant",
            label=Text("公示无异议，安排兑付", "Grant after publicity"),
            before=("publicity",),
            after="granted",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection", "support_available"),
            explain=Text(
                "锁定资金并生成支付单，由财务拨付。", "Committed, and the payment is ordered."
            ),
        ),
        ANNUL,
    ),
)
REPLY = Section(
    name="reply",
    label=Text("批复", "The reply"),
    fields=(
        Field(
            name="reply_number",
            kind="text",
            label=Text("批复文号", "Number of the reply"),
            max_chars=60,
        ),
    ),
)
SUBMISSION_UPWARD = Flow(  # the region argues it, a higher authority decides
    kind="award",
    states=(
        CHOSEN,
        State(name="decided", label=Text("待上报", "To be submitted upward"), days=10),
        State(
            name="sent_up",
            label=Text("已上报，待批复", "Submitted upward"),
            held_by=Text("上级主管部门", "the authority above"),
        ),
        State(
            name="recognised", label=Text("已批复", "Approved above"), tone="good", final=True
        ),
        REJECTED,
        State(name="declined", label=Text("未获批复", "Not approved"), tone="bad", final=True),
    ),
    moves=(
        DECIDE,
        REJECT,
        Move(
            name="send_up",
            label=Text("上报", "Submit upward"),
            before=("decided",),
            after="sent_up",
            by=("officer",),
            tone="good",
            asks=(DECIDING,),
        ),
        Move(
            name="recognise",
            label=Text("收到批复，予以登记", "Reply received: approved"),
            before=("sent_up",),
            after="recognised",
            by=("officer",),
            tone="good",
            asks=(REPLY,),
        ),
        Move(
            name="decline",
            label=Text("未获批复", "Not approved above"),
            before=("sent_up",),
            after="declined",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)
