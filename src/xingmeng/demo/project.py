"""A contract as it is lived through: reports, inspections, payments, acceptance."""

from datetime import date
from typing import Any

from xingmeng.core import clock
from xingmeng.demo.accounts import acting_for, head_of
from xingmeng.demo.case import Case
from xingmeng.demo.stage import attach, go, organisation, who
from xingmeng.engines.values import yuan
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.delivery import queries as delivery_queries
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.registry import actions as registry

PASSED = "佐证与现场核查一致，同意通过。"


class Project:
    """One contract of a case with one unit; each method is a scene at the clock's moment."""

    def __init__(self, case: Case, unit: str = "") -> None:
        self.case = case
        self.unit = unit or case.told.chosen
        self.acceptance = self.recovery = 0

    @property
    def pk(self) -> int:
        return self.case.contract(self.unit).pk

    @property
    def bidder(self) -> str:
        return acting_for(self.unit)

    def _milestone(self, key: str) -> Any:
        return delivery_queries.milestones_of(self.pk).get(key=key)

    def report(self, key: str, summary: str) -> None:
        row = self._milestone(key)
        said = {
            "project": row.contract.title,
            "contract": row.contract.number,
            "milestone": row.title,
            "target": row.target,
            "unit": row.contract.award.application.organisation.name_zh,
            "found": summary,
            "targets": row.contract.terms["targets"],
            "number": f"JC-{row.contract.number[-9:]}-{row.number}",
            "issued_on": clock.today().isoformat(),
        }
        attach("milestone", row.pk, "evidence", "检测报告.pdf", self.bidder, **said)
        go("milestone", row.pk, "report", self.bidder, summary=summary)

    def let_pass(self, key: str, opinion: str = PASSED) -> None:
        go("milestone", self._milestone(key).pk, "pass", "officer", opinion=opinion)

    def of_milestone(self, key: str, name: str, reason: str) -> None:
        go("milestone", self._milestone(key).pk, name, "officer", reason=reason)

    def pay(self) -> None:
        """Whatever has been ordered for this contract and not been paid."""
        ordered = funds.visible_to(who("finance")).filter(
            state="ordered", authorisation__kind="contract", authorisation__subject_id=self.pk
        )
        for payment in ordered.order_by("pk"):
            go("payment", payment.pk, "pay", "finance", slip_number=f"GK{payment.pk:08d}")

    def request(self, summary: str) -> None:
        row = delivery.request_acceptance(self.pk, summary=summary, actor=who(self.bidder))
        self.acceptance = row.pk

    def measure(self, results: str, verdict: str = "met") -> None:
        user = head_of(self.case.told.issuer)
        said = {"results": results, "verdict": verdict}
        go("acceptance", self.acceptance, "give_opinion", user, **said)

    def accept(self, opinion: str) -> None:
        go("acceptance", self.acceptance, "accept", "officer", opinion=opinion)

    def exempt(self, reason: str, opinion: str) -> None:
        said = {"records_kept": True, "money_rightly_used": True, "opinion": opinion}
        go("acceptance", self.acceptance, "exempt", "chair", reason=reason, **said)

    def demand_back(self, amount: int, grounds: str) -> None:
        given = {"amount_fen": yuan(amount), "grounds": grounds}
        row = delivery.demand_back(self.pk, actor=who("officer"), **given)
        self.recovery = row.pk

    def confirm_return(self) -> None:
        go("recovery", self.recovery, "confirm_return", "finance", slip_number="TH00000001")

    def be_banned(self, number: str, grounds: str, from_on: str, until_on: str) -> None:
        """The decision on the bidder's misconduct, by the discipline officer."""
        registry.record_integrity(
            organisation(self.unit),
            kind="misuse",
            decision_number=number,
            measure="ban",
            grounds=grounds,
            from_on=date.fromisoformat(from_on),
            until_on=date.fromisoformat(until_on),
            actor=who("discipline"),
        )
