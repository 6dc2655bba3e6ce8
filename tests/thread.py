"""The story of one challenge, step by step, told through the real actions at fixed moments."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from tests.factories import (
    AGENTS,
    SECRET,
    UNIT_OF,
    appropriation,
    attach,
    call,
    mandate,
    moment,
    need,
    unit,
    who,
)
from tests.told import told
from xingmeng.core import move
from xingmeng.demo import texts
from xingmeng.engines.values import yuan
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.funds.models import Payment
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate


class Thread:
    """One challenge from need to income. Each step has its day and keeps what it made."""

    def __init__(self, bidders: tuple[str, ...]) -> None:
        self.bidders = bidders
        self.bids: dict[str, Any] = {}
        self.sheets: list[Any] = []
        self.need = self.call = self.challenge = self.round = self.award = None
        self.contract = self.acceptance = self.outcome = self.sold = self.income = None

    def move(self, kind: str, row: Any, name: str, username: str, **said: Any) -> Any:
        reason = said.pop("reason", "")
        return move.make(kind, row.pk, name, actor=who(username), reason=reason, details=said)

    def fresh(self, name: str) -> Any:
        """The row of that name as it is now."""
        row = getattr(self, name)
        return type(row)._default_manager.get(pk=row.pk)

    def state(self, name: str) -> str:
        return self.fresh(name).state

    def bid_state(self, bidder: str) -> str:
        row = self.bids[bidder]
        return type(row).objects.get(pk=row.pk).state

    def milestone(self, number: int):
        return self.contract.milestones.get(number=number)

    @told
    def tell(self, step: str) -> None:
        """One step by its name."""
        getattr(self, step)()

    # steps, in order; the names below in STEPS are the names of these methods

    def need_draft(self) -> None:
        self.need = need()

    def need_submitted(self) -> None:
        self.move("need", self.need, "submit", "issuer")

    def need_endorsed(self) -> None:
        self.move("need", self.need, "endorse", "bureau", opinion="建议发榜")

    def need_refined(self) -> None:
        self.move("need", self.need, "refine", "officer", **texts.REFINED)

    def need_confirmed(self) -> None:
        self.move("need", self.need, "confirm", "issuer")

    def raised(self) -> None:
        self.call = call(money=appropriation())
        self.challenge = calls.raise_challenge(self.call.pk, self.need.pk, actor=who("officer"))

    def listed(self) -> None:
        self.move("call", self.call, "publish", "officer")

    def bids_drafted(self) -> None:
        for name in self.bidders:
            actor, home = who(name), unit(UNIT_OF[name])
            row = applications.begin(self.challenge.pk, organisation_id=home.pk, actor=actor)
            said = dict(texts.BIDS[name])
            if name == "bidder":
                said["route"] += SECRET
            applications.save_answers(row.pk, said, actor=actor)
            attach("application", row.pk, "proposal", actor, name=f"{name}.pdf")
            self.bids[name] = row

    def sealed(self) -> None:
        for name, row in self.bids.items():
            self.move("application", row, "submit", name)

    def first_key(self) -> None:
        self.move("challenge", self.challenge, "turn_first_key", "officer")

    def opened(self) -> None:
        self.move("challenge", self.challenge, "turn_second_key", "officer2")

    def recommended(self) -> None:
        for row in self.bids.values():
            self.move("application", row, "recommend", "bureau", opinion="材料齐全")

    def admitted(self) -> None:
        for row in self.bids.values():
            self.move("application", row, "admit", "officer")

    def round_open(self) -> None:
        self.round = review.open_round(self.challenge.pk, actor=who("officer"))

    def assigned(self) -> None:
        for candidate in Candidate.objects.filter(round=self.round).order_by("pk"):
            for name in ("expert", "expert2", "expert3"):
                review.assign(candidate.pk, who(name).user_id, actor=who("officer"))

    def marking(self) -> None:
        self.move("round", self.round, "start_marking", "officer")

    def accepted(self) -> None:
        sheets = Assignment.objects.filter(candidate__round=self.round)
        self.sheets = list(sheets.select_related("user").order_by("pk"))
        for sheet in self.sheets:
            self.move("assignment", sheet, "accept", self.marker(sheet), no_conflict=True)

    def marker(self, sheet: Any) -> str:
        return sheet.user.username if sheet.user else "issuer"

    def marked(self) -> None:
        best = self.bids[self.bidders[0]].pk
        for sheet in self.sheets:
            points = 90 if sheet.candidate.subject_id == best else 70
            lines = ("issuer_opinion",) if sheet.role == "issuer" else MARKED
            actor = who(self.marker(sheet))
            review.mark(sheet.pk, dict.fromkeys(lines, points), "逐项应答。", actor=actor)

    def handed_in(self) -> None:
        for sheet in self.sheets:
            self.move("assignment", sheet, "hand_in", self.marker(sheet))

    def ranked(self) -> None:
        self.move("round", self.round, "conclude", "officer")

    def chosen(self) -> None:
        self.award = awards.choose(
            self.bids[self.bidders[0]].pk,
            agreed_fen=yuan(19_000_000),
            reason="",
            actor=who("issuer"),
        )

    def decided(self) -> None:
        self.move("award", self.award, "decide", "chair", document_number="厅务会〔2021〕21号")

    def publicity(self) -> None:
        self.move("award", self.award, "publicise", "officer")

    def confirmed(self) -> None:
        self.move("award", self.award, "confirm", "officer")
        self.contract = Contract.objects.get(award_id=self.award.pk)

    def leader_signed(self) -> None:
        for agent, (giver, key) in AGENTS.items():
            mandate(agent, giver=giver, key=key)
        self.move("contract", self.contract, "sign_as_leader", "colleague")

    def bidder_signed(self) -> None:
        self.move("contract", self.contract, "sign_as_bidder", "bidder")

    def issuer_signed(self) -> None:
        self.move("contract", self.contract, "sign_as_issuer", "issuer")

    def in_force(self) -> None:
        self.move("contract", self.contract, "sign_as_department", "officer")

    def reported(self, number: int = 1) -> None:
        row = self.milestone(number)
        attach("milestone", row.pk, "evidence", who("bidder"))
        self.move("milestone", row, "report", "bidder", summary="团队已到位")

    def passed(self, number: int = 1) -> None:
        self.move("milestone", self.milestone(number), "pass", "officer", opinion="同意")

    def paid(self) -> None:
        row = Payment.objects.get(state="ordered")
        self.move("payment", row, "pay", "finance", slip_number=f"GK{row.pk:08d}")

    def reported2(self) -> None:
        self.reported(2)

    def passed2(self) -> None:
        self.passed(2)

    def paid2(self) -> None:
        self.paid()

    def requested(self) -> None:
        self.acceptance = delivery.request_acceptance(
            self.contract.pk, summary="连续三十批样品均已封存", actor=who("bidder")
        )

    def opined(self, verdict: str = "met") -> None:
        self.move(
            "acceptance",
            self.acceptance,
            "give_opinion",
            "issuer",
            results="实测",
            verdict=verdict,
        )

    def completed(self) -> None:
        self.move("acceptance", self.acceptance, "accept", "officer", opinion="同意验收")

    def paid3(self) -> None:
        self.paid()

    def outcome_filed(self) -> None:
        self.outcome = outcomes.file_outcome(self.contract.pk, OUTCOME, actor=who("bidder"))
        attach("outcome", self.outcome.pk, "evidence", who("bidder"))

    def outcome_registered(self) -> None:
        self.move("outcome", self.outcome, "register", "officer")

    def sold_filed(self) -> None:
        said = SOLD | {"buyer": unit("magnet").credit_code}
        self.sold = outcomes.file_technology_contract(
            self.outcome.pk, said, actor=who("bidder")
        )

    def sold_registered(self) -> None:
        said = {"registration_number": "测试0001"}
        self.move("technology_contract", self.sold, "register", "officer", **said)

    def income_filed(self) -> None:
        self.income = outcomes.file_income(self.sold.pk, INCOME, actor=who("bidder"))

    def shared(self) -> None:
        self.move("income", self.income, "share", "bidder")


MARKED = ("answers", "route", "team", "price")
OUTCOME = {"title": "成套工艺", "form": "process", "description": "已在中试线连续运行。"}
SOLD = {
    "title": "工艺许可",
    "kind": "licence",
    "amount_fen": yuan(3_600_000),
    "technology_fen": yuan(3_200_000),
    "signed_on": "2024-01-12",
}
INCOME = {
    "received_fen": yuan(1_800_000),
    "costs_fen": yuan(133_333),
    "unit_rule_pct": 70,
    "shares": [
        {"name": "沈嘉禾", "role": "main", "post": "staff", "weight": 50},
        {"name": "林雨桐", "role": "member", "post": "staff", "weight": 30},
        {"name": "许安然", "role": "member", "post": "staff", "weight": 20},
    ],
}
STEPS: dict[str, str] = {  # each step and its day
    "need_draft": "2021-07-05", "need_submitted": "2021-07-05", "need_endorsed": "2021-07-08",
    "need_refined": "2021-07-26", "need_confirmed": "2021-07-28", "raised": "2021-08-20",
    "listed": "2021-09-03", "bids_drafted": "2021-09-13", "sealed": "2021-09-14",
    "first_key": "2021-10-09", "opened": "2021-10-09", "recommended": "2021-10-11",
    "admitted": "2021-10-15", "round_open": "2021-10-18", "assigned": "2021-10-18",
    "marking": "2021-10-18", "accepted": "2021-10-21", "marked": "2021-10-21",
    "handed_in": "2021-10-21", "ranked": "2021-10-25", "chosen": "2021-11-08",
    "decided": "2021-11-22", "publicity": "2021-11-24", "confirmed": "2021-12-03",
    "leader_signed": "2022-01-10", "bidder_signed": "2022-01-10",
    "issuer_signed": "2022-01-10", "in_force": "2022-01-10",
    "reported": "2022-02-25", "passed": "2022-03-02", "paid": "2022-03-08",
    "reported2": "2022-12-15", "passed2": "2022-12-20", "paid2": "2022-12-28",
    "requested": "2023-11-10", "opined": "2023-11-24", "completed": "2023-12-01",
    "paid3": "2023-12-12", "outcome_filed": "2023-12-20", "outcome_registered": "2023-12-28",
    "sold_filed": "2024-01-15", "sold_registered": "2024-01-25", "income_filed": "2024-05-06",
    "shared": "2024-05-23",
}  # fmt: skip


def thread_until(
    step: str,
    *,
    bidders: tuple[str, ...] = ("bidder", "bidder2"),
    between: Callable[[str, Thread], None] | None = None,
) -> Thread:
    """The story up to and with a step. `between` is called after each, at its moment."""
    thread = Thread(bidders)
    for name, day in STEPS.items():
        with moment(day):
            thread.tell(name)
            if between:
                between(name, thread)
        if name == step:
            return thread
    raise LookupError(f"no step {step!r}")


def on(step: str) -> AbstractContextManager[None]:
    """The clock at the moment of a step of the thread."""
    return moment(STEPS[step])
