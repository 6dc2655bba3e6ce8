"""The checkpoint of a horse race: the runners are compared, the better one goes on."""

from typing import Any

from xingmeng.demo.accounts import PANELS
from xingmeng.demo.case import Case
from xingmeng.demo.lists import deliveries
from xingmeng.demo.stage import go, who
from xingmeng.engines.values import yuan
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries as award_queries
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as review_queries


class Race:
    """The comparison of one challenge's runners; each method is a scene."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.round = 0

    def open(self) -> None:
        officer = who("officer")
        about = delivery.open_checkpoint(self.case.challenge, actor=officer)
        for candidate in review_queries.candidates_of(about):
            for expert in PANELS[self.case.told.theme]:
                review.assign(candidate.pk, who(expert).user_id, actor=officer)
        go("round", about.pk, "start_marking", "officer")
        self.round = about.pk

    def mark(self, username: str, number: int) -> None:
        """One expert's sheets; number 3 is the issuer's own."""
        sheets = review_queries.visible_to(who(username)).filter(
            state="invited", candidate__round_id=self.round
        )
        for sheet in sheets:
            self._mark(sheet, username, number)

    def _mark(self, sheet: Any, username: str, number: int) -> None:
        actor = who(username)
        contract = award_queries.contracts_for(actor).get(pk=sheet.candidate.subject_id)
        units = {pk: unit for unit, pk in self.case.bids.items()}
        unit = units[contract.award.application_id]
        names = ("reached", "outlook") if number < 3 else ("issuer_opinion",)
        points = dict(zip(names, deliveries.RACE_MARKS[unit][number], strict=True))
        go("assignment", sheet.pk, "accept", username, no_conflict=True)
        review.mark(sheet.pk, points, deliveries.RACE_COMMENTS[unit], actor=actor)
        go("assignment", sheet.pk, "hand_in", username)

    def conclude(self) -> None:
        go("round", self.round, "conclude", "officer")

    def agree(self) -> None:
        """The second stage is agreed with the runner who is ahead."""
        first = self.case.contract(self.case.told.chosen)
        agreed = yuan(deliveries.SECOND_STAGE)
        awards.agree_second_stage(first.pk, agreed_fen=agreed, actor=who(self.case.issuer))
