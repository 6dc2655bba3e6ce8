"""Batches of payments and the treasury's answers: their flows, and how an answer is read."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.facts import Fact
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import intake, staff_roles

MOST_LINES = 5_000
LONGEST_SLIP = 40  # characters, as the payment slip asks
BATCH = Flow(
    kind="payment_batch",
    states=(
        State(name="gathered", label=Text("待复核发送", "To be released"), tone="warn", days=5),
        State(
            name="released",
            label=Text("待银行回复", "At the treasury"),
            tone="warn",
            days=10,
        ),
        State(name="reconciled", label=Text("已对账", "Reconciled"), tone="good", final=True),
        State(name="dissolved", label=Text("已拆散", "Taken apart"), final=True),
    ),
    moves=(
        Move(
            name="release",
            label=Text("复核并发送", "Release"),
            before=("gathered",),
            after="released",
            by=("finance",),
            tone="good",
            confirm=True,
            checks=("another_person", "still_ordered"),
            explain=Text(
                "发送后可以导出支付清单，送国库或代理银行。",
                "Once released, its table can be taken to the treasury or its bank.",
            ),
        ),
        Move(
            name="dissolve",
            label=Text("拆散批次", "Take it apart"),
            before=("gathered",),
            after="dissolved",
            by=("finance",),
            reason=True,
        ),
        Move(
            name="reconcile",
            label=Text("对账完毕", "Reconciled"),
            before=("released",),
            after="reconciled",
            by=("finance",),
            tone="good",
            confirm=True,
            checks=("all_answered",),
        ),
    ),
)
ANSWER = Flow(
    kind="bank_answer",
    states=(
        State(name="read", label=Text("待登记", "To be entered"), tone="warn", days=5),
        State(name="entered", label=Text("已登记", "Entered"), tone="good", final=True),
        State(name="discarded", label=Text("未采用", "Discarded"), final=True),
    ),
    moves=(
        Move(
            name="enter",
            label=Text("登记回单", "Enter the answer"),
            before=("read",),
            after="entered",
            by=("finance",),
            tone="good",
            confirm=True,
            checks=("something_new",),
        ),
        Move(
            name="discard",
            label=Text("不采用", "Discard"),
            before=("read",),
            after="discarded",
            by=("finance",),
        ),
    ),
)
NUMBER = Fact("number", "text", Text("支付编号", "Payment"))
AMOUNT = Fact("amount_fen", "fen", Text("金额", "Amount"), low=1)
SENT = (  # what our own table says besides; an answer may leave it standing
    Fact("batch", "text", Text("批次号", "Batch")),
    Fact("payee", "text", Text("收款单位", "Payee")),
    Fact("credit_code", "text", Text("统一社会信用代码", "Credit code")),
    Fact("purpose", "text", Text("用途", "Purpose")),
    Fact("budget_line", "text", Text("预算科目", "Budget line")),
    Fact("year", "text", Text("预算年度", "Budget year")),
    Fact("document", "text", Text("预算文号", "Budget document")),
    Fact("decision", "text", Text("决定留痕", "Decided at step")),
)
SAID = (
    Fact("status", "text", Text("处理结果", "Result")),
    Fact("slip_number", "text", Text("支付凭证号", "Slip")),
    Fact("on", "date", Text("支付日期", "Day")),
    Fact("reason", "text", Text("退回原因", "Reason")),
)
TABLE = intake.Kind(
    Text("国库支付回单", "The treasury's answer"),
    {fact.name: fact for fact in (NUMBER, AMOUNT, *SENT, *SAID)},
    ("number", "amount_fen", "status"),
    (),
)
STATUSES = {  # as banks and the treasury say it
    **dict.fromkeys(("已支付", "支付成功", "成功", "paid"), "paid"),
    **dict.fromkeys(("已退回", "退回", "退票", "支付失败", "失败", "refused"), "refused"),
}
OUTCOMES: dict[str, Text] = {
    "paid": Text("支付", "Paid"),
    "refused": Text("退回", "Sent back"),
    "known": Text("已登记过", "Known already"),
    "differing": Text("有差异，不登记", "Differs, not entered"),
}
WRITTEN = ("paid", "refused")  # the outcomes that move a payment


def read(name: str, content: bytes) -> intake.Table:
    """An answer as a table, checked column by column. Errors: none; see `findings`."""
    return intake.table_of(TABLE, name, content, most=MOST_LINES)


def outcome_of(said: Mapping[str, Any], payment: Any) -> tuple[str, list[Finding]]:
    """What a line comes to beside the payment it names, and why nothing where it does not.

    `said` has each column of the table, `payment` is one of the batch. Errors: none.
    """
    line = {"line": said[intake.LINE], "number": said["number"]}
    if said["amount_fen"] != payment.amount_fen:
        sums = {"said_fen": said["amount_fen"], "ordered_fen": payment.amount_fen}
        return "differing", [Finding("answer_differs", line | sums)]
    status = STATUSES.get(said["status"])
    if found := _lacking(said, status, line):
        return "differing", found
    if payment.state == "ordered":
        return str(status), []
    same_slip = status == "refused" or payment.slip_number == said["slip_number"]
    if payment.state == status and same_slip:
        return "known", []
    return "differing", [Finding("answered_before", line)]


def _lacking(
    said: Mapping[str, Any], status: str | None, line: Mapping[str, Any]
) -> list[Finding]:
    if status is None:
        return [Finding("status_unknown", line)]
    if status == "refused":
        return [] if said["reason"] else [Finding("answer_lacks", line)]
    named = 0 < len(said["slip_number"]) <= LONGEST_SLIP
    return [] if named else [Finding("answer_lacks", line)]


def roles_of(actor: Actor, row: Any) -> frozenset[str]:
    """Batches are finance's; others among staff read them."""
    return staff_roles(actor)
