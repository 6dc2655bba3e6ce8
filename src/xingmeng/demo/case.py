"""One challenge as it is lived through: each method is a scene, done at the clock's moment."""

from typing import Any

from xingmeng.demo.accounts import PANELS, acting_for, bureau_of, head_of, named
from xingmeng.demo.shapes import Bid, Challenge, bid_of, need_of, refined_of
from xingmeng.demo.stage import attach, go, organisation, who
from xingmeng.engines.values import yuan
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries as award_queries
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as review_queries

CRITERIA = ("answers", "route", "team", "price")


class Case:
    """A challenge with the keys of what has come of it so far."""

    def __init__(self, told: Challenge) -> None:
        self.told = told
        self.need = self.challenge = self.round = 0
        self.bids: dict[str, int] = {}  # unit -> bid
        self.awards: dict[str, int] = {}  # unit -> award

    @property
    def issuer(self) -> str:
        return acting_for(self.told.issuer)

    @property
    def bureau(self) -> str:
        return bureau_of(self.told.issuer)

    def bid(self, unit: str) -> Bid:
        return next(bid for bid in self.told.bids if bid.unit == unit)

    # --- the need ---------------------------------------------------------------------------

    def state_need(self) -> None:
        actor = who(self.issuer)
        row = exchange.begin(organisation_id=organisation(self.told.issuer), actor=actor)
        exchange.save_answers(row.pk, need_of(self.told), actor=actor)
        go("need", row.pk, "submit", self.issuer)
        self.need = row.pk

    def endorse(self) -> None:
        go("need", self.need, "endorse", self.bureau, opinion=self.told.opinion)

    def refine(self) -> None:
        go("need", self.need, "refine", "officer", **refined_of(self.told))

    def confirm_need(self) -> None:
        go("need", self.need, "confirm", self.issuer)

    def be_raised(self, call_id: int) -> None:
        self.challenge = calls.raise_challenge(call_id, self.need, actor=who("officer")).pk

    # --- the bids ---------------------------------------------------------------------------

    def begin_bid(self, unit: str) -> None:
        actor = who(acting_for(unit))
        row = applications.begin(
            self.challenge, organisation_id=organisation(unit), actor=actor
        )
        self.bids[unit] = row.pk

    def answer(self, unit: str) -> None:
        """Write the bid, attach the proposal, hand it in."""
        username, pk = acting_for(unit), self.bids[unit]
        said = bid_of(self.told, self.bid(unit))
        applications.save_answers(pk, said, actor=who(username))
        attach("application", pk, "proposal", "方案说明书.pdf", username)
        go("application", pk, "submit", username)

    def write_some(self, unit: str, *names: str) -> None:
        """Keep some answers of a draft; the rest is still to be written."""
        said = bid_of(self.told, self.bid(unit))
        kept = {name: said[name] for name in ("secrecy", *names)}
        applications.save_answers(self.bids[unit], kept, actor=who(acting_for(unit)))

    def of_bid(self, unit: str, name: str) -> None:
        go("application", self.bids[unit], name, acting_for(unit))

    def turn_key(self, name: str, username: str) -> None:
        go("challenge", self.challenge, name, username)

    def leave(self, name: str, reason: str) -> None:
        go("challenge", self.challenge, name, "officer", reason=reason)

    # --- screening and review ---------------------------------------------------------------

    def _standing(self) -> list[Bid]:
        return [bid for bid in self.told.bids if not bid.withdrawn]

    def recommend(self) -> None:
        for bid in self._standing():
            said = "材料齐全，单位信息与登记一致。"
            go("application", self.bids[bid.unit], "recommend", self.bureau, opinion=said)

    def admit(self) -> None:
        for bid in self._standing():
            go("application", self.bids[bid.unit], "admit", "officer")

    def open_round(self) -> None:
        officer = who("officer")
        about = review.open_round(self.challenge, actor=officer)
        for candidate in review_queries.candidates_of(about):
            for expert in PANELS[self.told.theme]:
                review.assign(candidate.pk, who(expert).user_id, actor=officer)
        go("round", about.pk, "start_marking", "officer")
        self.round = about.pk

    def mark(self, username: str, number: int) -> None:
        """One expert's sheets; number 3 is the issuer's own."""
        for sheet in review_queries.visible_to(who(username)).filter(
            state="invited", candidate__round_id=self.round
        ):
            self._mark(sheet, username, number)

    def _mark(self, sheet: Any, username: str, number: int) -> None:
        units = {pk: unit for unit, pk in self.bids.items()}
        bid = self.bid(units[sheet.candidate.subject_id])
        given = {"issuer_opinion": bid.issuer}
        if number < len(bid.marks):
            given = dict(zip(CRITERIA, bid.marks[number], strict=True))
        go("assignment", sheet.pk, "accept", username, no_conflict=True)
        review.mark(sheet.pk, given, bid.comment, actor=who(username))
        go("assignment", sheet.pk, "hand_in", username)

    def mark_all(self) -> None:
        for number, expert in enumerate((*PANELS[self.told.theme], self.issuer)):
            self.mark(expert, number)

    def conclude(self) -> None:
        go("round", self.round, "conclude", "officer")

    # --- award and contract -----------------------------------------------------------------

    def choose(self, unit: str = "", agreed: int = 0, reason: str = "") -> None:
        unit = unit or self.told.chosen
        award = awards.choose(
            self.bids[unit],
            agreed_fen=yuan(agreed or self.told.agreed),
            reason=reason or self.told.reason,
            actor=who(self.issuer),
        )
        self.awards[unit] = award.pk

    def of_award(self, name: str, username: str, reason: str = "", unit: str = "") -> None:
        pk = self.awards[unit or self.told.chosen]
        go("award", pk, name, username, reason=reason)

    def sign(self, name: str, unit: str = "") -> None:
        """One signature under the contract, by whoever signs for that party."""
        unit = unit or self.told.chosen
        signers = {
            "sign_as_leader": named(unit, self.bid(unit).leader),
            "sign_as_bidder": signer_of(unit, self.bid(unit).leader),
            "sign_as_issuer": head_of(self.told.issuer),
            "sign_as_department": "officer",
        }
        go("contract", self.contract(unit).pk, name, signers[name])

    def contract(self, unit: str = "") -> Any:
        """The newest contract with a unit."""
        pk = self.awards[unit or self.told.chosen]
        rows = award_queries.contracts_for(who("officer")).filter(award_id=pk)
        return rows.order_by("-pk").first()


def signer_of(unit: str, leader: str) -> str:
    """Who signs for a bidder: its head, or an agent where the head leads the project."""
    head = head_of(unit)
    return acting_for(unit) if named(unit, leader) == head else head
